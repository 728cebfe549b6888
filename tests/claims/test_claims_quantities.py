from pathlib import Path

import pytest
from text.casefile import Case, cases

from bukti.claims.quantities import quantities, same


@pytest.mark.parametrize("case", cases(Path(__file__).with_name("quantities.cases")), ids=lambda case: case.name)
def test_amounts_of_a_text(case: Case) -> None:
    expected = [] if case.expected == ("none",) else [float(e) for e in case.expected]
    assert quantities(case.text, case.lang) == expected


def test_amounts_are_the_same_up_to_two_per_cent() -> None:
    assert same(1000, 1010) and same(6700, 6700)
    assert not same(1000, 1300) and not same(6, 7)
