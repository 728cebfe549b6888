"""The words of a text as they are searched: without case and accents, in any script. The same rule for texts, questions and marks."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from bukti.records import Span

# Marks that a reader may leave out: accents of Latin, Greek and Cyrillic (so е is ё), points and vowel signs of Hebrew and Arabic. In other
# scripts a mark is a letter.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
# Scripts without spaces between words: each character is searched as a word, several as words in a row.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ALONE = re.compile(f"([{_UNSPACED}])")
_WORD = re.compile(f"[{_UNSPACED}]|[^ {_UNSPACED}]+")
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')


class _Blanks(dict[int, int]):
    """For `str.translate`: all but letters, marks and digits become blanks."""

    def __missing__(self, code: int) -> int:
        kept = unicodedata.category(chr(code))[0] in "LMN"
        self[code] = code if kept else 32
        return self[code]


_BLANKS = _Blanks()


class Term(NamedTuple):
    """Words that must follow one another; the last may go on unless it is `exact`."""

    words: tuple[str, ...]
    exact: bool


def folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", plain))


def indexed(text: str) -> str:
    """As it goes to the index: words with blanks between them."""
    return _ALONE.sub(r" \1 ", folded(text.translate(_BLANKS)))


def words(text: str) -> Iterator[tuple[str, Span]]:
    """Each with its characters in `text`."""
    for found in _WORD.finditer(text.translate(_BLANKS)):
        yield folded(found[0]), Span(*found.span())


def terms(question: str) -> list[Term]:
    """What a question asks for: "quoted words" in a row, other words each for itself, those of unspaced scripts in a row."""
    found = []
    rest = question
    for quoted in _QUOTED.finditer(question):
        found.append(Term(tuple(indexed(quoted[1]).split()), True))
    for word in _QUOTED.sub(" ", rest).translate(_BLANKS).split():
        parts = tuple(indexed(word).split())
        found.append(Term(parts, len(parts) == 0 or len(parts[-1]) < 3))
    return [term for term in found if term.words]


def expression(asked: list[Term]) -> str:
    """For FTS5. Terms hold letters, marks and digits alone: nothing of them is syntax."""
    return " AND ".join(f'"{" ".join(term.words)}"{"" if term.exact else " *"}' for term in asked)


def places(asked: list[Term], text: str) -> list[Span]:
    """Where the terms stand in `text`, from front to back."""
    there = list(words(text))
    found = set()
    for at in range(len(there)):
        for term in asked:
            last = at + len(term.words) - 1
            if last < len(there) and _matches(term, [word for word, _ in there[at : last + 1]]):
                found.add(Span(there[at][1].start, there[last][1].end))
    return sorted(found)


def _matches(term: Term, there: list[str]) -> bool:
    ends = there[-1] == term.words[-1] or (not term.exact and there[-1].startswith(term.words[-1]))
    return ends and tuple(there[:-1]) == term.words[:-1]


def holds(asked: list[Term], text: str) -> bool:
    """Whether the text holds all terms, as the index would say."""
    row = f" {' '.join(indexed(text).split())} "
    return all(f" {' '.join(term.words)}{' ' if term.exact else ''}" in row for term in asked)
