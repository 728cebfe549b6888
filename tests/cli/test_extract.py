"""The stream interface that other programs call."""

import io
import json
from typing import Any

import pytest
from desk import Desk

from bukti.cli.extract import LONGEST_LINE, lines

DOCUMENT = {"id": "k-1", "text": '"No ship came," said Mira Tolan (via Sentra).', "desk": {"shift": "night"}, "lang": "en"}


def answers(desk: Desk, *lines: object, args: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Strings and bytes go in as they are, anything else as JSON."""
    given = b"".join((x if isinstance(x, bytes) else x.encode() if isinstance(x, str) else json.dumps(x).encode()) + b"\n" for x in lines)
    return [json.loads(line) for line in desk.run("extract", *args, stdin=given).stdout.splitlines()]


def test_a_document_comes_back_with_its_statements_and_its_other_keys(desk: Desk) -> None:
    (answer,) = answers(desk, DOCUMENT)
    (statement,) = answer.pop("statements")
    assert answer == DOCUMENT
    assert statement == {
        "speaker": [[21, 31]], "cue": [[16, 20]], "content": [[0, 15]],
        "type": "direct", "actor": "Mira Tolan", "relay": ["Sentra"], "nested": False, "confidence": 0.875,
    }  # fmt: skip


@pytest.mark.parametrize("args", [(), ("--threads", "3", "--batch", "2")])
def test_order_and_ids_are_kept(desk: Desk, args: tuple[str, ...]) -> None:
    given = [{"id": n, "text": "BOOM" if n % 5 == 2 else "calm"} if n % 3 else "broken" for n in range(40)]
    found = answers(desk, *given, args=args)
    assert [a["id"] for a in found] == [n if n % 3 else None for n in range(40)]
    assert [("error" in a) for a in found] == [n % 3 == 0 or n % 5 == 2 for n in range(40)]


@pytest.mark.parametrize(
    ("line", "id", "error"),
    [
        ("not json", None, "line 2: not JSON: Expecting value at character 0"),
        ('{"id": "x", "text": "cut off', None, "line 2: not JSON: Unterminated string"),
        ("[1, 2]", None, "line 2: not a JSON object"),
        ({"id": "x"}, "x", 'line 2: "text" is missing'),
        ({"id": "x", "text": 7}, "x", 'line 2: "text" is not a string'),
        ({"id": "x", "text": "a", "date": 2023}, "x", 'line 2: "date" is not a string'),
        ({"text": "a"}, None, 'line 2: "id" is missing'),
        ({"id": ["x"], "text": "a"}, ["x"], 'line 2: "id" is neither'),
        (b'{"id": "x", "text": "\xff"}', None, "line 2: not UTF-8"),
        ('{"id": "x", "text": "a", "n": NaN}', None, "line 2: NaN is not JSON"),
        ('{"id": "x", "text": "a", "n": 1e999}', "x", "line 2: Out of range"),
        ('{"id": "x", "text": "a", "n": ' + "[" * 99_999 + "]" * 99_999 + "}", None, "line 2: nested too deep"),
        ({"id": "x", "text": "a" * 5_000_001}, "x", 'line 2: "text" is over the limit of 5,000,000 characters'),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_line_is_answered_and_the_run_goes_on(desk: Desk, line: object, id: object, error: str) -> None:
    before, bad, after = answers(desk, DOCUMENT, line, DOCUMENT)
    assert bad["id"] == id and str(bad["error"]).startswith(error) and len(bad) == 2
    assert before == after and before["statements"]


def test_exit_status_says_whether_a_line_was_bad(desk: Desk) -> None:
    assert desk.run("extract", stdin=json.dumps(DOCUMENT)).exit_code == 0
    assert desk.run("extract", stdin="{}\n" + json.dumps(DOCUMENT)).exit_code == 1


def test_an_optional_key_may_be_null_and_a_text_empty(desk: Desk) -> None:
    (answer,) = answers(desk, {"id": 0, "text": "", "url": None})
    assert answer == {"id": 0, "text": "", "url": None, "statements": []}


def test_blank_lines_and_a_byte_order_mark_are_no_documents(desk: Desk) -> None:
    assert len(answers(desk, b"\xef\xbb\xbf" + json.dumps(DOCUMENT).encode(), "", "  ", DOCUMENT)) == 2


def test_any_text_survives_and_offsets_stay_right(desk: Desk) -> None:
    """Emoji, right-to-left, both kinds of surrogates, terminal escapes."""
    text = '\ud83d 🚢 שלום \x1b[2J\x85\u2028 "Ни один корабль" said Mira'
    result = desk.run("extract", stdin=json.dumps({"id": "\udc00", "text": text}))
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1 and "\x1b" not in result.stdout and "\x85" not in result.stdout
    answer = json.loads(result.stdout)
    assert (answer["id"], answer["text"]) == ("\udc00", text)
    ((start, end),) = answer["statements"][0]["content"]
    assert text[start:end] == '"Ни один корабль"'


def test_a_fault_in_one_document_is_named_and_the_others_are_read(desk: Desk) -> None:
    good, bad = answers(desk, DOCUMENT, {"id": 2, "text": "BOOM"})
    assert good["statements"]
    assert "KeyError at fakes.py" in str(bad["error"])


def test_entities_only_when_asked_for(desk: Desk) -> None:
    assert "entities" not in answers(desk, DOCUMENT)[0]
    assert answers(desk, DOCUMENT, args=("--entities",))[0]["entities"] == [[21, 31, "PERSON"]]


def test_reads_a_file_and_says_when_there_is_none(desk: Desk) -> None:
    assert json.loads(desk.run("extract", desk.file("in.jsonl", json.dumps(DOCUMENT))).stdout)["statements"]
    assert desk.run("extract", "nowhere.jsonl").exit_code == 2


def test_a_line_of_50_mb_is_refused_and_the_next_one_is_read(desk: Desk) -> None:
    huge = b'{"id": "x", "text": "' + b"a" * 50_000_000 + b'"}'
    bad, good = answers(desk, huge, DOCUMENT)
    assert bad["id"] == "x" and "over the limit" in bad["error"]
    assert good["statements"]


def test_a_line_beyond_memory_is_not_even_held() -> None:
    endless = io.BytesIO(b"a" * (2 * LONGEST_LINE) + b'\n{"id": 1, "text": "calm"}\n')
    bad, good = lines(endless)
    assert bad.article is None and "longer than" in bad.error
    assert good.article and good.article.text == "calm"
