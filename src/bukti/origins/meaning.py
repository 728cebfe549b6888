"""What the room needs to know of a network: vectors of texts, and how to compare them across languages."""

from collections.abc import Hashable, Sequence
from typing import Protocol

import numpy as np

from bukti import lang as packs

Array = np.ndarray
ENOUGH = 2_000  # texts of a language, after which its middle stays where it is
PRIOR = 12  # texts: below this many, the middle of a language is drawn towards the middle of all


class Vectors(Protocol):
    """`bukti.network.Meaning`, or a fake in a test."""

    def vectors(self, texts: Sequence[str]) -> Array:
        """(texts, size) float32, each of unit length; texts that mean the same lie close, in whatever language."""
        ...


class Centre:
    """The middle of each language, taken away before vectors are compared.

    Two Indonesian sentences of one story lie closer than a sentence and its Russian translation (0.93 against 0.92) because all
    Indonesian sentences lie close. What is seen twice counts once, so that a reprint moves nothing; and once a language is known nothing
    moves it, so that what was judged need not be judged again. A few neutral sentences of each language are known from the start, so that
    two articles alone can be compared.
    """

    def __init__(self, meaning: Vectors, enough: int = ENOUGH) -> None:
        self._meaning, self._enough = meaning, enough
        self._sums: dict[str, Array] = {}
        self._seen: dict[str, set[Hashable]] = {}
        self._counts: dict[str, int] = {}

    @property
    def settled(self) -> bool:
        """Whether the middle of the languages together will move no more to speak of."""
        return sum(self._counts.values()) >= self._enough

    def learn(self, lang: str, keys: Sequence[Hashable], vectors: Array) -> None:
        """Texts of a language, with a key for each by which it is known again."""
        if lang not in self._counts:
            self._counts[lang] = 0
            neutral = packs.load(lang).words("neutral.txt")
            self.learn(lang, neutral, self._meaning.vectors(neutral) if neutral else vectors[:0])
        if self._counts[lang] >= self._enough:
            self._seen[lang] = set()
            return
        seen = self._seen.setdefault(lang, set())
        fresh = [row for row, key in enumerate(keys) if key not in seen and not seen.add(key)]  # type: ignore[func-returns-value]
        if fresh:
            self._sums[lang] = self._sum(lang, vectors) + vectors[fresh].astype(np.float64).sum(0)
            self._counts[lang] += len(fresh)

    def apply(self, lang: str, vectors: Array) -> Array:
        """The vectors as seen from the middle of their language, of unit length again."""
        if not self._sums or not len(vectors):
            return vectors
        whole = np.sum(list(self._sums.values()), axis=0) / sum(self._counts.values())
        middle = (self._sum(lang, vectors) + PRIOR * whole) / (self._counts.get(lang, 0) + PRIOR)
        moved = vectors.astype(np.float32) - middle.astype(np.float32)
        length = np.linalg.norm(moved, axis=1, keepdims=True)
        out: Array = moved / np.maximum(length, 1e-6)
        return out

    def _sum(self, lang: str, vectors: Array) -> Array:
        return self._sums.get(lang, np.zeros(vectors.shape[1]))
