"""From a ledger to a file and back: `collect`, and the command."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

from bukti.export import Case, read_dossier
from bukti.records import Claim, Reading, Stance, Status
from bukti.runs.dossiers import LedgerArchive, collect
from bukti.store import ClaimAct, Deed, Ledger, Verdict, open_ledger

Kit = Any  # see conftest.py
NOW = datetime(2032, 5, 6, 7, 8, 9, tzinfo=UTC)


def shelve(ledger: Ledger, case: Case) -> None:
    """Everything in the case, as runs file it."""
    for article in {s.article.id: s.article for s in case.said.values()}.values():
        ledger.add(Reading(article, tuple(s.statement for s in case.said.values() if s.article.id == article.id), model="weights 1"))
    ledger.add_voices([s.voice for s in case.said.values()], "rules 1")
    ledger.add_claims([case.claim], "rules 1")
    ledger.file_positions([t.position for t in case.taken], "rules 1")
    ledger.file_origins(case.origins, "rules 1")
    ledger.file_derivations(case.derivations, "rules 1")


@pytest.fixture
def ledger(tmp_path: Path, story: Case) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "desk.ledger", author="R. Tamsin") as ledger:
        shelve(ledger, unfetched(story))
        yield ledger


def unfetched(story: Case) -> Case:
    """The ledger refuses a SHA-256 of bytes that it is not given."""
    return replace(story, said={id: replace(s, article=replace(s.article, sha256="")) for id, s in story.said.items()})


def test_all_on_a_claim_is_collected(ledger: Ledger, story: Case) -> None:
    found = collect(ledger, story.claim.id[:6], now=NOW)
    assert found.standing and (found.standing.status, found.standing.independent_deny) == (Status.CONTESTED, 1)
    assert {t.position.statement for t in found.taken} == set(story.said)
    assert [d.parent for d in found.derivations] == [d.parent for d in story.derivations]
    assert (found.made.at, found.made.readers, found.made.judges) == ("2032-05-06T07:08:09Z", ("weights 1",), ("rules 1",))


def test_every_article_is_left_out_once_alone_and_once_with_what_comes_from_it(ledger: Ledger, story: Case) -> None:
    found = collect(ledger, story.claim.id)
    (derived,) = story.derivations
    left = {(r.article, r.also): (r.standing.status, r.standing.independent_deny) for r in found.removals}
    assert left[derived.parent, ()] == (Status.CONTESTED, 1)
    assert left[derived.parent, (derived.child,)] == (Status.ASSERTED, 0)
    assert {article for article, _ in left} == {s.article.id for s in story.said.values()}


def test_what_analysts_did_wins_and_is_told(ledger: Ledger, story: Case) -> None:
    statement = next(t.position.statement for t in story.taken if t.position.stance is Stance.ASSERTS)
    ledger.judge(statement, story.claim.id, Verdict.REJECT, note="a question, no assertion")
    ledger.act(ClaimAct(Deed.NOTE, story.claim.id, "Ask the port."))
    found = collect(ledger, story.claim.id)
    assert found.standing and found.standing.status is Status.DENIED
    assert [t.flag for t in found.taken if t.position.statement == statement] == ["rejected"]
    assert [act.what for act in found.history] == ["found", "reject", "note"]


def test_a_merged_claim_leads_to_the_one_that_stayed(ledger: Ledger, story: Case) -> None:
    other = Claim("0" * 16, "The ferry carried weapons.")
    ledger.add_claims([other], "rules 1")
    ledger.act(ClaimAct(Deed.MERGE, story.claim.id, into=other.id))
    found = collect(ledger, story.claim.id)
    assert found.claim.id == other.id and len(found.taken) == 3


def test_a_claim_without_positions_is_collected(ledger: Ledger) -> None:
    ledger.add_claims([Claim("0" * 16, "The moon is cheese.")], "rules 1")
    assert collect(ledger, "0000").taken == ()


def test_the_archive_has_what_the_ledger_has(ledger: Ledger, story: Case) -> None:
    archive = LedgerArchive(ledger)
    (statement, *_) = story.said
    assert archive.statement(statement) == story.said[statement].statement
    assert archive.article(story.said[statement].article.id)
    assert archive.article("f" * 16) is None and archive.statement("f" * 16) is None


@pytest.mark.parametrize("suffix", ["html", "json"])
def test_the_command_writes_a_file_that_holds(desk: Desk, story: Case, suffix: str) -> None:
    with open_ledger(desk.ledger) as ledger:
        shelve(ledger, unfetched(story))
    out = desk.folder / f"ferry.{suffix}"
    written = desk.run("dossier", "--as-is", story.claim.id[:8], "-o", str(out))
    assert (written.exit_code, written.stderr) == (0, f"{out}: 3 statements from 3 articles\n")
    checked = desk.run("dossier", "--verify", str(out))
    assert (checked.exit_code, checked.stdout) == (0, "whole: 3 statements (10 excerpts) stand as quoted\n")
    out.write_text(out.read_text().replace("carried 40 mines", "carried 90 mines"))
    checked = desk.run("dossier", "--verify", str(out))
    assert checked.exit_code == 1
    assert """[1] characters 48 to 77 read '"carried 40 mines" to Velmora', not '"carried 90 mines" to Velmora'""" in checked.stdout


def test_the_command_writes_to_standard_output(desk: Desk, story: Case) -> None:
    with open_ledger(desk.ledger) as ledger:
        shelve(ledger, unfetched(story))
    assert desk.run("dossier", "--as-is", story.claim.id, "-o", "-", "--format", "md").stdout.startswith("# Dossier: The ferry Amber Tern")
    made, flaws = read_dossier(desk.run("dossier", "--as-is", story.claim.id).stdout, "x")
    assert (made.claim, flaws) == (story.claim.id, [])


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ([], 2, "name a claim, or a file to --verify"),
        (["abc"], 1, "there is nothing there yet"),
        (["abc", "-o", "a.docx"], 1, "no format 'docx'"),
        (["--verify", "MISSING"], 2, "does not exist"),
    ],
)
def test_the_command_says_what_is_wrong(desk: Desk, given: list[str], status: int, said: str) -> None:
    result = desk.run("dossier", "--as-is", *given)
    assert result.exit_code == status
    assert said in result.output or status == 1 and "bukti: " in result.stderr


def test_a_file_that_cannot_be_written_is_said(desk: Desk, story: Case) -> None:
    with open_ledger(desk.ledger) as ledger:
        shelve(ledger, unfetched(story))
    result = desk.run("dossier", "--as-is", story.claim.id, "-o", str(desk.folder / "no" / "such" / "folder.html"))
    assert result.exit_code == 1 and "cannot be written: No such file or directory" in result.stderr


def test_bytes_that_are_no_text_are_no_dossier(desk: Desk) -> None:
    result = desk.run("dossier", "--verify", desk.file("x.html", b"\xff\xfe\x00"))
    assert result.exit_code == 1 and "no dossier: it is not UTF-8" in result.stderr
