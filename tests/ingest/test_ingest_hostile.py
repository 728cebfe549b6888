"""Whatever the bytes, every source ends in articles or rejections, never in an exception or in silence."""

import dataclasses
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bukti.errors import UnreadableError
from bukti.ingest import READERS, Limits, ReadOptions, read_sources
from bukti.ingest.decode import decode
from bukti.records import Article

PAGE = "<html lang=id><head><title>T</title><meta charset=utf-8></head><body><article><p>{}</p></article></body></html>"
SCRAPS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table><tr>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&#0;",
        "&#xD800;",
        "<a href='//['>",
        "kata dia. " * 20,
        "\0",
        "<svg>",
    ]
)
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(data: bytes, name: str = "auto") -> list[object]:
    options = ReadOptions(format=name, stdin=io.BytesIO(data), limits=Limits(max_bytes=100_000))
    return list(read_sources(["-"], options))


@pytest.mark.parametrize("name", ["auto", *READERS])
@QUICK
@given(data=st.binary(max_size=300))
def test_any_bytes(name, data):
    assert read(data, name)


@QUICK
@given(scraps=st.lists(st.one_of(SCRAPS, st.text(max_size=30)), max_size=12))
def test_any_markup(scraps):
    found = read(PAGE.format("".join(scraps)).encode("utf-8", "surrogatepass"))
    assert found
    assert all("<script>" not in one.text for one in found if isinstance(one, Article) and "&" not in "".join(scraps))


@QUICK
@given(text=st.text(min_size=1, max_size=200))
def test_any_text_in_json_keeps_its_length_and_can_be_stored(text):
    for one in read(json.dumps({"text": text}).encode(), "jsonl"):
        if isinstance(one, Article):
            assert len(one.text) == len(text)
            assert all(a == b or b == "\ufffd" for a, b in zip(text, one.text, strict=True))
        for field in dataclasses.fields(one):
            if isinstance(value := getattr(one, field.name), str):
                value.encode()


@QUICK
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_utf_8_comes_back_as_it_was(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@QUICK
@given(data=st.binary(max_size=300), label=st.sampled_from(["", "utf-8", "cp1251", "utf-16"]))
def test_decoding_ends_in_text_or_in_one_error(data, label):
    try:
        assert "\r" not in decode(data, label).text
    except UnreadableError as error:
        assert error.reason == "not-text"
