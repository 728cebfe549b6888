"""Several real processes at once, and processes that die in the middle."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bukti.records import Reading
from bukti.store import Ledger, Outcome, open_ledger

Make = Callable[..., Reading]


@contextmanager
def child(action: Callable[[Callable[[str], None]], None]) -> Iterator[tuple[int, Iterator[str]]]:
    """Its process id and the lines that `action` says, in a process of its own that is gone at the end."""
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(reader)
        try:
            action(lambda line: None if os.write(writer, f"{line}\n".encode()) else None)
            os._exit(0)
        except BaseException as error:  # into the pipe, where the test will not expect it
            os.write(writer, f"{type(error).__name__}\n".encode())
            os._exit(1)
    os.close(writer)
    with open(reader, encoding="utf-8") as lines:
        yield pid, (line.strip() for line in lines)
    os.waitpid(pid, 0)


def test_two_writers_lose_nothing_and_double_nothing(tmp_path: Path, make: Make) -> None:
    """100 articles each, 50 of them the same; one more URL whose text each changes in its own way; neither finds a ledger at the start."""
    path = tmp_path / "desk.ledger"
    url = "https://kabarlintas.example/kapal"
    start = time.time() + 0.2

    def write(first: int, mark: str) -> Callable[[Callable[[str], None]], None]:
        def action(say: Callable[[str], None]) -> None:
            time.sleep(max(0.0, start - time.time()))
            with open_ledger(path) as ledger:
                for number in range(first, first + 100):
                    say(ledger.add(make(number)).outcome)
                    if number % 10 == 0:
                        ledger.add(make(0, url=url, text=make(0).article.text + mark * number))

        return action

    with child(write(0, " ")) as (_, one), child(write(50, "\n")) as (_, other):
        said = [*one, *other]
    assert said.count(Outcome.NEW) == 150
    assert said.count(Outcome.UNCHANGED) == 50
    with open_ledger(path) as ledger:
        assert ledger.check() == []
        assert {a.title for a in ledger.articles()} == {f"Laporan {n}" for n in range(150)}
        versions = ledger.versions(next(a.id for a in ledger.articles() if a.url == url))
        assert len(versions) == 20
        assert [a.replaces for a in versions] == ["", *(a.id for a in versions[:-1])]
        assert ledger.counts().articles == 170


def test_many_may_make_the_same_ledger_at_once(tmp_path: Path) -> None:
    start = time.time() + 0.2

    def action(say: Callable[[str], None]) -> None:
        time.sleep(max(0.0, start - time.time()))
        with open_ledger(tmp_path / "desk.ledger") as ledger:
            say(str(ledger.counts().articles))

    with child(action) as (_, a), child(action) as (_, b), child(action) as (_, c), child(action) as (_, d):
        assert [*a, *b, *c, *d] == ["0"] * 4


def test_switching_to_the_log_waits_for_a_writer(tmp_path: Path) -> None:
    """SQLite itself gives up at once here; processes that make the same ledger meet like this now and then."""
    path = tmp_path / "desk.ledger"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.executescript("CREATE TABLE x (y); DROP TABLE x; BEGIN IMMEDIATE;")
        threading.Timer(0.2, lambda: other.execute("ROLLBACK")).start()
        with open_ledger(path, patience=5) as ledger:
            assert ledger.check() == []


def add_for_ever(path: Path, make: Make) -> Callable[[Callable[[str], None]], None]:
    def action(say: Callable[[str], None]) -> None:
        with open_ledger(path) as ledger:
            for number in range(100_000):
                say(ledger.add(make(number)).article)

    return action


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("after", [1, 3, 10])
def test_what_was_reported_before_a_violent_end_is_there(tmp_path: Path, make: Make, how: signal.Signals, after: int) -> None:
    path = tmp_path / "desk.ledger"
    with child(add_for_ever(path, make)) as (pid, lines):
        said = [next(lines) for _ in range(after)]
        os.kill(pid, how)
        said += lines
    if how is signal.SIGINT:
        assert said.pop() == "KeyboardInterrupt"
    with open_ledger(path) as ledger:
        assert ledger.check() == []
        assert [ledger.reading(id).article.id for id in said] == said


def test_killed_just_before_the_commit_nothing_of_it_is_there(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "desk.ledger"
    with open_ledger(path) as ledger:
        ledger.add(make(1))

    def action(say: Callable[[str], None]) -> None:
        with open_ledger(path) as ledger:
            _stop_before_commit(ledger, say)
            ledger.add(make(2))

    with child(action) as (pid, lines):
        assert next(lines) == "every row is written"
        with closing(sqlite3.connect(path, timeout=0)) as db, pytest.raises(sqlite3.OperationalError, match="locked"):
            db.execute("BEGIN IMMEDIATE")  # it really is in the middle
        os.kill(pid, signal.SIGKILL)
    with open_ledger(path) as ledger:
        assert ledger.check() == []
        assert [a.id for a in ledger.articles()] == [make(1).article.id]
        assert ledger.add(make(2)).outcome is Outcome.NEW


def _stop_before_commit(ledger: Ledger, say: Callable[[str], None]) -> None:
    def trace(sql: str) -> None:
        if sql == "COMMIT":
            say("every row is written")
            time.sleep(60)

    ledger._db.execute("PRAGMA cache_size = 1")  # type: ignore[attr-defined]  # so that uncommitted pages reach the disk
    ledger._db.set_trace_callback(trace)  # type: ignore[attr-defined]
