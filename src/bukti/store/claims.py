"""Claims, the acts of analysts on them, and their history, in SQLite."""

from collections.abc import Collection, Iterable, Iterator

from bukti.errors import LedgerError
from bukti.records import Claim
from bukti.store import parts
from bukti.store.acting import close_unfounded, perform, undo
from bukti.store.acts import Acted, Changed, ClaimAct, Event, Fate
from bukti.store.differences import Table, file_wanted, given, skip, wanted
from bukti.store.entries import load_book, load_entries, load_entry
from bukti.store.loading import fetch
from bukti.store.queries import IN_LIST
from bukti.store.rows import Row, from_text, to_json, to_text
from bukti.store.session import Session

CLAIM = Table("claim", ("id",), ("id", "text", "statement", "author"))

_WRITTEN = "id IN (SELECT id FROM claim WHERE withdrawn_at IS NULL AND author <> '')"
_FOUND_AND_UNTOUCHED = """SELECT seq FROM claim AS c WHERE withdrawn_at IS NULL AND author = ''
    AND NOT EXISTS (SELECT 1 FROM claim_act WHERE withdrawn_at IS NULL AND c.id IN (claim, other))
    AND NOT EXISTS (SELECT 1 FROM judgement WHERE withdrawn_at IS NULL AND claim = c.id)"""

_WITHDRAWAL = "coalesce(withdrawn_at, ''), coalesce(withdrawn_by, ''), coalesce(withdraw_reason, '')"
_FOUND = f"SELECT added_at, added_by, 'found', text, '', id, '', statement, {_WITHDRAWAL} FROM claim WHERE author = '' AND id {IN_LIST}"
_ACTS = f"""SELECT added_at, added_by, deed, text, id, claim, other, '', {_WITHDRAWAL} FROM claim_act
            WHERE claim {IN_LIST} OR deed <> 'edit' AND other {IN_LIST}"""
_STANCE = "coalesce(stance, '') || CASE WHEN stance IS NULL OR note = '' THEN note ELSE ': ' || note END"
_JUDGEMENTS = f"""SELECT added_at, added_by, verdict, {_STANCE}, id, claim, '', statement, {_WITHDRAWAL}
                  FROM judgement WHERE claim {IN_LIST}"""


def _event(row: Row) -> Event:
    return Event(*map(from_text, row))


class SqliteClaims(Session, parts.Claims):
    """Claims of SqliteLedger."""

    def add_claims(self, claims: Iterable[Claim], model: str, *, complete: bool = False) -> Changed:
        rows = list(map(_row, claims))
        with self._writing() as stamp, wanted(self._db, CLAIM, rows) as name:
            skip(self._db, name, _WRITTEN)
            return file_wanted(self._db, CLAIM, _FOUND_AND_UNTOUCHED if complete else given(CLAIM), model, stamp)

    def claims(self, *, withdrawn: bool = False) -> list[Claim]:
        with self._looking():
            return [entry.claim for entry in load_entries(self._db, load_book(self._db)) if withdrawn or entry.live]

    def live_claims(self, claims: Collection[str]) -> list[Claim]:
        with self._looking():
            return [entry.claim for entry in load_entries(self._db, load_book(self._db), claims) if entry.live]

    def claim(self, claim: str) -> Claim:
        with self._looking():
            return load_entry(self._db, load_book(self._db), claim).claim

    def fate(self, claim: str) -> Fate:
        with self._looking():
            return load_entry(self._db, load_book(self._db), claim).fate

    def act(self, act: ClaimAct, *, author: str = "") -> Acted:
        with self._writing(author) as stamp:
            return perform(self._db, act, stamp)

    def withdraw_act(self, act: str, reason: str = "", *, author: str = "") -> None:
        with self._writing(author) as stamp:
            close_unfounded(self._db, undo(self._db, "claim_act", act, reason, stamp), stamp)

    def history(self, claim: str) -> list[Event]:
        with self._looking():
            book = load_book(self._db)
            id = load_entry(self._db, book, claim).claim.id
            return sorted(self._events(to_json(sorted(book.merged(id)))), key=lambda event: event.at)

    def _events(self, ids: str) -> Iterator[Event]:
        for sql in (_FOUND, _ACTS, _JUDGEMENTS):
            yield from map(_event, fetch(self._db, f"{sql} ORDER BY seq", *[ids] * sql.count("?")))


def _row(claim: Claim) -> tuple[str, str, str, str]:
    if claim.author:
        raise LedgerError("an analyst's claim is added by an act, with his name", where=claim.id, reason="bad-act")
    return (to_text(claim.id), to_text(claim.text), claim.statement, "")
