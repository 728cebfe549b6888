import json
from pathlib import Path

import pytest
from claims.judging import WordMeaning
from claims.told import told

from bukti.claims import ClaimMatcher
from bukti.claims.direction import Sides, crossed, sides, towards, turned
from bukti.records import Claim

CLAIM = "Ardovia has supplied Kessara with rockets"
STORIES = Path(__file__).parents[2] / "training/written/stances"


@pytest.mark.parametrize(
    ("claim", "lang", "givers", "getters"),
    [
        ("Ardovia has supplied artillery rockets to Kessara", "en", ("ardovia",), ("kesara",)),
        (CLAIM, "en", ("ardovia",), ("kesara",)),
        ("Kessara bought rockets from Ardovia", "en", ("ardovia",), ("kesara",)),
        ("Ardovia sold rockets to Kessara", "und", ("ardovia",), ("kesara",)),
        ("Ardovia memasok roket kepada Kessara", "id", ("ardovia",), ("kesara",)),
        ("Ардовия поставляла Кессаре реактивные снаряды", "ru", ("ardovia",), ("kesare",)),
        ("Kessara was supplied with rockets by Ardovia", "en", (), ()),
        ("Kessara has been secretly armed by Ardovia", "en", (), ()),
        ("Rockets were bought by Kessara from Ardovia", "en", (), ()),
        ("Rockets were shipped from Ardovia to Kessara", "en", ("ardovia",), ("kesara",)),
        ("Ardovia is supplying Kessara with rockets", "en", ("ardovia",), ("kesara",)),
        ("Kessara dipasok roket oleh Ardovia", "id", (), ()),
        ("Roket dikirim dari Ardovia ke Kessara", "id", ("ardovia",), ("kesara",)),
        ("Кессаре поставлены ракеты Ардовией", "ru", (), ()),
        ("Kessara fue suministrada por Ardovia", "es", (), ()),
        ("Ardovia and Kessara met in the port", "en", (), ()),
        ("Ardovia sold everything it had", "en", (), ()),
        ("", "en", (), ()),
    ],
)
def test_who_gives_and_who_gets_in_a_claim(claim: str, lang: str, givers: tuple[str, ...], getters: tuple[str, ...]) -> None:
    assert sides(claim, lang) == Sides(givers, getters)


@pytest.mark.parametrize(
    ("content", "lang", "other_way"),
    [
        ("Kessara shipped rockets to Ardovia by night", "en", True),
        ("Kessara mengirim roket ke Ardovia", "id", True),
        ("Kessara habe Raketen an Ardovia geliefert", "de", True),
        ("Ardovia shipped rockets to Kessara by night", "en", False),
        ("rockets went from Ardovia to Kessara and money to Ardovia", "en", False),
        ("it was Kessara that sent rockets to Ardovia, not the other way round", "en", False),
        ("Kessara yang mengirim roket ke Ardovia, bukan sebaliknya", "id", False),
        ("a letter to the court, Ardovia said, proves nothing", "en", False),
        ("no rockets were sent", "en", False),
        ("Kessara shipped rockets to Ardovia by night", "fr", False),
    ],
)
def test_a_statement_that_goes_the_other_way(content: str, lang: str, other_way: bool) -> None:
    assert bool(turned(towards(content, lang), sides(CLAIM, "en"))) is other_way


def test_the_name_is_told_as_the_statement_has_it() -> None:
    assert turned(towards("Ardovia sold rockets to Kessara", "en"), sides("Kessara sold rockets to Ardovia", "en")) == "Kessara"


def test_the_other_direction_is_another_claim() -> None:
    matcher = ClaimMatcher([Claim("c", CLAIM)], WordMeaning())
    forth, back = told("Brenn said: Ardovia has supplied rockets to Kessara"), told("Brenn said: Kessara has supplied rockets to Ardovia")
    assert [p.statement for p in matcher.positions([forth, back])] == [forth.statement.id]


def test_claims_of_opposite_directions_do_not_follow_from_each_other() -> None:
    claims = [Claim("forth", "Ardovia sold rockets to Kessara"), Claim("back", "Kessara sold rockets to Ardovia")]
    forth = told("Brenn said: Ardovia sold rockets to Kessara")
    assert [p.claim for p in ClaimMatcher(claims, WordMeaning()).positions([forth])] == ["forth"]
    rail, ship = (sides(f"Rockets went by {way} from Ardovia to Kessara and were sent on", "en") for way in ("rail", "ship"))
    assert not crossed(rail, ship)


def test_the_rule_seldom_takes_a_stance_that_the_written_stories_have() -> None:
    met = taken = pairs = stances = 0
    for story in (json.loads(path.read_text(encoding="utf-8")) for path in sorted(STORIES.glob("*.json"))):
        asked = {key: found for key, claim in story["claims"].items() if (found := sides(claim, "en")) != Sides()}
        for s in story["statements"]:
            goes_to = towards(s["content"], s["lang"])
            for key, claimed in asked.items():
                has = key in s["stance"]
                pairs, stances = pairs + 1, stances + has
                if turned(goes_to, claimed):
                    met, taken = met + 1, taken + has
    assert met > 300
    assert taken / met < 0.3 * stances / pairs
