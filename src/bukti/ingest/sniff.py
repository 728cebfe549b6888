"""What the bytes are, told from the bytes: never from a name alone, for names lie."""

import codecs
import re
from typing import NoReturn

import filetype  # type: ignore[import-untyped]

from bukti.errors import UnreadableError
from bukti.ingest.documents import Document

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Control characters that no text has; tab, line ends, form feed, backspace and escape occur in real files.
_CONTROLS = bytes(sorted({*range(0x08), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F}))
_MOST_CONTROLS = 0.02  # share of the bytes; compressed data has 0.11, and one stray zero byte must not cost an article
_MARKED_UP = (b"%PDF-", b"{\\rtf")  # begin like text and are none

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)\b", re.IGNORECASE)
_OTHER_XML = re.compile(r"(?:<\?xml(?!.*<html\b)|<(?:rss|feed|rdf:RDF)\b)", re.IGNORECASE | re.DOTALL)
_KINDS = {
    "text/html": "html", "application/xhtml+xml": "html", ".html": "html", ".htm": "html", ".xhtml": "html",
    "application/json": "jsonl", "application/jsonl": "jsonl", "application/x-ndjson": "jsonl",
    ".json": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def format_of(document: Document) -> str:
    """A name of READERS. Raises UnreadableError (reason "not-text", "empty") for what none of them reads."""
    if not document.head:
        raise UnreadableError("is empty", where=document.source, reason="empty")
    if looks_binary(document.head):
        refuse_binary(document.head, document.source)
    return _KINDS.get(document.kind) or _by_content(_start(document.head), document.source)


def looks_binary(data: bytes) -> bool:
    if data.startswith(_MARKED_UP):
        return True
    if data.startswith(tuple(mark for mark, _ in BOMS)) or wide_encoding(data):
        return False
    return len(data) - len(data.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(data)


def refuse_binary(data: bytes, where: str) -> NoReturn:
    kind = filetype.guess(data[:8192])
    looks = f"looks like {kind.mime}" if kind else "has too many control characters"
    raise UnreadableError(f"is no text: {looks}; convert it to text or HTML first", where=where, reason="not-text")


def wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark, told by where the zero bytes of spaces and line ends stand; "" if it is neither."""
    head = data[:8192][: len(data) & ~3]
    a, b, c, d = (head[i::4].count(0) / max(1, len(head) // 4) for i in range(4))
    guesses = {
        "utf-32-le": d == 1 and c >= 0.5,
        "utf-32-be": a == 1 and b >= 0.5,
        # Every seventh character or so is a space, in any script; zeros on the other side come from a few emoji.
        "utf-16-le": min(b, d) >= 0.05 and a + c <= (b + d) / 5,
        "utf-16-be": min(a, c) >= 0.05 and b + d <= (a + c) / 5,
    }
    return next((encoding for encoding, fits in guesses.items() if fits and _is_text(head, encoding)), "")


def _is_text(head: bytes, encoding: str) -> bool:
    text = head.decode(encoding, "replace")
    strange = sum(character < " " and character not in "\t\n\r\f" or character == "\ufffd" for character in text)
    return strange <= 1 + _MOST_CONTROLS * len(text)


def _by_content(start: str, where: str) -> str:
    if _OTHER_XML.match(start):
        raise UnreadableError("is XML but no page; feeds are not read yet, give the addresses of the articles", where=where, reason="xml")
    if start.startswith("<") and _HTML.search(start):
        return "html"
    return "jsonl" if _is_json(start) else "text"


def _start(head: bytes) -> str:
    encoding = next((encoding for mark, encoding in BOMS if head.startswith(mark)), wide_encoding(head) or "utf-8")
    return head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")


def _is_json(start: str) -> bool:
    """An object with one of our keys, whole or cut off by the size of the head: a text that merely begins with a brace is none."""
    return re.match(r'\[?\s*\{\s*"\w+"\s*:', start) is not None and re.search(r'"(?:text|html)"\s*:', start) is not None
