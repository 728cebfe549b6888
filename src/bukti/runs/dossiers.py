"""From a ledger to all that a dossier is made of: `collect`."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from bukti import __version__
from bukti.errors import LedgerError, NotInLedgerError
from bukti.export import Act, Case, Made, Removal, Taken
from bukti.origins import chain
from bukti.origins.names import outlet_key
from bukti.records import Article, Claim, Derivation, Said, Statement
from bukti.runs.counting import Counting, Grounds
from bukti.store import Counts, Event, Flag, Held, Ledger, PositionQuery, State, StatementQuery

# Positions times articles left out: some ten seconds of one core. Of a larger story, the dossier says what was not tried.
TRIALS, LEAST = 20_000, 10
Found = TypeVar("Found")
COUNTED = ("articles", "statements", "rejections", "actors", "claims", "positions", "judgements", "origins", "derivations")


def collect(ledger: Ledger, claim: str, *, now: datetime | None = None) -> Case:
    """All on the claim whose id begins so; on the one it was merged into, if it was. Raises LedgerError."""
    found = _final(ledger, claim)
    grounds = Counting(ledger).grounds(found)
    held = [*grounds.held, *(h for h in ledger.positions(PositionQuery(claim=found.id, rejected=True)) if h.flag is Flag.REJECTED)]
    said = _said(ledger, held, grounds)
    removals, untried = _removals(grounds)
    return Case(
        claim=found,
        made=_made(ledger, held, said, now or datetime.now(UTC)),
        taken=tuple(Taken(h.position, h.flag.value, h.judgement) for h in held),
        said=said,
        articles=_articles(ledger, grounds, said),
        origins=tuple(ledger.origins([h.position.statement for h in held])),
        derivations=grounds.derived,
        standing=grounds.standing(),
        removals=tuple(removals),
        untried=tuple(untried),
        occasions=_occasions(grounds),
        outlets={name: outlet_key(name) for s in said.values() for name in (s.article.outlet, *s.statement.relay)},
        history=tuple(map(_act, ledger.history(found.id))),
    )


def _final(ledger: Ledger, claim: str) -> Claim:
    found = ledger.claim(claim)
    fate = ledger.fate(found.id)
    return ledger.claim(fate.into) if fate.state is State.MERGED else found


def _said(ledger: Ledger, held: Iterable[Held], grounds: Grounds) -> dict[str, Said]:
    """Of every position, also of those that analysts rejected."""
    articles = {ledger.statement(h.position.statement).article for h in held if h.position.statement not in grounds.said}
    return grounds.said | {s.statement.id: s for article in sorted(articles) for s in ledger.said(StatementQuery(article=article))}


def _articles(ledger: Ledger, grounds: Grounds, said: Mapping[str, Said]) -> dict[str, Article]:
    known = {s.article.id: s.article for s in said.values()}
    return {d.parent: known[d.parent] if d.parent in known else ledger.article(d.parent) for d in grounds.derived}


def _removals(grounds: Grounds) -> tuple[list[Removal], list[str]]:
    """What is left without each article alone, and then without all that comes from it, as if it had never been printed.

    The second list has the articles that were not tried, because the trials would have taken too long.
    """
    articles = _in_order(grounds)
    tried = articles[: max(TRIALS // max(len(grounds.held), 1), LEAST)]
    found = []
    for article in tried:
        found.append(Removal(article, grounds.standing({article})))
        if also := _descendants(article, grounds.derived):
            found.append(Removal(article, grounds.standing({article, *also}), also))
    return found, articles[len(tried) :]


def _in_order(grounds: Grounds) -> list[str]:
    """First those that alone report an origin: without the others, none is lost."""
    home = {s: o.id for o in grounds.origins for s in o.statements}
    reports: dict[str, set[str]] = {}
    for p in grounds.positions:
        if p.statement in grounds.said:
            reports.setdefault(grounds.said[p.statement].article.id, set()).add(home.get(p.statement, ""))
    many = Counter(origin for origins in reports.values() for origin in origins)
    return sorted(reports, key=lambda article: -sum(many[origin] == 1 for origin in reports[article]))


def _descendants(article: str, derived: Sequence[Derivation]) -> tuple[str, ...]:
    found, at = [article], 0
    while at < len(found):
        found += [d.child for d in derived if d.parent == found[at] and d.child not in found]
        at += 1
    return tuple(found[1:])


def _occasions(grounds: Grounds) -> dict[str, str]:
    home = {s: o for o in grounds.origins for s in o.statements}
    ids = [p.statement for p in grounds.positions if p.statement in grounds.said]
    return {id: chain(grounds.said[id], home.get(id)).occasion for id in ids}


def _act(event: Event) -> Act:
    return Act(
        at=event.at,
        by=event.by,
        what=event.what,
        text=event.text,
        id=event.id,
        statement=event.statement,
        withdrawn_at=event.withdrawn_at,
        withdrawn_by=event.withdrawn_by,
        withdraw_reason=event.withdraw_reason,
    )


def _made(ledger: Ledger, held: Sequence[Held], said: Mapping[str, Said], now: datetime) -> Made:
    articles = dict.fromkeys(s.article.id for s in said.values())
    readers = sorted({ledger.reading(article).model for article in articles} - {""})
    judges = sorted({h.position.author for h in held if h.flag is Flag.MACHINE} - {""})
    at = now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Made(at, f"bukti {__version__}", tuple(readers), tuple(judges), _counted(ledger.counts()))


def _counted(counts: Counts) -> tuple[tuple[str, int], ...]:
    return tuple((name, getattr(counts, name)) for name in COUNTED)


class LedgerArchive:
    """What `bukti.export.verify` asks a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def article(self, id: str) -> Article | None:
        return _or_none(self._ledger.article, id)

    def statement(self, id: str) -> Statement | None:
        return _or_none(self._ledger.statement, id)


def _or_none(ask: Callable[[str], Found], id: str) -> Found | None:
    """None, too, for an id that is only the beginning of several: a dossier has whole ones."""
    try:
        return ask(id)
    except LedgerError as error:
        if isinstance(error, NotInLedgerError) or error.reason == "ambiguous":
            return None
        raise
