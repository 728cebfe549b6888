"""What a claim rests on, and what falls without an article; and where an actor changed position."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import cast

import pytest
from fakes import QuoteReader, WordMeaning
from stories import CHARGE, LATER, PORT, STORY

from bukti.records import Article, Claim, Position, Said, Span, Stance, Statement, StatementType, Status, Voice, article_id
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


def test_a_judgement_that_is_made_while_claims_are_counted_is_not_lost(ledger: Ledger) -> None:
    claim = claim_id(ledger, CHARGE)
    denials = [h for h in ledger.positions(PositionQuery(claim=claim)) if h.position.stance is Stance.DENIES]

    def judged(done: int, of: int) -> None:
        if done == of:
            for held in denials:
                ledger.judge(held.position.statement, claim, Verdict.REJECT, author="Mira")
            recount(ledger, {claim})

    recount(ledger, progress=judged)
    (standing,) = ledger.standings(claim)
    assert standing.status is Status.ASSERTED


def test_claims_that_are_merged_while_claims_are_counted_are_counted_anew(ledger: Ledger) -> None:
    one, other = claim_id(ledger, PORT), claim_id(ledger, CHARGE)

    def merged(done: int, of: int) -> None:
        if done == of and one in {c.id for c in ledger.claims()}:
            ledger.act(ClaimAct(Deed.MERGE, one, into=other), author="Mira")
            recount(ledger, {one, other})

    recount(ledger, progress=merged)
    assert {s.claim for s in ledger.standings()} == {c.id for c in ledger.claims()}
    assert next(ledger.standings(other)) == Counting(ledger).grounds(ledger.claim(other)).standing()


def test_a_statement_that_another_process_withdraws_while_claims_are_counted_is_left_out(ledger: Ledger, tmp_path: Path) -> None:
    class Slow:
        """Between two questions another process withdraws a statement."""

        def __getattr__(self, name: str) -> object:
            return getattr(ledger, name)

        def homes(self, statements: Collection[str]) -> dict[str, str]:
            return ledger.homes(list(statements)[1:])

    claim = ledger.claim(claim_id(ledger, CHARGE))
    assert Counting(cast(Ledger, Slow())).grounds(claim).standing().status is Status.CONTESTED


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
    assert list(changes(said, positions, ledger.origins(), [])) == [], "the claim was withdrawn meanwhile"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [("2031-03-18", "2031-04-02", 1), ("2031", "2032-01-05", 1), ("2031-03-18", "", 0), ("2031", "2031-04-02", 0), ("", "", 0)],
)
def test_a_change_of_position_needs_dates_of_which_one_is_surely_earlier(first: str, second: str, found: int) -> None:
    told = [Article(f"a{n}", "No", date=date) for n, date in enumerate((first, second))]
    made = [Statement(f"s{a.id}", a.id, (), (), (Span(0, 2),), StatementType.INDIRECT) for a in told]
    said = [Said(s, a, Voice(s.id)) for s, a in zip(made, told, strict=True)]
    positions = [Position(s.id, "c", stance) for s, stance in zip(made, (Stance.ASSERTS, Stance.DENIES), strict=True)]
    assert len(list(changes(said, positions, [], [Claim("c", "A ship came.")]))) == found
