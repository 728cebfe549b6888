"""Claims in stories: the rule by itself, and on the board."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from visitor import Visitor

from bukti.records import Article, Claim, Position, Reading, Span, Stance, Statement, StatementType, article_id, claim_id, statement_id
from bukti.store import Ledger, Scope
from bukti.web import DeskLimits
from bukti.web.stories import stories

At = Callable[..., Visitor]


def once(told: Mapping[str, Iterable[str]]) -> dict[str, dict[str, int]]:
    """One position in each of these articles."""
    return {claim: dict.fromkeys(articles, 1) for claim, articles in told.items()}


def claim(letter: str, author: str = "") -> Claim:
    return Claim(letter, f"Claim {letter}.", author)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"A": "123", "B": "12", "C": "3"}, {"A": "ABC"}),  # all of a narrow claim's articles tell the wide one
        ({"A": "1234", "B": "567", "C": "67"}, {"A": "A", "B": "BC"}),
        ({"A": "1234", "B": "4567"}, {"A": "A", "B": "B"}),  # a quarter is not enough
        ({"A": "1234", "B": "45"}, {"A": "AB"}),  # half is
        ({"A": "1234", "B": "5678", "R": "9", "C": "48"}, {"A": "AC", "B": "B", "R": "R"}),  # one story, though it is in two
        ({"A": "12", "B": ""}, {"A": "A"}),
    ],
)
def test_a_claim_belongs_where_half_of_its_articles_are_told(told: dict[str, str], expected: dict[str, str]) -> None:
    found = stories([claim(c) for c in told], once(told))
    assert {story.head: "".join(sorted(story.claims)) for story in found.values()} == expected


def test_a_round_up_does_not_make_one_story_of_two() -> None:
    told = {"A": "123R", "B": "456R", "C": "R"}
    found = stories([claim(c) for c in told], once(told))
    assert found["A"] is found["C"] is not found["B"]
    assert (found["A"].articles, found["B"].articles) == (4, 4)


def test_a_stray_match_does_not_make_one_story_of_two() -> None:
    taken = {"A": {"1": 9, "2": 8, "9": 1}, "B": {"1": 4}, "K": {"9": 12}, "L": {"9": 5}}
    found = stories([claim(c) for c in taken], taken)
    assert found["A"] is found["B"] is not found["K"] is found["L"]
    assert (found["A"].articles, found["K"].articles) == (2, 1)


def test_a_claim_that_is_nowhere_the_main_one_keeps_its_articles() -> None:
    assert stories([claim("A"), claim("B")], {"A": {"1": 9}, "B": {"1": 1}})["B"].claims == ("A", "B")


def test_a_story_is_headed_by_what_somebody_wrote_or_else_by_the_most_told() -> None:
    told = {"A": "123", "B": "12", "C": "1"}
    assert stories([claim("A"), claim("B"), claim("C")], once(told))["C"].head == "A"
    assert stories([claim("A"), claim("B", "Ann"), claim("C")], once(told))["C"].head == "B"


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.frozensets(st.sampled_from("123456"), max_size=6)))
def test_every_claim_that_is_told_is_in_one_story(told: dict[str, frozenset[str]]) -> None:
    found = stories([claim(c) for c in told], once(told))
    assert set(found) == {c for c, articles in told.items() if articles}
    each = {story.head: story for story in found.values()}
    assert sorted(c for story in each.values() for c in story.claims) == sorted(found)
    assert all(story.head in story.claims and len({a for c in story.claims for a in told[c]}) == story.articles for story in each.values())


@pytest.fixture
def two(heron: Path, ledger: Ledger) -> Path:
    """The story of the Grey Heron, and two claims of another one in an article of its own."""
    text = "The dam at Ostra will hold, the council said. The mayor said it had cracked."
    article = Article(
        article_id(text, outlet="Ostra Courier", date="2031-05-01", title="The dam"),
        text,
        "The dam",
        "",
        "Ostra Courier",
        "2031-05-01",
        "en",
    )
    spans = [((Span(32, 43),), (Span(44, 45),), (Span(0, 26),)), ((Span(46, 55),), (Span(56, 60),), (Span(61, 75),))]
    said = [Statement(statement_id(article.id, *s), article.id, *s, StatementType.INDIRECT) for s in spans]
    ledger.add(Reading(article, tuple(said), model="test"))
    texts = ("The dam at Ostra holds.", "The dam at Ostra has cracked.")
    claims = [Claim(claim_id(t), t) for t in texts]
    ledger.add_claims(claims, "test")
    unsure = Position(said[1].id, claims[1].id, Stance.ASSERTS, 0.3, "says what the claim says")
    ledger.file_positions(
        [Position(said[0].id, claims[0].id, Stance.ASSERTS, 0.9, "says what the claim says"), unsure],
        "test2",
        Scope(claims={c.id for c in claims}),
    )
    return heron


def test_the_board_groups_claims_by_story(two: Path, at: At) -> None:
    desk = at(two)
    page = desk.page("/")
    heads = [h.text_content().strip() for h in page.cssselect(".board .story h2")]
    assert len(heads) == 2 and "The dam at Ostra holds." in heads
    dam = page.cssselect(".board .story h2 a")[heads.index("The dam at Ostra holds.")].get("href")
    alone = desk.page(dam)
    assert {a.text for a in alone.cssselect(".claim-row th a")} == {"The dam at Ostra holds.", "The dam at Ostra has cracked."}
    assert alone.cssselect("h1")[0].text_content() == "The dam at Ostra holds."
    assert "All stories" in alone.cssselect(".head")[0].text_content()


def test_filters_stay_in_the_story_and_the_story_in_the_filters(two: Path, at: At, claims: dict[str, str]) -> None:
    desk = at(two)
    story = f"story={claims['C2']}"
    page = desk.page(f"/?{story}&page=2")
    contested = next(a for a in page.cssselect(".tabs a") if a.text.startswith("contested")).get("href")
    assert story in contested and "page=" not in contested
    assert len(desk.page(contested).cssselect(".claim-row")) == 4
    assert page.cssselect("input[name=story]")[0].get("value")
    assert len(desk.page("/?q=dam").cssselect(".claim-row")) == 2
    assert not desk.page(f"/?{story}&q=dam").cssselect(".claim-row")


def test_of_a_large_story_the_first_claims_are_listed_and_the_rest_is_one_click_away(two: Path, at: At) -> None:
    desk = at(two, limits=DeskLimits(page=50))
    page = desk.page("/")
    assert len(page.cssselect(".claim-row")) == 8 + 2
    rest = page.cssselect(".rest a")[0]
    assert rest.text == "1 more claim of this story"
    assert len(desk.page(rest.get("href")).cssselect(".claim-row")) == 9


def test_a_story_that_is_not_there_shows_all(two: Path, at: At) -> None:
    assert len(at(two).page("/?story=ffff").cssselect(".board .story")) == 2


def test_the_board_says_what_was_checked_and_what_is_too_unsure(two: Path, at: At) -> None:
    rows = at(two).page("/?q=dam").cssselect(".claim-row")
    told = {row.cssselect("a")[0].text: " ".join(row.cssselect("th .quiet")[0].text_content().split()) for row in rows}
    assert told["The dam at Ostra has cracked."] == "1 statement, 1 too unsure to count · none checked"
    assert told["The dam at Ostra holds."] == "1 statement · none checked"


def test_a_claim_shows_how_sure_the_machine_is_and_what_does_not_count(two: Path, at: At) -> None:
    desk = at(two).called("Ann Teller")
    page = desk.page(f"/claims/{claim_id('The dam at Ostra has cracked.')}")
    card = page.cssselect(".card")[0]
    assert "unsure" in card.classes and " ".join(card.cssselect(".maker")[0].text_content().split()) == "machine, 30% sure · not counted"
    assert "0 of 1 checked by people." in page.cssselect(".trust")[0].text_content()
    statement = card.get("id").removeprefix("p-")
    said = desk.done(f"/claims/{claim_id('The dam at Ostra has cracked.')}/judge", statement=statement, verdict="confirm")
    assert "1 of 1 checked by people." in said and "not counted" not in said.partition("shown and not counted")[2]


def test_what_is_too_unsure_to_count_has_no_colour_in_the_text(two: Path, at: At, ledger: Ledger) -> None:
    article = next(a for a in ledger.articles() if a.outlet == "Ostra Courier")
    page = at(two).page(f"/articles/{article.id}")
    assert [mark.get("class") for mark in page.cssselect(".text > p:not(.legend) mark.content")] == ["content asserts", "content none"]
    assert [" ".join(s.text_content().split()) for s in page.cssselect(".margin .sure")] == ["90%", "30%, not counted"]


def test_the_list_of_outlets_counts_what_each_originates(desk: Visitor) -> None:
    page = desk.page("/outlets")
    rows = {
        row.cssselect("th")[0].text_content().strip(): [td.text for td in row.cssselect("td.amount")] for row in page.cssselect("tbody tr")
    }
    assert len(rows) == 12
    assert rows["Sentra"] == ["1", "1", "0", "1"] and rows["WartaTeluk"] == ["1", "0", "1", "0"]
    assert page.cssselect("nav a[aria-current]")[0].text == "Outlets"
    first = [row.cssselect("th")[0].text_content().strip() for row in desk.page("/outlets?sort=passes").cssselect("tbody tr")][0]
    assert rows[first][2] == "1"


def test_outlets_are_found_by_a_part_of_the_name(desk: Visitor, empty: Visitor) -> None:
    assert [th.text_content().strip() for th in desk.page("/outlets?q=warta").cssselect("tbody th")] == ["WartaTeluk"]
    assert "No outlet is called so" in desk.text("/outlets?q=zeppelin")
    assert "No outlets yet" in empty.text("/outlets")
