import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text.casefile import Case, cases

from bukti.text.quotes import Quotation, quotations


def written(text: str, quotation: Quotation) -> str:
    return f"{quotation.depth} {'closed' if quotation.closed else 'open'} {text[slice(*quotation.inner)].strip()}"


@pytest.mark.parametrize("case", cases(Path(__file__).with_name("quotes.cases")), ids=lambda case: case.name)
def test_finds_the_quotations(case: Case) -> None:
    found = quotations(case.text, case.lang)
    expected = [" ".join(line.split(" ")[:2]) + " " + line.split(" ", 2)[2].strip() for line in case.expected]
    assert [written(case.text, q) for q in found] == expected


def test_span_has_the_marks_and_inner_has_not() -> None:
    text = "Dia berkata, “Kosong.”"
    (found,) = quotations(text)
    assert text[slice(*found.span)] == "“Kosong.”"
    assert text[slice(*found.inner)] == "Kosong."
    assert found.marks == ("“", "”")


@given(st.text(alphabet="aB .,\n“”„\"«»‘’'‚`,—", max_size=60))
def test_spans_are_sound_whatever_the_marks(text: str) -> None:
    for q in quotations(text, "id"):
        assert 0 <= q.span.start < q.inner.start <= q.inner.end <= q.span.end <= len(text)
        assert text.startswith(q.marks[0], q.span.start)
        assert not q.closed or text.startswith(q.marks[1], q.inner.end)


@pytest.mark.parametrize("unit", ['Kata dia, "kapal itu kosong". ', "“a ", '"', "a's' ", "«a» "])
def test_cost_grows_with_length_only(unit: str) -> None:
    def seconds(repeats: int) -> float:
        start = time.process_time()
        quotations(unit * repeats, "id")
        return time.process_time() - start

    seconds(1_000)
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.02)
