"""The ledger: records in, records out, nothing overwritten. `open_ledger` is the one way in."""

from importlib import import_module
from pathlib import Path

from bukti import __version__
from bukti.errors import LedgerError
from bukti.store.acts import (
    Acted,
    Changed,
    ClaimAct,
    Deed,
    Event,
    Fate,
    Flag,
    Held,
    Hit,
    Judgement,
    Place,
    PositionQuery,
    Scope,
    State,
    Tally,
    Verdict,
    Weight,
)
from bukti.store.base import Added, ArticleQuery, Counts, Ledger, Outcome, Outlet, Problem, StatementQuery

# Scheme of the place -> class; a place without a scheme is a file for sqlite.
STORES: dict[str, str] = {
    "sqlite": "bukti.store.sqlite:SqliteLedger",
}

__all__ = [
    "STORES",
    "Acted",
    "Added",
    "ArticleQuery",
    "Changed",
    "ClaimAct",
    "Counts",
    "Deed",
    "Event",
    "Fate",
    "Flag",
    "Held",
    "Hit",
    "Judgement",
    "Ledger",
    "Outcome",
    "Outlet",
    "Place",
    "PositionQuery",
    "Problem",
    "Scope",
    "State",
    "StatementQuery",
    "Tally",
    "Verdict",
    "Weight",
    "open_ledger",
]


def open_ledger(where: str | Path, *, create: bool = True, patience: float = 30.0, author: str = "") -> Ledger:
    """The ledger at `where`: a path, or `scheme://place` with a scheme of STORES.

    `create` makes one where there is nothing yet. `patience` is how many seconds to wait for other processes before LedgerLockedError.
    `author` signs the rows that are added: an analyst's name, or this version of bukti when none is given. Raises LedgerError.
    """
    place = str(where)
    scheme, separator, _ = place.partition("://")
    name = scheme if separator else "sqlite"
    if name not in STORES:
        raise LedgerError(f"there is no store {name!r}; there are: {', '.join(STORES)}", where=place)
    module, _, cls = STORES[name].partition(":")
    store: type[Ledger] = getattr(import_module(module), cls)
    return store.open(place, create=create, patience=patience, author=author or f"bukti {__version__}")
