"""Origins, derivations and standings in SQLite."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace

from bukti.errors import LedgerError, NotInLedgerError
from bukti.records import Actor, Derivation, DerivationKind, Origin, Standing, Status
from bukti.store import parts
from bukti.store.actors import batches, file_missing, load_actors
from bukti.store.acts import Changed, Weight
from bukti.store.differences import Table, file_wanted, scratch_ids, skip, wanted, whole
from bukti.store.entries import load_book, load_entry
from bukti.store.finding import find_article
from bukti.store.loading import decoding, fetch
from bukti.store.queries import IN_LIST
from bukti.store.rows import Row, from_text, to_json, to_strings, to_text
from bukti.store.session import Session

ORIGIN = Table(
    "origin", ("id",), ("id", "statements", "actors", "date", "counted", "reason"), ("statements", "origin_statement", "statement")
)
DERIVATION = Table("derivation", ("child", "parent"), ("child", "parent", "kind", "credited", "confidence", "reasons"))
_LISTS = ("asserting", "denying", "doubting")
STANDING = Table("standing", ("claim",), ("claim", "status", *_LISTS, "independent_assert", "independent_deny", "reasons", "warning"))

_OF_STATEMENTS = f"""SELECT o.seq FROM (SELECT DISTINCT origin FROM origin_statement WHERE statement {IN_LIST}) AS x
                     CROSS JOIN origin AS o ON o.seq = x.origin WHERE o.withdrawn_at IS NULL ORDER BY o.date, o.seq"""
_FIRST_REPORT = """SELECT a.date FROM origin_statement AS x CROSS JOIN statement AS s ON s.id = x.statement AND s.withdrawn_at IS NULL
                   CROSS JOIN article AS a ON a.id = s.article WHERE x.origin = o.seq ORDER BY x.place LIMIT 1"""
_DATES = f"""SELECT o.id, CASE o.date WHEN '' THEN coalesce(({_FIRST_REPORT}), '') ELSE o.date END
             FROM origin AS o WHERE o.withdrawn_at IS NULL AND o.id {IN_LIST}"""
_WITH_STATEMENT = "SELECT o.seq FROM {} AS l CROSS JOIN origin_statement AS x ON x.statement = l.id JOIN origin AS o ON o.seq = x.origin"


def origin_row(origin: Origin) -> tuple[str | int, ...]:
    lists = (to_json(origin.statements), to_json([actor.id for actor in origin.actors]))
    return (to_text(origin.id), *lists, to_text(origin.date), int(origin.counted), to_text(origin.reason))


def derivation_row(derivation: Derivation) -> tuple[str | int | float, ...]:
    if not 0.0 <= derivation.confidence <= 1.0:
        raise LedgerError(f"a confidence of {derivation.confidence}, not one from 0 to 1", where=derivation.child, reason="inconsistent")
    ends = (to_text(derivation.child), to_text(derivation.parent), derivation.kind.value)
    return (*ends, int(derivation.credited), float(derivation.confidence), to_json(derivation.reasons))


def to_derivation(row: Row) -> Derivation:
    child, parent, kind, credited, confidence, reasons = row
    return Derivation(child, parent, DerivationKind(kind), bool(credited), confidence, to_strings(reasons))


def standing_row(standing: Standing) -> tuple[str | int, ...]:
    lists = (to_json(standing.asserting), to_json(standing.denying), to_json(standing.doubting))
    counts = (standing.independent_assert, standing.independent_deny)
    return (to_text(standing.claim), standing.status.value, *lists, *counts, to_json(standing.reasons), to_text(standing.warning))


def to_standing(row: Row) -> Standing:
    claim, status, asserting, denying, doubting, asserted, denied, reasons, warning = row
    lists = (to_strings(asserting), to_strings(denying), to_strings(doubting))
    return Standing(claim, Status(status), *lists, asserted, denied, to_strings(reasons), from_text(warning))


def _refuse_unknown_statements(db: sqlite3.Connection) -> None:
    sql = """SELECT item.value FROM temp.wanted AS w, json_each(w.statements) AS item
             WHERE NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.id = item.value AND s.withdrawn_at IS NULL)
               AND item.value NOT IN (SELECT id FROM statement) LIMIT 1"""
    if unknown := fetch(db, sql):
        raise NotInLedgerError("an origin of a statement that is not in the ledger", where=str(unknown[0][0]))


class SqliteOrigins(Session, parts.Origins):
    """Origins of SqliteLedger."""

    def file_origins(self, origins: Iterable[Origin], model: str, scope: Collection[str] | None = None) -> Changed:
        given = list(origins)
        with self._writing() as stamp, ExitStack() as stack:
            file_missing(self._db, (actor for origin in given for actor in origin.actors), model, stamp)
            stack.enter_context(wanted(self._db, ORIGIN, map(origin_row, given)))
            looked_at = whole(ORIGIN)
            if scope is not None:
                listed = stack.enter_context(scratch_ids(self._db, "looked_at", scope))
                looked_at = f"{_WITH_STATEMENT.format(listed)} AND o.withdrawn_at IS NULL"
            changed = file_wanted(self._db, ORIGIN, looked_at, model, stamp)
            _refuse_unknown_statements(self._db)
            return changed

    def file_derivations(self, derivations: Iterable[Derivation], model: str, scope: Collection[str] | None = None) -> Changed:
        unknown = "child NOT IN (SELECT id FROM article) OR parent NOT IN (SELECT id FROM article)"
        return self._file(DERIVATION, list(map(derivation_row, derivations)), model, scope, unknown)

    def file_standings(self, standings: Iterable[Standing], model: str, scope: Collection[str] | None = None) -> Changed:
        return self._file(STANDING, list(map(standing_row, standings)), model, scope, "claim NOT IN (SELECT id FROM claim)")

    def _file(
        self, table: Table, rows: list[tuple[str | int | float, ...]], model: str, scope: Collection[str] | None, unknown: str
    ) -> Changed:
        """`scope` is of the first column of the key."""
        with self._writing() as stamp, ExitStack() as stack:
            skipped = skip(self._db, stack.enter_context(wanted(self._db, table, rows)), unknown)
            looked_at = whole(table)
            if scope is not None:
                looked_at += f" AND {table.key[0]} IN (SELECT id FROM {stack.enter_context(scratch_ids(self._db, 'looked_at', scope))})"
            return replace(file_wanted(self._db, table, looked_at, model, stamp), skipped=skipped)

    def origins(self, statements: Collection[str] | None = None) -> Iterator[Origin]:
        if statements is None:
            seqs = [str(seq) for (seq,) in self._all("SELECT seq FROM origin WHERE withdrawn_at IS NULL ORDER BY date, seq")]
        else:
            seqs = self._seqs(statements)
        for batch in batches(seqs):
            with self._looking():
                found = self._origins(batch)
            yield from found

    def first_origins(self, statements: Collection[str], limit: int) -> tuple[list[Origin], int]:
        with self._looking():
            seqs = self._seqs(statements)
            return self._origins(seqs[:limit]), len(seqs)

    def utterances(self, origins: Collection[str]) -> dict[str, str]:
        return {id: from_text(date) for id, date in self._all(_DATES, to_json(list(origins)))}

    def _seqs(self, statements: Collection[str]) -> list[str]:
        """Of origins with one of these statements, by date."""
        return [str(seq) for (seq,) in self._all(_OF_STATEMENTS, to_json(list(statements)))]

    def _origins(self, seqs: list[str]) -> list[Origin]:
        rows = fetch(
            self._db, f"SELECT {', '.join(ORIGIN.columns)} FROM origin WHERE seq {IN_LIST} ORDER BY date, seq", f"[{','.join(seqs)}]"
        )
        with decoding("origin"):
            actors = load_actors(self._db, (id for row in rows for id in json.loads(row[2])))
            return [_to_origin(row, tuple(actors[id] for id in json.loads(row[2]))) for row in rows]

    def derivations(self, article: str = "") -> Iterator[Derivation]:
        with self._looking():
            id = find_article(self._db, article) if article else ""
            ends = "SELECT seq FROM derivation WHERE {} = ? AND withdrawn_at IS NULL"
            on = f"AND seq IN ({ends.format('child')} UNION {ends.format('parent')})" if id else ""
            sql = f"SELECT {', '.join(DERIVATION.columns)} FROM derivation WHERE withdrawn_at IS NULL {on} ORDER BY seq"
            rows = fetch(self._db, sql, *[id] * sql.count("?"))
        yield from _derivations(rows)

    def derivations_of(self, articles: Collection[str]) -> Iterator[Derivation]:
        names = ", ".join(DERIVATION.columns)
        ends = f"SELECT seq FROM derivation WHERE {{}} {IN_LIST} AND withdrawn_at IS NULL"
        sql = f"SELECT {names} FROM derivation WHERE seq IN ({ends.format('child')} UNION {ends.format('parent')}) ORDER BY seq"
        ids = to_json(list(articles))
        yield from _derivations(self._all(sql, ids, ids))

    def standings(self, claim: str = "") -> Iterator[Standing]:
        with self._looking():
            id = load_entry(self._db, load_book(self._db), claim).claim.id if claim else ""
            on = "AND claim = ?" if id else ""
            sql = f"SELECT {', '.join(STANDING.columns)} FROM standing WHERE withdrawn_at IS NULL {on} ORDER BY seq"
            rows = fetch(self._db, sql, *[id] * sql.count("?"))
        yield from map(_standing, rows)

    def standings_of(self, claims: Collection[str]) -> dict[str, Standing]:
        sql = f"SELECT {', '.join(STANDING.columns)} FROM standing WHERE withdrawn_at IS NULL AND claim {IN_LIST}"
        return {row[0]: _standing(row) for row in self._all(sql, to_json(list(claims)))}

    def weights(self) -> dict[str, Weight]:
        lengths = " + ".join(f"CASE WHEN json_valid({side}) THEN json_array_length({side}) ELSE 0 END" for side in _LISTS)
        rows = self._all(f"SELECT claim, status, {lengths} FROM standing WHERE withdrawn_at IS NULL")
        with decoding("standing"):
            return {claim: Weight(Status(status), origins) for claim, status, origins in rows}


def _standing(row: Row) -> Standing:
    with decoding(f"standing {row[0]}"):
        return to_standing(row)


def _derivations(rows: Iterable[Row]) -> Iterator[Derivation]:
    for row in rows:
        with decoding(f"derivation {row[0]} {row[1]}"):
            derivation = to_derivation(row)
        yield derivation


def _to_origin(row: Row, actors: tuple[Actor, ...]) -> Origin:
    id, statements, _, date, counted, reason = row
    return Origin(id, to_strings(statements), actors, from_text(date), bool(counted), from_text(reason))
