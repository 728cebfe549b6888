"""Keeping the search index: filled in batches, because filling it with each article would write many times as much to the disk."""

import json
import sqlite3
from collections.abc import Iterator

from bukti.store.loading import decoding, fetch
from bukti.store.rows import from_text
from bukti.store.words import indexed

_BATCH = {"article": 64, "statement": 512}  # rows that may wait; a search looks through them one by one, in some tens of milliseconds


def catch_up(db: sqlite3.Connection, *, at_once: bool = False) -> None:
    """Index what waits, once there is enough of it or `at_once`. The caller holds the write lock."""
    for table, enough in _BATCH.items():
        newest = fetch(db, f"SELECT coalesce(max(seq), 0) FROM {table}")[0][0]
        if newest - last_indexed(db, table) >= (1 if at_once else enough):
            rows = ((seq, indexed(text)) for seq, text in waiting(db, table))
            db.executemany(f"INSERT INTO {table}_search (rowid, words) VALUES (?, ?)", rows)


def last_indexed(db: sqlite3.Connection, table: str) -> int:
    return int(fetch(db, f"SELECT coalesce(max(id), 0) FROM {table}_search_docsize")[0][0])


def waiting(db: sqlite3.Connection, table: str) -> Iterator[tuple[int, str]]:
    """Row numbers, and the texts that a search must find."""
    return {"article": _articles, "statement": _statements}[table](db, last_indexed(db, table))


def _articles(db: sqlite3.Connection, after: int) -> Iterator[tuple[int, str]]:
    for (seq,) in fetch(db, "SELECT seq FROM article WHERE seq > ? ORDER BY seq", after):
        title, text = fetch(db, "SELECT title, text FROM article WHERE seq = ?", seq)[0]
        yield seq, from_text(f"{title}\n{text}")


def _statements(db: sqlite3.Connection, after: int) -> Iterator[tuple[int, str]]:
    article, text = "", ""
    for seq, of, content in fetch(db, "SELECT seq, article, content FROM statement WHERE seq > ? ORDER BY seq", after):
        if of != article:
            article, text = of, from_text(fetch(db, "SELECT text FROM article WHERE id = ?", of)[0][0])
        with decoding(f"statement {seq}"):
            yield seq, " ".join(text[start:end] for start, end in json.loads(content))
