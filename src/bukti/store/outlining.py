"""What a page needs to know of thousands of positions to show a few of them: their order, their number. From indexes, not from rows."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from bukti.records import Stance
from bukti.store.actors import batches
from bukti.store.acts import Flag, Held, Place, PositionQuery, Tally, Verdict
from bukti.store.book import Book
from bukti.store.loading import decoding, fetch
from bukti.store.queries import IN_LIST
from bukti.store.resolving import Question, answer, held
from bukti.store.rows import to_json

_STANCES = {stance.value: stance for stance in Stance}
_NOBODY = "[]"

# INDEXED BY and CROSS JOIN: without statistics SQLite would look into the rows, each on another page of the disk.
_CURRENT = "s.article NOT IN (SELECT replaces FROM article WHERE replaces IS NOT NULL)"
_FOUND = "position AS p INDEXED BY position_stance"
_HOME = "CROSS JOIN statement AS s INDEXED BY statement_place ON s.id = p.statement AND s.withdrawn_at IS NULL"
_ON = f"withdrawn_at IS NULL AND claim {IN_LIST}"
_ROWS = f"""SELECT s.id, p.claim, p.stance, p.confidence, coalesce(v.actors, '{_NOBODY}')
            FROM (SELECT claim, statement, stance, confidence FROM position INDEXED BY position_stance WHERE {_ON}
                  UNION ALL SELECT claim, statement, '', 1.0 FROM judgement WHERE {_ON}) AS p
            {_HOME} CROSS JOIN article AS a INDEXED BY article_place ON a.id = s.article
            LEFT JOIN voice AS v INDEXED BY voice_speaker ON v.statement = s.id AND v.withdrawn_at IS NULL
            WHERE {_CURRENT} ORDER BY a.day, a.seq, s.start, s.seq"""
_NUMBERS = f"""SELECT p.claim, count(*), sum(p.confidence < ?) FROM {_FOUND} {_HOME}
               WHERE p.withdrawn_at IS NULL AND p.claim {IN_LIST} AND {_CURRENT} GROUP BY p.claim"""
_JUDGED = f"""SELECT p.claim, p.statement, p.verdict, (SELECT x.confidence FROM position AS x
                WHERE x.claim = p.claim AND x.statement = p.statement AND x.withdrawn_at IS NULL)
              FROM judgement AS p {_HOME} WHERE p.withdrawn_at IS NULL AND p.claim {IN_LIST} AND {_CURRENT} ORDER BY p.seq"""
_ARTICLES = (
    f"SELECT p.claim, s.article, count(*) FROM {_FOUND} {_HOME} WHERE p.withdrawn_at IS NULL AND {_CURRENT} GROUP BY p.claim, s.article"
)


_Row = tuple[str, str, str, float, str]  # statement, claim, stance ("" of a judgement), confidence, actors


def outline(db: sqlite3.Connection, book: Book, claim: str) -> list[Place]:
    """By date of the article and place in it. Most positions stand as the machine filed them; the others are resolved one by one."""
    sources, moved = to_json(sorted(book.sources(claim))), book.moved(claim)
    rows: list[_Row] = db.execute(_ROWS, (sources, sources)).fetchall()
    odd = {id for id, on, stance, _, _ in rows if not stance or on != claim or (moved and book.place(id, claim) != claim)}
    question = Question(book, [], sources, frozenset({claim}), True)
    resolved = {found.position.statement: found for batch in batches(odd) for found in answer(db, question, batch)}
    with decoding("position"):
        return list(_places({row[0]: row for row in rows}, odd, resolved))


def _places(rows: Mapping[str, _Row], odd: Collection[str], resolved: Mapping[str, Held]) -> Iterator[Place]:
    for id, _, stance, confidence, actors in rows.values():
        speaker = "" if actors == _NOBODY else actors
        if id not in odd:
            yield Place(id, _STANCES[stance], Flag.MACHINE, confidence, speaker)
        elif id in resolved:
            found = resolved[id]
            yield Place(id, found.position.stance, found.flag, found.position.confidence, speaker)


def tallies(db: sqlite3.Connection, book: Book, claims: Collection[str], likely: float) -> dict[str, Tally]:
    still = [claim for claim in claims if not book.moved(claim)]
    found = {claim: Tally(number, unsure) for claim, number, unsure in fetch(db, _NUMBERS, likely, to_json(still))}
    judged: dict[str, dict[str, list[tuple[str, float | None]]]] = defaultdict(lambda: defaultdict(list))
    for claim, statement, verdict, confidence in fetch(db, _JUDGED, to_json(still)):
        judged[claim][statement].append((verdict, confidence))
    for claim, its in judged.items():
        found[claim] = _add([found.get(claim, Tally()), *(_judged(acts, likely) for acts in its.values())])
    moved = {claim: _tally(outline(db, book, claim), likely) for claim in claims if book.moved(claim)}
    return dict.fromkeys(claims, Tally()) | found | moved


def _judged(acts: list[tuple[str, float | None]], likely: float) -> Tally:
    """What judgements of one statement change: the last holds, and to reject what nobody has said changes nothing."""
    (last, confidence), there = acts[-1], acts[-1][1] is not None
    known = there or any(verdict != Verdict.REJECT for verdict, _ in acts)
    return Tally((last != Verdict.REJECT) - there, -int(confidence is not None and confidence < likely), int(known))


def _tally(places: Iterable[Place], likely: float) -> Tally:
    return _add(
        Tally(int(p.flag is not Flag.REJECTED), int(p.flag is Flag.MACHINE and p.confidence < likely), int(p.flag is not Flag.MACHINE))
        for p in places
    )


def _add(parts: Iterable[Tally]) -> Tally:
    return Tally(*map(sum, zip(Tally(), *parts, strict=True)))


def told_in(db: sqlite3.Connection, book: Book) -> dict[str, dict[str, int]]:
    """Claims that were judged or moved are looked at row by row: a judgement may take away an article's only position."""
    odd = {claim for (claim,) in fetch(db, "SELECT DISTINCT claim FROM judgement WHERE withdrawn_at IS NULL")} | book.movers()
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for claim, article, number in db.execute(_ARTICLES):
        found[claim][article] = number
    for claim in odd | {book.final(claim) for claim in odd}:
        ids = [h.position.statement for h in held(db, book, PositionQuery(claim=claim))] if book.final(claim) == claim else []
        sql = f"SELECT article, count(*) FROM statement WHERE withdrawn_at IS NULL AND id {IN_LIST} GROUP BY article"
        found[claim] = {article: number for article, number in fetch(db, sql, to_json(ids))}
    return {claim: articles for claim, articles in found.items() if articles}
