import numpy as np
import pytest
from claims.judging import WordMeaning
from claims.told import told

from bukti.claims import ClaimMatcher
from bukti.claims.block import CHUNK, NONE, Names, closest
from bukti.claims.match import own_words
from bukti.records import Article, Claim, Span

CLAIMS = (
    "Ardovia shipped rockets to Kessara.",
    "Ardovia shipped rockets from Varnok.",
    "Ruvania shipped grain to Kessara.",
    "A ship was loaded at night.",
)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("A ship left Varnok", 1),
        ("Судно вышло из Варнока", 1),  # in another script, with an ending
        ("Menteri Ruvania membantah", 2),
        ("Der Sprecher von Ruvania", 2),
    ],
)
def test_a_claim_is_near_that_shares_a_rare_name(text: str, best: int) -> None:
    shared = Names(CLAIMS).shared(text)
    assert shared.argmax() == best
    assert 0 < shared[best] <= 1


@pytest.mark.parametrize("text", ["", "a ship was loaded at night", "装载了一艘船", "Nobody knows Meshin"])
def test_without_names_in_common_no_claim_is_nearer_than_others(text: str) -> None:
    assert not Names(CLAIMS).shared(text).any()


def test_a_word_that_begins_a_sentence_is_no_name() -> None:
    claims = ["There were 52 people on the boat.", "Ardovia sent grain, and there was no doubt."]
    assert not Names(claims).shared("There was sun").any()


def test_what_stands_around_a_report_names_other_stories() -> None:
    text = "Kapal itu kosong.\nBaca juga: Ardovia kirim roket"
    article = Article("a", text, title="Kapal Tarvania", furniture=(Span(18, len(text)),))
    assert own_words(article) == "Kapal Tarvania\nKapal itu kosong.\n\n"


def test_a_name_that_all_claims_have_says_nothing() -> None:
    assert not Names(["Ardovia sent arms.", "Ardovia sent grain."]).shared("Ardovia").any()
    assert Names(["Ardovia sent arms.", "Ardovia sent grain."]).shared("").shape == (2,)
    assert Names([]).shared("Ardovia").shape == (0,)


def test_what_the_report_does_not_name_is_of_another_story_unless_it_names_nobody() -> None:
    known = Names(CLAIMS)
    rows = np.arange(4)
    assert known.at_home(rows, known.shared("Varnok and Ardovia"), 0.3) == [0, 1, 3]
    assert known.at_home(rows, known.shared("Varnok and Ardovia"), 0.9) == [1, 3]
    assert known.at_home(rows, known.shared("nobody is named"), 0.3) == [0, 1, 2, 3]
    assert known.at_home(rows[:0], known.shared("Varnok"), 0.3) == []


def test_what_is_added_moves_a_row_to_the_front_and_over_the_least() -> None:
    vectors, to = np.eye(2, dtype=np.float32)[[0] * (CHUNK + 1)], np.eye(2, dtype=np.float32)
    plain = closest(vectors, to, 2, 0.5)
    assert plain.tolist() == [[0, NONE]] * (CHUNK + 1)
    last = closest(vectors, to, 2, 0.5, lambda n: np.array([0, 2 * (n == CHUNK)], np.float32))
    assert last[-1].tolist() == [1, 0]
    assert last[:-1].tolist() == plain[:-1].tolist()


def test_among_many_claims_the_report_tells_which_story_a_sentence_is_of() -> None:
    """The sentence itself fits thirty claims as well as another: who denies what is named only in the report."""
    claims = [Claim(f"C{n}", f"{state} loaded rockets on a ship at night.") for n, state in enumerate(STATES)]
    meaning = WordMeaning()
    matcher = ClaimMatcher(claims, meaning)
    meaning.compared.clear()
    matcher.positions([told("he denied: rockets on a ship at night", before=f"The minister of {STATES[17]} spoke.")])
    assert f"{STATES[17]} loaded rockets on a ship at night." in {claim for _, claim in meaning.compared}


STATES = [f"{a}{b}ia" for a in ("Kestr", "Moldr", "Tarv", "Belg", "Vosn", "Dral") for b in ("an", "or", "uv", "el", "is")]
