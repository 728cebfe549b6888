from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bukti.network import Pieces
from bukti.network.tags import ENTITY_LABELS, ENTITY_TAGS
from bukti.records import Span
from bukti.statements.sequence import WORD, best_path, by_word, steps

FREE = steps({})
TAG = {tag: k for k, tag in enumerate(ENTITY_TAGS)}


def chances(*words: dict[str, float]) -> np.ndarray:
    """Of each word the tags that are named, and of all others -9."""
    out = np.full((len(words), len(ENTITY_TAGS)), -9.0)
    for row, word in zip(out, words, strict=True):
        for tag, value in word.items():
            row[TAG[tag]] = value
    return out


def tags(path: np.ndarray) -> list[str]:
    return [ENTITY_TAGS[k] for k in path]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ketua Asosiasi (AKB), Sari:", ["Ketua", "Asosiasi", "(", "AKB", ")", ",", "Sari", ":"]),
        ("Covid-19 di PDI-P", ["Covid-19", "di", "PDI-P"]),
        ("PESTARA, HARIAN-Sejumlah warga", ["PESTARA", ",", "HARIAN", "-", "Sejumlah", "warga"]),
        ("Rabu (17/10/2023).", ["Rabu", "(", "17/10/2023", ")", "."]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words


def test_an_inside_continues_its_own_label_only() -> None:
    path = best_path(chances({"O": -1, "B-ROLE": 0}, {"I-PERSON": 0, "O": -2, "I-ROLE": -1}), FREE)
    assert tags(path) == ["B-ROLE", "I-ROLE"]


def test_a_gap_between_role_and_affiliation_closes_where_steps_speak_against_it() -> None:
    words = chances({"B-ROLE": 0}, {"O": 0, "B-AFFILIATION": -1}, {"I-AFFILIATION": 0, "B-AFFILIATION": -0.5})
    width = len(ENTITY_LABELS) + 2
    assert tags(best_path(words, FREE)) == ["B-ROLE", "O", "B-AFFILIATION"]
    against = steps({"B-ROLE": [-2.0] + [0.0] * (width - 1)})
    assert tags(best_path(words, against)) == ["B-ROLE", "B-AFFILIATION", "I-AFFILIATION"]


LOGITS = st.lists(st.lists(st.integers(-5, 0), min_size=5, max_size=5), min_size=1, max_size=4)


@given(LOGITS)
def test_the_path_is_the_best_there_is(rows: list[list[int]]) -> None:
    """Two labels, every sequence tried."""
    some = ["O", "B-ROLE", "I-ROLE", "B-PERSON", "I-PERSON"]
    words = chances(*(dict(zip(some, map(float, row), strict=True)) for row in rows))
    words[words == -9.0] = -99.0

    def worth(path: tuple[str, ...]) -> float:
        at = [TAG[tag] for tag in path]
        return float(sum(FREE[a, b] for a, b in zip([0, *at], at, strict=False)) + sum(words[i, k] for i, k in enumerate(at)))

    best = max(worth(path) for path in product(some, repeat=len(rows)))
    assert worth(tuple(tags(best_path(words, FREE)))) == best


def test_pieces_become_words() -> None:
    """ "kata Sari.": a name in two pieces, the second with the full stop; what begins in a word is the word's."""
    pieces = Pieces("kata Sari.", np.arange(3), np.array([0, 5, 7]), np.array([4, 7, 10]))
    logits = np.zeros((3, len(ENTITY_TAGS)), np.float32)
    logits[0, TAG["B-CUE"]] = logits[1, TAG["B-PERSON"]] = logits[2, TAG["I-PERSON"]] = 9
    words, found = by_word(pieces, logits)
    assert words == [Span(0, 4), Span(5, 9), Span(9, 10)]
    assert tags(best_path(found, FREE)) == ["B-CUE", "B-PERSON", "I-PERSON"]


def test_nothing_to_read() -> None:
    words, found = by_word(Pieces(" ", *np.zeros((3, 0), np.int64)), np.zeros((0, len(ENTITY_TAGS)), np.float32))
    assert words == [] and len(best_path(found, FREE)) == 0
