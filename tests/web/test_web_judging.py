"""What people do goes to the ledger, signed, counts at once, and can be undone."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path
from typing import Any

from lxml import html
from visitor import Visitor

from bukti.errors import LedgerLockedError
from bukti.records import Stance
from bukti.store import ClaimAct, Deed, Flag, Ledger, PositionQuery, State, Verdict
from bukti.web import DeskLimits
from bukti.web.looking import Look
from bukti.web.pages.judge import count_again

At = Callable[..., Visitor]
Ids = dict[str, str]


def positions(ledger: Ledger, claim: str, stance: Stance) -> list[str]:
    return [h.position.statement for h in ledger.positions(PositionQuery(claim=claim)) if h.position.stance is stance]


def fields(page: str) -> dict[str, str]:
    """Of the form on the page of a conflict, as its button sends them."""
    (form,) = html.fromstring(page).cssselect("main form")
    return {field.get("name"): field.get("value") for field in form.cssselect("input")}


def count(desk: Visitor, claim: str, side: str) -> str:
    found: str = desk.page(f"/claims/{claim}").cssselect(f"#count-{side}")[0].text
    return found


def test_rejecting_a_link_changes_the_count_and_undoing_it_changes_it_back(desk: Visitor, ledger: Ledger, claims: Ids) -> None:
    claim = claims["C9"]
    (denial,) = positions(ledger, claim, Stance.DENIES)[:1]
    others = positions(ledger, claim, Stance.DENIES)[1:]
    assert count(desk, claim, "denies") == "1"
    for statement in (denial, *others):
        assert "no longer counts" in desk.done(f"/claims/{claim}/judge", statement=statement, verdict="reject", note="about another year")
    assert count(desk, claim, "denies") == "0"
    assert "asserted only" in desk.text(f"/claims/{claim}")
    assert "✕" not in desk.text("/")  # words and shapes on the board come from its counts alone
    judgement = ledger.judgements(claim)[0]
    assert (judgement.author, judgement.note) == ("Ann Teller", "about another year")
    desk.done(f"/claims/{claim}/judgements/{judgement.id}/withdraw", text="it is the same year")
    assert count(desk, claim, "denies") == "1"
    assert "undone by Ann Teller" in desk.text(f"/claims/{claim}")


def test_confirming_and_setting_a_stance(desk: Visitor, ledger: Ledger, claims: Ids) -> None:
    one, other = positions(ledger, claims["C1"], Stance.ASSERTS)[:2]
    desk.done(f"/claims/{claims['C1']}/judge", statement=one, verdict="confirm")
    page = desk.done(f"/claims/{claims['C1']}/judge", statement=other, verdict="set", stance="doubts", note="only asks")
    assert "set by hand · Ann Teller" in page
    held = {h.position.statement: h for h in ledger.positions(PositionQuery(claim=claims["C1"]))}
    assert held[one].flag is Flag.CONFIRMED
    assert (held[other].flag, held[other].position.stance) == (Flag.SET, Stance.DOUBTS)


def test_nobody_judges_without_a_name(heron: Path, at: At, ledger: Ledger, claims: Ids) -> None:
    desk = at(heron)
    page = desk.page(f"/claims/{claims['C1']}")
    assert not page.cssselect("button[value=reject]") and page.cssselect("form.ask input[name=author]")
    (one, *_) = positions(ledger, claims["C1"], Stance.ASSERTS)
    answer = desk.post(f"/claims/{claims['C1']}/judge", statement=one, verdict="reject")
    assert answer.status_code == 400 and "say who judges" in answer.text
    desk.done("/settings", author="Bo Lim", back=f"/claims/{claims['C1']}")
    assert desk.page(f"/claims/{claims['C1']}").cssselect("button[value=reject]")


def test_two_people_at_once_see_each_other(desk: Visitor, heron: Path, at: At, ledger: Ledger, claims: Ids) -> None:
    other = at(heron).called("Bo Lim")
    (one, *_) = positions(ledger, claims["C1"], Stance.ASSERTS)
    before = desk.get(f"/claims/{claims['C1']}/pulse").json()
    other.done(f"/claims/{claims['C1']}/judge", statement=one, verdict="confirm", note="heard it")
    assert desk.get(f"/claims/{claims['C1']}/pulse").json() != before
    answer = desk.post(f"/claims/{claims['C1']}/judge", statement=one, verdict="reject", seen="")
    assert answer.status_code == 409 and "Bo Lim" in answer.text and "heard it" in answer.text
    assert [j.author for j in ledger.judgements(claims["C1"])] == ["Bo Lim"]
    again = fields(answer.text)
    other.done(f"/claims/{claims['C1']}/judge", statement=one, verdict="set", stance="doubts", seen=again["seen"])
    answer = desk.post(f"/claims/{claims['C1']}/judge", **again)
    assert answer.status_code == 409 and "doubts" in answer.text  # a third judgement, which nobody at this page has seen
    desk.done(f"/claims/{claims['C1']}/judge", **fields(answer.text))
    assert [j.verdict for j in ledger.judgements(claims["C1"])] == [Verdict.CONFIRM, Verdict.SET, Verdict.REJECT]


def test_of_two_who_press_at_the_same_moment_the_second_sees_the_first(desk: Visitor, heron: Path, ledger: Ledger, claims: Ids) -> None:
    (one, *_) = positions(ledger, claims["C1"], Stance.ASSERTS)
    path, form = f"/claims/{claims['C1']}/judge", {"csrf": desk.csrf, "statement": one}
    with ThreadPoolExecutor(2) as people, closing(sqlite3.connect(heron, isolation_level=None)) as reader:
        reader.execute("BEGIN IMMEDIATE")  # whoever judges waits for it
        pressed = [people.submit(desk.post, path, verdict=verdict, **form) for verdict in ("confirm", "reject")]
        wait(pressed, 0.5)
        reader.execute("ROLLBACK")
        assert sorted(each.result().status_code for each in pressed) == [303, 409]
    assert len(ledger.judgements(claims["C1"])) == 1


def test_the_beginning_of_a_statements_id_is_enough_to_meet_another(desk: Visitor, ledger: Ledger, claims: Ids) -> None:
    (one, *_) = positions(ledger, claims["C1"], Stance.ASSERTS)
    ledger.judge(one, claims["C1"], Verdict.CONFIRM)
    assert desk.post(f"/claims/{claims['C1']}/judge", statement=one[:12], verdict="reject").status_code == 409


def test_a_claim_is_not_refused_when_much_waits_to_be_read(heron: Path, at: At, ledger: Ledger) -> None:
    """It is in the ledger by then: to say that it could not be done would not be true."""
    desk = at(heron, limits=DeskLimits(waiting_jobs=0)).called("Ann Teller")
    assert "The claim is on the board" in desk.done("/claims", text="The Grey Heron sank off Lembara.")
    assert desk.post("/add", text="Mira said no.").status_code == 400


class Locked:
    """A ledger that another process writes to just now."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)

    def file_standings(self, *_: Any) -> Any:
        raise LedgerLockedError("another process is writing")


def test_what_was_judged_is_counted_later_where_somebody_else_writes(desk: Visitor, ledger: Ledger, claims: Ids) -> None:
    claim, shared = claims["C9"], desk.app.state.desk
    for statement in positions(ledger, claim, Stance.DENIES):
        ledger.judge(statement, claim, Verdict.REJECT)
    count_again(shared, Look(Locked(ledger), shared.memory), {claim})  # type: ignore[arg-type]
    assert shared.jobs.idle(60) and count(desk, claim, "denies") == "0"


def test_a_claim_is_added_reworded_noted_and_withdrawn_and_brought_back(desk: Visitor, ledger: Ledger) -> None:
    assert "The claim is on the board" in desk.done("/claims", text="The Grey Heron sank off Lembara.")
    (claim,) = [c for c in ledger.claims() if "sank" in c.text]
    assert claim.author == "Ann Teller"
    assert "was there already" in desk.done("/claims", text="The Grey Heron sank off Lembara.")
    desk.done(f"/claims/{claim.id}/edit", text="The Grey Heron sank off Lembara in April 2031.")
    desk.done(f"/claims/{claim.id}/note", text="Ask the coast guard.")
    page = desk.done(f"/claims/{claim.id}/withdraw", text="it did not")
    assert "This claim was withdrawn" in page and "Ask the coast guard." in page and "in April 2031" in page
    assert ledger.fate(claim.id).state is State.WITHDRAWN
    desk.done(f"/claims/{claim.id}/acts/{ledger.fate(claim.id).act}/withdraw")
    assert ledger.fate(claim.id).state is State.LIVE


def test_merging_counts_both_claims_as_one_and_can_be_undone(desk: Visitor, ledger: Ledger, claims: Ids) -> None:
    found = desk.page(f"/claims/{claims['C1']}/merge?q=Kessara+fired").cssselect("input[name=into]")
    assert [radio.get("value") for radio in found] == [claims["C8"]]
    before = len(list(ledger.positions(PositionQuery(claim=claims["C1"]))))
    assert "Merged" in desk.done(f"/claims/{claims['C1']}/merge", into=claims["C8"])
    assert len(list(ledger.positions(PositionQuery(claim=claims["C1"])))) > before
    moved = desk.get(f"/claims/{claims['C8']}", follow_redirects=False)
    assert moved.headers["location"] == f"/claims/{claims['C1']}"
    desk.done(f"/claims/{claims['C1']}/acts/{ledger.fate(claims['C8']).act}/withdraw")
    assert ledger.fate(claims["C8"]).state is State.LIVE and len(list(ledger.standings())) == 9


def test_splitting_moves_the_chosen_statements(desk: Visitor, ledger: Ledger, claims: Ids) -> None:
    moved = positions(ledger, claims["C1"], Stance.ASSERTS)[:2]
    page = desk.done(f"/claims/{claims['C1']}/split", statement=moved, text="Ardovia promised Kessara rockets.")
    assert "Ardovia promised Kessara rockets." in page and "Split" in page
    (new,) = [c for c in ledger.claims() if "promised" in c.text]
    assert positions(ledger, new.id, Stance.ASSERTS) == moved
    assert next(ledger.standings(new.id)).asserting


def test_what_cannot_be_done_is_said_and_nothing_is_changed(desk: Visitor, ledger: Ledger, claims: Ids) -> None:
    ledger.act(ClaimAct(Deed.WITHDRAW, claims["C9"]))
    before = len(ledger.history(claims["C9"]))
    for path, form, status in [
        (f"/claims/{claims['C9']}/edit", {"text": "Something new is true."}, 409),
        (f"/claims/{claims['C1']}/merge", {"into": claims["C1"]}, 409),
        (f"/claims/{claims['C1']}/split", {"text": "Something else is true."}, 409),
        (f"/claims/{claims['C1']}/edit", {"text": "…"}, 400),
        (f"/claims/{claims['C1']}/edit", {"text": "x" * 5_001}, 400),
        ("/claims", {"text": ""}, 400),
        (f"/claims/{claims['C1']}/judge", {"statement": "ffff", "verdict": "confirm"}, 404),
        (f"/claims/{claims['C1']}/judge", {"statement": "ffff", "verdict": "praise"}, 400),
        ("/claims/ffff/note", {"text": "x"}, 404),
    ]:
        answer = desk.post(path, **form)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-600:])
    assert len(ledger.history(claims["C9"])) == before
