"""Origins, derivations and independence on stories with gold, and the same utterance across languages on NTREX.

    python benchmarks/origins.py                     all beds
    python benchmarks/origins.py --bed ntrex         one of them
    python benchmarks/origins.py --bed ntrex --part tuned|held
                                                     that part of its documents on which thresholds were set, or the other one

Story beds (lady-r of ../shared, and the invented grey-heron of examples/): gold statements and stances, actors from their gold names
through the actors room, then derivations, origins and standings as the program makes them; scored by the definitions of
../shared/tools/score_story.py.

NTREX bed (dev half, en id ru de, all documents mixed): the same report in four languages, sentence k the same in each. Statements are
those that `bukti extract` finds. A gold pair are two statements of different languages whose contents begin in the same sentence of the
same document; where a sentence has several, they are paired in order, and what one language's reading has more is left out: so a pair
counts only where both readings found a statement. `aligned`: pairs that the program takes to be one utterance, word for word
(`counterparts`, followed to the first report). `origin`: pairs in one origin; there, pairs of one document but of different sentences
are left out on both sides, as an origin is an occasion and NTREX does not tell who said several things on one. `known`: the same, without
pairs of two documents that do report one occasion (ONE_OCCASION, found by reading what the program had put together): the documents are
of the same days, and NTREX does not say which of them tell of one event.

The thresholds for copies (follow.py, family.py) were set on the first half of the documents in the order of their names (`tuned`), and on
SEEN of the other half (`held`), which was scored at the end. What had been put together across documents was read in both halves.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from beds import SHARED, tool

from bukti.actors import ActorBook, voices
from bukti.network import Meaning
from bukti.origins import Vectors, counterparts, derivations, find_origins, standing
from bukti.records import Article, Claim, Derivation, Origin, Position, Said, Span, Spans, Stance, Standing, Statement, StatementType
from bukti.runs.local import in_order
from bukti.statements import ReaderOptions, StatementReader
from bukti.text.furniture import furniture

STORIES = {"lady-r": SHARED / "data/stories/lady-r", "grey-heron": Path(__file__).parents[1] / "examples/grey-heron"}
NTREX = SHARED / "data/ntrex/docs.jsonl"
LANGS = ("en", "id", "ru", "de")
PARTS = ("all", "tuned", "held")
SEEN = ("dailymail.co.uk.298732", "guardian.221754", "newsweek.51331", "nytimes.184853", "upi.176249")  # of the held half
ONE_OCCASION = (
    frozenset({"cnbc.com.6790", "reuters.218861"}),  # Ri Yong Ho before the General Assembly: "corresponding response"
    frozenset({"cnn.304447", "cnn.304489"}),  # Donald Trump's rally in Wheeling, West Virginia: "resist and obstruct"
)
Told = list[tuple[Article, list[Statement]]]
Pairs = set[frozenset[str]]


def spans(given: Iterable[Sequence[int]]) -> Spans:
    return tuple(Span(a, b) for a, b in given)


def gold_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def told_of(documents: Iterable[dict[str, Any]]) -> Told:
    out: Told = []
    for d in documents:
        around = tuple(furniture(d["text"], d["lang"]))
        article = Article(d["id"], d["text"], outlet=d.get("outlet", ""), date=d.get("date", ""), lang=d["lang"], furniture=around)
        out.append((article, [_statement(article, n, s) for n, s in enumerate(d["statements"], 1)]))
    return out


def _statement(article: Article, number: int, s: dict[str, Any]) -> Statement:
    speaker, cue, content = (spans(s.get(role) or []) for role in ("speaker", "cue", "content"))
    relay, nested = tuple(s.get("relay") or ()), bool(s.get("nested"))
    kind = StatementType(s.get("type") or "indirect")
    return Statement(f"{article.id}#{number}", article.id, speaker, cue, content, kind, s.get("actor") or "", relay, nested)


def said_of(told: Told) -> list[Said]:
    found = iter(voices(told, ActorBook.standard()))
    return [Said(statement, article, next(found)) for article, statements in told for statement in statements]


def stories_of(told: Told, said: Iterable[Said]) -> list[tuple[Article, list[Said]]]:
    by_article: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_article[one.article.id].append(one)
    return [(article, by_article[article.id]) for article, _ in told]


def story(name: str, meaning: Vectors) -> dict[str, float]:
    gold = gold_of(STORIES[name])
    told = told_of(gold)
    said = said_of(told)
    derived = derivations(stories_of(told, said), meaning)
    origins = find_origins(said, derived, meaning)
    standings = _standings(gold, said, origins, derived)
    with tempfile.TemporaryDirectory() as folder:
        scored = _scored(Path(folder), name, gold, origins, derived, standings)
    return {
        "origin": scored["origin"]["f1"],
        "derivation": scored["derivation"]["f1"],
        "kind": scored["derivation"]["kind_accuracy"],
        "independence_mae": scored["independence"]["mae"],
    }


def _standings(
    gold: Sequence[dict[str, Any]], said: Sequence[Said], origins: Sequence[Origin], derived: Sequence[Derivation]
) -> list[Standing]:
    positions = [
        Position(f"{d['id']}#{n}", claim, Stance(stance))
        for d in gold
        for n, s in enumerate(d["statements"], 1)
        for claim, stance in s.get("stance") or []
    ]
    by_id = {s.statement.id: s for s in said}
    return [standing(Claim(c, c), positions, by_id, origins, derived) for c in sorted({p.claim for p in positions})]


def _scored(
    folder: Path,
    name: str,
    gold: list[dict[str, Any]],
    origins: Sequence[Origin],
    derived: Sequence[Derivation],
    standings: Sequence[Standing],
) -> dict[str, Any]:
    """By the score script, on a story in the form that it knows."""
    home = {s: o.id for o in origins for s in o.statements}
    system = [d | {"statements": [s | {"origin": home[f"{d['id']}#{n}"]} for n, s in enumerate(d["statements"], 1)]} for d in gold]
    counts = {s.claim: {"independent_assert": s.independent_assert, "independent_deny": s.independent_deny} for s in standings}
    edges = [{"child": d.child, "parent": d.parent, "kind": d.kind.value} for d in derived]
    (folder / "system.jsonl").write_text("\n".join(map(json.dumps, system)), encoding="utf-8")
    (folder / "summary.json").write_text(json.dumps(counts), encoding="utf-8")
    (folder / "derivations.json").write_text(json.dumps(edges), encoding="utf-8")
    source = STORIES[name]
    if not (source / "independence.json").exists():
        source = _as_story(folder, source)
    scored: dict[str, Any] = tool("score_story").score(
        source, folder / "system.jsonl", folder / "summary.json", folder / "derivations.json"
    )
    return scored


def _as_story(folder: Path, source: Path) -> Path:
    """The truth sheet of the example as the files of a story."""
    truth = json.loads((source / "truth.json").read_text(encoding="utf-8"))
    (folder / "gold.jsonl").write_text((source / "gold.jsonl").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "independence.json").write_text(json.dumps(truth["claims"]), encoding="utf-8")
    (folder / "derivation.json").write_text(json.dumps(truth["derivations"]), encoding="utf-8")
    return folder


def ntrex(meaning: Vectors, documents: int, part: str) -> dict[str, float]:
    rows = [json.loads(line) for line in NTREX.read_text(encoding="utf-8").splitlines()]
    kept = documents_of(part, sorted({r["doc"] for r in rows}))[:documents]
    rows = [r for r in rows if r["lang"] in LANGS and r["doc"] in kept]
    told = [(Article(r["id"], r["text"], lang=r["lang"]), list(found)) for r, found in zip(rows, _read(rows), strict=True)]
    return ntrex_scores(rows, told, meaning)


def documents_of(part: str, documents: Sequence[str]) -> Sequence[str]:
    half = len(documents) // 2
    return {"all": documents, "tuned": documents[:half], "held": documents[half:]}[part]


def _read(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[Statement, ...]]:
    reader = StatementReader.load(ReaderOptions())
    items = ((r["id"], Article(r["id"], r["text"], lang=r["lang"])) for r in rows)
    for _, reading in in_order(items, reader, reader.options):
        yield getattr(reading, "statements", ())


def ntrex_scores(rows: Sequence[dict[str, Any]], told: Told, meaning: Vectors) -> dict[str, float]:
    said = said_of(told)
    derived = derivations(stories_of(told, said), meaning)
    place = {s.statement.id: _place(r, s) for r in rows for s in said if s.article.id == r["id"]}
    gold = _gold(place, {s.statement.id: s.article.lang for s in said})
    leads = counterparts(said, derived, meaning)
    aligned = _same({s: _first(s, leads) for s in place}, place)
    grouped = _same({s: o.id for o in find_origins(said, derived, meaning) for s in o.statements}, place)
    within = {pair for pair in grouped if len({place[s][0] for s in pair}) == 1 and len({place[s][1] for s in pair}) > 1}
    known = {pair for pair in grouped if frozenset(place[s][0] for s in pair) in ONE_OCCASION}
    return {
        "statements": len(said),
        "pairs": len(gold),
        **_f1("aligned", gold, aligned),
        **_f1("origin", gold, grouped - within),
        **_f1("known", gold, grouped - within - known),
    }


def _place(row: dict[str, Any], said: Said) -> tuple[str, int, str]:
    """Document, sentence in which the content begins (-1 for none), language."""
    start = said.statement.content[0].start
    line = next((k for k, (a, b) in enumerate(row["sentences"]) if a <= start < b), -1)
    return row["doc"], line, row["lang"]


def _gold(place: Mapping[str, tuple[str, int, str]], langs: Mapping[str, str]) -> Pairs:
    by_sentence: dict[tuple[str, int], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for statement, (doc, line, _) in place.items():
        by_sentence[doc, line][langs[statement]].append(statement)
    return {
        frozenset(pair)
        for (_, line), by_lang in by_sentence.items()
        if line >= 0
        for a, b in combinations(sorted(by_lang), 2)
        for pair in zip(by_lang[a], by_lang[b], strict=False)
    }


def _first(statement: str, leads: Mapping[str, str]) -> str:
    while statement in leads:
        statement = leads[statement]
    return statement


def _same(groups: Mapping[str, str], place: Mapping[str, tuple[str, int, str]]) -> Pairs:
    """Pairs of one group that stand in different articles."""
    members: dict[str, list[str]] = defaultdict(list)
    for statement, group in groups.items():
        members[group].append(statement)
    return {frozenset(p) for ones in members.values() for p in combinations(ones, 2) if place[p[0]][::2] != place[p[1]][::2]}


def _f1(name: str, gold: Pairs, got: Pairs) -> dict[str, float]:
    p, r = len(gold & got) / max(len(got), 1), len(gold & got) / max(len(gold), 1)
    return {f"{name}_p": p, f"{name}_r": r, f"{name}_f1": 2 * p * r / max(p + r, 1e-9)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bed", choices=[*STORIES, "ntrex"])
    parser.add_argument("--documents", type=int, default=1_000, help="of NTREX, each in four languages")
    parser.add_argument("--part", choices=PARTS, default="all", help="of the documents of NTREX")
    args = parser.parse_args()
    meaning = Meaning.load()
    for name in [args.bed] if args.bed else [*STORIES, "ntrex"]:
        got = ntrex(meaning, args.documents, args.part) if name == "ntrex" else story(name, meaning)
        print(f"{name:12}", "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in got.items()), flush=True)


if __name__ == "__main__":
    main()
