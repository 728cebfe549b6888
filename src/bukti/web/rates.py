"""How often something may happen."""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock


class Rate:
    """At most `most` in any minute. `clock` counts seconds; tests hand in theirs."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._taken: deque[float] = deque()
        self._lock = Lock()

    def take(self, number: int = 1) -> bool:
        """All of `number` or, where that is too many, none."""
        with self._lock:
            now = self._clock()
            while self._taken and self._taken[0] <= now - 60:
                self._taken.popleft()
            if len(self._taken) + number > self._most:
                return False
            self._taken.extend([now] * number)
            return True

    @property
    def full(self) -> bool:
        """Would one more be too many?"""
        with self._lock:
            return len([at for at in self._taken if at > self._clock() - 60]) >= self._most
