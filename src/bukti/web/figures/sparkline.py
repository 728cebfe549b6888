"""When a claim was asserted and denied, on a strip as wide as a word: asserting origins above the line, denying ones below it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bukti.records import Stance
from bukti.web.figures.days import iso, ordinal, place

WIDTH, HEIGHT, MIDDLE = 132, 28, 14
UNIT, MOST = 3.5, 12.0  # of height for one origin of a day, and at most


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    y: float
    height: float
    stance: str


@dataclass(frozen=True, slots=True)
class Sparkline:
    ticks: tuple[Tick, ...] = ()
    first: str = ""
    last: str = ""


Dated = Sequence[tuple[str, Stance]]  # an origin's date, and its stance


def span(all_dated: Iterable[Dated]) -> tuple[int, int]:
    """First and last day of all: claims on one page share an axis, so that they can be compared."""
    days = [day for dated in all_dated for iso_date, _ in dated if (day := ordinal(iso_date)) is not None]
    return (min(days), max(days)) if days else (0, 0)


def sparkline(dated: Dated, first: int, last: int) -> Sparkline:
    by_day: Counter[tuple[int, Stance]] = Counter()
    for iso_date, stance in dated:
        if (day := ordinal(iso_date)) is not None:
            by_day[day, stance] += 1
    days = [day for day, _ in by_day]
    return Sparkline(_ticks(by_day, first, last), iso(min(days)), iso(max(days))) if days else Sparkline()


def _ticks(by_day: Mapping[tuple[int, Stance], int], first: int, last: int) -> tuple[Tick, ...]:
    out = []
    for (day, stance), number in sorted(by_day.items()):
        x = place(day, first, last, WIDTH - 4) + 2
        height = min(MOST, UNIT + UNIT * number)
        if stance is Stance.ASSERTS:
            out.append(Tick(x, MIDDLE - 1 - height, height, stance.value))
        elif stance is Stance.DENIES:
            out.append(Tick(x, MIDDLE + 1, height, stance.value))
        else:
            out.append(Tick(x, MIDDLE - 1, 2, stance.value))
    return tuple(out)
