from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bukti.errors import ModelError
from bukti.network import FAST, MATCH, STANCES, Fast, Meaning, meaning_version, read_archive, weights_version

TEXTS = (
    "Ardovia sent three thousand rockets to Kessara",
    "Kapal itu tidak pernah singgah di Varnok",
    "Судно вышло из порта ночью",
    "no",
    "kapal barang itu berlayar malam hari",
)
ARMS = "Ardovia sent rockets to Kessara."
PAIRS = [  # as bukti.claims.wording has them
    ("Brennia said: Ardovia sent rockets to Kessara", ARMS),
    ("Darko Meshin denied: that Ardovia sent rockets to Kessara", ARMS),
    ("Darko Meshin said: the harvest was good", ARMS),
]


@cache
def loaded(kind: type[Meaning], exact: bool, threads: int = 1) -> Meaning:
    return kind.load(exact=exact, threads=threads)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("ask", [lambda m, texts: m.vectors(texts), lambda m, texts: m.near(texts)], ids=["vectors", "near"])
@pytest.mark.parametrize("kind", [Meaning, Fast])
def test_a_text_means_the_same_whatever_it_is_computed_with(
    kind: type[Meaning], ask: Callable[[Meaning, tuple[str, ...]], np.ndarray], exact: bool
) -> None:
    together = ask(kind.load(exact=exact, threads=2), TEXTS)
    alone = np.concatenate([ask(loaded(kind, exact), (text,)) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-6, "int8 texts of like length, computed in one batch, were 0.02 apart"
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("kind", [Meaning, Fast])
def test_what_is_asserted_is_told_from_what_is_denied_and_what_is_about_something_else(kind: type[Meaning], exact: bool) -> None:
    found = loaded(kind, exact).compare(PAIRS, ("stance",))
    assert [STANCES[k] for k in found.stance.argmax(1)] == ["asserts", "denies", "none"]
    assert found.nli.shape == (0, 3)
    assert np.allclose(found.stance.sum(1), 1, atol=1e-5)


def test_pairs_keep_their_order_whatever_their_length_and_number() -> None:
    meaning = loaded(Fast, True)
    texts = [f"{'very ' * (n % 7)}{text}" for n, text in enumerate(TEXTS * 20)]
    pairs = [(text, ARMS if n % 2 else TEXTS[1]) for n, text in enumerate(texts)]
    together = loaded(Fast, True, threads=2).compare(pairs, ("stance",)).stance
    for n in (0, 17, 50, 99):
        assert meaning.compare(pairs[n : n + 1], ("stance",)).stance[0] == pytest.approx(together[n], abs=1e-5)


def test_the_small_network_has_vectors_and_inference_of_the_large_one() -> None:
    large, small = loaded(Meaning, True), loaded(Fast, True)
    assert np.array_equal(large.vectors(TEXTS), small.vectors(TEXTS))
    assert np.array_equal(large.compare(PAIRS, ("nli",)).nli, small.compare(PAIRS, ("nli",)).nli)
    assert small.near(TEXTS).shape == (len(TEXTS), 128)
    assert small.near([]).shape == (0, 128)


def test_what_the_small_network_said_is_told_from_what_the_large_one_said() -> None:
    large, small = loaded(Meaning, True), loaded(Fast, True)
    assert large.version == large.weights == small.weights == meaning_version() == weights_version(kind=MATCH)
    assert small.version == meaning_version(fast=True) == f"{large.version}+{weights_version(kind=FAST)}"
    assert small.manifest["calibration"]["centres"] == large.manifest["calibration"]["centres"]
    assert small.manifest["calibration"]["stance"] != large.manifest["calibration"]["stance"]


def test_a_small_network_of_another_word_embedding_is_refused() -> None:
    fast = read_archive(kind=FAST)
    strange = replace(fast, manifest={**fast.manifest, "words": {**fast.manifest["words"], "sha256": "0" * 64}})
    with pytest.raises(ModelError, match="--fast belong to other weights"):
        Fast(read_archive(kind=MATCH), read_archive(), fast=strange)
