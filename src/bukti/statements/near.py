"""Which of many spans overlap a stretch of the text, without looking at all of them: so that cost stays linear in an article."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from bukti.records import Span

T = TypeVar("T")


class Near(Generic[T]):
    """Things that stand in a text, each with a span."""

    def __init__(self, items: Iterable[T], span: Callable[[T], Span]) -> None:
        self._items = sorted(items, key=span)
        self._starts = [span(item).start for item in self._items]
        self._ends = [span(item).end for item in self._items]
        self._reach = list(accumulate(self._ends, max))  # the furthest end so far, which never goes back

    def over(self, start: int, end: int) -> list[T]:
        """Those that share a character with [start, end), in order of the text."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [self._items[i] for i in range(first, last) if self._ends[i] > start]
