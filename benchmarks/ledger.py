"""How fast the ledger takes in and answers, with made-up articles: rows per second, and medians of questions.

    python benchmarks/ledger.py                     5,000 articles with 50,000 statements
    python benchmarks/ledger.py --articles 50000    as large as the desk must stand
    python benchmarks/ledger.py --keep FILE         leave the ledger there; use it again if it is there

Words follow Zipf's law over a vocabulary of 60,000, in Latin and Cyrillic letters. Rates are of one run: compare them on one machine.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from bukti.records import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Derivation,
    DerivationKind,
    Origin,
    Position,
    Reading,
    Span,
    Stance,
    Statement,
    StatementType,
    Voice,
    actor_id,
    article_id,
    claim_id,
    content_id,
    statement_id,
)
from bukti.store import ClaimAct, Deed, Ledger, PositionQuery, Scope, Verdict, open_ledger

PER_ARTICLE, WORDS, CLAIMS, ACTORS = 10, 300, 1_000, 2_000
LATIN, CYRILLIC = "ka ri ta mo se lu ban dar per gi no tu wa", "ка ри та мо се лу бан дар пер ги но ту ва"


def vocabulary(rng: random.Random, syllables: str, size: int = 30_000) -> list[str]:
    made = ("".join(rng.choices(syllables.split(), k=rng.randint(1, 5))) for _ in range(size * 2))
    return list(dict.fromkeys(made))[:size]


def readings(count: int) -> Iterator[Reading]:
    rng = random.Random(7)
    pools = [vocabulary(rng, syllables) for syllables in (LATIN, CYRILLIC)]
    weights = [[1 / (rank + 1) for rank in range(len(pool))] for pool in pools]
    streams = [rng.choices(pool, weight, k=400_000) for pool, weight in zip(pools, weights, strict=True)]
    for number in range(count):
        stream = streams[number % 2]
        start = rng.randrange(len(stream) - WORDS)
        yield reading(number, " ".join(stream[start : start + WORDS]))


def reading(number: int, text: str) -> Reading:
    url, date = f"https://kabarlintas.example/{number}", f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    article = Article(article_id(text, url=url), text, f"Laporan {number}", url, f"Outlet {number % 40}", date, "id", raw=text.encode())
    size = len(text) // PER_ARTICLE
    return Reading(article, tuple(statement(article.id, n * size, size) for n in range(PER_ARTICLE)), model="m1")


def statement(article: str, start: int, size: int) -> Statement:
    speaker, cue, content = ((Span(start + a, start + b),) for a, b in ((0, 10), (11, 16), (17, size - 1)))
    id = statement_id(article, speaker, cue, content)
    return Statement(id, article, speaker, cue, content, StatementType.INDIRECT, "Ansel Brio", ("Sentra",), False, 0.9)


@contextmanager
def timed(what: str, rows: int) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    print(f"{what:<58} {rows:>9,} in {seconds:8.2f} s   {rows / max(seconds, 1e-9):>11,.0f}/s", flush=True)


def median(what: str, questions: Iterable[Callable[[], object]]) -> None:
    times = []
    for question in questions:
        start = time.perf_counter()
        question()
        times.append(1000 * (time.perf_counter() - start))
    print(f"{what:<58} median {statistics.median(times):8.1f} ms   slowest {max(times):8.1f} ms", flush=True)


def fill(ledger: Ledger, articles: int) -> None:
    made = list(readings(articles))
    with timed("articles with statements, one by one", articles):
        for each in made:
            ledger.add(each)
    ids = [s.id for each in made for s in each.statements]
    actors = [Actor(actor_id(f"Actor {n}", ActorKind.PERSON), f"Actor {n}", ActorKind.PERSON) for n in range(ACTORS)]
    with timed("voices", len(ids)):
        ledger.add_voices((Voice(id, (actors[n % ACTORS],), "Menteri", "named in full") for n, id in enumerate(ids)), "m1")
    claims = [Claim(claim_id(f"Claim {n} is true."), f"Claim {n} is true.", statement=ids[n]) for n in range(min(CLAIMS, len(ids)))]
    with timed("claims", len(claims)):
        ledger.add_claims(claims, "m1")
    file_positions(ledger, ids, claims)
    origins = [Origin(content_id("origin", n), tuple(ids[n : n + 5]), (actors[n % ACTORS],), "2024-03-05") for n in range(0, len(ids), 5)]
    with timed("origins of five statements", len(origins)):
        ledger.file_origins(origins, "m1")
    parents = [
        Derivation(made[n].article.id, made[n - 1].article.id, DerivationKind.REWRITE, False, 0.7, ("three sentences in the same order",))
        for n in range(1, len(made), 2)
    ]
    with timed("derivations", len(parents)):
        ledger.file_derivations(parents, "m1")
    with timed("vectors of 384 numbers", len(ids)):
        for at in range(0, len(ids), 10_000):
            ledger.add_vectors([(id, bytes(768)) for id in ids[at : at + 10_000]], "e1")


def file_positions(ledger: Ledger, ids: list[str], claims: list[Claim]) -> None:
    """Claim 0 has a tenth of all statements, as a large story has."""
    stances = list(Stance)

    def position(n: int, id: str, stance: Stance) -> Position:
        return Position(id, claims[0 if n % 10 == 0 else n % len(claims)].id, stance, 0.8, "same parties; cue 'membantah' denies")

    found = [position(n, id, stances[n % 3]) for n, id in enumerate(ids)]
    with timed("positions, the first run", len(found)):
        ledger.file_positions(found, "m1")
    with timed("positions, the same again", len(found)):
        ledger.file_positions(found, "m2")
    changed = [position(n, id, stances[(n + 1) % 3]) for n, id in enumerate(ids[:1000])]
    with timed("positions, a thousand statements judged otherwise", len(changed)):
        ledger.file_positions(changed, "m2", Scope(statements=ids[:1000]))


def ask(ledger: Ledger) -> None:
    words = [word for each in islice(readings(40), 40) for word in each.article.text.split()[:3]]
    for what, questions in {
        "search, one word": words[:40],
        "search, beginnings of three letters": [word[:3] for word in words[:40]],
        "search, three words": [" ".join(words[n : n + 3]) for n in range(0, 40, 2)],
        "search, two words in quotation marks": [f'"{words[n]} {words[n + 1]}"' for n in range(0, 40, 3)],
    }.items():
        median(what, [lambda q=q: list(ledger.search(q)) for q in questions])  # type: ignore[misc]
    claims = [claim for n, claim in enumerate(ledger.claims()) if n % 10 or not n]  # every tenth has no position
    median("positions of the large claim", [lambda: list(ledger.positions(PositionQuery(claim=claims[0].id)))] * 3)
    median("positions of other claims", [lambda c=c: list(ledger.positions(PositionQuery(claim=c.id))) for c in claims[1:20]])  # type: ignore[misc]
    some = [next(ledger.positions(PositionQuery(claim=c.id))).position for c in claims[1:20]]
    median("a judgement", [lambda p=p: ledger.judge(p.statement, p.claim, Verdict.CONFIRM) for p in some])  # type: ignore[misc]
    median("a note", [lambda c=c: ledger.act(ClaimAct(Deed.NOTE, c.id, "ask the harbour")) for c in claims[:20]])  # type: ignore[misc]
    median("origins of twenty statements", [lambda: list(ledger.origins([p.statement for p in some]))] * 5)
    median("derivations of one article", [lambda a=a: list(ledger.derivations(a.id)) for a in islice(ledger.articles(), 20)])  # type: ignore[misc]
    median("an actor by name", [lambda n=n: ledger.actor(f"actor {n}") for n in range(1000, 1020)])  # type: ignore[misc]
    median("the counts", [ledger.counts] * 3)
    with timed("statements with articles and voices", ledger.counts().statements):
        for _ in ledger.said():
            pass
    with timed("all positions as they hold", ledger.counts().positions):
        for _ in ledger.positions():
            pass


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=5_000)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "desk.ledger"
        there = path.exists()
        with open_ledger(path, author="R. Tamsin") as ledger:
            if not there:
                fill(ledger, given.articles)
            ask(ledger)
        print(f"{path.stat().st_size / 2**20:,.0f} MiB")


if __name__ == "__main__":
    main()
