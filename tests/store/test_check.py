"""Every way of tampering that we could think of is found by the integrity check."""

import shutil
import sqlite3
import subprocess
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from bukti.store import open_ledger

ONE = "WHERE seq = 1"


@pytest.mark.parametrize(
    ("tampering", "kind", "message"),
    [
        (f"UPDATE article SET text = replace(text, 'bukan', 'jelas') {ONE}", "article", "not the hash of the article"),
        (f"UPDATE article SET furniture = '[[60,999]]' {ONE}", "article", "furniture: characters 60 to 999"),
        ("UPDATE article SET replaces = id WHERE seq = 2", "article", "no earlier version"),
        (f"UPDATE article SET furniture = 'x' {ONE}", "unreadable", "cannot be understood"),
        (f"UPDATE article SET furniture = '{'[' * 100_000}' {ONE}", "unreadable", "cannot be understood"),
        ("UPDATE raw SET zlib = ? WHERE rowid = 1", "article", "SHA-256"),
        ("UPDATE raw SET zlib = x'ff00' WHERE rowid = 1", "unreadable", "cannot be unpacked"),
        ("UPDATE raw SET size = 3 WHERE rowid = 1", "unreadable", "should be 3 long"),
        ("DELETE FROM raw WHERE rowid = 1", "links", "names a row of raw that is not there"),
        (f"UPDATE statement SET content = '[[1,29]]' {ONE}", "statement", "not the hash of its spans"),
        (f"UPDATE statement SET confidence = 7 {ONE}", "statement", "confidence 7"),
        (f"UPDATE statement SET article = (SELECT id FROM article WHERE seq = 2) {ONE}", "statement", "not the hash"),
        (f"DELETE FROM statement {ONE}", "links", "statement that is not there"),
        ("INSERT INTO statement SELECT 99, " + "{} FROM statement WHERE seq = 1", "statement", "2 live rows"),
        (f"DELETE FROM reading {ONE}", "unreadable", "no live reading"),
        (f"UPDATE reading SET statements = '[]' {ONE}", "reading", "1 statements are live and the reading names 0"),
    ],
)
def test_tampering_with_rows_is_found(file: Path, tampering: str, kind: str, message: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for name, type in db.execute("SELECT name, type FROM sqlite_master WHERE type = 'trigger' OR name = 'statement_live'").fetchall():
            db.execute(f"DROP {type} {name}")
        size = db.execute("SELECT size FROM raw WHERE rowid = 1").fetchone()[0]
        columns = ", ".join(row[1] for row in db.execute("PRAGMA table_info(statement)").fetchall()[1:])
        db.execute(tampering.format(columns), (zlib.compress(b"x" * size),) * tampering.count("?"))
    with open_ledger(file) as ledger:
        found = ledger.check()
    assert [p for p in found if p.kind == kind and message in p.message], found


@pytest.mark.parametrize(
    ("tampering", "kind", "message"),
    [
        ("DELETE FROM claim WHERE seq = 1", "links", "names the claim"),
        ("DELETE FROM actor", "links", "names the actor"),
        (f"UPDATE voice SET statement = 'x' {ONE}", "links", "names the statement x"),
        (f"UPDATE judgement SET statement = 'x' {ONE}", "links", "names the statement x"),
        (f"UPDATE origin SET statements = '[]' {ONE}", "origin", "its statements are not those in origin_statement"),
        ("DELETE FROM voice_actor WHERE voice = 2", "voice", "its actors are not those in voice_actor"),
        (f"UPDATE standing SET reasons = 'x' {ONE}", "unreadable", "reasons is no JSON"),
        (f"UPDATE claim_act SET statements = 'x' {ONE}", "unreadable", "statements is no JSON"),
        ("INSERT INTO position SELECT 99, {} FROM position WHERE seq = 1", "position", "2 live rows"),
        ("INSERT INTO claim SELECT 99, {} FROM claim WHERE seq = 1", "claim", "2 live rows"),
    ],
)
def test_tampering_with_claims_and_what_belongs_to_them_is_found(full_file: Path, tampering: str, kind: str, message: str) -> None:
    with closing(sqlite3.connect(full_file, isolation_level=None)) as db:
        for name, type in db.execute("SELECT name, type FROM sqlite_master WHERE type = 'trigger' OR name LIKE '%_live'").fetchall():
            db.execute(f"DROP {type} {name}")
        columns = ""
        if "{}" in tampering:
            columns = ", ".join(row[1] for row in db.execute(f"PRAGMA table_info({tampering.split()[2]})").fetchall()[1:])
        db.execute(tampering.format(columns))
    with open_ledger(full_file) as ledger:
        found = ledger.check()
    assert [p for p in found if p.kind == kind and message in p.message], found


def test_a_text_that_the_search_has_lost_is_found(full_file: Path) -> None:
    with open_ledger(full_file) as ledger, closing(sqlite3.connect(full_file, isolation_level=None)) as db:
        assert ledger.check() == []
        db.execute("INSERT INTO article_search (rowid, words) VALUES (5, 'kapal')")
        assert [(p.kind, p.message) for p in ledger.check()] == [("search", "a search does not find this article")] * 4


@pytest.mark.parametrize(
    ("tampering", "where", "message"),
    [
        ("DROP TRIGGER statement_keep", "statement_keep", "the trigger is missing"),
        ("DROP INDEX statement_live", "statement_live", "the index is missing"),
        ("CREATE TRIGGER spy AFTER INSERT ON article BEGIN SELECT 1; END", "spy", "a trigger that is not bukti's"),
        ("ALTER TABLE relay ADD COLUMN note TEXT", "relay", "the table is not as bukti makes it"),
    ],
)
def test_tampering_with_the_schema_is_found(file: Path, tampering: str, where: str, message: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute(tampering)
    with open_ledger(file) as ledger:
        assert [(p.kind, p.where, p.message) for p in ledger.check()] == [("schema", where, message)]


def test_a_weakened_trigger_is_found(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("DROP TRIGGER raw_keep")
        db.execute("CREATE TRIGGER raw_keep BEFORE DELETE ON raw WHEN 0 BEGIN SELECT 1; END")
    with open_ledger(file) as ledger:
        assert [p.message for p in ledger.check()] == ["the trigger is not as bukti makes it"]


def test_views_and_indexes_of_others_are_no_problem(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("CREATE VIEW mine AS SELECT actor FROM statement")
        db.execute("CREATE INDEX mine_too ON statement (model)")
        db.execute("ANALYZE")
    with open_ledger(file) as ledger:
        assert ledger.check() == []


@pytest.mark.parametrize("command", ["VACUUM INTO '{}'", ".backup", ".dump"])
def test_copies_are_sound(file: Path, tmp_path: Path, command: str) -> None:
    copy = tmp_path / "copy.ledger"
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        if command == ".backup":
            with closing(sqlite3.connect(copy)) as target:
                db.backup(target)
        elif command == ".dump":  # not `iterdump`: Python before 3.13 cannot dump a search index
            if not (program := shutil.which("sqlite3")):
                pytest.skip("needs the sqlite3 program")
            dump = subprocess.run([program, file, ".dump"], capture_output=True, check=True, text=True).stdout
            with closing(sqlite3.connect(copy, isolation_level=None)) as target:
                target.executescript(dump)
                for pragma in ("application_id", "user_version"):
                    target.execute(f"PRAGMA {pragma} = {db.execute(f'PRAGMA {pragma}').fetchone()[0]}")
        else:
            db.execute(command.format(copy))
    with open_ledger(copy, create=False) as ledger, open_ledger(file) as original:
        assert ledger.check() == []
        assert list(ledger.statements()) == list(original.statements())
