"""Details that travel from report to report: numbers, and names as they are spelled."""

import re

from anyascii import anyascii

NUMBER = re.compile(r"\d+(?:[.,\s ]\d{3})*(?:[.,]\d+)?")
NAME = re.compile(r"[^\W\d_]{5,}")


def details(text: str) -> tuple[str, ...]:
    """Numbers without separators, names in Latin letters: "3.000" is "3000", "Талметти" is "talmetti"."""
    numbers = (re.sub(r"[.,\s]", "", n) for n in NUMBER.findall(text))
    names = (_spelling(w) for w in NAME.findall(text) if w[0].isupper())
    return tuple(sorted({*numbers, *names}))


def _spelling(word: str) -> str:
    return anyascii(word).casefold().replace("y", "i")
