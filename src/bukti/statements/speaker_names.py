"""What the words of one mention say by themselves: which of them are a name, which office they give, what kind of speaker it is.

"Kepala Dinas Kesehatan Kota Banyu dr Widya Lestari" is a person in the office "head", by the name of Widya Lestari. Nothing here knows the
rest of the article except through `Evidence`: what its other words show about where a name begins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from bukti.statements.speaker_marks import (
    HEAD_LAST,
    NO_SURNAMES,
    POSSESSIVES,
    Evidence,
    Mark,
    Token,
    given,
    label,
    plain_name,
    tokenise,
)
from bukti.statements.speaker_words import Gender, Words, fold

RefKind = Literal["person", "epithet", "people", "body", "paper", "bare", "plain"]

BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# They turn the direction of writing and have no business in a name that is printed elsewhere.
DIRECTION_MARKS = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
LONGEST_NAME = 6  # words; more is a headline or a list
LONGEST_PHRASE = 60  # words of a mention that are looked at: a span of a thousand words names nobody
LONGEST_PLAIN = 12  # words of a description; a longer one ends at its first comma
SURE = 1.0  # what a candidate must weigh to be a name


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention, read by itself."""

    words: str  # as a reader would name the source, if there is nothing better
    kind: RefKind
    name: tuple[str, ...] = ()
    full: str = ""  # the name as it is written
    keys: frozenset[str] = frozenset()  # of roles
    gender: Gender = ""
    definite: bool = False  # "the", "tersebut": it was mentioned before
    unnamed: bool = False  # "a", "seorang": it was not
    head: str = ""  # key of the role that leads the description
    office: frozenset[str] = frozenset()  # folded words beside the role: which ministry, which state


class Candidate(NamedTuple):
    """A run of words that may be a name, from token `start` to `end` (exclusive)."""

    weight: float
    start: int
    end: int
    belongs: bool = False  # to the source, and is not the source


NOT_OFFICE = frozenset("DCJ?1!TRE")
HEADS: dict[str, RefKind] = {"R": "person", "E": "epithet", "M": "people", "O": "body", "K": "paper"}


def read_reference(phrase: str, words: Words, evidence: Evidence) -> Reference:
    """Read the words of a speaker span."""
    phrase = clean(phrase)
    tokens = tokenise(BRACKETS.sub(lambda m: " " * len(m.group()), phrase), words)[:LONGEST_PHRASE]
    if not tokens:
        return Reference(phrase, "plain")
    marks = label(tokens, words, evidence)
    head = _head(tokens, marks, words)
    run = _name_run(tokens, marks, head, words, evidence)
    named = tokens[run.start : run.end] if run else []
    name = tuple(plain_name(token.text) for token in named)
    if head and head.sign == "E" and not name and any(mark.sign == "N" for mark in marks):
        head = None  # "the candidate's doctor", "Sava's rival": not just anybody named before
    plain, definite = _plain(phrase, tokens, marks)
    beside = (t for i, t in enumerate(tokens) if marks[i].sign not in NOT_OFFICE and not (run and run.start <= i < run.end))
    return Reference(
        words=plain,
        kind=("person" if _is_person(marks, named, words) else "bare") if name else _kind(marks, head),
        name=name,
        full=full_name(phrase, named),
        keys=frozenset(mark.role.key for mark in marks if mark.role),
        gender=next((mark.gender for mark in marks if mark.gender), "") or name_gender(name, words),
        definite=definite,
        unnamed=not name and (_several(marks) or any(mark.sign in "?1" for mark in marks[:3])),
        head=head.role.key if head and head.role else "",
        office=frozenset(fold(plain_name(token.text)) for token in beside),
    )


def _name_run(tokens: Sequence[Token], marks: Sequence[Mark], head: Mark | None, words: Words, evidence: Evidence) -> Candidate | None:
    """The run of words that names the source, if one does."""
    found = (c for c in candidates(tokens, marks, words, evidence) if c.weight >= SURE and not c.belongs)
    best = max(found, key=lambda c: (c.weight, c.start), default=None)
    if best is None:
        return None
    run = tokens[best.start : best.end]
    apart = best.start == 0 or run[0].breaks or marks[best.start - 1].sign in "T!"
    if head and head.sign in "OMK" and (not apart or len(run) == 1):
        return None  # "Badan Cuaca, Iklim, dan Laut"
    if marks[0].sign in "?1" and not apart and not (len(run) > 1 and given(run[0], words)):
        return None  # "seorang pejabat Kestria"
    if words.code == "de" and len(run) == 1 and marks[0].sign in "D?1" and not _is_person(marks, run, words):
        return None  # "das Ergebnis": every noun has a capital
    return best


def _is_person(marks: Sequence[Mark], run: Sequence[Token], words: Words) -> bool:
    return any(mark.sign in "RTE!" for mark in marks) or any(given(token, words) for token in run)


def _kind(marks: Sequence[Mark], head: Mark | None) -> RefKind:
    """What a description without a name describes."""
    signs = {mark.sign for mark in marks}
    if _several(marks):
        return "people"
    if head:
        return HEADS[head.sign]
    if "1" in signs:
        return "person"  # "salah satu perawat", of whatever trade
    return "body" if signs & {"A", "P"} else "plain"


def _several(marks: Sequence[Mark]) -> bool:
    return marks[0].sign == "M" and marks[0].role is None


def clean(phrase: str) -> str:
    return " ".join(phrase.translate(DIRECTION_MARKS).split()).strip(' ,;:"“”„«»–—-…')


def full_name(text: str, run: Sequence[Token]) -> str:
    """The name as it is written, with the stop of "Jr."; "" for no name."""
    if not run:
        return ""
    end = run[-1].end
    stop = text[end : end + 1] if run[-1].folded in ("jr", "sr") else ""
    return plain_name(text[run[0].start : end]) + stop.strip(" ,;)")


def name_gender(name: Sequence[str], words: Words) -> Gender:
    """What the first names say. Where people have surnames, a last word ("Martin", "Kelly") says nothing."""
    first = name if words.code in NO_SURNAMES else name[:1] if len(name) > 1 else ()
    return next((gender for word in first if (gender := words.given.get(fold(word), ""))), "")


def candidates(tokens: Sequence[Token], marks: Sequence[Mark], words: Words, evidence: Evidence) -> Iterator[Candidate]:
    """Every run of name words, weighed by what stands around it."""
    i = 0
    while i < len(tokens):
        if marks[i].sign != "N":
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and marks[end].sign == "N" and not tokens[end].breaks and not tokens[end - 1].text.endswith(POSSESSIVES):
            end += 1
        start = _first_word(i, end, tokens, marks, words, evidence)
        yield Candidate(_weight(start, end, tokens, marks, words, evidence), start, end, _belongs(start, tokens, marks, words))
        i = end


def _first_word(start: int, end: int, tokens: Sequence[Token], marks: Sequence[Mark], words: Words, evidence: Evidence) -> int:
    """Where the name begins in a run that also holds the end of an institution: at a given name, if the run is too long for a name."""
    if words.code == "de" and end - start > 2 and not given(tokens[start], words) and given(tokens[start + 1], words):
        return start + 1  # a trade that no list has: "Funktionär Bernard Aubin"
    alone = [i for i in range(start, end) if tokens[i].text in evidence.alone]
    if len(alone) > 1 and alone[0] == start and end - start > 2 and start and marks[start - 1].sign == "R":
        return start + 1  # "juru bicara Istana Dmitri Sava", where Istana speaks too, and Sava by his last name
    after_office = start == 0 or marks[start - 1].sign in "RTE!DJ?" or tokens[start].breaks
    if end - start < (4 if after_office else 3) or given(tokens[start], words) or tokens[start].text in evidence.alone:
        return max(start, end - LONGEST_NAME)
    for i in range(start + 1, end - 1):
        if given(tokens[i], words) or tokens[i].text in evidence.alone:
            return i
    return max(start, end - LONGEST_NAME)


def _weight(start: int, end: int, tokens: Sequence[Token], marks: Sequence[Mark], words: Words, evidence: Evidence) -> float:
    weight = 1.0 if end - start > 1 else 0.3
    weight += any(given(t, words) for t in tokens[start:end])
    opens = start == 0 or tokens[start].breaks or (start == 1 and marks[0].sign in "DJ")
    closes = end == len(tokens) or tokens[end].breaks
    before = "" if opens else marks[start - 1].sign
    after = "" if closes else marks[end].sign
    if after == "S" and not tokens[end].capital:
        after = "L"  # "Sava has", not "Sava University"
    weight += {"T": 2.0, "!": 3.0, "R": 1.0, "E": 1.0, "O": -1.0, "K": -2.0, "M": -2.0}.get(before, 0.0)
    weight += 0.5 * (opens and closes) + any(t.text in evidence.alone for t in tokens[start:end])
    weight += (opens and after in ("", "C", "D", "L", "A", "P")) + (closes and any(m.sign in "RT" for m in marks[:start]))
    weight -= 2.0 * (after == "P" and not weight > 2.0)  # "Kestria Utara"
    weight -= 2.5 * (after in ("O", "R", "E", "M", "K", "S") and bool(after))
    weight -= 4.0 * (end < len(tokens) and tokens[end - 1].text.endswith(POSSESSIVES))
    return weight


def _belongs(start: int, tokens: Sequence[Token], marks: Sequence[Mark], words: Words) -> bool:
    """Whether a name only says whose the source is: "advisers to President Sava"."""
    passed = "TRDAPSO" if words.code in HEAD_LAST else "TRD"
    first = _row_start(start, tokens, marks)
    i = first - 1
    while i > 0 and marks[i].sign in passed and not tokens[i + 1].breaks:
        i -= 1
    return i >= 0 and marks[i].sign == "C" and not tokens[first].breaks


def _row_start(start: int, tokens: Sequence[Token], marks: Sequence[Mark]) -> int:
    """Where the row begins that a name of one word is in: "ministers of | Velkara, Norwenia and Lindar"; its own start if in none."""
    longer = start + 1 < len(tokens) and marks[start + 1].sign == "N" and not tokens[start + 1].breaks
    if longer or all(mark.sign != "J" for mark in marks):
        return start
    while start > 0 and marks[start - 1].sign in "NPJ" and tokens[start].gap in (" ", ", "):
        start -= 1
    return start


def _head(tokens: Sequence[Token], marks: Sequence[Mark], words: Words) -> Mark | None:
    """The word that says what the description describes."""
    first: list[Mark] = []
    last: Mark | None = None
    for token, mark in zip(tokens, marks, strict=True):
        if first and (mark.sign in "CD?1" or token.breaks):
            break  # "Angaben der Polizei", "Angaben eines Zollbeamten" are papers
        if mark.sign in HEADS:
            first.append(mark)
            last = mark
        elif mark.sign == "L" and first:
            last = None  # "editorial boards", "police cadets": the word is no role, and it is what the rest describes
    if not first:
        rank = next((Mark("R", m.role, m.gender) for m in marks if m.sign == "T"), None)  # "sang kolonel"
        return next((m for m in marks if m.sign in HEADS), None) or (rank if all(m.sign in "TD" for m in marks) else None)
    return last if words.code in HEAD_LAST else first[0]


def _plain(phrase: str, tokens: Sequence[Token], marks: Sequence[Mark]) -> tuple[str, bool]:
    """The description without "the" and "tersebut", and whether it had them."""
    first, last = 0, len(tokens)
    while first < last - 1 and marks[first].sign == "D":
        first += 1
    while last - 1 > first and marks[last - 1].sign == "D":
        last -= 1
    definite = first > 0 or last < len(tokens)
    clause = (i for i in range(first + 1, last) if "," in tokens[i].gap and (last - first > LONGEST_PLAIN or marks[i].sign in "CL?1D"))
    last = next(clause, last)
    end = len(phrase) if last == len(tokens) < LONGEST_PHRASE else tokens[last - 1].end
    return phrase[tokens[first].start if first else 0 : end].strip(), definite
