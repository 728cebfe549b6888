from collections.abc import Sequence

import numpy as np
import pytest
from claims.judging import WordMeaning
from claims.told import told
from hypothesis import given
from hypothesis import strategies as st

from bukti.claims import ClaimMatcher, batches, texts
from bukti.claims.implied import leaves_open
from bukti.claims.judge import RULES
from bukti.claims.match import BATCH
from bukti.records import Article, Claim, Position, Said, Span, Stance, Statement, StatementType, Voice

SOLD = Claim("C1", "Ardal sold rockets to Kessa")
MANY = Claim("C2", "Ardal sold 3,000 rockets to Kessa")


def stances(positions: list[Position]) -> dict[str, Stance]:
    return {p.claim: p.stance for p in positions}


@pytest.mark.parametrize(
    ("line", "stance"),
    [
        ("Brenn said: Ardal sold rockets to Kessa", Stance.ASSERTS),
        ("Venko denied: Ardal sold rockets to Kessa", Stance.DENIES),
        ("Venko added: there is no proof that Ardal sold rockets to Kessa", Stance.DOUBTS),
        ("Kessa declined: to say whether Ardal sold rockets to Kessa", Stance.NO_COMMENT),
    ],
)
def test_each_stance_is_a_position_with_a_reason(line: str, stance: Stance) -> None:
    (position,) = ClaimMatcher([SOLD], WordMeaning()).positions([told(line)])
    assert position.stance is stance
    assert position.author == f"words 1+claims-{RULES}"
    moved = 0.02 if stance is Stance.DOUBTS else 0.0  # what is doubted takes what seemed asserted a little
    assert position.confidence == pytest.approx(0.92 + moved, abs=0.01)
    assert position.reason.endswith(")") and "(cue “" in position.reason


def test_no_position_on_what_it_does_not_speak_of() -> None:
    assert ClaimMatcher([SOLD], WordMeaning()).positions([told("Brenn said: the harvest was good")]) == []


class Numbered(WordMeaning):
    """The fast mode with a space of its own, in which all lies together that has the same number."""

    mode = "fast"

    def near(self, texts: Sequence[str]) -> np.ndarray:
        return np.eye(20, dtype=np.float32)[[int("".join(filter(str.isdigit, text))) for text in texts]]


def test_the_fast_mode_looks_for_claims_in_a_space_of_its_own() -> None:
    meaning = Numbered()
    matcher = ClaimMatcher([Claim(f"C{n}", f"Ardal sold {n} rockets to Kessa") for n in range(20)], meaning)
    meaning.compared.clear()
    matcher.positions([told("Brenn said: Ardal sold 7 rockets to Kessa")], vectors=np.zeros((1, 384), np.float32))
    assert [claim for _, claim in meaning.compared] == ["Ardal sold 7 rockets to Kessa"]


@pytest.mark.parametrize(("mode", "times"), [("", 2), ("fast", 1)])
def test_the_fast_mode_reads_what_stands_before_only_where_a_statement_points_back(mode: str, times: int) -> None:
    meaning = WordMeaning()
    meaning.mode = mode
    matcher = ClaimMatcher([SOLD], meaning)
    for line, number in (("Brenn said: Ardal sold rockets to Kessa", times), ("Venko said: that is nonsense", 2)):
        meaning.compared.clear()
        matcher.positions([told(line, before="The harvest was good.")])
        assert len(meaning.compared) == number, line


def test_another_amount_is_another_claim() -> None:
    matcher = ClaimMatcher([MANY], WordMeaning())
    assert matcher.positions([told("Brenn said: Ardal sold 300 rockets to Kessa")]) == []
    assert matcher.positions([told("Brenn said: Ardal sold rockets to Kessa")]) == []
    (position,) = matcher.positions([told("Brenn said: Ardal sold more than 3,000 rockets to Kessa")])
    assert "the same amount: 3,000" in position.reason


def test_the_narrower_claim_implies_the_wider_one_and_not_the_other_way_round() -> None:
    matcher = ClaimMatcher([SOLD, MANY], WordMeaning())
    narrow = matcher.positions([told("Brenn said: Ardal sold 3,000 rockets to Kessa")])
    assert stances(narrow) == {"C1": Stance.ASSERTS, "C2": Stance.ASSERTS}
    assert stances(matcher.positions([told("Brenn said: Ardal sold rockets to Kessa")])) == {"C1": Stance.ASSERTS}


@pytest.mark.parametrize(
    ("claim", "open_"),
    [
        ("Cargo of some kind was loaded onto the Selma.", True),
        ("Suatu muatan dinaikkan ke kapal Selma.", True),
        ("Irgendeine Fracht wurde auf die Selma geladen.", True),
        ("На «Сельму» погрузили какой-то груз.", True),
        ("Rockets were loaded onto the Selma.", False),
        ("Some 300 containers were loaded onto the Selma.", False),
    ],
)
def test_a_claim_that_leaves_open_what_it_was_follows_from_nothing_narrower(claim: str, open_: bool) -> None:
    assert leaves_open(claim) is open_


def test_who_names_the_goods_does_not_assert_that_something_of_some_kind_was_sold() -> None:
    vague = Claim("C0", "Ardal sold something to Kessa")
    found = ClaimMatcher([vague, SOLD], WordMeaning()).positions([told("Brenn said: Ardal sold rockets to Kessa, something it hides")])
    assert "C1" in stances(found)
    assert not any("narrower" in p.reason for p in found)


def test_what_follows_says_from_what() -> None:
    supplied = Claim("C0", "Ardal sold Kessa")
    implied = ClaimMatcher([supplied, SOLD], WordMeaning()).positions([told("Brenn said: Ardal sold rockets to Kessa, the rich port")])
    assert {p.claim for p in implied} == {"C0", "C1"}


def test_a_statement_that_points_back_is_read_with_the_sentence_before_it() -> None:
    (position,) = ClaimMatcher([SOLD], WordMeaning()).positions(
        [told("Venko denied: that", before="Ardal sold rockets to Kessa, says Brenn.")]
    )
    assert position.stance is Stance.DENIES
    assert "points back" in position.reason


def test_given_vectors_are_used_in_place_of_new_ones() -> None:
    said = [told(f"Brenn said: Ardal sold rockets to Kessa on day {n}") for n in range(5)]
    claims = [SOLD, *(Claim(f"X{n}", f"the mayor of town{n} resigned") for n in range(40))]
    matcher = ClaimMatcher(claims, WordMeaning())
    assert matcher.positions(said, WordMeaning().vectors(texts(said))) == matcher.positions(said)


def test_many_claims_are_not_all_compared() -> None:
    meaning = WordMeaning()
    claims = [SOLD, *(Claim(f"X{n}", f"the mayor of town{n} resigned over thing{n}") for n in range(200))]
    matcher = ClaimMatcher(claims, meaning)
    meaning.compared.clear()
    positions = matcher.positions([told("Brenn said: Ardal sold rockets to Kessa")])
    assert stances(positions) == {"C1": Stance.ASSERTS}
    assert len(meaning.compared) <= 12


def test_no_claims_and_no_statements_are_no_trouble() -> None:
    assert ClaimMatcher([], WordMeaning()).positions([told("Brenn said: Ardal sold rockets to Kessa")]) == []
    assert ClaimMatcher([SOLD], WordMeaning()).positions([]) == []


@given(st.text(max_size=400))
def test_any_claim_text_can_be_matched(text: str) -> None:
    positions = ClaimMatcher([Claim("C1", text)], WordMeaning()).positions([told("Brenn said: Ardal sold rockets to Kessa")])
    assert all(0 <= p.confidence <= 1 for p in positions)


def test_a_claim_of_five_thousand_words_is_cut_and_not_refused() -> None:
    assert ClaimMatcher([Claim("C1", "rockets " * 5_000)], WordMeaning()).positions([told("Brenn said: the harvest was good")]) == []


def test_vectors_have_one_row_a_statement() -> None:
    assert WordMeaning().vectors(texts([told("Brenn said: Ardal sold rockets")])).shape == (1, 384)
    assert np.isfinite(WordMeaning().vectors([""])).all()


def test_a_text_that_is_nobodys_words_is_read_as_a_headline() -> None:
    def headline(text: str) -> Said:
        return Said(Statement(text, "h", (), (), (Span(0, len(text)),), StatementType.INDIRECT), Article("h", text, lang="en"), Voice(text))

    lines = ["Ardal sold rockets to Kessa in March", "Ardal sold no rockets to Kessa", "Ardal sold rockets to Kessa, says Brenn"]
    asserted, denied = ClaimMatcher([SOLD], WordMeaning()).positions([headline(line) for line in lines])
    assert (asserted.stance, asserted.reason) == (Stance.ASSERTS, "the headline tells it as a fact, without a word of doubt")
    assert (denied.stance, denied.reason) == (Stance.DENIES, "the headline says “no”")


def test_who_changes_his_mind_is_not_averaged() -> None:
    said = [told("Venko denied: Ardal sold rockets to Kessa", article="a"), told("Venko said: Ardal sold rockets to Kessa", article="b")]
    first, second = ClaimMatcher([SOLD], WordMeaning()).positions(said)
    assert (first.stance, second.stance) == (Stance.DENIES, Stance.ASSERTS)
    assert min(first.confidence, second.confidence) > 0.9


def test_a_bare_back_reference_takes_over_the_stance_before_it() -> None:
    text = "Ardal denied Ardal sold rockets to Kessa. Hal itu ditegaskan Venko."
    article = Article("a", text, lang="id")

    def at(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    denial = Statement("s1", "a", (Span(0, 5),), at("denied"), at("Ardal sold rockets to Kessa"), StatementType.INDIRECT)
    back = Statement("s2", "a", at("Venko"), at("ditegaskan"), at("Hal itu"), StatementType.INDIRECT)
    positions = ClaimMatcher([SOLD], WordMeaning()).positions([Said(s, article, Voice(s.id)) for s in (denial, back)])
    assert [(p.statement, p.stance) for p in positions] == [("s1", Stance.DENIES), ("s2", Stance.DENIES)]
    assert positions[1].confidence < positions[0].confidence
    assert positions[1].reason == "“Hal itu” points to the statement before it (“denied”), and takes over its stance"


def test_what_points_back_is_judged_with_what_it_points_to_however_many_statements_there_are() -> None:
    others = [told("Rano said: the harvest was good", article=f"b{n}") for n in range(BATCH - 1)]
    text = "Kessa membantah: Ardal sold rockets to Kessa. Cuaca cerah sekali. Venko menegaskan: hal tersebut."
    article, said = Article("a", text, lang="id", date="2031-03-01"), []
    for id, cue, content in (("s0", "membantah", "Ardal sold rockets to Kessa"), ("s1", "menegaskan", "hal tersebut")):
        spans = [(Span(text.index(words), text.index(words) + len(words)),) for words in (cue, content)]
        said.append(Said(Statement(id, "a", (), *spans, StatementType.INDIRECT), article, Voice(id)))
    found = ClaimMatcher([SOLD], WordMeaning()).positions([*others, *said])
    assert [p.statement for p in found] == ["s0", "s1"]


def test_batches_end_with_an_article() -> None:
    said = [told("Rano said: the harvest was good", article=article) for article in "aabbbc"]
    assert [[s.article.id for s in batch] for batch in batches(said, 2)] == [["a", "a"], ["b", "b", "b"], ["c"]]
    assert list(batches([], 2)) == []
