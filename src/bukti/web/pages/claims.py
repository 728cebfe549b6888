"""A claim: who asserts it, who denies it, where it comes from, and what people did to it."""

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from bukti.records import Article, Derivation, Origin, Said, Stance, Standing
from bukti.store import Event, Flag, Held, Judgement, State
from bukti.web.contexts import Card, ClaimPage, Column, Group, Judged, MergePage, Quote
from bukti.web.desk import desk_of
from bukti.web.figures.timeline import Moment, timeline
from bukti.web.figures.tree import ORIGINS, tree, who
from bukti.web.looking import Look, counting, holds_words, paged, quote, stances_of_origins, unsure

router = APIRouter()

Number = Annotated[int, Field(ge=1, le=100_000)]
DRAWN = 150  # statements in the picture of where the claim comes from: the first ones tell that
EVENTS = 100  # of the history, the latest
NAMES = {stance: stance.value.replace("-", "_") for stance in Stance}  # of the page number of each column


class Pages(BaseModel):
    """Which page of each column, and an article to leave out."""

    asserts: Number = 1
    denies: Number = 1
    doubts: Number = 1
    no_comment: Number = 1
    without: str = Field("", max_length=16)


@router.get("/claims/{claim}")
def show(request: Request, claim: str, pages: Annotated[Pages, Query()]) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        fate = look.ledger.fate(claim)
        if fate.state is State.MERGED:
            return RedirectResponse(f"/claims/{fate.into}", 303)
        return desk.page(request, "claim.html", claim_page(look, claim, pages, desk.options.limits.page))


@router.get("/claims/{claim}/pulse")
def pulse(request: Request, claim: str) -> Response:
    """For the script that tells two people at one claim of each other."""
    with desk_of(request).look() as look:
        return JSONResponse({"pulse": beat(look, look.ledger.claim(claim).id)})


@router.get("/claims/{claim}/merge")
def merge(request: Request, claim: str, q: Annotated[str, Query(max_length=500)] = "") -> Response:
    """Which other claim says the same?"""
    desk = desk_of(request)
    with desk.look() as look:
        mine = look.ledger.claim(claim)
        found = [c for c in look.claims().values() if c.id != mine.id and holds_words(c.text, q)]
        return desk.page(request, "merge.html", MergePage(mine, q, tuple(found[:50])))


def claim_page(look: Look, asked: str, pages: Pages, size: int) -> ClaimPage:
    claim = look.ledger.claim(asked)
    outline = look.outline(claim.id)
    counted = counting(outline)
    events = look.history(claim.id)
    judged = {j.id: j for j in look.ledger.judgements(claim.id)}
    origins, total = look.origins(claim.id)
    stances = stances_of_origins(origins, counted)
    shown = events[-EVENTS:]
    drawn = look.said(_drawn(origins, counted))
    picture = tree(origins, stances, drawn, _once(look, drawn))
    cards = _Cards(look, claim.id, judged)
    columns = {stance: cards.column(stance, getattr(pages, NAMES[stance]), size) for stance in Stance}
    return ClaimPage(
        claim,
        look.ledger.fate(claim.id),
        look.standing(claim.id),
        len(counted),
        len(outline),
        sum(place.flag is not Flag.MACHINE for place in outline),
        columns,
        cards.rejected(size),
        replace(picture, left_out=picture.left_out + total - len(origins)),
        timeline(_moments(origins, stances, counted, drawn)),
        shown,
        len(events) - len(shown),
        _named(look, shown, cards.quotes),
        _left_out(look, claim.id, pages.without),
        tuple({s.article.id: s.article for s in drawn.values()}.values()),
        beat(look, claim.id),
    )


def _left_out(look: Look, claim: str, without: str) -> tuple[Article, Standing] | None:
    if not without:
        return None
    article = look.ledger.article(without)
    return article, look.without(claim, (article.id,))


def beat(look: Look, claim: str) -> str:
    """Changes with everything that anybody does to the claim, and with what is found on it and counted."""
    told = "".join(f"{e.id}{e.at}{e.withdrawn_at};" for e in look.history(claim)) + f"{len(look.outline(claim))} {look.standing(claim)}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


class _Cards:
    """The positions of one claim, as cards in columns. Only the cards that are shown are looked up."""

    def __init__(self, look: Look, claim: str, judged: Mapping[str, Judgement]) -> None:
        self._look, self._claim, self._outline, self._judged = look, claim, look.outline(claim), judged
        self.quotes: dict[str, Quote] = {}

    def column(self, stance: Stance, page: int, size: int) -> Column:
        ordered = self._look.memory.get(("ordered", self._claim), self._by_speaker)[stance]
        rows, pager = paged(ordered, page, size, NAMES[stance])
        groups: list[Group] = []
        for card in self._cards(rows):
            if groups and groups[-1].speakers == card.quote.speakers:
                groups[-1] = Group(card.quote.speakers, (*groups[-1].cards, card))
            else:
                groups.append(Group(card.quote.speakers, (card,)))
        return Column(stance, len(ordered), tuple(groups), pager)

    def rejected(self, size: int) -> tuple[Card, ...]:
        return self._cards([place.statement for place in self._outline if place.flag is Flag.REJECTED][:size])

    def _by_speaker(self) -> dict[Stance, list[str]]:
        """Statements: speakers in the order in which they first spoke, each with all he said. A source that nobody knows stands alone."""
        by_speaker: dict[Stance, dict[str, list[str]]] = {stance: {} for stance in Stance}
        for place in self._outline:
            if place.flag is not Flag.REJECTED:
                by_speaker[place.stance].setdefault(place.speaker or place.statement, []).append(place.statement)
        return {stance: [statement for its in said.values() for statement in its] for stance, said in by_speaker.items()}

    def _cards(self, statements: Sequence[str]) -> tuple[Card, ...]:
        held, said = self._look.held(self._claim, statements), self._look.said(statements)
        return tuple(self._card(held[id], said[id]) for id in statements if id in held and id in said)

    def _card(self, held: Held, said: Said) -> Card:
        self.quotes[said.statement.id] = made = quote(said)
        j = self._judged.get(held.judgement)
        judged = Judged(j.id, j.author, j.at, j.note) if j else None
        p = held.position
        return Card(made, p.stance, held.flag, p.reason, p.confidence, judged, unsure(held))


def _once(look: Look, said: Mapping[str, Said]) -> list[Derivation]:
    articles = {s.article.id for s in said.values()}
    return [d for a, its in look.kin(articles).items() for d in its if d.child == a]


def _drawn(origins: Sequence[Origin], counted: Container[str]) -> list[str]:
    """Statements of the utterances that a picture has room for."""
    return [s for origin in origins[:ORIGINS] for s in origin.statements if s in counted][:DRAWN]


def _moments(
    origins: Sequence[Origin], stances: Mapping[str, tuple[Stance, ...]], counted: Container[str], said: Mapping[str, Said]
) -> list[Moment]:
    out = []
    for origin in origins:
        its = [s for s in origin.statements if s in counted]
        if its:
            date = origin.date or (said[its[0]].article.date if its[0] in said else "")
            out += [Moment(date, stance, who(origin), len(its), f"/statements/{its[0]}") for stance in stances.get(origin.id, ())]
    return out


def _named(look: Look, events: Iterable[Event], known: Mapping[str, Quote]) -> dict[str, Quote]:
    """The statements that judgements are about."""
    wanted = {e.statement for e in events if e.statement}
    return {s: known[s] for s in wanted & known.keys()} | {s: quote(said) for s, said in look.said(wanted - known.keys()).items()}
