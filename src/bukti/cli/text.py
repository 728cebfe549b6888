"""Text from articles, made safe to print. Whatever a page contains, it must not steer the terminal of the person who reads it."""

import json
import re

# Control characters move cursors, set titles and answer back (ESC [ ... and its one-byte forms U+0080-9F); overrides of direction let
# a line read otherwise than it is; unpaired surrogates have no encoding. Line feed and tab stay.
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The same number of characters, so that offsets still fit, with steering ones replaced."""
    return STEERING.sub("\ufffd", text.replace("\r", " "))


def one_line(text: str) -> str:
    return " ".join(printable(text).split())


def to_json(value: object) -> str:
    """One line of JSON that any encoding of stdout and any terminal survives: what is unsafe is escaped, nothing is lost."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
