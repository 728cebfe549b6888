"""The file itself refuses what would rewrite history, whichever program asks."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bukti.records import Reading, Rejection
from bukti.store import StatementQuery, open_ledger
from bukti.store.queries import statement_rows

WITHDRAWN_LATER = (
    "statement",
    "reading",
    "actor",
    "voice",
    "claim",
    "claim_act",
    "position",
    "judgement",
    "origin",
    "derivation",
    "standing",
)
FIXED = ("meta", "raw", "article", "relay", "rejection", "voice_actor", "origin_statement")
TABLES = (*FIXED, *WITHDRAWN_LATER)


@pytest.fixture
def db(full_file: Path) -> Iterator[sqlite3.Connection]:
    """As any other tool opens it: without foreign keys, without recursive triggers."""
    with open_ledger(full_file) as ledger:
        ledger.reject([Rejection("in/a.html", "empty", "nothing in it")])
    with closing(sqlite3.connect(full_file, isolation_level=None)) as db:
        yield db


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted(db: sqlite3.Connection, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        db.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_no_column_is_changed(db: sqlite3.Connection, table: str) -> None:
    for column in columns(db, table):
        if not column.startswith("withdraw"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                db.execute(f"UPDATE {table} SET {column} = 77")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced(db: sqlite3.Connection, table: str) -> None:
    names = ", ".join(columns(db, table))
    with pytest.raises(sqlite3.IntegrityError, match="never replaced"):
        db.execute(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} LIMIT 1")
    if (keys := names.removeprefix("seq, ")) != names:  # under a row number of its own, over the one that is live
        with pytest.raises(sqlite3.IntegrityError, match="never replaced"):
            db.execute(f"INSERT OR REPLACE INTO {table} ({keys}) SELECT {keys} FROM {table} LIMIT 1")


WITHDRAW = "UPDATE {} SET withdrawn_at = '2024-05-01', withdrawn_by = 'R. Tamsin', withdraw_reason = 'misread'"


@pytest.mark.parametrize("table", WITHDRAWN_LATER)
def test_a_row_is_withdrawn_once_and_completely(db: sqlite3.Connection, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(f"UPDATE {table} SET withdrawn_at = '2024-05-01'")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute(WITHDRAW.format(table) + ", added_by = 'another'")
    db.execute(WITHDRAW.format(table))
    for again in (WITHDRAW.format(table), f"UPDATE {table} SET withdrawn_at = NULL, withdrawn_by = NULL, withdraw_reason = NULL"):
        with pytest.raises(sqlite3.IntegrityError, match="withdrawn once"):
            db.execute(again)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_dated_and_signed(db: sqlite3.Connection, table: str) -> None:
    signed = db.execute(f"SELECT added_at, added_by FROM {table}").fetchall()
    assert signed
    assert all(at.endswith("+00:00") and by.startswith("bukti ") for at, by in signed)


def test_the_cache_of_vectors_may_be_emptied_and_not_changed(db: sqlite3.Connection) -> None:
    for change in ("UPDATE vector SET float16 = x'00'", "INSERT OR REPLACE INTO vector SELECT * FROM vector LIMIT 1"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            db.execute(change)
    assert db.execute("DELETE FROM vector").rowcount == 5


def test_a_withdrawal_keeps_the_row_and_says_when_by_whom_and_why(file: Path, make: Callable[..., Reading]) -> None:
    with open_ledger(file, author="R. Tamsin") as ledger:
        ledger.add(make(1, model="m2", actor=None))
    with closing(sqlite3.connect(file)) as db:
        sql = "SELECT actor, withdrawn_by, withdraw_reason FROM statement WHERE withdrawn_at >= added_at"
        assert db.execute(sql).fetchall() == [("Ansel Brio", "R. Tamsin", "read again by m2")]


def test_entities_can_be_asked_for_as_rows(db: sqlite3.Connection) -> None:
    assert db.execute('SELECT DISTINCT start, "end", label FROM entity').fetchall() == [(43, 53, "PERSON")]


def test_filters_use_indexes(db: sqlite3.Connection) -> None:
    for query, index in (
        (StatementQuery(actor="brio"), "COVERING INDEX statement_actor"),
        (StatementQuery(relay="sentra"), "COVERING INDEX relay_folded"),
        (StatementQuery(since="2024"), "COVERING INDEX article_listed"),
        (StatementQuery(article="0" * 16), "INDEX statement_article"),
    ):
        sql, values = statement_rows(query, query.article)
        plan = str(db.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall())
        assert index in plan
