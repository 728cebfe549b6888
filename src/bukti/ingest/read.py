"""The face of the room: sources in, articles and rejections out."""

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, cast

from bukti.errors import InputError, UnreadableError
from bukti.ingest.documents import Document, Origin, Reader, open_document
from bukti.ingest.options import AUTO, DEFAULTS, ReadOptions
from bukti.ingest.places import Place, expand
from bukti.ingest.registry import FETCH, READERS, load
from bukti.ingest.sniff import format_of
from bukti.records import Article, Rejection


def read_sources(
    sources: Iterable[str], options: ReadOptions = DEFAULTS, done: Callable[[str], None] | None = None
) -> Iterator[Article | Rejection]:
    """Articles of all sources in order: paths, folders, globs, http(s) URLs, "-" for standard input.

    Use it where one bad source must not stop the others: each trouble is a Rejection, and one with a reason of NOTICES follows an
    article that was read all the same. Lazy: one source is in memory at a time. `done` is called with each source when it is finished.
    """
    for place in expand(sources):
        if isinstance(place, Rejection):
            yield place
        else:
            yield from _read(place, options)
        if done is not None:
            done(place.source)


def _read(place: Place, options: ReadOptions) -> Iterator[Article | Rejection]:
    nothing = True
    try:
        with _opened(place, options) as stream:
            document = _document(place, stream, options)
            found = format_of(document)
            reader = cast(Reader, load(READERS[found if options.format == AUTO else options.format])())
            for item in reader.read(document, options):
                nothing = False
                yield item
        if nothing:
            raise UnreadableError("holds no articles", reason="empty")
    except InputError as error:
        yield Rejection(error.where or place.source, error.reason, error.message)
    except OSError as error:
        yield Rejection(place.source, "unreadable", error.strerror or str(error))


def _opened(place: Place, options: ReadOptions) -> AbstractContextManager[BinaryIO | None]:
    if place.kind == "file":
        return open(place.target, "rb")
    return nullcontext(options.stdin or sys.stdin.buffer if place.kind == "stdin" else None)


def _document(place: Place, stream: BinaryIO | None, options: ReadOptions) -> Document:
    if stream is None:
        answer = load(FETCH)(place.target, options)
        origin = Origin(place.source, _stamp(options), answer.url)
        return open_document(origin, io.BytesIO(answer.data), kind=answer.kind, charset=answer.charset)
    kind = os.path.splitext(place.target)[1].lower() if place.kind == "file" else ""
    return open_document(Origin(place.source, _stamp(options)), stream, kind=kind)


def _stamp(options: ReadOptions) -> str:
    return options.clock().isoformat(timespec="seconds")
