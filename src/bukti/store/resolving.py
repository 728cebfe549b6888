"""Positions as they hold: the machine's, and over them the judgements of analysts, each where it counts after merges and splits."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bukti.records import Position, Stance
from bukti.store.actors import batches
from bukti.store.acts import Flag, Held, Judgement, PositionQuery, Verdict
from bukti.store.book import Book
from bukti.store.entries import load_entries
from bukti.store.loading import decoding, fetch
from bukti.store.queries import CURRENT, IN_LIST, Conditions
from bukti.store.rows import Row, from_text, to_json

JUDGEMENT = "id, statement, claim, verdict, stance, added_by, added_at, note"

POSITION = "statement, claim, stance, confidence, reason, model"

_FLAGS = {Verdict.CONFIRM: Flag.CONFIRMED, Verdict.REJECT: Flag.REJECTED, Verdict.SET: Flag.SET}
_DONE = {Verdict.CONFIRM: "confirmed", Verdict.REJECT: "rejected", Verdict.SET: "set"}


_ON_CLAIMS = f"""s.id IN (SELECT statement FROM position WHERE withdrawn_at IS NULL AND claim {IN_LIST}
                        UNION SELECT statement FROM judgement WHERE withdrawn_at IS NULL AND claim {IN_LIST})"""
_ON_ANY = """(EXISTS (SELECT 1 FROM position WHERE statement = s.id AND withdrawn_at IS NULL)
              OR EXISTS (SELECT 1 FROM judgement WHERE statement = s.id AND withdrawn_at IS NULL))"""


class Found(NamedTuple):
    """A machine's position, and the claim on which it counts."""

    position: Position
    direct: bool  # not moved there by a merge or split


class Judged(NamedTuple):
    """A judgement, and the seq of the last act on claims before it."""

    judgement: Judgement
    after: int


def to_judgement(row: Row) -> Judgement:
    id, statement, claim, verdict, stance, by, at, note = row
    return Judgement(id, statement, claim, Verdict(verdict), Stance(stance) if stance else None, from_text(by), at, from_text(note))


def to_position(row: Row) -> Position:
    statement, claim, stance, confidence, reason, model = row
    return Position(statement, claim, Stance(stance), confidence, from_text(reason), from_text(model))


def resolve(book: Book, found: Sequence[Position], judged: Sequence[Judged]) -> dict[str, Held]:
    """All of one statement: what holds, by the claim for which it counts. `judged` in the order of time."""
    machine: dict[str, Found] = {}
    for position in found:
        claim = book.place(position.statement, position.claim)
        candidate = Found(_on(position, claim), claim == position.claim)
        if claim not in machine or _rank(candidate) > _rank(machine[claim]):
            machine[claim] = candidate
    holds = {claim: Held(candidate.position) for claim, candidate in machine.items()}
    for judgement, after in judged:
        claim = book.place(judgement.statement, judgement.claim, after)
        if judgement.verdict is not Verdict.REJECT:
            holds[claim] = _judged(judgement, claim)
        elif claim in holds:
            holds[claim] = Held(machine[claim].position if claim in machine else holds[claim].position, Flag.REJECTED, judgement.id)
    return holds


def _on(position: Position, claim: str) -> Position:
    if claim == position.claim:
        return position
    return Position(position.statement, claim, position.stance, position.confidence, position.reason, position.author)


def _rank(found: Found) -> tuple[bool, float]:
    """Of several positions that a merge brings together, the one on the claim itself; else the surest."""
    return found.direct, found.position.confidence


def _judged(judgement: Judgement, claim: str) -> Held:
    assert judgement.stance is not None
    reason = f"{_DONE[judgement.verdict]} by {judgement.author}" + (f": {judgement.note}" if judgement.note else "")
    position = Position(judgement.statement, claim, judgement.stance, 1.0, reason, judgement.author)
    return Held(position, _FLAGS[judgement.verdict], judgement.id)


class Question(NamedTuple):
    """A query, and what was live when it was asked."""

    book: Book
    statements: list[str]  # live ones with a position or judgement, by date and place
    sources: str  # the claims whose positions may count for the one asked for, JSON; "" if all are asked for
    claims: frozenset[str] | None  # that may be in the answer; None for all live ones, where so few are asked for that they are looked up
    rejected: bool


def ask(db: sqlite3.Connection, book: Book, query: PositionQuery) -> Question:
    """`query` with whole ids. A claim that is merged is asked for by the one it went to."""
    claim = book.final(query.claim) if query.claim else ""
    few = query.statement or query.article or query.statements is not None
    claims = frozenset({claim}) if claim else None if few else _live(db, book)
    sources = to_json(sorted(book.sources(claim))) if claim else ""
    return Question(book, _statements(db, query, sources), sources, claims, query.rejected)


def _live(db: sqlite3.Connection, book: Book, ids: Iterable[str] | None = None) -> frozenset[str]:
    return frozenset(entry.claim.id for entry in load_entries(db, book, ids) if entry.live)


def held(db: sqlite3.Connection, book: Book, query: PositionQuery) -> Iterator[Held]:
    """All at once, for callers inside of one transaction."""
    question = ask(db, book, query)
    for batch in batches(question.statements):
        yield from answer(db, question, batch)


def answer(db: sqlite3.Connection, question: Question, batch: Sequence[str]) -> Iterator[Held]:
    """What holds on some of the question's statements, in their order."""
    positions: dict[str, list[Position]] = defaultdict(list)
    judgements: dict[str, list[Judged]] = defaultdict(list)
    with decoding("position"):
        for row in _rows(db, question, batch, f"SELECT {POSITION} FROM position"):
            positions[row[0]].append(to_position(row))
        for *row, after in _rows(db, question, batch, f"SELECT {JUDGEMENT}, after_act FROM judgement"):
            judgements[row[1]].append(Judged(to_judgement(row), after))
    holds = [each for statement in batch for each in resolve(question.book, positions[statement], judgements[statement]).items()]
    live = _live(db, question.book, {claim for claim, _ in holds}) if question.claims is None else question.claims
    for claim, found in holds:
        if claim in live and (question.rejected or found.flag is not Flag.REJECTED):
            yield found


def _rows(db: sqlite3.Connection, question: Question, batch: Sequence[str], select: str) -> list[Row]:
    sql, values = f"{select} WHERE withdrawn_at IS NULL AND statement {IN_LIST}", [to_json(batch)]
    if question.sources:
        sql, values = f"{sql} AND claim {IN_LIST}", [*values, question.sources]
    return fetch(db, f"{sql} ORDER BY seq", *values)


def _statements(db: sqlite3.Connection, query: PositionQuery, sources: str) -> list[str]:
    asked: Conditions = [("s.withdrawn_at IS NULL", ()), (_ON_ANY, ())]
    if sources and not (
        query.statement or query.article or query.statements is not None
    ):  # with these there are few, and `answer` looks at the claims of each
        asked[1] = (_ON_CLAIMS, (sources, sources))
    if query.statement:
        asked.append(("s.id = ?", (query.statement,)))
    if query.article:
        asked.append(("s.article = ?", (query.article,)))
    if query.statements is not None:
        asked.append((f"s.id {IN_LIST}", (to_json(query.statements),)))
    if query.current:
        asked.append((CURRENT, ()))
    sql = f"""SELECT s.id FROM statement AS s JOIN article AS a ON a.id = s.article
              WHERE {" AND ".join(sql for sql, _ in asked)} ORDER BY a.day, a.seq, s.start, s.seq"""
    return [id for (id,) in fetch(db, sql, *(value for _, values in asked for value in values))]
