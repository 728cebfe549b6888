import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import weights
from tokenizers import Tokenizer

from bukti.network.archive import read_archive
from bukti.network.pieces import GROUP, STRETCH, WINDOW, Pieces, groups, split, stretches, windows

CAPACITY = WINDOW - 2
ODD = "aZé \n\t.,“”«»-12e\u0301\u0336\u200b\u200d\ufeff\u200f\u202e\ufffd\ud800\udc00\ud83d\ude00😀👩🇮½㎏ﬁשקقاกำ각न\u094d中\xad\x00\x07…"


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_str(read_archive(weights()).parts["tokenizer.json"].decode())


def written(pieces: Pieces) -> list[str]:
    return [pieces.text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]


def plain(count: int, text: str | None = None) -> Pieces:
    """Pieces of one character, with a blank between any two; or the words of a text."""
    text = "x " * count if text is None else text
    starts = [i for i, c in enumerate(text) if not c.isspace() and (i == 0 or text[i - 1].isspace())]
    ends = [s + len(text[s:].split(None, 1)[0]) for s in starts]
    return Pieces(text, np.zeros(len(starts), np.int64), np.array(starts), np.array(ends))


def covered(pieces: Pieces) -> str:
    """The text with _ for every character that belongs to no piece."""
    inside = {i for a, b in zip(pieces.starts, pieces.ends, strict=True) for i in range(a, b)}
    return "".join(c if i in inside else "_" for i, c in enumerate(pieces.text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kapal kosong.", "Kapal_kosong."),
        ("😀 kosong 😀", "😀_kosong_😀"),
        ("👩\u200d👧 ya", "👩_👧_ya"),  # a joiner is a blank to the tokenizer
        ("e\u0301te\u0301 e\u0301", "e\u0301te\u0301_e\u0301"),  # two characters, one letter
        ("Z\u0336a\u0336 \u0301", "Z\u0336a\u0336_\u0301"),
        ("ﬁn ㎏ x", "ﬁn_㎏_x"),  # one character, two letters
        ("a\ud800b \udc00 c", "a_b___c"),
        ("a\x07½\x00b", "a_½_b"),
        ("\ufeffa\u200bb \u200f c", "_a_b___c"),
        (" \xa0a\u3000\r\n\tb ", "__a____b_"),
        ("קפטן אור: «הספינה ריקה»", "קפטן_אור:_«הספינה_ריקה»"),  # from right to left, in the order it is stored
        ("قال الوزير 123 def", "قال_الوزير_123_def"),
    ],
)
def test_pieces_cover_what_is_no_blank(text: str, expected: str, tokenizer: Tokenizer) -> None:
    assert covered(split(text, tokenizer)) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n\t \u3000", "\u200b\ufeff", "\ud800\udc00\x00"])
def test_nothing_to_read_has_no_pieces(text: str, tokenizer: Tokenizer) -> None:
    pieces = split(text, tokenizer)
    assert len(pieces) == 0
    assert windows(pieces) == []


@settings(max_examples=150)
@given(text=st.text(alphabet=ODD, max_size=40))
def test_pieces_are_in_order_and_overlap_only_within_one_word(text: str, tokenizer: Tokenizer) -> None:
    """A character that the tokenizer takes apart (㎏ is k and g) may belong to several pieces; nothing ever goes back."""
    pieces = split(text, tokenizer)
    for (a, b), (c, d) in pairwise(zip(pieces.starts, pieces.ends, strict=True)):
        assert a <= c and b <= d
        assert c >= b or not any(char.isspace() for char in text[a:d])
    for word in written(pieces):
        assert word and not word[0].isspace() and not word[-1].isspace()


@settings(max_examples=60)
@given(odd=st.text(alphabet=ODD, max_size=10))
def test_odd_characters_move_nothing_that_comes_later(odd: str, tokenizer: Tokenizer) -> None:
    plain_text, text = "Kapal kosong", f"{odd}\nKapal kosong"
    alone, after = split(plain_text, tokenizer), split(text, tokenizer)
    shift = len(text) - len(plain_text)
    assert after.starts[-len(alone) :].tolist() == (alone.starts + shift).tolist()
    assert after.ends[-len(alone) :].tolist() == (alone.ends + shift).tolist()


def test_a_word_longer_than_the_tokenizer_is_given_at_once(tokenizer: Tokenizer) -> None:
    text = "😀" + "x" * (STRETCH + 1) + " akhir"
    assert covered(split(text, tokenizer)) == text.replace(" ", "_")


def test_stretches_are_cut_at_blanks_and_leave_nothing_out() -> None:
    text = "kosong " * 6_000 + "x" * 45_000 + "\n" + "kosong " * 100
    cuts = list(stretches(text))
    assert "".join(text[a:b] for a, b in cuts) == text
    assert all(b - a <= STRETCH for a, b in cuts)
    assert {text[b - 1] for _, b in cuts} == {" ", "x"}, "only inside the long word is there no blank to cut at"


@pytest.mark.parametrize(
    ("start", "end", "expected"), [(0, 5, [0]), (4, 7, [0, 1]), (5, 6, []), (6, 7, [1]), (0, 99, [0, 1]), (12, 99, [])]
)
def test_pieces_that_cover_characters(start: int, end: int, expected: list[int]) -> None:
    assert list(plain(0, "Kapal kosong").covering(start, end)) == expected


@settings(max_examples=60)
@given(count=st.integers(0, 2_000), every=st.integers(1, 400), capacity=st.sampled_from([CAPACITY, 100, 10]))
def test_windows_have_every_piece_once(count: int, every: int, capacity: int) -> None:
    pieces = plain(0, "".join("x\n" if i % every == 0 else "x " for i in range(count)))
    found = windows(pieces, capacity)
    assert [i for a, b in found for i in range(a, b)] == list(range(count))
    assert all(0 < b - a <= capacity for a, b in found)


def ends(pieces: Pieces) -> list[str]:
    return written(Pieces(pieces.text, pieces.ids, *np.array([(pieces.starts[b - 1], pieces.ends[b - 1]) for _, b in windows(pieces)]).T))


def test_windows_end_at_a_paragraph_rather_than_a_sentence_rather_than_a_word() -> None:
    words = ["x"] * 600
    words[200], words[210], words[220] = "satu.", "dua.\n", "tiga."
    assert ends(plain(0, " ".join(words)))[0] == "dua."
    words[210] = "dua."
    assert ends(plain(0, " ".join(words)))[0] == "tiga.", "of two sentence ends the later one"


def test_windows_are_not_cut_short_for_the_sake_of_a_paragraph() -> None:
    words = ["x"] * 600
    words[CAPACITY // 2] = "satu.\n"
    assert windows(plain(0, " ".join(words)))[0] == (0, CAPACITY)


def test_windows_do_not_end_inside_a_word(tokenizer: Tokenizer) -> None:
    text = "ketidakberpihakan " * 400
    pieces = split(text, tokenizer)
    assert all(text[pieces.ends[b - 1]].isspace() for _, b in windows(pieces))


def test_windows_are_cut_inside_a_word_that_has_no_end(tokenizer: Tokenizer) -> None:
    pieces = split("x" * 3_000, tokenizer)
    assert [b - a for a, b in windows(pieces)][:-1] == [CAPACITY] * (len(pieces) // CAPACITY)


def test_the_first_window_can_be_shorter() -> None:
    assert windows(plain(600), first=100)[0] == (0, 100)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, []), (1, [(0, 1)]), (6, [(0, 6)]), (7, [(0, 6), (5, 7)]), (11, [(0, 6), (5, 11)]), (12, [(0, 6), (5, 11), (10, 12)])],
)
def test_groups(count: int, expected: list[tuple[int, int]]) -> None:
    assert groups(count) == expected


@given(st.integers(0, 3_000))
def test_groups_have_every_window_and_neighbours_share_one(count: int) -> None:
    found = groups(count)
    assert sorted({w for a, b in found for w in range(a, b)}) == list(range(count))
    assert all(0 < b - a <= GROUP for a, b in found)
    assert all(c == b - 1 for (_, b), (c, _) in pairwise(found))


@pytest.mark.parametrize("unit", ["Kata dia, kapal itu kosong. ", "x", "\n", "\u200b", "😀", "é\u0301"])
def test_cost_grows_with_length_only(unit: str, tokenizer: Tokenizer) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        start = time.process_time()
        windows(split(text, tokenizer))
        return time.process_time() - start

    seconds(2_000)
    assert seconds(80_000) < 12 * max(seconds(20_000), 0.02)
