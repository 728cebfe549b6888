"""What pages ask of the ledger, put together from what it can answer."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from bukti.errors import LedgerError
from bukti.records import Article, Claim, Derivation, Origin, Said, Stance, Standing, Voice
from bukti.runs.counting import Counting
from bukti.store import Event, Flag, Held, Ledger, PositionQuery, StatementQuery, open_ledger
from bukti.web.contexts import Kin, Link, Pager, Quote
from bukti.web.memory import Memory
from bukti.web.shell import place

T = TypeVar("T")
SOON, LATE = 60.0, 3600.0  # seconds for which what hardly changes need not be looked up again


@dataclass(frozen=True, slots=True)
class Look:
    """The ledger as one request sees it, and what is remembered of it."""

    ledger: Ledger
    memory: Memory

    def held(self, claim: str) -> tuple[Held, ...]:
        """All positions on a claim by time, rejected ones too."""
        return self.memory.get(("held", claim), lambda: tuple(self.ledger.positions(PositionQuery(claim=claim, rejected=True))))

    def in_article(self, article: str) -> tuple[Held, ...]:
        """Positions of an article's statements, of any version."""
        query = PositionQuery(article=article, current=False)
        return self.memory.get(("positions", article), lambda: tuple(self.ledger.positions(query)))

    def origins(self, claim: str) -> tuple[Origin, ...]:
        """Of the positions on a claim that count."""
        return self.memory.get(("origins", claim), lambda: tuple(self.ledger.origins(counting(self.held(claim)))))

    def stances(self, claim: str) -> dict[str, tuple[Stance, ...]]:
        """Of its origins, by id."""
        return self.memory.get(("stances", claim), lambda: stances_of_origins(self.origins(claim), self.held(claim)))

    def standings(self) -> dict[str, Standing]:
        """As they were filed, by claim."""
        return self.memory.get("standings", lambda: {s.claim: s for s in self.ledger.standings()})

    def standing(self, claim: str) -> Standing:
        """As it was filed, or counted now where it was not."""
        return self.standings().get(claim) or self.without(claim, ())

    def without(self, claim: str, articles: tuple[str, ...]) -> Standing:
        """What the claim would rest on if these articles were not there."""
        found = self.ledger.claim(claim)
        return self.memory.get(("standing", claim, articles), lambda: Counting(self.ledger).grounds(found).standing(articles))

    def history(self, claim: str) -> tuple[Event, ...]:
        return self.memory.get(("history", claim), lambda: tuple(self.ledger.history(claim)))

    def claims(self) -> dict[str, Claim]:
        """In the order in which they came."""
        return self.memory.get("claims", lambda: {claim.id: claim for claim in self.ledger.claims()})

    def kin(self, article: str) -> tuple[Derivation, ...]:
        """What the article comes from, and what comes from it."""
        return self.memory.get(("kin", article), lambda: tuple(self.ledger.derivations(article)), SOON)

    def parents(self, article: str) -> tuple[Kin, ...]:
        return tuple(Kin(self.article(d.parent), d) for d in self.kin(article) if d.child == article)

    def children(self, article: str) -> tuple[Kin, ...]:
        return tuple(Kin(self.article(d.child), d) for d in self.kin(article) if d.parent == article)

    def article(self, id: str) -> Article:
        """Its words never change under its id. Without the raw bytes, which no page shows."""
        return self.memory.get(("article", id), lambda: replace(self.ledger.article(id), raw=b""), LATE)

    def told(self, article: str) -> tuple[Said, ...]:
        """All statements of an article."""
        return self.memory.get(("told", article), lambda: tuple(self.ledger.said(StatementQuery(article=article))), SOON)

    def said(self, statements: Iterable[str]) -> dict[str, Said]:
        """Statements with articles and voices, by id. Those that are no longer live are left out."""
        wanted = list(statements)
        homes = dict.fromkeys(home for id in wanted if (home := self.memory.get(("home", id), lambda id=id: self._home(id), LATE)))  # type: ignore[misc]
        found = {s.statement.id: s for article in homes for s in self.told(article)}
        return {id: found[id] for id in wanted if id in found}

    def _home(self, statement: str) -> str:
        try:
            return self.ledger.statement(statement).article
        except LedgerError:
            return ""


@contextmanager
def looking(ledger: str, memory: Memory) -> Iterator[Look]:
    with open_ledger(ledger, create=False, patience=10.0) as opened:
        yield Look(opened, memory)


def holds_words(text: str, words: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words.casefold().split())


def counting(held: Iterable[Held]) -> list[str]:
    """Statements whose positions count: not those that an analyst rejected."""
    return [h.position.statement for h in held if h.flag is not Flag.REJECTED]


def stances_of_origins(origins: Sequence[Origin], held: Iterable[Held]) -> dict[str, tuple[Stance, ...]]:
    """The stances that statements of each origin take: one utterance may deny a claim and doubt the evidence for it."""
    by_statement = {h.position.statement: h.position.stance for h in held if h.flag is not Flag.REJECTED}
    out = {}
    for origin in origins:
        taken = {by_statement[s] for s in origin.statements if s in by_statement}
        if taken:
            out[origin.id] = tuple(stance for stance in Stance if stance in taken)
    return out


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
