from typing import Any

import numpy as np
import pytest
from shipped import network, weights

from bukti.network import Network, Signals
from bukti.network.pieces import GROUP, WINDOW
from bukti.network.sessions import AT_ONCE, OUTPUTS, OUTSIDE
from bukti.network.tags import ANCHORS, ENTITY_TAGS, NEAR, PAIR_TAGS

SHORT = '"Kapal itu kosong," kata juru bicara pelabuhan Sarn, Mira Tolan, Senin.'
PARAGRAPH = f"{SHORT}\nThe ship left Sarn on Monday, officials said. Капитан заявил: «Мы ничего не везли».\n"


class Watched(Network):
    """Keeps what it was asked to compute."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups: list[list[int]] = []  # pieces of each window, group by group

    def _group(self, ids: np.ndarray, spans: list[tuple[int, int]]) -> dict[str, np.ndarray]:
        self.groups.append([b - a for a, b in spans])
        return super()._group(ids, spans)


class Numbered(Network):
    """Says of every piece in how many groups it came before this one, instead of reading it."""

    asked = 0

    def _group(self, ids: np.ndarray, spans: list[tuple[int, int]]) -> dict[str, np.ndarray]:
        self.asked += 1
        return {name: np.full((spans[-1][1] - spans[0][0], 1), self.asked - 1, np.float32) for name in OUTPUTS}


def stretches(text: str) -> list[Signals]:
    return list(network().read(text))


def only(text: str) -> Signals:
    """The signals of a text that is short enough to be read in one stretch."""
    (signals,) = stretches(text)
    return signals


def owned(signals: list[Signals], name: str) -> np.ndarray:
    """One kind of signal of every piece of a text."""
    return np.concatenate([s.owned(getattr(s, name)) for s in signals])


def assert_same(one: list[Signals], two: list[Signals]) -> None:
    assert [s.own for s in one] == [s.own for s in two]
    for name in OUTPUTS:
        np.testing.assert_array_equal(owned(one, name), owned(two, name))


def test_shapes() -> None:
    signals = only(SHORT)
    n = len(signals.pieces)
    assert n > 10
    assert (signals.first, signals.own) == (0, range(n))
    assert signals.entities.shape == (n, len(ENTITY_TAGS))
    assert signals.anchors.shape == (n, len(ANCHORS))
    assert len(signals.anchor) == len(signals.query) == len(signals.piece) == len(signals.key) == n


def test_two_runs_say_the_same() -> None:
    assert_same(stretches(PARAGRAPH * 20), stretches(PARAGRAPH * 20))


def test_two_cores_say_the_same_as_one() -> None:
    assert_same(stretches(PARAGRAPH * 20), list(Network.load(weights(), threads=2).read(PARAGRAPH * 20)))


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\ud800"])
def test_nothing_to_read(text: str) -> None:
    assert stretches(text) == []
    assert network().pairs(only(SHORT), np.zeros(0, np.int64)).shape == (0, 2 * NEAR, PAIR_TAGS)


@pytest.mark.parametrize("text", [SHORT, "x", ".", "\ud800x"])
def test_a_neighbourhood_ends_with_the_text(text: str) -> None:
    """Of the first piece and of the last, which in the shortest text are one."""
    signals = only(text)
    n = len(signals.pieces)
    first, last = network().pairs(signals, np.array([0, n - 1]))
    assert (first != OUTSIDE).any(axis=1).tolist() == [NEAR <= i < NEAR + n for i in range(2 * NEAR)]
    assert (last != OUTSIDE).any(axis=1).tolist() == [NEAR - n < i <= NEAR for i in range(2 * NEAR)]


def test_a_text_of_20_000_words_takes_steps_of_one_size() -> None:
    """Calls, not seconds: how much is computed at once does not grow with the text, and all of it together grows no faster."""
    reader = Watched.load(weights())
    unit = PARAGRAPH.split(" ")
    rows = pieces = 0
    for signals in reader.read(" ".join(unit * (20_000 // len(unit) + 1))):
        assert signals.own.start == pieces
        assert np.isfinite(signals.anchors).all()
        rows, pieces = max(rows, len(signals.anchors)), signals.own.stop
    assert pieces == len(signals.pieces) > 20_000
    assert rows <= GROUP * WINDOW + 2 * NEAR
    assert max(len(g) for g in reader.groups) == GROUP
    assert max(max(g) for g in reader.groups) <= WINDOW - 2
    assert sum(map(sum, reader.groups)) < pieces * GROUP / (GROUP - 1) + WINDOW, "one window in five is computed twice"


def test_windows_of_a_group_are_told_apart() -> None:
    ids = np.tile(only(SHORT).pieces.ids, 2)
    once, again = np.split(network()._group(ids, [(0, len(ids) // 2), (len(ids) // 2, len(ids))])["anchors"], 2)
    assert np.abs(once - again).max() > 1e-3


def test_windows_that_two_groups_share_are_averaged() -> None:
    values = owned(list(Numbered.load(weights()).read(PARAGRAPH * 300)), "anchors")[:, 0]
    steps = [float(v) for v, before in zip(values, [-1.0, *values], strict=False) if v != before]
    assert steps[:5] == [0.0, 0.5, 1.0, 1.5, 2.0]
    assert (values == 0.5).sum() <= WINDOW - 2, "one window"


def test_anchors_do_not_depend_on_what_else_is_asked() -> None:
    signals = stretches(PARAGRAPH * 30)[0]
    n = len(signals.own)
    anchors = np.unique(np.linspace(0, n - 1, AT_ONCE + 3).astype(np.int64))
    together = network().pairs(signals, anchors)
    alone = [network().pairs(signals, np.array([a]))[0] for a in anchors]
    np.testing.assert_allclose(together, np.stack(alone), atol=1e-4)


def test_a_stretch_has_the_neighbours_of_all_its_own_pieces() -> None:
    """So whatever stands around an anchor is seen, though it is another stretch's."""
    signals = stretches(PARAGRAPH * 100)
    assert len(signals) > 2
    for s in signals:
        assert s.first <= max(s.own.start - NEAR, 0)
        assert s.first + len(s.anchors) >= min(s.own.stop + NEAR, len(s.pieces))


def test_float_arithmetic_hears_nearly_the_same() -> None:
    """Which of the two a processor gets is a question of speed; the weights are the same."""
    int8, exact = (list(Network.load(weights(), exact=exact).read(PARAGRAPH * 5)) for exact in (False, True))
    one, two = owned(int8, "anchors"), owned(exact, "anchors")
    assert 0 < np.abs(one - two).mean() < 0.5
    assert (one.argmax(1) == two.argmax(1)).mean() > 0.97
