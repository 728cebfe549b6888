"""Where a text quotes: pairs of quotation marks, of whatever style, and what stands between them.

One pass over the marks of each paragraph with a small stack, so the cost is linear. What a mark does is read from the mark itself and from
the blanks around it, for many marks go both ways: German closes with the mark that English opens with, Kompas opens and closes with ”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import NamedTuple

from bukti import lang as packs
from bukti.records import Span
from bukti.text.paragraphs import paragraphs


@dataclass(frozen=True, slots=True)
class Quotation:
    """`span` has the marks, `inner` has not; `depth` 0 stands in no other quotation.

    One that runs over paragraphs, opened again in each, is a single quotation; the marks that open it again are in `inner`.
    """

    span: Span
    inner: Span
    depth: int
    closed: bool  # false: no closing mark was found, and it ends with its paragraph at the latest
    marks: tuple[str, str]  # the second is "" where it is not closed


# Which marks may close what a mark opened. Straight ones close everything: writers and systems replace half of a pair.
CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", "“", '"', "''", "’’"),
    "”": ("”", '"', "''"),
    "„": ("“", "”", '"', "''", "‟", "‘‘", "’’"),
    ",,": ("“", "”", '"', "''", "’’"),
    "‟": ("”", "‟"),
    '"': ('"', "”"),
    "''": ("''", '"'),
    "``": ("''", "``", '"', "’’"),
    "‘‘": ("’’", "''"),
    "«": ("»",),
    "»": ("«", "»"),
    "‹": ("›",),
    "›": ("‹", "›"),
    "「": ("」",),
    "『": ("』",),
    "‘": ("’", "'"),
    "‚": ("‘", "’", "'"),
    "'": ("'", "’"),
}
ALWAYS_OPEN = frozenset("„「『") | {",,", "``"}
SINGLE = frozenset("‘’‚'")  # also apostrophes: taken for marks only where both stand in one paragraph
GUILLEMETS = frozenset("«»‹›")
# An apostrophe between letters is no mark, and leaving it out here saves most of the time.
MARK = re.compile(r"''|``|’’|‘‘|(?<!\w),,(?=\w)|[“”„‟\"«»‹›‘‚「」『』]|['’](?!\w)|(?<!\w)['’]")
MARK_CHARACTERS = frozenset("“”„‟\"«»‹›‘’‚'`「」『』")
BEFORE_OPENING = frozenset("([{—–-/:¿¡…")  # besides a blank
AFTER_CLOSING = frozenset(",.;:!?)]}…—–-/")
ELISION = re.compile(r"(?:n|em|til|tis|twas|cause|round|s|d|ll|t|\d\d?s?)\b", re.IGNORECASE)
COMMA_THEN_WORDS = re.compile(r",\s{1,3}(?:[—–-]\s{0,3})?(\w{1,30})(?:\s{1,3}(\w{1,30}))?")
DEEPEST = 8  # marks open at once; more is no prose, and a bound keeps the pass linear
MOST = 200_000  # marks of one paragraph that are looked at: three times what an article of 200,000 words in one paragraph has
FARTHEST = 4  # paragraphs after which a closing mark no longer belongs to one that was left open


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str
    gap_before: bool
    gap_after: bool
    inside_word: bool

    @property
    def can_only_open(self) -> bool:
        return self.gap_before and not self.gap_after

    @property
    def can_only_close(self) -> bool:
        return self.gap_after and not self.gap_before


@dataclass(slots=True)
class _Open:
    mark: _Mark
    paragraph: Span
    age: int = 0  # paragraphs since it was opened
    twin: int = -1  # where the same mark was opened inside it
    shared: _Mark | None = None  # an inner closing mark that may close this one too


def quotations(text: str, lang: str = "") -> list[Quotation]:
    """Every quotation, in order of the text. `lang` brings the cues that end an unclosed one ("…, kata X"); "" takes those of all packs."""
    reader = _Reader(text, cues(lang))
    for paragraph in paragraphs(text):
        reader.read(paragraph)
    reader.end()
    return _with_depth(reader.found)


@cache
def cues(lang: str) -> frozenset[str]:
    """Single words that report speech, in lower case."""
    rows = (row for code in ([lang] if lang else packs.codes()) for row in packs.load(code).table("cues.tsv"))
    return frozenset(row["form"].lower() for row in rows if " " not in row["form"])


class _Reader:
    """Reads paragraph by paragraph; `carried` is a quotation left open at the end of the paragraph before."""

    def __init__(self, text: str, cues: frozenset[str]) -> None:
        self.text = text
        self.cues = cues
        self.found: list[Quotation] = []
        self.carried: _Open | None = None

    def read(self, paragraph: Span) -> None:
        stack: list[_Open] = []
        marks = list(islice(_marks(self.text, paragraph), MOST))
        if marks and self.carried and _opens_again(self.carried, marks[0], paragraph):
            stack.append(self.carried)
            self.carried, marks = None, marks[1:]
            stack[0].paragraph = paragraph
        for index, mark in enumerate(marks):
            self._take(mark, stack, paragraph, marks[index + 1 : index + 1 + DEEPEST])
        self._leave(stack)

    def end(self) -> None:
        if self.carried:
            self._unclosed(self.carried)
            self.carried = None

    def _take(self, mark: _Mark, stack: list[_Open], paragraph: Span, ahead: list[_Mark]) -> None:
        position = next((i for i in reversed(range(len(stack))) if mark.sign in CLOSERS[stack[i].mark.sign]), -1)
        opened = stack[position].mark if position >= 0 else None
        act = _single(mark, opened, self.text, ahead) if mark.sign in SINGLE else _double(mark, opened, self.text, paragraph)
        if opened is None and mark.sign in '”"':
            act = self._two_faced(act, mark, ahead)
        if act == "open" and mark.sign in CLOSERS and len(stack) < DEEPEST:
            for outer in stack:
                if outer.mark.sign == mark.sign and outer.twin < 0:
                    outer.twin = mark.start
            stack.append(_Open(mark, paragraph))
        elif act == "close" and position >= 0:
            self._close(stack, position, mark)
        elif self.carried and mark.can_only_close and mark.sign in CLOSERS[self.carried.mark.sign] and not stack:
            self._emit(self.carried.mark, mark)
            self.carried = None

    def _two_faced(self, act: str, mark: _Mark, ahead: list[_Mark]) -> str:
        """Marks that go both ways, on the wrong side of a blank, with nothing open."""
        word = re.compile(r"\w{2,30}").match(self.text, mark.end)
        if act == "open" and word and word.group() in self.cues and _misplaced(mark, self.text):
            return "skip"  # Kami pergi, ”kata dia: the mark that should have opened is missing
        after_stop = mark.sign == "”" and self.text[mark.start - 1 : mark.start] in tuple(".:,?!")
        if act == "skip" and after_stop and not self.carried and self.text[mark.end + 1 : mark.end + 2].isupper():
            following = next((m.sign for m in ahead if m.sign in "“”"), "")
            return "open" if following == "”" else "skip"  # Mereka datang.” Kami menunggu, ”kata dia.
        return act

    def _close(self, stack: list[_Open], position: int, mark: _Mark) -> None:
        opened = stack[position]
        del stack[position:]
        self._emit(opened.mark, mark)
        # Russian sets one closing mark where two would meet: «Мы видели «Лиру», — сказал он.
        after = self.text[mark.end : mark.end + 4].lstrip(",.!?… ")
        if stack and stack[-1].mark.sign == opened.mark.sign and stack[-1].shared is None and after[:1] in ("—", "–", "\n", "\r", ""):
            stack[-1].shared = mark

    def _leave(self, stack: list[_Open]) -> None:
        """The paragraph ends: what is still open is shared, carried to the next paragraph, or ends here."""
        if self.carried:
            self.carried.age += 1
            if self.carried.age >= FARTHEST:
                self._unclosed(self.carried)
                self.carried = None
        for opened in stack:
            if opened.mark.sign in SINGLE:
                continue
            if opened.mark.sign in GUILLEMETS and opened.shared:
                self._emit(opened.mark, opened.shared)
            elif opened is stack[0] and opened.twin < 0 and not self._cue_end(opened):
                self.end()
                self.carried = opened
            else:
                self._unclosed(opened)

    def _emit(self, opening: _Mark, closing: _Mark) -> None:
        if opening.sign in SINGLE and closing.start - opening.end < 2:
            return  # rock 'n' roll
        inner = Span(opening.end, closing.start)
        self.found.append(Quotation(Span(opening.start, closing.end), inner, 0, True, (opening.sign, closing.sign)))

    def _unclosed(self, opened: _Open) -> None:
        end = self._cue_end(opened) or (opened.twin if opened.twin >= 0 else opened.paragraph.end)
        end = opened.mark.end + len(self.text[opened.mark.end : end].rstrip())
        self.found.append(Quotation(Span(opened.mark.start, end), Span(opened.mark.end, end), 0, False, (opened.mark.sign, "")))

    def _cue_end(self, opened: _Open) -> int:
        """The end of an unclosed quotation at ", kata X"; 0 where there is none. Russian leaves such words inside the marks."""
        if opened.mark.sign in GUILLEMETS:
            return 0
        end = opened.twin if opened.twin >= 0 else opened.paragraph.end
        for match in COMMA_THEN_WORDS.finditer(self.text, max(opened.mark.end, opened.paragraph.start), end):
            if any(word and word.lower() in self.cues for word in match.groups()):
                return match.start() + 1
        return 0


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in MARK.finditer(text, *paragraph):
        start, end = match.span()
        before, after = _neighbour(text, start - 1, -1, paragraph), _neighbour(text, end, 1, paragraph)
        yield _Mark(
            start,
            end,
            match.group(),
            gap_before=not before or before.isspace() or before in BEFORE_OPENING,
            gap_after=not after or after.isspace() or after in AFTER_CLOSING,
            inside_word=paragraph.start < start and end < paragraph.end and text[start - 1].isalnum() and text[end].isalnum(),
        )


def _neighbour(text: str, index: int, step: int, paragraph: Span) -> str:
    """The nearest character that is no quotation mark, three steps away at most; "" at an edge of the paragraph."""
    for _ in range(3):
        if not paragraph.start <= index < paragraph.end:
            return ""
        if text[index] not in MARK_CHARACTERS:
            return text[index]
        index += step
    return " "


def _double(mark: _Mark, opened: _Mark | None, text: str, paragraph: Span) -> str:
    if mark.sign in ALWAYS_OPEN:
        return "close" if opened and mark.can_only_close else "open"
    if opened is None:
        return "skip" if mark.can_only_close or mark.inside_word or not _opens(mark, text, paragraph) else "open"
    if opened.sign != mark.sign and (opened.sign in GUILLEMETS or opened.sign in ALWAYS_OPEN):
        return "close"
    if not mark.can_only_open or mark.end >= paragraph.end:
        return "close"
    return "close" if _misplaced(mark, text) and mark.sign not in GUILLEMETS else "open"


def _misplaced(mark: _Mark, text: str) -> bool:
    """A blank on the wrong side: "Kami pergi, "kata dia."""
    before = text[max(0, mark.start - 3) : mark.start].rstrip()[-1:]
    return before in tuple(",.?!") and text[mark.end : mark.end + 1].islower()


def _opens(mark: _Mark, text: str, paragraph: Span) -> bool:
    """Whether a mark with nothing to close opens: something has to follow it, and a blank to come before ” and straight marks."""
    if not text[mark.end : min(mark.end + 3, paragraph.end)].strip():
        return False
    return mark.gap_before or mark.sign in "“«»‹›‟"


def _single(mark: _Mark, opened: _Mark | None, text: str, ahead: list[_Mark]) -> str:
    if mark.inside_word:
        return "skip"
    if opened and mark.gap_after:
        # The residents’ accounts: a later mark closes, this one is a possessive.
        return "skip" if text[mark.start - 1] in "sS" and _next_single_closes(ahead) else "close"
    opens = mark.can_only_open and mark.sign != "’" and not ELISION.match(text, mark.end, mark.end + 8)
    return "open" if opens else "skip"


def _next_single_closes(ahead: list[_Mark]) -> bool:
    """Whether the next single mark that is no apostrophe can only close."""
    return next((m.can_only_close for m in ahead if m.sign in SINGLE and not m.inside_word), False)


def _opens_again(carried: _Open, mark: _Mark, paragraph: Span) -> bool:
    same = mark.sign == carried.mark.sign or {mark.sign, carried.mark.sign} <= {"“", "”", '"'}
    return same and mark.start == paragraph.start and carried.age == 0 and carried.mark.sign not in SINGLE


def _with_depth(found: list[Quotation]) -> list[Quotation]:
    ordered = sorted(found, key=lambda quotation: (quotation.span.start, -quotation.span.end))
    around: list[int] = []  # ends of the quotations that are still open
    result = []
    for quotation in ordered:
        while around and around[-1] <= quotation.span.start:
            around.pop()
        result.append(replace(quotation, depth=len(around)))
        around.append(quotation.span.end)
    return result
