"""Shared errors, the surest sign of who copied from whom: a detail that two reports alone have, against all others."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from bukti.origins.pairs import Pair

AGAINST = 2  # reports that have it otherwise: two can share a fact that a third has wrong
MISSPELT = 2  # letters in which a spelling differs from the usual one


class Shared(NamedTuple):
    """A detail that two reports alone have, against at least two others."""

    detail: str
    usual: str

    def __str__(self) -> str:
        return f"both have {self.detail}, where others have {self.usual}"


def shared_errors(pairs: Sequence[Pair]) -> dict[int, tuple[Shared, ...]]:
    """For each of one article's pairs (`a` is that article in all of them): details that it shares with that one alone, against the others.

    Compared are only sentences that say the same, so that 12 containers are no error beside 12 May.
    """
    lines: dict[int, dict[int, set[str]]] = defaultdict(dict)
    for n, pair in enumerate(pairs):
        for link in pair.links:
            lines[link.a][n] = set(pair.b.details[link.b])
    found: dict[int, list[Shared]] = defaultdict(list)
    for line, others in lines.items():
        mine = set(pairs[0].a.details[line])
        for n, theirs in others.items():
            rest = [d for m, d in others.items() if m != n]
            found[n].extend(s for detail in sorted(mine & theirs) if (s := _against(detail, mine | theirs, rest)))
    return {n: tuple(dict.fromkeys(errors)) for n, errors in found.items() if errors}


def _against(detail: str, ours: set[str], rest: Sequence[set[str]]) -> Shared | None:
    """The detail, where others have another number in its place, or another spelling, and none has this one."""
    if len(rest) < AGAINST or any(detail in other for other in rest):
        return None
    rivals = [r for other in rest for r in other - ours if _rival(detail, r)]
    counts = {r: rivals.count(r) for r in rivals}
    usual = max(sorted(counts), key=lambda r: counts[r], default="")
    return Shared(detail, usual) if usual and counts[usual] >= AGAINST else None


def _rival(detail: str, other: str) -> bool:
    if detail[0].isdigit() or other[0].isdigit():
        return detail.isdigit() and other.isdigit()
    return detail[0] == other[0] and 0 < _distance(detail, other) <= MISSPELT


def _distance(a: str, b: str) -> int:
    """Letters to put in, take out or change (Levenshtein); names are short."""
    if abs(len(a) - len(b)) > MISSPELT:
        return MISSPELT + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
