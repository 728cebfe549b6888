"""Through whom a report says its statements reached it: phrases ("seperti dilansir AP"), datelines ("/ТАСС/"), marks ("(Yonhap)"), credits.

Rules of the annotation: a chain runs from the outlet nearest to the source to the agency in the dateline; the dateline of a newspaper or
website is no relay; a name after a relay phrase that no list has is kept as written.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bukti.records import Span, Spans, Statement
from bukti.statements.near import Near
from bukti.statements.relay_words import Found, Phrase, RelayWords, Scope, relay_words
from bukti.text.paragraphs import paragraphs
from bukti.text.quotes import Quotation, quotations

Kind = Literal["phrase", "dateline", "mark", "credit"]
MARK_PLACE, DATELINE_PLACE = 4, 5  # in a chain, after the three places of lang/<code>/relays.tsv
DATELINE_REACH = 120  # characters into a paragraph; and only in the first two
BRACKETS = re.compile(r"\(([^()\n]{2,40})\)|/([^/\n]{2,30})/")
DASH = re.compile(r"\.?\s{0,2}(?:--|[-–—])|\.\s")
SLASHED_END = re.compile(r"\.?\s{0,2}(?:--|[-–—])?\s?")
AFTER_DATE = re.compile(r"^[^\n.]{2,40}\.\s[^\n.]{2,20}\.\s")  # Port. 3 September. INTERFAX -
REPORTERS_WORDS = re.compile(r"[,.!?…]\s?[—–-]\s[^«»]*$")  # «Судно пустое, — передаёт ТАСС. — Мы проверили»
DATE = re.compile(r"\d{1,2}[./]\d{1,2}")


@dataclass(frozen=True, slots=True)
class RelayMention:
    span: Span
    names: tuple[str, ...]  # nearest to the source first
    kind: Kind
    scope: Scope
    place: int = 3  # its place in a chain; smaller is nearer to the source


def find_relays(text: str, lang: str, outlet: str = "", marks: Sequence[Quotation] | None = None) -> list[RelayMention]:
    """All relays a text names, in its order. With `outlet`, the paper's own name after "told" or "kepada" is none.

    `marks`: the quotations of the text, where they are known already.
    """
    words = relay_words(lang)
    first, last = _opening(text, words), _ending(text, words)
    own = {outlet.casefold(), words.names.get(outlet.casefold(), "").casefold()}
    phrases = [m for m in _phrases(text, lang, words) if not own & {name.casefold() for name in m.names}]
    quoted = [q.span for q in (quotations(text, lang) if marks is None else marks) if q.depth == 0]
    # What somebody says in quotation marks is his citation, not the report's; a name in marks («Sentra») is no such thing.
    spoken = [m for m in [*phrases, *_bracketed(text, words)] if not _spoken(text, m.span.start, quoted)]
    return _without_overlap([*first, *last, *spoken])


def relays_for(mentions: Sequence[RelayMention], spans: Sequence[Span], text: str, sentences: Sequence[Span]) -> tuple[str, ...]:
    """The chain of one statement by its own sentences, nearest to the source first. `relay_chains` does it for a whole article."""
    return chain([m for m, reach in _reaches(mentions, sentences) if reach is None or _touches(spans, reach)])


def relay_chains(statements: Sequence[Statement], mentions: Sequence[RelayMention], sentences: Sequence[Span]) -> list[tuple[str, ...]]:
    """The chain of every statement, in their order. A phrase counts for all statements of the same actor, as the annotation has it, and for
    those inside the content of such a statement; a statement with a phrase of its own keeps to that one."""
    reaches = _reaches(mentions, sentences)
    general = [m for m, reach in reaches if reach is None]
    local = Near(((m, reach) for m, reach in reaches if reach), lambda pair: pair[1])
    own = {s.id: [m for span in all_spans(s) for m, _ in local.over(*span)] for s in statements}
    said = sorted((s for s in statements if s.content), key=_place)
    contents = Near(((span, s) for s in said for span in s.content), lambda pair: pair[0])
    by_actor: dict[str, list[Statement]] = defaultdict(list)
    for s in said:
        if s.actor and own[s.id] and not s.nested:
            by_actor[s.actor].append(s)
    result = []
    for s in statements:
        donors = _nearest(by_actor.get(s.actor, []), s)
        if s.nested and not donors:
            start = min(span.start for span in all_spans(s))
            around = [o for _, o in contents.over(start, start + 1) if o is not s]
            donors = [d for o in around for d in ([o] if own[o.id] else _nearest(by_actor.get(o.actor, []), s))]
        nearest = min(donors, key=lambda d: abs(_place(d) - _place(s)), default=None) if s.content else None
        result.append(chain([*(own[s.id] or (own[nearest.id] if nearest else [])), *general]))
    return result


def _place(s: Statement) -> int:
    return s.content[0].start


def _nearest(ordered: Sequence[Statement], s: Statement) -> list[Statement]:
    """The one before a statement and the one after it."""
    i = bisect_left(ordered, _place(s), key=_place) if s.content else 0
    return list(ordered[max(i - 1, 0) : i + 1])


def chain(mentions: Sequence[RelayMention]) -> tuple[str, ...]:
    ordered = sorted(mentions, key=lambda m: (m.place, m.span))
    return tuple(dict.fromkeys(name for mention in ordered for name in mention.names))


def all_spans(statement: Statement) -> Spans:
    return (*statement.speaker, *statement.cue, *statement.content)


def _reaches(mentions: Sequence[RelayMention], sentences: Sequence[Span]) -> list[tuple[RelayMention, Span | None]]:
    """With each mention the sentence it holds for; None for the whole article."""
    starts = [sentence.start for sentence in sentences]
    at = [max(0, bisect_right(starts, mention.span.start) - 1) for mention in mentions]
    return [(m, None if m.scope == "article" else sentences[i] if sentences else m.span) for m, i in zip(mentions, at, strict=True)]


def _touches(spans: Sequence[Span], reach: Span) -> bool:
    return any(span.start < reach.end and reach.start < span.end for span in spans)


def _phrases(text: str, lang: str, words: RelayWords) -> Iterator[RelayMention]:
    starters, by_words = _compiled(lang)
    match = starters.search(text) if starters else None
    while starters and match:
        options = by_words[" ".join(match.group().lower().split())]
        found = next((m for p in options if (m := _fit(text, match.start(), match.end(), p, words))), None)
        if found:
            yield found
        # "seperti dikutip" may fail where the "dikutip" in it fits.
        match = starters.search(text, match.end() if found else match.start() + 1)


def _fit(text: str, start: int, end: int, phrase: Phrase, words: RelayWords) -> RelayMention | None:
    """A phrase whose first literal stands at `start`; None where its names or further words do not follow."""
    if phrase.parts[0] == "{outlet}":
        found = words.read_back(text, start)
        names: list[tuple[str, ...]] = [found.names] if found else []
        begin, position, rest = (found.start if found else start), end, phrase.parts[2:]
    else:
        names, begin, position, rest = [], start, end, phrase.parts[1:]
    for part in rest:
        if part in ("{outlet}", "{via}"):
            read = words.read(text, position, phrase.takes_any, several=part == "{outlet}")
            if read is None:
                return None
            # What is cited stands behind the one that cites it, and is nearer to the source.
            names.insert(0, read.names)
            position = read.end
        else:
            literal = re.compile(r"\s{1,2}" + r"\s+".join(map(re.escape, part.split())) + r"\b", re.IGNORECASE).match(text, position)
            if literal is None:
                return None
            position = literal.end()
    kind: Kind = "credit" if phrase.scope == "article" else "phrase"
    flat = tuple(name for group in names for name in group)
    return RelayMention(Span(begin, position), flat, kind, phrase.scope, phrase.place) if flat else None


@cache
def _compiled(lang: str) -> tuple[re.Pattern[str] | None, dict[str, tuple[Phrase, ...]]]:
    """One expression for the first literal of every phrase, and the phrases it may begin, longest first."""
    by_words: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in relay_words(lang).phrases:
        by_words[_literal(phrase).lower()].append(phrase)
    if not by_words:
        return None, {}
    options = sorted(by_words, key=len, reverse=True)
    expression = "|".join(r"\s{1,2}".join(map(re.escape, option.split())) for option in options)
    ordered = {k: tuple(sorted(v, key=lambda p: len(p.parts), reverse=True)) for k, v in by_words.items()}
    return re.compile(rf"(?<!\w)(?:{expression})(?!\w)", re.IGNORECASE), ordered


def _literal(phrase: Phrase) -> str:
    return next(part for part in phrase.parts if not part.startswith("{"))


def _opening(text: str, words: RelayWords) -> list[RelayMention]:
    """The dateline, in the first paragraph or, after a headline, the second."""
    for paragraph in paragraphs(text[:2_000])[:2]:
        head = text[paragraph.start : min(paragraph.end, paragraph.start + DATELINE_REACH)]
        for match in BRACKETS.finditer(head):
            place, after = head[: match.start()].strip(), head[match.end() :]
            if not _is_place(place) or not (DASH if match.group(1) else SLASHED_END).match(after):
                continue
            if names := _agencies(match.group(1) or match.group(2), words):
                return [_mention(paragraph.start + match.start(), match.group(), names, "dateline", DATELINE_PLACE)]
        if found := _unbracketed(head, words):
            return [_mention(paragraph.start + found.start, head[found.start : found.end], found.names, "dateline", DATELINE_PLACE)]
    return []


def _unbracketed(head: str, words: RelayWords) -> Found | None:
    """PORT, 3 Sep - RIA Novosti. The full stop, dash or comma behind the name tells it from a subject."""
    for dash in [*re.finditer(r"\s[-–—]{1,2}\s{0,2}", head), *AFTER_DATE.finditer(head)]:
        found = words.read(head, dash.end(), takes_any=False, several=False)
        ends = found and re.match(r"\s?(?:[.]|-|–|—)", head[found.end :])
        if found and ends and _is_place(head[: dash.start()] or head[: dash.end()]) and words.is_agency(found.names[0]):
            return found
    return None


def _is_place(before: str) -> bool:
    """Whether what stands before an agency's mark is a place and perhaps a date: a few words, the first in capitals."""
    return 0 < len(before.split()) <= 8 and before[0].isupper() and not re.search(r"[!?\"“”«»:]", before)


def _agencies(inside: str, words: RelayWords) -> tuple[str, ...]:
    """The names in a dateline's brackets. Outlets are the paper's own mark; one name that no list has is taken as an agency."""
    if DATE.search(inside):
        return ()
    found = [words.read(part.strip(), 0, takes_any=True, several=False) for part in re.split(r"[/,]", inside)]
    if not all(found):
        return ()
    names = [name for one in found if one for name in one.names if not one.known or words.is_agency(name)]
    return tuple(names) if len(" ".join(names).split()) <= 4 else ()


def _bracketed(text: str, words: RelayWords) -> Iterator[RelayMention]:
    """(Yonhap), (Kabar Lintas, 3/4): a known name in brackets at the end of a sentence; at the end of the article it credits all of it."""
    end = len(text.rstrip())
    for match in BRACKETS.finditer(text):
        inside = match.group(1)
        found = words.read(inside, 0, takes_any=False) if inside else None
        if not found or not re.fullmatch(r"[\s,]*(?:\w+,?\s)?[\d/., ]*", inside[found.end :]):
            continue
        after = text[match.end() : match.end() + 3]
        if match.end() >= end - 1:
            yield _mention(match.start(), match.group(), found.names, "mark", MARK_PLACE)
        elif after[:1] in (".", "\n", "\r") and match.start() > 0:
            yield RelayMention(Span(*match.span()), found.names, "mark", "sentence", MARK_PLACE)


def _ending(text: str, words: RelayWords) -> list[RelayMention]:
    """A line near the end that is nothing but a known name: THE GUARDIAN."""
    tail = max(0, len(text) - 600)
    start = text.find("\n", tail) + 1 if tail else 0
    for line in paragraphs(text[start:])[1:]:
        found = words.read(text[start + line.start : start + line.end], 0, takes_any=False)
        if found and found.end == line.end - line.start:
            return [_mention(start + line.start, text[start + line.start : start + line.end], found.names, "credit", MARK_PLACE)]
    return []


def _mention(start: int, written: str, names: tuple[str, ...], kind: Kind, place: int) -> RelayMention:
    return RelayMention(Span(start, start + len(written)), names, kind, "article", place)


def _spoken(text: str, offset: int, quoted: Sequence[Span]) -> bool:
    """Whether an offset stands inside a quotation, and not in the reporter's words that Russian leaves inside the marks."""
    before = bisect_left(quoted, offset, key=lambda span: span.start) - 1
    inside = before >= 0 and offset < quoted[before].end
    return inside and not REPORTERS_WORDS.search(text, max(quoted[before].start, offset - 60), offset)


def _without_overlap(mentions: list[RelayMention]) -> list[RelayMention]:
    """Of two that overlap the longer one; a dateline in brackets also reads as a mark."""
    kept: list[RelayMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.place)):
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
        elif mention.span.end - mention.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = mention
    return kept
