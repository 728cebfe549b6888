"""An outlet: what it originates and what it passes on."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bukti.errors import NotInLedgerError
from bukti.store import ArticleQuery
from bukti.web.contexts import OutletPage, OutletRow
from bukti.web.desk import desk_of
from bukti.web.looking import SOON, Look, paged
from bukti.web.pages.board import Page

router = APIRouter()


@router.get("/outlets/{name:path}")
def show(request: Request, name: str, page: Page = 1) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        return desk.page(request, "outlet.html", outlet_page(look, name, (page, desk.options.limits.page)))


def outlet_page(look: Look, name: str, page: tuple[int, int]) -> OutletPage:
    ids = look.memory.get(("outlet", name), lambda: _ids(look, name), SOON)
    if not ids:
        raise NotInLedgerError("no article of this outlet is in the ledger", where=name)
    found = look.memory.get("derivations", lambda: list(look.ledger.derivations()), SOON)
    mine = set(ids)
    passed = len({d.child for d in found} & mine)
    taken = {d.child for d in found if d.parent in mine}
    rows, pager = paged(ids, *page)
    return OutletPage(name, tuple(_row(look, id) for id in rows), len(ids) - passed, passed, len(taken), pager)


def _ids(look: Look, name: str) -> list[str]:
    """Newest first; of this very name, where the ledger looks for a part of it."""
    return [a.id for a in look.ledger.articles(ArticleQuery(outlet=name, current=True)) if a.outlet == name][::-1]


def _row(look: Look, id: str) -> OutletRow:
    return OutletRow(look.article(id), look.parents(id), len(look.children(id)))
