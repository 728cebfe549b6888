"""A fixed clock, a reader that sorts what comes back, and a real server on this machine that misbehaves on demand."""

import gzip
import json
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple

import pytest

from bukti.ingest import Limits, ReadOptions, read_sources
from bukti.records import Article, Rejection

NOON = datetime(2023, 5, 4, 12, 0, tzinfo=UTC)

PARAGRAPHS = (
    "Pemerintah Valdoria menolak tuduhan bahwa kapal Merin membawa senjata ke Kestria.",
    "“Itu tidak benar,” kata juru bicara Arel Tovan kepada wartawan di pelabuhan Daren pada Rabu pagi.",
    "Para pejabat Kestria belum memberi tanggapan, menurut Sentra, dan penyelidikan masih berjalan sampai akhir bulan.",
)


class Result(NamedTuple):
    articles: list[Article]
    rejections: list[Rejection]

    @property
    def reasons(self) -> list[str]:
        return [rejection.reason for rejection in self.rejections]


@pytest.fixture
def options() -> ReadOptions:
    return ReadOptions(clock=lambda: NOON)


@pytest.fixture
def read(options: ReadOptions) -> Callable[..., Result]:
    def run(*sources: object, **changes: object) -> Result:
        found = list(read_sources([str(source) for source in sources], replace(options, **changes)))
        articles = [one for one in found if isinstance(one, Article)]
        return Result(articles, [one for one in found if isinstance(one, Rejection)])

    return run


@pytest.fixture
def page() -> Callable[..., str]:
    def make(*, head: str = "", body: str = "", lang: str = "id") -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
        return f'<!doctype html><html lang="{lang}"><head>{head}</head><body><article>{text}{body}</article></body></html>'

    return make


def _send(handler: BaseHTTPRequestHandler, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    """Two gigabytes, if anybody takes them, without saying so first."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"x" * 1_000_000)
        handler.server.sent += 1_000_000  # type: ignore[attr-defined]


def _drip(handler: BaseHTTPRequestHandler, first: bytes) -> None:
    """A byte every 20 ms: always in time for a limit on each read, never done."""
    handler.wfile.write(first)
    for _ in range(500):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def _redirect(handler: BaseHTTPRequestHandler, location: str, **headers: str) -> None:
    _send(handler, b"", status=302, Location=location, **headers)


def _bomb() -> bytes:
    """300 MB in 300 KB."""
    pack, zeros = zlib.compressobj(wbits=31), b"a" * 1_000_000
    return b"".join([*(pack.compress(zeros) for _ in range(300)), pack.flush()])


def _routes(page: str) -> dict[str, Callable[[BaseHTTPRequestHandler], None]]:
    body = page.encode()
    plain = "text/plain"
    return {
        "/page": lambda h: _send(h, body),
        "/plain": lambda h: _send(h, "Der Minister „dementierte“ am Dienstag.".encode("cp1252"), "text/plain; charset=windows-1252"),
        "/gzip": lambda h: _send(h, gzip.compress(body), Content_Encoding="gzip"),
        "/gzip-members": lambda h: _send(h, gzip.compress(body[:200]) + gzip.compress(body[200:]) + b"\0" * 9, Content_Encoding="gzip"),
        "/bomb": lambda h: _send(h, _bomb(), Content_Encoding="gzip"),
        "/broken-gzip": lambda h: _send(h, gzip.compress(body)[:-20], Content_Encoding="gzip"),
        "/brotli": lambda h: _send(h, b"\x00", Content_Encoding="br"),
        "/json": lambda h: _send(h, b'{"text": "Eins."}\nbroken\n{"text": "Zwei."}\n', "application/x-ndjson"),
        "/json-html": lambda h: _send(h, json.dumps({"html": page}).encode(), "application/json"),
        "/image": lambda h: _send(h, b"\x89PNG", "image/png"),
        "/500": lambda h: _send(h, body, status=500),
        "/404": lambda h: _send(h, body, status=404),
        "/loop": lambda h: _redirect(h, "/loop"),
        "/nowhere": lambda h: _redirect(h, ""),
        "/moved": lambda h: _redirect(h, "/page", Set_Cookie="spy=1"),
        "/to-file": lambda h: _redirect(h, "file:///etc/passwd"),
        "/to-password": lambda h: _redirect(h, "http://user:hunter2@127.0.0.1/"),
        "/to-local": lambda h: _redirect(h, f"http://rahasia.example:{h.server.server_port}/page"),  # type: ignore[attr-defined]
        "/endless": _endless,
        "/announced": lambda h: _send(h, b"x" * 5000, plain),
        "/drip": lambda h: _drip(h, b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n"),
        "/drip-header": lambda h: _drip(h, b"HTTP/1.0 200 OK\r\nX-Slow: "),
        "/hang-up": lambda h: None,
    }


@pytest.fixture(scope="session")
def _running() -> Iterator[ThreadingHTTPServer]:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    routes = _routes(f"<html><head><title>Bantahan</title></head><body><article>{paragraphs}</article></body></html>")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802  # the name http.server calls
            self.server.seen.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
            count = self.server.busy.pop() if self.path == "/busy" and self.server.busy else 0  # type: ignore[attr-defined]
            if count:
                _send(self, b"", status=503)
                return
            try:
                routes.get(self.path, routes["/page"])(self)
            except OSError:
                self.close_connection = True  # the client hung up, which is what these tests are about

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.seen, server.busy, server.sent = [], [], 0  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture
def server(_running: ThreadingHTTPServer) -> Iterator[ThreadingHTTPServer]:
    _running.seen.clear()  # type: ignore[attr-defined]
    _running.sent = 0  # type: ignore[attr-defined]
    yield _running


@pytest.fixture
def at(server: ThreadingHTTPServer) -> Callable[..., str]:
    """The URL of a path on the server, under any name that the resolver of the test knows."""
    return lambda path, host="127.0.0.1": f"http://{host}:{server.server_port}{path}"


@pytest.fixture
def small() -> Limits:
    return Limits(max_bytes=100_000, read_seconds=2, total_seconds=0.4)
