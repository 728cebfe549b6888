import time
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bukti.network.bio import MARGIN, best_tags, forbidden, spans, viterbi

O, B0, I0, B1, I1 = range(5)  # noqa: E741  (the tag that everybody calls O)

# Whole numbers, so that sums are exact; few of them, so that ties and forbidden steps are common.
SMALL = st.integers(-4, 4).map(float)


def logits(longest: int, labels: int) -> st.SearchStrategy[np.ndarray]:
    return st.integers(1, longest).flatmap(lambda n: arrays(np.float64, (n, 2 * labels + 1), elements=SMALL))


def long_logits() -> st.SearchStrategy[np.ndarray]:
    """By seed: to draw hundreds of numbers one by one is slow. Two labels; O is likelier, as in life."""

    def drawn(seed: int, n: int) -> np.ndarray:
        values = np.random.default_rng(seed).integers(-4, 5, (n, 5)).astype(float)
        return values + np.array([seed % 5, 0, 0, 0, 0])

    return st.builds(drawn, st.integers(0, 10_000), st.integers(10, 80))


def peaked(*tags: int) -> np.ndarray:
    """Logits that want exactly these tags, forbidden or not."""
    out = np.zeros((len(tags), 5))
    out[np.arange(len(tags)), tags] = 5
    return out


def allowed(tags: tuple[int, ...] | np.ndarray) -> bool:
    """Every I follows B or I of its label. I tags are 2, 4, ..."""
    return all(tag == 0 or tag % 2 == 1 or before in (tag - 1, tag) for before, tag in pairwise((0, *map(int, tags))))


def score(values: np.ndarray, tags: tuple[int, ...] | np.ndarray) -> float:
    return float(values[np.arange(len(values)), np.array(tags)].sum())


def best_by_trying_all(values: np.ndarray) -> float:
    every = product(range(values.shape[1]), repeat=len(values))
    return max(score(values, tags) for tags in every if allowed(tags))


@settings(max_examples=40)
@given(logits(longest=5, labels=2))
def test_viterbi_finds_the_best_allowed_sequence(values: np.ndarray) -> None:
    tags = viterbi(values, before=O)
    assert allowed(tags)
    assert score(values, tags) == best_by_trying_all(values)


def test_viterbi_goes_on_from_the_tag_before() -> None:
    assert viterbi(peaked(I0, I0, O), before=B0).tolist() == [I0, I0, O]
    assert viterbi(peaked(I0, I0, O), before=B1).tolist() == [B0, I0, O]


@settings(max_examples=40)
@given(logits(longest=7, labels=1))
def test_repair_near_the_beginning_is_the_best_allowed_sequence(values: np.ndarray) -> None:
    """Up to MARGIN pieces from the beginning, what is decoded again begins with the text, and so nothing is lost."""
    tags = best_tags(values)
    assert allowed(tags)
    assert score(values, tags) == best_by_trying_all(values)


@settings(max_examples=60)
@given(long_logits())
def test_repair_further_on_loses_only_what_a_new_beginning_costs(values: np.ndarray) -> None:
    """A stretch that is decoded again takes the tag before it as given, which the best sequence of all may not have there, and then go on
    with an I. With a B in its place, it is one that the repair could have chosen: so that difference is the most that a stretch loses."""
    tags, best = best_tags(values), viterbi(values, before=O)
    assert allowed(tags)
    beginnings = [start for start, _ in forbidden(values.argmax(1)) if start > 0]
    bound = sum(max(0.0, *(values[s, i] - values[s, i - 1] for i in (I0, I1))) for s in beginnings)
    assert score(values, best) - bound <= score(values, tags) <= score(values, best)


def test_a_case_where_the_repair_is_not_the_best_of_all() -> None:
    # One long span whose beginning is just missed; the I after 12 pieces of O would have to begin anew.
    values = np.zeros((14, 5))
    values[:, O], values[:, I0], values[:, B0] = 0.1, 0.0, -9.0
    values[0, B0] = 0.0
    values[13] = [-9, -9, 5, -9, -9]
    assert viterbi(values, before=O).tolist() == [B0] + 13 * [I0]
    repaired = best_tags(values)
    assert allowed(repaired)
    assert score(values, repaired) < score(values, viterbi(values, before=O))


@settings(max_examples=60)
@given(long_logits())
def test_only_the_neighbourhood_of_a_forbidden_step_is_changed(values: np.ndarray) -> None:
    wanted, tags = values.argmax(1), best_tags(values)
    before = np.concatenate([[O], wanted[:-1]])
    wrong = [i for i, (b, t) in enumerate(zip(before, wanted, strict=True)) if t in (I0, I1) and b not in (t - 1, t)]
    for i in np.flatnonzero(tags != wanted).tolist():
        assert any(-MARGIN <= i - w < MARGIN or (w < i and all(t in (I0, I1) for t in wanted[w + MARGIN : i + 1])) for w in wrong)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([O, B0, I0, I0, O, B1], [O, B0, I0, I0, O, B1]),  # allowed already
        ([B0, B0, I0, B1, I1], [B0, B0, I0, B1, I1]),  # spans that touch
        ([O, I0, I0, O], [O, B0, I0, O]),
        ([B0, I1, I1, O], [B0, B1, I1, O]),
        ([I0], [B0]),
    ],
)
def test_repairs(wanted: list[int], expected: list[int]) -> None:
    values = peaked(*wanted)
    values[np.array(wanted) == O] *= 2  # surer of what is outside
    values[:, [B0, B1]] += 1  # where an I cannot stand, the B of a span is the next best
    assert best_tags(values).tolist() == expected


def test_what_is_decoded_again_may_begin_inside_a_span() -> None:
    values = peaked(B0, *12 * [I0], I1)
    values[-1, B1] = 4
    assert best_tags(values).tolist() == [B0, *12 * [I0], B1]


def test_a_span_without_a_beginning_is_given_up_as_a_whole() -> None:
    values = np.zeros((30, 5))
    values[:, I0], values[:, B0] = 0.1, -9.0
    assert best_tags(values).tolist() == 30 * [O]


def test_nothing_to_tag() -> None:
    assert best_tags(np.zeros((0, 5))).tolist() == []
    assert spans(np.zeros(0, np.int64)) == []


def test_spans_of_tags() -> None:
    assert spans(np.array([O, B0, I0, B0, O, B1, I1, I1])) == [(1, 3, 0), (3, 4, 0), (5, 8, 1)]
    assert spans(np.array([B0, I1])) == [(0, 1, 0), (1, 2, 1)]


@pytest.mark.parametrize("unit", [[I0, I1], [B0, I0, I0, I1], [O] * 30 + [I0], [I0]])
def test_cost_grows_with_length_only(unit: list[int]) -> None:
    def seconds(pieces: int) -> float:
        values = peaked(*(unit * (pieces // len(unit) + 1))[:pieces])
        start = time.process_time()
        best_tags(values)
        return time.process_time() - start

    seconds(500)
    assert seconds(8_000) < 12 * max(seconds(2_000), 0.02)
