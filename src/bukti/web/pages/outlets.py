"""Outlets: what each originates and what it passes on; the list, and one with its articles."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from bukti.errors import NotInLedgerError
from bukti.records import Article
from bukti.store import ArticleQuery
from bukti.web.contexts import Kin
from bukti.web.desk import desk_of
from bukti.web.looking import SOON, Look, holds_words, paged, part
from bukti.web.outlet_contexts import OutletLine, OutletPage, OutletRow, OutletsPage
from bukti.web.pages.board import Page

router = APIRouter()


SORTS: dict[str, Callable[[OutletLine], tuple[object, ...]]] = {
    "articles": lambda o: (-o.articles, o.name.casefold()),
    "originates": lambda o: (-o.own, o.name.casefold()),
    "passes": lambda o: (-o.passed, o.name.casefold()),
    "taken": lambda o: (-o.taken, o.name.casefold()),
    "name": lambda o: (o.name.casefold(),),
}


@router.get("/outlets")
def show_list(request: Request, q: str = "", sort: str = "articles", page: Page = 1) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        return desk.page(request, "outlets.html", outlet_list(look, q[:200], sort, (page, 2 * desk.options.limits.page)))


def outlet_list(look: Look, words: str, sort: str, page: tuple[int, int]) -> OutletsPage:
    found = [o for o in look.outlets() if holds_words(o.name, words)]
    rows, pager = paged(sorted(found, key=SORTS.get(sort, SORTS["articles"])), *page)
    return OutletsPage(rows, words, sort if sort in SORTS else "articles", pager)


@router.get("/outlets/{name:path}")
def show(request: Request, name: str, page: Page = 1) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        return desk.page(request, "outlet.html", outlet_page(look, name, (page, desk.options.limits.page)))


def outlet_page(look: Look, name: str, page: tuple[int, int]) -> OutletPage:
    found = next(iter(look.memory.get(("outlet", name), lambda: look.ledger.outlets(name), SOON) if name else ()), None)
    if not found:
        raise NotInLedgerError("no article of this outlet is in the ledger", where=name)
    query = ArticleQuery(named=name, current=True, newest=True)
    articles, pager = part(lambda skip, limit: look.ledger.articles(query, skip=skip, limit=limit), *page)
    rows = _rows(look, articles)
    return OutletPage(name, rows, found.articles - found.passed, found.passed, found.taken, replace(pager, total=found.articles))


def _rows(look: Look, articles: Sequence[Article]) -> tuple[OutletRow, ...]:
    kin = look.kin([a.id for a in articles])
    parents = look.articles(d.parent for a in articles for d in kin[a.id] if d.child == a.id)
    return tuple(
        OutletRow(a, tuple(Kin(parents[d.parent], d) for d in kin[a.id] if d.child == a.id), sum(d.parent == a.id for d in kin[a.id]))
        for a in articles
    )
