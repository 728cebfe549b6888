"""Which claims a statement could be about at all: the closest in meaning, so that the judge need not read every pair."""

from collections.abc import Mapping, Sequence

import numpy as np

CHUNK = 4096  # statements whose similarities with all claims are held at once
NONE = -1


def centred(vectors: np.ndarray, langs: Sequence[str], centres: Mapping[str, np.ndarray]) -> np.ndarray:
    """Vectors less the centre of their language, of unit length again.

    Multilingual vectors lie apart by language: two different Indonesian sentences of one story reach a cosine of 0.93. The centres come
    with the weights, so a statement lies where it lies, whatever else is read with it. A language without one takes that of all ("").
    """
    if not len(vectors) or not centres:
        return vectors
    out: np.ndarray = vectors - np.stack([centres.get(lang, centres[""]) for lang in langs])
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    return out


def closest(vectors: np.ndarray, to: np.ndarray, most: int, least: float = -1.0) -> np.ndarray:
    """For each vector the rows of `to` that are nearest, best first: (vectors, most), NONE where none is as near as `least` (cosine)."""
    most = min(most, len(to))
    out = np.full((len(vectors), most), NONE, np.int64)
    if not most:
        return out
    for start in range(0, len(vectors), CHUNK):
        similar = vectors[start : start + CHUNK] @ to.T
        some = np.argpartition(-similar, most - 1, axis=1)[:, :most]
        values = np.take_along_axis(similar, some, axis=1)
        order = np.argsort(-values, axis=1)
        best = np.take_along_axis(some, order, axis=1)
        best[np.take_along_axis(values, order, axis=1) < least] = NONE
        out[start : start + CHUNK] = best
    return out
