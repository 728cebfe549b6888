"""Which of the possible parents of an article are its parents: the best one, others only with evidence of their own, and no circles."""

from collections.abc import Iterable, Mapping, Sequence

from bukti.origins.judge import Kinship
from bukti.records import Derivation

CLOSE = 0.05  # of two parents whose evidence differs by less, the one that is named, or the earlier one, is taken


def parents(possible: Mapping[str, Sequence[Kinship]]) -> list[Derivation]:
    """`possible` by id of the child. In order of the children's dates."""
    ancestors: dict[str, set[str]] = {}
    chosen: list[Derivation] = []
    for child in sorted(possible, key=lambda c: _age(possible[c][0], child=True)):
        for kin in _separate(sorted(possible[child], key=_rank)):
            above = {kin.parent.id} | _above(kin.parent.id, ancestors)
            if child not in above:  # two that claim to be each other's source, or a ring of them: the first edge stays
                ancestors.setdefault(child, set()).add(kin.parent.id)
                chosen.append(kin.record())
    return chosen


def _rank(kin: Kinship) -> tuple[object, ...]:
    return (-round(kin.strength / CLOSE), not kin.credited, *_age(kin))


def _age(kin: Kinship, child: bool = False) -> tuple[str, str]:
    one = kin.child if child else kin.parent
    return (one.day.isoformat() if one.day else "9999", one.id)


def _separate(ranked: Iterable[Kinship]) -> list[Kinship]:
    """The first, and each next one that explains sentences which those before leave open: at least half of what it explains."""
    kept: list[Kinship] = []
    covered: set[int] = set()
    for kin in ranked:
        new = kin.covers - covered
        if not kept or len(new) * 2 > len(kin.covers):
            kept.append(kin)
            covered |= kin.covers
    return kept


def _above(one: str, ancestors: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    open_ones = [one]
    while open_ones:
        for parent in ancestors.get(open_ones.pop(), ()):
            if parent not in found:
                found.add(parent)
                open_ones.append(parent)
    return found
