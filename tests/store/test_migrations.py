"""Every ledger ever written can be opened; a step that fails leaves the one before."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bukti.store import open_ledger
from bukti.store.migrations import LATEST, MIGRATIONS, commands, script
from bukti.store.schema import migrate, schema_version

LEDGERS = Path(__file__).parent / "ledgers"


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        yield db


def old_ledger(path: Path, version: int) -> Path:
    """As bukti of that schema wrote it; kept as SQL so that a change of it can be read."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript((LEDGERS / f"schema_{version}.sql").read_text("utf-8"))
    return path


@pytest.mark.parametrize("version", range(1, LATEST + 1))
def test_a_ledger_of_any_schema_opens_whole(tmp_path: Path, version: int) -> None:
    with open_ledger(old_ledger(tmp_path / "old.ledger", version), create=False) as ledger:
        assert ledger.check() == []
        assert [(s.actor, s.relay) for s in ledger.statements()] == [("Menteri Ansel Brio", ("Sentra",)), ("Ольга Вейн \ud83d", ())]
        assert [a.replaces != "" for a in ledger.articles()] == [False, False, True]
        assert ledger.counts().withdrawn == 1
        assert [r.reason for r in ledger.rejections()] == ["empty"]
        assert all(ledger.raw(a.id).startswith(b"<p>") for a in ledger.articles())


def test_each_schema_is_noted_with_time_and_author(tmp_path: Path) -> None:
    path = tmp_path / "new.ledger"
    open_ledger(path, author="R. Tamsin").close()
    with closing(sqlite3.connect(path)) as db:
        assert schema_version(db) == LATEST
        assert db.execute("SELECT key, added_by FROM meta").fetchall() == [(f"schema {n}", "R. Tamsin") for n in range(1, LATEST + 1)]


def test_a_later_step_runs_once_on_an_older_ledger(db: sqlite3.Connection) -> None:
    first = script(MIGRATIONS[0])
    migrate(db, "one", [first])
    for _ in range(2):
        migrate(db, "two", [first, "ALTER TABLE article ADD COLUMN place TEXT;\n"])
    assert db.execute("SELECT key, added_by FROM meta").fetchall() == [("schema 1", "one"), ("schema 2", "two")]
    assert "place" in [row[1] for row in db.execute("PRAGMA table_info(article)")]


def test_a_step_that_fails_leaves_nothing_of_itself(db: sqlite3.Connection) -> None:
    first = script(MIGRATIONS[0])
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, "two", [first, "CREATE TABLE half (x);\nCREATE TABLE article (x);\n"])
    assert schema_version(db) == 1
    assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()


def test_scripts_are_cut_into_whole_commands() -> None:
    assert [c.strip() for c in commands("CREATE TABLE a (\n x);\nSELECT 1;\n")] == ["CREATE TABLE a (\n x);", "SELECT 1;"]
    with pytest.raises(ValueError, match="unfinished"):
        list(commands("SELECT 1"))


def test_every_table_is_guarded_against_all_three_ways_of_rewriting(db: sqlite3.Connection) -> None:
    migrate(db, "test")
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")}
    triggers = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert triggers == {f"{table}_{guard}" for table in tables for guard in ("keep", "fixed", "once")}


@pytest.mark.parametrize("table", ["statement", "reading"])
def test_the_guard_of_what_can_be_withdrawn_names_every_column(db: sqlite3.Connection, table: str) -> None:
    migrate(db, "test")
    sql = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_fixed",)).fetchone()[0]
    columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    assert set(re.findall(r"NEW\.(\w+)", sql)) == columns - {"withdrawn_by", "withdraw_reason"}


def test_each_released_schema_has_a_ledger_to_test_with() -> None:
    assert sorted(path.name for path in LEDGERS.iterdir()) == [f"schema_{n}.sql" for n in range(1, LATEST + 1)]
