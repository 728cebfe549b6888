"""What a ledger says of its claims and actors, put together for people: the board of claims, and an actor's changes of position."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bukti.records import Claim, Origin, Position, Said, Stance, Standing, Status
from bukti.store import Held, Ledger
from bukti.store.base import CURRENT_STATEMENTS

TAKING = (Stance.ASSERTS, Stance.DENIES, Stance.DOUBTS)
ORDER = (Status.CONTESTED, Status.ASSERTED, Status.DENIED, Status.NEITHER)


@dataclass(frozen=True, slots=True)
class Line:
    """One claim on the board."""

    claim: Claim
    standing: Standing
    voices: dict[Stance, tuple[str, ...]]  # who takes which stance, the first to do so first
    statements: int
    articles: int
    outlets: int
    first: str  # date of the first article that takes a position, as exact as it is given; "" where none has a date
    last: str


@dataclass(frozen=True, slots=True)
class Change:
    """One claim on which an actor first took one stance and later another."""

    claim: Claim
    before: Said
    after: Said
    stances: tuple[Stance, Stance]
    dates: tuple[str, str]  # of the utterances, else of the articles


def board(ledger: Ledger) -> list[Line]:
    """Contested claims first; of each status, those that most articles speak of."""
    said = {one.statement.id: _brief(one) for one in ledger.said(CURRENT_STATEMENTS)}
    by_claim: defaultdict[str, list[Held]] = defaultdict(list)
    for held in ledger.positions():
        if held.position.statement in said:
            by_claim[held.position.claim].append(held)
    standings = {standing.claim: standing for standing in ledger.standings()}
    lines = [_line(c, standings.get(c.id) or Standing(c.id, Status.NEITHER), by_claim[c.id], said) for c in ledger.claims()]
    return sorted(lines, key=lambda line: (ORDER.index(line.standing.status), -line.articles, line.first, line.claim.id))


@dataclass(frozen=True, slots=True)
class _Brief:
    """What the board shows of a statement: the text of its article need not stay in memory."""

    who: str
    article: str
    outlet: str
    date: str


def _brief(one: Said) -> _Brief:
    return _Brief(name_of(one), one.article.id, one.article.outlet, one.article.date)


def name_of(one: Said) -> str:
    """Of a source: the name that it has in all articles, else what this article calls it."""
    return one.voice.name or one.statement.actor or one.speaker


def _line(claim: Claim, standing: Standing, held: Sequence[Held], said: dict[str, _Brief]) -> Line:
    briefs = [said[h.position.statement] for h in held]
    voices = {s: tuple(dict.fromkeys(b.who or "?" for b, h in zip(briefs, held, strict=True) if h.position.stance is s)) for s in Stance}
    dates = sorted(b.date for b in briefs if b.date)
    articles, outlets = {b.article for b in briefs}, {b.outlet or b.article for b in briefs}
    return Line(claim, standing, voices, len(held), len(articles), len(outlets), *((dates[0], dates[-1]) if dates else ("", "")))


def changes(said: Iterable[Said], positions: Iterable[Position], origins: Iterable[Origin], claims: Iterable[Claim]) -> Iterator[Change]:
    """Where an actor, whose statements these are, took another stance on a claim than before; one utterance never changes its own."""
    by_id, texts = {one.statement.id: one for one in said}, {claim.id: claim for claim in claims}
    home = {statement: origin for origin in origins for statement in origin.statements}
    by_claim: defaultdict[str, list[Position]] = defaultdict(list)
    for position in positions:
        if position.statement in by_id and position.claim in texts and position.stance in TAKING:
            by_claim[position.claim].append(position)
    for claim, taken in by_claim.items():
        dated = sorted(taken, key=lambda p: (_date(by_id[p.statement], home) or "9999", p.statement))
        for one, other in zip(dated, dated[1:], strict=False):
            before, after = by_id[one.statement], by_id[other.statement]
            dates = (_date(before, home), _date(after, home))
            apart = home.get(one.statement) is None or home.get(one.statement) is not home.get(other.statement)
            if one.stance is not other.stance and apart and _before(*dates):
                yield Change(texts[claim], before, after, (one.stance, other.stance), dates)


def _date(one: Said, home: dict[str, Origin]) -> str:
    origin = home.get(one.statement.id)
    return (origin.date if origin else "") or one.article.date[:10]


def _before(one: str, other: str) -> bool:
    """For certain: "2031" is not before "2031-03-18", nor is anything before what has no date."""
    exact = min(len(one), len(other))
    return one[:exact] < other[:exact]
