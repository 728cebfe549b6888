"""One URL into bytes, expecting the worst of the other side."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import httpcore
import httpx

from bukti.errors import FetchError, TooLargeError
from bukti.ingest.documents import over
from bukti.ingest.options import Limits, ReadOptions
from bukti.ingest.places import shown_url
from bukti.ingest.transport import CheckedBackend, CheckedTransport, Deadline
from bukti.ingest.urls import clean_url, has_credentials

ACCEPTED = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "application/jsonl", "application/x-ndjson")

_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = 503  # the one answer that is asked for again, once
_PAUSE = 0.5  # seconds before that
_MEMBER = b"\x1f\x8b"  # how each part of a gzip file begins
_FAILED = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.HTTPError)


@dataclass(frozen=True, slots=True)
class Answer:
    data: bytes  # after decompression
    url: str  # after redirects
    kind: str = ""  # media type
    charset: str = ""


def fetch(url: str, options: ReadOptions) -> Answer:
    """Raises FetchError, ForbiddenAddressError or TooLargeError, none of which shows a password."""
    deadline = Deadline(options.limits.total_seconds)
    backend = CheckedBackend(options.resolve, deadline, allow_private=options.allow_private)
    try:
        with CheckedTransport(backend) as transport:
            return follow(url, options, transport, backend)
    except httpcore.TimeoutException as error:
        raise FetchError(_too_slow(options.limits), where=shown_url(url), reason="timeout") from error
    except httpx.InvalidURL as error:
        raise FetchError(f"is no address: {error}", where=shown_url(url), reason="bad-address") from error
    except _FAILED as error:
        raise FetchError(f"connection failed: {error or type(error).__name__}", where=shown_url(url), reason="no-connection") from error


def follow(url: str, options: ReadOptions, transport: httpx.BaseTransport, backend: httpcore.NetworkBackend) -> Answer:
    """By hand, so that every hop is checked like the first."""
    here = url
    for _ in range(options.limits.redirects + 1):
        response = _ask(_allowed(here), options, transport)
        if response.status_code == _BUSY:
            response.close()
            backend.sleep(_PAUSE)
            response = _ask(here, options, transport)
        try:
            if response.status_code not in _REDIRECTS:
                return _answer(response, clean_url(here), options.limits)
            here = _next(here, response)
        finally:
            response.close()
    raise FetchError(f"more than {options.limits.redirects} redirects", where=shown_url(url), reason="redirects")


def _next(here: str, response: httpx.Response) -> str:
    location = response.headers.get("location", "")
    if not location:
        raise FetchError("a redirect that names no address", where=clean_url(here), reason="redirects")
    return str(httpx.URL(here).join(location))


def _allowed(url: str) -> str:
    if not clean_url(url):
        raise FetchError("only http and https addresses with a host can be read", where=shown_url(url), reason="bad-address")
    if has_credentials(url):
        raise FetchError("an address with a user name or password is not read; remove it", where=shown_url(url), reason="bad-address")
    return url


def _ask(url: str, options: ReadOptions, transport: httpx.BaseTransport) -> httpx.Response:
    limits = options.limits
    timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds).as_dict()
    # gzip alone, because we decompress it ourselves: httpx would unpack a whole bomb before anybody can count.
    headers = {"User-Agent": options.user_agent, "Accept": ", ".join(ACCEPTED), "Accept-Encoding": "gzip"}
    return transport.handle_request(httpx.Request("GET", url, headers=headers, extensions={"timeout": timeout}))


def _answer(response: httpx.Response, url: str, limits: Limits) -> Answer:
    if response.status_code != 200:
        raise FetchError(f"the server answered {response.status_code} {response.reason_phrase}".strip(), where=url, reason="http-status")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in ACCEPTED:
        raise FetchError(f"the answer is {kind[:80]}, not a page, text or JSON", where=url, reason="content-type")
    data = b"".join(_pieces(response, url, limits))
    return Answer(data, url, kind, response.charset_encoding or "")


def _too_slow(limits: Limits) -> str:
    waits = f"{limits.read_seconds:g} s between pieces, {limits.total_seconds:g} s in all"
    return f"no full answer in time ({waits}; raise read_seconds or total_seconds)"


def _pieces(response: httpx.Response, url: str, limits: Limits) -> Iterator[bytes]:
    """Counted before and after decompression, so that neither an endless answer nor a bomb is ever held."""
    unpack = _unpacker(response.headers.get("content-encoding", ""), url)
    received = given = 0
    for piece in response.stream:  # type: ignore[union-attr]  # ours is synchronous
        received += len(piece)
        if unpack is not None:
            piece = _unpacked(unpack, piece, limits.max_bytes + 1 - given, url)
        given += len(piece)
        if max(received, given) > limits.max_bytes:
            raise TooLargeError(over(limits.max_bytes, "bytes", "max_bytes"), where=url)
        yield piece
    if unpack is not None and not unpack.eof:
        raise FetchError("the compressed answer breaks off", where=url, reason="no-connection")


class _Gzip:
    """Member after member, as the format allows. What follows the last one is padding."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        return self._member.eof

    def decompress(self, piece: bytes, most: int) -> bytes:
        data = self._member.decompress(piece, most)
        while len(data) < most and (rest := self._member.unused_data).startswith(_MEMBER):
            self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            data += self._member.decompress(rest, most - len(data))
        return data


def _unpacker(encoding: str, url: str) -> _Gzip | None:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name in ("gzip", "x-gzip"):
        return _Gzip()
    raise FetchError(f"the answer is packed as {name[:40]}, which was not asked for", where=url, reason="content-encoding")


def _unpacked(unpack: _Gzip, piece: bytes, most: int, url: str) -> bytes:
    try:
        return unpack.decompress(piece, most)
    except zlib.error as error:
        raise FetchError(f"the compressed answer is damaged: {error}", where=url, reason="no-connection") from error
