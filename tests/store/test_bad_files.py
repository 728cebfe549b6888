"""Locked, truncated, newer, foreign, read-only: each says what is wrong and what can be done, and harms nothing."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bukti.errors import LedgerDamagedError, LedgerError, LedgerLockedError, LedgerVersionError
from bukti.records import Reading
from bukti.store import open_ledger

Make = Callable[..., Reading]


def test_a_locked_ledger_is_waited_for_and_then_reported(file: Path, make: Make) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other, open_ledger(file, patience=0.1) as ledger:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerLockedError, match="another process"):
            ledger.add(make(9))
        assert ledger.counts().articles == 5  # reading goes on
        other.execute("ROLLBACK")
        ledger.add(make(9))


def test_a_ledger_that_another_process_keeps_to_itself_cannot_be_opened(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerLockedError, match="another process"):
            open_ledger(file, patience=0.1)


def test_what_is_in_a_locked_ledger_already_needs_no_lock(file: Path, make: Make) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other, open_ledger(file, patience=0.1) as ledger:
        other.execute("BEGIN IMMEDIATE")
        assert ledger.add(make(1)).statements == 0


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.95])
def test_a_truncated_ledger_is_damaged(file: Path, share: float) -> None:
    os.truncate(file, int(file.stat().st_size * share))
    before = file.read_bytes()
    with pytest.raises(LedgerDamagedError, match=f"{file.name}.*name another file|{file.name}.*backup"):
        open_ledger(file, create=False)
    assert file.read_bytes() == before


def test_damage_inside_is_reported_and_checked(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'raw'").fetchone()[0]
    with file.open("r+b") as data:
        data.seek(4096 * (page - 1))
        data.write(b"\xa5" * 4096)
    with open_ledger(file) as ledger:
        assert "unreadable" in {problem.kind for problem in ledger.check()}
        with pytest.raises(LedgerDamagedError, match="backup"):
            [ledger.raw(article.id) for article in ledger.articles()]


def test_a_newer_schema_asks_for_an_upgrade(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerVersionError, match=r"schema 99; this one knows schemas up to \d+: upgrade"):
        open_ledger(file)


def test_a_ledger_that_becomes_newer_while_open_is_written_no_more(file: Path, make: Make) -> None:
    with open_ledger(file) as ledger:
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA user_version = 99")
        with pytest.raises(LedgerVersionError):
            ledger.add(make(9))


@pytest.mark.parametrize("content", [b"Kapal itu bukan milik kami.", b"\x00" * 5000, b"SQLite format 3\x00" + b"\x10" * 9000])
def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LedgerDamagedError):
        open_ledger(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmark (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(LedgerDamagedError, match="no bukti ledger"):
        open_ledger(path)
    assert path.read_bytes() == before


def test_an_empty_file_can_become_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "new.ledger"
    path.touch()
    with open_ledger(path) as ledger:
        assert ledger.check() == []


def test_a_folder_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="this is a folder"):
        open_ledger(tmp_path)
    with pytest.raises(LedgerError, match="does not exist; make it first"):
        open_ledger(tmp_path / "missing" / "desk.ledger")


def test_odd_file_names_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory&b#c %41 \udcff.ledger"
    with open_ledger(path):
        pass
    assert path.exists()


@pytest.fixture
def readable_by_all() -> Iterator[Path]:
    """pytest's own folders are closed to other users."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)
        os.chmod(folder, 0o755)


def open_to_all(path: Path) -> bool:
    """Whether a user without rights can reach a file: a checkout below a private folder (mktemp -d) cannot be imported from by nobody."""
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents) and bool(path.stat().st_mode & 0o004)


def as_nobody(action: Callable[[], object]) -> str:
    """The message of the error that `action` raises in a process without root's rights."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            action()
        except Exception as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with open(reader, encoding="utf-8") as pipe:
        return pipe.read()


@pytest.mark.skipif(os.getuid() == 0 and not open_to_all(Path(__file__)), reason="this checkout lies in a folder that only root can enter")
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_read_only_ledger_can_be_read_and_not_written(readable_by_all: Path, make: Make, folder_mode: int) -> None:
    path = readable_by_all / "desk.ledger"
    with open_ledger(path) as ledger:
        ledger.add(make(1))
    path.chmod(0o444)
    readable_by_all.chmod(folder_mode)

    def read() -> None:
        with open_ledger(path) as ledger:
            assert ledger.reading(make(1).article.id) == make(1)
            assert ledger.check() == []

    def write() -> None:
        with open_ledger(path) as ledger:
            ledger.add(make(2))

    assert as_nobody(read) == ""
    assert "may not be written by this user" in as_nobody(write)


def test_a_ledger_nobody_may_read_says_so(readable_by_all: Path) -> None:
    path = readable_by_all / "desk.ledger"
    open_ledger(path).close()
    path.chmod(0)
    assert "who may read and write" in as_nobody(lambda: open_ledger(path))
