"""How fast the desk answers, with made-up articles: median and slowest answer of each page, wall clock and processor.

    python benchmarks/desk.py                          5,000 articles with 50,000 statements
    python benchmarks/desk.py --articles 50000         what it must stand: every page under 150 ms, the search under 300 ms
    python benchmarks/desk.py --keep FILE              leave the ledger there; use it again if it is there

Each page is asked for at several addresses. "cold" is the first time, after somebody else has written to the ledger; "warm" the second.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from fastapi.testclient import TestClient
from ledger import ACTORS, readings  # beside this file

from bukti.records import (
    Actor,
    ActorKind,
    Claim,
    Derivation,
    DerivationKind,
    Origin,
    Position,
    Stance,
    Standing,
    Status,
    Voice,
    actor_id,
    claim_id,
    content_id,
)
from bukti.store import ClaimAct, Deed, Ledger, open_ledger
from bukti.web import DeskOptions, create_app

LARGE, CLAIMS, EACH = 5_000, 1_000, 5  # statements on the large claim, claims, statements of one origin
TIMES = 12


def fill(ledger: Ledger, articles: int) -> None:
    ids: list[str] = []
    told: list[str] = []
    for reading in readings(articles):
        told.append(ledger.add(reading).article)
        ids += [s.id for s in reading.statements]
    actors = [Actor(actor_id(f"Actor {n}", ActorKind.PERSON), f"Actor {n}", ActorKind.PERSON) for n in range(ACTORS)]
    ledger.add_voices((Voice(id, (actors[n // EACH % ACTORS],), "Menteri", "named in full") for n, id in enumerate(ids)), "m1")
    claims = [Claim(claim_id(f"Claim {n} is true."), f"Claim {n} is true.", statement=ids[n]) for n in range(min(CLAIMS, len(ids)))]
    ledger.add_claims(claims, "m1")
    origins = [
        Origin(content_id("origin", n), tuple(ids[n : n + EACH]), (actors[n // EACH % ACTORS],), _day(n)) for n in range(0, len(ids), EACH)
    ]
    ledger.file_origins(origins, "m1")
    ledger.file_positions(
        (Position(id, claims[_claim(n)].id, list(Stance)[n // EACH % 3], 0.8, "cue denies") for n, id in enumerate(ids)), "m1"
    )
    pairs = ((told[n], told[n - 1]) for n in range(1, len(told), 2))
    ledger.file_derivations((Derivation(a, b, DerivationKind.REWRITE, False, 0.7, ("one order",)) for a, b in pairs), "m1")
    ledger.file_standings(_standings(claims, origins), "m1")


def _claim(n: int) -> int:
    """The large claim has the first statements, as one story has; the others are spread over all others."""
    return 0 if n < LARGE else n // EACH % (CLAIMS - 1) + 1


def _day(n: int) -> str:
    return f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}"


def _standings(claims: list[Claim], origins: list[Origin]) -> Iterable[Standing]:
    sides: dict[int, tuple[list[str], list[str], list[str]]] = {n: ([], [], []) for n in range(len(claims))}
    for n, origin in enumerate(origins):
        sides[_claim(n * EACH)][n % 3].append(origin.id)
    for n, lists in sides.items():
        yield Standing(claims[n].id, Status.CONTESTED, *map(tuple, lists), 2, 1, ("one party",), "nine outlets, one origin")  # type: ignore[arg-type]


def addresses(ledger: Ledger) -> dict[str, list[str]]:
    claims, articles = ledger.claims(), [a.id for _, a in zip(range(400), ledger.articles(), strict=False)]
    words = next(ledger.articles()).text.split()
    rare = sorted(set(words), key=len)[-TIMES:]
    return {
        "the board": ["/", "/?page=2", "/?page=3", "/?q=Claim+7", "/?sort=newest", "/?status=contested&page=9"],
        "a claim of 500 statements": [f"/claims/{c.id}" for c in claims[1 : TIMES + 1]],
        "a claim of 5,000 statements": [f"/claims/{claims[0].id}?asserts={n}&denies={n}" for n in range(1, 6)],
        "has a claim changed": [f"/claims/{c.id}/pulse" for c in claims[: TIMES // 2]],
        "an article": [f"/articles/{id}" for id in articles[:: len(articles) // TIMES]],
        "the list of articles": [
            "/articles",
            "/articles?page=3",
            "/articles?lang=id",
            "/articles?outlet=Outlet+7",
            "/articles?since=2024-06",
        ],
        "an actor": [f"/actors/Actor%20{n}" for n in range(100, 100 + TIMES)],
        "the list of actors": ["/actors", "/actors?q=7", "/actors?page=9"],
        "the list of outlets": ["/outlets", "/outlets?sort=taken", "/outlets?q=7"],
        "an outlet": [f"/outlets/Outlet%20{n}" for n in range(6)],
        "search, a frequent word": [f"/search?q={w}" for w in words[:TIMES]],
        "search, a rare word": [f"/search?q={w}" for w in rare],
        "add": ["/add"],
    }


def ask(client: TestClient, ledger: Ledger, what: str, urls: list[str]) -> None:
    note = ClaimAct(Deed.NOTE, ledger.claims()[-1].id, "ask the harbour")
    for state in ("cold", "warm"):
        taken = []
        for url in urls:
            if state == "cold":
                ledger.act(note)
            wall, processor = time.perf_counter(), time.process_time()
            answer = client.get(url)
            taken.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - processor)))
            assert answer.status_code == 200, url
        walls, processors = zip(*taken, strict=True)
        row = f"median {statistics.median(walls):7.1f} ms  slowest {max(walls):7.1f}  processor {statistics.median(processors):7.1f}"
        print(f"{what:<30} {state}  {row}", flush=True)


def make(path: Path, articles: int) -> None:
    """What is stopped half way is not there."""
    unfinished = path.with_name(path.name + ".unfinished")
    for left in path.parent.glob(unfinished.name + "*"):
        left.unlink()
    with open_ledger(unfinished, author="R. Tamsin") as ledger:
        fill(ledger, articles)
    unfinished.rename(path)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=5_000)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "desk.ledger"
        if not path.exists():
            make(path, given.articles)
        with open_ledger(path, author="R. Tamsin") as ledger:

            def nothing() -> object:
                raise NotImplementedError

            with TestClient(create_app(DeskOptions(str(path), nothing, nothing)), base_url="http://127.0.0.1") as client:  # type: ignore[arg-type]
                client.get("/settings")
                for what, urls in addresses(ledger).items():
                    ask(client, ledger, what, urls)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:,.0f} MiB of memory at most, with the making of the ledger if it was made")


if __name__ == "__main__":
    main()
