"""Language, theme and name; and the page that asks for the token."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from bukti.web.contexts import KeyPage, SettingsPage
from bukti.web.desk import desk_of, same_person
from bukti.web.shell import AUTHOR, LANG, THEME, THEMES, clean_name, keep, local
from bukti.web.words import LANGUAGES

router = APIRouter()


@router.get("/settings")
def show(request: Request) -> Response:
    return desk_of(request).page(request, "settings.html", SettingsPage())


@router.post("/settings", dependencies=[Depends(same_person)])
async def change(request: Request, back: Annotated[str, Form()] = "/") -> Response:
    """Only what the form has: the switches in the foot of a page send one thing each."""
    form = await request.form()
    answer = RedirectResponse(local(back), 303)
    for cookie, field, allowed in ((LANG, "lang", tuple(LANGUAGES)), (THEME, "theme", THEMES)):
        if str(form.get(field, "")) in allowed:
            keep(answer, cookie, str(form[field]))
    if "author" in form:
        keep(answer, AUTHOR, clean_name(str(form["author"])))
    return answer


@router.get("/key")
def ask_key(request: Request, wrong: bool = False, token: str = "") -> Response:
    """The link that `bukti desk` prints brings the token along."""
    desk = desk_of(request)
    return desk.door.enter(token) if token else desk.page(request, "key.html", KeyPage(wrong))


@router.post("/key", dependencies=[Depends(same_person)])
def enter(request: Request, token: Annotated[str, Form()] = "") -> Response:
    return desk_of(request).door.enter(token)
