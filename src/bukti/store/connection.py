"""The one file that opens SQLite: is it a ledger, can it be written, which schema does it have?"""

import sqlite3
import time
from pathlib import Path

from bukti.errors import LedgerDamagedError, LedgerError
from bukti.store.schema import refuse_newer, schema_version
from bukti.store.transactions import looking
from bukti.store.trouble import RESCUE, translated

APPLICATION_ID = 0x62756B74  # "bukt"; `file` and SQLite tools show it

# Where the index of the write-ahead log cannot be made: no permission, no room, a medium that is read-only.
_NO_LOG_INDEX = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY_CANTINIT,
    sqlite3.SQLITE_READONLY_DIRECTORY,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
}


def connect(path: Path, *, create: bool, patience: float) -> sqlite3.Connection:
    """A connection to the ledger at `path`, or to a file that can become one. Where nothing can be written, one for reading."""
    _look_at_file(path, create=create)
    with translated(path):
        try:
            return _open(path, "mode=rwc" if create else "mode=rw", patience)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in _NO_LOG_INDEX or not path.exists() or _log_has_content(path):
                raise
        # Safe to call the file immutable: there is no log to miss, and others cannot write where no log can be made (or run with more
        # rights than this process: then a read may fail, and reading again helps).
        return _open(path, "mode=ro&immutable=1", patience)


def _look_at_file(path: Path, *, create: bool) -> None:
    """Refuse what cannot be a ledger, by its name and length alone.

    The file must not be opened here: closing it would drop the locks that other connections of this process hold on it (POSIX), and two
    processes could write at once.
    """
    try:
        if path.is_dir():
            raise LedgerError("this is a folder; name a file", where=str(path), reason="no-ledger")
        if not path.exists():
            if not create:
                raise LedgerError("there is no ledger here", where=str(path), reason="no-ledger")
            if not path.parent.is_dir():
                raise LedgerError(f"the folder {path.parent} does not exist; make it first", where=str(path), reason="no-ledger")
        elif path.stat().st_size == 0 and not create:  # with `create` it may be one that another process is making
            raise LedgerDamagedError(f"an empty file is no ledger. {RESCUE}", where=str(path))
    except OSError as error:
        raise LedgerError(f"cannot be reached: {error.strerror}", where=str(path)) from error


def _log_has_content(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _open(path: Path, options: str, patience: float) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, timeout=patience, isolation_level=None)
    try:
        db.execute("PRAGMA trusted_schema = OFF")  # the file may come from anyone
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA recursive_triggers = ON")
        # FULL, not NORMAL: what was reported as added survives a power cut, for one fsync an article, far less than reading it takes.
        db.execute("PRAGMA synchronous = FULL")
        _refuse_strangers(db, path, create="mode=rwc" in options)
    except BaseException:
        db.close()
        raise
    return db


def _refuse_strangers(db: sqlite3.Connection, path: Path, *, create: bool) -> None:
    with looking(db):  # one look at all three: another process may be making the ledger
        application = db.execute("PRAGMA application_id").fetchone()[0]
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        version = schema_version(db)
    if application != APPLICATION_ID and (tables or application or not create):
        raise LedgerDamagedError("a SQLite database, but no bukti ledger. Nothing was changed; name another file", where=str(path))
    refuse_newer(version, path)


def use_log(db: sqlite3.Connection, patience: float) -> None:
    """Switch a new ledger to a write-ahead log: readers and one writer at a time do not wait for one another."""
    deadline = time.monotonic() + patience
    while db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return  # on a file system that cannot share memory SQLite keeps its rollback journal, which is as safe and slower
        except sqlite3.OperationalError as error:  # SQLite does not wait here by itself when two processes switch at once
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
