from pathlib import Path

import pytest
from text.casefile import Case, cases

from bukti.text.language import UNDETERMINED, identify

CASES = cases(Path(__file__).with_name("language.cases"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_tells_the_language(case: Case) -> None:
    assert identify(case.text).code == case.expected[0]


def test_nothing_is_undetermined() -> None:
    assert identify("") == identify(" \n\t") == UNDETERMINED


@pytest.mark.parametrize("case", [c for c in CASES if c.name.endswith("a paragraph of each language")], ids=lambda c: c.name)
def test_is_sure_of_a_paragraph(case: Case) -> None:
    assert identify(case.text).confidence > 0.95


def test_reads_a_sample_of_a_very_long_text() -> None:
    assert identify("Kapal itu kosong, kata juru bicara pemerintah kepada wartawan. " * 200_000).code == "id"
    assert identify("x" * 10_000_000).code == "und"
