"""A claim of which a statement says something less surely than of another one is held to be less sure."""

import numpy as np
import pytest

from bukti.claims.rivals import NONE, Field, against_rivals
from bukti.network import STANCES

ASSERTS = STANCES.index("asserts")


def judged(*taken: float) -> np.ndarray:
    """Pairs, each of which asserts with this probability, and takes no stance otherwise."""
    out = np.zeros((len(taken), len(STANCES)))
    out[:, ASSERTS] = taken
    out[:, NONE] = 1 - out[:, ASSERTS]
    return out


def field(pairs: int, fits: list[bool] | None = None, written: list[bool] | None = None, held: dict[int, float] | None = None) -> Field:
    return Field(np.array(fits or [True] * pairs), np.array(written or [True] * pairs), held or {})


def weighed(found: np.ndarray, at: list[tuple[int, str]], of: Field | None = None) -> list[float]:
    return [round(float(x), 3) for x in 1 - against_rivals(found, at, of or field(len(at)))[:, NONE]]


def test_the_surest_claim_keeps_its_chance_and_the_others_lose() -> None:
    high, low = weighed(judged(0.9, 0.6), [(0, "A"), (0, "B")])
    assert high == 0.9
    assert low == pytest.approx(0.2, abs=0.001)  # odds of 1.5 against 9: as far below 1.5 again


def test_two_claims_of_the_same_sureness_do_not_harm_each_other() -> None:
    assert weighed(judged(0.7, 0.7), [(0, "A"), (0, "B")]) == [0.7, 0.7]


def test_claims_of_other_statements_are_no_rivals() -> None:
    assert weighed(judged(0.9, 0.6), [(0, "A"), (1, "B")]) == [0.9, 0.6]


def test_a_claim_with_another_amount_is_no_rival() -> None:
    assert weighed(judged(0.9, 0.6), [(0, "A"), (0, "B")], field(2, fits=[False, True]))[1] == 0.6


def test_a_claim_that_was_found_takes_nothing_from_one_that_somebody_wrote() -> None:
    assert weighed(judged(0.9, 0.6), [(0, "found"), (0, "ours")], field(2, written=[False, True])) == [0.9, 0.6]
    assert weighed(judged(0.6, 0.9), [(0, "found"), (0, "ours")], field(2, written=[False, True])) == [0.2, 0.9]


def test_what_is_held_of_other_claims_already_counts_as_a_rival() -> None:
    alone, rivalled = weighed(judged(0.6, 0.6), [(0, "A"), (1, "A")], field(2, held={1: 0.9}))
    assert alone == 0.6
    assert rivalled == pytest.approx(0.2, abs=0.001)


def test_the_stances_share_what_is_left_as_before_and_sum_to_one() -> None:
    found = np.array([[0.1, 0.6, 0.3, 0.0, 0.0], [0.5, 0.2, 0.2, 0.1, 0.0]])
    out = against_rivals(found, [(0, "A"), (0, "B")], field(2))
    assert np.allclose(out.sum(1), 1)
    assert np.allclose(out[1, 1:] / out[1, 1:].sum(), found[1, 1:] / found[1, 1:].sum())


def test_nothing_to_weigh() -> None:
    assert against_rivals(judged(), [], field(0)).shape == (0, len(STANCES))
