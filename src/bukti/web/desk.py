"""One desk while it is open: what all its requests share."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bukti.errors import InputError
from bukti.store import open_ledger
from bukti.web import shell
from bukti.web.contexts import TroublePage
from bukti.web.guard import Door, own_form, session_of
from bukti.web.jobs import Jobs
from bukti.web.looking import Look, looking
from bukti.web.memory import Memory
from bukti.web.options import DeskOptions
from bukti.web.rates import Rate


class Desk:
    """Kept in `app.state`; a ledger that is not there yet is made."""

    def __init__(self, options: DeskOptions) -> None:
        self.options = options
        self.secret = secrets.token_bytes(32)
        self.door = Door(options)
        self.memory = Memory(options.ledger)
        self.fetches = Rate(options.limits.urls_per_minute)
        self.jobs = Jobs(options)
        self.judging = Lock()
        open_ledger(options.ledger).close()

    @contextmanager
    def look(self) -> Iterator[Look]:
        with looking(self.options.ledger, self.memory) as found:
            yield found

    def page(self, request: Request, template: str, page: Any, status: int = 200) -> HTMLResponse:
        return shell.render(request, self.secret, template, page, status)

    def trouble(self, request: Request, page: TroublePage) -> HTMLResponse:
        return self.page(request, "trouble.html", page, page.status)


def desk_of(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


class NotOurFormError(Exception):
    """A form that this desk did not make for this browser, or made before it was started again."""


async def same_person(request: Request) -> None:
    """Of every POST: the form must carry the token of its session."""
    form = await request.form()
    given = form.get("csrf", "")
    if not own_form(desk_of(request).secret, session_of(request), given if isinstance(given, str) else "", request.headers):
        raise NotOurFormError


def signed(request: Request, given: str) -> str:
    """Who acts. InputError where nobody has said his name yet."""
    author = shell.clean_name(given) or shell.author_of(request)
    if not author:
        raise InputError("say who judges: your name goes into the history beside what you did", reason="no-author")
    return author


def back_to(path: str, done: str = "", *, author: str = "", anchor: str = "") -> Response:
    """After an act: to a page that can be loaded again without doing it twice."""
    query = f"{'&' if '?' in path else '?'}done={done}" if done else ""
    answer = RedirectResponse(f"{path}{query}{'#' + anchor if anchor else ''}", 303)
    if author:
        shell.keep(answer, shell.AUTHOR, author)
    return answer
