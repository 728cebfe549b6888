"""What a person may name, and that one bad source never stops the others."""

import hashlib
import io
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bukti.ingest import NOTICES, READERS, Limits, ReadOptions, count_sources, read_sources
from bukti.ingest.registry import load
from bukti.records import Article, Rejection, article_id


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def names(articles: list[Article]) -> list[str]:
    return [Path(article.source).name for article in articles]


def test_an_article_keeps_its_bytes_and_where_and_when_it_was_read(read, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Kapal itu\r\ntiba.\r\n")
    (article,) = read(path).articles
    assert article.text == "Kapal itu\ntiba.\n"
    assert article.raw == b"Kapal itu\r\ntiba.\r\n"
    assert article.sha256 == hashlib.sha256(article.raw).hexdigest()
    assert (article.source, article.fetched) == (str(path), "2023-05-04T12:00:00+00:00")
    assert article.id == article_id("Kapal itu\ntiba.\n")
    assert (article.lang, article.furniture, article.replaces) == ("", (), "")


def test_a_folder_is_walked_sorted_and_without_hidden_files(read, tmp_path):
    write(tmp_path, b_txt="B", a_txt="A", sub__c_txt="C", sub__deep__d_txt="D", _hidden="H", _git__config="G")
    assert names(read(tmp_path).articles) == ["a.txt", "b.txt", "c.txt", "d.txt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "c.txt"]),
        ("**", ["a.txt", "b.txt", "c.txt"]),
        ("s*", ["c.txt"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        (".*", [".hidden"]),
    ],
)
def test_a_glob(read, tmp_path, pattern, expected):
    write(tmp_path, b_txt="B", a_txt="A", sub__c_txt="C", _hidden="H")
    assert names(read(tmp_path / pattern).articles) == expected


def test_a_file_whose_name_looks_like_a_glob_is_that_file(read, tmp_path):
    (tmp_path / "[draft] a*.txt").write_text("A")
    assert names(read(tmp_path / "[draft] a*.txt").articles) == ["[draft] a*.txt"]


def test_links_that_run_in_circles_or_out_of_the_folder_are_named_and_not_followed(read, tmp_path):
    outside = write(tmp_path, secret_txt="secret") / "secret.txt"
    folder = write(tmp_path / "in", a_txt="A", sub__b_txt="B")
    (folder / "loop").symlink_to(folder)
    (folder / "sub" / "up").symlink_to("..")
    (folder / "way-out.txt").symlink_to(outside)
    for source in (folder, folder / "**", folder / "**" / "*.*", folder / "*"):
        found = read(source)
        assert names(found.articles) == ["a.txt", "b.txt"]
        assert set(found.reasons) == {"link"}
    assert names(read(folder / "*" / "*.txt").articles) == ["b.txt"]  # not through "loop"
    assert [article.text for article in read(folder / "way-out.txt").articles] == ["secret"]  # named by the person


def test_a_pipe_in_a_folder_is_not_waited_for(read, tmp_path):
    os.mkfifo(write(tmp_path, a_txt="A") / "pipe")
    found = read(tmp_path)
    assert (names(found.articles), found.reasons) == (["a.txt"], ["unreadable"])


def test_standard_input_in_any_format(read):
    assert read("-", stdin=io.BytesIO(b"Kabar.")).articles[0].source == "-"
    assert len(read("-", stdin=io.BytesIO(b'{"text": "A"}\n{"text": "B"}\n')).articles) == 2
    assert read("-", stdin=io.BytesIO(b"")).reasons == ["empty"]


def test_every_bad_source_is_a_rejection_and_the_rest_is_read(read, tmp_path):
    write(tmp_path, a_txt="A", z_txt="Z", empty_txt="", blank_txt=" \n\t\n")
    (tmp_path / "nothing").mkdir()
    named = ["a.txt", "missing.txt", "empty.txt", "blank.txt", "nothing", "*.nope", "z.txt"]
    found = read(*(tmp_path / name for name in named), "ftp://kabar.example/a", "bad\0name")
    assert names(found.articles) == ["a.txt", "z.txt"]
    assert found.reasons == ["not-found", "empty", "empty", "empty", "not-found", "bad-address", "not-found"]
    assert all(rejection.message and rejection.source for rejection in found.rejections)


def test_a_file_that_cannot_be_opened_or_breaks_while_it_is_read(read, tmp_path):
    (tmp_path / "nowhere.txt").symlink_to("gone.txt")
    assert read(tmp_path / "nowhere.txt", write(tmp_path, a_txt="A") / "a.txt").reasons == ["unreadable"]

    class Torn(io.BytesIO):
        def read(self, size=-1):
            raise OSError(5, "Input/output error")

    assert read("-", stdin=Torn()).rejections[0].message == "Input/output error"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(read, tmp_path):
    (write(tmp_path, a_txt="A") / "a.txt").chmod(0)
    assert read(tmp_path / "a.txt").reasons == ["unreadable"]


def test_names_with_control_characters_or_broken_bytes_are_read_and_shown_harmlessly(read, tmp_path):
    for name in (b"\x1b[2J.txt", b"caf\xe9.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("A")
    assert names(read(tmp_path).articles) == ["\ufffd[2J.txt", "caf\ufffd.txt"]


BINARIES = {
    "image/png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0",
    "application/zip": b"PK\3\4\x14\0\0\0\x08\0" + bytes(range(60)),
    "application/pdf": b"%PDF-1.7\nstream of readable characters",
    "application/rtf": b"{\\rtf1\\ansi Kabar}",
    "control": b"\0" * 500,
}


@pytest.mark.parametrize("looks", BINARIES)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a"])
def test_bytes_that_are_no_text_are_named_whatever_the_file_is_called(read, tmp_path, looks, name):
    (tmp_path / name).write_bytes(BINARIES[looks])
    (rejection,) = read(tmp_path / name).rejections
    assert rejection.reason == "not-text"
    assert looks in rejection.message


def test_text_that_begins_like_an_image_is_text(read, tmp_path):
    assert read(write(tmp_path, a_txt="BMKG melaporkan gempa di Daren.")).articles[0].text.startswith("BMKG")


def test_binary_data_after_the_first_kilobytes_is_found_too(read, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Kabar. " * 2000 + bytes(range(32)) * 1000)
    assert read(tmp_path).reasons == ["not-text"]


def test_fifty_megabytes_in_one_line_cost_neither_time_nor_memory(read, tmp_path):
    path = tmp_path / "line.txt"
    path.write_bytes(b"kata dia " * 5_600_000)
    begin = time.process_time()
    (rejection,) = read(path).rejections
    assert time.process_time() - begin < 2
    assert rejection.reason == "too-large"
    assert "20,000,000 bytes" in rejection.message and "max_bytes" in rejection.message


def test_limits_can_be_raised_and_lowered(read, tmp_path):
    write(tmp_path, a_txt="kata dia " * 100)
    assert "max_characters" in read(tmp_path, limits=Limits(max_characters=899)).rejections[0].message
    assert len(read(tmp_path, limits=Limits(max_characters=900, max_bytes=900)).articles) == 1


def test_sources_are_opened_one_after_the_other(options, tmp_path):
    write(tmp_path, a_txt="A", b_txt="B")
    found: Iterator[Article | Rejection] = read_sources([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], options)
    next(found)
    (tmp_path / "b.txt").write_text("changed before its turn")
    assert next(found).text == "changed before its turn"


def test_counting_announces_every_call_of_done(options, tmp_path):
    write(tmp_path, a_txt="A", sub__b_txt="B", c_jsonl='{"text": "C"}\n{"text": "D"}')
    sources = [str(tmp_path), str(tmp_path / "*.txt"), "https://kabar.example/", "missing", "-"]
    assert count_sources(sources) == 7
    finished: list[str] = []
    assert len(list(read_sources(sources[:2], options, finished.append))) == 5
    assert [Path(source).name for source in finished] == ["a.txt", "c.jsonl", "b.txt", "a.txt"]


def test_every_reader_is_there_and_an_unknown_format_is_refused():
    assert all(hasattr(load(target)(), "read") for target in READERS.values())
    with pytest.raises(ValueError, match="text, html, jsonl"):
        ReadOptions(format="docx")


def test_a_named_format_is_not_guessed(read, tmp_path):
    (article,) = read(write(tmp_path, a_txt='{"text": "Kabar"}'), format="text").articles
    assert article.text == '{"text": "Kabar"}'


def test_xml_that_is_no_page_is_not_read_as_if_it_were_text(read, tmp_path):
    feed = '<?xml version="1.0"?><rss><channel><title>Kabar Lintas</title></channel></rss>'
    assert read(write(tmp_path, a_xml=feed)).reasons == ["xml"]


def test_notices_explain_themselves():
    assert all(sentence and reason == reason.lower() for reason, sentence in NOTICES.items())
