"""The page, taken apart by another parser than the one of the check."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from bukti.errors import InputError
from bukti.export import EXPORTERS, Case, Dossier, Made, dossier, exporter, read_dossier
from bukti.records import Claim, Stance

Kit = Any  # see conftest.py

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp; </script> ]]> <!-- {{ 7*7 }} {% raw %} "
    "\u202e\x00\ud800 [x](javascript:alert(3)) `` | # _ *"
)


def page(made: Dossier) -> html.HtmlElement:
    return html.document_fromstring(exporter("html").write(made).encode())


@pytest.fixture(scope="module")
def tree(story: Case) -> html.HtmlElement:
    return page(dossier(story))


def hostile(kit: Kit) -> Case:
    report = kit.article(f"{EVIL} said: {EVIL[::-1]}", EVIL, EVIL, lang='"><b>', title=EVIL, url="javascript:alert(1)//\n")
    one = kit.said(report, EVIL, "said", EVIL[::-1])
    case = kit.case_of((one, Stance.ASSERTS), claim=Claim("c", EVIL, EVIL))
    history = (kit.ferry().history[2], replace(kit.ferry().history[1], by=EVIL, text=EVIL))
    return replace(case, taken=(kit.taken(one, Stance.ASSERTS, EVIL),), history=history)


def crowd(kit: Kit, many: int) -> Case:
    given = []
    for n in range(many // 4):
        report = kit.article(
            f"Speaker {n} said yes. Speaker {n} denied no. Speaker {n} told maybe. Speaker {n} kept quiet.", f"Echo {n % 50}"
        )
        for cue, content, stance in zip(("said", "denied", "told", "kept"), ("yes", "no", "maybe", "quiet"), Stance, strict=True):
            given.append((kit.said(report, "", cue, content, actor=f"Speaker {n % 97}"), stance))
    return kit.case_of(*given)


def uncited(tree: html.HtmlElement) -> list[str]:
    """Blocks of text in <main> that stand in no block with a citation: a link to a statement or an article, or a row of the ledger."""
    found = []
    for block in tree.xpath("//main//*[self::p or self::li or self::td or self::blockquote or self::figcaption or self::dd]"):
        if not block.text_content().strip():
            continue
        around = block.xpath("ancestor-or-self::*[self::p or self::li or self::tr or self::figure]")
        cites = './/*[self::a[starts-with(@href, "#q") or starts-with(@href, "#a")] or contains(@class, "row")]'
        if not any(each.xpath(cites) for each in around):
            found.append(block.text_content())
    return found


def test_every_sentence_in_main_has_a_citation(tree: html.HtmlElement) -> None:
    assert tree.xpath("//main//p[contains(@class, 'line')]")
    assert uncited(tree) == []


def test_text_stands_in_main_in_sentences_and_headings_only(tree: html.HtmlElement) -> None:
    """So that the walk above sees all of it."""
    tags = ("p", "li", "td", "th", "blockquote", "figcaption", "dl", "h2", "h3", "h4")
    blocks = f"ancestor::*[{' or '.join(f'self::{tag}' for tag in tags)}]"
    assert [t for t in tree.xpath(f"//main//text()[normalize-space() and not({blocks})]")] == []


def test_every_citation_leads_somewhere(tree: html.HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert {name for names in tree.xpath("//@aria-labelledby") for name in names.split()} <= set(ids)


def test_each_quotation_carries_all_by_which_it_is_found(tree: html.HtmlElement, story: Case) -> None:
    made = dossier(story)
    for quotation in made.quotations:
        version = made.version(quotation.version)
        (item,) = tree.xpath(f"//li[@id='q{quotation.number}']")
        (block,) = item.xpath(".//blockquote")
        assert [(int(q.get("data-start")), int(q.get("data-end")), q.text) for q in block.iter("q")] == [
            (e.start, e.end, e.text) for e in quotation.content
        ]
        caption = item.findtext(".//figcaption") or item.xpath("string(.//figcaption)")
        caption = item.xpath("string(.//figcaption)")
        assert all(part in caption for part in (version.outlet, version.url, version.id, version.title))
        assert all(f"{e.start}–{e.end}" in caption for e in quotation.excerpts)
        (listed,) = tree.xpath(f"//li[@id='a{version.number}']")
        assert version.sha256 in listed.text_content() and version.text_sha256 in listed.text_content()


def test_the_structure_is_one_that_can_be_listened_to(tree: html.HtmlElement) -> None:
    assert [len(tree.xpath(f"//{tag}")) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    levels = [int(h.tag[1]) for h in tree.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert tree.get("lang") == "en"
    assert tree.xpath("//thead//th/@scope") == ["col"] * 5


def test_quotations_have_the_language_and_direction_of_their_article(tree: html.HtmlElement) -> None:
    assert [(b.get("lang"), b.get("dir")) for b in tree.iter("blockquote")] == [("en", "ltr"), ("ru", "ltr"), ("ar", "rtl")]


def test_nothing_runs_and_nothing_is_fetched(tree: html.HtmlElement) -> None:
    assert [s.get("type") for s in tree.iter("script")] == ["application/json"]
    assert not tree.xpath("//link | //img | //iframe | //object | //@src | //@*[starts-with(name(), 'on')]")
    assert "url(" not in tree.findtext(".//style") and "@import" not in tree.findtext(".//style")
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy


def test_what_strangers_wrote_stays_text(kit: Kit) -> None:
    tree = page(dossier(hostile(kit)))
    assert [s.get("type") for s in tree.iter("script")] == ["application/json"]
    assert not tree.xpath("//img | //b | //@*[starts-with(name(), 'on')]")
    assert all(href.startswith("#") for href in tree.xpath("//@href"))
    assert tree.xpath("string(//h1)").startswith("<script>alert(1)</script><img")
    assert "{{ 7*7 }}" in tree.xpath("string(//h1)")
    assert not re.search("[\x00\u202e\ud800]", tree.text_content())
    assert uncited(tree) == []


def test_the_data_in_the_page_is_all_of_it_and_survives_hostile_text(kit: Kit) -> None:
    made = dossier(hostile(kit))
    for format in ("html", "json"):
        text = exporter(format).write(made)
        assert text.encode()  # has a UTF-8 form
        assert read_dossier(text, "x") == (made, [])


@pytest.mark.parametrize("format", EXPORTERS)
def test_every_format_tells_every_sentence(format: str, story: Case) -> None:
    made = dossier(story)
    text = exporter(format).write(made)
    if format == "html":
        text = page(made).find("body").text_content()
    elif format == "md":
        text = re.sub(r"\\(?=[^\w\s])", "", text)
    for line in made.lines():
        if line not in [fall.line for fall in made.falls if not (fall.changes or fall.lost)]:  # pages tell these together
            assert line.text in text, line.text


@pytest.mark.parametrize("format", EXPORTERS)
def test_the_same_dossier_gives_the_same_text(format: str) -> None:
    empty = dossier(Case(Claim("c", "The moon is cheese."), Made("2032-01-01T00:00:00Z", "bukti 0.0")))
    assert exporter(format).write(empty) == exporter(format).write(empty)


def test_an_empty_claim_has_a_whole_page() -> None:
    tree = page(dossier(Case(Claim("c", "The moon is cheese."), Made("2032-01-01T00:00:00Z", "bukti 0.0"))))
    assert "No article that was read takes a position on this claim." in tree.xpath("string(//main)")
    assert uncited(tree) == []
    assert {href[1:] for href in tree.xpath("//nav//@href")} <= set(tree.xpath("//@id"))


def test_two_thousand_positions(kit: Kit) -> None:
    made = dossier(crowd(kit, 2000))
    tree = page(made)
    assert len(tree.xpath("//blockquote")) == 2000
    assert uncited(tree) == []
    assert len(exporter("md").write(made).splitlines()) > 2000


def test_markdown_from_strangers_stays_text(kit: Kit) -> None:
    text = exporter("md").write(dossier(hostile(kit)))
    assert "\\<script\\>" in text and not re.search(r"(?<!\\)<(?!https?://)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not any(line.startswith(("<", "|")) for line in text.splitlines())


@pytest.mark.parametrize("name", ["1. FC Varnok", "23) Brigade", "- Ola", "+ Ola", "= Ola"])
def test_a_name_begins_no_list_in_markdown(kit: Kit, name: str) -> None:
    report = kit.article(f"{name} said the ferry carried no mines at all.", "Echo")
    text = exporter("md").write(dossier(kit.case_of((kit.said(report, name, "said", "the ferry carried no mines"), Stance.DENIES))))
    assert any(line.startswith(re.sub(r"([-+=.)])", r"\\\1", name)) for line in text.splitlines())
    assert not any(line.startswith(name) for line in text.splitlines())


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(InputError, match="no format 'docx'; there are: html, md, json"):
        exporter("docx")


def test_the_json_says_what_it_is(story: Case) -> None:
    plain = json.loads(exporter("json").write(dossier(story)))
    assert plain["format"] == "bukti dossier 1"
    assert plain["quotations"][0]["content"][0] == {"start": 27, "end": 47, "text": "the ferry Amber Tern"}
