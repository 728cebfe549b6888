"""What SQLite's errors mean to somebody with a ledger, and what that person can do."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bukti.errors import LedgerDamagedError, LedgerError, LedgerFullError, LedgerLockedError

RESCUE = "Nothing was changed. Restore a backup; without one, the .recover command of the sqlite3 program may save what is left"
MAKE_ROOM = "What was added before is kept. Make room and run the same command again: articles that are in the ledger are skipped"
READ_ONLY = "the file or its folder may not be written by this user; change its permissions or copy it elsewhere"

# What a full disk also looks like: the log or its index cannot grow, or there was no room for them and the ledger was opened for reading.
_MAY_BE_FULL = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as the ledger's. A use after `close` or from another thread stays what it is, an error of the programmer."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise _meaning(error, path) from error


def _meaning(error: sqlite3.Error, path: Path) -> LedgerError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # text that is no UTF-8, or a value beyond SQLite's limits
        return LedgerDamagedError(f"{error}. {RESCUE}", where=str(path))
    kind = code & 0xFF  # the rest is detail
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return LedgerLockedError("another process is writing and did not finish in time; wait for it, or be more patient", where=str(path))
    if kind == sqlite3.SQLITE_FULL or (kind in _MAY_BE_FULL and _no_room(path)):
        return LedgerFullError(f"no room to write. {MAKE_ROOM}", where=str(path))
    if kind == sqlite3.SQLITE_NOTADB:
        return LedgerDamagedError("no ledger, nor any SQLite database. Nothing was changed; name another file", where=str(path))
    if kind == sqlite3.SQLITE_CORRUPT:
        return LedgerDamagedError(f"damaged or truncated ({error}). {RESCUE}", where=str(path))
    if kind == sqlite3.SQLITE_READONLY:
        return LedgerError(READ_ONLY, where=str(path), reason="ledger-read-only")
    if kind == sqlite3.SQLITE_CANTOPEN:
        return LedgerError("cannot be opened; see who may read and write the file and its folder", where=str(path))
    return LedgerError(str(error), where=str(path))


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < 1 << 16  # 32 KiB is the smallest step in which the log's index grows
    except OSError:
        return False
