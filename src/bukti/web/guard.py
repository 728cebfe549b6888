"""Who may come in, and what a browser may do with what it gets. Stands before every route."""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bukti.web.options import DeskOptions
from bukti.web.rates import Rate

SESSION, KEY = "bukti_session", "bukti_key"
YEAR = 365 * 86_400
OPEN = ("/key", "/static/")  # what can be seen without the token: the page that asks for it

# No script, style, font or picture from anywhere but this desk, and none inside of a page: what an article says can then never run.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Door:
    """Knows the token, and who has shown it. A desk that is open to this machine only has none, and lets everybody in."""

    def __init__(self, options: DeskOptions) -> None:
        self._token = options.token
        self._wrong = Rate(options.limits.keys_per_minute)

    def knows(self, request: Request) -> bool:
        return not self._token or hmac.compare_digest(request.cookies.get(KEY, "").encode(), key_of(self._token).encode())

    def enter(self, given: str) -> Response:
        """The token goes into a cookie, and out of the address if it came in a link."""
        if self._wrong.full:
            return PlainTextResponse("Too many wrong keys. Wait a minute.\n", 429, {"Retry-After": "60"})
        if not self._token or not hmac.compare_digest(given.strip().encode(), self._token.encode()):
            self._wrong.take()
            return RedirectResponse("/key?wrong=1", 303)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(KEY, key_of(self._token), max_age=YEAR, httponly=True, samesite="lax")
        return answer


class Guard:
    """Addresses, token, sizes and headers. Tokens of forms are checked in `same_person`, where the form has been read."""

    def __init__(self, app: ASGIApp, options: DeskOptions, door: Door) -> None:
        self._app, self._options, self._door = app, options, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # there are none here
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guarded = _with_headers(send, cached=scope["path"].startswith("/static/"))
        await (self._refusal(Request(scope)) or self._app)(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        """The answer to a request that must not reach a page, None for one that may."""
        if not _addressed(request.headers, self._options.hosts):
            return PlainTextResponse("This desk is not called so. Open it by the address that `bukti desk` printed.\n", 421)
        if request.method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Only GET and POST.\n", 405, {"Allow": "GET, HEAD, POST"})
        if not request.url.path.startswith(OPEN) and not self._door.knows(request):
            return RedirectResponse("/key", 303)
        return self._too_large(request.headers) if request.method == "POST" else None

    def _too_large(self, headers: Headers) -> Response | None:
        length = headers.get("content-length", "")
        if not length.isdigit() or "transfer-encoding" in headers:  # then the length that was said is not the one that comes
            return PlainTextResponse("How long is it? Send a Content-Length.\n", 411)
        most = self._options.limits.upload_bytes
        if int(length) > most:
            return PlainTextResponse(f"More than {most:,} bytes at once (upload_bytes); send fewer files.\n", 413)
        return None


def key_of(token: str) -> str:
    """What the cookie holds: whoever reads it off a disk does not learn the token."""
    return hmac.new(token.encode(), b"bukti desk", hashlib.sha256).hexdigest()


def _addressed(headers: Headers, hosts: tuple[str, ...]) -> bool:
    """Is the desk addressed by one of its names? Otherwise a page elsewhere could point its own name at this machine and read along."""
    host = headers.get("host", "").lower()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return name in hosts or "*" in hosts


def _with_headers(send: Send, *, cached: bool) -> Callable[[Message], Awaitable[None]]:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "public, max-age=3600" if cached else "no-store")
        await send(message)

    return guarded


def session_of(request: Request) -> str:
    return request.cookies.get(SESSION, "")


def new_session() -> str:
    return secrets.token_urlsafe(24)


def form_token(secret: bytes, session: str) -> str:
    """What every form of this session carries, and no other page can know."""
    return hmac.new(secret, session.encode(), hashlib.sha256).hexdigest()[:40]


def own_form(secret: bytes, session: str, given: str, headers: Headers) -> bool:
    """Did this desk make the form, for this browser?"""
    same_site = headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    return bool(session) and same_site and hmac.compare_digest(given.encode(), form_token(secret, session).encode())
