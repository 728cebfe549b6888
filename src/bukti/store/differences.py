"""Filing what a run found: equal rows stay, others are withdrawn, new ones added. In SQL, so that memory does not grow with it."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from bukti.errors import LedgerError
from bukti.store.acts import Changed
from bukti.store.filing import Stamp
from bukti.store.loading import fetch
from bukti.store.rows import to_text

# The last digits of a confidence change with the size of a batch; a new row for each would bury what really changed.
_SAME_CONFIDENCE = 0.005


class Table(NamedTuple):
    """A table whose rows are withdrawn; `key` finds the one live row, `columns` (the key first) are what a run gives."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    lookup: tuple[str, str, str] | None = None  # a JSON column, and the table and column that repeat it as rows


def whole(table: Table) -> str:
    """Query for the live rows that a run looked at again: all."""
    return f"SELECT seq FROM {table.name} WHERE withdrawn_at IS NULL"


def given(table: Table) -> str:
    """Query for none but those that the run gives."""
    return f"SELECT seq FROM {table.name} WHERE 0"


@contextmanager
def scratch(db: sqlite3.Connection, name: str, columns: Sequence[str], key: Sequence[str]) -> Iterator[str]:
    """A temporary table for the length of one transaction; nothing of it reaches the ledger."""
    db.execute(f"CREATE TEMP TABLE {name} ({', '.join(columns)}, PRIMARY KEY ({', '.join(key)}))")
    yield f"temp.{name}"
    db.execute(f"DROP TABLE temp.{name}")  # after an error the rollback removes it


@contextmanager
def scratch_ids(db: sqlite3.Connection, name: str, ids: Collection[str]) -> Iterator[str]:
    with scratch(db, name, ("id",), ("id",)) as table:
        db.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?)", ((to_text(id),) for id in ids))
        yield table


@contextmanager
def wanted(db: sqlite3.Connection, table: Table, rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows that a run gives, where SQL can compare them. Yields the name of a table; rows may be deleted from it before filing."""
    with scratch(db, "wanted", table.columns, table.key) as name:
        sql = f"INSERT INTO {name} VALUES ({', '.join('?' * len(table.columns))})"
        for row in rows:
            try:
                db.execute(sql, tuple(row))
            except sqlite3.IntegrityError as error:
                key = " ".join(map(str, row[: len(table.key)]))
                raise LedgerError(f"not filed, one {table.name} is given twice", where=key, reason="inconsistent") from error
        yield name


def skip(db: sqlite3.Connection, name: str, condition: str) -> int:
    """Leave out rows of the scratch table; how many."""
    return db.execute(f"DELETE FROM {name} WHERE {condition}").rowcount


def file_wanted(db: sqlite3.Connection, table: Table, looked_at: str, model: str, stamp: Stamp) -> Changed:
    """Make the live rows those in the scratch table `wanted`, as far as the run looked."""
    withdrawn = _withdraw(db, table, looked_at, model, stamp)
    before = fetch(db, f"SELECT coalesce(max(seq), 0) FROM {table.name}")[0][0]
    names = ", ".join(table.columns)
    fresh = f"NOT EXISTS (SELECT 1 FROM {table.name} AS t WHERE t.withdrawn_at IS NULL AND {_same(table.key)})"
    sql = f"INSERT INTO {table.name} ({names}, model, added_at, added_by) SELECT {names}, ?, ?, ? FROM temp.wanted AS w WHERE {fresh}"
    db.execute(sql, (to_text(model), stamp.at, stamp.by))
    _repeat(db, table, before, stamp)
    return Changed(fetch(db, f"SELECT count(*) FROM {table.name} WHERE seq > ?", before)[0][0], withdrawn)


def _withdraw(db: sqlite3.Connection, table: Table, looked_at: str, model: str, stamp: Stamp) -> int:
    again = f"SELECT t.seq FROM temp.wanted AS w CROSS JOIN {table.name} AS t WHERE t.withdrawn_at IS NULL AND {_same(table.key)}"
    sql = f"""UPDATE {table.name} AS t SET withdrawn_at = ?, withdrawn_by = ?, withdraw_reason = ?
              WHERE seq IN ({looked_at} UNION {again}) AND NOT EXISTS (SELECT 1 FROM temp.wanted AS w WHERE {_same(table.columns)})"""
    return db.execute(sql, (stamp.at, stamp.by, to_text(f"judged again by {model}"))).rowcount


def _same(columns: Sequence[str]) -> str:
    """As SQL, for t in the ledger and w wanted."""
    close = f"abs(w.confidence - t.confidence) <= {_SAME_CONFIDENCE}"
    return " AND ".join(close if column == "confidence" else f"w.{column} = t.{column}" for column in columns)


def _repeat(db: sqlite3.Connection, table: Table, before: int, stamp: Stamp) -> None:
    """The list in a new row as rows of the lookup table."""
    if table.lookup:
        listed, name, column = table.lookup
        sql = f"""INSERT INTO {name} ({table.name}, place, {column}, added_at, added_by)
                  SELECT t.seq, item.key, item.value, ?, ? FROM {table.name} AS t, json_each(t.{listed}) AS item WHERE t.seq > ?"""
        db.execute(sql, (stamp.at, stamp.by, before))
