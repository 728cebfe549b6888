"""What becomes of each article in a long run."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from fakes import QuoteReader

from bukti.errors import LedgerFullError, ModelError
from bukti.ingest import ReadOptions
from bukti.records import Article, Reading, Rejection, article_id
from bukti.runs.local import Filed, gather, in_order, read_into
from bukti.statements import ReaderOptions
from bukti.store import Added, Ledger, open_ledger

THREADS = [ReaderOptions(), ReaderOptions(threads=3, batch=4)]


def article(text: str) -> Article:
    return Article(article_id(text), text, source=text[:8])


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "desk.ledger") as made:
        yield made


def outcomes(results: Iterator[Filed | Rejection]) -> list[str]:
    return [r.added.outcome.value if isinstance(r, Filed) else r.reason for r in results]


@pytest.mark.parametrize("speed", THREADS)
def test_each_article_is_accounted_for_in_order(ledger: Ledger, speed: ReaderOptions) -> None:
    given: list[Article | Rejection] = [
        article("one"),
        Rejection("x", "empty", "no words"),
        article("BOOM"),
        article("two"),
        article("one"),
    ]
    found = outcomes(read_into(ledger, given, QuoteReader(), speed))
    assert found == ["new", "empty", "internal", "new", "unchanged"]
    assert [r.reason for r in ledger.rejections()] == ["empty", "internal"]


def test_a_second_run_reads_only_what_the_first_one_did_not(ledger: Ledger) -> None:
    reader = QuoteReader()
    list(read_into(ledger, [article("one")], reader))
    assert outcomes(read_into(ledger, [article("one"), article("two")], reader)) == ["unchanged", "new"]
    assert reader.read_texts == ["one", "two"]


def test_other_weights_read_everything_again(ledger: Ledger) -> None:
    list(read_into(ledger, [article('"No," said Mira')], QuoteReader()))
    later = QuoteReader()
    later.version = "quotes 2"
    assert outcomes(read_into(ledger, [article('"No," said Mira')], later)) == ["unchanged"]
    assert later.read_texts and ledger.reading(article('"No," said Mira').id).model == "quotes 2"


def test_what_contradicts_itself_is_rejected_and_the_rest_is_filed(ledger: Ledger) -> None:
    forged = Article("0" * 16, "an id that is no hash")
    assert outcomes(read_into(ledger, [forged, article("one")], QuoteReader())) == ["inconsistent", "new"]


def test_a_full_disk_ends_the_run_and_keeps_what_was_filed(ledger: Ledger) -> None:
    results = read_into(cast(Ledger, Full(ledger, room=2)), [article("one"), article("two"), article("three")], QuoteReader())
    assert next(results) and next(results)
    with pytest.raises(LedgerFullError):
        next(results)
    assert [a.text for a in ledger.articles()] == ["one", "two"]


@pytest.mark.parametrize("speed", THREADS)
def test_weights_that_fail_end_the_run(ledger: Ledger, speed: ReaderOptions) -> None:
    class Weightless(QuoteReader):
        def read(self, article: Article, *, entities: bool = False) -> Reading:
            raise ModelError("no weights")

    with pytest.raises(ModelError):
        list(read_into(ledger, [article("one")], Weightless(), speed))


def test_on_one_thread_an_item_is_answered_before_the_next_is_asked_for() -> None:
    asked: list[int] = []

    def items() -> Iterator[tuple[int, Article | None]]:
        for number in range(3):
            asked.append(number)
            yield number, article(str(number)) if number != 1 else None

    answers = in_order(items(), QuoteReader())
    for number in range(3):
        assert next(answers)[0] == number
        assert asked[-1] == number


def test_on_several_threads_no_more_is_in_hand_than_the_batch() -> None:
    items = iter([(n, article(str(n))) for n in range(100)])
    next(in_order(items, QuoteReader(), ReaderOptions(threads=2, batch=5)))
    assert len(list(items)) >= 95


def test_a_fault_of_a_reader_of_files_costs_one_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("words enough")

    def faulty_clock() -> datetime:
        raise RuntimeError("no time")

    done: list[bool] = []
    found = list(gather([str(tmp_path)], ReadOptions(clock=faulty_clock), lambda: done.append(True)))
    assert [r.reason for r in found if isinstance(r, Rejection)] == ["internal", "internal"]
    assert len(done) == 2


class Full:
    """A ledger on a disk with room for a few readings; else the one it wraps."""

    def __init__(self, ledger: Ledger, room: int) -> None:
        self._ledger, self._room = ledger, room

    def add(self, reading: Reading) -> Added:
        self._room -= 1
        if self._room < 0:
            raise LedgerFullError("no room")
        return self._ledger.add(reading)

    def __getattr__(self, name: str) -> object:
        return getattr(self._ledger, name)
