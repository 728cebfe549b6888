"""What stands between a place and a reader: an open stream of bytes, and what is known about it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from bukti.errors import TooLargeError
from bukti.ingest.options import ReadOptions
from bukti.records import Article, Rejection

HEAD = 8192  # bytes looked at to tell the format; a multiple of 4, so that UTF-32 is not cut


@dataclass(frozen=True, slots=True)
class Details:
    """What a page, header or JSON line says about its article, as written there; `articles.build` cleans it."""

    title: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was read."""

    source: str  # as in Article.source
    fetched: str = ""
    url: str = ""  # where an answer really came from, after redirects


@dataclass(slots=True)
class Document:
    """One source while it is open. Its stream can be read once."""

    origin: Origin
    head: bytes
    stream: io.BufferedReader
    kind: str = ""  # media type of an answer, else suffix of a file, in lower case
    charset: str = ""  # as declared by a server

    @property
    def source(self) -> str:
        return self.origin.source

    def read(self, limit: int, name: str) -> bytes:
        """All bytes; TooLargeError over `limit`, which is the setting called `name`."""
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise TooLargeError(over(limit, "bytes", name), where=self.source)
        return data

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Line by line with line ends; None for a line over `limit`, which is skipped in bounded memory."""
        while line := self.stream.readline(limit + 1):
            if len(line) <= limit:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = self.stream.readline(HEAD)
            yield None


class Reader(Protocol):
    """Turns a document into articles. Raises InputError if nothing of it can be read; yields a Rejection for a part that cannot."""

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Rejection]: ...


def over(limit: int, unit: str, name: str) -> str:
    return f"over the limit of {limit:,} {unit}; raise {name} to read it"


def open_document(origin: Origin, stream: BinaryIO, *, kind: str = "", charset: str = "") -> Document:
    """Looks at the first bytes and puts them back, which a pipe cannot do by itself."""
    head = stream.read(HEAD)
    return Document(origin, head, io.BufferedReader(_Joined(head, stream)), kind, charset)


class _Joined(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io always hands over a memoryview
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
