"""Sentences, with exact offsets: the boundaries of the library sentencex, corrected by quotation marks and the abbreviations of `lang/`."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

import sentencex

from bukti import lang as packs
from bukti.records import Span
from bukti.text.paragraphs import paragraphs
from bukti.text.quotes import MARK_CHARACTERS, Quotation, quotations

LONGEST = 5_000  # characters; a "sentence" beyond that is no prose and is cut, so that nothing later meets 50 MB at once
LONG_QUOTATION = 600  # characters; a quotation up to this length stays in one sentence
CLOSING = frozenset(")]}")
CONTINUATION = re.compile(r"[\s—–-]{0,6}(\w)")
LAST_WORD = re.compile(r"(?<![^\s(\[—–-])[^\s(\[—–-]{1,20}$")
# Quotation marks are hidden from the library, which would not break between them whatever the length; so are unpaired surrogates, which it
# cannot take. A blank and a letter keep the length.
HIDDEN = {ord(mark): " " for mark in MARK_CHARACTERS if mark not in "'’"} | {code: "x" for code in range(0xD800, 0xE000)}


def sentences(text: str, lang: str, marks: Sequence[Quotation] | None = None) -> list[Span]:
    """Spans in order, without the blanks around them, each inside one paragraph. Languages without a pack work too.

    `marks`: the quotations of the text, where they are known already.
    """
    marks = quotations(text, lang) if marks is None else marks
    quoted = _Cover([q.inner for q in marks if q.depth == 0 and q.span.end - q.span.start <= LONG_QUOTATION])
    result: list[Span] = []
    for paragraph in paragraphs(text):
        start = paragraph.start
        for boundary in _boundaries(text, paragraph, lang):
            end = _past_closing(text, boundary, paragraph.end)
            joined = quoted.covers(end) or _abbreviated(text, start, end, lang) or _goes_on(text, end, paragraph.end)
            if end > start and not joined:
                _add(text, start, end, result)
                start = end
        _add(text, start, paragraph.end, result)
    return result


def _boundaries(text: str, paragraph: Span, lang: str) -> list[int]:
    """Where the library would break, as offsets into the text."""
    pieces = sentencex.segment(lang or "en", text[paragraph.start : paragraph.end].translate(HIDDEN))
    ends = list(accumulate(map(len, pieces), initial=paragraph.start))
    # A piece lost or doubled would shift every later offset: then no boundary is better than a wrong one.
    if ends[-1] != paragraph.end:
        return []
    return [end - _blanks_before(text, end, paragraph.start) for end in ends[1:-1]]


def _blanks_before(text: str, end: int, start: int) -> int:
    count = 0
    while end - count > start and (text[end - count - 1].isspace() or text[end - count - 1] in MARK_CHARACTERS):
        count += 1
    return count


def _past_closing(text: str, boundary: int, limit: int) -> int:
    """The boundary after quotation marks and brackets that stand directly behind the full stop."""
    while boundary < limit and (text[boundary] in MARK_CHARACTERS or text[boundary] in CLOSING):
        boundary += 1
    return boundary


def _goes_on(text: str, end: int, limit: int) -> bool:
    """Whether a small letter follows: "Pergi!" kata dia, «Когда?» — спросил он."""
    following = CONTINUATION.match(text, end, limit)
    return following is not None and following.group(1).islower()


def _abbreviated(text: str, start: int, end: int, lang: str) -> bool:
    if text[end - 1] != ".":
        return False
    last = LAST_WORD.search(text, max(start, end - 24), end)
    return last is not None and last.group().lower() in abbreviations(lang)


@cache
def abbreviations(lang: str) -> frozenset[str]:
    """Words with a full stop that do not end a sentence, in lower case: "jl.", "prof."."""
    return frozenset(word.lower() for word in packs.load(lang).words("abbreviations.txt"))


def _add(text: str, start: int, end: int, result: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        result.append(Span(start, cut))
        start = cut + (text[cut] == " ")
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        result.append(Span(start, end))


class _Cover:
    """Whether an offset stands inside one of the spans; asked in rising order, so one pass serves a whole text."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self.next = 0

    def covers(self, offset: int) -> bool:
        while self.next < len(self.spans) and self.spans[self.next].end < offset:
            self.next += 1
        return self.next < len(self.spans) and self.spans[self.next].start < offset <= self.spans[self.next].end
