"""Statements with their articles and voices."""

import sqlite3
from collections.abc import Iterator, Sequence

from bukti.records import Article, Said, Statement, Voice
from bukti.store.actors import load_voices
from bukti.store.entries import IN_LIST
from bukti.store.loading import load_articles
from bukti.store.rows import to_json


def load_said(db: sqlite3.Connection, statements: Sequence[Statement]) -> Iterator[Said]:
    """In the order given."""
    articles: dict[str, Article] = {}
    for article in load_articles(db, f"id {IN_LIST}", to_json(sorted({s.article for s in statements}))):
        articles[article.id] = article
    voices = {voice.statement: voice for voice in load_voices(db, (s.id for s in statements))}
    for statement in statements:
        yield Said(statement, articles[statement.article], voices.get(statement.id) or Voice(statement.id))
