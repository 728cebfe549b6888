"""What every store can do, and the small records in which it answers. Nothing of SQL is visible here."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self

from bukti.errors import InputError
from bukti.records import Article, Reading, Rejection, Said, Statement, StatementType
from bukti.store.parts import Actors, Claims, Origins, Positions, Search

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def _check_dates(since: str, until: str) -> None:
    """InputError unless each is empty or a year, month or day in ISO 8601."""
    for name, value in (("since", since), ("until", until)):
        if value and not _DATE.fullmatch(value):
            raise InputError(f"{value!r} is no date; write 2023, 2023-10 or 2023-10-17", where=name, reason="bad-date")


class Outcome(StrEnum):
    NEW = "new"
    VERSION = "new version"  # its URL was known with other words
    UNCHANGED = "unchanged"  # this article was here already; its statements may be new all the same


@dataclass(frozen=True, slots=True)
class Added:
    """What one `add` changed."""

    article: str  # id
    outcome: Outcome
    replaces: str = ""  # id of the version before, where the outcome is VERSION
    statements: int = 0  # rows added
    withdrawn: int = 0  # statements that an earlier reading had found and this one did not, or not so


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """Which articles; an empty field asks for nothing. `since` and `until` are whole days, months or years ("2023-10"), both included.

    Dates compare as the outlet printed them, whatever its time zone. An article dated less exactly than the question is in the answer if
    it may belong there; one without a date never is.
    """

    lang: str = ""
    outlet: str = ""  # part of its name, in any case
    named: str = ""  # the whole name of its outlet, as it is printed
    url: str = ""
    since: str = ""
    until: str = ""
    current: bool = False  # without those that a later version replaces
    newest: bool = False  # the last first, and those without a date at the end

    def __post_init__(self) -> None:
        _check_dates(self.since, self.until)


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """Which live statements; an empty field asks for nothing. Dates are the article's, as in ArticleQuery."""

    actor: str = ""  # part of the name, in any case and script
    type: StatementType | None = None
    lang: str = ""
    since: str = ""
    until: str = ""
    relay: str = ""  # the whole name, in any case: "AP" is no part of "Kapital"
    article: str = ""  # id or the beginning of one
    articles: tuple[str, ...] | None = None  # whole ids: of these alone
    voice: str = ""  # Actor.id: whose words they are, by whatever name the article calls him
    current: bool = False

    def __post_init__(self) -> None:
        _check_dates(self.since, self.until)


ALL_ARTICLES = ArticleQuery()
ALL_STATEMENTS = StatementQuery()
CURRENT_STATEMENTS = StatementQuery(current=True)


@dataclass(frozen=True, slots=True)
class Outlet:
    """What one outlet originates and what it passes on, as far as its current articles tell."""

    name: str
    articles: int
    passed: int  # of them, those that come from another article
    taken: int  # articles of other outlets that come from these
    first: str = ""  # year, month or day of the first and of the last article that has a date
    last: str = ""
    langs: tuple[str, ...] = ()  # that of most articles first


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int  # all versions
    superseded: int  # of these, replaced by a later version
    statements: int  # live
    withdrawn: int  # statements
    rejections: int
    actors: int = 0
    claims: int = 0  # live: neither merged nor withdrawn
    positions: int = 0  # of the machine
    judgements: int = 0
    adrift: int = 0  # of these, on statements that a later reading withdrew: nobody sees them unless they are made again
    origins: int = 0
    derivations: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that `check` found wrong."""

    kind: str  # "pages", "links", "schema", "unreadable", or what is wrong: "article", "statement", "reading", "claim", "search"
    where: str  # table, trigger or id
    message: str


class Ledger(Actors, Claims, Positions, Origins, Search, ABC):
    """Rows are added and withdrawn, never overwritten. Ids may be given as any beginning that only one article has.

    Use it as a context manager, one per thread. Everything raises LedgerError or one of its kinds.
    """

    @classmethod
    @abstractmethod
    def open(cls, place: str, *, create: bool, patience: float, author: str) -> Self:
        """Use `open_ledger`."""

    @abstractmethod
    def add(self, reading: Reading) -> Added:
        """File a reading: all of it or, after an error, nothing of it.

        The same article read by the same `Reading.model` again adds nothing. Read by another model, its statements are compared: those that
        are equal stay, the others are withdrawn and the new ones added. `Article.replaces` is filled here, whatever was given.
        """

    @abstractmethod
    def article(self, article: str) -> Article:
        """With its raw bytes. NotInLedgerError if there is none; LedgerError with reason "ambiguous" lists the candidates."""

    @abstractmethod
    def articles(self, query: ArticleQuery = ALL_ARTICLES, *, skip: int = 0, limit: int | None = None) -> Iterator[Article]:
        """By date, then as they came; undated first. Without the raw bytes. `limit` of them, after the first `skip`; None for all."""

    @abstractmethod
    def articles_of(self, articles: Collection[str]) -> Iterator[Article]:
        """Those with these whole ids, in no order. Without the raw bytes."""

    @abstractmethod
    def outlets(self, name: str = "") -> list[Outlet]:
        """All that have a name, or the one whose name is printed so; empty where no article has it."""

    @abstractmethod
    def raw(self, article: str) -> bytes:
        """The bytes as they came, b"" if none did."""

    @abstractmethod
    def statements(self, query: StatementQuery = ALL_STATEMENTS) -> Iterator[Statement]:
        """In the order of `articles`, within one by position."""

    @abstractmethod
    def statement_ids(self, query: StatementQuery = ALL_STATEMENTS) -> list[str]:
        """Of those that `statements` would give, in its order."""

    @abstractmethod
    def homes(self, statements: Collection[str]) -> dict[str, str]:
        """The article of each of these statements (whole ids); those that are not live are left out."""

    @abstractmethod
    def statement(self, statement: str) -> Statement:
        """The live one whose id begins so. NotInLedgerError; LedgerError with reason "ambiguous"."""

    @abstractmethod
    def said(self, query: StatementQuery = CURRENT_STATEMENTS) -> Iterator[Said]:
        """Statements with their articles (without raw bytes) and voices (empty where there is none); in the order of `statements`."""

    @abstractmethod
    def said_of(self, statements: Iterable[str]) -> Iterator[Said]:
        """The same for these statements (whole ids), each once and in their order; those that are not live are left out."""

    @abstractmethod
    def reading(self, article: str) -> Reading:
        """The latest reading, in its own order."""

    @abstractmethod
    def versions(self, article: str) -> list[Article]:
        """All articles of the same URL, oldest first, without raw bytes; the article alone if it has no URL."""

    @abstractmethod
    def counts(self) -> Counts: ...

    @abstractmethod
    def reject(self, rejections: Iterable[Rejection]) -> int:
        """Record what could not be read; how many of these were not recorded before with the same source, reason and message."""

    @abstractmethod
    def rejections(self) -> Iterator[Rejection]:
        """As they came."""

    @abstractmethod
    def check(self) -> list[Problem]:
        """Look at every byte: empty if all is well. Takes about as long as reading the whole file."""

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
