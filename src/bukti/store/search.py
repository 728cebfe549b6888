"""Full-text search and the cache of vectors, in SQLite."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from bukti.records import Span, Spans
from bukti.store import parts
from bukti.store.actors import batches
from bukti.store.acts import Hit
from bukti.store.indexing import waiting
from bukti.store.loading import decoding, fetch
from bukti.store.queries import IN_LIST
from bukti.store.rows import from_text, to_json, to_text
from bukti.store.session import Session
from bukti.store.words import Term, expression, holds, places, terms

_AROUND = 120  # characters of the text to show on each side of the first word found

# Newest first is the order of the index itself: the first hits are there before the last are looked for.
_STATEMENTS = """SELECT s.seq FROM statement_search CROSS JOIN statement AS s ON s.seq = statement_search.rowid
                 WHERE statement_search MATCH ? AND s.withdrawn_at IS NULL ORDER BY statement_search.rowid DESC LIMIT ?"""
_ARTICLES = "SELECT rowid FROM article_search WHERE article_search MATCH ? ORDER BY rowid DESC LIMIT ?"


class SqliteSearch(Session, parts.Search):
    """Search of SqliteLedger."""

    def search(self, text: str, limit: int = 20, *, statements: bool | None = None) -> Iterator[Hit]:
        asked = terms(text)
        found: list[Hit] = []
        with self._looking():
            if asked and statements is not False:
                found += _statement_hits(self._db, asked, limit)
            if asked and statements is not True:
                found += _article_hits(self._db, asked, limit)
        yield from found

    def add_vectors(self, vectors: Iterable[tuple[str, bytes]], model: str) -> int:
        given = [(to_text(id), to_text(model), data) for id, data in vectors]
        with self._writing() as stamp:
            before = self._db.total_changes
            sql = """INSERT INTO vector (statement, model, float16, added_at, added_by) SELECT ?, ?, ?, ?, ?
                     WHERE NOT EXISTS (SELECT 1 FROM vector WHERE statement = ? AND model = ?)"""
            self._db.executemany(sql, ((id, name, data, stamp.at, stamp.by, id, name) for id, name, data in given))
            return self._db.total_changes - before

    def vectors(self, statements: Iterable[str], model: str) -> Iterator[tuple[str, bytes]]:
        for batch in batches(map(to_text, statements)):
            sql = f"SELECT statement, float16 FROM vector WHERE model = ? AND statement {IN_LIST}"
            yield from ((statement, data) for statement, data in self._all(sql, to_text(model), to_json(batch)))


def _found(db: sqlite3.Connection, table: str, sql: str, asked: list[Term], limit: int) -> list[int]:
    """Row numbers, newest first: those that wait to be indexed, then those from the index."""
    new = [seq for seq, text in waiting(db, table) if holds(asked, text)]
    if table == "statement":
        live = f"SELECT seq FROM statement WHERE withdrawn_at IS NULL AND seq {IN_LIST} ORDER BY seq"
        new = [seq for (seq,) in fetch(db, live, to_json(new))]
    new = new[::-1][:limit]
    return new + [seq for (seq,) in fetch(db, sql, expression(asked), limit - len(new))]


def _statement_hits(db: sqlite3.Connection, asked: list[Term], limit: int) -> Iterator[Hit]:
    for seq in _found(db, "statement", _STATEMENTS, asked, limit):
        sql = "SELECT s.id, s.content, a.id, a.text FROM statement AS s JOIN article AS a ON a.id = s.article WHERE s.seq = ?"
        id, content, article, stored = fetch(db, sql, seq)[0]
        with decoding(f"statement {id}"):
            spans = [Span(*span) for span in json.loads(content)]
        text = from_text(stored)
        marks = tuple(Span(at.start + a, at.start + b) for at in spans for a, b in places(asked, text[at.start : at.end]))
        yield Hit(article, id, _extract(marks, Span(spans[0].start, spans[-1].end)), marks)


def _article_hits(db: sqlite3.Connection, asked: list[Term], limit: int) -> Iterator[Hit]:
    for seq in _found(db, "article", _ARTICLES, asked, limit):
        article, stored = fetch(db, "SELECT id, text FROM article WHERE seq = ?", seq)[0]
        text = from_text(stored)
        marks = tuple(places(asked, text))
        yield Hit(article, "", _extract(marks, Span(0, len(text))) if marks else Span(0, 0), marks)


def _extract(marks: Spans, within: Span) -> Span:
    """The surroundings of the first mark; whoever shows them may widen them to whole words."""
    if not marks:
        return within
    return Span(max(within.start, marks[0].start - _AROUND), min(within.end, marks[0].end + _AROUND))
