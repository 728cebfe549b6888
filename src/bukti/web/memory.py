"""What was worked out from the ledger, kept until the ledger changes: by this desk, by another one, or by a command."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sized
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 300_000  # rows kept in all things together; the thing not asked for longest goes first
SLOW = 0.1  # seconds: what takes longer to make is made anew while people see what there was before


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    stamp: Hashable  # of the ledger when it was made
    at: float
    took: float = 0.0

    @property
    def weight(self) -> int:
        return 1 + (len(self.value) if isinstance(self.value, Sized) else 0)


class Memory:
    """`clock` counts seconds; tests hand in theirs."""

    def __init__(self, ledger: str, clock: Callable[[], float] = time.monotonic) -> None:
        path = Path(ledger.removeprefix("sqlite://"))
        self._files = () if "://" in ledger.removeprefix("sqlite://") else (path, path.with_name(path.name + "-wal"))
        self.ledger = ledger
        self._clock = clock
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._weight = 0
        self._making: dict[Hashable, Future[Any]] = {}
        self._pool = ThreadPoolExecutor(1, "bukti-looking")
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], within: float = 0.0) -> T:
        """What is kept under `key`, or what `make` makes now.

        `within`: for so many seconds it may be older than the ledger. Give it where a reader loses nothing by that, and somebody who reads
        a thousand articles in at the same time would make every page slow.
        """
        return self.many((key,), lambda _: {key: make()}, within)[key]

    def many(self, keys: Iterable[Hashable], make: Callable[[list[Any]], Mapping[Any, T]], within: float = 0.0) -> dict[Any, T]:
        """The same for several things at once: `make` gets the keys of those that are missing. What it does not make is left out."""
        stamp, now, wanted = self._look(), self._clock(), list(dict.fromkeys(keys))
        with self._lock:
            found: dict[Any, T] = {key: kept.value for key in wanted if (kept := self._fresh(key, stamp, now, within))}
        if missing := [key for key in wanted if key not in found]:
            made = make(missing)
            with self._lock:
                for key, value in made.items():
                    self._keep(key, _Kept(value, stamp, now))
            found.update(made)
        return found

    def behind(self, key: Hashable, make: Callable[[], T], within: float) -> T:
        """As `get`, for what takes seconds in a large ledger: from the second time on, nobody waits for it.

        Whoever asks when the ledger has changed gets what was kept, and it is made anew meanwhile; what is made quickly is never old, for
        who has just added the first reports looks for them. `make` runs on another thread.
        """
        stamp, now = self._look(), self._clock()
        with self._lock:
            kept = self._kept.get(key)
            if self._fresh(key, stamp, now, within if kept and kept.took > SLOW else 0.0):
                assert kept
                found: T = kept.value
                return found
            if key not in self._making:
                self._making[key] = self._pool.submit(self._make, key, make)
            waiting = self._making[key]
        if kept and kept.took > SLOW:
            found = kept.value
            return found
        made: T = waiting.result()
        return made

    def forget(self, *ids: str) -> None:
        """All that is kept about these claims: somebody at this desk has just changed them, and wants to see it."""
        with self._lock:
            for key in [key for key in self._kept if isinstance(key, tuple) and not set(ids).isdisjoint(key)]:
                self._weight -= self._kept.pop(key).weight

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _make(self, key: Hashable, make: Callable[[], T]) -> T:
        stamp, now = self._look(), self._clock()
        try:
            made = make()
            with self._lock:
                self._keep(key, _Kept(made, stamp, now, self._clock() - now))
            return made
        finally:
            with self._lock:
                del self._making[key]

    def _fresh(self, key: Hashable, stamp: Hashable, now: float, within: float) -> _Kept | None:
        kept = self._kept.get(key)
        if kept and (kept.stamp == stamp is not None or now - kept.at < within):
            self._kept.move_to_end(key)
            return kept
        return None

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        if before := self._kept.pop(key, None):
            self._weight -= before.weight
        self._kept[key] = kept
        self._weight += kept.weight
        while self._weight > MOST and len(self._kept) > 1:
            self._weight -= self._kept.popitem(last=False)[1].weight

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
