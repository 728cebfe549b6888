"""The ledger as one SQLite file: the store for one desk, several processes of one machine at once."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Self

from bukti.errors import LedgerError
from bukti.records import Article, Reading, Rejection, Said, Statement
from bukti.store.actors import SqliteActors, batches
from bukti.store.base import (
    ALL_ARTICLES,
    ALL_STATEMENTS,
    CURRENT_STATEMENTS,
    Added,
    ArticleQuery,
    Counts,
    Ledger,
    Outcome,
    Outlet,
    Problem,
    StatementQuery,
)
from bukti.store.check import problems
from bukti.store.claims import SqliteClaims
from bukti.store.connection import connect, use_log
from bukti.store.counting import count
from bukti.store.filing import file_reading, file_rejection, is_filed
from bukti.store.finding import find_article, find_statement
from bukti.store.indexing import catch_up
from bukti.store.loading import BATCH, fetch, load_articles, load_live_statement, load_raw, load_reading, load_statements, load_whole
from bukti.store.migrations import LATEST
from bukti.store.origins import SqliteOrigins
from bukti.store.outlets import load_outlets
from bukti.store.positions import SqlitePositions
from bukti.store.queries import IN_LIST, article_rows, statement_rows
from bukti.store.rows import from_text, to_json, to_text
from bukti.store.rules import reading_flaws
from bukti.store.saying import load_said, load_said_of
from bukti.store.schema import migrate, schema_version
from bukti.store.search import SqliteSearch
from bukti.store.transactions import writing
from bukti.store.trouble import translated


class SqliteLedger(SqliteActors, SqliteClaims, SqlitePositions, SqliteOrigins, SqliteSearch, Ledger):
    """Choose it unless several machines must write: SQLite's locks do not hold on network file systems."""

    @classmethod
    def open(cls, place: str, *, create: bool, patience: float, author: str) -> Self:
        path = Path(place.removeprefix("sqlite://"))
        db = connect(path, create=create, patience=patience)
        try:
            with translated(path):
                if schema_version(db) < LATEST:
                    use_log(db, patience)
                    migrate(db, author)
                    with writing(db):
                        catch_up(db, at_once=True)
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
            return load_whole(self._db, find_article(self._db, article))

    def articles(self, query: ArticleQuery = ALL_ARTICLES, *, skip: int = 0, limit: int | None = None) -> Iterator[Article]:
        sql, values = article_rows(query)
        for (seq,) in self._all(f"{sql} LIMIT ? OFFSET ?", *values, -1 if limit is None else limit, skip):
            with translated(self._path):
                found = load_articles(self._db, "seq = ?", seq)
            yield from found

    def articles_of(self, articles: Collection[str]) -> Iterator[Article]:
        for batch in batches(map(to_text, articles)):
            with translated(self._path):
                found = load_articles(self._db, f"id {IN_LIST}", to_json(batch))
            yield from found

    def outlets(self, name: str = "") -> list[Outlet]:
        with self._looking():
            return load_outlets(self._db, to_text(name))

    def raw(self, article: str) -> bytes:
        with self._looking():
            return load_raw(self._db, find_article(self._db, article))

    def statements(self, query: StatementQuery = ALL_STATEMENTS) -> Iterator[Statement]:
        seqs: list[int] = self._column(query, "seq")
        with translated(self._path):
            yield from load_statements(self._db, seqs)

    def statement_ids(self, query: StatementQuery = ALL_STATEMENTS) -> list[str]:
        return self._column(query, "id")

    def _column(self, query: StatementQuery, column: str) -> list[Any]:
        with self._looking():
            sql, values = statement_rows(query, find_article(self._db, query.article) if query.article else "", column)
            return [value for (value,) in fetch(self._db, sql, *values)]

    def homes(self, statements: Collection[str]) -> dict[str, str]:
        sql = f"SELECT id, article FROM statement WHERE withdrawn_at IS NULL AND id {IN_LIST}"
        return {id: article for id, article in self._all(sql, to_json(list(statements)))}

    def statement(self, statement: str) -> Statement:
        with self._looking():
            return load_live_statement(self._db, find_statement(self._db, statement))

    def said(self, query: StatementQuery = CURRENT_STATEMENTS) -> Iterator[Said]:
        statements = self.statements(query)
        while batch := list(islice(statements, BATCH)):
            with self._looking():
                found = list(load_said(self._db, batch))
            yield from found

    def said_of(self, statements: Iterable[str]) -> Iterator[Said]:
        for batch in batches(map(to_text, dict.fromkeys(statements))):
            with self._looking():
                found = list(load_said_of(self._db, batch))
            yield from found

    def reading(self, article: str) -> Reading:
        with self._looking():
            return load_reading(self._db, load_whole(self._db, find_article(self._db, article)))

    def versions(self, article: str) -> list[Article]:
        with self._looking():
            id = find_article(self._db, article)
            return load_articles(self._db, "id = ? OR url <> '' AND url = (SELECT url FROM article WHERE id = ?)", id, id)

    def counts(self) -> Counts:
        with self._looking():
            return count(self._db)

    def rejections(self) -> Iterator[Rejection]:
        for row in self._all("SELECT source, reason, message FROM rejection ORDER BY seq"):
            yield Rejection(*map(from_text, row))

    def check(self) -> list[Problem]:
        with self._looking():
            return list(problems(self._db))
