"""The check of actors, claims and origins: what a row names is there, lists and their rows agree, and the search knows every text."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from bukti.store.base import Problem
from bukti.store.indexing import last_indexed
from bukti.store.loading import fetch


class Link(NamedTuple):
    """A column with ids of another table, which names by content and so has no foreign key."""

    table: str
    column: str
    names: str  # the other table
    where: str = "1"


LINKS = (
    Link("voice", "statement", "statement"),
    Link("voice_actor", "actor", "actor"),
    Link("claim", "statement", "statement", "statement <> ''"),
    Link("claim_act", "claim", "claim"),
    Link("claim_act", "other", "claim", "deed IN ('merge', 'split')"),
    Link("position", "statement", "statement"),
    Link("position", "claim", "claim"),
    Link("judgement", "statement", "statement"),
    Link("judgement", "claim", "claim"),
    Link("origin_statement", "statement", "statement"),
    Link("standing", "claim", "claim"),
)

# A table, its JSON list, and the lookup table and column that must hold the same.
_LISTS = (("voice", "actors", "voice_actor", "actor"), ("origin", "statements", "origin_statement", "statement"))

_JSON = {
    "actor": ("aliases",),
    "voice": ("actors",),
    "claim_act": ("statements",),
    "origin": ("statements", "actors"),
    "derivation": ("reasons",),
    "standing": ("asserting", "denying", "doubting", "reasons"),
}


def names(db: sqlite3.Connection) -> Iterator[Problem]:
    for table, column, other, where in LINKS:
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {where} AND {column} NOT IN (SELECT id FROM {other})"
        for (id,) in fetch(db, sql):
            yield Problem("links", table, f"a row names the {other} {id}, which is not there")


def lists(db: sqlite3.Connection) -> Iterator[Problem]:
    for table, columns in _JSON.items():
        for column in columns:
            for (seq,) in fetch(db, f"SELECT seq FROM {table} WHERE NOT json_valid({column})"):
                yield Problem("unreadable", f"{table} {seq}", f"{column} is no JSON")
    for table, listed, lookup, column in _LISTS:
        rows = f"SELECT json_group_array({column}) FROM (SELECT {column} FROM {lookup} WHERE {table} = t.seq ORDER BY place)"
        for (seq,) in fetch(db, f"SELECT seq FROM {table} AS t WHERE {listed} <> ({rows})"):
            yield Problem(table, str(seq), f"its {listed} are not those in {lookup}")


def searchable(db: sqlite3.Connection) -> Iterator[Problem]:
    for table in ("article", "statement"):
        missing = f"SELECT id FROM {table} WHERE seq <= ? AND seq NOT IN (SELECT id FROM {table}_search_docsize)"
        for (id,) in fetch(db, missing, last_indexed(db, table)):
            yield Problem("search", id, f"a search does not find this {table}")


PARTS = (names, lists, searchable)
