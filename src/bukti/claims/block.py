"""Which claims a statement could be about at all, so that the judge need not read every pair: those closest in meaning, and those that name
whom and what it names.

Meaning alone does not tell stories apart: of the claims of some eighty stories it ranked half of the right ones among the first six, since
"ships were loaded at night" is said in many. Names do, and the report as a whole has those that the sentence leaves out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from bukti.text.names import WORD, spelled

CHUNK = 1024  # statements whose similarities with all claims are held at once
NONE = -1
STEM = 5  # letters of a name that endings leave alone
SHORTEST = 3  # letters of a word that is taken for a name
FEW = 3.0  # a text with fewer names than make this length is taken for one that has so many


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


class Names:
    """How many names texts share with claims, the rarer among these the more: a cosine of inverse document frequencies (Spärck Jones 1972).

    A name is a word with a capital letter, its first letters as they are in Latin script; not one that claims also have in lower case, as
    "There". German nouns count too, and in scripts without capitals there are no names.
    """

    def __init__(self, claims: Sequence[str]) -> None:
        plain = {stem(word) for claim in claims for word in WORD.findall(claim) if not word[0].isupper()}
        found = [[name for name in names(claim) if name not in plain] for claim in claims]
        count = Counter(name for some in found for name in some)
        self._rarity = {name: float(np.log(len(claims) / n)) for name, n in count.items()}
        self._lengths = np.array([self._length(some) for some in found])
        self._named = {row for row, some in enumerate(found) if some}
        rows = defaultdict(list)
        for row, some in enumerate(found):
            for name in some:
                rows[name].append(row)
        self._rows = {name: np.array(some) for name, some in rows.items()}

    def shared(self, text: str) -> np.ndarray:
        """(claims,) float32 from 0 to 1."""
        out = np.zeros(len(self._lengths), np.float32)
        known = [name for name in names(text) if name in self._rows]
        for name in known:
            out[self._rows[name]] += self._rarity[name] ** 2
        out /= self._lengths * max(self._length(known), FEW)
        return out

    def at_home(self, rows: np.ndarray, shared: np.ndarray, least: float) -> list[int]:
        """Those of the claims that share with a report at least so much of what the best of them does, and those that name nobody."""
        best = shared[rows].max(initial=0.0)
        return [int(row) for row in rows if shared[row] >= least * best or row not in self._named]

    def _length(self, some: Sequence[str]) -> float:
        return max(float(np.sqrt(sum(self._rarity[name] ** 2 for name in some))), 1e-6)


def names(text: str) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(stem(word) for word in WORD.findall(text) if word[0].isupper() and len(word) >= SHORTEST))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    return spelled(word)[:STEM]


def closest(
    vectors: np.ndarray, to: np.ndarray, most: int, least: float = -1.0, more: Callable[[int], np.ndarray] | None = None
) -> np.ndarray:
    """For each vector the rows of `to` that are nearest, best first: (vectors, most), NONE where none is as near as `least`. How near is
    their cosine; `more` of a vector's place is added to it."""
    most = min(most, len(to))
    out = np.full((len(vectors), most), NONE, np.int64)
    if not most:
        return out
    for start in range(0, len(vectors), CHUNK):
        similar = vectors[start : start + CHUNK] @ to.T
        if more:
            for n, row in enumerate(similar, start):
                row += more(n)
        some = np.argpartition(-similar, most - 1, axis=1)[:, :most]
        values = np.take_along_axis(similar, some, axis=1)
        order = np.argsort(-values, axis=1)
        best = np.take_along_axis(some, order, axis=1)
        best[np.take_along_axis(values, order, axis=1) < least] = NONE
        out[start : start + CHUNK] = best
    return out
