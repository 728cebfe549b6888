"""What stands around every page, and how a page is made of its context: templates that escape everything, in the reader's language."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bukti.web.guard import SESSION, YEAR, form_token, new_session, session_of
from bukti.web.sentences import Sentences
from bukti.web.words import LANGUAGES, Words, language, translations

TEMPLATES = Path(__file__).with_name("templates")
AUTHOR, LANG, THEME = "bukti_author", "bukti_lang", "bukti_theme"
THEMES = ("auto", "light", "dark")
LONGEST_NAME = 80
_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\x7f]*")  # a place on this desk: "//elsewhere" and "/\elsewhere" are others


@dataclass(frozen=True, slots=True)
class Shell:
    """Who looks, and how."""

    lang: str
    theme: str
    author: str  # signs judgements; "" if never asked
    csrf: str
    here: str  # path and query, to come back to
    done: str  # key of words.DONE

    @property
    def section(self) -> str:
        return self.here.split("?")[0].split("/")[1]


def shell_of(request: Request, secret: bytes, session: str) -> Shell:
    theme = request.cookies.get(THEME, "")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Shell(
        language(request.cookies.get(LANG, ""), request.headers.get("accept-language", "")),
        theme if theme in THEMES else "auto",
        author_of(request),
        form_token(secret, session),
        here,
        request.query_params.get("done", ""),
    )


def author_of(request: Request) -> str:
    return clean_name(unquote(request.cookies.get(AUTHOR, "")))


def clean_name(name: str) -> str:
    """One line of letters: it is shown to everybody, and signs rows of the ledger."""
    return " ".join("".join(c if c.isprintable() else " " for c in name[: 4 * LONGEST_NAME]).split())[:LONGEST_NAME]


def local(path: str) -> str:
    """A place on this desk to go back to, the front page if `path` is none."""
    return path if _LOCAL.fullmatch(path) else "/"


def page_of(request: Request, name: str, number: int) -> str:
    """The address of this page with another page number, or with another choice: what is chosen begins at its first page."""
    rest = [(key, value) for key, value in request.query_params.multi_items() if key not in (name, "page", "done")]
    return f"{request.url.path}?{urlencode([*rest, (name, number)])}"


def keep(answer: Response, cookie: str, value: str) -> None:
    """A choice of this browser, for a year."""
    answer.set_cookie(cookie, quote(value), max_age=YEAR, httponly=True, samesite="lax")


def web_link(url: str) -> str:
    """An article's address as a link; "" for what is no web address, whatever the ledger holds."""
    return url if url.startswith(("http://", "https://")) else ""


def place(*parts: str) -> str:
    """An address on this desk."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


@cache
def environment(lang: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # always, whatever a file is called
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_translations(translations(lang), newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    words = Words(lang)
    env.filters.update(words.filters() | {"web_link": web_link, "sentence": Sentences(words)})
    env.globals |= {"languages": LANGUAGES, "themes": THEMES, "place": place}
    return env


def render(request: Request, secret: bytes, template: str, page: Any, status: int = 200) -> HTMLResponse:
    session = session_of(request) or new_session()
    shell = shell_of(request, secret, session)
    made = environment(shell.lang).get_template(template)
    html = made.render(page=page, shell=shell, page_url=lambda name, number: page_of(request, name, number))
    answer = HTMLResponse(html, status)
    if not session_of(request):
        answer.set_cookie(SESSION, session, httponly=True, samesite="lax")
    return answer
