"""What was worked out from the ledger, kept until the ledger changes: by this desk, by another one, or by a command."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 20_000  # things kept; the one not asked for longest goes first


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    stamp: Hashable  # of the ledger when it was made
    at: float


class Memory:
    """`clock` counts seconds; tests hand in theirs."""

    def __init__(self, ledger: str, clock: Callable[[], float] = time.monotonic) -> None:
        path = Path(ledger.removeprefix("sqlite://"))
        self._files = () if "://" in ledger.removeprefix("sqlite://") else (path, path.with_name(path.name + "-wal"))
        self._clock = clock
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], within: float = 0.0) -> T:
        """What is kept under `key`, or what `make` makes now.

        `within`: for so many seconds it may be older than the ledger. Give it where a reader loses nothing by that, and somebody who reads
        a thousand articles in at the same time would make every page slow.
        """
        stamp, now = self._look(), self._clock()
        with self._lock:
            kept = self._kept.get(key)
            if kept and (kept.stamp == stamp is not None or now - kept.at < within):
                self._kept.move_to_end(key)
                found: T = kept.value
                return found
        made = make()
        with self._lock:
            self._kept[key] = _Kept(made, stamp, now)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made

    def forget(self, *ids: str) -> None:
        """All that is kept about these claims: somebody at this desk has just changed them, and wants to see it."""
        with self._lock:
            for key in [key for key in self._kept if isinstance(key, tuple) and not set(ids).isdisjoint(key)]:
                del self._kept[key]

    def _look(self) -> Hashable:
        """Changes with every write of any process. An empty log is as good as none: it comes and goes with connections. None: unknown."""
        out = []
        for file in self._files:
            try:
                found = file.stat()
                out.append((found.st_mtime_ns, found.st_size) if found.st_size else (0, 0))
            except OSError:
                out.append((0, 0))
        return tuple(out) or None
