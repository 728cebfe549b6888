"""The application: every route is in a page of `pages`, every error becomes a page that says what can be done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bukti.errors import BuktiError, InputError, LedgerLockedError, NotInLedgerError, TooLargeError
from bukti.web.contexts import TroublePage
from bukti.web.desk import Desk, NotOurFormError, desk_of
from bukti.web.guard import Guard
from bukti.web.options import DeskOptions
from bukti.web.pages import actors, add, articles, board, claims, dossier, judge, outlets, search, settings
from bukti.web.words import N_

STATIC = Path(__file__).with_name("static")
PAGES = (board, claims, judge, articles, actors, outlets, search, add, dossier, settings)

# The first that fits. What the ledger refuses because of what was done before is a conflict.
STATUS: tuple[tuple[type[BuktiError], int], ...] = (
    (NotInLedgerError, 404),
    (LedgerLockedError, 503),
    (TooLargeError, 413),
    (InputError, 400),
)
CONFLICTS = ("bad-act", "merged-claim", "withdrawn-claim", "ambiguous")


def create_app(options: DeskOptions) -> FastAPI:
    app = FastAPI(title="bukti", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan)
    desk = app.state.desk = Desk(options)
    for page in PAGES:
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, options=options, door=desk.door)
    app.add_exception_handler(BuktiError, _refused)
    app.add_exception_handler(HTTPException, _no_page)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(NotOurFormError, _foreign_form)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.desk.jobs.close()
    app.state.desk.memory.close()


def status_of(error: BuktiError) -> int:
    if error.reason in CONFLICTS:
        return 409
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, BuktiError)
    status = status_of(error)
    title = N_("Not in this ledger") if status == 404 else N_("This could not be done")
    return desk_of(request).trouble(request, TroublePage(title, error.message, status, error.where))


def _no_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = N_("No such page") if error.status_code == 404 else N_("This could not be done")
    message = N_("The address may be cut short. The board has all claims.") if error.status_code == 404 else str(error.detail)
    return desk_of(request).trouble(request, TroublePage(title, message, error.status_code))


def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    named = ", ".join(str(part["loc"][-1]) for part in error.errors()[:5])
    return desk_of(request).trouble(request, TroublePage(N_("The address or form is not understood"), named, 400))


def _foreign_form(request: Request, error: Exception) -> Response:
    message = N_("The page was open since before the desk was started, or it came from elsewhere. Go back, load it again and repeat.")
    return desk_of(request).trouble(request, TroublePage(N_("This form is not of this desk"), message, 403))
