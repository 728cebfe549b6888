"""Positions and judgements in SQLite."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace

from bukti.errors import LedgerError, NotInLedgerError
from bukti.records import Position, Stance, content_id
from bukti.store import parts
from bukti.store.acting import undo
from bukti.store.actors import NO_STATEMENT, batches
from bukti.store.acts import ALL_POSITIONS, EVERYTHING, Changed, Held, Judgement, Place, PositionQuery, Scope, Tally, Verdict
from bukti.store.book import Book
from bukti.store.differences import Table, file_wanted, scratch_ids, skip, wanted, whole
from bukti.store.entries import load_book, load_entry, load_live_entry
from bukti.store.filing import Stamp, insert
from bukti.store.finding import find_article, find_statement
from bukti.store.loading import fetch
from bukti.store.outlining import outline, tallies, told_in
from bukti.store.resolving import JUDGEMENT, answer, ask, held, to_judgement
from bukti.store.rows import to_text
from bukti.store.session import Session

POSITION = Table("position", ("statement", "claim"), ("statement", "claim", "stance", "confidence", "reason"))


def position_row(position: Position) -> tuple[str, str, str, float, str]:
    if not 0.0 <= position.confidence <= 1.0:  # false for NaN too
        raise LedgerError(f"a confidence of {position.confidence}, not one from 0 to 1", where=position.statement, reason="inconsistent")
    texts = (to_text(position.statement), to_text(position.claim), position.stance.value)
    return (*texts, float(position.confidence), to_text(position.reason))


def in_scope(db: sqlite3.Connection, scope: Scope, stack: ExitStack) -> str:
    """Query for the live positions in `scope`, by its scratch tables."""

    def ids(column: str, values: Collection[str] | None) -> str:
        if values is None:
            return ""
        return f" AND {column} IN (SELECT id FROM {stack.enter_context(scratch_ids(db, f'looked_at_{column}', values))})"

    return whole(POSITION) + ids("statement", scope.statements) + ids("claim", scope.claims)


def _refuse_unknown_claims(db: sqlite3.Connection, name: str) -> None:
    if unknown := fetch(db, f"SELECT claim FROM {name} WHERE claim NOT IN (SELECT id FROM claim) LIMIT 1"):
        raise NotInLedgerError("a position on a claim that is not in the ledger; add the claim first", where=str(unknown[0][0]))


class SqlitePositions(Session, parts.Positions):
    """Positions and judgements of SqliteLedger."""

    def file_positions(self, positions: Iterable[Position], model: str, scope: Scope = EVERYTHING) -> Changed:
        rows = list(map(position_row, positions))  # a generator may be slow, and must not hold the lock
        with self._writing() as stamp, ExitStack() as stack:
            name = stack.enter_context(wanted(self._db, POSITION, rows))
            _refuse_unknown_claims(self._db, name)
            skipped = skip(self._db, name, NO_STATEMENT)
            return replace(file_wanted(self._db, POSITION, in_scope(self._db, scope, stack), model, stamp), skipped=skipped)

    def judge(
        self, statement: str, claim: str, verdict: Verdict, stance: Stance | None = None, *, note: str = "", author: str = ""
    ) -> Judgement:
        with self._writing(author) as stamp:
            book = load_book(self._db)
            query = PositionQuery(
                claim=load_live_entry(self._db, book, claim).claim.id,
                statement=find_statement(self._db, statement),
                rejected=True,
                current=False,
            )
            holds = self._stance(book, query, verdict, stance)
            return _file_judgement(self._db, query, verdict, holds, note, stamp)

    def _stance(self, book: Book, query: PositionQuery, verdict: Verdict, stance: Stance | None) -> Stance | None:
        """The one to write down."""
        if verdict is Verdict.SET and stance is None:
            raise LedgerError("say which stance the statement takes", where=query.statement, reason="bad-act")
        now = next(held(self._db, book, query), None)
        if now is None and (verdict is Verdict.REJECT or stance is None):
            raise LedgerError(
                f"the statement takes no position on claim {query.claim}; set its stance if it does",
                where=query.statement,
                reason="bad-act",
            )
        if verdict is Verdict.REJECT:
            return None
        return stance or (now.position.stance if now else None)

    def withdraw_judgement(self, judgement: str, reason: str = "", *, author: str = "") -> None:
        with self._writing(author) as stamp:
            undo(self._db, "judgement", judgement, reason, stamp)

    def judgements(self, claim: str = "", statement: str = "") -> list[Judgement]:
        with self._looking():
            asked, values = ["withdrawn_at IS NULL"], []
            if claim:
                asked.append("claim = ?")
                values.append(load_entry(self._db, load_book(self._db), claim).claim.id)
            if statement:
                asked.append("statement = ?")
                values.append(to_text(statement))
            return [
                to_judgement(row)
                for row in fetch(self._db, f"SELECT {JUDGEMENT} FROM judgement WHERE {' AND '.join(asked)} ORDER BY seq", *values)
            ]

    def positions(self, query: PositionQuery = ALL_POSITIONS) -> Iterator[Held]:
        with self._looking():
            question = ask(self._db, load_book(self._db), self._whole(query))
        for batch in batches(question.statements):
            with self._looking():
                found = list(answer(self._db, question, batch))
            yield from found

    def outline(self, claim: str) -> list[Place]:
        with self._looking():
            book = load_book(self._db)
            return outline(self._db, book, book.final(to_text(claim)))

    def tallies(self, claims: Collection[str], likely: float = 0.0) -> dict[str, Tally]:
        with self._looking():
            return tallies(self._db, load_book(self._db), list(map(to_text, claims)), likely)

    def told_in(self) -> dict[str, dict[str, int]]:
        with self._looking():
            return told_in(self._db, load_book(self._db))

    def _whole(self, query: PositionQuery) -> PositionQuery:
        """With whole ids."""
        return replace(
            query,
            claim=load_entry(self._db, load_book(self._db), query.claim).claim.id if query.claim else "",
            statement=find_statement(self._db, query.statement) if query.statement else "",
            article=find_article(self._db, query.article) if query.article else "",
        )


def _file_judgement(
    db: sqlite3.Connection, query: PositionQuery, verdict: Verdict, stance: Stance | None, note: str, stamp: Stamp
) -> Judgement:
    seq = fetch(db, "SELECT coalesce(max(seq), 0) + 1 FROM judgement")[0][0]
    id = content_id("judgement", seq, query.statement, query.claim, verdict.value, stance, stamp.at, stamp.by)
    values = {"seq": seq, "id": id, "statement": query.statement, "claim": query.claim, "verdict": verdict.value, "note": to_text(note)}
    after = fetch(db, "SELECT coalesce(max(seq), 0) FROM claim_act")[0][0]
    insert(db, "judgement", values | {"stance": stance.value if stance else None, "after_act": after}, stamp)
    return to_judgement(fetch(db, f"SELECT {JUDGEMENT} FROM judgement WHERE seq = ?", seq)[0])
