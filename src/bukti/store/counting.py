"""How much there is of everything."""

import sqlite3

from bukti.store.base import Counts
from bukti.store.entries import load_book, load_entries
from bukti.store.loading import fetch

_COUNTS = """SELECT (SELECT count(*) FROM article), (SELECT count(DISTINCT replaces) FROM article WHERE replaces IS NOT NULL),
  (SELECT count(*) FROM statement), (SELECT count(*) FROM statement WHERE withdrawn_at IS NOT NULL),
  (SELECT count(*) FROM rejection), (SELECT count(*) FROM actor WHERE withdrawn_at IS NULL),
  (SELECT count(*) FROM position) - (SELECT count(*) FROM position WHERE withdrawn_at IS NOT NULL),
  (SELECT count(*) FROM judgement WHERE withdrawn_at IS NULL),
  (SELECT count(*) FROM judgement AS j WHERE withdrawn_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.id = j.statement AND s.withdrawn_at IS NULL)),
  (SELECT count(*) FROM origin) - (SELECT count(*) FROM origin WHERE withdrawn_at IS NOT NULL),
  (SELECT count(*) FROM derivation) - (SELECT count(*) FROM derivation WHERE withdrawn_at IS NOT NULL)"""


def count(db: sqlite3.Connection) -> Counts:
    articles, superseded, statements, withdrawn, rejections, actors, positions, judgements, adrift, origins, derivations = fetch(
        db, _COUNTS
    )[0]
    claims = sum(entry.live for entry in load_entries(db, load_book(db)))
    return Counts(
        articles,
        superseded,
        statements - withdrawn,
        withdrawn,
        rejections,
        actors,
        claims,
        positions,
        judgements,
        adrift,
        origins,
        derivations,
    )
