"""Claims, and what analysts do to them. Each act can be undone, and none is forgotten."""

from collections.abc import Callable

import pytest

from bukti.errors import BuktiError, InputError, LedgerError, NotInLedgerError
from bukti.records import Claim, Position, Stance, claim_id
from bukti.store import Acted, Changed, ClaimAct, Deed, Fate, Ledger, PositionQuery, State, Verdict


def add(ledger: Ledger, text: str, author: str = "") -> Acted:
    return ledger.act(ClaimAct(Deed.ADD, text=text), author=author)


def texts(ledger: Ledger) -> list[str]:
    return [claim.text for claim in ledger.claims()]


def counts_for(ledger: Ledger, claim: str) -> list[str]:
    """The statements with a position that counts for the claim."""
    return [held.position.statement for held in ledger.positions() if held.position.claim == claim]


def test_a_claim_is_added_once(ledger: Ledger) -> None:
    first = add(ledger, "  The ship\n carried arms. ", author="O. Wein")
    assert first.new
    assert first.claim == claim_id("The ship carried arms.")
    assert add(ledger, "The ship carried arms.") == Acted(first.claim, new=False)
    assert ledger.claims() == [Claim(first.claim, "The ship carried arms.", author="O. Wein")]


@pytest.mark.parametrize("text", ["Arms!", "北朝鮮", "<b>The ship</b> & 'x'; DROP TABLE claim", "word " * 1000, "\x00a\ud83d"])
def test_odd_claims_are_claims(ledger: Ledger, text: str) -> None:
    id = add(ledger, text).claim
    assert ledger.claim(id).text == " ".join(text.split())
    assert add(ledger, text) == Acted(id, new=False)


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), (" \n", "empty"), ("?!", "empty"), ("word " * 1001, "too-large")])
def test_no_claim_at_all_is_refused(ledger: Ledger, text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        add(ledger, text)
    assert caught.value.reason == reason
    assert ledger.claims() == []


def test_an_edit_changes_the_words_and_keeps_the_id(ledger: Ledger) -> None:
    id = add(ledger, "The ship carried 300 containers.").claim
    edit = ledger.act(ClaimAct(Deed.EDIT, id[:8], "The ship carried 1,000 containers."), author="O. Wein")
    assert ledger.claim(id) == Claim(id, "The ship carried 1,000 containers.", author="O. Wein")
    other = add(ledger, "The ship carried 300 containers.")
    assert other.new
    assert other.claim != id  # the words are free again, the id is not
    ledger.withdraw_act(other.act)
    ledger.withdraw_act(edit.act, "a slip")
    assert ledger.claim(id).text == "The ship carried 300 containers."


def test_edits_are_undone_in_any_order(ledger: Ledger) -> None:
    id = add(ledger, "One.").claim
    two, three = (ledger.act(ClaimAct(Deed.EDIT, id, text)).act for text in ("Two.", "Three."))
    ledger.withdraw_act(two)
    assert texts(ledger) == ["Three."]
    ledger.withdraw_act(three)
    assert texts(ledger) == ["One."]


def test_found_claims_get_new_words_unless_an_analyst_wrote_them(ledger: Ledger) -> None:
    found = [Claim("c1", "Ship seen.", statement="s1"), Claim("c2", "Arms seen.", statement="s2")]
    assert ledger.add_claims(found, "m1") == Changed(added=2)
    ledger.act(ClaimAct(Deed.EDIT, "c2", "Weapons were seen."))
    assert ledger.add_claims([Claim("c1", "The ship was seen."), Claim("c2", "Arms were seen.")], "m2") == Changed(added=2, withdrawn=2)
    assert texts(ledger) == ["The ship was seen.", "Weapons were seen."]
    assert [(e.text, bool(e.withdrawn_at)) for e in ledger.history("c1")] == [("Ship seen.", True), ("The ship was seen.", False)]


def test_a_found_claim_that_an_analyst_adds_becomes_his(ledger: Ledger) -> None:
    ledger.add_claims([Claim("c1", "The ship was seen.", statement="s1")], "m1")
    act = add(ledger, "The ship was seen.", author="O. Wein")
    assert (act.claim, act.new) == ("c1", False)
    assert ledger.claim("c1").author == "O. Wein"
    ledger.add_claims([], "m2", complete=True)
    assert texts(ledger) == ["The ship was seen."]
    ledger.withdraw_act(act.act)
    assert ledger.claim("c1").author == ""


def test_a_complete_run_withdraws_found_claims_that_nobody_touched(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    ledger.add_claims([Claim("c3", "Nobody knows this one.")], "m1")
    assert ledger.add_claims([], "m2", complete=True) == Changed(withdrawn=1)  # one was judged, one has a note
    assert [claim.id for claim in ledger.claims()] == [ship.id, arms.id]
    assert ledger.fate("c3") == Fate(State.WITHDRAWN)
    assert ledger.add_claims([Claim("c3", "Nobody knows this one.")], "m3") == Changed(added=1)
    assert ledger.fate("c3") == Fate(State.LIVE)


def test_an_analysts_claim_cannot_be_filed_as_found(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="added by an act"):
        ledger.add_claims([Claim("c1", "The ship was seen.", author="O. Wein")], "m1")


def test_a_withdrawn_claim_stays_withdrawn_until_somebody_adds_it(ledger: Ledger, said: list[str], ship: Claim) -> None:
    act = ledger.act(ClaimAct(Deed.WITHDRAW, ship.id, "too vague")).act
    assert ledger.fate(ship.id) == Fate(State.WITHDRAWN, act=act)
    assert ship not in ledger.claims()
    assert ship in ledger.claims(withdrawn=True)
    assert list(ledger.positions()) == []
    ledger.add_claims([ship], "m2")
    assert ledger.fate(ship.id).state is State.WITHDRAWN
    again = add(ledger, ship.text)
    assert (again.claim, again.new) == (ship.id, False)
    assert len(list(ledger.positions())) == 5


def test_a_merged_claim_counts_where_it_went(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    act = ledger.act(ClaimAct(Deed.MERGE, ship.id, into=arms.id))
    assert act == Acted(arms.id, act.act, new=False)
    assert ledger.claims() == [arms]
    assert counts_for(ledger, arms.id) == said
    assert [h.position.claim for h in ledger.positions(PositionQuery(claim=ship.id))] == [arms.id] * 5
    assert add(ledger, ship.text) == Acted(arms.id, new=False)
    ledger.withdraw_act(act.act)
    assert counts_for(ledger, ship.id) == said
    assert counts_for(ledger, arms.id) == []


def test_merges_follow_one_another(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    third = add(ledger, "The ship was in Sorn.").claim
    ledger.act(ClaimAct(Deed.MERGE, ship.id, into=arms.id))
    second = ledger.act(ClaimAct(Deed.MERGE, arms.id, into=third))
    assert ledger.fate(ship.id).into == third
    assert counts_for(ledger, third) == said
    ledger.withdraw_act(second.act)
    assert counts_for(ledger, arms.id) == said


def test_of_two_positions_brought_together_the_direct_one_holds(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    direct = [Position(said[0], arms.id, Stance.DOUBTS, 0.3), *(Position(id, ship.id, Stance.DENIES, 0.8) for id in said)]
    ledger.file_positions(direct, "m2")
    ledger.withdraw_judgement(ledger.judgements()[0].id)
    ledger.act(ClaimAct(Deed.MERGE, ship.id, into=arms.id))
    assert [h.position.stance for h in ledger.positions()] == [Stance.DOUBTS] + [Stance.DENIES] * 4


def test_a_split_takes_named_statements_along(ledger: Ledger, said: list[str], ship: Claim) -> None:
    act = ledger.act(ClaimAct(Deed.SPLIT, ship.id, "The ship flies the flag of Kestria.", statements=(said[0][:12], said[2])))
    assert act.new
    assert counts_for(ledger, act.claim) == [said[0], said[2]]
    assert counts_for(ledger, ship.id) == [said[1], said[3], said[4]]
    assert ledger.judgements(ship.id)[0].statement == said[0]  # made on the old claim, holds on the new one
    assert next(ledger.positions(PositionQuery(claim=act.claim))).judgement
    ledger.withdraw_act(act.act)
    assert counts_for(ledger, ship.id) == said
    assert ledger.fate(act.claim).state is State.WITHDRAWN


def test_a_claim_split_off_can_be_merged_back(ledger: Ledger, said: list[str], ship: Claim) -> None:
    new = ledger.act(ClaimAct(Deed.SPLIT, ship.id, "The ship flies a flag.", statements=(said[0],))).claim
    ledger.act(ClaimAct(Deed.MERGE, new, into=ship.id))
    assert counts_for(ledger, ship.id) == said


Refused = Callable[[list[str], str, str], ClaimAct]


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda said, one, other: ClaimAct(Deed.MERGE, one, into=one), "bad-act"),
        (lambda said, one, other: ClaimAct(Deed.MERGE, one, into="ffff"), "not-in-ledger"),
        (lambda said, one, other: ClaimAct(Deed.MERGE, one), "not-in-ledger"),
        (lambda said, one, other: ClaimAct(Deed.EDIT, one, "The ship carried arms."), "bad-act"),
        (lambda said, one, other: ClaimAct(Deed.EDIT, one, ""), "empty"),
        (lambda said, one, other: ClaimAct(Deed.SPLIT, one, "New."), "bad-act"),
        (lambda said, one, other: ClaimAct(Deed.SPLIT, one, "The ship carried arms.", statements=(said[0],)), "bad-act"),
        (lambda said, one, other: ClaimAct(Deed.SPLIT, other, "New.", statements=(said[0],)), "bad-act"),
        (lambda said, one, other: ClaimAct(Deed.SPLIT, one, "New.", statements=("0" * 16,)), "not-in-ledger"),
        (lambda said, one, other: ClaimAct(Deed.NOTE, one, " "), "empty"),
        (lambda said, one, other: ClaimAct(Deed.WITHDRAW, ""), "not-in-ledger"),
    ],
)
def test_acts_that_make_no_sense_are_refused(ledger: Ledger, said: list[str], ship: Claim, arms: Claim, act: Refused, reason: str) -> None:
    before = ledger.history(ship.id)
    with pytest.raises(BuktiError) as caught:
        ledger.act(act(said, ship.id, arms.id))
    assert caught.value.reason == reason
    assert ledger.history(ship.id) == before


@pytest.mark.parametrize("deed", [Deed.EDIT, Deed.MERGE, Deed.SPLIT, Deed.WITHDRAW])
def test_nothing_is_done_to_a_claim_that_is_gone(ledger: Ledger, said: list[str], ship: Claim, arms: Claim, deed: Deed) -> None:
    act = ClaimAct(deed, ship.id, "Other words.", into=arms.id, statements=(said[0],))
    merge = ledger.act(ClaimAct(Deed.MERGE, ship.id, into=arms.id)).act
    with pytest.raises(LedgerError, match=f"merged into {arms.id}: use that one, or undo the merge") as caught:
        ledger.act(act)
    assert caught.value.reason == "merged-claim"
    ledger.withdraw_act(merge)
    ledger.act(ClaimAct(Deed.WITHDRAW, ship.id))
    with pytest.raises(LedgerError, match="was withdrawn; undo that") as caught:
        ledger.act(act)
    assert caught.value.reason == "withdrawn-claim"


def test_nothing_is_merged_into_a_withdrawn_claim(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    ledger.act(ClaimAct(Deed.WITHDRAW, arms.id))
    with pytest.raises(LedgerError, match="was withdrawn"):
        ledger.act(ClaimAct(Deed.MERGE, ship.id, into=arms.id))


def test_an_act_is_withdrawn_once(ledger: Ledger) -> None:
    act = add(ledger, "One.").act
    ledger.withdraw_act(act[:10], author="O. Wein")
    with pytest.raises(LedgerError, match="O. Wein withdrew this act already, at 20"):
        ledger.withdraw_act(act)
    with pytest.raises(NotInLedgerError, match="no act"):
        ledger.withdraw_act("")


def test_the_beginning_of_an_id_prefers_live_claims(ledger: Ledger) -> None:
    ledger.add_claims([Claim("ab1", "One."), Claim("ab2", "Two."), Claim("ab", "Three.")], "m1")
    assert ledger.claim("AB").text == "Three."  # a whole id
    with pytest.raises(LedgerError, match=r"several claims.*\n  ab1 One.\n  ab2 Two.") as caught:
        ledger.act(ClaimAct(Deed.WITHDRAW, "ab")) and ledger.claim("a")
    assert caught.value.reason == "ambiguous"
    ledger.act(ClaimAct(Deed.WITHDRAW, "ab1"))
    assert ledger.claim("a").id == "ab2"


def test_history_tells_all_with_author_and_time(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    edit = ledger.act(ClaimAct(Deed.EDIT, ship.id, "The ship is Kestrian."), author="O. Wein").act
    ledger.withdraw_act(edit, "a slip", author="O. Wein")
    ledger.judge(said[1], ship.id, Verdict.SET, Stance.DOUBTS)
    ledger.act(ClaimAct(Deed.MERGE, ship.id, "the same", into=arms.id))
    history = ledger.history(arms.id)
    assert sorted(e.what for e in history) == ["confirm", "edit", "found", "found", "merge", "note", "set"]
    assert [e.at for e in history] == sorted(e.at for e in history)
    undone = next(e for e in history if e.what == "edit")
    assert (undone.by, undone.text, undone.withdrawn_by, undone.withdraw_reason) == (
        "O. Wein",
        "The ship is Kestrian.",
        "O. Wein",
        "a slip",
    )
    assert next(e for e in history if e.what == "set").text == "doubts"
    assert next(e for e in history if e.what == "confirm").text == "denies: read it"
