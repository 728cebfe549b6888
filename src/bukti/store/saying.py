"""Statements with their articles and voices."""

import sqlite3
from collections.abc import Iterator, Sequence

from bukti.records import Article, Said, Statement, Voice
from bukti.store.actors import load_voices
from bukti.store.loading import fetch, load_articles, load_statements
from bukti.store.queries import IN_LIST
from bukti.store.rows import to_json


def load_said(db: sqlite3.Connection, statements: Sequence[Statement]) -> Iterator[Said]:
    """In the order given."""
    articles: dict[str, Article] = {}
    for article in load_articles(db, f"id {IN_LIST}", to_json(sorted({s.article for s in statements}))):
        articles[article.id] = article
    voices = {voice.statement: voice for voice in load_voices(db, (s.id for s in statements))}
    for statement in statements:
        yield Said(statement, articles[statement.article], voices.get(statement.id) or Voice(statement.id))


def load_said_of(db: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Said]:
    """The live ones of these, in the order given."""
    sql = f"SELECT id, seq FROM statement WHERE withdrawn_at IS NULL AND id {IN_LIST}"
    found = {id: seq for id, seq in fetch(db, sql, to_json(ids))}
    yield from load_said(db, list(load_statements(db, [found[id] for id in ids if id in found])))
