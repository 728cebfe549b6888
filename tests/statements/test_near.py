from hypothesis import example, given
from hypothesis import strategies as st

from bukti.records import Span
from bukti.statements.near import Near

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], sum(pair)))


@example([Span(0, 30), Span(1, 2), Span(3, 4), Span(5, 6)], Span(20, 21))
@given(st.lists(SPANS, max_size=12), SPANS)
def test_finds_what_looking_at_all_would_find(spans: list[Span], window: Span) -> None:
    found = Near(spans, lambda span: span).over(*window)
    assert found == sorted(span for span in spans if span.start < window.end and window.start < span.end)


class Counted(int):
    looked = 0

    def __gt__(self, other: int) -> bool:
        Counted.looked += 1
        return int(self) > other


def test_looks_only_at_the_neighbourhood() -> None:
    near = Near((Span(Counted(n), Counted(n + 2)) for n in range(10_000)), lambda span: span)
    Counted.looked = 0
    assert len(near.over(5_000, 5_010)) == 11
    assert Counted.looked < 50
