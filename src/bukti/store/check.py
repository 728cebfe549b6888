"""Is the ledger what it says it is? SQLite's own checks first, then what only bukti can know."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from bukti.errors import LedgerDamagedError
from bukti.store.actors import ACTOR, VOICE
from bukti.store.base import Problem
from bukti.store.check_claims import PARTS
from bukti.store.claims import CLAIM
from bukti.store.loading import fetch, load_reading, load_statements, load_whole
from bukti.store.origins import DERIVATION, ORIGIN, STANDING
from bukti.store.positions import POSITION
from bukti.store.rules import article_flaws, statement_flaws
from bukti.store.schema import migrate

_KEYS = {"statement": ("id",), "reading": ("article",)} | {
    t.name: t.key for t in (ACTOR, VOICE, CLAIM, POSITION, ORIGIN, DERIVATION, STANDING)
}


def problems(db: sqlite3.Connection) -> Iterator[Problem]:
    """Goes on after damage: what can still be read is still checked."""
    for part in (_pages, _links, _schema, _live, _articles, *PARTS):
        yield from _guarded(part(db), part.__name__.lstrip("_"))


def _guarded(found: Iterator[Problem], where: str) -> Iterator[Problem]:
    try:
        yield from found
    except (sqlite3.DatabaseError, LedgerDamagedError) as error:
        yield Problem("unreadable", where, str(error))


def _pages(db: sqlite3.Connection) -> Iterator[Problem]:
    for (message,) in fetch(db, "PRAGMA integrity_check"):
        if message != "ok":
            yield Problem("pages", "file", message)


def _links(db: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, parent, _ in fetch(db, "PRAGMA foreign_key_check"):
        yield Problem("links", table, f"row {row} names a row of {parent} that is not there")


def _schema(db: sqlite3.Connection) -> Iterator[Problem]:
    """Every table, index and trigger as the migrations make them, and no trigger beside them. Views and indexes of others are welcome."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, "check")
        expected = _definitions(fresh)
    found = _definitions(db)
    for name, (kind, sql) in expected.items():
        if name not in found:
            yield Problem("schema", name, f"the {kind} is missing")
        elif found[name] != (kind, sql):
            yield Problem("schema", name, f"the {kind} is not as bukti makes it")
    for name, (kind, _) in found.items():
        if kind == "trigger" and name not in expected:
            yield Problem("schema", name, "a trigger that is not bukti's")


def _definitions(db: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Without the tables inside of the search index: those are SQLite's, and another version may make them otherwise."""
    inner = "type = 'table' AND (name LIKE 'article^_search^_%' ESCAPE '^' OR name LIKE 'statement^_search^_%' ESCAPE '^')"
    found = fetch(db, f"SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' AND NOT ({inner})")
    return {name: (kind, " ".join((sql or "").split())) for name, kind, sql in found}


def _live(db: sqlite3.Connection) -> Iterator[Problem]:
    for table, key in _KEYS.items():
        shown = " || ' ' || ".join(key)
        twice = f"SELECT {shown}, count(*) FROM {table} WHERE withdrawn_at IS NULL GROUP BY {', '.join(key)} HAVING count(*) > 1"
        for id, n in fetch(db, twice):
            yield Problem(table, id, f"{n} live rows where one may be")


def _articles(db: sqlite3.Connection) -> Iterator[Problem]:
    for (id,) in fetch(db, "SELECT id FROM article ORDER BY seq"):
        yield from _guarded(_article(db, id), id)


def _article(db: sqlite3.Connection, id: str) -> Iterator[Problem]:
    article = load_whole(db, id)
    for flaw in article_flaws(article):
        yield Problem("article", id, flaw)
    later = "SELECT 1 FROM article AS a JOIN article AS b ON b.id = a.replaces WHERE a.id = ? AND (b.seq >= a.seq OR b.url <> a.url)"
    if fetch(db, later, id):
        yield Problem("article", id, f"it replaces {article.replaces}, which is no earlier version of its URL")
    seqs = [seq for (seq,) in fetch(db, "SELECT seq FROM statement WHERE article = ? ORDER BY seq", id)]
    for statement in load_statements(db, seqs):  # the withdrawn ones too
        for flaw in statement_flaws(statement, article):
            yield Problem("statement", statement.id, flaw)
    live = fetch(db, "SELECT count(*) FROM statement WHERE article = ? AND withdrawn_at IS NULL", id)[0][0]
    named = len(load_reading(db, article).statements)
    if live != named:
        yield Problem("reading", id, f"{live} statements are live and the reading names {named}")
