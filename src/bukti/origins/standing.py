"""What a claim rests on: its status from origins, and how many independent parties assert and deny it, with a reason for each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bukti.origins.dependence import Taken, taken
from bukti.origins.names import outlet_key
from bukti.origins.parties import Parties
from bukti.records import Claim, Derivation, Origin, Position, Said, Stance, Standing, Status

UNNAMED = ""  # the one party that all sources without name and party make together
MANY = 3  # outlets for each origin, from which a reader is warned


@dataclass(frozen=True, slots=True)
class View:
    """A position with what it is counted by."""

    said: Said
    stance: Stance
    origin: Origin
    party: str

    @property
    def age(self) -> tuple[str, str, str]:
        return (self.origin.date or self.said.article.date or "9999", self.origin.id, self.said.statement.id)


class Grounds:
    """What claims rest on: prepared once, `standing` of each claim is then as cheap as the claim is small.

    Leave an article's statements out of `said` to see what falls without it.
    """

    def __init__(self, said: Mapping[str, Said], origins: Sequence[Origin], derived: Sequence[Derivation]) -> None:
        self._said = said
        self._home = {s: o for o in origins for s in o.statements}
        self._told: dict[str, list[Said]] = defaultdict(list)
        for one in said.values():
            self._told[one.article.id].append(one)
        self._parents: dict[str, set[str]] = defaultdict(set)
        for d in derived:
            if d.parent in self._told:
                self._parents[d.child].add(d.parent)
        self._parties = Parties(said, origins)
        self._sources: dict[str, dict[str, list[Taken]]] = {}

    def standing(self, claim: Claim, positions: Iterable[Position]) -> Standing:
        views = self._views(claim, positions)
        own = self._without_copies(views)
        side = {stance: [v for v in own if v.stance is stance] for stance in Stance}
        asserted, for_it = _count(side[Stance.ASSERTS], self._taken(side[Stance.ASSERTS]), "asserts")
        denied, against = _count(side[Stance.DENIES], self._taken(side[Stance.DENIES]), "denies")
        return Standing(
            claim=claim.id,
            status=status_of(bool(side[Stance.ASSERTS]), bool(side[Stance.DENIES])),
            asserting=_origins(side[Stance.ASSERTS]),
            denying=_origins(side[Stance.DENIES]),
            doubting=_origins(side[Stance.DOUBTS]),
            independent_assert=asserted,
            independent_deny=denied,
            reasons=(*for_it, *against),
            warning=_warning(views, asserted, denied),
        )

    def _views(self, claim: Claim, positions: Iterable[Position]) -> list[View]:
        mine = (p for p in positions if p.claim == claim.id and p.statement in self._said and p.statement in self._home)
        views = [View(said := self._said[p.statement], p.stance, self._home[p.statement], self._parties.of(said)) for p in mine]
        return sorted(views, key=lambda v: (*v.age, v.stance))

    def _without_copies(self, views: Sequence[View]) -> list[View]:
        """Without what an article only took over: positions of an origin on which the article that it comes from has a position too."""
        has = {(v.said.article.id, v.origin.id) for v in views}
        return [v for v in views if not any((parent, v.origin.id) in has for parent in self._parents.get(v.said.article.id, ()))]

    def _taken(self, views: Sequence[View]) -> dict[str, list[Taken]]:
        """By statement: from whom its speaker has it, parties as they are counted here."""
        found: dict[str, list[Taken]] = {}
        for article in {v.said.article.id for v in views}:
            if article not in self._sources:
                sources = taken(self._told[article])
                self._sources[article] = {s: [replace(t, party=self._parties.named(t.party)) for t in its] for s, its in sources.items()}
            found |= self._sources[article]
        return found


def standing(
    claim: Claim, positions: Sequence[Position], said: Mapping[str, Said], origins: Sequence[Origin], derived: Sequence[Derivation]
) -> Standing:
    """Of one claim. For many claims on the same statements, keep `Grounds`."""
    return Grounds(said, origins, derived).standing(claim, positions)


def status_of(asserted: bool, denied: bool) -> Status:
    if asserted and denied:
        return Status.CONTESTED
    return Status.ASSERTED if asserted else Status.DENIED if denied else Status.NEITHER


def _origins(views: Iterable[View]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.origin.id for v in views))


@dataclass(frozen=True, slots=True)
class Side:
    """Who takes one stance: what each party says, and the parties by the names of their speakers."""

    parties: Mapping[str, Sequence[View]]
    names: Mapping[str, str]


def _count(views: Sequence[View], sources: Mapping[str, Sequence[Taken]], verb: str) -> tuple[int, list[str]]:
    """Independent parties on one side, and a sentence for each party on it."""
    by_party: dict[str, list[View]] = defaultdict(list)
    for v in views:
        by_party[v.party].append(v)
    side = Side(by_party, {v.said.voice.name: party for party, its in by_party.items() for v in its})
    why_not = {party: _dependent(party, its, sources, side) for party, its in by_party.items()}
    known = [party for party, its in by_party.items() if any(v.origin.counted for v in its)]
    if known and all(why_not.values()):  # each has it from another of them: somebody said it first
        why_not[known[0]] = ""
    reasons = [
        f"{_who(its)}: {verb} it, does not count, because {why_not[party]}"
        if why_not[party]
        else f"{_who(its)}: {verb} it, counts{_mouths(its)}"
        for party, its in by_party.items()
    ]
    return sum(not reason for reason in why_not.values()), reasons


def _dependent(party: str, its: Sequence[View], sources: Mapping[str, Sequence[Taken]], side: Side) -> str:
    """Why a party does not count, "" where it does. What it said first decides: later it may repeat what others found."""
    counted = [v for v in its if v.origin.counted]
    if not counted:
        return "no article tells an occasion on which it was said"
    members = set(party.split("; "))
    if len(members) > 1 and any(one in side.parties for one in members):
        return "it was said together with one that counts already"
    first = [v for v in counted if v.origin.id == counted[0].origin.id]
    reasons = [_first_source(v, members, sources, side) for v in first]
    return reasons[0] if all(reasons) else ""


def _first_source(v: View, members: set[str], sources: Mapping[str, Sequence[Taken]], side: Side) -> str:
    """The sentence that says from whom on the same side the speaker has it."""
    for t in sources.get(v.said.statement.id, ()):
        party = t.party if t.party in side.parties else side.names.get(t.name, t.party)
        views = side.parties.get(party, ())
        if (party not in members or len(members) > 1) and any(w.origin.counted for w in views):
            return t.reason
    return ""


def _who(views: Sequence[View]) -> str:
    return ", ".join(dict.fromkeys(v.said.voice.name or "a source without a name" for v in views))


def _mouths(views: Sequence[View]) -> str:
    if views[0].party == UNNAMED and len({v.origin.id for v in views}) > 1:
        return " as one, because unnamed sources cannot be told apart"
    return " as one, because all speak for one party" if len({v.said.voice.name for v in views}) > 1 else ""


def _warning(views: Sequence[View], asserted: int, denied: int) -> str:
    found = []
    for stance, count in ((Stance.ASSERTS, asserted), (Stance.DENIES, denied)):
        side = [v for v in views if v.stance is stance]
        outlets = len({outlet_key(v.said.article.outlet) or v.said.article.id for v in side})
        if count and outlets >= MANY * count:
            found.append(f"{outlets} outlets, {count} independent {'origin' if count == 1 else 'origins'} ({stance.value} it)")
    return "; ".join(found)
