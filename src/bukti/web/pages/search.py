"""Full text of statements and articles, in any language."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from bukti.records import Article, Said
from bukti.store import Hit
from bukti.web.contexts import Found, SearchPage
from bukti.web.desk import desk_of
from bukti.web.looking import Look, speakers
from bukti.web.marks import found_pieces

router = APIRouter()

SHOWN, MOST = 20, 100


@router.get("/search")
def show(request: Request, q: str = "", limit: int = SHOWN) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        return desk.page(request, "search.html", search(look, q[:500].strip(), max(SHOWN, min(limit, MOST))))


def search(look: Look, words: str, limit: int) -> SearchPage:
    if not words:
        return SearchPage(words)
    said = list(look.ledger.search(words, limit, statements=True))
    whole = list(look.ledger.search(words, limit, statements=False))
    more = limit < MOST and limit in (len(said), len(whole))
    return SearchPage(words, _found(look, said), _found(look, whole), more, min(limit + 40, MOST))


def _found(look: Look, hits: Sequence[Hit]) -> tuple[Found, ...]:
    said, articles = look.said(h.statement for h in hits if h.statement), look.articles(h.article for h in hits)
    return tuple(_place(hit, articles[hit.article], said.get(hit.statement)) for hit in hits)


def _place(hit: Hit, article: Article, said: Said | None) -> Found:
    who = speakers(said.voice, said.statement.actor or said.speaker) if said else ()
    return Found(article, hit.statement, who, found_pieces(article.text, hit.extract, hit.marks))
