"""What the commands work with: handed down from the edge, so that tests hand in theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bukti.settings import Settings

if TYPE_CHECKING:  # `bukti --help` must not load the rooms behind these
    from bukti.pipeline import Meaning, Reader
    from bukti.statements import ReaderOptions


@dataclass(frozen=True, slots=True)
class Bench:
    """`load_reader` and `load_meaning` (on so many threads) stand in for the networks where they are given."""

    settings: Settings
    load_reader: "Callable[[ReaderOptions], Reader] | None" = None
    load_meaning: "Callable[[int], Meaning] | None" = None
