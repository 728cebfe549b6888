"""What each page says, read as a visitor reads it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from visitor import Visitor

from bukti.records import Claim, Position, Reading, Stance, article_id, claim_id
from bukti.store import Ledger
from bukti.web import DeskLimits

At = Callable[..., Visitor]


def test_the_board_has_contested_claims_first_and_counts_origins_not_articles(desk: Visitor, claims: dict[str, str]) -> None:
    rows = desk.page("/").cssselect(".claim-row")
    assert rows[0].cssselect("a")[0].get("href") == f"/claims/{claims['C2']}"
    assert [cell.text_content().split()[0] for cell in rows[0].cssselect(".status")] == ["contested"]
    assert [len(row.cssselect(".blocks.asserts .b-full")) for row in rows[:2]] == [1, 2]  # of fourteen statements, and of thirty-five
    assert [len(row.cssselect(".blocks.asserts rect")) for row in rows[:2]] == [4, 4]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=Tilva", {"C8", "C9"}),
        ("?status=contested", {"C1", "C2", "C7", "C9"}),
        ("?q=TILVA+made&status=contested", {"C9"}),
        ("?q=nothing", set()),
    ],
)
def test_the_board_is_filtered_by_words_and_status(desk: Visitor, claims: dict[str, str], query: str, expected: set[str]) -> None:
    links = desk.page("/" + query).cssselect(".claim-row th a")
    assert {link.get("href") for link in links} == {f"/claims/{claims[key]}" for key in expected}


def test_the_board_is_paged_and_keeps_its_filters_in_the_links(heron: Path, at: At) -> None:
    desk = at(heron, limits=DeskLimits(page=2))
    first, second = desk.page("/?status=contested"), desk.page("/?status=contested&page=2")
    assert len(first.cssselect(".claim-row")) == len(second.cssselect(".claim-row")) == 2
    assert first.cssselect("a[rel=next]")[0].get("href") == "/?status=contested&page=2"
    assert not second.cssselect("a[rel=next]")


def test_a_claim_says_who_asserts_who_denies_and_why_it_counts_so(desk: Visitor, claims: dict[str, str]) -> None:
    page = desk.page(f"/claims/{claims['C2']}")
    assert [page.cssselect(f"#count-{side}")[0].text for side in ("asserts", "denies")] == ["1", "2"]
    who = {stance: [h.text_content() for h in page.cssselect(f".column.{stance} h4")] for stance in ("asserts", "denies")}
    assert who["asserts"][0] == "Merit Aldane"
    assert "Darko Meshin" in who["denies"]
    assert "because all speak for one party" in page.cssselect(".reasons")[0].text_content()


def test_every_position_leads_to_its_words_in_its_article(desk: Visitor, claims: dict[str, str], ledger: Ledger) -> None:
    links = desk.page(f"/claims/{claims['C7']}").cssselect(".card .words")
    assert len(links) == 13
    for link in links:
        path, _, anchor = link.get("href").partition("#")
        assert anchor.removeprefix("s-") and len(desk.page(path).cssselect(f"#{anchor}")) == 1
        assert link.text.split(" … ")[0] in ledger.article(path.rpartition("/")[2]).text


def test_the_columns_of_a_claim_are_paged_one_by_one(heron: Path, at: At, claims: dict[str, str]) -> None:
    desk = at(heron, limits=DeskLimits(page=3))
    page = desk.page(f"/claims/{claims['C2']}?asserts=2")
    first = desk.page(f"/claims/{claims['C2']}")
    ids = [{card.get("id") for card in p.cssselect(".column.asserts .card")} for p in (first, page)]
    assert len(ids[0]) == len(ids[1]) == 3 and not ids[0] & ids[1]
    assert {c.get("id") for c in page.cssselect(".column.denies .card")} == {c.get("id") for c in first.cssselect(".column.denies .card")}


def test_the_tree_is_told_in_words_too(desk: Visitor, claims: dict[str, str]) -> None:
    page = desk.page(f"/claims/{claims['C2']}")
    drawn = {t.text for t in page.cssselect(".tree .node.article .name")}
    in_words = page.cssselect(".branches")[0].text_content()
    assert len(drawn) == 11 and not [name for name in drawn if name not in in_words]
    assert "translation, uncredited" in in_words
    assert page.cssselect(".tree path.translation.uncredited")


def test_leaving_out_an_article_says_what_falls(desk: Visitor, claims: dict[str, str], articles: dict[str, str]) -> None:
    said = desk.page(f"/claims/{claims['C6']}?without={articles['06']}").cssselect("#without")[0].text_content()
    assert "Nothing falls" in said  # a silent translation: the same utterance stands in what it was taken from
    assert "Nothing falls" not in desk.page(f"/claims/{claims['C9']}?without={articles['11']}").cssselect("#without")[0].text_content()


def test_an_article_shows_its_text_whole_and_its_statements_in_the_margin(desk: Visitor, articles: dict[str, str], ledger: Ledger) -> None:
    article = ledger.article(articles["03"])
    page = desk.page(f"/articles/{article.id}")
    for number in page.cssselect(".text .num"):
        number.drop_tree()
    shown = [p.text_content() for p in page.cssselect(".text > p:not(.legend)")]
    assert shown == [line.strip() for line in article.text.splitlines() if line.strip()]
    assert len(page.cssselect(".margin ol > li")) == 13
    assert {"denies", "asserts", "doubts"} <= {c for mark in page.cssselect(".text mark.content") for c in mark.classes}


def test_an_article_says_where_it_comes_from_and_what_comes_from_it(desk: Visitor, articles: dict[str, str]) -> None:
    translated, first = desk.text(f"/articles/{articles['06']}"), desk.text(f"/articles/{articles['05']}")
    assert "translation, uncredited" in translated.partition("It comes from")[2].partition("Comes from it")[0]
    assert "translation, uncredited" in first.partition("Comes from it")[2]


def test_an_actor_who_changed_his_position_is_shown_to_have_done_so(desk: Visitor, claims: dict[str, str]) -> None:
    page = desk.page("/actors/Darko Meshin")
    turned = next(li for li in page.cssselect(".turned") if li.cssselect(".claim-link")[0].get("href") == f"/claims/{claims['C7']}")
    assert "changed position: denies 19 Mar 2031 → asserts 2 Apr 2031" in " ".join(turned.text_content().split())


def test_an_outlet_says_how_much_it_passes_on(desk: Visitor) -> None:
    counts = [b.text for b in desk.page("/outlets/WartaTeluk").cssselect(".facts.wide b")]
    assert counts == ["0", "1", "0"]
    assert [b.text for b in desk.page("/outlets/Sentra").cssselect(".facts.wide b")] == ["1", "0", "1"]


def test_search_marks_the_words_in_any_script(desk: Visitor) -> None:
    assert {m.text.casefold() for m in desk.page("/search?q=СНАРЯД").cssselect("mark.found")} == {
        "снарядов",
        "снаряда",
        "снаряды",
        "снарядами",
    }
    assert "Nothing holds all these words" in desk.text("/search?q=zeppelin")
    assert "What are you looking for?" in desk.text("/search")


def test_articles_are_filtered_and_a_bad_date_is_told(desk: Visitor) -> None:
    assert len(desk.page("/articles?lang=ru").cssselect(".list tbody tr")) == 3
    assert len(desk.page("/articles?since=2031-04").cssselect(".list tbody tr")) == 2
    assert "is no date" in desk.text("/articles?since=yesterday")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "Nothing is in this ledger yet"),
        ("/articles", "No articles here"),
        ("/actors", "Nobody is called so"),
        ("/outlets", "No outlets yet"),
        ("/search?q=x", "Nothing holds"),
    ],
)
def test_an_empty_ledger_says_what_to_do_next(empty: Visitor, path: str, says: str) -> None:
    page = empty.text(path)
    assert says in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/claims/ffffffffffffffff", 404),
        ("/articles/nope", 404),
        ("/actors/nobody", 404),
        ("/outlets/none", 404),
        ("/jobs/abc", 404),
        ("/what", 404),
    ]
    + [("/?page=0", 400), ("/?page=x", 400)],
)
def test_what_is_not_there_is_a_readable_page(desk: Visitor, path: str, status: int) -> None:
    answer = desk.get(path)
    assert answer.status_code == status
    assert "To the board" in answer.text


def test_a_beginning_of_an_id_is_enough(desk: Visitor, claims: dict[str, str]) -> None:
    assert "Tilva" in desk.text(f"/claims/{claims['C8'][:6]}")


PATHS = (
    "/",
    "/claims/{C2}",
    "/articles",
    "/articles/{a03}",
    "/actors",
    "/actors/Brennia",
    "/outlets",
    "/outlets/Sentra",
    "/search?q=Varnok",
    "/add",
    "/settings",
)


@pytest.mark.parametrize("path", [*PATHS, "/claims/{C2}/merge", "/claims/none"])
def test_every_page_can_be_found_through_by_ear(desk: Visitor, claims: dict[str, str], articles: dict[str, str], path: str) -> None:
    """Landmarks, one heading at the top, levels without gaps, a name for every field, no id twice."""
    page = desk.page(path.format(**claims, a03=articles["03"]))
    assert [len(page.cssselect(tag)) for tag in ("main", "header.top", "footer.foot", "form[role=search]", "h1")] == [1] * 5
    levels = [int(h.tag[1]) for h in page.cssselect("h1, h2, h3, h4")]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
    for field in page.cssselect("input:not([type=hidden]), textarea, select"):
        named = field.get("aria-label") or field.xpath("ancestor::label") or page.cssselect(f"label[for={field.get('id')}]")
        assert named, f"a field without a name: {field.attrib}"
    ids = [element.get("id") for element in page.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    assert page.get("lang") == "en" and page.cssselect("title")[0].text


def test_right_to_left_text_says_so_by_itself(desk: Visitor, ledger: Ledger, articles: dict[str, str]) -> None:
    claim = Claim(claim_id("السفينة حملت صواريخ"), "السفينة حملت صواريخ")
    ledger.add_claims([claim], "test")
    ledger.file_positions([Position(next(ledger.statements()).id, claim.id, Stance.ASSERTS, 0.9, "")], "test")
    page = desk.page(f"/claims/{claim.id}")
    assert page.cssselect("h1")[0].get("dir") == "auto"
    assert all(p.get("dir") == "auto" for p in desk.page(f"/articles/{articles['02']}").cssselect(".text > p:not(.legend)"))


def test_a_new_version_of_an_article_shows_what_changed(desk: Visitor, ledger: Ledger, articles: dict[str, str]) -> None:
    old = ledger.article(articles["05"])
    text = old.text.replace("Solvar", "Varnok")
    new = replace(old, id=article_id(text, url=old.url), text=text, raw=b"", fetched="2031-04-07T08:00:00Z", sha256="")
    ledger.add(Reading(new, (), model="test"))
    page = desk.page(f"/articles/{new.id}/changes")
    assert {d.text for d in page.cssselect(".differences del")} == {"Solvar"}
    assert {i.text for i in page.cssselect(".differences ins")} == {"Varnok"}
    assert "what changed" in desk.text(f"/articles/{new.id}")
