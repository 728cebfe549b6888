"""Who speaks: the list, and one actor with what he said, on which claims, and where he changed his position."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from bukti.errors import LedgerError
from bukti.records import Actor, Said, Stance
from bukti.runs.board import changes
from bukti.store import PositionQuery, StatementQuery
from bukti.web.contexts import ActorPage, ActorRow, ActorsPage, Course, Link, Step
from bukti.web.desk import desk_of
from bukti.web.looking import Look, paged, part, quote, unsure
from bukti.web.pages.board import Page
from bukti.web.shell import place

router = APIRouter()

COURSES = 40  # claims of one actor that are shown
STATEMENTS = 400  # of one actor, newest first, in which they are looked for


@router.get("/actors")
def show_list(request: Request, q: str = "", page: Page = 1) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        rows, pager = part(lambda skip, limit: look.ledger.actors(q[:200], skip=skip, limit=limit), page, 2 * desk.options.limits.page)
        return desk.page(request, "actors.html", ActorsPage(tuple(map(_row, rows)), q[:200], pager))


def _row(actor: Actor) -> ActorRow:
    return ActorRow(actor.id, actor.name, actor.kind.value, tuple(a for a in actor.aliases if a != actor.name))


@router.get("/actors/{actor}")
def show(request: Request, actor: str, page: Page = 1) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        return desk.page(request, "actor.html", actor_page(look, actor, (page, desk.options.limits.page)))


def actor_page(look: Look, asked: str, page: tuple[int, int]) -> ActorPage:
    actor = look.ledger.actor(asked)
    ids = look.memory.get(("voiced", actor.id), lambda: _ids(look, actor.id))
    rows, pager = paged(ids, *page)
    return ActorPage(
        actor.id,
        actor.name,
        actor.kind.value,
        tuple(a for a in actor.aliases if a != actor.name),
        _party(look, actor),
        look.memory.get(("courses", actor.id), lambda: courses(look, ids[:STATEMENTS])),
        tuple(map(quote, look.said(rows).values())),
        len(ids),
        pager,
    )


def _ids(look: Look, actor: str) -> list[str]:
    """Newest first."""
    return look.ledger.statement_ids(StatementQuery(voice=actor, current=True))[::-1]


def _party(look: Look, actor: Actor) -> Link | None:
    if not actor.party or actor.party == actor.id:
        return None
    try:
        found = look.ledger.actor(actor.party)
    except LedgerError:
        return None
    return Link(found.name, place("actors", found.id))


def courses(look: Look, statements: Sequence[str]) -> tuple[Course, ...]:
    """Claims on which the actor changed his position first, then those on which he said most."""
    said = look.said(statements)
    held = list(look.ledger.positions(PositionQuery(statements=tuple(said), current=False)))
    positions = [h.position for h in held]
    doubtful = {(h.position.statement, h.position.claim) for h in held if unsure(h)}
    claims = look.named({p.claim for p in positions})
    origins = list(look.ledger.origins(statements))
    turned: defaultdict[str, list[tuple[Step, Step]]] = defaultdict(list)
    for change in changes(said.values(), positions, origins, claims.values()):
        turned[change.claim.id].append(
            (
                _step(change.before, change.stances[0], change.dates[0], (change.before.statement.id, change.claim.id) in doubtful),
                _step(change.after, change.stances[1], change.dates[1], (change.after.statement.id, change.claim.id) in doubtful),
            )
        )
    dates = {s: o.date for o in origins for s in o.statements}
    by_claim: defaultdict[str, list[Step]] = defaultdict(list)
    for p in positions:
        one = said[p.statement]
        by_claim[p.claim].append(_step(one, p.stance, dates.get(p.statement, "") or one.article.date, (p.statement, p.claim) in doubtful))
    found = [Course(c, claims[c].text, _by_date(steps), tuple(turned[c])) for c, steps in by_claim.items() if c in claims]
    return tuple(sorted(found, key=lambda c: (not c.changes, -len(c.steps)))[:COURSES])


def _step(said: Said, stance: Stance, date: str, doubtful: bool) -> Step:
    """By the date of the utterance where it is known: a late reprint of old words is no change of position."""
    return Step(date, stance, quote(said), doubtful)


def _by_date(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda s: s.date or "9999"))
