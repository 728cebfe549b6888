"""Draft statements to spans of the text, as a reader would mark them.

The network is nearly right about where a span begins and ends; quotation marks, words and site furniture are exactly right. So spans are
moved to the edges of words, a content that covers most of a quotation takes the whole of it, and furniture is cut out.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bukti import lang as packs
from bukti.network import Pieces
from bukti.records import Span, Spans, StatementType
from bukti.statements.drafts import Draft, Ranges
from bukti.statements.quoted import follow_ons, kind, outside, overlap, quoted_parts, whole_quotations
from bukti.text.quotes import Quotation

LETTER = re.compile(r"\w")
EDGE = " \t\n\r\xa0,;:–—-"  # never the first or last character of a span
FINAL = EDGE + "."
# German goes on reporting in the subjunctive with no cue, and its corpus gives such statements the speaker span of the one before.
CARRIED_ON = frozenset({"de"})
# The same corpus counts a quoted part of an indirect statement as one of its own, nested: in 156 of 182 places of its train set.
QUOTED_PARTS = frozenset({"de"})
SURE = 0.5  # of the anchor whose speaker is carried on
LONGEST_GAP = 12  # characters between two parts of an indirect content that the network left out by mistake


@dataclass(frozen=True, slots=True)
class Shaped:
    draft: Draft
    speaker: Spans
    cue: Spans
    content: Spans
    type: StatementType


def shape(draft: Draft, pieces: Pieces, quotations: Sequence[Quotation], furniture: Spans, lang: str) -> Iterator[Shaped]:
    """The statement, and the ones that carry its speaker on; none where nothing but furniture or marks is left of the content."""
    text = pieces.text
    cue = clear(text, characters(draft.cue, pieces), furniture, EDGE)
    speaker = clear(text, characters(draft.speaker, pieces), [*cue, *furniture], FINAL)
    holes = [*cue, *speaker, *furniture]
    content = whole_quotations(filled(text, characters(draft.content, pieces), holes), cue, quotations, text)
    content_spans = clear(text, without_conjunction(text, content, cue, lang), [*cue, *furniture], FINAL)
    if not content_spans:
        return
    speaker = speaker or enclitic(text, cue, lang)
    own, others = follow_ons(content_spans, cue, quotations, text)
    yield Shaped(draft, speaker, cue, own, kind(text, own, quotations))
    if lang in QUOTED_PARTS:
        yield from (Shaped(draft, speaker, cue, (part,), StatementType.DIRECT) for part in quoted_parts(text, own, quotations))
    for spans in others:
        yield Shaped(draft, (), (), spans, kind(text, spans, quotations))


def characters(ranges: Ranges, pieces: Pieces) -> list[Span]:
    out: list[Span] = []
    for a, b in ranges:
        span = whole_words(pieces.text, int(pieces.starts[a]), int(pieces.ends[b - 1]))
        if out and span.start < out[-1].end:  # two in one word
            span = Span(out.pop().start, span.end)
        out.append(span)
    return out


def whole_words(text: str, start: int, end: int) -> Span:
    while start > 0 and in_word(text[start]) and in_word(text[start - 1]):
        start -= 1
    while end < len(text) and in_word(text[end - 1]) and in_word(text[end]):
        end += 1
    return Span(start, end)


def in_word(char: str) -> bool:
    """A letter, a digit, or the accent of one that is a character of its own."""
    return char.isalnum() or unicodedata.combining(char) != 0


def clear(text: str, spans: Sequence[Span], holes: Sequence[Span], edge: str) -> Spans:
    """Spans without what stands in the holes, trimmed, and with a letter or digit each."""
    for hole in holes:
        spans = [part for s in spans for part in outside(s, hole)]
    return tuple(t for s in spans if (t := trimmed(text, s, edge)) and LETTER.search(text, *t))


def trimmed(text: str, span: Span, edge: str) -> Span | None:
    start, end = span
    while start < end and (text[start] in edge or text[start].isspace()):
        start += 1
    # A full stop ends a sentence, but in "U.S." or "a.m." it ends a word.
    while end > start and (text[end - 1] in edge or text[end - 1].isspace()) and not abbreviated(text, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def abbreviated(text: str, start: int, end: int) -> bool:
    return text[end - 1] == "." and end - start >= 4 and text[end - 3] == "." and text[end - 2].isalpha()


def filled(text: str, spans: Sequence[Span], holes: Sequence[Span]) -> Spans:
    """Joined across a few words that no other role claims."""
    out: list[Span] = []
    for s in sorted(spans):
        gap = Span(out[-1].end, s.start) if out else None
        if gap and gap.end - gap.start <= LONGEST_GAP and "\n" not in text[slice(*gap)] and not any(overlap(gap, h) for h in holes):
            out[-1] = Span(out[-1].start, s.end)
        else:
            out.append(s)
    return tuple(out)


def without_conjunction(text: str, spans: Sequence[Span], cue: Spans, lang: str) -> list[Span]:
    """Without the "bahwa", "that", "что" that joins a content to its cue; German keeps its "dass", as its corpus does."""
    words = packs.load(lang).words("conjunctions.txt")
    out = []
    for s in spans:
        first = text[s.start : s.end].split(None, 1)
        if len(first) == 2 and first[0].lower() in words and any(c.start < s.start for c in cue):
            s = Span(text.index(first[1], s.start + len(first[0])), s.end)
        out.append(s)
    return out


def enclitic(text: str, cue: Spans, lang: str) -> Spans:
    """The speaker inside the cue: "ujarnya"."""
    suffixes = packs.load(lang).words("enclitics.txt")
    for s in cue:
        for suffix in suffixes:
            if text[s.start : s.end].lower().endswith(suffix) and s.end - s.start > len(suffix) + 2:
                return (Span(s.end - len(suffix), s.end),)
    return ()


def carried_on(shaped: Sequence[Shaped]) -> list[Shaped]:
    """In order of the text; a statement with neither cue nor speaker takes the speaker of the one before it."""
    out: list[Shaped] = []
    last: Spans = ()
    for s in sorted(shaped, key=lambda s: s.content[0]):
        if s.speaker and s.draft.p_anchor >= SURE:
            last = s.speaker
        out.append(replace(s, speaker=last) if not s.speaker and not s.cue else s)
    return out
