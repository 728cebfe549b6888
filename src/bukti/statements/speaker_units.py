"""Places of an article as its telling counts them, and which statement stands inside which."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from bukti.records import Span, Statement, StatementType

DEEPEST = 20  # statements inside one another that are looked through


class Units:
    """Sentences counted so that a long quotation is no distance: those wholly inside a direct quotation do not count."""

    def __init__(self, statements: Sequence[Statement], sentences: Sequence[Span]) -> None:
        quoted = merged([span for s in statements if s.type is StatementType.DIRECT for span in s.content])
        self._quotes, self._quote_starts = quoted, [span.start for span in quoted]
        self._starts = [span.start for span in sentences]
        self._numbers, number = [0], 0
        for sentence in sentences:
            number += not self.inside_quote(sentence)
            self._numbers.append(number)

    def at(self, place: int) -> int:
        return self._numbers[bisect_right(self._starts, place)]

    def inside_quote(self, span: Span) -> bool:
        i = bisect_right(self._quote_starts, span.start) - 1
        return i >= 0 and span.end <= self._quotes[i].end


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, overlapping ones as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def outer_statements(statements: Sequence[Statement]) -> dict[int, int]:
    """For each nested statement, by number, the number of the one whose content it stands in; the innermost where there are several."""
    segments = sorted((span.start, -span.end, i) for i, s in enumerate(statements) for span in s.content)
    found: dict[int, int] = {}
    open_segments: list[tuple[int, int]] = []  # end, number
    for _, end, i in segments:
        while open_segments and open_segments[-1][0] < -end:
            open_segments.pop()
        if statements[i].nested and i not in found:
            holder = next((n for _, n in islice(reversed(open_segments), DEEPEST) if n != i and _holds(statements[n], statements[i])), None)
            if holder is not None:
                found[i] = holder
        open_segments.append((-end, i))
    return found


def _holds(outer: Statement, inner: Statement) -> bool:
    """Two statements can have the same content ("nested" in German news); then the nested one is inside."""
    return not outer.nested or outer.content != inner.content


def anchor(statement: Statement) -> int:
    """Where a statement names its speaker, or where it would."""
    return next((spans[0].start for spans in (statement.speaker, statement.cue, statement.content) if spans), 0)
