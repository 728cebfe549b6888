"""JSON lines, and JSON files that are not lines."""

import json

import pytest

from bukti.ingest import Limits

GOOD = {"id": "x1", "text": "Kapal Merin tiba.", "url": "https://kabar.example/1", "outlet": "Kabar Lintas", "date": "4 Mei 2023"}


@pytest.fixture
def lines(read, tmp_path):
    def run(*found, name="a.jsonl", **changes):
        data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in found)
        (tmp_path / name).write_bytes(data)
        return read(tmp_path / name, **changes)

    return run


def test_an_object_a_line(lines):
    first, second = lines({**GOOD, "title": "Tiba", "lang": "id"}, {"text": "Zwei."}).articles
    assert (first.text, first.url, first.outlet, first.date) == (GOOD["text"], GOOD["url"], GOOD["outlet"], "2023-05-04")
    assert (first.title, first.lang) == ("Tiba", "id")
    assert second.source.endswith("a.jsonl:2")
    assert json.loads(second.raw) == {"text": "Zwei."}


BROKEN = [
    b'{"text": "breaks off',
    b"not json",
    b'{"text": 7}',
    b'{"text": null}',
    b'{"headline": "no text"}',
    b'["text"]',
    b'"text"',
    b'{"text": "caf\xe9"}',
    b'{"text": "a", "date": 1683158400}',
    b"[" * 100_000,
    b'{"text": ' + b"9" * 5000 + b"}",
    b'{"text": " "}',
]


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_line_in_the_middle_is_named_and_the_others_are_read(lines, broken):
    found = lines(GOOD, broken, b"", {"text": "Last."})
    assert [article.text for article in found.articles] == [GOOD["text"], "Last."]
    (rejection,) = found.rejections
    assert rejection.source.endswith("a.jsonl:2")
    assert rejection.reason in ("bad-json", "empty")


def test_a_broken_first_line_does_not_cost_the_rest(lines):
    assert len(lines(b'{"text": "breaks off', GOOD, GOOD, name="a.json").articles) == 2


def test_a_line_over_the_limit_is_skipped_and_the_next_is_read(lines):
    found = lines(GOOD, {"text": "x" * 50_000}, GOOD, limits=Limits(max_bytes=10_000))
    assert (len(found.articles), found.reasons) == (2, ["too-large"])
    assert found.rejections[0].source.endswith(":2")


def test_a_file_longer_than_the_limit_is_read_line_by_line(lines):
    assert len(lines(*[GOOD] * 100, limits=Limits(max_bytes=1000)).articles) == 100


@pytest.mark.parametrize(
    ("data", "sources"),
    [
        (json.dumps(GOOD, indent=2), ["a.json"]),
        (json.dumps([GOOD, {"text": "Zwei."}], indent=2), ["a.json[0]", "a.json[1]"]),
        (json.dumps([GOOD]), ["a.json[0]"]),
        ("\ufeff" + json.dumps(GOOD), ["a.json:1"]),
        (json.dumps(GOOD) + "\r\n" + json.dumps(GOOD) + "\r\n", ["a.json:1", "a.json:2"]),
    ],
)
def test_a_json_file_with_one_object_or_a_list_or_lines(lines, data, sources):
    assert [article.source.rpartition("/")[2] for article in lines(data.encode(), name="a.json").articles] == sources


def test_what_stands_before_a_broken_item_of_a_list_is_read_with_its_own_bytes(lines):
    found = lines(b'[{"text": "A" },\n {"text": "B"}, {"text": ]', name="a.json")
    assert [article.raw for article in found.articles] == [b'{"text": "A" }', b'{"text": "B"}']
    assert found.rejections[0].source.endswith("a.json[2]")
    assert lines(b'[{"text": "A"}] {"text": "B"}', name="a.json").reasons == ["bad-json"]


@pytest.mark.parametrize("data", [b"[]", b"\n \n", b"[1, 2]", b"{}", b"[", b'{\n"text": \n'])
def test_a_json_file_without_an_article_is_never_silent(lines, data):
    found = lines(data, name="a.json")
    assert not found.articles and found.rejections


def test_json_in_utf_16_is_refused_with_a_remedy(lines):
    (rejection,) = lines(json.dumps(GOOD).encode("utf-16")).rejections
    assert rejection.reason == "bad-json" and "UTF-8" in rejection.message


@pytest.mark.parametrize("text", ["a\\ud83db", "\\udc00\\ud83d", "a\\u0000b"])
def test_unpaired_surrogates_and_zero_characters_keep_their_places(lines, text):
    (found,) = lines(b'{"text": "' + text.encode() + b' kata \\ud83d\\udea2 dia"}').articles
    assert len(found.text) == len(json.loads(f'"{text}"')) + len(" kata 🚢 dia")
    assert "\ufffd" in found.text and "🚢" in found.text
    found.text.encode()  # storable


def test_the_text_of_a_line_is_kept_exactly_because_offsets_may_come_with_it(lines):
    text = "\ufeff a\r\nb\rc \u2028 قال 👩🏽‍✈️ \n"
    assert lines({"text": text}).articles[0].text == text


def test_html_in_place_of_text(lines, page):
    html = page(head='<meta property="og:site_name" content="Lain"><title>Judul</title>')
    (found,) = lines({"html": html, "outlet": "Kabar Lintas"}).articles
    assert "Arel Tovan" in found.text and "<p>" not in found.text
    assert (found.outlet, found.title) == ("Kabar Lintas", "Judul")
    assert lines({"html": "<p>"}, GOOD).reasons == ["no-article"]
    assert lines({"html": html}, limits=Limits(max_html_bytes=100)).reasons == ["too-large"]


def test_a_date_that_does_not_exist_is_said_at_its_line(lines):
    found = lines(GOOD, {**GOOD, "date": "31 February 2023"})
    assert found.articles[1].date == ""
    assert (found.reasons, found.rejections[0].source[-2:]) == (["bad-date"], ":2")


def test_a_path_inside_a_line_is_only_a_string(lines, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (found,) = lines({"text": str(tmp_path / "secret.txt"), "url": f"file://{tmp_path}/secret.txt"}).articles
    assert "secret" not in found.text.replace("secret.txt", "") and found.url == ""


def test_an_address_with_control_characters_is_none(lines):
    """A terminal that shows it would obey them."""
    found = lines({"text": "Eins.", "url": "https://kabar.example/\x1b[2Jx"})
    assert (found.articles[0].url, found.reasons) == ("", ["bad-url"])
