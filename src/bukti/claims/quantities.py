"""The numbers that a text gives for amounts, as values: ">1,000", "lebih dari 1.000" and "более тысячи" are all 1000.

Dates, times and years are no amounts. Words come from lang/<code>/quantities.tsv.
"""

import re
from collections.abc import Iterator
from functools import cache

from bukti import lang as packs

# 1.000 and 1,000 and 1 000 group by three; anything else after a point or comma is a fraction.
FIGURE = re.compile(r"(?<![\w.,:/-])(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?![\d.,]\d)|\d+(?:[.,]\d+)?)(?![\w:]|[./-]\d)")
WORD = re.compile(r"[^\W\d_][\w'’]*")
YEARS = range(1900, 2101)
NEAR = 0.02  # two amounts are the same up to 2 %: "1,000" and "about 1,010"
DAY = 31


@cache
def number_words(lang: str) -> dict[str, tuple[float, str]]:
    return {row["word"]: (float(row["value"]), row["kind"]) for row in packs.load(lang).table("quantities.tsv")}


@cache
def calendar(lang: str) -> frozenset[str]:
    """Names of months and days: a number beside one is a date."""
    return frozenset(w.casefold() for w in packs.load(lang).words("calendar.txt"))


def quantities(text: str, lang: str) -> list[float]:
    """Values of the amounts in a text, in order."""
    known = number_words(lang)
    tokens = list(tokenised(text))
    out: list[float] = []
    i = 0
    while i < len(tokens):
        start, token = tokens[i]
        value, i = amount(tokens, i, known)
        if value is not None and not dated(tokens, start, token, lang, text):
            out.append(value)
    return out


def tokenised(text: str) -> Iterator[tuple[int, str]]:
    """Figures in one piece and words, with where they begin."""
    at = 0
    for figure in FIGURE.finditer(text):
        yield from ((m.start() + at, m.group().casefold()) for m in WORD.finditer(text[at : figure.start()]))
        yield figure.start(), figure.group()
        at = figure.end()
    yield from ((m.start() + at, m.group().casefold()) for m in WORD.finditer(text[at:]))


def amount(tokens: list[tuple[int, str]], i: int, known: dict[str, tuple[float, str]]) -> tuple[float | None, int]:
    """The value that begins at token i, if one does, and the first token after it."""
    parts: list[float] = []
    first = i
    while i < len(tokens):
        token = tokens[i][1]
        if token[0].isdigit() and i == first and (value := figure(token)) is not None:
            parts.append(value)
        elif (word := known.get(token)) and (not parts or fits(parts, *word)):
            parts = joined(parts, *word)
        else:
            break
        i += 1
    return (sum(parts), i) if parts else (None, first + 1)


def fits(parts: list[float], size: float, kind: str) -> bool:
    """Does the word go on with the number? "two hundred" and "hundred two" do, "two three" does not."""
    return kind != "number" or size < parts[-1]


def joined(parts: list[float], size: float, kind: str) -> list[float]:
    """A magnitude multiplies the smaller parts before it: [2000, 3] and "ratus" make [2000, 300]."""
    if kind == "number" or not parts:
        return [*parts, size]  # a magnitude by itself counts once: "ribuan", "a thousand"
    if kind == "teen":
        return [*parts[:-1], parts[-1] + size]
    kept = [p for p in parts if p >= size]
    small = sum(p for p in parts if p < size)
    return [*kept, small * size] if small else [*parts[:-1], parts[-1] * size]


def figure(token: str) -> float | None:
    groups = re.split(r"[.,\u00a0\u202f ]", token)
    if len(groups) > 1 and all(len(g) == 3 for g in groups[1:]) and 0 < len(groups[0]) <= 3 and groups[0] != "0":
        return float("".join(groups))
    try:
        return float(token.replace(",", "."))
    except ValueError:
        return None


def dated(tokens: list[tuple[int, str]], start: int, token: str, lang: str, text: str) -> bool:
    """A year, or a day beside the name of a month."""
    if not token[0].isdigit():
        return False
    value = figure(token)
    if value is not None and value in YEARS and len(token) == 4:
        return True
    around = WORD.findall(text[max(0, start - 24) : start + len(token) + 24].casefold())
    return value is not None and value <= DAY and any(w in calendar(lang) for w in around)


def same(a: float, b: float) -> bool:
    return abs(a - b) <= NEAR * max(abs(a), abs(b))
