import random
from collections.abc import Collection, Sequence

import numpy as np
import pytest
from claims.judging import WordMeaning
from claims.told import told

from bukti.claims import ClaimMatcher, find_claims
from bukti.claims.find import negates
from bukti.network import JUDGES, NLI, STANCES, Judged
from bukti.records import Said

STORY = [
    told("Brenn said: Ardal shipped three thousand rockets from Varnok to Kessa in March", article="a"),
    told("Venko denied: Ardal shipped three thousand rockets from Varnok to Kessa in March", article="b"),
    told("Tolan said: Ardal shipped three thousand rockets from Varnok to Kessa in March", article="c", date="2031-03-04"),
    told("Mira said: the harvest in the southern valleys was the best in years", article="c"),
    told("Brenn asked: will Ardal ship more rockets from Varnok to Kessa in April", article="a"),
]


def found(said: list[Said]) -> list[str]:
    return [c.text for c in find_claims(said, [], WordMeaning())]


def test_a_claim_is_what_several_voices_take_a_position_on() -> None:
    assert found(STORY) == ["Ardal shipped three thousand rockets from Varnok to Kessa in March."]


def test_one_voice_makes_no_claim() -> None:
    told_once = told("Brenn said: Ardal shipped three thousand rockets from Varnok to Kessa", article="a")
    told_again = told("Brenn said: Ardal shipped three thousand rockets from Varnok to Kessa today", article="a")
    assert found([told_once, told_again]) == []


def test_the_order_of_arrival_does_not_matter() -> None:
    shuffled = STORY[:]
    random.Random(1).shuffle(shuffled)
    assert found(shuffled) == found(STORY)


def test_a_story_that_grows_keeps_its_claims() -> None:
    meaning = WordMeaning()
    claims = find_claims(STORY, [], meaning)
    more = [*STORY, told("Aldane said: Ardal shipped three thousand rockets from Varnok to Kessa in March, on a grey ship", article="d")]
    positions = ClaimMatcher(claims, meaning).positions(more)
    assert {p.statement for p in positions} >= {s.statement.id for s in (*STORY[:3], more[-1])}
    assert find_claims(more, positions, meaning) == []


def test_the_claim_names_the_statement_whose_words_it_has() -> None:
    (claim,) = find_claims(STORY, [], WordMeaning())
    assert claim.statement in {s.statement.id for s in STORY[:3]}
    assert claim.author == ""


def test_nothing_is_found_in_nothing() -> None:
    assert find_claims([], [], WordMeaning()) == []
    assert find_claims(STORY[:1], [], WordMeaning()) == []


def test_what_only_its_article_can_explain_is_no_claim() -> None:
    vague = [told("Brenn said: he shipped three thousand rockets from Varnok to Kessa in March", article=a) for a in "ab"]
    assert found(vague) == []


def test_a_claim_says_what_is_so_where_somebody_says_it() -> None:
    shipped = "Ardal shipped three thousand rockets from Varnok to Kessa in March"
    quoted = [told(f"{who} said: {shipped}", article=who, kind="direct") for who in ("Brenn", "Tolan")]
    denial = told("Venko said: Ardal never shipped three thousand rockets from Varnok to Kessa in March", article="b")
    assert found([denial, *quoted]) == [f"{shipped}."]
    assert found([denial, told("Mira said: Ardal never shipped three thousand rockets from Varnok to Kessa in March", article="c")]) != []


@pytest.mark.parametrize(
    ("lang", "negated", "plain"),
    [
        ("en", "the ship didn’t call at Varnok", "the knotty ship called at Varnok"),
        ("id", "kapal itu tidak pernah singgah di Varnok", "kapal itu singgah di Varnok"),
        ("ru", "Судно никогда не заходило в Варнок", "Судно заходило в Варнок"),
        ("de", "kein Schiff lief Varnok an", "ein Schiff lief Varnok an"),
        ("es", "el barco nunca tocó Varnok", "el barco tocó Varnok"),
        ("uk", "судно ніколи не заходило до Варнока", "судно заходило до Варнока"),
        ("ms", "kapal itu belum singgah di Varnok", "kapal itu singgah di Varnok"),
        ("fr", "", "le navire n'a pas touché Varnok"),
    ],
)
def test_negations_of_each_language(lang: str, negated: str, plain: str) -> None:
    assert (negates(negated, lang), negates(plain, lang)) == (bool(negated), False)


class Doubter(WordMeaning):
    """Sees entailment nowhere, not even between equal texts, and takes no statement of the first article for a stance."""

    def compare(self, pairs: Sequence[tuple[str, str]], judges: Collection[str] = JUDGES) -> Judged:
        judged = super().compare(pairs, judges)
        judged.nli[:, NLI.index("entailment")] = 0
        twins = [i for i, (text, _) in enumerate(pairs) if text.startswith(("Brenn", "Tolan"))]
        judged.stance[twins] = np.eye(len(STANCES))[STANCES.index("none")]
        return judged


def test_the_same_words_in_two_reports_are_one_claim_whatever_the_judge_thinks() -> None:
    assert len({c.id for c in find_claims(STORY, [], Doubter())}) == len(find_claims(STORY, [], Doubter())) == 1
