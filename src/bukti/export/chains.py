"""The way of a statement to us: through what its article says, and through the articles from which it was taken."""

from collections.abc import Sequence

from bukti.export import sentences as words
from bukti.export.case import Case
from bukti.export.numbers import Placed
from bukti.records import Derivation


def hops(placed: Placed, origin: Sequence[Placed], case: Case) -> tuple[str, ...]:
    """From the speaker to the outlet. `origin` is all that reports the same utterance."""
    trail = _trail(placed, origin, case.derivations)
    printed = {_key(words.outlet(p.said.article), case) for p, _ in trail}
    way = [words.who(placed.name)]
    occasion = case.occasions.get(trail[0][0].said.statement.id, "").removesuffix(placed.date).rstrip(", ")
    way += [occasion] if occasion else []  # its date stands over all the ways
    for p, credited in trail:
        way += [agency for agency in p.said.statement.relay if _key(agency, case) not in printed]
        way.append(words.outlet(p.said.article) + ("" if credited else " (not credited)"))
    return tuple(dict.fromkeys(way))


def _trail(placed: Placed, origin: Sequence[Placed], derived: Sequence[Derivation]) -> list[tuple[Placed, bool]]:
    """The statement and those from which it was taken, the first one first; each with whether the next one credits it."""
    trail, seen = [(placed, True)], {placed.said.article.id}
    while (step := _step(trail[0][0], origin, derived)) and step[0].said.article.id not in seen:
        seen.add(step[0].said.article.id)
        trail.insert(0, step)
    return trail


def _step(at: Placed, origin: Sequence[Placed], derived: Sequence[Derivation]) -> tuple[Placed, bool] | None:
    """The statement from which this one was taken, if its article comes from one that reports the same origin."""
    parents = {d.parent: d.credited for d in derived if d.child == at.said.article.id}
    return next(((p, parents[p.said.article.id]) for p in origin if p.said.article.id in parents), None)


def _key(name: str, case: Case) -> str:
    return case.outlets.get(name, name.casefold())
