"""Brings a ledger up to date: voices, positions, found claims, derivations, origins and standings of what was read since the last time.

New articles are worked through in portions, each seen together with its window: the articles that could have to do with it. In a ledger of
up to WHOLE articles that is all of them, so what it says does not depend on the order in which it was read; in a larger one, those of about
the same time. Every stage is filed by itself, and marked when it is done (`marks.py`): whatever ends a run early costs the stage in hand.
Two processes that do the same at once file the same rows. Judgements are never touched.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bukti.actors import ActorBook
from bukti.claims import batches, find_claims, texts
from bukti.claims.judge import RULES as CLAIM_RULES
from bukti.origins import derivations, find_origins
from bukti.pipeline import Meaning, Progress, Told, matcher, stance_calibration, stories, voiced
from bukti.records import Actor, Article, Claim, Origin, Position, Said, content_id
from bukti.runs.counting import recount
from bukti.runs.listing import LISTED
from bukti.runs.marks import Marks, Remembering, Turns, state
from bukti.store import ArticleQuery, Ledger, PositionQuery, Scope, StatementQuery
from bukti.store.base import CURRENT_STATEMENTS

RULES = "1"  # raised with every change of what is done here, so that ledgers are brought up to date anew
WHOLE = 1_000  # articles that are one story
REACH = timedelta(days=45)  # how long a story goes on, in a ledger that holds many
BATCH = 256  # statements whose positions are filed at once
CURRENT = ArticleQuery(current=True)
STAGES = ("voices", "positions", "claims", "derivations", "origins", "standings")


Window = tuple[list[Article], list[Article]]  # new ones, and all that may have to do with them


@dataclass(frozen=True, slots=True)
class Desk:
    """What every stage works with."""

    ledger: Ledger
    meaning: Remembering
    progress: Progress
    version: str
    listed: tuple[Actor, ...] = ()  # that an entity file brought into the ledger
    given: tuple[int, ...] = ()  # what was there when the run began

    def marks(self, stage: str) -> Marks:
        return Marks(self.ledger, stage, self.version)

    @property
    def turns(self) -> Turns:
        return Turns(self.ledger)


def is_up_to_date(ledger: Ledger, weights: str) -> bool:
    """Quickly: has nothing come since a run with these weights (their version) went to its end?"""
    return not _end(ledger, weights).missing([_content(ledger)])


def _end(ledger: Ledger, weights: str) -> Marks:
    return Marks(ledger, "all", f"{weights}+claims-{CLAIM_RULES}+linking-{RULES}")


def bring_up_to_date(ledger: Ledger, meaning: Meaning, progress: Progress = lambda *_: None, *, whole: int = WHOLE) -> None:
    """LedgerError with reason "ledger-read-only" where the ledger cannot be written."""
    if is_up_to_date(ledger, meaning.version):
        return
    given = _given(ledger)
    listed = tuple(a for a in ledger.actors() if a.source not in ("", "cldr"))
    version = content_id(meaning.version, CLAIM_RULES, RULES, *(" ".join((a.id, a.name, a.kind, a.party, *a.aliases)) for a in listed))
    desk = Desk(ledger, Remembering(meaning, ledger), progress, version, listed, given)
    told = {article.id: article for article in ledger.articles(CURRENT)}
    touched = _judge_new_claims(desk)
    touched |= _link_new_articles(desk, told, whole)
    lost, counted = content_id("lost", ledger.counts().withdrawn), desk.marks("counted")
    # Of statements that were withdrawn nobody knows any more for which claims they counted.
    everything = len(told) <= whole or bool(counted.missing([lost]))
    recount(ledger, None if everything else touched, version, lambda done, of: progress("standings", done, of))
    if everything:
        counted.done([lost])
    _note_gone(desk)
    content = _content(ledger)
    if given == _given(ledger) and not _unjudged(desk):  # else somebody has read more, or added a claim meanwhile
        _end(ledger, meaning.version).done([content])


def _link_new_articles(desk: Desk, told: Mapping[str, Article], whole: int) -> set[str]:
    """The ids of the claims on which positions changed or may have."""
    states, marks = _states(desk, told), desk.marks("linked")
    missing = set(marks.missing(states.values()))
    touched: set[str] = set()
    for portion, window in windows(list(told.values()), [told[id] for id, mark in states.items() if mark in missing], whole):
        touched |= _link(desk, portion, window, whole=len(told) <= whole)
        marks.done(states[article.id] for article in portion)
    return touched


def _content(ledger: Ledger) -> str:
    """Of the ledger, as far as a change of it makes work here."""
    live = ledger.claims()
    turns = Turns(ledger).of(c.id for c in live)
    claims = [f"{turns[c.id] or ''} {c.id} {c.text}".lstrip() for c in live]
    return content_id("content", *_given(ledger), ledger.counts().actors, *claims)


def _given(ledger: Ledger) -> tuple[int, ...]:
    """What others bring into a ledger, and a run does not."""
    has = ledger.counts()
    return has.articles, has.superseded, has.statements, has.withdrawn, Turns(ledger).of([LISTED])[LISTED]


def _states(desk: Desk, told: Iterable[str]) -> dict[str, str]:
    statements: dict[str, list[str]] = {id: [] for id in told}
    for statement in desk.ledger.statements(CURRENT_STATEMENTS):
        if statement.article in statements:
            statements[statement.article].append(statement.id)
    return {id: state(id, found) for id, found in statements.items()}


# Which articles are looked at together


def windows(told: Sequence[Article], fresh: Sequence[Article], whole: int = WHOLE) -> Iterator[Window]:
    """In a small ledger one; in a large one portions of what is new in order of their dates, each with all of about that time."""
    if len(told) <= whole:
        if fresh:
            yield list(fresh), list(told)
        return
    for portion in portions(sorted(fresh, key=lambda article: article.date), whole):
        days = [day for article in portion if (day := day_of(article))]
        first, last = (_earlier(min(days)), _later(max(days))) if days else (date.max, date.min)
        ids = {article.id for article in portion}
        yield portion, [a for a in told if a.id in ids or ((day := day_of(a)) and first <= day <= last)]


def portions(ordered: Sequence[Article], least: int) -> Iterator[list[Article]]:
    """At least so many, and at least as long a time as the windows reach to both sides of it: so no article is looked at more than about
    twice, however many there are."""
    portion: list[Article] = []
    begin: date | None = None
    for article in ordered:
        day = day_of(article)
        if len(portion) >= least and (begin is None or day is None or day - begin > 2 * REACH):
            yield portion
            portion, begin = [], None
        portion.append(article)
        begin = begin or day
    if portion:
        yield portion


def _earlier(day: date) -> date:
    return day - min(REACH, day - date.min)


def _later(day: date) -> date:
    return day + min(REACH, date.max - day)


def day_of(article: Article) -> date | None:
    """None without a date, or with one that is none."""
    try:
        return date.fromisoformat((article.date + "-01-01"[len(article.date) - 4 :])[:10] if article.date else "")
    except ValueError:
        return None


# The stages


def _link(desk: Desk, portion: Sequence[Article], window: Sequence[Article], *, whole: bool) -> set[str]:
    """All that follows from new articles; the ids of the claims on which positions changed or may have."""
    told = [(article, list(desk.ledger.statements(StatementQuery(article=article.id)))) for article in window]
    new = {article.id for article in portion}
    said = _give_voices(desk, told, new, whole=whole)
    _judge_new_statements(desk, [one for one in said if one.article.id in new])
    _find_claims(desk, said)
    _trace(desk, told, said, new)
    _find_origins(desk, said, new, whole=whole)
    inside = {one.statement.id for one in said}
    return {position.claim for position in (*_positions(desk, inside), *_replaced_positions(desk, portion))}


def _give_voices(desk: Desk, told: Sequence[Told], new: Collection[str], *, whole: bool) -> list[Said]:
    """In a small ledger all voices anew, since new articles tell what old ones left open; in a large one those of the new articles."""
    desk.progress("voices", 0, 1)
    known = desk.listed if whole else tuple(desk.ledger.actors())
    said = voiced([x for x in told if whole or x[0].id in new], ActorBook.standard().with_actors(known))
    desk.ledger.add_voices([one.voice for one in said], desk.version)
    desk.progress("voices", 1, 1)
    if whole:
        return said
    voices = {voice.statement: voice for voice in desk.ledger.voices([s.id for _, statements in told for s in statements])}
    return [Said(s, article, voices[s.id]) for article, statements in told for s in statements if s.id in voices]


def _judge_new_claims(desk: Desk) -> set[str]:
    """Claims that came, came back, or that an analyst wrote anew, since the last time: every statement that was judged before, on them.
    Their ids."""
    _note_gone(desk)
    fresh = _unjudged(desk)
    if fresh:
        turns = desk.turns.of(claim.id for claim in fresh)
        desk.turns.end(turns)  # now, since positions on other words of theirs will be there no more
        ids = [statement.id for statement in desk.ledger.statements(CURRENT_STATEMENTS)]
        waiting = set(desk.marks("positions").missing(ids))
        old = (one for one in desk.ledger.said(CURRENT_STATEMENTS) if one.statement.id not in waiting)
        _judge(desk, fresh, old, len(ids) - len(waiting), [claim.id for claim in fresh])
        if waiting == set(desk.marks("positions").missing(ids)):  # else another process judged some of them, perhaps without these claims
            desk.marks("claims").done(_mark(claim, turns[claim.id] + 1) for claim in fresh)
    return {claim.id for claim in fresh}


def _unjudged(desk: Desk) -> list[Claim]:
    live = desk.ledger.claims()
    turns = desk.turns.of(claim.id for claim in live)
    by_mark = {_mark(claim, turns[claim.id]): claim for claim in live}
    return [by_mark[mark] for mark in desk.marks("claims").missing(by_mark)]


def _mark(claim: Claim, turn: int = 0) -> str:
    return content_id("claim", claim.id, claim.text, *([turn] if turn else []))


def _note_gone(desk: Desk) -> None:
    """Claims that are merged or withdrawn miss what is read meanwhile, and are judged anew when they come back."""
    live = {claim.id for claim in desk.ledger.claims()}
    desk.turns.end_while_gone(c.id for c in desk.ledger.claims(withdrawn=True) if c.id not in live)


def _judge_new_statements(desk: Desk, new: Sequence[Said]) -> None:
    waiting = set(desk.marks("positions").missing(one.statement.id for one in new))
    fresh = [one for one in new if one.statement.id in waiting]
    _judge(desk, desk.ledger.claims(), fresh, len(fresh))


def _judge(desk: Desk, claims: Sequence[Claim], said: Iterable[Said], number: int, only: Collection[str] | None = None) -> None:
    """File the positions of statements on claims, batch by batch. `only`: their positions on other claims stay as they are."""
    judge, marks, done = matcher(claims, desk.meaning) if claims and number else None, desk.marks("positions"), 0
    for batch in batches(said, BATCH):
        desk.progress("positions", done, number)
        ids = [one.statement.id for one in batch]
        if judge:
            found = judge.positions(batch, desk.meaning.vectors(texts(batch)), {} if only is None else _surest(desk, ids, only))
            desk.ledger.file_positions(found, judge.version, Scope(ids, only))
        marks.done(ids)
        done += len(batch)
    desk.progress("positions", number, number)


def _surest(desk: Desk, statements: Sequence[str], but: Collection[str]) -> dict[str, float]:
    """How sure each statement's surest stance is that holds, of other claims that somebody wrote and that still stand."""
    sure: dict[str, float] = {}
    written = {claim.id for claim in desk.ledger.claims() if claim.author}.difference(but)
    for held in desk.ledger.positions(PositionQuery(statements=tuple(statements))):
        p = held.position
        if p.claim in written:
            sure[p.statement] = max(p.confidence, sure.get(p.statement, 0.0))
    return sure


def _find_claims(desk: Desk, said: Sequence[Said]) -> None:
    """Claims that nobody has named, and the positions of these statements on them."""
    desk.progress("claims", 0, 1)
    positions = _positions(desk, {one.statement.id for one in said})
    calibration = stance_calibration(desk.meaning)
    extra = {"calibration": calibration} if calibration else {}
    found = find_claims(said, positions, desk.meaning, desk.meaning.vectors(texts(said)), **extra)
    known = {claim.id for claim in desk.ledger.claims(withdrawn=True)}
    fresh = [claim for claim in found if claim.id not in known]  # one that an analyst withdrew stays withdrawn
    desk.ledger.add_claims(fresh, desk.version)
    desk.progress("claims", 1, 1)
    if fresh:
        _judge(desk, fresh, said, len(said), [claim.id for claim in fresh])
        if desk.given == _given(desk.ledger):  # else another process may have judged what was read meanwhile, without these claims
            desk.marks("claims").done(map(_mark, fresh))


def _positions(desk: Desk, statements: Collection[str]) -> list[Position]:
    """Those that hold, and those that an analyst rejected: what was judged is no matter for a new claim."""
    return [held.position for held in desk.ledger.positions(PositionQuery(statements=tuple(statements), rejected=True))]


def _replaced_positions(desk: Desk, new: Sequence[Article]) -> list[Position]:
    """Those in earlier versions of new articles: they count no longer."""
    earlier = [
        version.id for article in new if article.replaces for version in desk.ledger.versions(article.id) if version.id != article.id
    ]
    ids = desk.ledger.statement_ids(StatementQuery(articles=tuple(earlier)))
    return [held.position for held in desk.ledger.positions(PositionQuery(statements=tuple(ids), rejected=True, current=False))]


def _trace(desk: Desk, told: Sequence[Told], said: Sequence[Said], new: Collection[str]) -> None:
    """File which of the new articles comes from which, and what older ones come from them."""
    desk.progress("derivations", 0, 1)
    found = [d for d in derivations(stories(told, said), desk.meaning) if d.child in new or d.parent in new]
    desk.ledger.file_derivations(found, desk.version, list(new))
    desk.progress("derivations", 1, 1)


def _find_origins(desk: Desk, said: Sequence[Said], new: Collection[str], *, whole: bool) -> None:
    desk.progress("origins", 0, 1)
    articles = {one.article.id for one in said}
    derived = [d for d in desk.ledger.derivations() if d.child in articles]
    found = find_origins(said, derived, desk.meaning)
    if whole:
        desk.ledger.file_origins(found, desk.version)
    else:
        home = {one.statement.id: one.article.id for one in said}
        grown = [_with_older(desk, o, home) for o in found if any(home[s] in new for s in o.statements)]
        desk.ledger.file_origins(grown, desk.version, [s for origin in grown for s in origin.statements])
    desk.progress("origins", 1, 1)


def _with_older(desk: Desk, origin: Origin, window: Container[str]) -> Origin:
    """With statements that were put together with some of these before, and lie outside of what was looked at now."""
    older = [s for known in desk.ledger.origins(origin.statements) for s in known.statements if s not in window]
    live = desk.ledger.homes(older)  # a later reading may have withdrawn some
    older = [s for s in older if s in live]
    return replace(origin, statements=tuple(dict.fromkeys((*older, *origin.statements)))) if older else origin
