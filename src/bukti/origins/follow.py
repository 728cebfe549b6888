"""What an article took from another one, statement by statement: `leads`.

A copy keeps to the order of its original, so a statement is looked for first where it should stand: the statements that are surely the same
say how far the copy has come where the original has come how far. What the original is not known to have is looked for in other copies of
it, as a reader may miss in one language what it finds in two others.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bukti.origins.meaning import Array
from bukti.origins.utterances import Utterance, runs
from bukti.records import Derivation, DerivationKind

# Set on one half of the documents of NTREX (benchmarks/origins.py), and on lady-r as the program reads it.
FOLLOWS = 0.25  # likeness from which a statement of the same speaker is the parent's
FOLLOWS_ANYBODY = 0.4  # of a speaker that is named otherwise, or not at all, in a copy
IN_PLACE = 0.1  # of a statement that stands where it should
AWAY, FARTHEST = 8.0, 0.4  # likeness lost with the distance from there (a share of the article), and the most that is lost
SURE, NEAR = 0.5, 0.15  # likeness and distance of two statements that are surely the same
SAME_SPEAKER = 0.25  # what the same speaker adds
COUSINS = 4  # other copies of the original that are looked at
WHOLE = (DerivationKind.REPRINT, DerivationKind.TRANSLATION)  # of which anything may be taken, whoever is said to have said it
Told = Mapping[str, Sequence[Utterance]]  # by article
Sources = Mapping[str, Sequence[Derivation]]  # by child


def leads(told: Told, sources: Sources, vectors: Array) -> dict[str, str]:
    """For each statement that was taken from another article, the one it was taken from."""
    found: dict[str, str] = {}
    roots: dict[str, str] = {}  # of a copy: the article at the root of its family
    copies: dict[str, list[str]] = defaultdict(list)  # by that root, so far
    done: set[str] = set()
    for child in _parents_first(sources):
        derived = [d for d in sources[child] if d.parent in done or d.parent not in sources]  # what closes a circle leads nowhere
        done.add(child)
        for d in derived:
            left = [u for u in told[child] if u.id not in found]
            if d.kind in WHOLE:
                found |= _copied(left, told[d.parent], _Course(told[child], told[d.parent], vectors), vectors)
            else:
                found |= _passed_on(left, told[d.parent], vectors)
        wholes = [d.parent for d in derived if d.kind in WHOLE]
        if wholes:
            root = roots[child] = roots.get(wholes[0], wholes[0])
            for cousin in [c for c in copies[root][:COUSINS] if c not in wholes]:
                found |= _as_cousin(told[child], told[cousin], found, vectors)
            copies[root].append(child)
    return found


def _as_cousin(child: Sequence[Utterance], cousin: Sequence[Utterance], found: Mapping[str, str], vectors: Array) -> dict[str, str]:
    """What is still without a partner, in another copy; not what has one here already by another way."""
    used = {origin_of(u.id, found) for u in child}
    left = [u for u in child if u.id not in found]
    return _copied(left, [u for u in cousin if origin_of(u.id, found) not in used], _Course(child, cousin, vectors), vectors)


def origin_of(statement: str, found: Mapping[str, str]) -> str:
    """The first report of it, along the leads."""
    while statement in found:
        statement = found[statement]
    return statement


def fill(told: Sequence[Utterance], found: dict[str, str]) -> None:
    """Statements of a copy beside one that was taken follow it, where both are of one run: "he said so", cut or added words."""
    for run in runs(told):
        taken = [u for u in run.members if u.id in found]
        for u in run.members:
            if taken and u.id not in found:
                found[u.id] = found[min(taken, key=lambda t: abs(t.place - u.place)).id]


def _parents_first(sources: Sources) -> Iterable[str]:
    """The children, each after those it is taken from."""
    done: dict[str, None] = {}
    for child in sources:
        open_ones = [child]
        while open_ones:
            one = open_ones[-1]
            before = [d.parent for d in sources[one] if d.parent in sources and d.parent not in done and d.parent not in open_ones]
            if before:
                open_ones.append(before[0])
            else:
                done[open_ones.pop()] = None
    return done


def _copied(left: Sequence[Utterance], free: Sequence[Utterance], course: "_Course", vectors: Array) -> dict[str, str]:
    """What a copy has from its parent, one to one, best first. `left` of the child and `free` of the parent are still without a partner."""
    if not left or not free:
        return {}
    alike = _alike(left, free, vectors)
    scored = []
    for i, u in enumerate(left):
        for j, p in enumerate(free):
            same = bool(u.who & p.who)
            score = float(alike[i, j]) - min(AWAY * abs(course.at(u.place) - p.place), FARTHEST)
            enough = score >= IN_PLACE or alike[i, j] >= (FOLLOWS if same else FOLLOWS_ANYBODY)
            if enough and not _other_day(u, p):
                scored.append((score + SAME_SPEAKER * same, i, j))
    return _one_to_one(scored, left, free)


def _passed_on(left: Sequence[Utterance], parent: Sequence[Utterance], vectors: Array) -> dict[str, str]:
    """What a report of its own has from a source: what the same actor said. It may say it twice."""
    if not left or not parent:
        return {}
    alike = _alike(left, parent, vectors)
    best: dict[int, tuple[float, int]] = {}
    for i, u in enumerate(left):
        fit = [(float(alike[i, j]), -j) for j, p in enumerate(parent) if u.who & p.who and not _other_day(u, p) and alike[i, j] >= FOLLOWS]
        if fit:
            best[i] = max(fit)
    return {left[i].id: parent[-j].id for i, (_, j) in best.items()}


def _one_to_one(scored: Iterable[tuple[float, int, int]], left: Sequence[Utterance], free: Sequence[Utterance]) -> dict[str, str]:
    used_left: set[int] = set()
    used_free: set[int] = set()
    found = {}
    for _, i, j in sorted(scored, key=lambda x: (-x[0], x[1], x[2])):
        if i not in used_left and j not in used_free:
            used_left.add(i)
            used_free.add(j)
            found[left[i].id] = free[j].id
    return found


def _alike(a: Sequence[Utterance], b: Sequence[Utterance], vectors: Array) -> Array:
    alike: Array = vectors[[u.row for u in a]] @ vectors[[u.row for u in b]].T
    return alike


def _other_day(u: Utterance, p: Utterance) -> bool:
    return bool(u.when and p.when and u.when.apart(p.when) > 1)


class _Course:
    """Where in the parent a place of the child should be, between the statements that are surely the same in both."""

    def __init__(self, child: Sequence[Utterance], parent: Sequence[Utterance], vectors: Array) -> None:
        kept = _rising(_sure(child, parent, _alike(child, parent, vectors))) if child and parent else []
        self._from, self._to = [0.0, *(a for a, _ in kept), 1.0], [0.0, *(b for _, b in kept), 1.0]

    def at(self, place: float) -> float:
        return float(np.interp(place, self._from, self._to))


def _sure(child: Sequence[Utterance], parent: Sequence[Utterance], alike: Array) -> list[tuple[float, float]]:
    """Places in both of statements that are each other's best."""
    best, back = alike.argmax(1), alike.argmax(0)
    pairs = [(u.place, parent[j].place, alike[i, j]) for i, u in enumerate(child) if back[j := int(best[i])] == i]
    return [(one, other) for one, other, like in pairs if like >= SURE and abs(one - other) <= NEAR]


def _rising(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The longest run of points, in order of the first number, in which the second one rises too."""
    tails: list[tuple[float, int]] = []
    before: list[int] = []
    for n, (_, y) in enumerate(points):
        at = bisect_right([t[0] for t in tails], y)
        before.append(tails[at - 1][1] if at else -1)
        tails[at : at + 1] = [(y, n)]
    found, n = [], tails[-1][1] if tails else -1
    while n >= 0:
        found.append(points[n])
        n = before[n]
    return found[::-1]
