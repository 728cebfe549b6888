"""Claims and the acts on them, from SQLite."""

import sqlite3
from collections.abc import Iterable

from bukti.errors import LedgerError
from bukti.store.acts import Deed, State
from bukti.store.book import Act, Book, Entry, Wording
from bukti.store.finding import id_range, the_one
from bukti.store.loading import decoding, fetch
from bukti.store.queries import IN_LIST
from bukti.store.rows import from_text, to_json, to_strings


def load_book(db: sqlite3.Connection) -> Book:
    """Without the notes: they change nothing."""
    sql = """SELECT seq, id, deed, claim, other, text, statements, added_by FROM claim_act
             WHERE withdrawn_at IS NULL AND deed <> 'note' ORDER BY seq"""
    with decoding("claim_act"):
        return Book(
            Act(seq, id, Deed(deed), claim, other, from_text(text), frozenset(to_strings(statements)), from_text(by))
            for seq, id, deed, claim, other, text, statements, by in fetch(db, sql)
        )


def load_entries(db: sqlite3.Connection, book: Book, ids: Iterable[str] | None = None) -> list[Entry]:
    """Of these claims or of all, in the order in which they came."""
    asked = "" if ids is None else f"WHERE id {IN_LIST}"
    values = () if ids is None else (to_json(list(ids)),)
    rows = f"""SELECT c.id, c.text, c.statement, c.author, c.withdrawn_at IS NULL FROM (
                 SELECT min(seq) AS first, max(seq) AS last, max(CASE WHEN withdrawn_at IS NULL THEN seq END) AS live
                 FROM claim {asked} GROUP BY id
               ) AS f JOIN claim AS c ON c.seq = coalesce(f.live, f.last) ORDER BY f.first"""
    found = fetch(db, rows, *values)
    return [
        book.entry(Wording(id, from_text(text), statement, from_text(author), bool(live))) for id, text, statement, author, live in found
    ]


def load_entry(db: sqlite3.Connection, book: Book, beginning: str) -> Entry:
    """The one claim whose id begins so: of live ones, else of the others."""
    ids = [id for (id,) in fetch(db, "SELECT DISTINCT id FROM claim WHERE id >= ? AND id < ?", *id_range(beginning))]
    entries = {entry.claim.id: entry for entry in load_entries(db, book, ids)}
    live = [entry for entry in entries.values() if entry.live]
    whole = [entries[id] for id in (beginning.strip().lower(),) if id in entries]
    named = [(entry.claim.id, entry.claim.text) for entry in whole or live or entries.values()]
    return entries[the_one(named, beginning, "claim", "claims")]


def load_live_entry(db: sqlite3.Connection, book: Book, beginning: str) -> Entry:
    """LedgerError if the claim was merged or withdrawn: nothing new may be said on it."""
    entry = load_entry(db, book, beginning)
    if entry.fate.state is State.MERGED:
        message = f"this claim was merged into {entry.fate.into}: use that one, or undo the merge (act {entry.fate.act})"
        raise LedgerError(message, where=entry.claim.id, reason="merged-claim")
    if entry.fate.state is State.WITHDRAWN:
        way = f"undo that (act {entry.fate.act})" if entry.fate.act else "add it"
        raise LedgerError(f"this claim was withdrawn; {way} to bring it back", where=entry.claim.id, reason="withdrawn-claim")
    return entry
