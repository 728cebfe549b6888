"""Rows of SQLite back into records. Used by the ledger, by filing and by the check."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from bukti.errors import LedgerDamagedError
from bukti.records import Article, Reading, Statement
from bukti.store import rows

BATCH = 500  # below the 999 parameters that old builds of SQLite allow


def fetch(db: sqlite3.Connection, sql: str, *values: Any) -> list[rows.Row]:
    return db.execute(sql, values).fetchall()


@contextmanager
def decoding(where: str) -> Iterator[None]:
    """What is no value that bukti writes means damage, or a file that somebody else wrote."""
    try:
        yield
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise LedgerDamagedError(f"a row that cannot be understood: {error}; run the integrity check", where=where) from error


def load_articles(db: sqlite3.Connection, condition: str, *values: Any) -> list[Article]:
    """Without raw bytes, in order of arrival."""
    found = fetch(db, f"SELECT {rows.ARTICLE} FROM article WHERE {condition} ORDER BY seq", *values)
    articles = []
    for row in found:
        with decoding(str(row[0])):
            articles.append(rows.to_article(row))
    return articles


def load_whole(db: sqlite3.Connection, id: str) -> Article:
    """With its raw bytes; the id must be one of the ledger's."""
    found = load_articles(db, "id = ?", id)
    with decoding(id):
        return replace(found[0], raw=load_raw(db, id))


def load_raw(db: sqlite3.Connection, id: str) -> bytes:
    found = fetch(db, "SELECT raw.zlib, raw.size FROM article JOIN raw ON raw.sha256 = article.raw WHERE article.id = ?", id)
    with decoding(id):
        return rows.unpack(*found[0]) if found else b""


def load_statements(db: sqlite3.Connection, seqs: Sequence[int]) -> Iterator[Statement]:
    """In the order of `seqs`. Rows never change, so a list of their numbers is as good as a snapshot and locks nobody out."""
    for at in range(0, len(seqs), BATCH):
        batch = seqs[at : at + BATCH]
        places = f"({', '.join('?' * len(batch))})"
        relays: dict[int, list[str]] = {}
        for seq, name in fetch(db, f"SELECT statement, name FROM relay WHERE statement IN {places} ORDER BY statement, place", *batch):
            relays.setdefault(seq, []).append(rows.from_text(name))
        found = {row[0]: row[1:] for row in fetch(db, f"SELECT seq, {rows.STATEMENT} FROM statement WHERE seq IN {places}", *batch)}
        for seq in batch:
            with decoding(f"statement {seq}"):
                statement = rows.to_statement(found[seq], tuple(relays.get(seq, ())))
            yield statement


def live_statements(db: sqlite3.Connection, article: str) -> dict[int, Statement]:
    """By row number."""
    seqs = [seq for (seq,) in fetch(db, "SELECT seq FROM statement WHERE article = ? AND withdrawn_at IS NULL ORDER BY seq", article)]
    return dict(zip(seqs, load_statements(db, seqs), strict=True))


def load_live_statement(db: sqlite3.Connection, id: str) -> Statement:
    """The id must be one of a live statement."""
    return next(load_statements(db, [fetch(db, "SELECT seq FROM statement WHERE id = ? AND withdrawn_at IS NULL", id)[0][0]]))


def load_reading(db: sqlite3.Connection, article: Article) -> Reading:
    sql = "SELECT statements, entities, model, notices FROM reading WHERE article = ? AND withdrawn_at IS NULL"
    found = fetch(db, sql, article.id)
    live = {statement.id: statement for statement in live_statements(db, article.id).values()}
    with decoding(article.id):
        if not found:
            raise ValueError("the article has no live reading")
        ids, entities, model, notices = found[0]
        return Reading(
            article=article,
            statements=tuple(live[id] for id in rows.to_strings(ids)),
            entities=rows.to_entities(entities),
            model=rows.from_text(model),
            notices=rows.to_strings(notices),
        )
