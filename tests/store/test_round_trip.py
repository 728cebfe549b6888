"""Whatever text the world sends, surrogates and NUL included, comes out as it went in."""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bukti.records import Article, Entity, Reading, Span, Statement, StatementType, article_id, statement_id
from bukti.store import STORES, Ledger, open_ledger
from bukti.store.rows import from_text, to_text

# All of Unicode, surrogates too, and more often what has broken stores before.
text = st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("\x00\x1a\n'\"%_\\🚢שׁß"), max_size=30)
number = itertools.count()


@pytest.fixture(scope="module", params=STORES)
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path: Path = tmp_path_factory.mktemp("round") / "desk.ledger"
    with open_ledger(f"{request.param}://{path}") as ledger:
        yield ledger


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    body = draw(text) + f" #{next(number):06}"  # one ledger for all examples: no text may come twice
    span = st.tuples(st.integers(0, len(body) - 1), st.integers(1, len(body))).filter(lambda s: s[0] < s[1]).map(lambda s: Span(*s))
    spans = st.lists(span, max_size=3).map(tuple)
    raw = draw(st.binary(max_size=50))
    names = ("title", "url", "outlet", "date", "lang", "source", "fetched")
    article = Article("", body, furniture=draw(spans), raw=raw, **{name: draw(text) for name in names})
    id = article_id(body, url=article.url, outlet=article.outlet, date=article.date, title=article.title)
    article = replace(article, id=id, sha256=hashlib.sha256(raw).hexdigest() if raw else "")
    relay = st.lists(text, max_size=3).map(tuple)
    kind = st.sampled_from(StatementType)
    found = st.builds(Statement, st.just(""), st.just(id), spans, spans, spans, kind, text, relay, st.booleans(), st.floats(0, 1))
    found = found.map(lambda s: replace(s, id=statement_id(id, s.speaker, s.cue, s.content)))
    statements = draw(st.lists(found, max_size=4, unique_by=lambda s: s.id))
    entities = draw(st.lists(st.builds(lambda s, label: Entity(s.start, s.end, label), span, text), max_size=3))
    return Reading(article, tuple(statements), tuple(entities), draw(text), tuple(draw(st.lists(text, max_size=2))))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reading=readings())
def test_a_reading_survives(ledger: Ledger, reading: Reading) -> None:
    replaces = ledger.add(reading).replaces
    assert ledger.reading(reading.article.id) == replace(reading, article=replace(reading.article, replaces=replaces))


def test_and_the_ledger_they_made_is_sound(ledger: Ledger) -> None:
    assert ledger.check() == []


@given(text)
@example("\x1a0041")
def test_the_escape_can_be_stored_and_undone(value: str) -> None:
    stored = to_text(value)
    assert b"\x00" not in stored.encode("utf-8")  # and it has a UTF-8 form at all
    assert from_text(stored) == value
