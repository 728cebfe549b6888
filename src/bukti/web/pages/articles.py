"""Articles: the list, one with its statements marked, and what changed between two versions."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bukti.errors import InputError
from bukti.records import Article, Said
from bukti.store import ArticleQuery, Flag, Held, PositionQuery
from bukti.web.contexts import ArticlePage, ArticlesPage, DifferencePage, Pager, Stood, Told
from bukti.web.desk import desk_of
from bukti.web.differences import changes
from bukti.web.looking import Look, part, quote, unsure
from bukti.web.marks import leading, paragraphs
from bukti.web.pages.board import Page

router = APIRouter()


@router.get("/articles")
def show_list(request: Request, outlet: str = "", lang: str = "", since: str = "", until: str = "", page: Page = 1) -> Response:
    desk = desk_of(request)
    asked = {"outlet": outlet[:200], "lang": lang[:10], "since": since[:10], "until": until[:10]}
    with desk.look() as look:
        return desk.page(request, "articles.html", article_list(look, asked, (page, desk.options.limits.page)))


def article_list(look: Look, asked: dict[str, str], page: tuple[int, int]) -> ArticlesPage:
    """A date that cannot be read is told beside the form, and lists nothing."""
    try:
        query = ArticleQuery(asked["lang"], asked["outlet"], since=asked["since"], until=asked["until"], current=True)
        rows, pager = part(lambda skip, limit: look.ledger.articles(query, skip=skip, limit=limit), *page)
    except InputError as error:
        return ArticlesPage((), asked, Pager(1, False), error.message)
    return ArticlesPage(rows, asked, pager)


@router.get("/articles/{article}")
def show(request: Request, article: str) -> Response:
    desk = desk_of(request)
    with desk.look() as look:
        return desk.page(request, "article.html", article_page(look, article))


def article_page(look: Look, asked: str) -> ArticlePage:
    article = look.article(asked)
    told = look.told(article.id)
    held = list(look.ledger.positions(PositionQuery(article=article.id, current=False)))
    stands = _stands(look, held)
    colours = {s: _colour(its) for s, its in stands.items()}
    reading = look.ledger.reading(article.id)
    return ArticlePage(
        article,
        paragraphs(article.text, [s.statement for s in told], colours, reading.article.furniture),
        tuple(_told(s, stands) for s in told),
        {s.statement.id: number for number, s in enumerate(told, 1)},
        look.parents(article.id),
        look.children(article.id),
        tuple(look.ledger.versions(article.id)),
        reading.notices,
        reading.model,
    )


def _colour(its: Sequence[Stood]) -> str:
    """The stance of the surest position; what somebody judged comes before what the machine found. What is not counted has no colour."""
    sure = [(x.flag is not Flag.MACHINE, x.confidence, x.stance) for x in its if not x.unsure]
    return leading(stance for *how, stance in sure if how == list(max(s[:2] for s in sure)))


def _stands(look: Look, held: Sequence[Held]) -> dict[str, list[Stood]]:
    texts = {id: claim.text for id, claim in look.named({h.position.claim for h in held}).items()}
    out: dict[str, list[Stood]] = {}
    for h in held:
        p = h.position
        if h.flag is not Flag.REJECTED:
            out.setdefault(p.statement, []).append(Stood(p.claim, texts.get(p.claim, p.claim), p.stance, h.flag, p.confidence, unsure(h)))
    return out


def _told(said: Said, stands: Mapping[str, Sequence[Stood]]) -> Told:
    s = said.statement
    return Told(quote(said), s.type.value, s.nested, s.confidence, tuple(stands.get(s.id, ())), said.voice.reason)


@router.get("/statements/{statement}")
def find(request: Request, statement: str) -> Response:
    """A statement's place in its article: an address to hand on."""
    with desk_of(request).look() as look:
        found = look.ledger.statement(statement)
    return RedirectResponse(f"/articles/{found.article}#s-{found.id}", 303)


@router.get("/articles/{article}/changes")
def show_changes(request: Request, article: str, since: str = "") -> Response:
    """From the version before, or from any other one of the same address."""
    desk = desk_of(request)
    with desk.look() as look:
        new = look.ledger.article(article)
        old = _older(look, new, since)
        return desk.page(request, "changes.html", DifferencePage(old, new, changes(old.text, new.text)))


def _older(look: Look, new: Article, since: str) -> Article:
    versions = {v.id: v for v in look.ledger.versions(new.id)}
    wanted = since or new.replaces
    if wanted not in versions or wanted == new.id:
        raise InputError("this article has no other version of that id", where=since or new.id, reason="no-version")
    return versions[wanted]
