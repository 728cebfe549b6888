"""Lines inside a text that are not the report: "Baca Juga", "Advertisement", share buttons, photo credits, crossheads.

Only whole lines, and only what a reader would skip; in doubt a line is report. Lines before the first real paragraph are taken as headline
and dateline and stay, however short, unless `lang/<code>/furniture.tsv` knows them. A line with quotation marks and a word of saying stays.
"""

import re
from dataclasses import dataclass
from functools import cache

from bukti import lang as packs
from bukti.records import Span
from bukti.text.paragraphs import paragraphs
from bukti.text.quotes import MARK_CHARACTERS, cues

CROSSHEAD = 70  # characters
TITLE_CASE = 130  # characters of a crosshead, or a link, in which most words are capitals
CREDIT = 6  # words of a line at the very end: "THE GUARDIAN"
CAPTION = 160
FINAL = tuple(".!?…:;,”\"»“’')")
BODY = 100  # characters above which a line is a paragraph whatever it ends with
WORD = re.compile(r"[^\W\d_][\w'’-]*")
INITIALS = re.compile(r"\([a-z]{2,5}(?:[/,-] ?[a-z]{2,5}){0,4}\)\.?")
RULE = re.compile(r"[\W_]{1,200}")  # a line of dashes, stars or emoji


@dataclass(frozen=True, slots=True)
class _Known:
    only: frozenset[str]
    line: frozenset[str]
    start: tuple[str, ...]
    caption: tuple[str, ...]


def furniture(text: str, lang: str) -> list[Span]:
    """The lines that are not the report, in order. English furniture counts in every language: sites mix."""
    spans = paragraphs(text)
    lines = [text[span.start : min(span.end, span.start + 400)] for span in spans]
    known = [_known_kind(line, lang) for line in lines]
    first = next((i for i, line in enumerate(lines) if not known[i] and _is_body(line, lang)), len(lines))
    last = max((i for i, kind in enumerate(known) if not kind), default=-1)
    kept: list[Span] = []
    for i, span in enumerate(spans):
        # Only a bare "Baca Juga" is followed by its link; and the line is one only if it looks like a headline.
        link = i > 0 and known[i - 1] == "line" and _looks_like_link(lines[i], lang)
        # The last of several short lines is the end of a list or a poem, no crosshead.
        listed = i > 0 and _short(lines[i - 1]) and spans[i - 1] not in kept[-1:]
        if known[i] or link or (i > first and not listed and _is_crosshead(lines, i, last, lang)):
            kept.append(span)
    return kept


@cache
def _known(lang: str) -> _Known:
    rows = [row for code in sorted({lang, "en"}) for row in packs.load(code).table("furniture.tsv")]
    by = {kind: [row["text"] for row in rows if row["match"] == kind] for kind in ("only", "line", "start", "caption")}
    return _Known(frozenset(by["only"]), frozenset(by["line"]), tuple(by["start"]), tuple(by["caption"]))


def _known_kind(line: str, lang: str) -> str:
    known = _known(lang)
    bare = line.rstrip(" .:»>")
    if bare in known.line:
        return "line"
    if bare in known.only or INITIALS.fullmatch(line) or RULE.fullmatch(line):
        return "only"
    if line.startswith(known.start) or (len(line) <= CAPTION and line.startswith(known.caption)):
        return "" if _speaks(line, lang) else "start"
    return ""


def _is_body(line: str, lang: str) -> bool:
    return len(line) > BODY or (len(line) > 25 and line.endswith(FINAL)) or _speaks(line, lang)


def _is_crosshead(lines: list[str], index: int, last: int, lang: str) -> bool:
    """A short line without a final mark before a paragraph; or the credit that ends the article."""
    line = lines[index]
    if not _headline_shape(line, lang):
        return False
    if index >= last:
        return len(WORD.findall(line)) <= CREDIT
    return len(line) <= (TITLE_CASE if _title_case(line) else CROSSHEAD) and not _short(lines[index + 1])


def _looks_like_link(line: str, lang: str) -> bool:
    return len(line) <= TITLE_CASE and _headline_shape(line, lang) and (_title_case(line) or len(line) <= CROSSHEAD)


def _headline_shape(line: str, lang: str) -> bool:
    return not line.endswith(FINAL) and (line[0].isupper() or line[0].isdigit()) and bool(WORD.search(line)) and not _speaks(line, lang)


def _short(line: str) -> bool:
    return len(line) <= CROSSHEAD and not line.endswith(FINAL)


def _title_case(line: str) -> bool:
    words = [word for word in WORD.findall(line) if len(word) > 3]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _speaks(line: str, lang: str) -> bool:
    """Quotation marks and a word of saying: never furniture."""
    if not any(mark in line for mark in MARK_CHARACTERS - {"'", "’", "`"}):
        return False
    said = cues(lang)
    return any(word.lower() in said for word in WORD.findall(line))
