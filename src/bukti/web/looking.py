"""What pages ask of the ledger, put together from what it can answer."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from bukti.pipeline import likely
from bukti.records import Article, Claim, Derivation, Origin, Said, Stance, Standing, Voice
from bukti.runs.counting import Counting
from bukti.store import Counts, Event, Flag, Held, Ledger, Outlet, Place, PositionQuery, StatementQuery, Weight, open_ledger
from bukti.web.contexts import Kin, Link, Pager, Quote
from bukti.web.memory import Memory
from bukti.web.outlet_contexts import OutletLine
from bukti.web.shell import place
from bukti.web.stories import Story, stories

T = TypeVar("T")
SOON, LATE = 60.0, 3600.0  # seconds for which what hardly changes need not be looked up again
ORIGINS = 300  # of one claim, the first ones: as many as the timeline shows


@dataclass(frozen=True, slots=True)
class Look:
    """The ledger as one request sees it, and what is remembered of it."""

    ledger: Ledger
    memory: Memory

    def outline(self, claim: str) -> list[Place]:
        """All positions on a claim by time, rejected ones too."""
        return self.memory.get(("outline", claim), lambda: self.ledger.outline(claim))

    def held(self, claim: str, statements: Iterable[str]) -> dict[str, Held]:
        """The positions of some statements on a claim, rejected ones too."""
        query = PositionQuery(claim=claim, statements=tuple(statements), rejected=True)
        return {h.position.statement: h for h in self.ledger.positions(query)} if query.statements else {}

    def origins(self, claim: str) -> tuple[list[Origin], int]:
        """The first ones of the positions on a claim that count, and how many there are."""
        return self.memory.get(("origins", claim), lambda: self.ledger.first_origins([*counting(self.outline(claim))], ORIGINS))

    def weights(self) -> dict[str, Weight]:
        """Of the standings that were filed, by claim."""
        return self.memory.get("weights", self.ledger.weights)

    def standing(self, claim: str) -> Standing:
        """As it was filed, or counted now where it was not."""
        return self.standings([claim])[claim]

    def standings(self, claims: Sequence[str]) -> dict[str, Standing]:
        found = self._each("standing", claims, self.ledger.standings_of)
        return {claim: found.get(claim) or self.without(claim, ()) for claim in claims}

    def without(self, claim: str, articles: tuple[str, ...]) -> Standing:
        """What the claim would rest on if these articles were not there."""
        found = self.ledger.claim(claim)
        return self.memory.get(("without", claim, articles), lambda: Counting(self.ledger).grounds(found).standing(articles))

    def history(self, claim: str) -> tuple[Event, ...]:
        return self.memory.get(("history", claim), lambda: tuple(self.ledger.history(claim)))

    def claims(self) -> dict[str, Claim]:
        """In the order in which they came."""
        return self.memory.get("claims", lambda: {claim.id: claim for claim in self.ledger.claims()})

    def named(self, claims: Collection[str]) -> dict[str, Claim]:
        """Those of these claims that are live."""
        return {claim.id: claim for claim in self.ledger.live_claims(claims)}

    def stories(self) -> Mapping[str, Story]:
        """The story of each claim that any article tells of."""
        return self._behind("stories", lambda ledger: stories(ledger.claims(), ledger.told_in()))

    def counts(self) -> Counts:
        return self._behind("counts", lambda ledger: ledger.counts())

    def outlets(self) -> tuple[OutletLine, ...]:
        """Those with most articles first."""
        return self._behind("outlets", lambda ledger: _outlet_lines(ledger.outlets()))

    def _behind(self, key: str, make: Callable[[Ledger], T]) -> T:
        """What is made of the whole ledger: `make` gets a ledger of its own, this one belongs to a request."""

        def made() -> T:
            with looking(self.memory.ledger, self.memory) as look:
                return make(look.ledger)

        return self.memory.behind(key, made, SOON)

    def kin(self, articles: Collection[str]) -> dict[str, list[Derivation]]:
        """What each of these articles comes from, and what comes from it."""
        found = self.memory.many([("kin", id) for id in articles], self._kin, SOON)
        return {id: found["kin", id] for id in articles}

    def _kin(self, keys: list[tuple[str, str]]) -> dict[tuple[str, str], list[Derivation]]:
        found: dict[tuple[str, str], list[Derivation]] = {key: [] for key in keys}
        for d in self.ledger.derivations_of([id for _, id in keys]):
            for end in {d.child, d.parent}:
                if ("kin", end) in found:
                    found["kin", end].append(d)
        return found

    def parents(self, article: str) -> tuple[Kin, ...]:
        found = [d for d in self.kin([article])[article] if d.child == article]
        articles = self.articles([d.parent for d in found])
        return tuple(Kin(articles[d.parent], d) for d in found)

    def children(self, article: str) -> tuple[Kin, ...]:
        found = [d for d in self.kin([article])[article] if d.parent == article]
        articles = self.articles([d.child for d in found])
        return tuple(Kin(articles[d.child], d) for d in found)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """By id, under which their words never change. Without the raw bytes, which no page shows."""
        return self._each("article", ids, lambda ids: {a.id: a for a in self.ledger.articles_of(ids)}, LATE)

    def article(self, beginning: str) -> Article:
        """By any beginning of an id that only one has."""
        return self.articles([beginning]).get(beginning) or replace(self.ledger.article(beginning), raw=b"")

    def told(self, article: str) -> tuple[Said, ...]:
        """All statements of an article."""
        return self.memory.get(("told", article), lambda: tuple(self.ledger.said(StatementQuery(article=article))), SOON)

    def said(self, statements: Iterable[str]) -> dict[str, Said]:
        """Statements with articles and voices, by id and in this order. Those that are no longer live are left out."""
        return self._each("said", statements, lambda ids: {s.statement.id: s for s in self.ledger.said_of(ids)}, SOON)

    def _each(self, kind: str, ids: Iterable[str], make: Callable[[list[str]], Mapping[str, T]], within: float = 0.0) -> dict[str, T]:
        keys = [(kind, id) for id in ids]
        found = self.memory.many(keys, lambda missing: {(kind, id): m for id, m in make([id for _, id in missing]).items()}, within)
        return {key[1]: found[key] for key in keys if key in found}


@contextmanager
def looking(ledger: str, memory: Memory) -> Iterator[Look]:
    with open_ledger(ledger, create=False, patience=10.0) as opened:
        yield Look(opened, memory)


def holds_words(text: str, words: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words.casefold().split())


def counting(outline: Iterable[Place]) -> dict[str, Stance]:
    """Statements whose positions count, with what they take: not those that an analyst rejected."""
    return {place.statement: place.stance for place in outline if place.flag is not Flag.REJECTED}


def unsure(held: Held) -> bool:
    """Less likely than not: shown, and not counted until somebody confirms it."""
    return held.flag is Flag.MACHINE and not likely([held.position])


def stances_of_origins(origins: Iterable[Origin], by_statement: Mapping[str, Stance]) -> dict[str, tuple[Stance, ...]]:
    """The stances that statements of each origin take: one utterance may deny a claim and doubt the evidence for it."""
    out = {}
    for origin in origins:
        taken = {by_statement[s] for s in origin.statements if s in by_statement}
        if taken:
            out[origin.id] = tuple(stance for stance in Stance if stance in taken)
    return out


def _outlet_lines(outlets: Iterable[Outlet]) -> tuple[OutletLine, ...]:
    found = sorted(outlets, key=lambda o: (-o.articles, o.name))
    return tuple(OutletLine(o.name, o.articles, o.passed, o.taken, o.first, o.last, o.langs) for o in found)


def speakers(voice: Voice, otherwise: str = "") -> tuple[Link, ...]:
    """Actors as links; what the article calls the speaker, without one, where he is nobody that is known."""
    if voice.actors:
        return tuple(Link(actor.name, place("actors", actor.id)) for actor in voice.actors)
    return (Link(otherwise, ""),) if otherwise else ()


def quote(said: Said) -> Quote:
    statement, article = said.statement, said.article
    return Quote(
        statement.id, article.id, speakers(said.voice, statement.actor or said.speaker), said.voice.office, said.cue, said.content,
        article.outlet, article.title, article.date, article.lang, statement.relay, statement.type.value == "direct",
    )  # fmt: skip


def paged(items: Iterable[T], page: int, size: int, name: str = "page") -> tuple[tuple[T, ...], Pager]:
    """One page. Of a sequence the number of all is known; of anything else no more is taken than is needed."""
    start = (page - 1) * size
    if isinstance(items, Collection):
        rows = tuple(islice(items, start, start + size))
        return rows, Pager(page, len(items) > start + size, len(items), name)
    found = tuple(islice(items, start, start + size + 1))
    return found[:size], Pager(page, len(found) > size, None, name)


def part(fetch: Callable[[int, int], Iterable[T]], page: int, size: int) -> tuple[tuple[T, ...], Pager]:
    """One page of what can be fetched from anywhere on (how many to skip, how many to take); the number of all is not known."""
    found = tuple(fetch((page - 1) * size, size + 1))
    return found[:size], Pager(page, len(found) > size)
