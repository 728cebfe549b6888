"""What people do: judge a position, act on a claim, undo it. Each act is signed, shown in the history, and can be withdrawn."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, Field, field_validator
from starlette.responses import Response

from bukti.errors import LedgerLockedError
from bukti.records import Stance
from bukti.runs.counting import recount
from bukti.store import Acted, ClaimAct, Deed, Held, PositionQuery, Verdict
from bukti.web.contexts import Card, ConflictPage, Judged
from bukti.web.desk import Desk, back_to, desk_of, same_person, signed
from bukti.web.looking import Look, quote

router = APIRouter(dependencies=[Depends(same_person)])

LONGEST = 5_000
AT_ONCE = 400  # positions that are counted while somebody waits: about half a second
DONE = {Verdict.CONFIRM: "confirmed", Verdict.REJECT: "rejected", Verdict.SET: "set"}
Text = Annotated[str, Field(max_length=LONGEST)]


class Signed(BaseModel):
    author: str = Field("", max_length=500)


class Judging(Signed):
    """`seen` is the judgement that held when the page was made: who presses a button must know what he overrules."""

    statement: str
    verdict: Verdict
    stance: Stance | None = None
    note: Text = ""
    seen: str = ""

    @field_validator("stance", mode="before")
    @classmethod
    def _empty(cls, given: object) -> object:
        return given or None


class Acting(Signed):
    text: Text = ""
    into: str = ""
    statement: list[str] = []


@router.post("/claims/{claim}/judge")
def judge(request: Request, claim: str, form: Annotated[Judging, Form()]) -> Response:
    desk, author = desk_of(request), signed(request, form.author)
    with desk.look() as look:
        id = look.ledger.claim(claim).id
        form.statement = look.ledger.statement(form.statement).id
        with desk.judging:  # of two at once, the second has to see what the first did
            now = next(look.ledger.positions(PositionQuery(claim=id, statement=form.statement, rejected=True)), None)
            if (now.judgement if now else "") != form.seen:
                return desk.page(request, "conflict.html", conflict(look, id, now, form), 409)
            look.ledger.judge(form.statement, id, form.verdict, form.stance, note=form.note, author=author)
        count_again(desk, look, {id})
    return back_to(f"/claims/{id}", DONE[form.verdict], author=author, anchor=f"p-{form.statement}")


def conflict(look: Look, claim: str, now: Held | None, form: Judging) -> ConflictPage:
    said = look.said([form.statement])[form.statement]
    card = None
    if now:
        j = next((j for j in look.ledger.judgements(claim) if j.id == now.judgement), None)
        judged = Judged(j.id, j.author, j.at, j.note) if j else None
        card = Card(quote(said), now.position.stance, now.flag, now.position.reason, now.position.confidence, judged)
    asked = {"statement": form.statement, "verdict": form.verdict.value, "stance": form.stance.value if form.stance else ""}
    asked |= {"note": form.note, "author": form.author, "seen": now.judgement if now else ""}
    return ConflictPage(look.ledger.claim(claim), quote(said), card, asked)


@router.post("/claims/{claim}/judgements/{judgement}/withdraw")
def withdraw_judgement(request: Request, claim: str, judgement: str, form: Annotated[Acting, Form()]) -> Response:
    desk, author = desk_of(request), signed(request, form.author)
    with desk.look() as look:
        look.ledger.withdraw_judgement(judgement, form.text, author=author)
        count_again(desk, look, {look.ledger.claim(claim).id})
    return back_to(f"/claims/{claim}", "undone", author=author, anchor="history")


@router.post("/claims/{claim}/acts/{act}/withdraw")
def withdraw_act(request: Request, claim: str, act: str, form: Annotated[Acting, Form()]) -> Response:
    """Undoing a merge or split changes what counts where, so both claims are counted again."""
    desk, author = desk_of(request), signed(request, form.author)
    with desk.look() as look:
        touched = {e.claim for e in look.ledger.history(claim) if e.id == act} | {
            e.other for e in look.ledger.history(claim) if e.id == act
        }
        look.ledger.withdraw_act(act, form.text, author=author)
        count_again(desk, look, {look.ledger.claim(claim).id} | touched - {""})
    return back_to(f"/claims/{claim}", "undone", author=author, anchor="history")


@router.post("/claims")
def add(request: Request, form: Annotated[Acting, Form()]) -> Response:
    author = signed(request, form.author)
    acted = _act(request, ClaimAct(Deed.ADD, text=form.text), author)
    return back_to(f"/claims/{acted.claim}", "added" if acted.new else "there", author=author)


@router.post("/claims/{claim}/edit")
def edit(request: Request, claim: str, form: Annotated[Acting, Form()]) -> Response:
    author = signed(request, form.author)
    acted = _act(request, ClaimAct(Deed.EDIT, claim, form.text), author)
    return back_to(f"/claims/{acted.claim}", "edited", author=author)


@router.post("/claims/{claim}/note")
def note(request: Request, claim: str, form: Annotated[Acting, Form()]) -> Response:
    author = signed(request, form.author)
    acted = _act(request, ClaimAct(Deed.NOTE, claim, form.text), author)
    return back_to(f"/claims/{acted.claim}", "noted", author=author, anchor="history")


@router.post("/claims/{claim}/withdraw")
def withdraw(request: Request, claim: str, form: Annotated[Acting, Form()]) -> Response:
    author = signed(request, form.author)
    acted = _act(request, ClaimAct(Deed.WITHDRAW, claim, form.text), author)
    return back_to(f"/claims/{acted.claim}", "withdrawn", author=author)


@router.post("/claims/{claim}/merge")
def merge(request: Request, claim: str, form: Annotated[Acting, Form()]) -> Response:
    """`into` comes into this one: the page on which the button stands is the one that stays."""
    author = signed(request, form.author)
    acted = _act(request, ClaimAct(Deed.MERGE, form.into, form.text, into=claim), author)
    return back_to(f"/claims/{acted.claim}", "merged", author=author)


@router.post("/claims/{claim}/split")
def split(request: Request, claim: str, form: Annotated[Acting, Form()]) -> Response:
    author = signed(request, form.author)
    acted = _act(request, ClaimAct(Deed.SPLIT, claim, form.text, statements=tuple(form.statement)), author, claim)
    return back_to(f"/claims/{acted.claim}", "split", author=author)


def _act(request: Request, act: ClaimAct, author: str, also: str = "") -> Acted:
    """Do it, and count again what it touches. New words are looked for in what was read, in the background."""
    desk = desk_of(request)
    with desk.look() as look:
        acted = look.ledger.act(act, author=author)
        if act.deed in (Deed.ADD, Deed.MERGE, Deed.SPLIT):
            count_again(desk, look, {acted.claim} | ({look.ledger.claim(also).id} if also else set()))
    if act.deed in (Deed.ADD, Deed.EDIT, Deed.SPLIT):
        desk.jobs.start((), author)
    return acted


def count_again(desk: Desk, look: Look, claims: set[str]) -> None:
    """At once, so that whoever judges sees what it changes; of a large claim in the background, and its page says when it is done."""
    look.memory.forget(*claims)
    tallies = look.ledger.tallies(list(look.named(claims)))
    if sum(tally.statements for tally in tallies.values()) > AT_ONCE:
        desk.jobs.recount(claims)
        return
    try:
        recount(look.ledger, claims)
    except LedgerLockedError:  # what was done is in the ledger already, and must not be told as refused
        desk.jobs.recount(claims)
