"""What changed between two versions of an article: by lines, and by words within the lines that changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PARTS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_LINES = 20_000  # of both versions; more are told as one change
MOST = 4_000  # words and signs of changed lines that are compared one by one: it takes quadratic time


@dataclass(frozen=True, slots=True)
class Change:
    kind: str  # "same", "gone" or "new"
    text: str


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Both versions in one text, in order."""
    return tuple(_lines(old.splitlines(keepends=True), new.splitlines(keepends=True)))


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    if len(old) + len(new) > MOST_LINES:
        yield from _whole("equal" if old == new else "replace", "".join(old), "".join(new))
        return
    # Of many lines, those that come again and again (empty ones) are no landmarks: to compare each with each takes minutes.
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if tag == "replace":
            yield from _words(gone, come)
        else:
            yield from _whole(tag, gone, come)


def _words(old: str, new: str) -> Iterator[Change]:
    one, other = _PARTS.findall(old), _PARTS.findall(new)
    if len(one) + len(other) > MOST:
        yield from _whole("replace", old, new)
        return
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield from _whole(tag, "".join(one[a:b]), "".join(other[c:d]))


def _whole(tag: str, gone: str, come: str) -> Iterator[Change]:
    if tag == "equal":
        yield Change("same", gone)
        return
    if gone:
        yield Change("gone", gone)
    if come:
        yield Change("new", come)
