"""What one `add` writes. The caller holds the write lock and commits."""

import hashlib
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from bukti.records import Article, Reading, Rejection, Statement, content_id
from bukti.store import rows
from bukti.store.base import Added, Outcome
from bukti.store.indexing import catch_up
from bukti.store.loading import fetch, live_statements
from bukti.store.rows import to_json, to_text


class Stamp(NamedTuple):
    """Goes on every row of one transaction."""

    at: str
    by: str


def is_filed(db: sqlite3.Connection, reading: Reading) -> bool:
    # By the name of the model, not by what it found: the last digits of a confidence may change with the size of a batch.
    sql = "SELECT 1 FROM reading WHERE article = ? AND model = ? AND withdrawn_at IS NULL"
    return bool(fetch(db, sql, reading.article.id, to_text(reading.model)))


def file_reading(db: sqlite3.Connection, reading: Reading, stamp: Stamp) -> Added:
    id = reading.article.id
    if is_filed(db, reading):
        return Added(id, Outcome.UNCHANGED)
    outcome, replaces = _file_article(db, reading.article, stamp)
    added, withdrawn = _file_statements(db, reading, stamp)
    _withdraw(db, "reading", "article", id, reading.model, stamp)
    values = {
        "article": id,
        "model": to_text(reading.model),
        "statements": to_json([s.id for s in reading.statements]),
        "entities": to_json(reading.entities),
        "notices": to_json(reading.notices),
    }
    insert(db, "reading", values, stamp)
    catch_up(db)
    return Added(id, outcome, replaces, added, withdrawn)


def file_rejection(db: sqlite3.Connection, rejection: Rejection, stamp: Stamp) -> bool:
    """False if it was recorded before."""
    id = content_id(rejection.source, rejection.reason, rejection.message)
    if fetch(db, "SELECT 1 FROM rejection WHERE id = ?", id):
        return False
    texts = {"source": rejection.source, "reason": rejection.reason, "message": rejection.message}
    insert(db, "rejection", {"id": id} | {name: to_text(text) for name, text in texts.items()}, stamp)
    return True


def _file_article(db: sqlite3.Connection, article: Article, stamp: Stamp) -> tuple[Outcome, str]:
    if fetch(db, "SELECT 1 FROM article WHERE id = ?", article.id):
        return Outcome.UNCHANGED, ""
    before = fetch(db, "SELECT id FROM article WHERE url = ? AND url <> '' ORDER BY seq DESC LIMIT 1", to_text(article.url))
    replaces = str(before[0][0]) if before else ""
    raw = _file_raw(db, article.raw, stamp) if article.raw else ""
    values: dict[str, object] = dict(zip(rows.ARTICLE.split(", "), rows.from_article(article), strict=True))
    values |= {"replaces": replaces or None, "raw": raw or None, "sha256": raw or to_text(article.sha256)}
    values |= {"outlet_folded": rows.fold(article.outlet), "day": rows.to_day(article.date)}
    insert(db, "article", values, stamp)
    return (Outcome.VERSION if replaces else Outcome.NEW), replaces


def _file_raw(db: sqlite3.Connection, raw: bytes, stamp: Stamp) -> str:
    sha256 = hashlib.sha256(raw).hexdigest()
    if not fetch(db, "SELECT 1 FROM raw WHERE sha256 = ?", sha256):
        insert(db, "raw", {"sha256": sha256, "size": len(raw), "zlib": rows.pack(raw)}, stamp)
    return sha256


def _file_statements(db: sqlite3.Connection, reading: Reading, stamp: Stamp) -> tuple[int, int]:
    """Make the live rows those of the reading; how many that added and withdrew."""
    live = live_statements(db, reading.article.id)
    kept = set(live.values()) & set(reading.statements)
    gone = [seq for seq, statement in live.items() if statement not in kept]
    for seq in gone:
        _withdraw(db, "statement", "seq", seq, reading.model, stamp)
    fresh = [statement for statement in reading.statements if statement not in kept]
    for statement in fresh:
        _file_statement(db, statement, reading.model, stamp)
    return len(fresh), len(gone)


def _file_statement(db: sqlite3.Connection, statement: Statement, model: str, stamp: Stamp) -> None:
    values: dict[str, object] = dict(zip(rows.STATEMENT.split(", "), rows.from_statement(statement), strict=True))
    values |= {"start": rows.first_character(statement), "actor_folded": rows.fold(statement.actor), "model": to_text(model)}
    seq = insert(db, "statement", values, stamp)
    for place, name in enumerate(statement.relay):
        insert(db, "relay", {"statement": seq, "place": place, "name": to_text(name), "folded": rows.fold(name)}, stamp)


def insert(db: sqlite3.Connection, table: str, values: Mapping[str, object], stamp: Stamp) -> int:
    values = {**values, "added_at": stamp.at, "added_by": stamp.by}
    places = ", ".join("?" * len(values))
    return db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", tuple(values.values())).lastrowid or 0


def _withdraw(db: sqlite3.Connection, table: str, column: str, value: str | int, model: str, stamp: Stamp) -> None:
    sql = f"UPDATE {table} SET withdrawn_at = ?, withdrawn_by = ?, withdraw_reason = ? WHERE {column} = ? AND withdrawn_at IS NULL"
    db.execute(sql, (stamp.at, stamp.by, to_text(f"read again by {model}"), value))
