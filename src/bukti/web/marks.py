"""An article's text cut where statements begin and end, so that a page can mark speaker, cue and content and link them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bukti.records import Span, Stance, Statement

ROLES = ("content", "cue", "speaker")
LEADING = (Stance.DENIES, Stance.ASSERTS, Stance.DOUBTS, Stance.NO_COMMENT)  # whose colour a statement with several stances gets


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is marked as one."""

    text: str
    statements: tuple[str, ...] = ()  # ids, innermost last
    role: str = ""  # of the innermost: one of ROLES, "furniture", or "found" for the words of a search
    stance: str = ""
    anchors: tuple[str, ...] = ()  # statements whose first content begins here


@dataclass(frozen=True, slots=True)
class Paragraph:
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    role: str
    statement: str
    first: bool = False


def leading(stances: Iterable[Stance]) -> str:
    held = set(stances)
    return next((stance.value for stance in LEADING if stance in held), "")


def paragraphs(
    text: str, statements: Sequence[Statement], stances: Mapping[str, str], furniture: Sequence[Span] = ()
) -> tuple[Paragraph, ...]:
    """Lines of the text with their pieces; empty lines only part paragraphs. `stances` is what colours each statement, by id."""
    marks = [*_marks(statements), *(_Mark(span, "furniture", "") for span in furniture)]
    out: list[Paragraph] = []
    for line, cut in _by_line(text, marks):
        pieces = tuple(_pieces(text, line, cut, stances))
        if pieces:
            out.append(Paragraph(pieces))
    return tuple(out)


def _marks(statements: Iterable[Statement]) -> Iterator[_Mark]:
    for s in statements:
        for role, spans in (("content", s.content), ("cue", s.cue), ("speaker", s.speaker)):
            for n, span in enumerate(spans):
                yield _Mark(span, role, s.id, first=role == "content" and n == 0)


def _by_line(text: str, marks: Sequence[_Mark]) -> Iterator[tuple[Span, list[_Mark]]]:
    """Each line that is not empty, with the marks that touch it. Marks are walked once: long articles have many."""
    waiting = sorted(marks, key=lambda m: m.span.start)
    open_marks: list[_Mark] = []
    at = n = 0
    for part in text.splitlines(keepends=True):
        line = Span(at, at + len(part.rstrip()))
        at += len(part)
        while n < len(waiting) and waiting[n].span.start < at:
            open_marks.append(waiting[n])
            n += 1
        if line.end > line.start:
            yield line, [m for m in open_marks if m.span.start < line.end and m.span.end > line.start]
        open_marks = [m for m in open_marks if m.span.end > at]


def _pieces(text: str, line: Span, marks: Sequence[_Mark], stances: Mapping[str, str]) -> Iterator[Piece]:
    edges = {line.start, line.end}
    begins: dict[int, list[str]] = defaultdict(list)
    for m in marks:
        edges |= {max(m.span.start, line.start), min(m.span.end, line.end)}
        if m.first and m.span.start >= line.start:
            begins[m.span.start].append(m.statement)
    places = sorted(edges)
    for start, end in zip(places, places[1:], strict=False):
        over = [m for m in marks if m.span.start <= start and m.span.end >= end]
        yield _piece(text[start:end], over, stances, tuple(begins.get(start, ())))


def _piece(text: str, over: Sequence[_Mark], stances: Mapping[str, str], anchors: tuple[str, ...]) -> Piece:
    """A cue or speaker lies on top of content; of two contents, the shorter one is the inner one."""
    inner = sorted(over, key=lambda m: (ROLES.index(m.role) if m.role in ROLES else -1, -(m.span.end - m.span.start)))
    if not inner:
        return Piece(text, anchors=anchors)
    ids = tuple(dict.fromkeys(m.statement for m in inner if m.statement))
    top = inner[-1]
    return Piece(text, ids, top.role, stances.get(top.statement, ""), anchors)


def found_pieces(text: str, extract: Span, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """The extract of a search, its words marked; a word that is cut in two at its ends is left out."""
    extract = _whole_words(text, extract)
    out, at = [], extract.start
    for start, end in marks:
        if start < at or end > extract.end:
            continue
        out += [Piece(text[at:start]), Piece(text[start:end], role="found")]
        at = end
    out.append(Piece(text[at : extract.end]))
    return tuple(piece for piece in out if piece.text)


CLOSING = " \n.,;:!?…)]»”’"  # an extract begins behind them
LONGEST_WORD = 40  # letters: what is longer may be a language without spaces, and is cut as it comes


def _whole_words(text: str, extract: Span) -> Span:
    start, end = extract
    if start and text[start - 1 : start + 1].isalnum():
        start += next((n for n, c in enumerate(text[start : min(start + LONGEST_WORD, end)]) if not c.isalnum()), 0)
    if text[end - 1 : end + 1].isalnum() and end < len(text):
        end -= next((n for n, c in enumerate(reversed(text[max(end - LONGEST_WORD, start) : end])) if not c.isalnum()), 0)
    while start < end and text[start] in CLOSING:
        start += 1
    return Span(start, max(start, end))
