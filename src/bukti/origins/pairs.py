"""What two articles share, sentence by sentence and statement by statement."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from bukti.origins.meaning import Array
from bukti.origins.trace import Mark, Trace

# Set on lady-r and grey-heron with the int8 weights: with these, translations have five sentences or more in common in order, and 0.30
# to 0.55 of the shorter report; two reports of one event four at most, and 0.25.
ALIKE, MARGIN = 0.42, 0.12
SPOKEN = 0.3  # statements of one actor that mean the same: the actor is evidence too
AT_ONCE = 250_000  # products in one step: OpenBLAS takes several threads from 262,144
SAME_WORDS = 0.75  # share of words that two sentences have in common (Jaccard)


class Link(NamedTuple):
    """Two sentences that say the same."""

    a: int
    b: int
    alike: float
    words: float  # share of words in common, 0 across languages


class Echo(NamedTuple):
    """Two statements of one actor that say the same."""

    a: Mark
    b: Mark
    alike: float


@dataclass(frozen=True, slots=True)
class Pair:
    a: Trace
    b: Trace
    links: tuple[Link, ...]
    echoes: tuple[Echo, ...]

    def share(self, sentences: int) -> float:
        """How much of a report of so many sentences both have: 1 is every sentence, word for word or in a perfect translation."""
        return sum(link.alike for link in self.links) / max(sentences, 1)

    @property
    def common(self) -> float:
        """The share of the shorter one, whether it was cut from the longer or the longer adds to it."""
        return self.share(min(len(self.a.keys), len(self.b.keys)))

    @property
    def verbatim(self) -> int:
        """Sentences that both have in the same words."""
        return sum(link.words >= SAME_WORDS for link in self.links)

    @property
    def in_order(self) -> int:
        """The longest run of linked sentences that both tell in the same order, with others between them or not."""
        tails: list[int] = []
        for link in sorted(self.links):
            at = bisect_left(tails, link.b)
            tails[at : at + 1] = [link.b]
        return len(tails)

    @property
    def told(self) -> int:
        """Linked sentences that are the reporter's own, with nobody's statement in them, in both."""
        return sum(not self.a.quoted[link.a] and not self.b.quoted[link.b] for link in self.links)

    def turned(self) -> "Pair":
        links = sorted(Link(link.b, link.a, link.alike, link.words) for link in self.links)
        return Pair(self.b, self.a, tuple(links), tuple(Echo(e.b, e.a, e.alike) for e in self.echoes))


def compare(one: Trace, others: Sequence[Trace]) -> list[Pair]:
    """One article with each of the others with which it shares anything: `a` of the pair is that one.

    All traces are seen from the middle of their languages.
    """
    if not others:
        return []
    scores = _scores(one, np.concatenate([o.packed for o in others]), np.concatenate([o.scales for o in others]))
    starts = [0, *accumulate(len(o.keys) for o in others)]
    found = _links(scores, starts)
    pairs = []
    for n, other in enumerate(others):
        links = _linked(one, other, found.get(n, ()))
        echoes = _echoes(one, other, scores[:, starts[n] : starts[n + 1]])
        if links or echoes:
            pairs.append(Pair(one, other, links, echoes))
    return pairs


def _scores(one: Trace, packed: Array, scales: Array) -> Array:
    """How much alike each sentence of one article and each of these is.

    In steps that numpy's library gives to one thread: on a busy machine two threads wait for each other longer than they work.
    """
    vectors, scores = one.vectors, np.empty((len(one.keys), len(packed)), np.float32)
    step = max(AT_ONCE // max(len(vectors), 1) // vectors.shape[1], 1)
    for start in range(0, len(packed), step):
        part = slice(start, start + step)
        scores[:, part] = vectors @ (packed[part].astype(np.float32) * scales[part]).T
    return scores


def _links(scores: Array, starts: Sequence[int]) -> dict[int, list[tuple[int, int, float]]]:
    """By number of the other article: sentences that are each other's best, well before the next. Cost grows with those that are alike."""
    found: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    columns = np.flatnonzero(scores.max(0, initial=-1) >= ALIKE)
    for column, row in zip(columns.tolist(), scores[:, columns].argmax(0).tolist(), strict=True):
        other = bisect_right(starts, column) - 1
        start, end = starts[other], starts[other + 1]
        score = float(scores[row, column])
        if score - max(_second(scores[row, start:end]), _second(scores[:, column])) >= MARGIN and scores[row, start:end].max() == score:
            found[other].append((row, column - start, score))
    return found


def _second(scores: Array) -> float:
    return float(np.partition(scores, -2)[-2]) if len(scores) > 1 else -1.0


def _linked(a: Trace, b: Trace, found: Sequence[tuple[int, int, float]]) -> tuple[Link, ...]:
    """With sentences in the same words, which may stand several times in an article and so have no margin."""
    links = [Link(i, j, s, _common(a, i, b, j)) for i, j, s in found]
    if not set(a.keys).isdisjoint(b.keys):
        done, where = {link.a for link in links}, {key: j for j, key in reversed(list(enumerate(b.keys)))}
        links.extend(Link(i, where[key], 1.0, 1.0) for i, key in enumerate(a.keys) if i not in done and key in where)
    return tuple(sorted(links))


def _common(a: Trace, i: int, b: Trace, j: int) -> float:
    if a.lang != b.lang:
        return 0.0
    one, two = a.words_of(i), b.words_of(j)
    shared = len(np.intersect1d(one, two, assume_unique=True))
    return shared / max(len(one) + len(two) - shared, 1)


def _enough(m: Mark, n: Mark) -> float:
    """How much alike two statements must be; that both sources are unnamed says nothing for it."""
    if any(actor in n.actors for actor in m.actors):
        return SPOKEN
    return ALIKE if m.unnamed and n.unnamed else 2.0


def _echoes(a: Trace, b: Trace, scores: Array) -> tuple[Echo, ...]:
    """One to one, best first; two statements in one sentence may echo two in another."""
    if a.speakers.isdisjoint(b.speakers):
        return ()
    pairs = [
        (float(scores[m.line, n.line]), i, j)
        for i, m in enumerate(a.marks)
        for j, n in enumerate(b.marks)
        if m.line >= 0 and n.line >= 0 and scores[m.line, n.line] >= _enough(m, n)
    ]
    used_a: set[int] = set()
    used_b: set[int] = set()
    found = []
    for alike, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            found.append(Echo(a.marks[i], b.marks[j], alike))
    return tuple(found)
