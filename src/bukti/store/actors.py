"""Actors and voices in SQLite."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from bukti.errors import LedgerError, NotInLedgerError
from bukti.records import Actor, ActorKind, Voice
from bukti.store import parts
from bukti.store.acts import Changed
from bukti.store.differences import Table, file_wanted, given, skip, wanted
from bukti.store.filing import Stamp
from bukti.store.loading import BATCH, decoding, fetch
from bukti.store.rows import Row, fold, from_text, to_json, to_strings, to_text
from bukti.store.session import Session

ACTOR = Table("actor", ("id",), ("id", "name", "kind", "party", "aliases", "source", "folded"))
VOICE = Table("voice", ("statement",), ("statement", "actors", "office", "reason"), ("actors", "voice_actor", "actor"))

# EXISTS, here and elsewhere, where ids of statements are asked for: only live ones have an index, and IN would list them all first.
NO_STATEMENT = "NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.id = wanted.statement AND s.withdrawn_at IS NULL)"
_ALL_VOICES = """SELECT v.statement FROM voice AS v JOIN statement AS s ON s.id = v.statement AND s.withdrawn_at IS NULL
                 WHERE v.withdrawn_at IS NULL ORDER BY v.seq"""


def actor_row(actor: Actor) -> tuple[str, ...]:
    texts = map(to_text, (actor.id, actor.name, actor.kind.value, actor.party))
    folded = "\n".join(dict.fromkeys(fold(name) for name in (actor.name, *actor.aliases)))
    return (*texts, to_json(actor.aliases), to_text(actor.source), folded)


def to_actor(row: Row) -> Actor:
    id, name, kind, party, aliases, source, _ = row
    return Actor(id, from_text(name), ActorKind(kind), party, to_strings(aliases), from_text(source))


def load_actors(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Actor]:
    """By id; live ones, and there is a live row for each that was ever added."""
    found: dict[str, Actor] = {}
    for batch in batches(dict.fromkeys(ids)):
        sql = f"SELECT {', '.join(ACTOR.columns)} FROM actor WHERE withdrawn_at IS NULL AND id IN ({', '.join('?' * len(batch))})"
        for row in fetch(db, sql, *batch):
            with decoding(f"actor {row[0]}"):
                found[row[0]] = to_actor(row)
    return found


def file_missing(db: sqlite3.Connection, actors: Iterable[Actor], model: str, stamp: Stamp) -> None:
    """Those that are not in the ledger; one that is there may know more than this run does, and stays."""
    by_id = {actor.id: actor for actor in actors}
    known = load_actors(db, by_id)
    with wanted(db, ACTOR, (actor_row(actor) for id, actor in by_id.items() if id not in known)):
        file_wanted(db, ACTOR, given(ACTOR), model, stamp)


def batches(values: Iterable[str]) -> Iterator[list[str]]:
    left = iter(values)
    while batch := list(islice(left, BATCH)):
        yield batch


def load_voices(db: sqlite3.Connection, statements: Iterable[str]) -> Iterator[Voice]:
    """In the order of `statements`."""
    for batch in batches(statements):
        places = ", ".join("?" * len(batch))
        sql = f"SELECT statement, actors, office, reason FROM voice WHERE withdrawn_at IS NULL AND statement IN ({places})"
        found = {voice.statement: voice for voice in _voices(db, fetch(db, sql, *batch))}
        yield from (found[statement] for statement in batch if statement in found)


def _voices(db: sqlite3.Connection, found: Sequence[Row]) -> list[Voice]:
    with decoding("voice"):
        named = [to_strings(actors) for _, actors, _, _ in found]
        known = load_actors(db, (id for ids in named for id in ids))
        return [
            Voice(statement, tuple(known[id] for id in ids), from_text(office), from_text(reason))
            for (statement, _, office, reason), ids in zip(found, named, strict=True)
        ]


class SqliteActors(Session, parts.Actors):
    """Actors of SqliteLedger."""

    def add_actors(self, actors: Iterable[Actor], model: str) -> Changed:
        rows = [actor_row(actor) for actor in dict.fromkeys(actors)]
        with self._writing() as stamp, wanted(self._db, ACTOR, rows):
            return file_wanted(self._db, ACTOR, given(ACTOR), model, stamp)

    def add_voices(self, voices: Iterable[Voice], model: str) -> Changed:
        listed = list(voices)
        rows = ((v.statement, to_json([a.id for a in v.actors]), to_text(v.office), to_text(v.reason)) for v in listed)
        with self._writing() as stamp:
            file_missing(self._db, (actor for voice in listed for actor in voice.actors), model, stamp)
            with wanted(self._db, VOICE, rows) as name:
                skipped = skip(self._db, name, NO_STATEMENT)
                changed = file_wanted(self._db, VOICE, given(VOICE), model, stamp)
        return Changed(changed.added, changed.withdrawn, skipped)

    def actors(self, query: str = "", *, skip: int = 0, limit: int | None = None) -> Iterator[Actor]:
        sql = f"SELECT {', '.join(ACTOR.columns)} FROM actor WHERE withdrawn_at IS NULL AND instr(folded, ?) ORDER BY folded, seq"
        for row in self._all(f"{sql} LIMIT ? OFFSET ?", fold(query.strip()), -1 if limit is None else limit, skip):
            with decoding(f"actor {row[0]}"):
                actor = to_actor(row)
            yield actor

    def actor(self, name: str) -> Actor:
        wanted_name = fold(name.strip())
        with self._looking():  # asked first: for a name, all names are looked through
            if whole := load_actors(self._db, [wanted_name]):
                return whole[wanted_name]
        candidates = [a for a in self._named(wanted_name) if wanted_name]
        exact = [a for a in candidates if a.id == wanted_name or wanted_name in map(fold, (a.name, *a.aliases))]
        found = [a for a in exact if fold(a.name) == wanted_name] or exact or candidates
        if not found:
            raise NotInLedgerError("no actor has this name or id, or one that begins so", where=name)
        if len(found) > 1:
            listed = "".join(f"\n  {a.id} {a.name} ({a.kind.value})" for a in found[:10]) + ("\n  …" if len(found) > 10 else "")
            raise LedgerError(f"several actors are called so; give more of the name, or the id:{listed}", where=name, reason="ambiguous")
        return found[0]

    def _named(self, beginning: str) -> list[Actor]:
        """Live actors with a name or alias, or an id, that begins so."""
        sql = f"""SELECT {", ".join(ACTOR.columns)} FROM actor
                  WHERE withdrawn_at IS NULL AND (instr(char(10) || folded, char(10) || ?) OR substr(id, 1, length(?)) = ?)
                  ORDER BY folded, seq"""
        with decoding("actor"):
            return [to_actor(row) for row in self._all(sql, beginning, beginning, beginning)]

    def voices(self, statements: Collection[str] | None = None) -> Iterator[Voice]:
        if statements is None:
            statements = [id for (id,) in self._all(_ALL_VOICES)]
        for batch in batches(map(to_text, statements)):
            with self._looking():
                found = list(load_voices(self._db, batch))
            yield from found
