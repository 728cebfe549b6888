"""Boxes in columns, and curves between them."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 12


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def column(middles: Sequence[float], x: float, width: float, height: float) -> list[Box]:
    """Boxes from top to bottom, each at the middle it wants, or as far below as those before it push it."""
    out: list[Box] = []
    free = 0.0
    for middle in middles:
        y = max(free, middle - height / 2)
        out.append(Box(x, round(y, 1), width, height))
        free = y + height + GAP
    return out


def edge_path(one: Box, other: Box, y: float | None = None) -> str:
    """From the right side of one box to the left side of another, at height `y` there."""
    x0, y0, x1, y1 = one.x + one.width, one.middle, other.x, other.middle if y is None else y
    bend = max(24.0, (x1 - x0) * 0.45)
    return f"M{x0:g},{y0:.1f} C{x0 + bend:g},{y0:.1f} {x1 - bend:g},{y1:.1f} {x1:g},{y1:.1f}"
