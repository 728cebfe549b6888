"""Text to pieces with exact character offsets, and pieces to windows.

An article is read in windows of at most `WINDOW` pieces for the lower layers of the encoder and in groups of at most `GROUP` windows
for the upper ones, so windows end at sentence ends where they can and need no overlap; groups of long articles share one window. Work
is linear in the length of the article.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from tokenizers import Tokenizer

BOS, PAD, EOS, UNK = 0, 1, 2, 3
WINDOW = 256  # pieces, <s> and </s> included
GROUP = 6  # windows that the upper layers see together
# Unpaired surrogates, which the tokenizer does not take, and control characters, after which its offsets are one too low.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f\ud800-\udfff]")
INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2581\ufeff\ufffd")  # blanks to the tokenizer, not to str.isspace
STRETCH = 20_000  # characters handed to the tokenizer at once; bounds its memory on a text without line breaks
SENTENCE_END = frozenset('.!?…"”»“’)')


@dataclass(frozen=True)
class Pieces:
    """The pieces of a text: ids (n,), first and last (exclusive) characters (n,)."""

    text: str
    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def covering(self, start: int, end: int) -> range:
        """Indices of the pieces that overlap characters [start, end)."""
        return range(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))

    @cached_property
    def breaks(self) -> np.ndarray:
        """How well a window may end before piece i: 3 new line, 2 sentence end, 1 word start, 0 inside a word. Shape (n + 1,)."""
        out = np.zeros(len(self) + 1, np.int8)
        out[[0, -1]] = 3
        for i in range(1, len(self)):
            gap = self.text[self.ends[i - 1] : self.starts[i]]
            if gap:
                out[i] = 3 if "\n" in gap else 2 if self.text[self.ends[i - 1] - 1] in SENTENCE_END else 1
        return out


def split(text: str, tokenizer: Tokenizer) -> Pieces:
    # One replacement character each, a blank to the tokenizer, keeps every offset where it is.
    clean = UNREADABLE.sub("\ufffd", text)
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    for start, end in stretches(clean):
        encoding = tokenizer.encode(clean[start:end], add_special_tokens=False)
        ids.extend(encoding.ids)
        offsets.extend((a + start, b + start) for a, b in encoding.offsets)
    return Pieces(text, *trimmed(clean, ids, offsets))


def stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(start + STRETCH, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def blank(char: str) -> bool:
    return char.isspace() or char in INVISIBLE


def trimmed(text: str, ids: list[int], offsets: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids, starts and ends of the pieces without the blanks that the tokenizer counts to them; pieces of blanks alone are dropped."""
    kept: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for i, (a, b) in zip(ids, offsets, strict=True):
        while a < b and blank(text[a]):
            a += 1
        while b > a and blank(text[b - 1]):
            b -= 1
        if a < b and (not starts or a >= starts[-1]):
            # A letter and its accent are one to the tokenizer, which may count the accent to no piece.
            while ends and ends[-1] < a and unicodedata.combining(text[ends[-1]]):
                ends[-1] += 1
            kept.append(i)
            starts.append(a)
            ends.append(b)
    while ends and ends[-1] < len(text) and unicodedata.combining(text[ends[-1]]):
        ends[-1] += 1
    return np.array(kept, np.int64), np.array(starts, np.int64), np.array(ends, np.int64)


def windows(pieces: Pieces, capacity: int = WINDOW - 2, first: int = 0) -> list[tuple[int, int]]:
    """Ranges of pieces, each at most `capacity` long, that end at the best break of their last third.

    `first` limits the first window, so that training sees other cuts in every epoch.
    """
    out, start, n = [], 0, len(pieces)
    limit = first or capacity
    while n - start > limit:
        tail = pieces.breaks[start + 1 : start + limit + 1].astype(np.int32)
        tail[: limit * 2 // 3] = -1
        best = len(tail) - 1 - int(np.argmax(tail[::-1]))
        out.append((start, start + best + 1))
        start += best + 1
        limit = capacity
    if start < n:
        out.append((start, n))
    return out


def groups(count: int, size: int = GROUP) -> list[tuple[int, int]]:
    """Ranges of windows that the upper layers see together; neighbours share one window where an article has more than `size`."""
    if count <= size:
        return [(0, count)] if count else []
    starts = list(range(0, count - 1, size - 1))
    return [(s, min(s + size, count)) for s in starts]
