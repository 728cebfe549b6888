"""Adding reports: pasted text, files, addresses; and how far the reading has got."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from bukti.errors import InputError, NotInLedgerError
from bukti.web.contexts import AddPage, JobPage
from bukti.web.desk import Desk, desk_of, same_person
from bukti.web.jobs import Source
from bukti.web.options import DeskLimits
from bukti.web.shell import LANG, author_of, clean_name
from bukti.web.words import Words, language

router = APIRouter()

DETAILS = ("title", "outlet", "date", "url", "language")
LONGEST = 500  # characters of one of them


@router.get("/add")
def show(request: Request) -> Response:
    return desk_of(request).page(request, "add.html", AddPage(details=dict.fromkeys(DETAILS, "")))


@router.post("/add", dependencies=[Depends(same_person)])
async def add(
    request: Request,
    text: Annotated[str, Form()] = "",
    urls: Annotated[str, Form()] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """What was typed comes back with the message if it cannot be taken."""
    desk, form = desk_of(request), await request.form()
    details = {name: one_line(str(form.get(name, ""))) for name in DETAILS}
    try:
        given = few([f for f in files or () if f.filename], desk.options.limits)
        uploaded = [Source(file_name(f.filename or ""), await f.read()) for f in given]
        sources = [*pasted(text, details), *uploaded, *addressed(urls, desk.options.limits)]
        return RedirectResponse(f"/jobs/{_start(desk, sources, author_of(request))}", 303)
    except InputError as error:
        return desk.page(request, "add.html", AddPage(error.message, text, urls, details), 400)


def _start(desk: Desk, sources: Sequence[Source], author: str) -> str:
    if not sources:
        raise InputError("nothing was given: paste a text, choose files, or name addresses", reason="empty")
    fetched = sum(bool(source.url) for source in sources)
    if fetched and not desk.fetches.take(fetched):
        raise InputError("too many addresses in one minute; wait a little and send them again", reason="too-many")
    return desk.jobs.start(sources, author).id


def one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def file_name(name: str) -> str:
    """As it is shown: a name, never a place."""
    return clean_name(name.replace("\\", "/").rpartition("/")[2]) or "file"


def pasted(text: str, details: dict[str, str]) -> list[Source]:
    """With the details as the head that a text file would have."""
    if not text.strip():
        return []
    head = "".join(f"{name.title()}: {value}\n" for name, value in details.items() if value)
    body = text.replace("\r\n", "\n")
    return [Source("pasted", (f"{head}\n{body}" if head else body).encode("utf-8", "replace"))]


def few(files: list[UploadFile], limits: DeskLimits) -> list[UploadFile]:
    if len(files) > limits.files:
        raise InputError(f"{len(files)} files at once; send at most {limits.files} (files)", reason="too-many")
    return files


def addressed(urls: str, limits: DeskLimits) -> list[Source]:
    """One a line. Whatever is no web address is refused here: the reader would take it for a path."""
    wanted = list(dict.fromkeys(urls.split()))
    for url in wanted:
        if not url.startswith(("http://", "https://")):
            raise InputError(f"{url[:100]!r} is no web address; they begin with http:// or https://", reason="bad-url")
    if len(wanted) > limits.urls:
        raise InputError(f"{len(wanted)} addresses at once; send at most {limits.urls} (urls)", reason="too-many")
    return [Source(url[:LONGEST], url=url) for url in wanted]


@router.get("/jobs/{id}")
def show_job(request: Request, id: str) -> Response:
    return desk_of(request).page(request, "job.html", _job(request, id))


@router.get("/jobs/{id}/state")
def job_state(request: Request, id: str) -> Response:
    """For the script that moves the bar."""
    job = _job(request, id)
    words = Words(language(request.cookies.get(LANG, ""), request.headers.get("accept-language", ""))).progress(job)
    return JSONResponse({"state": job.state, "done": job.done, "total": job.total, "words": words})


def _job(request: Request, id: str) -> JobPage:
    job = desk_of(request).jobs.get(id)
    if job is None:
        raise NotInLedgerError("no such reading; those of earlier days are forgotten, what they read is not", where=id[:40])
    return job.page()
