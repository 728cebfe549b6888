"""What each act on a claim checks and writes. The caller holds the write lock and commits."""

import sqlite3
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from bukti.errors import InputError, LedgerError, TooLargeError
from bukti.records import claim_id, content_id
from bukti.store.acts import LONGEST_CLAIM, Acted, ClaimAct, Deed, PositionQuery, State
from bukti.store.book import Book, Entry
from bukti.store.entries import load_book, load_entries, load_entry, load_live_entry
from bukti.store.filing import Stamp, insert
from bukti.store.finding import find_statement, id_range, the_one
from bukti.store.loading import fetch
from bukti.store.resolving import held
from bukti.store.rows import from_text, to_json, to_text


class Desk(NamedTuple):
    """What an act needs."""

    db: sqlite3.Connection
    book: Book
    stamp: Stamp


def perform(db: sqlite3.Connection, act: ClaimAct, stamp: Stamp) -> Acted:
    return _DEEDS[act.deed](Desk(db, load_book(db), stamp), act)


def _clean(text: str) -> str:
    """One line. Markup stays as it was written: whoever shows it, escapes it."""
    cleaned = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(character.isalnum() for character in cleaned):
        raise InputError("a claim needs words: a sentence that can be true or false", where=text[:40], reason="empty")
    if len(cleaned) > LONGEST_CLAIM:
        message = f"a claim of {len(cleaned):,} characters; write it in one sentence, in {LONGEST_CLAIM:,} at most"
        raise TooLargeError(message, where=cleaned[:40] + "…")
    return cleaned


def _write(desk: Desk, act: ClaimAct, claim: str, *, other: str = "") -> str:
    """The row of the act; its id."""
    seq = fetch(desk.db, "SELECT coalesce(max(seq), 0) + 1 FROM claim_act")[0][0]
    id = content_id("act", seq, act.deed.value, claim, other, act.text, " ".join(act.statements), desk.stamp.at, desk.stamp.by)
    values = {"seq": seq, "id": id, "deed": act.deed.value, "claim": claim, "other": other}
    insert(desk.db, "claim_act", values | {"text": to_text(act.text), "statements": to_json(act.statements)}, desk.stamp)
    return id


def _same(desk: Desk, text: str) -> Entry | None:
    """A claim that reads so now: a live one, else one merged, else one withdrawn."""
    sql = "SELECT id FROM claim WHERE text = ? UNION SELECT claim FROM claim_act WHERE deed = 'edit' AND text = ?"
    ids = [id for (id,) in fetch(desk.db, sql, to_text(text), to_text(text))]
    found = [entry for entry in load_entries(desk.db, desk.book, ids) if entry.claim.text == text]
    return min(found, key=lambda entry: list(State).index(entry.fate.state), default=None)


def _file_claim(desk: Desk, id: str, text: str) -> None:
    values = {"id": id, "text": to_text(text), "statement": "", "author": desk.stamp.by, "model": ""}
    insert(desk.db, "claim", values, desk.stamp)


def _free_id(desk: Desk, text: str) -> str:
    """The hash of the words, unless a claim that was edited since has it."""
    id, n = claim_id(text), 1
    while fetch(desk.db, "SELECT 1 FROM claim WHERE id = ?", id):
        n += 1
        id = content_id("claim", text, n)
    return id


def _add(desk: Desk, act: ClaimAct) -> Acted:
    act = ClaimAct(Deed.ADD, text=_clean(act.text))
    same = _same(desk, act.text)
    if same is None:
        id = _free_id(desk, act.text)
        _file_claim(desk, id, act.text)
        return Acted(id, _write(desk, act, id))
    if same.fate.state is State.MERGED:
        return Acted(same.fate.into, new=False)
    if same.live and same.claim.author:
        return Acted(same.claim.id, new=False)
    if not fetch(desk.db, "SELECT 1 FROM claim WHERE id = ? AND withdrawn_at IS NULL", same.claim.id):
        _file_claim(desk, same.claim.id, act.text)
    return Acted(same.claim.id, _write(desk, act, same.claim.id), new=False)  # found before, or withdrawn: an analyst's from now on


def _edit(desk: Desk, act: ClaimAct) -> Acted:
    entry = load_live_entry(desk.db, desk.book, act.claim)
    text = _clean(act.text)
    if text == entry.claim.text:
        return Acted(entry.claim.id, new=False)
    _refuse_double(desk, text, "merge the two instead")
    edit = ClaimAct(Deed.EDIT, text=text)
    return Acted(entry.claim.id, _write(desk, edit, entry.claim.id, other=desk.book.wording(entry.claim.id)), new=False)


def _refuse_double(desk: Desk, text: str, way: str) -> None:
    same = _same(desk, text)
    if same and same.live:
        raise LedgerError(f"the claim {same.claim.id} reads so already; {way}", where=text[:80], reason="bad-act")


def _merge(desk: Desk, act: ClaimAct) -> Acted:
    one, other = (load_live_entry(desk.db, desk.book, id).claim.id for id in (act.claim, act.into))
    if one == other:
        raise LedgerError("a claim cannot be merged into itself; name two", where=one, reason="bad-act")
    return Acted(other, _write(desk, act, one, other=other), new=False)


def _split(desk: Desk, act: ClaimAct) -> Acted:
    old = load_live_entry(desk.db, desk.book, act.claim).claim.id
    act = ClaimAct(Deed.SPLIT, text=_clean(act.text), statements=_moved(desk, old, act.statements))
    _refuse_double(desk, act.text, "set the stance of these statements on it instead")
    new = _free_id(desk, act.text)
    _file_claim(desk, new, act.text)
    return Acted(new, _write(desk, act, old, other=new))


def _moved(desk: Desk, old: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """Whole ids of the statements that a split moves."""
    if not given:
        raise LedgerError("name the statements that go to the new claim", where=old, reason="bad-act")
    ids = tuple(dict.fromkeys(find_statement(desk.db, beginning) for beginning in given))
    there = {h.position.statement for h in held(desk.db, desk.book, PositionQuery(claim=old, current=False))}
    for id in ids:
        if id not in there:
            raise LedgerError(
                f"statement {id} takes no position on this claim, and cannot go from it to another", where=old, reason="bad-act"
            )
    return ids


def _withdraw(desk: Desk, act: ClaimAct) -> Acted:
    id = load_live_entry(desk.db, desk.book, act.claim).claim.id
    return Acted(id, _write(desk, act, id), new=False)


def _note(desk: Desk, act: ClaimAct) -> Acted:
    if not act.text.strip():
        raise InputError("an empty note says nothing", where=act.claim, reason="empty")
    id = load_entry(desk.db, desk.book, act.claim).claim.id  # a merged or withdrawn one may have a note that says why
    return Acted(id, _write(desk, act, id), new=False)


_DEEDS: dict[Deed, Callable[[Desk, ClaimAct], Acted]] = {
    Deed.ADD: _add,
    Deed.EDIT: _edit,
    Deed.MERGE: _merge,
    Deed.SPLIT: _split,
    Deed.WITHDRAW: _withdraw,
    Deed.NOTE: _note,
}


def undo(db: sqlite3.Connection, table: str, beginning: str, reason: str, stamp: Stamp) -> str:
    """Withdraw an act or a judgement; its whole id."""
    found = fetch(db, f"SELECT id, withdrawn_at, withdrawn_by FROM {table} WHERE id >= ? AND id < ?", *id_range(beginning))
    what = "act" if table == "claim_act" else table
    id = the_one([(row[0], "") for row in found], beginning, what, f"{what}s")
    _, at, by = next(row for row in found if row[0] == id)
    if at:
        raise LedgerError(f"{from_text(by)} withdrew this {what} already, at {at}", where=id, reason="bad-act")
    sql = f"UPDATE {table} SET withdrawn_at = ?, withdrawn_by = ?, withdraw_reason = ? WHERE id = ?"
    db.execute(sql, (stamp.at, stamp.by, to_text(reason), id))
    return id


def close_unfounded(db: sqlite3.Connection, act: str, stamp: Stamp) -> None:
    """Withdraw the words of a claim that nobody has added any more."""
    sql = """UPDATE claim SET withdrawn_at = ?, withdrawn_by = ?, withdraw_reason = ? WHERE withdrawn_at IS NULL AND author <> ''
             AND id IN (SELECT CASE deed WHEN 'add' THEN claim WHEN 'split' THEN other END FROM claim_act WHERE id = ?)
             AND NOT EXISTS (SELECT 1 FROM claim_act AS a WHERE a.withdrawn_at IS NULL AND a.deed IN ('add', 'split')
                             AND claim.id = CASE a.deed WHEN 'add' THEN a.claim ELSE a.other END)"""
    db.execute(sql, (stamp.at, stamp.by, f"act {act} was withdrawn", act))
