"""What claims rest on, counted from what a ledger holds. Quick, and without a network: after every judgement it is done anew."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from bukti.origins import standing
from bukti.pipeline import likely, told_of
from bukti.records import Claim, Derivation, Origin, Position, Said, Standing
from bukti.store import Flag, Held, Judgement, Ledger, PositionQuery, StatementQuery

ARTICLES = 512  # whose statements are kept in memory


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that one claim rests on."""

    claim: Claim
    held: tuple[Held, ...]
    said: dict[str, Said]  # by statement; all of the articles that take a position
    origins: tuple[Origin, ...]  # of the statements that take one
    derived: tuple[Derivation, ...]

    @property
    def positions(self) -> list[Position]:
        return [held.position for held in self.held]

    def standing(self, without: Collection[str] = ()) -> Standing:
        """`without`: ids of articles that are left out, to see what falls."""
        said = {id: one for id, one in self.said.items() if one.article.id not in without}
        counted = [h.position for h in self.held if h.flag is not Flag.MACHINE or h.position in likely([h.position])]
        return told_of(standing(self.claim, counted, said, self.origins, self.derived), len(self.held) - len(counted))


class Counting:
    """Looks up the grounds of many claims; what several of them need is read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._kept: dict[str, list[Said]] = {}

    def _told(self, articles: Collection[str]) -> dict[str, Said]:
        """All statements of these articles, by id."""
        for id in list(self._kept)[: max(len(self._kept) - ARTICLES, 0)]:
            del self._kept[id]
        missing = [id for id in articles if id not in self._kept]
        self._kept.update((id, []) for id in missing)
        for one in self._ledger.said(StatementQuery(articles=tuple(missing))) if missing else ():
            self._kept[one.article.id].append(one)
        return {one.statement.id: one for id in articles for one in self._kept[id]}

    def grounds(self, claim: Claim) -> Grounds:
        held = tuple(self._ledger.positions(PositionQuery(claim=claim.id)))
        taking = [h.position.statement for h in held]
        homes = self._ledger.homes(taking)
        articles = dict.fromkeys(homes[id] for id in taking if id in homes)  # another process may have withdrawn one just now
        derived = tuple(d for d in self._ledger.derivations_of(articles) if d.child in articles)
        return Grounds(claim, held, self._told(articles), tuple(self._ledger.origins(taking)) if taking else (), derived)


def recount(
    ledger: Ledger, claims: Collection[str] | None = None, model: str = "", progress: Callable[[int, int], None] = lambda *_: None
) -> None:
    """File the standings of these claims (ids) or of all live ones; those of claims that are live no more are withdrawn."""
    judged = _judged(ledger)
    live = {claim.id: claim for claim in ledger.claims()}
    chosen = [claim for id, claim in live.items() if claims is None or id in claims]
    counted = list(_counted(ledger, chosen, progress))
    gone = None if claims is None else [*claims]
    ledger.file_standings(counted, model or "count", gone)
    # Whoever judged meanwhile had it counted at once, and what was filed here has overwritten that.
    again = {ledger.fate(judgement.claim).into or judgement.claim for judgement in judged ^ _judged(ledger)}
    if live.keys() != {claim.id for claim in ledger.claims()}:  # somebody merged or split claims
        recount(ledger, claims, model)
    elif again := again if claims is None else again.intersection(claims):
        recount(ledger, again, model)


def _judged(ledger: Ledger) -> set[Judgement]:
    return set(ledger.judgements())


def _counted(ledger: Ledger, claims: list[Claim], progress: Callable[[int, int], None]) -> Iterator[Standing]:
    counting = Counting(ledger)
    for done, claim in enumerate(claims):
        progress(done, len(claims))
        yield counting.grounds(claim).standing()
    progress(len(claims), len(claims))
