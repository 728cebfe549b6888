"""Every ledger ever written can be opened; a step that fails leaves the one before."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bukti.records import DerivationKind, Position, Stance
from bukti.store import ClaimAct, Deed, Flag, PositionQuery, open_ledger
from bukti.store.migrations import LATEST, MIGRATIONS, commands, script
from bukti.store.schema import migrate, schema_version

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
        assert [hit.statement != "" for hit in ledger.search("milik kami")] == [True, True, False, False, False]


def test_an_old_ledger_takes_claims_once_it_is_opened(tmp_path: Path) -> None:
    with open_ledger(old_ledger(tmp_path / "old.ledger", 1)) as ledger:
        said = [statement.id for statement in ledger.statements()]
        claim = ledger.act(ClaimAct(Deed.ADD, text="The ship is Kestria's.")).claim
        ledger.file_positions([Position(id, claim, Stance.DENIES, 0.8) for id in said], "m1")
        assert [h.position.statement for h in ledger.positions(PositionQuery(current=False))] == said
        assert ledger.check() == []


def test_a_ledger_of_schema_2_has_its_claims(tmp_path: Path) -> None:
    with open_ledger(old_ledger(tmp_path / "old.ledger", 2), create=False) as ledger:
        assert [c.text for c in ledger.claims()] == ["The ship belongs to Kestria.", "The ship carried arms, they say."]
        assert [h.flag for h in ledger.positions(PositionQuery(current=False))] == [Flag.CONFIRMED, Flag.MACHINE]
        assert [e.what for e in ledger.history(ledger.claims()[1].id)] == ["found", "note", "edit", "merge"]
        assert [v.name for v in ledger.voices()] == ["Ansel Brio; Ольга Вейн", "Ольга Вейн"]
        assert [len(o.statements) for o in ledger.origins()] == [2]
        assert [d.kind for d in ledger.derivations()] == [DerivationKind.REPRINT]
        assert [s.independent_deny for s in ledger.standings()] == [1]


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
    tables -= {name for name in tables if "_search" in name}  # made from article and statement, and inside of it SQLite writes as it likes
    triggers = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert triggers == {f"{table}_{guard}" for table in tables for guard in ("keep", "fixed", "once")} - {"vector_keep"}  # a cache


@pytest.mark.parametrize("table", WITHDRAWN_LATER)
def test_the_guard_of_what_can_be_withdrawn_names_every_column(db: sqlite3.Connection, table: str) -> None:
    migrate(db, "test")
    sql = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_fixed",)).fetchone()[0]
    columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    assert set(re.findall(r"NEW\.(\w+)", sql)) == columns - {"withdrawn_by", "withdraw_reason"}


def test_each_released_schema_has_a_ledger_to_test_with() -> None:
    assert sorted(path.name for path in LEDGERS.iterdir()) == [f"schema_{n}.sql" for n in range(1, LATEST + 1)]
