"""Records to column values and back. No SQL here, so that a second database can use it."""

import json
import re
import unicodedata
import zlib
from collections.abc import Sequence
from typing import Any

from bukti.errors import LedgerDamagedError
from bukti.records import Article, Entity, Span, Spans, Statement, StatementType

# Neither SQLite nor PostgreSQL can keep an unpaired surrogate in text, and most tools stop reading at NUL. Each becomes SUB (U+001A) and
# four hex digits, and so does SUB itself. A BLOB would keep them too, but nobody could read the text with another tool.
_UNSAFE = re.compile("[\x00\x1a\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]{4})")

_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?![0-9-])")

Row = Sequence[Any]  # what a database driver hands out


def to_text(text: str) -> str:
    return _UNSAFE.sub(lambda m: f"\x1a{ord(m[0]):04x}", text)


def from_text(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


def fold(name: str) -> str:
    """The form in which names are searched: case and compatibility forms gone, letters and accents kept. Stored as `to_text` of it."""
    return to_text(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()))


def to_day(date: str) -> str:
    """Year, month or day of an ISO date as printed, "" if it is none."""
    found = _DAY.match(date)
    return found[0] if found else ""


def pack(raw: bytes) -> bytes:
    """zlib, not zstd: it is in the standard library of Python and of any language that may have to open the ledger one day."""
    return zlib.compress(raw)


def unpack(packed: bytes, size: int) -> bytes:
    """The `size` bytes that were packed; never more, so that a forged ledger cannot fill the memory."""
    try:
        raw = zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error as error:
        raise LedgerDamagedError(f"raw bytes that cannot be unpacked: {error}") from error
    if len(raw) != size:
        raise LedgerDamagedError(f"raw bytes should be {size} long and are not")
    return raw


def to_json(value: object) -> str:
    """ASCII, so that surrogates need no further escape."""
    return json.dumps(value, separators=(",", ":"))


def _spans(text: str) -> Spans:
    return tuple(Span(start, end) for start, end in json.loads(text))


def to_entities(text: str) -> tuple[Entity, ...]:
    return tuple(Entity(start, end, label) for start, end, label in json.loads(text))


def to_strings(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


ARTICLE = "id, text, title, url, outlet, date, lang, source, fetched, sha256, furniture, replaces"


def from_article(article: Article) -> tuple[str | None, ...]:
    """Values for the columns ARTICLE."""
    texts = (article.text, article.title, article.url, article.outlet, article.date, article.lang, article.source, article.fetched)
    return (article.id, *map(to_text, texts), article.sha256, to_json(article.furniture), article.replaces or None)


def to_article(row: Row, raw: bytes = b"") -> Article:
    id, text, title, url, outlet, date, lang, source, fetched, sha256, furniture, replaces = row
    return Article(
        id=id,
        text=from_text(text),
        title=from_text(title),
        url=from_text(url),
        outlet=from_text(outlet),
        date=from_text(date),
        lang=from_text(lang),
        source=from_text(source),
        fetched=from_text(fetched),
        sha256=sha256,
        raw=raw,
        furniture=_spans(furniture),
        replaces=replaces or "",
    )


STATEMENT = "id, article, speaker, cue, content, type, actor, nested, confidence"


def from_statement(statement: Statement) -> tuple[str | int | float, ...]:
    """Values for the columns STATEMENT."""
    spans = (to_json(statement.speaker), to_json(statement.cue), to_json(statement.content))
    actor = to_text(statement.actor)
    return (statement.id, statement.article, *spans, statement.type.value, actor, int(statement.nested), float(statement.confidence))


def to_statement(row: Row, relay: tuple[str, ...]) -> Statement:
    id, article, speaker, cue, content, type, actor, nested, confidence = row
    return Statement(
        id=id,
        article=article,
        speaker=_spans(speaker),
        cue=_spans(cue),
        content=_spans(content),
        type=StatementType(type),
        actor=from_text(actor),
        relay=relay,
        nested=bool(nested),
        confidence=confidence,
    )


def first_character(statement: Statement) -> int:
    """Where the statement begins, for its place in lists; 0 if it has no spans."""
    return min((s.start for s in (*statement.speaker, *statement.cue, *statement.content)), default=0)
