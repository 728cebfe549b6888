"""All the data on one page: what travels from room to room.

Offsets are characters into `Article.text` as stored, end exclusive. Records are frozen; a change is a new record. Ids are hashes of content
over a JSON list, so reading the same thing twice gives the same id.
"""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of an article's text."""

    start: int
    end: int


Spans = tuple[Span, ...]


def content_id(*parts: str | int | None | list[list[int]]) -> str:
    """Sixteen hex digits of the SHA-256 of the parts as a JSON list. A list, not a joined string: "a.b" + "c" is not "a" + "b.c"."""
    # Unpaired surrogates can reach us in JSON escapes; they have no UTF-8, and an id is needed for them all the same.
    payload = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return hashlib.sha256(payload).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Article:
    """One report as read. A changed text under the same URL is another article that names the old one in `replaces`."""

    id: str
    text: str
    title: str = ""
    url: str = ""  # canonical where the page names one
    outlet: str = ""
    date: str = ""  # ISO 8601, as exact as the source gives it: "2023-10-17" or with time and zone
    lang: str = ""  # ISO 639-1; "" is not yet known, "und" cannot be told
    source: str = ""  # where it was read from: a path, "path:line", a URL, "-" for standard input
    fetched: str = ""  # ISO 8601 UTC
    sha256: str = ""  # of `raw`
    raw: bytes = field(default=b"", repr=False)  # the bytes as they came; stores compress them
    furniture: Spans = ()  # "Baca Juga", "Advertisement", crossheads: parts of the text that are not the report
    replaces: str = ""  # id of the version before this one, "" for the first


def article_id(text: str, *, url: str = "", outlet: str = "", date: str = "", title: str = "") -> str:
    """Two outlets that print the same words are two articles; one URL whose words change is two versions."""
    return content_id(url, text) if url else content_id("", text, outlet, date, title)


class StatementType(StrEnum):
    DIRECT = "direct"  # all of the content stands inside quotation marks
    INDIRECT = "indirect"  # none of it does
    MIXED = "mixed"  # part of it does


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of attributing content to a source, in one article."""

    id: str
    article: str  # Article.id
    speaker: Spans
    cue: Spans
    content: Spans  # more than one where the cue or the speaker stands in the middle
    type: StatementType
    actor: str = ""  # the fullest name that the article gives, or its description of an unnamed source; "" is not known
    relay: tuple[str, ...] = ()  # outlets and agencies it came through, nearest to the source first
    nested: bool = False  # stands inside another statement's content
    confidence: float = 0.0  # calibrated probability that it is a statement with this content and this speaker


def statement_id(article: str, speaker: Spans, cue: Spans, content: Spans) -> str:
    return content_id(article, [list(s) for s in speaker], [list(s) for s in cue], [list(s) for s in content])


class Entity(NamedTuple):
    """A labelled span; labels are those of PFSA-ID (Purnomo et al.), written STATEMENT, PERSON, ROLE, ..."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one article."""

    article: Article
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] = ()
    model: str = ""  # version of the weights and rules that found it
    notices: tuple[str, ...] = ()  # doubts to show: "no training data for Ukrainian: read through the encoder alone"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was given and not read, and why. Nothing disappears silently."""

    source: str  # path, "path:line", URL
    reason: str  # BuktiError.reason: the code under which it is counted
    message: str
