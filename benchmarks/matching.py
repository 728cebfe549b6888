"""Claims, actors and origins on the dev beds of ../shared and on the example story: what the gate holds floors for.

The stories are matched as `bukti match` does, once with the gold spans given (`given`) and once from the raw text (`raw`), and scored by
../shared/tools/score_story.py. IndoNLI is scored on the judge of pairs itself. Headlines of Emergent (Ferreira and Vlachos 2016, the third
for development) go the way of a report without speaker and cue whose language is not given. The words that decide there were written before
they were measured on it, though after another list had been, and not changed after; which features count (refuting and hedging words,
questions), the least similarity, and that all lists are read where the language cannot be told, were chosen on it.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from beds import SHARED, tool

from bukti.actors import ActorBook
from bukti.network import NLI, Meaning
from bukti.pipeline import Linked, linked, matcher, positioned, voiced
from bukti.records import Article, Claim, Span, Stance, Statement, StatementType
from bukti.statements import StatementReader

STORY = SHARED / "data/stories/lady-r"
WRITTEN = Path(__file__).resolve().parents[1] / "training/written/stances"
OTHERS = 991  # claims, so that there are 1,000 with those of lady-r
INDONLI = SHARED / "data/indonli/val.jsonl"
EMERGENT = SHARED / "data/emergent/pairs.jsonl"
HEADLINES = {Stance.ASSERTS: "for", Stance.DENIES: "against"}  # "observing" is no position
SPANS = ("speaker", "cue", "content")


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of one bed. `lower` is better where `down`."""

    name: str
    what: str
    asked: float
    get: Callable[["Beds"], float]
    file: Path
    down: bool = False
    others: bool = False  # it is measured among claims of other stories

    def fingerprint(self) -> str:
        strange = "\n".join(claims_of_others()[:OTHERS]).encode() if self.others else b""
        return hashlib.sha256(self.file.read_bytes() + strange).hexdigest()


@dataclass(frozen=True, slots=True)
class Beds:
    """The results that several measures are read off, each computed once."""

    reader: StatementReader
    meaning: Meaning
    fast: Meaning

    def story(self, given: bool) -> dict[str, Any]:
        return _story(self, given)

    def fast_story(self, given: bool) -> dict[str, Any]:
        """With positions alone, by the small network."""
        return _story(self, given, fast=True, alone=True)

    def among_many(self, fast: bool) -> float:
        """Stance F1 on gold statements where the story's claims are among those of many other stories, which have none of its stances."""
        return float(_story(self, True, fast=fast, alone=True, others=OTHERS)["stance"]["f1"])

    def nli(self) -> float:
        rows = [json.loads(line) for line in INDONLI.open(encoding="utf-8")]
        judged = self.meaning.compare([(d["premise"], d["hypothesis"]) for d in rows], ("nli",)).nli.argmax(-1)
        return sum(NLI[k][0] == d["label"][0] for k, d in zip(judged, rows, strict=True)) / len(rows)

    def emergent(self) -> float:
        """Macro F1 of for, against and observing. Each pair is a question of its own, so a matcher knows one rumour."""
        rows = [json.loads(line) for line in EMERGENT.open(encoding="utf-8")]
        by_rumour: dict[str, list[dict[str, Any]]] = {}
        for d in rows:
            by_rumour.setdefault(d["claim"], []).append(d)
        found: dict[str, str] = {}
        for rumour, some in by_rumour.items():
            said = voiced([headline(d, self.reader) for d in some], ActorBook.standard())
            for p in matcher([Claim("rumour", rumour)], self.meaning).positions(said):
                found[p.statement] = HEADLINES[p.stance]
        return macro_f1([(found.get(d["id"], "observing"), d["stance"]) for d in rows])


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Of (found, gold), over the classes of gold."""
    labels = {gold for _, gold in pairs}
    return sum(2 * pairs.count((k, k)) / sum((f == k) + (g == k) for f, g in pairs) for k in labels) / len(labels)


def headline(d: dict[str, Any], reader: StatementReader) -> tuple[Article, tuple[Statement, ...]]:
    whole = Statement(d["id"], d["id"], (), (), (Span(0, len(d["headline"])),), StatementType.INDIRECT)
    reading = reader.read(Article(d["id"], d["headline"]), given=[whole])
    return reading.article, reading.statements


@cache
def _story(beds: Beds, given: bool, fast: bool = False, alone: bool = False, others: int = 0) -> dict[str, Any]:
    documents = [json.loads(line) for line in (STORY / "gold.jsonl").open(encoding="utf-8")]
    claims = [Claim(k, v["text"]) for k, v in json.loads((STORY / "claims.json").read_text(encoding="utf-8")).items()]
    told = [read(d, beds.reader, given) for d in documents]
    strange = [Claim(f"other {n}", text) for n, text in enumerate(claims_of_others()[:others])]
    link, meaning = positioned if alone else linked, beds.fast if fast else beds.meaning
    found = link(told, [*claims, *strange], meaning, ActorBook.standard(), lambda *_: None)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("system.jsonl", "summary.json", "derivations.json")]
        for path, text in zip(paths, written(documents, found), strict=True):
            path.write_text(text, encoding="utf-8")
        result: dict[str, Any] = tool("score_story").score(STORY, paths[0], str(paths[1]), str(paths[2]))
    return result


def claims_of_others() -> list[str]:
    """Of the invented stories in training/written/stances, story by story."""
    stories = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(WRITTEN.glob("*.json")))
    return [text for story in stories for text in story["claims"].values()]


def read(d: dict[str, Any], reader: StatementReader, given: bool) -> tuple[Article, tuple[Statement, ...]]:
    article = Article(d["id"], d["text"], d.get("title", ""), outlet=d.get("outlet", ""), date=d.get("date", ""), lang=d["lang"])
    spans = [only_spans(s, d["id"]) for s in d["statements"]] if given else None
    reading = reader.read(article, given=spans)
    return reading.article, reading.statements


def only_spans(s: dict[str, Any], article: str) -> Statement:
    """What is given away of a gold statement: where it stands, and nothing of what it means."""
    speaker, cue, content = (tuple(Span(*x) for x in s[role]) for role in SPANS)
    return Statement(f"{article}/{s['id']}", article, speaker, cue, content, StatementType(s["type"]))


def written(documents: list[dict[str, Any]], found: Linked) -> Iterator[str]:
    """The three files that `bukti match` writes."""
    stances: dict[str, list[Any]] = {}
    for p in found.positions:
        stances.setdefault(p.statement, []).append([p.claim, p.stance.value, p.confidence])
    origins = {s: o.id for o in found.origins for s in o.statements}
    rows: dict[str, list[Any]] = {d["id"]: [] for d in documents}
    for said in found.said:
        s = said.statement
        spans = {role: getattr(s, role) for role in SPANS}
        rows[said.article.id].append(
            {**spans, "actor": said.voice.name, "relay": s.relay, "stance": stances.get(s.id, []), "origin": origins.get(s.id)}
        )
    yield "\n".join(json.dumps({"id": k, "statements": v}) for k, v in rows.items())
    yield json.dumps(
        {s.claim: {"independent_assert": s.independent_assert, "independent_deny": s.independent_deny} for s in found.standings}
    )
    yield json.dumps([{"child": d.child, "parent": d.parent, "kind": d.kind.value} for d in found.derivations])


def of(given: bool, *path: str, fast: bool = False) -> Callable[[Beds], float]:
    def get(beds: Beds) -> float:
        value: Any = beds.fast_story(given) if fast else beds.story(given)
        for key in path:
            value = value[key]
        return float(value)

    return get


GOLD = STORY / "gold.jsonl"
MEASURES = (
    Measure("stance-given", "lady-r, gold statements: (claim, stance) F1", 0.70, of(True, "stance", "f1"), GOLD),
    Measure("denial-given", "lady-r, gold statements: denies and doubts, F1", 0.65, of(True, "denial", "f1"), GOLD),
    Measure("stance-raw", "lady-r, raw text: (claim, stance) F1", 0.50, of(False, "stance", "f1"), GOLD),
    Measure("fast-stance-given", "lady-r, gold statements, --fast: (claim, stance) F1", 0.70, of(True, "stance", "f1", fast=True), GOLD),
    Measure("fast-denial-given", "lady-r, gold statements, --fast: denies and doubts", 0.65, of(True, "denial", "f1", fast=True), GOLD),
    Measure("fast-stance-raw", "lady-r, raw text, --fast: (claim, stance) F1", 0.50, of(False, "stance", "f1", fast=True), GOLD),
    Measure(
        "stance-many",
        "lady-r's claims among 1,000, gold statements: (claim, stance) F1",
        0.0,
        lambda b: b.among_many(False),
        GOLD,
        others=True,
    ),
    Measure("fast-stance-many", "the same, --fast", 0.0, lambda b: b.among_many(True), GOLD, others=True),
    Measure("actor-given", "lady-r, gold statements: actor correct", 0.85, of(True, "actor", "accuracy"), GOLD),
    Measure("actor-raw", "lady-r, raw text: actor correct, matched statements", 0.85, of(False, "actor", "accuracy"), GOLD),
    Measure("relay-given", "lady-r, gold statements: relays, F1", 0.0, of(True, "relay", "f1"), GOLD),
    Measure("origin-given", "lady-r, gold statements: same-origin pairs, F1", 0.75, of(True, "origin", "f1"), GOLD),
    Measure("origin-raw", "lady-r, raw text: same-origin pairs, F1", 0.60, of(False, "origin", "f1"), GOLD),
    Measure("derivation", "lady-r, gold statements: child and parent, F1", 0.70, of(True, "derivation", "f1"), GOLD),
    Measure("derivation-kind", "lady-r: kind right on those found", 0.80, of(True, "derivation", "kind_accuracy"), GOLD),
    Measure("independence", "lady-r: error of the counts per claim", 0.7, of(True, "independence", "mae"), GOLD, down=True),
    Measure("indonli", "IndoNLI val: accuracy e / n / c", 0.72, Beds.nli, INDONLI),
    Measure("emergent", "Emergent dev third: for/against/observing, macro F1", 0.60, Beds.emergent, EMERGENT),
)
