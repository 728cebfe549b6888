"""What a run needs to know of the runs before it: which of its work is done, and which vectors are known."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from bukti.errors import LedgerError
from bukti.network import JUDGES, Judged
from bukti.pipeline import Meaning
from bukti.records import content_id
from bukti.store import Ledger

READ_ONLY = "ledger-read-only"
TEXTS = 1024  # whose vectors are computed and kept at once: Ctrl-C costs at most these
DONE = b"\x01"


class Marks:
    """Marks that a piece of work is done. They lie in the ledger's cache: whoever empties that has the work done again, nothing else."""

    def __init__(self, ledger: Ledger, stage: str, version: str) -> None:
        self._ledger, self._model = ledger, f"{stage} {version}"

    def missing(self, ids: Iterable[str]) -> list[str]:
        """Those that are not marked, in order."""
        asked = list(ids)
        known = {id for id, _ in self._ledger.vectors(asked, self._model)}
        return [id for id in asked if id not in known]

    def done(self, ids: Iterable[str]) -> None:
        self._ledger.add_vectors([(id, DONE) for id in ids], self._model)


class Turns:
    """How often something came to an end that a run had done: a claim was judged anew, or gone. A mark is never taken back, so what is done
    in one turn is marked with its number, and what was done in the turns before no longer counts."""

    def __init__(self, ledger: Ledger) -> None:
        self._marks = Marks(ledger, "turns", "")

    def of(self, ids: Iterable[str]) -> dict[str, int]:
        found = dict.fromkeys(ids, 0)
        left = list(found)
        while left:
            missing = set(self._marks.missing(content_id("turn", id, found[id]) for id in left))
            left = [id for id in left if content_id("turn", id, found[id]) not in missing]
            found.update((id, found[id] + 1) for id in left)
        return found

    def end(self, turns: Mapping[str, int]) -> None:
        """Of each id the turn with this number, its last."""
        self._marks.done(content_id("turn", id, turn) for id, turn in turns.items())

    def end_while_gone(self, ids: Iterable[str]) -> None:
        """Once for as long as they are gone, however many runs find them so."""
        turns = self.of(ids)
        gone = {content_id("gone", id, turn): id for id, turn in turns.items()}
        fresh = {id: turns[id] for id in (gone[mark] for mark in self._marks.missing(gone))}
        self._marks.done(content_id("gone", id, turn + 1) for id, turn in fresh.items())
        self.end(fresh)


def state(article: str, statements: Iterable[str]) -> str:
    """Of an article as it was read (ids): other statements make another state, another reading that finds the same ones does not."""
    return content_id("state", article, *sorted(statements))


class Remembering:
    """A Meaning that looks vectors up in a ledger before it computes them, and keeps those that it computed.

    Kept as float16, and rounded to that when new: what is looked up later must be what was used first.
    """

    def __init__(self, meaning: Meaning, ledger: Ledger) -> None:
        self._meaning, self._ledger = meaning, ledger
        self.version, self.weights, self.mode = meaning.version, meaning.weights, meaning.mode
        self.manifest: dict[str, Any] = meaning.manifest
        self.centres, self.near_centres = meaning.centres, meaning.near_centres

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """(texts, size) float32."""
        keys = {content_id("text", text): text for text in texts}
        known = {key: np.frombuffer(data, "<f2") for key, data in self._ledger.vectors(keys, self.weights)}
        fresh = iter([key for key in keys if key not in known])
        while some := list(islice(fresh, TEXTS)):
            known.update(self._computed({key: keys[key] for key in some}))
        if not texts:
            return self._meaning.vectors(texts)
        return np.stack([known[content_id("text", text)] for text in texts]).astype(np.float32)

    def _computed(self, texts: Mapping[str, str]) -> dict[str, np.ndarray]:
        rows = self._meaning.vectors(list(texts.values())).astype("<f2")
        made = dict(zip(texts, rows, strict=True))
        try:
            self._ledger.add_vectors([(key, row.tobytes()) for key, row in made.items()], self.weights)
        except LedgerError as error:
            if error.reason != READ_ONLY:
                raise
        return made

    def near(self, texts: Sequence[str]) -> np.ndarray:
        return self._meaning.near(texts)

    def compare(self, pairs: Sequence[tuple[str, str]], judges: Collection[str] = JUDGES) -> Judged:
        return self._meaning.compare(pairs, judges)
