"""Which of the possible parents of an article are its parents: the best one, others only with evidence of their own, and no circles."""

from collections.abc import Iterable, Mapping, Sequence

from bukti.origins.judge import Kinship
from bukti.records import Derivation, DerivationKind

WHOLE = (DerivationKind.REPRINT, DerivationKind.TRANSLATION)  # the same report, from either end
CLOSE = 0.05  # of two parents whose evidence differs by less, the one that is named, or the earlier one, is taken


def parents(possible: Mapping[str, Sequence[Kinship]]) -> list[Derivation]:
    """`possible` by id of the child. In order of the children's dates."""
    chosen = _Chosen()
    spare: list[Kinship] = []
    for child in sorted(possible, key=lambda c: _age(possible[c][0], child=True)):
        separate = _separate(sorted(possible[child], key=_rank))
        for kin in separate:
            chosen.add(kin)
        spare.extend(kin for kin in possible[child] if kin not in separate and kin.kind in WHOLE and kin.either_way)
    for kin in sorted(spare, key=_rank):
        if kin.parent.id not in chosen.parents:  # the same report as this child and its parent, whichever of them was first
            chosen.add(kin.turned())
    return chosen.derivations


class _Chosen:
    """Edges without circles: of two that claim to be each other's source, or a ring of them, the first edge stays."""

    def __init__(self) -> None:
        self.parents: dict[str, set[str]] = {}  # by id of the child
        self.derivations: list[Derivation] = []

    def add(self, kin: Kinship) -> None:
        if kin.child.id not in {kin.parent.id} | _above(kin.parent.id, self.parents):
            self.parents.setdefault(kin.child.id, set()).add(kin.parent.id)
            self.derivations.append(kin.record())


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
