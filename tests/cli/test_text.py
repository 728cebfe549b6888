"""Whatever a page contains, it must not steer the terminal of the person who reads it."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from bukti.cli.text import one_line, printable, to_json

PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# JSON has no way to say a pair of surrogates that is not the one character they stand for.
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=())).filter(lambda text: not PAIR.search(text))
PLAIN = st.none() | st.booleans() | st.integers() | ANY_TEXT
JSON = st.recursive(PLAIN, lambda part: st.lists(part) | st.dictionaries(ANY_TEXT, part), max_leaves=8)


@given(ANY_TEXT)
def test_printable_text_keeps_its_length_and_has_an_encoding(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    shown.encode()
    assert not any(c < " " and c not in "\n\t" for c in shown)


@given(JSON)
def test_json_loses_nothing_and_is_one_line_for_any_reader(value: object) -> None:
    line = to_json(value)
    assert json.loads(line) == value
    assert len(line.splitlines()) == 1
    line.encode()


def test_escapes_overrides_and_surrogates_are_shown_as_what_they_are() -> None:
    assert printable("\x1b[2Jport\x9b1m \u202eevil \ud800 tab\t") == "\ufffd[2Jport\ufffd1m \ufffdevil \ufffd tab\t"
    assert one_line("two\r\nlines\x00") == "two lines\ufffd"


def test_letters_of_all_scripts_stay_letters() -> None:
    assert to_json("порт שלום 🚢 é") == '"порт שלום 🚢 é"'
