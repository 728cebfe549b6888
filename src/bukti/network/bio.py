"""Tag sequences to spans. Tags are O, then B and I of each label: 0, 1, 2, 3, 4, ..."""

import math
from collections.abc import Iterator

import numpy as np

MARGIN = 8  # pieces on either side of a forbidden step that are decoded again


def best_tags(logits: np.ndarray) -> np.ndarray:
    """The best sequence in which every I follows B or I of its label. logits (..., n, tags) -> (..., n), each row by itself.

    Where the best tag of each piece is allowed anyway, that is the best sequence; Viterbi is run only around the places where it is not.
    """
    tags: np.ndarray = logits.argmax(-1)
    for row in map(tuple, np.argwhere(astray(tags).any(-1))):
        for start, end in forbidden(tags[row]):
            before = int(tags[row][start - 1]) if start else 0
            tags[row][start:end] = viterbi(logits[row][start:end], before)
    return tags


def astray(tags: np.ndarray) -> np.ndarray:
    """Where an I continues nothing."""
    previous = np.zeros_like(tags)
    previous[..., 1:] = tags[..., :-1]
    out: np.ndarray = (tags > 0) & (tags % 2 == 0) & (previous != tags) & (previous != tags - 1)
    return out


def forbidden(tags: np.ndarray) -> Iterator[tuple[int, int]]:
    """Stretches around tags that continue nothing, widened by MARGIN to where the tags can be trusted, and joined."""
    start = end = -1
    for i in np.flatnonzero(astray(tags)).tolist():
        lo, hi = max(i - MARGIN, 0), max(min(i + MARGIN, len(tags)), end)
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
    """The best allowed tags behind a piece with the tag `before`. In plain numbers: on short stretches arrays cost more than they save."""
    rows: list[list[float]] = logits.tolist()
    labels = range(2, len(rows[0]), 2)
    score = [-math.inf] * len(rows[0])
    score[before] = 0.0
    back = []
    for row in rows:
        top = max(score)
        came, reach = [score.index(top)] * len(row), [top] * len(row)
        for i in labels:
            # An I can only come from its own B or I.
            came[i] = i if score[i] >= score[i - 1] else i - 1
            reach[i] = score[came[i]]
        score = [a + b for a, b in zip(reach, row, strict=True)]
        back.append(came)
    out = [score.index(max(score))]
    for came in reversed(back[1:]):
        out.append(came[out[-1]])
    return np.array(out[::-1], np.int64)


def spans(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """(first, last exclusive, label index) of each span; label 0 has tags 1 and 2."""
    out: list[tuple[int, int, int]] = []
    tagged = np.flatnonzero(tags)
    for i, tag in zip(tagged.tolist(), tags[tagged].tolist(), strict=True):
        label, begins = (tag - 1) // 2, tag % 2 == 1
        if not begins and out and out[-1][1] == i and out[-1][2] == label:
            out[-1] = (out[-1][0], i + 1, label)
        else:
            out.append((i, i + 1, label))
    return out
