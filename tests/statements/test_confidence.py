from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bukti.records import Span, Spans, StatementType
from bukti.statements.confidence import FEATURES, UNCALIBRATED, confidence, features, strongest
from bukti.statements.drafts import Draft
from bukti.statements.shape import Shaped

DRAFT = Draft(0, True, ((8, 9),), ((7, 8),), ((0, 7),), 0.5, 0.5, 0.5, 0.5, 0.5)
CHANCE = st.floats(0, 1)


def spans(*edges: int) -> Spans:
    return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))


SPEAKER, CUE, CONTENT = spans(45, 50), spans(40, 44), spans(0, 39)


def shaped(draft: Draft = DRAFT, *, speaker: Spans = SPEAKER, cue: Spans = CUE, content: Spans = CONTENT) -> Shaped:
    """With a draft of its own, as two anchors of the network have."""
    return Shaped(replace(draft), speaker, cue, content, StatementType.DIRECT)


SILENT = shaped(replace(DRAFT, speaker=()), speaker=(), cue=())


@given(st.sampled_from(["p_anchor", "p_content", "p_edges", "p_speaker"]), CHANCE, CHANCE)
def test_the_surer_the_network_the_surer_the_statement(which: str, one: float, two: float) -> None:
    low, high = sorted([one, two])
    less, more = (confidence(shaped(replace(DRAFT, **{which: p})), UNCALIBRATED) for p in (low, high))
    assert less <= more
    assert less < more or high - low < 1e-3 or high < 2e-4 or low > 0.999


@given(
    st.lists(CHANCE, min_size=5, max_size=5),
    st.lists(st.floats(-1e4, 1e4), min_size=len(FEATURES), max_size=len(FEATURES)),
    st.sampled_from([shaped(), SILENT, shaped(content=spans(0, 9, 20, 39))]),
)
def test_a_confidence_is_a_probability_whatever_the_weights(chances: list[float], weights: list[float], statement: Shaped) -> None:
    names = ("p_anchor", "p_speaker", "p_content", "p_edges", "p_silent")
    sure = replace(statement, draft=replace(statement.draft, **dict(zip(names, chances, strict=True))))
    assert 0 <= confidence(sure, {"weights": weights}) <= 1


def test_features_in_order() -> None:
    found = dict(zip(FEATURES, features(shaped(replace(DRAFT, p_anchor=0.9), content=spans(0, 9, 20, 39))), strict=True))
    assert found["bias"] == 1
    assert found["anchor"] > 0 and found["content"] == found["speaker"] == 0
    assert (found["no_cue"], found["no_speaker"], found["direct"], found["segments"]) == (0, 0, 1, 1)


def test_features_of_a_statement_that_names_nobody() -> None:
    found = dict(zip(FEATURES, features(replace(SILENT, draft=replace(SILENT.draft, p_silent=0.9, p_speaker=0.9))), strict=True))
    assert (found["no_cue"], found["no_speaker"], found["speaker"]) == (1, 1, 0)
    assert found["silent"] > 0


def test_a_calibration_needs_a_weight_for_every_feature() -> None:
    assert len(UNCALIBRATED["weights"]) == len(FEATURES)
    with pytest.raises(ValueError, match="shorter"):
        confidence(shaped(), {"weights": [1.0] * (len(FEATURES) + 1)})


def test_an_older_calibration_knows_fewer_features() -> None:
    weights = [0.5] * (len(FEATURES) - 3)
    assert confidence(shaped(), {"weights": weights}) == confidence(shaped(), {"weights": [*weights, 0.0, 0.0, 0.0]})


def test_of_one_statement_found_twice_the_surer_stays() -> None:
    twice = shaped(content=spans(2, 39))
    assert strongest([(shaped(), 0.6), (twice, 0.9)]) == [(twice, 0.9)]
    assert strongest([(shaped(), 0.9), (twice, 0.6)]) == [(shaped(), 0.9)]


def test_two_that_were_shaped_out_of_one_draft_on_purpose_stay() -> None:
    whole = shaped()
    part = replace(whole, content=spans(10, 39))
    assert strongest([(whole, 0.6), (part, 0.9)]) == [(whole, 0.6), (part, 0.9)]


def test_with_and_without_its_cue_it_is_one_statement() -> None:
    assert strongest([(shaped(cue=()), 0.6), (shaped(), 0.9)]) == [(shaped(), 0.9)]


def test_a_statement_inside_another_stays_beside_it() -> None:
    outer, inner = shaped(content=spans(0, 39)), shaped(cue=spans(5, 9), speaker=spans(0, 4), content=spans(10, 39))
    assert strongest([(inner, 0.6), (outer, 0.9)]) == [(outer, 0.9), (inner, 0.6)]


def test_a_statement_that_is_nearly_all_of_the_one_around_it_stays_too() -> None:
    outer, inner = shaped(content=spans(0, 39)), shaped(cue=spans(2, 4), speaker=spans(0, 1), content=spans(5, 39))
    assert strongest([(outer, 0.9), (inner, 0.6)]) == [(outer, 0.9), (inner, 0.6)]


def test_two_cues_for_hardly_different_contents_are_one_statement() -> None:
    one, two = shaped(content=spans(0, 39)), shaped(cue=spans(60, 64), content=spans(0, 37))
    assert strongest([(one, 0.6), (two, 0.9)]) == [(two, 0.9)]


def test_statements_side_by_side_stay_in_the_order_of_the_text() -> None:
    found = [(shaped(cue=spans(n + 8, n + 9), speaker=(), content=spans(n, n + 7)), 0.5) for n in range(0, 100, 10)]
    assert strongest(found[::-1]) == found


def test_nothing_to_choose_from() -> None:
    assert strongest([]) == []
