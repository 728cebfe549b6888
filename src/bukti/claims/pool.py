"""What was judged of one report of a remark is lent to the other reports of it.

A remark is printed in many articles, cut, translated, with more or less of what it refers to. Where the same actor says nearly the same
thing, the judge's doubts about each wording of it are shared: a weighted mean of probabilities.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from bukti.claims.reading import Put
from bukti.network import STANCES

LENT = 0.6  # weight of a neighbour for each unit of similarity; tried 0.3, 0.6, 1
MOST = 16  # neighbours of a statement
VOICES = 2_000  # statements of one actor among which neighbours are sought at once: the cost of it grows with the square
NONE = STANCES.index("none")
At = tuple[int, str]  # a statement's place in the list, and a claim's id
Neighbours = dict[int, list[tuple[int, float]]]


def neighbours(puts: Sequence[Put], space: np.ndarray, least: float) -> Neighbours:
    """For each statement the others of the same voice that are near it in this space (unit vectors), with their weights.

    With 0.35 for the least similarity of centred vectors stance F1 rises by 0.03 on lady-r and grey-heron.
    """
    by_voice: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, p in enumerate(puts):
        if p.said.voice.actors:
            by_voice[tuple(a.id for a in p.said.voice.actors)].append(i)
    found: Neighbours = {}
    for everything in by_voice.values():
        for start in range(0, len(everything), VOICES):
            group = everything[start : start + VOICES]
            similar = space[group] @ space[group].T
            np.fill_diagonal(similar, 0)
            for own, row in zip(group, similar, strict=True):
                near = [int(k) for k in np.argsort(-row)[:MOST] if row[k] >= least]
                if near:
                    found[own] = [(group[k], LENT * float(row[k])) for k in near]
    return found


def pooled(found: np.ndarray, at: Sequence[At], near: Neighbours) -> np.ndarray:
    """Probabilities of each pair of a statement and a claim, lent to and from its neighbours' pairs with the same claim."""
    rows = {place: i for i, place in enumerate(at)}
    best = found.argmax(1)
    out = found.copy()
    for i, (statement, claim) in enumerate(at):
        others = ((rows[other, claim], w) for other, w in near.get(statement, ()) if (other, claim) in rows)
        # Who denies on Monday what he says on Friday uses the same words: that is a change of position, not a doubt about wording.
        lenders = [(row, w) for row, w in others if NONE in (best[i], best[row]) or best[i] == best[row]]
        if lenders:
            weights = np.array([1.0, *(w for _, w in lenders)])
            out[i] = weights @ found[[i, *(row for row, _ in lenders)]] / weights.sum()
    return out
