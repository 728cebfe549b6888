"""What a headline does with a claim; what it says of it is in headlines.cases."""

from pathlib import Path

import pytest
from claims.judging import WordMeaning
from hypothesis import given
from hypothesis import strategies as st
from text.casefile import Case, cases

from bukti.claims.headline import ABOUT, of_headline, of_headlines
from bukti.lang import codes, load
from bukti.records import Stance

CLAIM = "Ardal sold rockets to Kessa"
NEAR = 1.0


@pytest.mark.parametrize("case", cases(Path(__file__).with_name("headlines.cases")), ids=lambda case: case.name)
def test_headlines(case: Case) -> None:
    text, _, claim = case.text.partition(" || ")
    taken = of_headline(text, case.lang, claim or CLAIM, NEAR)
    assert (taken.stance.value if taken.stance else "none", taken.reason) == case.expected
    assert 0 < taken.confidence < 1


@pytest.mark.parametrize("mark", ["?", "？", "؟", "՞", "\u037e"])
def test_the_question_mark_of_any_script_asks(mark: str) -> None:
    taken = of_headline(f"Rockets of Ardal in the port of Kessa{mark}", "en", CLAIM, NEAR)
    assert taken.stance is None
    assert f"it asks (“{mark}”)" in taken.reason


def test_a_headline_about_something_else_takes_no_position() -> None:
    one, other = of_headlines(
        [("Ardal sold rockets to Kessa in March", "en", CLAIM), ("The mayor denies the flood", "en", CLAIM)], WordMeaning()
    )
    assert one.stance is Stance.ASSERTS
    assert (other.stance, other.reason) == (None, "the headline is about something else")


def test_likeness_decides_what_it_is_about() -> None:
    assert of_headline(CLAIM, "en", CLAIM, ABOUT - 0.01).stance is None
    assert of_headline(CLAIM, "en", CLAIM, ABOUT).stance is Stance.ASSERTS


def test_no_headlines_are_no_trouble() -> None:
    assert of_headlines([], WordMeaning()) == []


@given(st.text(max_size=300), st.sampled_from([*codes(), "", "und", "xx"]), st.text(max_size=100))
def test_any_text_can_be_a_headline(text: str, lang: str, claim: str) -> None:
    assert of_headline(text, lang, claim, NEAR).stance in (None, Stance.ASSERTS, Stance.DENIES)


@pytest.mark.parametrize("code", ["en", "id", "de", "ru"])
def test_every_word_of_a_list_is_found_as_what_it_is(code: str) -> None:
    for row in load(code).table("headlines.tsv"):
        form = row["form"].capitalize()
        taken = of_headline(f"Ardal {form} Kessa", code, CLAIM, NEAR)
        assert (taken.stance is Stance.DENIES, f"“{form}”" in taken.reason) == (row["force"] == "refutes", True), form
