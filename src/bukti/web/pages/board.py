"""The board: all claims by the stories that they are of, and what each rests on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from bukti.pipeline import LIKELY
from bukti.records import Claim, Stance, Standing, Status
from bukti.store import Tally, Weight
from bukti.web.contexts import Blocks, BoardPage, ClaimRow, Pager, StoryRows
from bukti.web.desk import desk_of
from bukti.web.figures.sparkline import Dated, span, sparkline
from bukti.web.looking import SOON, Look, holds_words, paged
from bukti.web.stories import Story

router = APIRouter()

SORTS = ("contested", "origins", "newest", "words")
_RANK = {Status.CONTESTED: 0, Status.ASSERTED: 1, Status.DENIED: 1, Status.NEITHER: 2}
OF_ONE = 8  # claims of one story, where several are listed
_NONE = Weight()

Page = Annotated[int, Query(ge=1, le=100_000)]
Number = Annotated[int, Field(ge=1, le=100_000)]


class Asked(BaseModel):
    """Which claims: with these words, of this status, of the story that this claim is of."""

    q: str = ""
    status: str = ""
    sort: str = "contested"
    story: str = Field("", max_length=16)
    page: Number = 1


@router.get("/")
def show(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        found = board(look, asked, desk.options.limits.page)
        return desk.page(request, "board.html", replace(found, running=desk.jobs.running))


@router.get("/claims")
def cut_short() -> Response:
    """For those who take the end off an address."""
    return RedirectResponse("/", 301)


def board(look: Look, asked: Asked, size: int) -> BoardPage:
    weights, stories, words = look.weights(), look.stories(), asked.q[:500]
    chosen_story = stories.get(asked.story)
    claims = [look.claims()[c] for c in chosen_story.claims if c in look.claims()] if chosen_story else look.claims().values()
    matching = [c for c in claims if holds_words(c.text, words)]
    tally = Counter(weights.get(c.id, _NONE).status for c in matching)
    chosen = [c for c in matching if not asked.status or weights.get(c.id, _NONE).status == asked.status]
    listed, hidden = _by_story(_sorted(chosen, weights, asked.sort), stories)
    rows, pager = paged(listed, asked.page, size)
    return BoardPage(
        _stories(look, _rows(look, rows), hidden),
        look.counts(),
        words,
        asked.status,
        asked.sort,
        _heading(look, chosen_story, ()) if chosen_story else None,
        "",
        tuple((s.value, tally[s]) for s in Status),
        Pager(pager.page, pager.more, None if hidden else pager.total),
    )


def _by_story(claims: Sequence[Claim], stories: Mapping[str, Story]) -> tuple[list[Claim], Counter[str]]:
    """Stories in the order of their first claims, each with its claims; where there are several, the first ones of each, and how many more
    it has, by the head of the story."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(_head(claim.id, stories), []).append(claim)
    most = OF_ONE if len(grouped) > 1 else len(claims)
    hidden = Counter({head: len(its) - most for head, its in grouped.items() if head and len(its) > most})
    return [c for head, its in grouped.items() for c in (its[:most] if head else its)], hidden


def _head(claim: str, stories: Mapping[str, Story]) -> str:
    return stories[claim].head if claim in stories else ""


def _stories(look: Look, rows: Iterable[ClaimRow], hidden: Mapping[str, int]) -> tuple[StoryRows, ...]:
    stories = look.stories()
    out: list[StoryRows] = []
    for head, its in groupby(rows, lambda row: _head(row.id, stories)):
        mine = tuple(its)
        made = _heading(look, stories[head], mine) if head else StoryRows("", "", len(mine), 0, mine)
        out.append(replace(made, hidden=hidden.get(head, 0)))
    return tuple(out)


def _heading(look: Look, story: Story, rows: tuple[ClaimRow, ...]) -> StoryRows:
    head = look.claims().get(story.head)
    return StoryRows(story.head, head.text if head else story.head, len(story.claims), story.articles, rows)


def _sorted(claims: Sequence[Claim], weights: Mapping[str, Weight], sort: str) -> list[Claim]:
    """Each order falls back on how much a claim rests on."""

    def weight(claim: Claim) -> int:
        return weights.get(claim.id, _NONE).origins

    if sort == "words":
        return sorted(claims, key=lambda c: c.text.casefold())
    if sort == "newest":
        return list(reversed(claims))
    if sort == "origins":
        return sorted(claims, key=weight, reverse=True)
    return sorted(claims, key=lambda c: (_RANK[weights.get(c.id, _NONE).status], -weight(c)))


def _rows(look: Look, claims: Iterable[Claim]) -> tuple[ClaimRow, ...]:
    shown = {("row", c.id): c for c in claims}
    found = look.memory.many(shown, lambda keys: dict(zip(keys, _told(look, [id for _, id in keys]), strict=True)), SOON)
    axis = span(dated for _, dated, _ in found.values())
    return tuple(_row(claim, found[key], axis) for key, claim in shown.items())


def _told(look: Look, claims: Sequence[str]) -> Iterator[tuple[Standing, Dated, Tally]]:
    """Of each claim: what it rests on, when the origins of that were, and how many statements take a position."""
    standings = look.standings(claims)
    dates = look.ledger.utterances([origin for s in standings.values() for origin in (*s.asserting, *s.denying, *s.doubting)])
    tallies = look.ledger.tallies(claims, LIKELY)
    for claim, standing in standings.items():
        sides = ((Stance.ASSERTS, standing.asserting), (Stance.DENIES, standing.denying), (Stance.DOUBTS, standing.doubting))
        dated = [(dates[origin], stance) for stance, origins in sides for origin in origins if origin in dates]
        yield standing, dated, tallies[claim]


def _row(claim: Claim, told: tuple[Standing, Dated, Tally], axis: tuple[int, int]) -> ClaimRow:
    found, dated, tally = told
    return ClaimRow(
        claim.id,
        claim.text,
        claim.author,
        found.status,
        Blocks(found.independent_assert, len(found.asserting)),
        Blocks(found.independent_deny, len(found.denying)),
        len(found.doubting),
        *tally,
        sparkline(dated, *axis),
        found.warning,
    )
