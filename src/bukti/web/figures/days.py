"""Dates as places on an axis."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=10_000)  # a board has thousands of utterances, of the same days
def ordinal(iso: str) -> int | None:
    """The day as a number; the first day of a month or year that is all that is known. None without a date."""
    parts = iso[:10].split("-")
    try:
        year, month, day = (*map(int, parts), *[1] * (3 - len(parts)))
        return date(year, month, day).toordinal()
    except (ValueError, TypeError):
        return None


def place(day: int, first: int, last: int, width: float) -> float:
    """Where a day stands on an axis; the middle if all is of one day."""
    return round(width * (day - first) / (last - first), 1) if last > first else width / 2


_STEPS = (1, 2, 5, 7, 14, 30, 61, 91, 182, 365, 730, 1825, 3650, 36500)


def marks(first: int, last: int, most: int) -> list[int]:
    """Days to write on the axis, at most `most` of them, beginning with the first."""
    step = next((s for s in _STEPS if (last - first) / s < most), last - first + 1)
    return list(range(first, last + 1, step))


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
