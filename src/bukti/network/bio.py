"""Tag sequences to spans. Tags are O, then B and I of each label: 0, 1, 2, 3, 4, ..."""

from collections.abc import Iterator

import numpy as np

MARGIN = 8  # pieces on either side of a forbidden step that are decoded again


def best_tags(logits: np.ndarray) -> np.ndarray:
    """The best sequence in which every I follows B or I of its label. logits (n, tags) -> (n,).

    Where the best tag of each piece is allowed anyway, that is the best sequence; Viterbi is run only around the places where it is not.
    """
    tags: np.ndarray = logits.argmax(1)
    for start, end in forbidden(tags):
        before = int(tags[start - 1]) if start else 0
        tags[start:end] = viterbi(logits[start:end], before)
    return tags


def forbidden(tags: np.ndarray) -> Iterator[tuple[int, int]]:
    """Stretches around steps to an I that continues nothing, widened by MARGIN to where the tags can be trusted, and joined."""
    previous = np.concatenate([[0], tags[:-1]])
    wrong = np.flatnonzero((tags > 0) & (tags % 2 == 0) & (previous != tags) & (previous != tags - 1))
    start = end = -1
    for i in wrong:
        lo, hi = max(int(i) - MARGIN, 0), max(min(int(i) + MARGIN, len(tags)), end)
        # A stretch must not end inside a span, or its rest would be cut off from its beginning.
        while hi < len(tags) and tags[hi] > 0 and tags[hi] % 2 == 0:
            hi += 1
        if lo <= end:
            end = hi
            continue
        if end > 0:
            yield start, end
        start, end = lo, hi
    if end > 0:
        yield start, end


def viterbi(logits: np.ndarray, before: int) -> np.ndarray:
    n, tags = logits.shape
    inside = np.arange(2, tags, 2)
    score = np.full(tags, -np.inf, np.float64)
    score[before] = 0.0
    back = np.zeros((n, tags), np.int64)
    for i in range(n):
        best = int(score.argmax())
        back[i], reach = best, np.full(tags, score[best])
        # An I can only come from its own B or I.
        own = np.where(score[inside] >= score[inside - 1], inside, inside - 1)
        back[i, inside], reach[inside] = own, score[own]
        score = reach + logits[i]
    out = np.zeros(n, np.int64)
    out[-1] = int(score.argmax())
    for i in range(n - 1, 0, -1):
        out[i - 1] = back[i, out[i]]
    return out


def spans(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """(first, last exclusive, label index) of each span; label 0 has tags 1 and 2."""
    out: list[tuple[int, int, int]] = []
    for i in np.flatnonzero(tags).tolist():
        label, begins = (int(tags[i]) - 1) // 2, tags[i] % 2 == 1
        if not begins and out and out[-1][1] == i and out[-1][2] == label:
            out[-1] = (out[-1][0], i + 1, label)
        else:
            out.append((i, i + 1, label))
    return out
