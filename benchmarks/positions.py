"""How fast statements are matched with many claims, and whether the cost stays linear.

    python benchmarks/positions.py                                    2,000 statements, 1,000 claims, on two cores
    python benchmarks/positions.py --statements 100000 --fast         the scale that is asked for, with the small network
    python benchmarks/positions.py --statements 500 --threads 1
    python benchmarks/positions.py --statements 100000 --write /tmp/many    claims.json and reports.jsonl, for `time bukti match`

Statements and claims are those of the invented stories in training/written/stances. Where more are asked for than the stories have, they
come again with other speakers, so that no text is known from before. The judge has learned from these very stories: nothing here says how
right it is. Machines are noisy: `cpu` is processor time of all cores, `growth` the cost of a statement in the last quarter against the
first.
"""

import argparse
import itertools
import json
import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bukti.claims import ClaimMatcher
from bukti.network import Fast, Meaning
from bukti.records import Actor, ActorKind, Article, Claim, Said, Span, Statement, StatementType, Voice, actor_id, statement_id

STORIES = Path(__file__).resolve().parents[1] / "training/written/stances"
ASKED = 100_000
QUARTERS = 4
REPORT = 10  # statements
SYLLABLES = {
    "latin": ("ar", "den", "mo", "lis", "ka", "run", "te", "vos", "bel", "ni"),
    "ru": ("ар", "ден", "мо", "лис", "ка", "рун", "те", "вос", "бел", "ни"),
}


def stories() -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(STORIES.glob("*.json"))]


def claims(told: list[dict[str, Any]], count: int) -> list[Claim]:
    """From all stories in turn, so that statements of every story have some."""
    columns = ([(f"{s['story']} {k}", text) for k, text in s["claims"].items()] for s in told)
    rows = [row for turn in itertools.zip_longest(*columns) for row in turn if row]
    return [Claim(id, text, author="bench") for id, text in rows[:count]]


def statements(told: list[dict[str, Any]]) -> Iterator[Said]:
    """Without end: one story after the other, and again from the first with other speakers."""
    for number in itertools.count():
        for story in told:
            for n, s in enumerate(story["statements"]):
                yield said(s, f"{story['story']}-{number}-{n}", number)


def said(s: dict[str, Any], article: str, number: int) -> Said:
    speaker = s.get("speaker", "") if not number else speaker_of(number, s["lang"])
    head = " ".join(part for part in (speaker, s.get("cue", "")) if part)
    before = f"{s['before']} " if s.get("before") else ""
    text = f"{before}{head}: {s['content']}."
    at, end = len(before), len(before) + len(head)
    spans = (
        (Span(at, at + len(speaker)),) if speaker else (),
        (Span(end - len(s["cue"]), end),) if s.get("cue") else (),
        (Span(end + 2, len(text) - 1),),
    )
    statement = Statement(statement_id(article, *spans), article, *spans, StatementType.INDIRECT, speaker)
    actor = Actor(actor_id(speaker, ActorKind.PERSON), speaker, ActorKind.PERSON)
    return Said(statement, Article(article, text, lang=s["lang"]), Voice(statement.id, (actor,) if speaker else ()))


def speaker_of(number: int, lang: str) -> str:
    parts = SYLLABLES.get(lang, SYLLABLES["latin"])
    return "".join(parts[int(digit)] for digit in f"{number:03}").title()


def reports(some: Iterable[Said]) -> Iterator[list[Said]]:
    """Up to ten statements in one language."""
    report: list[Said] = []
    for one in some:
        if report and (len(report) == REPORT or one.article.lang != report[0].article.lang):
            yield report
            report = []
        report.append(one)
    if report:
        yield report


def together(some: Iterable[Said]) -> Iterator[Said]:
    """The same statements in reports, so that most have another one before them."""
    for report in reports(some):
        whole = document(report)
        article = Article(whole["id"], whole["text"], lang=whole["lang"])
        for one, roles in zip(report, whole["statements"], strict=True):
            spans = {role: tuple(Span(*pair) for pair in listed) for role, listed in roles.items()}
            yield replace(one, statement=replace(one.statement, article=article.id, **spans), article=article)


def write(folder: Path, asked: list[Claim], some: Iterable[Said]) -> None:
    """The same as the stream takes them, in reports."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "claims.json").write_text(json.dumps({c.id: {"text": c.text} for c in asked}), encoding="utf-8")
    with (folder / "reports.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(document(report), ensure_ascii=False) + "\n" for report in reports(some))


def document(report: list[Said]) -> dict[str, Any]:
    text, listed = "", []
    for one in report:
        roles = {role: getattr(one.statement, role) for role in ("speaker", "cue", "content")}
        listed.append({role: [[a + len(text), b + len(text)] for a, b in spans] for role, spans in roles.items()})
        text += f"{one.article.text}\n"
    return {"id": report[0].article.id, "lang": report[0].article.lang, "text": text, "statements": listed}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=2_000)
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fast", action="store_true", help="as bukti match --fast")
    parser.add_argument("--reports", action="store_true", help="ten statements a report, so that most have another one before them")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the statements and claims, and measure nothing")
    args = parser.parse_args()
    told = stories()
    asked, endless = claims(told, args.claims), statements(told)
    if args.write:
        return write(args.write, asked, itertools.islice(endless, args.statements))
    if args.reports:
        endless = together(endless)
    began = time.perf_counter()
    matcher = ClaimMatcher(asked, (Fast if args.fast else Meaning).load(threads=args.threads))
    print(f"{len(asked)} claims read and compared with each other: {time.perf_counter() - began:.1f} s", flush=True)
    walls, cpus, found = [], [], 0
    for _ in range(QUARTERS):
        some = list(itertools.islice(endless, args.statements // QUARTERS))
        began, busy = time.perf_counter(), time.process_time()
        found += len(matcher.positions(some))
        walls.append(time.perf_counter() - began)
        cpus.append(time.process_time() - busy)
        print(f"  {len(some)} statements: {walls[-1]:.1f} s, cpu {cpus[-1]:.1f} s", flush=True)
    each, cpu = sum(walls) / args.statements, sum(cpus) / args.statements
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{args.statements} statements, {found} positions: {1000 * each:.1f} ms a statement, cpu {1000 * cpu:.1f} ms")
    print(f"growth {cpus[-1] / cpus[0]:.2f}  peak {peak:.2f} GiB  {ASKED:,} statements at this rate: {each * ASKED / 60:.0f} min")


if __name__ == "__main__":
    main()
