"""The board: all claims, and what each rests on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from bukti.records import Claim, Stance, Standing, Status
from bukti.web.contexts import Blocks, BoardPage, ClaimRow
from bukti.web.desk import desk_of
from bukti.web.figures.sparkline import Dated, span, sparkline
from bukti.web.looking import SOON, Look, counting, holds_words, paged

router = APIRouter()

SORTS = ("contested", "origins", "newest", "words")
_RANK = {Status.CONTESTED: 0, Status.ASSERTED: 1, Status.DENIED: 1, Status.NEITHER: 2}
UNDATED = 20  # utterances of one claim that are dated by an article that reports them; looking up more would take too long
_NONE = Standing("", Status.NEITHER)

Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/")
def show(request: Request, q: str = "", status: str = "", sort: str = "contested", page: Page = 1) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        found = board(look, q[:500], status, sort, (page, desk.options.limits.page))
        return desk.page(request, "board.html", replace(found, running=desk.jobs.running))


@router.get("/claims")
def cut_short() -> Response:
    """For those who take the end off an address."""
    return RedirectResponse("/", 301)


def board(look: Look, words: str, status: str, sort: str, page: tuple[int, int]) -> BoardPage:
    standings = look.standings()
    matching = [c for c in look.claims().values() if holds_words(c.text, words)]
    tally = Counter(standings.get(c.id, _NONE).status for c in matching)
    chosen = [c for c in matching if not status or standings.get(c.id, _NONE).status == status]
    rows, pager = paged(_sorted(chosen, standings, sort), *page)
    counts = look.memory.get("counts", look.ledger.counts, SOON)
    return BoardPage(_rows(look, rows), counts, words, status, sort, "", tuple((s.value, tally[s]) for s in Status), pager)


def _sorted(claims: Sequence[Claim], standings: dict[str, Standing], sort: str) -> list[Claim]:
    """Each order falls back on how much a claim rests on."""

    def weight(claim: Claim) -> int:
        found = standings.get(claim.id, _NONE)
        return len(found.asserting) + len(found.denying) + len(found.doubting)

    if sort == "words":
        return sorted(claims, key=lambda c: c.text.casefold())
    if sort == "newest":
        return list(reversed(claims))
    if sort == "origins":
        return sorted(claims, key=weight, reverse=True)
    return sorted(claims, key=lambda c: (_RANK[standings.get(c.id, _NONE).status], -weight(c)))


def _rows(look: Look, claims: Iterable[Claim]) -> tuple[ClaimRow, ...]:
    dated = {c: look.memory.get(("dated", c.id), lambda c=c: _dated(look, c.id), SOON) for c in claims}  # type: ignore[misc]
    axis = span(of for of, _ in dated.values())
    return tuple(_row(look, claim, of, statements, axis) for claim, (of, statements) in dated.items())


def _dated(look: Look, claim: str) -> tuple[Dated, int]:
    """When its origins were, and how many statements take a position."""
    stances, origins = look.stances(claim), look.origins(claim)
    undated = [o.statements[0] for o in origins if not o.date][:UNDATED]
    told = {s: said.article.date for s, said in look.said(undated).items()}
    dated = [(o.date or told.get(o.statements[0], ""), stance) for o in origins for stance in stances.get(o.id, ())]
    return dated, len(counting(look.held(claim)))


def _row(look: Look, claim: Claim, dated: Dated, statements: int, axis: tuple[int, int]) -> ClaimRow:
    found = look.standing(claim.id)
    return ClaimRow(
        claim.id,
        claim.text,
        claim.author,
        found.status,
        Blocks(found.independent_assert, len(found.asserting)),
        Blocks(found.independent_deny, len(found.denying)),
        sum(stance is Stance.DOUBTS for _, stance in dated),
        statements,
        sparkline(dated, *axis),
        found.warning,
    )
