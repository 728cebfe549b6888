"""An invented desk: readings about the strait of Kestria, and an empty ledger of every store."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bukti.records import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Derivation,
    DerivationKind,
    Entity,
    Origin,
    Position,
    Reading,
    Span,
    Stance,
    Standing,
    Statement,
    StatementType,
    Status,
    Voice,
    actor_id,
    article_id,
    claim_id,
    statement_id,
)
from bukti.store import STORES, ClaimAct, Deed, Ledger, Verdict, open_ledger

TEXT = '"Kapal itu bukan milik kami," kata Menteri Ansel Brio kepada Sentra.'

Make = Callable[..., Reading]


def build(number: int = 1, *, text: str = TEXT, url: str | None = None, model: str = "m1", **said: object) -> Reading:
    """The reading of one short report; `said` replaces fields of its statement, `actor=None` leaves it out."""
    url = f"https://kabarlintas.example/{number}" if url is None else url
    raw = f"<p>{text}</p>".encode("utf-8", "surrogatepass")
    article = Article(
        id=article_id(text, url=url, outlet="Kabar Lintas", date="2024-03-05", title=f"Laporan {number}"),
        text=text,
        title=f"Laporan {number}",
        url=url,
        outlet="Kabar Lintas",
        date="2024-03-05",
        lang="id",
        source=f"in/{number}.html",
        fetched="2024-03-06T01:02:03+00:00",
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=raw,
        furniture=(Span(60, 62),),
    )
    spans = ((Span(35, 53),), (Span(30, 34),), (Span(1, 28),))
    fields: dict[str, object] = {"type": StatementType.DIRECT, "actor": "Ansel Brio", "relay": ("Sentra",), "confidence": 0.9}
    statement = Statement(statement_id(article.id, *spans), article.id, *spans, **(fields | said))  # type: ignore[arg-type]
    statements = () if "actor" in said and said["actor"] is None else (statement,)
    return Reading(article, statements, (Entity(43, 53, "PERSON"),), model, ("read in one window",))


BRIO = Actor(actor_id("Ansel Brio", ActorKind.PERSON), "Ansel Brio", ActorKind.PERSON, aliases=("Menteri Brio", "Ансель Брио"))
SHIP, ARMS = (Claim(claim_id(text), text) for text in ("The ship belongs to Kestria.", "The ship carried arms."))


def tell(ledger: Ledger, reports: int = 5) -> list[str]:
    """A small story with a row in every table; the ids of its statements."""
    readings = [build(number) for number in range(reports)]
    said = [ledger.add(reading).article and reading.statements[0].id for reading in readings]
    ledger.add_voices([Voice(id, (BRIO,), "Menteri", "named in full") for id in said], "m1")
    ledger.add_claims([SHIP, ARMS], "m1")
    ledger.file_positions([Position(id, SHIP.id, Stance.DENIES, 0.8, "cue kata; bukan denies") for id in said], "m1")
    ledger.judge(said[0], SHIP.id, Verdict.CONFIRM, note="read it")
    ledger.act(ClaimAct(Deed.NOTE, ARMS.id, "ask the harbour"))
    origin = Origin("0123456789abcdef", tuple(said), (BRIO,), "2024-03-05", reason="the same words on the same day")
    ledger.file_origins([origin], "m1")
    ends = (readings[1].article.id, readings[0].article.id)
    ledger.file_derivations([Derivation(*ends, DerivationKind.REPRINT, True, 0.9, ("the same text",))], "m1")
    ledger.file_standings([Standing(SHIP.id, Status.DENIED, denying=(origin.id,), independent_deny=1, reasons=("one briefing",))], "m1")
    ledger.add_vectors([(id, b"\x00\x3c" * 4) for id in said], "e1")
    return said


@pytest.fixture(scope="session")
def make() -> Make:
    return build


@pytest.fixture(params=STORES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made, for each store."""
    return {"sqlite": str(tmp_path / "desk.ledger")}[request.param]


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with open_ledger(place, author="R. Tamsin") as ledger:
        yield ledger


@pytest.fixture
def said(ledger: Ledger) -> list[str]:
    """The statements of a small story that `ledger` holds."""
    return tell(ledger)


@pytest.fixture(scope="session")
def brio() -> Actor:
    return BRIO


@pytest.fixture(scope="session")
def ship() -> Claim:
    """On which all statements of the small story take a position."""
    return SHIP


@pytest.fixture(scope="session")
def arms() -> Claim:
    """On which none does."""
    return ARMS


@pytest.fixture
def full_file(tmp_path: Path) -> Path:
    """A closed SQLite ledger with a row in every table."""
    path = tmp_path / "full.ledger"
    with open_ledger(path) as ledger:
        tell(ledger)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed SQLite ledger with five readings."""
    path = tmp_path / "desk.ledger"
    with open_ledger(path) as ledger:
        for number in range(5):
            ledger.add(build(number))
    return path
