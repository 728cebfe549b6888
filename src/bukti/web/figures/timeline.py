"""The origins of a claim on an axis of time, one lane for each stance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bukti.records import Stance
from bukti.web.figures.days import iso, marks, ordinal, place

WIDTH, LEFT, RIGHT = 1150, 110, 40
LANE, TOP = 34, 14
APART = 9  # dots of one day and lane stand beside each other


@dataclass(frozen=True, slots=True)
class Moment:
    """One utterance on the timeline."""

    date: str
    stance: Stance
    who: str
    statements: int  # that report it
    href: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    moment: Moment


@dataclass(frozen=True, slots=True)
class Lane:
    stance: Stance
    y: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    lanes: tuple[Lane, ...] = ()
    marks: tuple[tuple[float, str], ...] = ()  # where, and which date
    undated: int = 0
    height: int = 0


ORDER = (Stance.ASSERTS, Stance.DOUBTS, Stance.NO_COMMENT, Stance.DENIES)


def timeline(moments: Sequence[Moment]) -> Timeline:
    days = {m: day for m in moments if (day := ordinal(m.date)) is not None}
    if not days:
        return Timeline(undated=len(moments))
    first, last = min(days.values()), max(days.values())
    present = [s for s in ORDER if any(m.stance is s for m in days)]
    lanes = tuple(_lane(stance, TOP + n * LANE + LANE // 2, days, (first, last)) for n, stance in enumerate(present))
    ticks = tuple((_x(day, (first, last)), iso(day)) for day in marks(first, last, 8))
    return Timeline(lanes, ticks, len(moments) - len(days), TOP + len(present) * LANE + 26)


def _x(day: int, span: tuple[int, int]) -> float:
    return LEFT + place(day, *span, WIDTH - LEFT - RIGHT)


def _lane(stance: Stance, y: int, days: dict[Moment, int], span: tuple[int, int]) -> Lane:
    seen: Counter[int] = Counter()
    dots = []
    for moment, day in sorted(days.items(), key=lambda item: item[1]):
        if moment.stance is stance:
            dots.append(Dot(_x(day, span) + APART * seen[day], y, min(9.0, 2.5 + 0.8 * moment.statements), moment))
            seen[day] += 1
    return Lane(stance, y, tuple(dots))
