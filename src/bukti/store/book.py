"""What the acts on claims add up to: where each claim is now, how it reads, where each statement's position counts. No SQL here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from bukti.records import Claim
from bukti.store.acts import Deed, Fate, State


class Act(NamedTuple):
    """One act that is not withdrawn."""

    seq: int
    id: str
    deed: Deed
    claim: str
    other: str
    text: str
    statements: frozenset[str]
    by: str


class Wording(NamedTuple):
    """The row of a claim that is live, or the last that was."""

    id: str
    text: str
    statement: str
    author: str
    live: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as it is now."""

    claim: Claim
    fate: Fate

    @property
    def live(self) -> bool:
        return self.fate.state is State.LIVE


class Book:
    """All live acts, in the order in which they were done. There are as many as people had the time for: memory is no concern."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._by_claim: dict[str, list[Act]] = {}
        self._moves: list[Act] = []
        for act in acts:
            self._by_claim.setdefault(act.claim, []).append(act)
            if act.deed in (Deed.MERGE, Deed.SPLIT):
                self._moves.append(act)
        self._left = {act.claim for act in self._moves}  # claims from which something went elsewhere

    def entry(self, row: Wording) -> Entry:
        """An analyst's words win over those that were found, and so does his name."""
        text, author, statement = row.text, row.author, row.statement
        for act in self._by_claim.get(row.id, ()):
            if act.deed is Deed.ADD:
                author = act.by
            elif act.deed is Deed.EDIT:
                text, author, statement = act.text, act.by, ""
        return Entry(Claim(row.id, text, author, statement), self._fate(row))

    def _fate(self, row: Wording) -> Fate:
        fate = Fate(State.LIVE) if row.live else Fate(State.WITHDRAWN)
        for act in self._by_claim.get(row.id, ()):
            if act.deed is Deed.ADD and row.live:
                fate = Fate(State.LIVE)
            elif act.deed is Deed.WITHDRAW:
                fate = Fate(State.WITHDRAWN, act=act.id)
            elif act.deed is Deed.MERGE:
                fate = Fate(State.MERGED, self.final(row.id), act.id)
        return fate

    def final(self, claim: str) -> str:
        """Where it was merged to, step by step; itself if it was not."""
        return self.place("", claim)

    def place(self, statement: str, claim: str, after: int = 0) -> str:
        """The claim for which a position on `claim`, taken after that act, counts now. Acts go in their order: no circle arises."""
        if claim not in self._left:
            return claim
        for act in self._moves:
            if act.claim == claim and act.seq > after and (act.deed is Deed.MERGE or statement in act.statements):
                claim = act.other
        return claim

    def moved(self, claim: str) -> bool:
        """Did anything go from it to another claim, or come to it from one?"""
        return claim in self._left or self.sources(claim) != {claim}

    def movers(self) -> set[str]:
        """All claims that something went from, or came to."""
        return self._left | {act.other for act in self._moves}

    def sources(self, claim: str) -> set[str]:
        """All claims whose positions may count for this one."""
        found = {claim}
        for act in reversed(self._moves):  # from the last: what went to a source of the claim before may have gone on to it
            if act.other in found:
                found.add(act.claim)
        return found

    def merged(self, claim: str) -> set[str]:
        """The claim and all that are merged into it."""
        return {source for source in self.sources(claim) if self.final(source) == claim}

    def wording(self, claim: str) -> str:
        """Id of the edit whose words hold, "" if there is none."""
        return next((act.id for act in reversed(self._by_claim.get(claim, ())) if act.deed is Deed.EDIT), "")
