"""The ledger as one SQLite file: the store for one desk, several processes of one machine at once."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from bukti.errors import LedgerError, NotInLedgerError
from bukti.records import Article, Reading, Rejection, Statement
from bukti.store.base import ALL_ARTICLES, ALL_STATEMENTS, Added, ArticleQuery, Counts, Ledger, Outcome, Problem, StatementQuery
from bukti.store.check import problems
from bukti.store.connection import connect, use_log
from bukti.store.filing import Stamp, file_reading, file_rejection, is_filed
from bukti.store.loading import fetch, load_articles, load_raw, load_reading, load_statements, load_whole
from bukti.store.migrations import LATEST
from bukti.store.queries import article_rows, statement_rows
from bukti.store.rows import Row, from_text, to_text
from bukti.store.rules import reading_flaws
from bukti.store.schema import migrate, refuse_newer, schema_version, utc_now
from bukti.store.transactions import looking, writing
from bukti.store.trouble import translated


class SqliteLedger(Ledger):
    """Choose it unless several machines must write: SQLite's locks do not hold on network file systems."""

    def __init__(self, db: sqlite3.Connection, path: Path, author: str) -> None:
        self._db = db
        self._path = path
        self._author = to_text(author)

    @classmethod
    def open(cls, place: str, *, create: bool, patience: float, author: str) -> Self:
        path = Path(place.removeprefix("sqlite://"))
        db = connect(path, create=create, patience=patience)
        try:
            with translated(path):
                if schema_version(db) < LATEST:
                    use_log(db, patience)
                    migrate(db, author)
        except BaseException:
            db.close()
            raise
        return cls(db, path, author)

    def close(self) -> None:
        self._db.close()

    def add(self, reading: Reading) -> Added:
        if flaws := list(reading_flaws(reading)):
            more = f" (and {len(flaws) - 1} more)" if len(flaws) > 1 else ""
            raise LedgerError(f"not filed, it contradicts itself: {flaws[0]}{more}", where=reading.article.id, reason="inconsistent")
        with translated(self._path):
            if is_filed(self._db, reading):  # asked first without the write lock, which reading a folder again never needs
                return Added(reading.article.id, Outcome.UNCHANGED)
        with self._writing() as stamp:
            return file_reading(self._db, reading, stamp)

    def reject(self, rejections: Iterable[Rejection]) -> int:
        given = list(rejections)  # a generator may be slow, and must not hold the lock
        if not given:
            return 0
        with self._writing() as stamp:
            return sum(file_rejection(self._db, rejection, stamp) for rejection in given)

    def article(self, article: str) -> Article:
        with self._looking():
            return load_whole(self._db, self._id(article))

    def articles(self, query: ArticleQuery = ALL_ARTICLES) -> Iterator[Article]:
        sql, values = article_rows(query)
        for (seq,) in self._all(sql, *values):
            with translated(self._path):
                found = load_articles(self._db, "seq = ?", seq)
            yield from found

    def raw(self, article: str) -> bytes:
        with self._looking():
            return load_raw(self._db, self._id(article))

    def statements(self, query: StatementQuery = ALL_STATEMENTS) -> Iterator[Statement]:
        with self._looking():
            sql, values = statement_rows(query, self._id(query.article) if query.article else "")
            seqs = [seq for (seq,) in fetch(self._db, sql, *values)]
        with translated(self._path):
            yield from load_statements(self._db, seqs)

    def reading(self, article: str) -> Reading:
        with self._looking():
            return load_reading(self._db, load_whole(self._db, self._id(article)))

    def versions(self, article: str) -> list[Article]:
        with self._looking():
            id = self._id(article)
            return load_articles(self._db, "id = ? OR url <> '' AND url = (SELECT url FROM article WHERE id = ?)", id, id)

    def counts(self) -> Counts:
        ((articles, superseded, live, withdrawn, rejections),) = self._all(
            """SELECT (SELECT count(*) FROM article), (SELECT count(DISTINCT replaces) FROM article),
               (SELECT count(*) FROM statement WHERE withdrawn_at IS NULL), (SELECT count(*) FROM statement WHERE withdrawn_at IS NOT NULL),
               (SELECT count(*) FROM rejection)"""
        )
        return Counts(articles, superseded, live, withdrawn, rejections)

    def rejections(self) -> Iterator[Rejection]:
        for row in self._all("SELECT source, reason, message FROM rejection ORDER BY seq"):
            yield Rejection(*map(from_text, row))

    def check(self) -> list[Problem]:
        with self._looking():
            return list(problems(self._db))

    def _id(self, beginning: str) -> str:
        """The one id that begins so."""
        low = to_text(beginning.strip().lower())
        sql = "SELECT id, outlet, title FROM article WHERE id >= ? AND id < ? ORDER BY id LIMIT 11"
        found = fetch(self._db, sql, low, low + "g") if low else []  # ids are hexadecimal: "g" comes after all that begin so
        if not found:
            raise NotInLedgerError("no article has this id, or an id that begins so", where=beginning)
        if len(found) > 1:
            listed = "".join(f"\n  {from_text(' '.join(row))}" for row in found[:10]) + ("\n  …" if len(found) > 10 else "")
            raise LedgerError(f"several articles begin so; give more of the id:{listed}", where=beginning, reason="ambiguous")
        return str(found[0][0])

    def _all(self, sql: str, *values: Any) -> list[Row]:
        with translated(self._path):
            return fetch(self._db, sql, *values)

    @contextmanager
    def _looking(self) -> Iterator[None]:
        with translated(self._path), looking(self._db):
            yield

    @contextmanager
    def _writing(self) -> Iterator[Stamp]:
        with translated(self._path), writing(self._db):
            refuse_newer(schema_version(self._db), self._path)  # another process may have brought a newer bukti since it was opened
            yield Stamp(utc_now(), self._author)
