"""What is remembered of an article to find its relatives: sentences as packed vectors and hashed words, who speaks in it, whom it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

import numpy as np

from bukti.origins.details import details
from bukti.origins.meaning import Array, Centre
from bukti.origins.names import named, outlet_key
from bukti.records import Actor, ActorKind, Article, Said, Span, content_id
from bukti.text.sentences import sentences

TOKEN = re.compile(r"\w+")
MOST = 120  # sentences of an article that are looked at: a report is shorter, and cost must not be quadratic in a book
SHORT = 3  # words; a "sentence" below is a mark or a signature and says nothing about who copied whom
SCALE = 127.0
UNNAMED = "unnamed"


class Mark(NamedTuple):
    """A statement, as far as tracing needs it."""

    statement: str
    actors: tuple[str, ...]
    names: str  # of the actors
    line: int  # the sentence in which its content begins, -1 where none
    relays: tuple[str, ...]  # outlet keys
    told_here: bool  # its actor spoke to the outlet of the article: to this paper alone, as far as one can see
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """One article. Vectors are int8 with a scale for each row: 200,000 articles have to fit into memory."""

    id: str
    lang: str
    outlet: str  # as written
    key: str  # of the outlet
    day: date | None
    text: str  # hash of the words: the same for identical copies
    keys: tuple[int, ...]  # hash of each sentence's words
    words: Array = field(repr=False)  # of all sentences, hashed, each sentence's sorted and once only
    ends: tuple[int, ...]  # where each sentence's words end
    quoted: tuple[bool, ...]  # the sentence holds (part of) a statement
    details: tuple[tuple[str, ...], ...]  # of each sentence: numbers, and names as spelled
    packed: Array = field(repr=False)
    scales: Array = field(repr=False)
    marks: tuple[Mark, ...]
    speakers: frozenset[str]  # ids of actors, and UNNAMED where one has no name
    names: Array = field(repr=False)  # hashed keys of what it names, sorted: its credits are among them

    @property
    def vectors(self) -> Array:
        whole: Array = self.packed.astype(np.float32) * self.scales
        return whole

    def seen_from(self, centre: Centre) -> "Trace":
        """With vectors as seen from the middle of its language: only such traces are compared."""
        packed, scales = _packed(centre.apply(self.lang, self.vectors))
        return replace(self, packed=packed, scales=scales)

    def credits(self, other: "Trace") -> bool:
        """Does the text, or a relay of a statement, name the outlet of the other?"""
        if not other.key or other.key == self.key or not len(self.names):
            return False
        at = np.searchsorted(self.names, _hash(other.key))
        return bool(at < len(self.names) and self.names[at] == _hash(other.key))

    def words_of(self, line: int) -> Array:
        return self.words[self.ends[line - 1] if line else 0 : self.ends[line]]


def lines_of(article: Article) -> list[Span]:
    """The sentences that are compared: of the report itself, with at least a few words."""
    kept = []
    for span in sentences(article.text, article.lang)[: 4 * MOST]:
        furniture = any(f.start <= span.start and span.end <= f.end for f in article.furniture)
        if not furniture and len(TOKEN.findall(article.text[span.start : span.end])) >= SHORT:
            kept.append(span)
    return kept[:MOST]


def trace(article: Article, said: Sequence[Said], lines: Sequence[Span], vectors: Array) -> Trace:
    texts = [article.text[s.start : s.end] for s in lines]
    words = [_words(text) for text in texts]
    hashed = [np.unique(np.array([crc32(x.encode("utf-8", "surrogatepass")) for x in w], dtype=np.uint32)) for w in words]
    packed, scales = _packed(vectors)
    here = _told_here(article, said)
    marks = tuple(_mark(s, lines, here) for s in said)
    relays = {key for m in marks for key in m.relays}
    return Trace(
        id=article.id,
        lang=article.lang,
        outlet=article.outlet,
        key=outlet_key(article.outlet),
        day=day_of(article),
        text=content_id(" ".join(TOKEN.findall(article.text.casefold()))),
        keys=tuple(_hash(" ".join(w)) for w in words),
        words=np.concatenate(hashed) if hashed else np.zeros(0, np.uint32),
        ends=tuple(accumulate(map(len, hashed))),
        quoted=tuple(any(_touches(s, line) for s in said) for line in lines),
        details=tuple(details(text) for text in texts),
        packed=packed,
        scales=scales,
        marks=marks,
        speakers=frozenset(who for m in marks for who in (*m.actors, *((UNNAMED,) if m.unnamed else ()))),
        names=np.array(sorted(map(_hash, named(article.text) | relays)), dtype=np.int64),
    )


def day_of(article: Article) -> date | None:
    """None where there is no date, or one that lies after the day on which the article was fetched and so cannot be true."""
    try:
        day = date.fromisoformat(article.date[:10])
        fetched = date.fromisoformat(article.fetched[:10]) if article.fetched else day
    except ValueError:
        return None
    return day if (day - fetched).days <= 1 else None  # one day: time zones


def _told_here(article: Article, said: Sequence[Said]) -> frozenset[str]:
    """Actors of whom the article says that they spoke to its own outlet: it stands beside the cue or speaker of one of their statements."""
    own = outlet_key(article.outlet)
    if not own:
        return frozenset()
    sentences_of = {s.statement.id: _around(article.text, s) for s in said}
    return frozenset(a.id for s in said for a in s.voice.actors if own in named(sentences_of[s.statement.id]))


def _around(text: str, said: Said) -> str:
    """From cue or speaker to 100 characters behind them, in one paragraph: "kata Rano kepada Suara Lembara". A dateline stands before."""
    spans = [*said.statement.speaker, *said.statement.cue]
    if not spans:
        return ""
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return text[start : end + 100].split("\n")[0]


def _mark(said: Said, lines: Sequence[Span], here: frozenset[str]) -> Mark:
    actors = tuple(sorted({a.id for a in said.voice.actors}))
    return Mark(
        said.statement.id,
        actors,
        said.voice.name,
        next((i for i, span in enumerate(lines) if _touches(said, span)), -1),
        tuple(sorted({*map(outlet_key, said.statement.relay)} - {""})),
        not here.isdisjoint(actors),
        bool(said.voice.actors) and all(_unnamed(a) for a in said.voice.actors),
    )


def _unnamed(actor: Actor) -> bool:
    return actor.kind is ActorKind.ANONYMOUS


def _touches(said: Said, line: Span) -> bool:
    return any(c.start < line.end and line.start < c.end for c in said.statement.content)


def _words(text: str) -> list[str]:
    return TOKEN.findall(text.casefold())


@lru_cache(maxsize=100_000)
def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def _packed(vectors: Array) -> tuple[Array, Array]:
    scales = (np.abs(vectors).max(1, initial=1e-6, keepdims=True) / SCALE).astype(np.float32)
    return np.rint(vectors / scales).astype(np.int8), scales
