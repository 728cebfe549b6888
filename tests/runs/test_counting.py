"""What a claim rests on, and what falls without an article; and where an actor changed position."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import QuoteReader, WordMeaning
from stories import CHARGE, LATER, PORT, STORY

from bukti.records import Article, Stance, Status, article_id
from bukti.runs.board import board, changes
from bukti.runs.counting import Counting, recount
from bukti.runs.linking import bring_up_to_date
from bukti.runs.local import read_into
from bukti.store import ClaimAct, Deed, Ledger, PositionQuery, StatementQuery, Verdict, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "desk.ledger") as made:
        given = [json.loads(line) for line in (*STORY, *LATER)]
        ids = [article_id(g["text"], outlet=g["outlet"], date=g["date"]) for g in given]
        articles = [Article(id, g["text"], outlet=g["outlet"], date=g["date"], lang="en") for id, g in zip(ids, given, strict=True)]
        list(read_into(made, articles, QuoteReader()))
        bring_up_to_date(made, WordMeaning())
        yield made


def claim_id(ledger: Ledger, text: str) -> str:
    return next(c.id for c in ledger.claims() if c.text == f"{text}.")


def test_without_the_only_denial_nothing_is_contested_and_without_a_reprint_nothing_falls(ledger: Ledger) -> None:
    grounds = Counting(ledger).grounds(ledger.claim(claim_id(ledger, CHARGE)))
    by_outlet = {one.article.outlet: one.article.id for one in grounds.said.values()}
    now = grounds.standing()
    assert (now.status, now.independent_assert, now.independent_deny) == (Status.CONTESTED, 2, 1)
    fallen = grounds.standing([by_outlet["Ardinform"]])
    assert (fallen.status, fallen.independent_assert, fallen.independent_deny) == (Status.ASSERTED, 2, 0)
    reprint = grounds.standing([by_outlet["Kelmar Mail"]])
    assert (reprint.status, reprint.independent_assert, reprint.independent_deny) == (Status.CONTESTED, 2, 1)


def test_a_judgement_counts_at_once(ledger: Ledger) -> None:
    claim = claim_id(ledger, CHARGE)
    for held in list(ledger.positions(PositionQuery(claim=claim))):
        if held.position.stance is Stance.DENIES:
            ledger.judge(held.position.statement, claim, Verdict.REJECT, author="Mira")
    recount(ledger, {claim})
    (standing,) = ledger.standings(claim)
    assert standing.status is Status.ASSERTED


def test_a_merged_claim_has_no_standing_and_the_other_has_all_that_was_said(ledger: Ledger) -> None:
    one, other = claim_id(ledger, PORT), claim_id(ledger, CHARGE)
    before = len(list(ledger.positions(PositionQuery(claim=other))))
    ledger.act(ClaimAct(Deed.MERGE, one, into=other), author="Mira")
    recount(ledger, {one, other})
    assert {s.claim for s in ledger.standings()} == {c.id for c in ledger.claims()}
    assert len(list(ledger.positions(PositionQuery(claim=other)))) > before


def test_the_board_has_contested_claims_first_and_names_who_stands_where(ledger: Ledger) -> None:
    lines = board(ledger)
    assert {line.standing.status for line in lines[:2]} == {Status.CONTESTED}
    line = next(line for line in lines if line.claim.text == f"{CHARGE}.")
    assert line.voices[Stance.ASSERTS] == ("Alda Ferrow", "Rano Teluk")
    assert line.voices[Stance.DENIES] == ("Darko Meshin",)
    assert (line.articles, line.outlets, line.first, line.last) == (5, 5, "2031-03-18", "2031-03-21")


def test_a_change_of_position_is_found_with_both_dates(ledger: Ledger) -> None:
    actor = ledger.actor("Darko Meshin")
    said = list(ledger.said(StatementQuery(voice=actor.id)))
    positions = [h.position for h in ledger.positions()]
    found = list(changes(said, positions, ledger.origins(), ledger.claims()))
    assert [(c.claim.text, c.stances, c.dates) for c in found] == [
        (f"{PORT}.", (Stance.DENIES, Stance.ASSERTS), ("2031-03-19", "2031-04-02"))
    ]
    assert list(changes(list(ledger.said(StatementQuery(voice=ledger.actor("Rano Teluk").id))), positions, [], ledger.claims())) == []
