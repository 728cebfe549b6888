"""From the beginning of an id to the one thing that has it."""

import sqlite3
from collections.abc import Sequence

from bukti.errors import LedgerError, NotInLedgerError
from bukti.store.loading import fetch
from bukti.store.rows import from_text, to_text

_LISTED = 10


def the_one(found: Sequence[tuple[str, str]], beginning: str, one: str, several: str) -> str:
    """Of (id, words that tell it from others). Whole ids win."""
    if beginning.strip().lower() in {id for id, _ in found}:
        return beginning.strip().lower()
    if not found:
        raise NotInLedgerError(f"no {one} has this id, or an id that begins so", where=beginning)
    if len(found) > 1:
        listed = "".join(f"\n  {id} {words}".rstrip() for id, words in found[:_LISTED]) + ("\n  …" if len(found) > _LISTED else "")
        raise LedgerError(f"several {several} begin so; give more of the id:{listed}", where=beginning, reason="ambiguous")
    return found[0][0]


def id_range(beginning: str) -> tuple[str, str]:
    """All ids that begin so lie from the first to before the second: they are hexadecimal, and "g" comes after them. None does after ""."""
    low = to_text(beginning.strip().lower())
    return (low, low + "g") if low else ("g", "g")


def find_article(db: sqlite3.Connection, beginning: str) -> str:
    sql = f"SELECT id, outlet || ' ' || title FROM article WHERE id >= ? AND id < ? ORDER BY id LIMIT {_LISTED + 1}"
    return the_one([(id, from_text(words)) for id, words in fetch(db, sql, *id_range(beginning))], beginning, "article", "articles")


def find_statement(db: sqlite3.Connection, beginning: str) -> str:
    """Of those that are live."""
    sql = f"SELECT id, actor FROM statement WHERE withdrawn_at IS NULL AND id >= ? AND id < ? ORDER BY id LIMIT {_LISTED + 1}"
    return the_one([(id, from_text(words)) for id, words in fetch(db, sql, *id_range(beginning))], beginning, "statement", "statements")
