"""Positions of the machine, and analysts' judgements over them, which no run ever touches."""

import itertools
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bukti.errors import LedgerError, NotInLedgerError
from bukti.records import Claim, Position, Reading, Stance
from bukti.store import STORES, Changed, ClaimAct, Deed, Flag, Ledger, PositionQuery, Scope, Verdict, open_ledger

Make = Callable[..., Reading]


def stances(ledger: Ledger, claim: str, *, current: bool = True) -> list[Stance]:
    return [held.position.stance for held in ledger.positions(PositionQuery(claim=claim, current=current))]


def every(said: list[str], claim: Claim, stance: Stance, confidence: float = 0.8) -> list[Position]:
    return [Position(id, claim.id, stance, confidence, "cue kata; bukan denies") for id in said]


def test_positions_come_back_with_reason_and_model(ledger: Ledger, said: list[str], ship: Claim) -> None:
    position = Position(said[1], ship.id, Stance.NO_COMMENT, 0.5, "cue \x00\ud83d", "m7")
    ledger.file_positions([position], "m7", Scope(statements=()))
    assert [held.position for held in ledger.positions(PositionQuery(statement=said[1][:12]))] == [position]


def test_a_run_changes_only_what_changed(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    assert ledger.file_positions(every(said, ship, Stance.DENIES, 0.803), "m2") == Changed()
    new = [*every(said[:4], ship, Stance.DENIES), *every(said[4:], ship, Stance.DOUBTS), *every(said[:1], arms, Stance.ASSERTS)]
    assert ledger.file_positions(new, "m2") == Changed(added=2, withdrawn=1)
    assert ledger.file_positions([], "m3") == Changed(withdrawn=6)
    assert ledger.file_positions(new, "m4") == Changed(added=6)
    assert ledger.check() == []


def test_a_run_withdraws_nothing_outside_its_scope(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    ledger.file_positions(every(said, arms, Stance.ASSERTS), "m1", Scope(claims=[arms.id]))
    assert ledger.counts().positions == 10
    assert ledger.file_positions([], "m2", Scope(statements=said[:1], claims=[ship.id])) == Changed(withdrawn=1)
    assert ledger.file_positions([], "m2", Scope(statements=said[:2])) == Changed(withdrawn=3)
    assert ledger.file_positions([], "m2", Scope(statements=[])) == Changed()
    assert ledger.file_positions(every(said[4:], ship, Stance.DOUBTS), "m2", Scope(statements=[])) == Changed(1, 1)  # given is in scope


@pytest.mark.parametrize("confidence", [float("nan"), -0.1, 1.1])
def test_positions_that_cannot_be_are_refused_whole(ledger: Ledger, said: list[str], ship: Claim, confidence: float) -> None:
    for bad, message in [
        (every(said[:1], ship, Stance.ASSERTS, confidence), "confidence"),
        (every(said[:1], ship, Stance.ASSERTS) + every(said[:1], ship, Stance.DENIES), "given twice"),
        ([Position(said[0], "0" * 16, Stance.ASSERTS, 0.5)], "not in the ledger; add the claim first"),
    ]:
        with pytest.raises(LedgerError, match=message):
            ledger.file_positions([*every(said[1:], ship, Stance.DOUBTS), *bad], "m2")
    assert set(stances(ledger, ship.id)) == {Stance.DENIES}


def test_positions_of_statements_no_longer_live_are_skipped_and_not_shown(ledger: Ledger, said: list[str], ship: Claim, make: Make) -> None:
    ledger.add(make(0, model="m2", actor=None))
    assert len(stances(ledger, ship.id)) == 4
    assert ledger.file_positions(every(said, ship, Stance.DENIES), "m2") == Changed(withdrawn=1, skipped=1)
    assert ledger.counts().adrift == 1  # the judgement on it
    ledger.add(make(0, model="m3"))
    assert len(stances(ledger, ship.id)) == 5  # read again as before: the judgement holds again


def test_positions_of_replaced_versions_are_shown_when_asked_for(ledger: Ledger, make: Make, ship: Claim) -> None:
    url = "https://kabarlintas.example/kapal"
    readings = [make(1, url=url, text=make(1).article.text + text) for text in ("", " ")]
    ids = [ledger.add(reading).article and reading.statements[0].id for reading in readings]
    ledger.add_claims([ship], "m1")
    ledger.file_positions(every(ids, ship, Stance.DENIES), "m1")
    assert len(stances(ledger, ship.id)) == 1
    assert len(stances(ledger, ship.id, current=False)) == 2


def test_a_confirmed_stance_stays_whatever_the_machine_says_next(ledger: Ledger, said: list[str], ship: Claim) -> None:
    judgement = ledger.judge(said[2], ship.id, Verdict.CONFIRM, author="O. Wein")
    assert (judgement.stance, judgement.author) == (Stance.DENIES, "O. Wein")
    ledger.file_positions(every(said, ship, Stance.ASSERTS), "m2")
    ledger.file_positions([], "m3")
    held = [h for h in ledger.positions() if h.position.statement == said[2]]
    assert [(h.position.stance, h.flag, h.judgement) for h in held] == [(Stance.DENIES, Flag.CONFIRMED, judgement.id)]
    assert held[0].position.reason == "confirmed by O. Wein"


def test_a_rejected_position_is_hidden_unless_asked_for(ledger: Ledger, said: list[str], ship: Claim) -> None:
    judgement = ledger.judge(said[1], ship.id, Verdict.REJECT, note="another ship")
    assert len(stances(ledger, ship.id)) == 4
    assert [h.flag for h in ledger.positions(PositionQuery(statement=said[1], rejected=True))] == [Flag.REJECTED]
    ledger.file_positions(every(said, ship, Stance.DOUBTS), "m2")
    assert len(stances(ledger, ship.id)) == 4
    ledger.withdraw_judgement(judgement.id[:12])
    assert len(stances(ledger, ship.id)) == 5


def test_the_latest_judgement_that_is_not_withdrawn_holds(ledger: Ledger, said: list[str], ship: Claim) -> None:
    ledger.judge(said[1], ship.id, Verdict.SET, Stance.ASSERTS, author="O. Wein")
    last = ledger.judge(said[1], ship.id, Verdict.SET, Stance.DOUBTS, note="read again")
    assert stances(ledger, ship.id)[1] is Stance.DOUBTS
    ledger.withdraw_judgement(last.id)
    assert stances(ledger, ship.id)[1] is Stance.ASSERTS
    assert [e.withdrawn_at != "" for e in ledger.history(ship.id) if e.what == "set"] == [False, True]
    assert [j.author for j in ledger.judgements(statement=said[1])] == ["O. Wein"]


def test_a_stance_can_be_set_where_the_machine_saw_none(ledger: Ledger, said: list[str], arms: Claim) -> None:
    ledger.judge(said[1][:12], arms.id[:12], Verdict.SET, Stance.ASSERTS)
    assert stances(ledger, arms.id) == [Stance.ASSERTS]


def test_judgements_that_make_no_sense_are_refused(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    for verdict in (Verdict.CONFIRM, Verdict.REJECT):
        with pytest.raises(LedgerError, match="takes no position on claim"):
            ledger.judge(said[0], arms.id, verdict)
    with pytest.raises(LedgerError, match="say which stance"):
        ledger.judge(said[0], ship.id, Verdict.SET)
    with pytest.raises(NotInLedgerError, match="no statement"):
        ledger.judge("0" * 16, ship.id, Verdict.CONFIRM)
    with pytest.raises(NotInLedgerError, match="no claim"):
        ledger.judge(said[0], "0" * 16, Verdict.CONFIRM)
    with pytest.raises(NotInLedgerError, match="no judgement"):
        ledger.withdraw_judgement("0" * 16)
    assert len(ledger.judgements()) == 1


@pytest.mark.parametrize("verdict", Verdict)
def test_a_claim_that_is_gone_is_not_judged(ledger: Ledger, said: list[str], ship: Claim, arms: Claim, verdict: Verdict) -> None:
    ledger.act(ClaimAct(Deed.WITHDRAW, arms.id))
    with pytest.raises(LedgerError, match="was withdrawn") as caught:
        ledger.judge(said[0], arms.id, verdict, Stance.ASSERTS)
    assert caught.value.reason == "withdrawn-claim"


def test_a_judgement_follows_a_merge_and_comes_back(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    ledger.judge(said[1], ship.id, Verdict.SET, Stance.ASSERTS)
    merge = ledger.act(ClaimAct(Deed.MERGE, ship.id, into=arms.id)).act
    ledger.judge(said[1], arms.id, Verdict.SET, Stance.DOUBTS)
    assert stances(ledger, arms.id)[1] is Stance.DOUBTS
    ledger.withdraw_act(merge)
    assert stances(ledger, ship.id)[1] is Stance.ASSERTS
    assert stances(ledger, arms.id) == [Stance.DOUBTS]


number = itertools.count()


@pytest.fixture(scope="module", params=STORES)
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, make: Make) -> Iterator[tuple[Ledger, list[str]]]:
    """One ledger for all examples below: each has claims of its own."""
    path: Path = tmp_path_factory.mktemp("positions") / "desk.ledger"
    with open_ledger(f"{request.param}://{path}", author="R. Tamsin") as ledger:
        readings = [make(n) for n in range(3)]
        yield ledger, [ledger.add(reading).article and reading.statements[0].id for reading in readings]


pairs = st.tuples(st.integers(0, 2), st.integers(0, 2))  # a statement, a claim
runs = st.dictionaries(pairs, st.sampled_from(Stance))
verdicts = st.tuples(pairs, st.sampled_from(Verdict), st.sampled_from(Stance))
merges = st.tuples(st.integers(0, 2), st.integers(0, 2)).filter(lambda ends: ends[0] != ends[1])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.one_of(runs, verdicts), max_size=8))
def test_what_holds_is_the_last_judgement_or_else_the_last_run(shared: tuple[Ledger, list[str]], steps: list) -> None:  # type: ignore[type-arg]
    ledger, said = shared
    mine = next(number)
    claims = [ledger.act(ClaimAct(Deed.ADD, text=f"Claim {mine} {n}.")).claim for n in range(3)]
    machine: dict[tuple[int, int], Stance] = {}
    judged: dict[tuple[int, int], Stance | None] = {}
    for step in steps:
        if isinstance(step, dict):
            machine = step
            found = [Position(said[s], claims[c], stance, 0.5) for (s, c), stance in step.items()]
            ledger.file_positions(found, "m", Scope(claims=claims))
            continue
        (s, c), verdict, stance = step
        try:
            ledger.judge(said[s], claims[c], verdict, stance)
        except LedgerError:
            assert verdict is Verdict.REJECT
            assert (s, c) not in machine
            assert judged.get((s, c)) is None
        else:
            judged[s, c] = None if verdict is Verdict.REJECT else stance
    expected = {pair: stance for pair, stance in (machine | judged).items() if stance}
    held = [h.position for n in claims for h in ledger.positions(PositionQuery(claim=n))]
    assert {(said.index(p.statement), claims.index(p.claim)): p.stance for p in held} == expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=runs, acts=st.lists(merges | pairs.map(lambda pair: (*pair, "split")), max_size=6), data=st.data())
def test_undoing_all_acts_in_any_order_leaves_what_was(
    shared: tuple[Ledger, list[str]],
    found: dict[tuple[int, int], Stance],
    acts: list[tuple[int, ...]],
    data: st.DataObject,
) -> None:
    """And while they hold, no position is lost or counted twice for one claim."""
    ledger, said = shared
    mine = next(number)
    claims = [ledger.act(ClaimAct(Deed.ADD, text=f"Claim {mine} {n}.")).claim for n in range(3)]
    ledger.file_positions([Position(said[s], claims[c], stance, 0.5) for (s, c), stance in found.items()], "m", Scope(claims=claims))
    mark = len(ledger.claims())

    def holding() -> list[Position]:
        return [h.position for h in ledger.positions() if h.position.claim in claims or h.position.claim in new]

    new: set[str] = set()
    before = holding()
    done: list[str] = []
    for number_of_act, act in enumerate(acts):
        try:
            if len(act) == 2:
                done.append(ledger.act(ClaimAct(Deed.MERGE, claims[act[0]], into=claims[act[1]])).act)
            else:
                split = ClaimAct(Deed.SPLIT, claims[act[1]], f"Split {mine} {number_of_act}.", statements=(said[act[0]],))
                acted = ledger.act(split)
                done.append(acted.act)
                new.add(acted.claim)
        except LedgerError as refused:
            assert refused.reason in ("merged-claim", "withdrawn-claim", "bad-act")
        now = holding()
        assert {p.statement for p in now} == {p.statement for p in before}
        assert len({(p.statement, p.claim) for p in now}) == len(now)
    for act_id in data.draw(st.permutations(done)):
        ledger.withdraw_act(act_id)
    assert holding() == before
    assert len(ledger.claims()) == mark


def test_two_analysts_who_judge_at_once_are_both_kept(tmp_path: Path, make: Make, ship: Claim) -> None:
    path = tmp_path / "desk.ledger"
    with open_ledger(path) as ledger:
        said = [ledger.add(make(n)).article and make(n).statements[0].id for n in range(4)]
        ledger.add_claims([ship], "m1")
        ledger.file_positions(every(said, ship, Stance.DENIES), "m1")
    start, children = time.time() + 0.3, []
    for author, stance in (("R. Tamsin", Stance.ASSERTS), ("O. Wein", Stance.DOUBTS)):
        if (pid := os.fork()) == 0:
            try:
                time.sleep(max(0.0, start - time.time()))
                with open_ledger(path, author=author) as ledger:
                    for id in said * 5:
                        ledger.judge(id, ship.id, Verdict.SET, stance)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0]
    with open_ledger(path) as ledger:
        judged = [e for e in ledger.history(ship.id) if e.what == "set"]
        assert sorted(e.by for e in judged) == ["O. Wein"] * 20 + ["R. Tamsin"] * 20
        last = {j.statement: j.stance for j in ledger.judgements(ship.id)}
        assert {h.position.statement: h.position.stance for h in ledger.positions()} == last
        assert ledger.check() == []
