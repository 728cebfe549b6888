"""An invented desk: readings about the strait of Kestria, and an empty ledger of every store."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bukti.records import Article, Entity, Reading, Span, Statement, StatementType, article_id, statement_id
from bukti.store import STORES, Ledger, open_ledger

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
def file(tmp_path: Path) -> Path:
    """A closed SQLite ledger with five readings."""
    path = tmp_path / "desk.ledger"
    with open_ledger(path) as ledger:
        for number in range(5):
            ledger.add(build(number))
    return path
