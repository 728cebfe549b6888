"""People and bodies from an entity file into a ledger."""

from itertools import islice
from pathlib import Path

from bukti.actors.book import actor_of
from bukti.actors.entities import EntityFile
from bukti.runs.marks import Turns
from bukti.store import Changed, Ledger

BATCH = 5_000  # actors that are filed at once
LISTED = "listed"  # a turn of this ends with every change of an actor that a file brought


def add_from_file(ledger: Ledger, path: Path) -> Changed:
    """Every row is checked before the first is filed: InputError names file and line of a bad one. A million rows take no memory."""
    file = EntityFile.index(path)
    places = iter(sorted(set(file.places.tolist())))
    added = withdrawn = 0
    while some := list(islice(places, BATCH)):
        changed = ledger.add_actors([actor_of(file._row(place), file) for place in some], f"file {path.name}")
        added, withdrawn = added + changed.added, withdrawn + changed.withdrawn
    if added or withdrawn:
        turns = Turns(ledger)
        turns.end(turns.of([LISTED]))
    return Changed(added, withdrawn)
