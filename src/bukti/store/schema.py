"""Which schema a ledger has, and how it gets to the latest."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bukti.errors import LedgerVersionError
from bukti.store.migrations import LATEST, MIGRATIONS, commands, script
from bukti.store.rows import to_text
from bukti.store.transactions import writing


def utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def refuse_newer(version: int, path: Path) -> None:
    if version > LATEST:
        known = f"this one knows schemas up to {LATEST}"
        raise LedgerVersionError(f"written by a newer bukti, with schema {version}; {known}: upgrade bukti", where=str(path))


def schema_version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection, author: str, scripts: Sequence[str] = ()) -> None:
    """Bring the schema up to the last of `scripts` (MIGRATIONS, if none are given), each in its own transaction and noted in `meta`."""
    for number, sql in enumerate(scripts or list(map(script, MIGRATIONS)), 1):
        if schema_version(db) >= number:
            continue
        with writing(db):
            if schema_version(db) >= number:  # another process was quicker
                continue
            for command in commands(sql):
                db.execute(command)
            db.execute(f"PRAGMA user_version = {number}")
            note = (f"schema {number}", f"SQLite {sqlite3.sqlite_version}", utc_now(), to_text(author))
            db.execute("INSERT INTO meta (key, value, added_at, added_by) VALUES (?, ?, ?, ?)", note)
