"""The traces of all articles read so far, and what comes from what among them. New articles do not redo the old ones.

Only articles that share content are compared: those whose mean vectors are neighbours (usearch, an HNSW graph) and those that share many
words (MinHash with locality-sensitive hashing, rensa). Copies that add nothing are found by their original and are not looked at again, so
a thousand copies of one report cost a thousand comparisons.
"""

from collections.abc import Sequence

import numpy as np
from rensa import RMinHash, RMinHashLSH
from usearch.index import Index

from bukti.origins.family import parents
from bukti.origins.judge import Kinship, judge
from bukti.origins.meaning import Array, Centre, Vectors
from bukti.origins.pairs import compare
from bukti.origins.slips import shared_errors
from bukti.origins.trace import Trace, lines_of, trace
from bukti.records import Article, Derivation, DerivationKind, Said

Story = tuple[Article, Sequence[Said]]
NEIGHBOURS = 32
BATCH = 512  # articles whose sentences are given to the network at once
HASHES, BANDS, ALIKE = 64, 16, 0.5  # MinHash: near copies
COPY = 0.95  # strength from which a child adds nothing to its parent
POSSIBLE = 4  # parents of one child that are remembered
COPIES = 8  # of one report that are compared with what comes later


class Traces:
    """`add` articles as they come; `derivations` are always those of all."""

    def __init__(self, meaning: Vectors) -> None:
        self._meaning = meaning
        self._centre = Centre(meaning)
        self._traces: list[Trace] = []
        self._raw: list[Trace] = []  # as the network gives them, while the middle of the languages still moves
        self._known: set[str] = set()
        self._reset()

    def _reset(self) -> None:
        self._possible: dict[str, list[Kinship]] = {}
        self._copies: dict[str, int] = {}  # id of an original: how many copies of it are searchable
        self._first: dict[str, int] = {}  # hash of a text: number of the first article that has it
        self._index: Index | None = None
        self._sketches = RMinHashLSH(ALIKE, HASHES, BANDS)

    def __len__(self) -> int:
        return len(self._traces)

    def add(self, stories: Sequence[Story]) -> None:
        """Articles with their statements; one that was added before is left as it is. Older ones may come after younger ones."""
        fresh = list({a.id: (a, said) for a, said in stories if a.id not in self._known}.values())
        fresh.sort(key=lambda story: (story[0].date or "9999", story[0].id))
        for start in range(0, len(fresh), BATCH):
            self._add(fresh[start : start + BATCH])

    def _add(self, stories: Sequence[Story]) -> None:
        settled = self._centre.settled
        new = self._traced(stories)
        self._known.update(t.id for t in new)
        for t in new:
            self._centre.learn(t.lang, t.keys, t.vectors)
        begin = len(self._traces)
        if not settled:  # the middle of the languages has moved: few articles so far, judge them all again
            self._raw.extend(new)
            new, begin = self._raw, 0
            self._reset()
        self._traces[begin:] = [t.seen_from(self._centre) for t in new]
        for number in range(begin, len(self._traces)):
            self._place(number)
        if self._centre.settled:
            self._raw = []

    def _traced(self, stories: Sequence[Story]) -> list[Trace]:
        lines = [lines_of(article) for article, _ in stories]
        texts = [a.text[s.start : s.end] for (a, _), spans in zip(stories, lines, strict=True) for s in spans]
        vectors = self._meaning.vectors(texts) if texts else np.zeros((0, 1), np.float32)
        bounds = np.cumsum([0, *map(len, lines)])
        return [
            trace(a, said, spans, vectors[bounds[i] : bounds[i + 1]])
            for i, ((a, said), spans) in enumerate(zip(stories, lines, strict=True))
        ]

    def _place(self, number: int) -> None:
        """Compare one article with those it may share content with, then let later ones find it."""
        one = self._traces[number]
        if not one.keys:
            return
        where, sketch = _mean(one), _sketch(one)
        nearest = set(self._near(where)) | set(self._sketches.query(sketch)[:NEIGHBOURS])
        if one.text in self._first:
            nearest.add(self._first[one.text])
        pairs = compare(one, [self._traces[other] for other in sorted(nearest)])
        errors = shared_errors(pairs)
        found = [kin for n, pair in enumerate(pairs) if (kin := judge(pair, errors.get(n, ())))]
        for kin in found:
            self._remember(kin)
        if self._worth_finding(one, found):
            self._first.setdefault(one.text, number)
            self._sketches.insert(number, sketch)
            self._insert(number, where)

    def _near(self, where: Array) -> list[int]:
        if self._index is None or not len(self._index):
            return []
        return [int(key) for key in self._index.search(where, min(NEIGHBOURS, len(self._index))).keys]

    def _insert(self, number: int, where: Array) -> None:
        if self._index is None:
            self._index = Index(ndim=len(where), metric="cos", dtype="i8")
        self._index.add(number, where, threads=1)

    def _remember(self, kin: Kinship) -> None:
        known = self._possible.setdefault(kin.child.id, [])
        known.append(kin)
        known.sort(key=lambda k: (-k.strength, k.parent.id))
        del known[POSSIBLE:]

    def _worth_finding(self, one: Trace, found: Sequence[Kinship]) -> bool:
        """Whether later articles may come from this one rather than from what it copies."""
        for kin in found:
            if kin.child is one and kin.kind is DerivationKind.REPRINT and kin.strength >= COPY:
                self._copies[kin.parent.id] = self._copies.get(kin.parent.id, 0) + 1
                return self._copies[kin.parent.id] <= COPIES and one.text != kin.parent.text
        return True

    def derivations(self) -> list[Derivation]:
        return parents(self._possible)


def _mean(one: Trace) -> Array:
    mean = one.vectors.mean(0)
    out: Array = mean / max(float(np.linalg.norm(mean)), 1e-6)
    return out


def _sketch(one: Trace) -> RMinHash:
    sketch = RMinHash(HASHES, 1)
    sketch.update(list(map(str, one.words.tolist())))
    return sketch


def derivations(stories: Sequence[Story], meaning: Vectors) -> list[Derivation]:
    """Which of these articles comes from which other one. For many articles that come bit by bit, keep a `Traces`."""
    traces = Traces(meaning)
    traces.add(stories)
    return traces.derivations()
