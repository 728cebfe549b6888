"""What quotation marks say about a content: where it begins and ends, of which type it is, and where a new statement begins."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from bukti.records import Span, Spans, StatementType
from bukti.statements.near import Near
from bukti.text.quotes import Quotation

WORD = re.compile(r"\w+")
MOST = 0.5  # share of a quotation's characters from which a content takes all of it
TOUCHED = 0.2  # the same where the cue stands right beside the quotation
LITTLE = 0.2  # share of a content that may reach into a quotation which is not its own
PART = 0.8  # share of a segment up to which a quotation is only a part of it
DASH = re.compile(r"\s[—–-]\s")
PARAGRAPH = re.compile(r"[^\n]+")
REPORTER = 160  # characters that the reporter's words may go on after cue and speaker
FEWEST = 4  # words of a quotation that stands alone; fewer is a headline or a motto
BEHIND = 30  # characters behind a statement in which one that carries it on begins
BESIDE = 4  # characters between a quotation and its cue: a comma, a dash, blanks


def overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def merged(spans: Sequence[Span], text: str) -> list[Span]:
    """In order, joined where they overlap or where only blanks and commas part them."""
    out: list[Span] = []
    for s in sorted(spans):
        if out and (s.start <= out[-1].end or not text[out[-1].end : s.start].strip(" ,")):
            out[-1] = Span(out[-1].start, max(out[-1].end, s.end))
        else:
            out.append(s)
    return out


def whole_quotations(content: Spans, cue: Spans, quotations: Sequence[Quotation], text: str) -> list[Span]:
    """The content with quotations that it mostly covers taken whole, and without slivers of those that it does not."""
    spans = list(content)
    for q in quotations:
        if q.depth:
            continue
        shared = sum(overlap(s, q.span) for s in spans)
        if not shared:
            continue
        beside = any(abs(c.start - q.span.end) <= BESIDE or abs(q.span.start - c.end) <= BESIDE for c in cue)
        inside = any(q.inner.start <= c.start and c.end <= q.inner.end for c in cue)
        if shared >= (TOUCHED if beside else MOST) * (q.span.end - q.span.start) and not inside:
            spans = [*(s for s in spans if not contains(q.span, s)), q.span]
        elif not any(contains(q.span, s) for s in spans) and shared <= LITTLE * sum(e - b for b, e in spans):
            spans = [part for s in spans for part in outside(s, q.span)]
        spans = merged(spans, text)
    return merged(spans, text)


def around_the_reporter(text: str, content: Spans, reporter: Sequence[Span], quotations: Sequence[Quotation]) -> Spans:
    """The content on both sides of the reporter's words where these stand inside the marks: «Судно пустое, — сказал он. — Мы проверили»."""
    out = list(content)
    for q in quotations:
        inside = [r for r in reporter if contains(q.inner, r)]
        if q.depth or not inside or not any(overlap(s, q.span) for s in content):
            continue
        first, last = min(r.start for r in inside), max(r.end for r in inside)
        opening = DASH.search(text, q.inner.start, first)
        closing = DASH.search(text, last, min(q.inner.end, last + REPORTER))
        if not opening:
            continue
        halves = [Span(q.span.start, opening.start()), *([Span(closing.end(), q.span.end)] if closing else [])]
        out = [*(s for s in out if not overlap(s, q.span)), *halves]
    return tuple(sorted(out))


def follow_on_quotations(
    text: str, taken: Sequence[Span], direct: Sequence[Span], quotations: Sequence[Quotation], statements: Sequence[Span] = ()
) -> list[Span]:
    """Quotations that are a paragraph by themselves, that no statement has, right after a paragraph with a direct statement: they go on.

    `statements`: where whole statements stand; a quotation that is a sentence by itself, right after one of them, goes on as well.
    """
    paragraphs = [Span(m.start(), m.end()) for m in PARAGRAPH.finditer(text)]
    starts = [p.start for p in paragraphs]
    claimed, spoken, said = (Near(spans, Span._make) for spans in (taken, direct, statements))
    found: list[Span] = []
    for q in quotations:
        i = bisect_right(starts, q.span.start) - 1
        if q.depth or not q.closed or i < 1 or claimed.over(*q.span):
            continue
        own, before = paragraphs[i], paragraphs[i - 1]
        alone = not text[own.start : q.span.start].strip() and not text[q.span.end : own.end].strip(" .")
        goes_on = bool(spoken.over(*before)) or (bool(found) and overlap(before, found[-1]) > 0)
        if is_sentence(text, q) and said.over(max(own.start, q.span.start - BEHIND), q.span.start):
            alone = goes_on = True
        if alone and goes_on and len(WORD.findall(text, *q.inner)) >= FEWEST:
            found.append(q.span)
    return found


def is_sentence(text: str, q: Quotation) -> bool:
    """Whether a quotation begins and ends as a sentence does, with no reporter's words around it."""
    before, after = text[max(0, q.span.start - 3) : q.span.start].rstrip(" ")[-1:], text[q.span.end : q.span.end + 2].lstrip(" ")
    return before in tuple(".!?:“”»") and text[q.inner.end - 1] in ".!?…" and (not after or after[0].isupper() or after[0] in "\n„»")


def contains(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def outside(span: Span, hole: Span) -> list[Span]:
    if not overlap(span, hole):
        return [span]
    return [s for s in (Span(span.start, min(span.end, hole.start)), Span(max(span.start, hole.end), span.end)) if s.start < s.end]


def follow_ons(content: Spans, cue: Spans, quotations: Sequence[Quotation], text: str) -> tuple[Spans, list[Spans]]:
    """The content that belongs to the cue, and quotations in other paragraphs that only carry the speaker on: statements of their own."""
    if not cue or len(content) < 2:
        return content, []
    home = (text.rfind("\n", 0, cue[0].start), (text.find("\n", cue[-1].end) + 1 or len(text) + 1) - 1)
    own = tuple(s for s in content if s.end > home[0] and s.start <= home[1])
    apart = [
        s
        for s in content
        if s not in own and any(contains(q.span, s) and overlap(q.span, s) > 0.9 * (q.span.end - q.span.start) for q in quotations)
    ]
    if not own or not apart:
        return content, []
    return tuple(s for s in content if s not in apart), [(s,) for s in apart]


def kind(text: str, content: Spans, quotations: Sequence[Quotation]) -> StatementType:
    """By the words of the content: all inside quotation marks, none, or some. Marks around a name or title do not count."""
    quoted = total = 0
    # „Die Risse“, sagte er: what is all of a segment is no name in it.
    marks = [q for q in quotations if q.depth == 0 and (q.span in content or not is_name(text, q))]
    for s in content:
        for word in WORD.finditer(text, *s):
            total += 1
            quoted += any(q.span.start <= word.start() < q.span.end for q in marks)
    if not quoted:
        return StatementType.INDIRECT
    return StatementType.DIRECT if quoted >= 0.95 * total else StatementType.MIXED


def quoted_parts(text: str, content: Spans, quotations: Sequence[Quotation]) -> list[Span]:
    """Quotations of two words or more, no names, that are a part of a segment."""
    return [
        q.span
        for s in content
        for q in quotations
        if q.depth == 0 and contains(s, q.span) and q.span.end - q.span.start < PART * (s.end - s.start)
        if len(WORD.findall(text, *q.inner)) > 1 and not is_name(text, q)
    ]


def is_name(text: str, q: Quotation) -> bool:
    """A ship, a title: a few words, each with a capital, and no sentence mark at the end."""
    words = WORD.findall(text, *q.inner)
    return 0 < len(words) <= 4 and all(w[0].isupper() or w[0].isdigit() for w in words) and text[q.inner.end - 1] not in ",.!?…"
