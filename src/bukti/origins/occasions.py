"""Which runs of different articles report the same occasion."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from bukti.origins.meaning import Array
from bukti.origins.utterances import Run

WORD = re.compile(r"\w+")
# Set on lady-r and grey-heron, vectors of contents, centred: the best pair of two runs that report one occasion lies at 0.35 to 1, that of
# two occasions of one speaker at 0.33 at most.
SAME = 0.35
SAME_UNNAMED = 0.4  # "a resident" and "a resident" need not be one
DAY_OFF = 0.5  # with dates a day apart: a mistake, a time zone
LIKELY = 0.12  # with the same day, or reports of the same days
LIKELY_HERE = 0.2  # in one article
FAR = 21  # days between undated reports, from which each tells of a time of its own
WORDS = 3  # of a content, below which it says nothing about reports without dates: "Kavanaugh", "No"
QUOTED = 5  # words that, given word for word, are one quotation whenever they are printed
WINDOW = 400  # runs of one speaker that are compared with each other, in order of time


@dataclass(slots=True)
class Occasion:
    runs: list[Run]

    def apart(self, other: "Occasion", vectors: Array) -> bool:
        """Dates, kinds of occasion or one article keep them apart."""
        return any(_conflict(a, b, vectors) for a in self.runs for b in other.runs)


def _conflict(a: Run, b: Run, vectors: Array) -> bool:
    if a.when and b.when and a.when.apart(b.when) > 1 or _not_yet(a, b) or _not_yet(b, a):
        return True
    if a.article == b.article and a.who == b.who and _placed(a) and _placed(b) and alike(a, b, vectors) < SAME:
        return True  # the report itself turned from one to the other
    return bool(a.kind and b.kind and a.kind != b.kind) and bool(a.when and b.when and a.when.apart(b.when))


def _placed(run: Run) -> bool:
    return not run.nested and bool(run.when or run.kind)


def _not_yet(a: Run, b: Run) -> bool:
    """A report cannot tell what was said after it."""
    return bool(a.when and b.published and (a.when.first - b.published).days > 1)


def occasions(found: Sequence[Run], vectors: Array) -> list[Occasion]:
    by_speaker: dict[Hashable, list[Run]] = defaultdict(list)
    for run in found:
        by_speaker[_speaker(run)].append(run)
    return [o for same in by_speaker.values() for o in _of_one(sorted(same, key=_order), vectors)]


def _speaker(run: Run) -> Hashable:
    """Unnamed sources have an id for each article: here they are one speaker by what they are called, and need more to be joined."""
    if run.members[0].unnamed:
        return ("unnamed", run.members[0].said.voice.name)
    return run.who or run.members[0].id


def _order(run: Run) -> tuple[str, str, float]:
    told = run.told
    return (told.first.isoformat() if told else "9999", run.article, run.members[0].place)


def _of_one(same: Sequence[Run], vectors: Array) -> list[Occasion]:
    """Best pairs first; a pair joins two occasions unless anything keeps them apart, which further runs never heal."""
    home = {id(run): Occasion([run]) for run in same}
    parted: set[tuple[int, int]] = set()
    for _, i, j in sorted(_pairs(same, vectors), key=lambda p: (-p[0], p[1], p[2])):
        a, b = home[id(same[i])], home[id(same[j])]
        if a is b or (id(a), id(b)) in parted:
            continue
        if a.apart(b, vectors):
            parted |= {(id(a), id(b)), (id(b), id(a))}
            continue
        a.runs.extend(b.runs)
        home.update((id(run), a) for run in b.runs)
    return list({id(o): o for o in home.values()}.values())


def _pairs(same: Sequence[Run], vectors: Array) -> Iterable[tuple[float, int, int]]:
    """Runs that are alike enough; each with the next so many, at once."""
    rows = [u.row for run in same for u in run.members]
    starts = [0, *accumulate(len(run.members) for run in same)]
    for i, a in enumerate(same):
        last = min(len(same), i + 1 + WINDOW)
        if last == i + 1:
            continue
        scores = (vectors[rows[starts[i] : starts[i + 1]]] @ vectors[rows[starts[i + 1] : starts[last]]].T).max(0)
        best = np.maximum.reduceat(scores, [start - starts[i + 1] for start in starts[i + 1 : last]])
        for k in np.flatnonzero(best >= LIKELY).tolist():
            b = same[i + 1 + k]
            if best[k] >= (enough := needed(a, b)) and (_placed_in_time(a, b) or _wordy(a, b, vectors) >= enough):
                yield float(best[k]), i, i + 1 + k


def alike(a: Run, b: Run, vectors: Array) -> float:
    rows, columns = [u.row for u in a.members], [u.row for u in b.members]
    return float((vectors[rows] @ vectors[columns].T).max())


def _placed_in_time(a: Run, b: Run) -> bool:
    return a.article == b.article or bool(a.told and b.told)


def _wordy(a: Run, b: Run, vectors: Array) -> float:
    """How much alike two runs are in what is more than a word or two."""
    rows, columns = ([u.row for u in run.members if len(u.said.content.split()) >= WORDS] for run in (a, b))
    return float((vectors[rows] @ vectors[columns].T).max()) if rows and columns else -1.0


def needed(a: Run, b: Run) -> float:
    """How much alike two runs of a speaker must be to report one occasion."""
    if a.members[0].unnamed:
        return SAME_UNNAMED
    if a.article == b.article and not (_placed(a) and _placed(b)):
        return LIKELY_HERE
    if a.when and b.when:
        return {0: LIKELY if a.when.exact and b.when.exact else SAME, 1: DAY_OFF}.get(a.when.apart(b.when), 2.0)
    told, other = a.told, b.told
    if not a.when and not b.when and told and other and told.apart(other) > FAR and not _word_for_word(a, b):
        return 2.0  # what a speaker says weeks later is said anew, and may be the contrary
    together = told and other and told.apart(other) == 0 and a.kind == b.kind and a.nested == b.nested
    return LIKELY if together else SAME


def _word_for_word(a: Run, b: Run) -> bool:
    return not _quotations(a).isdisjoint(_quotations(b))


def _quotations(run: Run) -> set[tuple[str, ...]]:
    words = (tuple(WORD.findall(u.said.content.casefold())) for u in run.members)
    return {w for w in words if len(w) >= QUOTED}
