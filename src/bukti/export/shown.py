"""Text from articles, made fit to show in a page. One character for one, and the data block keeps the words as they are."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

# What no page may hold, what turns the direction of all that follows, and unpaired surrogates, which have no UTF-8.
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
LANGUAGE = re.compile("[a-z]{2,3}")


def shown(text: str) -> str:
    return STEERING.sub("\ufffd", text.replace("\r", " "))


def one_line(text: str) -> str:
    return " ".join(shown(text).split())


def direction(text: str) -> str:
    """That of the first letter that has one."""
    for character in text:
        bidi = unicodedata.bidirectional(character)
        if bidi in ("L", "R", "AL"):
            return "ltr" if bidi == "L" else "rtl"
    return "ltr"


def in_line(name: str) -> str:
    """A name to stand in an English sentence. Without a mark, Arabic or Hebrew would pull a number after it to its left."""
    foreign = any(unicodedata.bidirectional(character) in ("R", "AL") for character in name)
    return f"\u200e{name}\u200e" if foreign else name


def language(code: str) -> str:
    """A code that a `lang` attribute can hold; "und" where none is known."""
    return code if LANGUAGE.fullmatch(code) else "und"


def link(url: str) -> str:
    """The address if it leads to a page, else "": a script or a file of the reader's machine is never a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and not STEERING.search(url) else ""


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """[1, 2, 3, 7] is 1 to 3, and 7."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
