from datetime import date
from pathlib import Path

import pytest
from text.casefile import Case, cases

from bukti.origins.moments import moments

REPORTED = date(2023, 5, 12)


@pytest.mark.parametrize("case", cases(Path(__file__).with_name("moments.cases")), ids=lambda case: case.name)
def test_finds_when_something_was(case: Case, request: pytest.FixtureRequest) -> None:
    if case.known_miss:
        request.applymarker(pytest.mark.xfail(reason=case.known_miss))
    found = moments(case.text, case.lang, REPORTED)
    assert tuple(f"{case.text[m.start : m.end]} {m.moment}" for m in found) == case.expected


def test_a_report_without_a_date_tells_full_dates_only() -> None:
    text = "On Thursday, on May 3, on May 3, 2022 and the day before."
    assert [str(m.moment) for m in moments(text, "en", None)] == ["2022-05-03", "2022-05-02"]


def test_a_language_without_words_still_has_numbers() -> None:
    assert [str(m.moment) for m in moments("ll 3/5/2023 xx", "xx", REPORTED)] == ["2023-05-03"]
