"""Does one of two articles come from the other, which, and how: `judge(pair)`.

Two reports of one briefing share its quotations; a report that was taken from another one shares the reporter's own sentences and their
order too. So what counts is how much of the child stands in the parent, and quotations alone never make a parent without a credit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil

from bukti.origins.pairs import Echo, Pair
from bukti.origins.slips import Shared
from bukti.origins.trace import Trace
from bukti.records import Derivation, DerivationKind

# Set on lady-r and grey-heron with the int8 weights: translations have 0.30 to 0.55 of the shorter report in common, two reports of one
# event 0.25 at most.
COPIED = 0.28
COPIED_CREDITED = 0.25  # a credit is evidence of its own
REPRINTED = 0.5  # share of the shorter one's sentences, in the same words
NEEDED = 4  # sentences in common; fewer are quotations
NEEDED_SHORT, SHORT = 3, 0.6  # of a brief: fewer, where they make up so much of it
PIECES = 2  # of evidence for a source that nobody names
ERROR = 0.05  # what a shared error adds
LATE = timedelta(days=31)  # a report passes on news, not what its parent wrote long ago
AHEAD = timedelta(days=1)  # zones and late updates: a child may be dated a day before its parent


@dataclass(frozen=True, slots=True)
class Kinship:
    """A child, a parent, the evidence."""

    child: Trace
    parent: Trace
    kind: DerivationKind
    credited: bool
    strength: float  # 0 to 1, comparable between parents of one child
    covers: frozenset[int]  # sentences of the child
    reasons: tuple[str, ...]

    @property
    def either_way(self) -> bool:
        """Nothing but length tells which of the two is the child."""
        dated = self.child.day and self.parent.day and self.child.day != self.parent.day
        return not dated and self.child.credits(self.parent) == self.parent.credits(self.child)

    def turned(self) -> "Kinship":
        """The child taken for the parent. What is covered of the new child is not known, so it is its only parent."""
        reasons = tuple(r for r in self.reasons if r not in _named(self.parent, self.credited))
        child, parent = self.parent, self.child
        return replace(self, child=child, parent=parent, covers=frozenset(), reasons=(*reasons, *_named(parent, self.credited)))

    def record(self) -> Derivation:
        return Derivation(self.child.id, self.parent.id, self.kind, self.credited, round(self.strength, 3), self.reasons)


def judge(pair: Pair, errors: Sequence[Shared] = ()) -> Kinship | None:
    """None where neither comes from the other, as far as the texts show. `errors`: details that these two alone have."""
    pair = child_first(pair)
    if not in_time(pair):
        return None
    credited = pair.a.credits(pair.b)
    if not credited and siblings(pair):
        return None
    kin = _copied(pair, credited) or _passed_on(pair, credited) or _retold(pair, credited, errors)
    if kin and errors:
        kin = replace(kin, strength=min(kin.strength + ERROR, 1.0), reasons=(*kin.reasons, *map(str, errors)))
    return kin


def child_first(pair: Pair) -> Pair:
    """By credit, where only one names the other; else the later one; else the shorter one; else by id, to be stable."""
    a, b = pair.a, pair.b
    if a.credits(b) != b.credits(a):
        return pair if a.credits(b) else pair.turned()
    if a.day and b.day and a.day != b.day:
        return pair if a.day > b.day else pair.turned()
    return pair if (len(a.keys), b.id) <= (len(b.keys), a.id) else pair.turned()


def in_time(pair: Pair) -> bool:
    """Not from the future; and nothing but a copy is taken from an old report. Without dates everything is possible."""
    if not pair.a.day or not pair.b.day:
        return True
    later = pair.a.day - pair.b.day
    return -AHEAD <= later <= LATE or later > LATE and pair.verbatim >= NEEDED


def siblings(pair: Pair) -> bool:
    """Both have most of what they share from the same third outlet: two copies of an agency's report, neither taken from the other.

    An article of an outlet that is not known may be that report itself.
    """
    if not pair.a.outlet or not pair.b.outlet:
        return False
    third = [e for e in pair.echoes if {*e.a.relays} & {*e.b.relays} - {pair.a.key, pair.b.key}]
    return len(third) > len(pair.echoes) / 2


def _copied(pair: Pair, credited: bool) -> Kinship | None:
    shorter = min(len(pair.a.keys), len(pair.b.keys))
    in_order = pair.in_order
    if pair.a.text == pair.b.text:
        return _kinship(pair, DerivationKind.REPRINT, credited, 1.0, ["the words of both are the same from beginning to end"])
    if min(len(pair.links), in_order) < _needed(shorter):
        return None
    if pair.common < (COPIED_CREDITED if credited else COPIED):
        return None
    reasons = [f"{in_order} sentences say the same in the same order"]
    if pair.verbatim >= REPRINTED * shorter:
        reasons = [f"{pair.verbatim} of {shorter} sentences have the same words"]
        kind = DerivationKind.REPRINT
    else:
        kind = DerivationKind.TRANSLATION if pair.a.lang != pair.b.lang else DerivationKind.REWRITE
    if pair.told:
        reasons.append(f"{pair.told} of them are the reporter's own words, in which nobody is quoted")
    return _kinship(pair, kind, credited, 0.5 + pair.common / 2, reasons)


def _needed(shorter: int) -> int:
    """Sentences in common, of a report that has so many."""
    return max(min(NEEDED, shorter, max(NEEDED_SHORT, ceil(SHORT * shorter))), 2)


def _passed_on(pair: Pair, credited: bool) -> Kinship | None:
    """The child says of a statement that it came through the parent's outlet, and the parent has that statement."""
    if not credited:
        return None
    through = [e for e in pair.echoes if pair.b.key in e.a.relays]
    if not through and len(pair.echoes) + pair.told < PIECES:
        return None
    echoes = through or pair.echoes
    surest = max((e.alike for e in echoes), default=0.0)
    reasons = [f"has the words of {e.a.names or 'its source'} from {pair.b.outlet}" for e in _by_name(echoes)]
    return _kinship(pair, DerivationKind.RELAY, True, (0.4 if through else 0.2) + surest / 2, reasons, echoes)


def _retold(pair: Pair, credited: bool, errors: Sequence[Shared]) -> Kinship | None:
    """Only the parent can have heard, or got wrong, what the child has: people who spoke to it alone, its own sentences, errors."""
    alone = [e for e in pair.echoes if (e.b.told_here or e.b.unnamed) and not e.a.told_here]
    pieces = len({e.b.names for e in alone}) + (pair.told >= PIECES) + len(errors) + bool(errors and len(pair.links) >= NEEDED)
    if pieces < PIECES or not alone and not errors:
        return None
    reasons = [f"has the words of {e.b.names or 'a source'}, who spoke to {pair.b.outlet or 'the other'}" for e in _by_name(alone)]
    if pair.links:
        reasons.append(f"{len(pair.links)} of its sentences say the same")
    kind = DerivationKind.REWRITE if pair.a.lang == pair.b.lang else DerivationKind.TRANSLATION
    return _kinship(pair, kind, credited, 0.3 + min(len(alone), 4) / 10, reasons, alone)


def _by_name(echoes: Sequence[Echo]) -> list[Echo]:
    return list({e.b.names: e for e in echoes}.values())


def _kinship(
    pair: Pair, kind: DerivationKind, credited: bool, strength: float, reasons: Sequence[str], echoes: Sequence[Echo] = ()
) -> Kinship:
    covers = {e.a.line for e in echoes} if echoes else {link.a for link in pair.links}
    named = _named(pair.b, credited)
    return Kinship(pair.a, pair.b, kind, credited, min(strength, 1.0), frozenset(covers), (*reasons, *named))


def _named(parent: Trace, credited: bool) -> list[str]:
    return [f"names {parent.outlet}" if credited else f"does not name {parent.outlet}"] if parent.outlet else []
