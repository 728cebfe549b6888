"""A disk that fills up while writing: what was committed stays and can be read, and the run can go on once there is room."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bukti.errors import LedgerFullError
from bukti.records import Reading
from bukti.store import Ledger, Outcome, open_ledger

Make = Callable[..., Reading]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 1,500 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)]
    if os.name != "posix" or os.getuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount a file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(ledger: Ledger, make: Make) -> list[str]:
    """Add until there is no room; the ids that were reported as added."""
    added: list[str] = []
    with pytest.raises(LedgerFullError, match="no room to write. What was added before is kept"):
        for number in range(10_000):
            added.append(ledger.add(make(number)).article)
    assert added
    return added


def fill_to_the_last_byte(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
        for size in (4096, 1):
            while file.write(b"x" * size):
                pass
    return ballast


def test_what_was_added_before_the_disk_was_full_is_kept(small_disk: Path, make: Make) -> None:
    path = small_disk / "desk.ledger"
    with open_ledger(path) as ledger:
        added = fill(ledger, make)
        assert [a.id for a in ledger.articles()] == added  # at once
    fill_to_the_last_byte(small_disk)
    with open_ledger(path) as ledger:  # and later
        assert [ledger.reading(id).article.id for id in added] == added
        assert ledger.check() == []


def test_a_ledger_on_a_full_disk_can_be_read_and_then_written_again(small_disk: Path, make: Make) -> None:
    path = small_disk / "desk.ledger"
    with open_ledger(path) as ledger:
        ledger.add(make(1))
    ballast = fill_to_the_last_byte(small_disk)
    with open_ledger(path) as ledger:
        assert ledger.reading(make(1).article.id) == make(1)
        with pytest.raises(LedgerFullError):
            ledger.add(make(2))
    ballast.unlink()
    with open_ledger(path) as ledger:
        assert ledger.add(make(2)).outcome is Outcome.NEW
        assert ledger.check() == []


def test_a_ledger_cannot_be_made_on_a_full_disk(small_disk: Path) -> None:
    fill_to_the_last_byte(small_disk)
    with pytest.raises(LedgerFullError):
        open_ledger(small_disk / "desk.ledger")


def test_a_size_limit_is_a_full_disk_too(tmp_path: Path, make: Make) -> None:
    """The same on any machine: SQLite's own limit raises the error that the file system would."""
    path = tmp_path / "desk.ledger"
    with open_ledger(path) as ledger:
        ledger._db.execute("PRAGMA max_page_count = 200")  # type: ignore[attr-defined]
        added = fill(ledger, make)
        assert [a.id for a in ledger.articles()] == added
    with open_ledger(path) as ledger:
        assert ledger.check() == []
        assert ledger.add(make(len(added))).outcome is Outcome.NEW
