"""JSON lines, or a JSON file with one object or a list: {"text" or "html", and optionally url, outlet, date, title, lang}.

Other keys ("id") are ignored. A file may be of any length, for only one line at a time is in memory.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

from bukti.errors import InputError, UnreadableError
from bukti.ingest.articles import build
from bukti.ingest.documents import Details, Document, Origin, over
from bukti.ingest.options import ReadOptions
from bukti.ingest.registry import PAGE, load
from bukti.ingest.sniff import BOMS, wide_encoding
from bukti.records import Article, Rejection

_DETAILS = ("title", "date", "outlet", "url", "lang")
_BAD = "bad-json"
_SPACE = " \t\r\n"


class JsonlReader:
    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Rejection]:
        if any(document.head.startswith(mark) for mark, encoding in BOMS if encoding != "utf-8") or wide_encoding(document.head):
            raise UnreadableError("JSON must be UTF-8, this is UTF-16 or UTF-32; convert it", where=document.source, reason=_BAD)
        items = _whole(document, options) if _is_one_value(document.head) else _lines(document, options)
        for item in items:
            if isinstance(item, Rejection):
                yield item
                continue
            part, raw, value = item
            try:
                yield from _articles(value, raw, part, options)
            except InputError as error:
                yield Rejection(part.source, error.reason, error.message)


Item = tuple[Origin, bytes, object]  # where it stands, its bytes, the parsed value


def _is_one_value(head: bytes) -> bool:
    """A list, or an object over several lines. A first line longer than the head is a JSON line; so is a broken one before others."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        return True
    first, newline, rest = start.partition(b"\n")
    return bool(newline) and not _parses(first) and not rest.lstrip().startswith(b"{")


def _parses(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _whole(document: Document, options: ReadOptions) -> Iterator[Item | Rejection]:
    raw = document.read(options.limits.max_bytes, "max_bytes")
    text = _utf8(raw, document.source).lstrip(_SPACE)
    if text.startswith("["):
        yield from _list(text, document)
    else:
        yield _at(document, ""), raw, _parse(raw, document.source)


def _list(text: str, document: Document) -> Iterator[Item]:
    """Item by item, so that a long list is never in memory as objects and what stands before a broken item is read."""
    decoder, position = json.JSONDecoder(), 1
    for number in count():
        part = _at(document, f"[{number}]")
        while text[position : position + 1] in (*_SPACE, ","):
            position += 1
        if text.startswith("]", position):
            break
        begin = position
        with _as_unreadable(part.source):
            value, position = decoder.raw_decode(text, begin)
        yield part, text[begin:position].encode(), value
    if text[position + 1 :].strip(_SPACE):
        raise UnreadableError("more follows after the list", where=document.source, reason=_BAD)


def _lines(document: Document, options: ReadOptions) -> Iterator[Item | Rejection]:
    limit = options.limits.max_bytes
    for number, line in enumerate(document.lines(limit), start=1):
        part = _at(document, f":{number}")
        if line is None:
            yield Rejection(part.source, "too-large", over(limit, "bytes", "max_bytes"))
        elif raw := line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip():
            try:
                yield part, raw, _parse(raw, part.source)
            except InputError as error:
                yield Rejection(part.source, error.reason, error.message)


def _at(document: Document, place: str) -> Origin:
    """Without the address: a line is not the article that its file's address would name."""
    return replace(document.origin, source=document.source + place, url="")


def _parse(data: bytes, where: str) -> object:
    with _as_unreadable(where):
        return json.loads(_utf8(data, where))


def _utf8(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is not UTF-8 (byte {error.start})", where=where, reason=_BAD) from error


@contextmanager
def _as_unreadable(where: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, RecursionError) as error:
        detail = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise UnreadableError(f"is no JSON: {detail}", where=where, reason=_BAD) from error


def _articles(value: object, raw: bytes, part: Origin, options: ReadOptions) -> Iterator[Article | Rejection]:
    if not isinstance(value, dict):
        raise UnreadableError('is no object; write {"text": ...}', where=part.source, reason=_BAD)
    details = Details(**{name: _string(value, name, part.source) for name in _DETAILS})
    text, html = _string(value, "text", part.source), _string(value, "html", part.source)
    if html and not text:
        text, page = load(PAGE)(html, part, options)
        details = Details(*(getattr(details, name) or getattr(page, name) for name in _DETAILS))
    elif "text" not in value:
        raise UnreadableError('has no "text"', where=part.source, reason=_BAD)
    yield from build(text, details, part, options, raw=raw, notices=[])


def _string(value: dict[str, object], name: str, where: str) -> str:
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise UnreadableError(f'"{name}" is {type(found).__name__}, must be a string', where=where, reason=_BAD)
    return found or ""
