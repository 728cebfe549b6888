"""Plain text and its optional head."""

import pytest

HEAD = "Title: Valdoria Bantah\nDate: 4 Mei 2023\nOutlet: Kabar Lintas\nURL: https://kabarlintas.example/1#top\nLanguage: id-ID\n"


@pytest.fixture
def article(read, tmp_path):
    def make(text):
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        (found,) = read(tmp_path).articles
        return found

    return make


def test_a_head_is_metadata_and_the_text_begins_after_its_blank_line(article):
    found = article(HEAD + "\n\nKapal Merin tiba.\n")
    assert found.text == "Kapal Merin tiba.\n"
    assert (found.title, found.date, found.outlet) == ("Valdoria Bantah", "2023-05-04", "Kabar Lintas")
    assert (found.url, found.lang) == ("https://kabarlintas.example/1", "id")
    assert found.raw.startswith(b"Title:")


@pytest.mark.parametrize("head", ["title: Порт закрыт\n", "DATE:2023-05\n", "Outlet: Kabar Lintas \r\n", "Date: 2023\nTitle: a: b\n"])
def test_any_known_names_in_any_order(article, head):
    assert article(head + "\nTeks.").text == "Teks."


@pytest.mark.parametrize(
    "text",
    [
        "Note: the ship left.\n\nIt carried grain.",
        "DAREN: Kapal itu tiba.\n\nLalu pergi.",
        "Title: Kabar\nNote: unknown\n\nTeks.",
        "Title: Kabar\nThe text follows without a blank line.",
        "Title: one\nTitle: two\n\nTeks.",
        "Title:\n\nTeks.",
        "Title: no text follows",
        "\nTitle: after a blank line\n\nTeks.",
        "He said: “Date: 3 May.”\n\nTeks.",
    ],
)
def test_an_article_that_merely_looks_like_a_head_is_not_eaten(article, text):
    found = article(text)
    assert found.text == text
    assert (found.title, found.date, found.outlet, found.url, found.lang) == ("", "", "", "", "")


def test_a_head_without_a_text_is_empty(read, tmp_path):
    (tmp_path / "a.txt").write_text(HEAD + "\n \n")
    assert read(tmp_path).reasons == ["empty"]


def test_what_a_head_gets_wrong_is_said_and_the_article_kept(read, tmp_path):
    (tmp_path / "a.txt").write_text("Date: 31 Februari 2023\nURL: javascript:alert(1)\nLanguage: Bahasa\n\nTeks.")
    found = read(tmp_path)
    assert (found.articles[0].date, found.articles[0].url, found.articles[0].lang) == ("", "", "")
    assert found.reasons == ["bad-date", "bad-url", "bad-language"]
    assert "31 Februari 2023" in found.rejections[0].message


def test_details_hold_no_control_characters_and_no_password(article):
    found = article("Title: a\x1b[2Jb\nURL: https://user:hunter2@kabar.example/x\n\nTeks.")
    assert (found.title, found.url) == ("a [2Jb", "https://kabar.example/x")
