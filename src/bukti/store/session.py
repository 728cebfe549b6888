"""One connection to a SQLite ledger: what every part of it looks and writes through."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bukti.store.filing import Stamp
from bukti.store.loading import fetch
from bukti.store.rows import Row, to_text
from bukti.store.schema import refuse_newer, schema_version, utc_now
from bukti.store.transactions import looking, writing
from bukti.store.trouble import translated


class Session:
    """Parts of SqliteLedger inherit it; not for use by itself."""

    def __init__(self, db: sqlite3.Connection, path: Path, author: str) -> None:
        self._db = db
        self._path = path
        self._author = to_text(author)

    def _all(self, sql: str, *values: Any) -> list[Row]:
        with translated(self._path):
            return fetch(self._db, sql, *values)

    @contextmanager
    def _looking(self) -> Iterator[None]:
        with translated(self._path), looking(self._db):
            yield

    @contextmanager
    def _writing(self, author: str = "") -> Iterator[Stamp]:
        """`author` signs in place of the ledger's own."""
        with translated(self._path), writing(self._db):
            refuse_newer(schema_version(self._db), self._path)  # another process may have brought a newer bukti since it was opened
            yield Stamp(utc_now(), to_text(author.strip()) or self._author)
