"""Paragraphs: the lines of a text, or its blocks where the lines were broken to a width (mail, plain-text files)."""

import re
from itertools import pairwise

from bukti.records import Span

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
NARROW = (40, 100)  # characters a line of a text broken to a width may have
SENTENCE_ENDS = tuple(".!?…:”\"»“’'")


def paragraphs(text: str) -> list[Span]:
    """Spans without the blanks around them, in order. A text broken to a width gives one span a block, line breaks inside."""
    lines = [line for line in (_trimmed(text, *match.span()) for match in LINE.finditer(text)) if line]
    result: list[Span] = []
    for block in _blocks(text, lines):
        result.extend([Span(block[0].start, block[-1].end)] if _broken_to_width(text, block) else block)
    return result


def _trimmed(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    return Span(start + left, start + len(line.rstrip())) if left < len(line) else None


def _blocks(text: str, lines: list[Span]) -> list[list[Span]]:
    """Lines with no empty line between them."""
    blocks = [lines[:1]] if lines else []
    for before, line in pairwise(lines):
        if text.count("\n", before.end, line.start) > 1:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _broken_to_width(text: str, block: list[Span]) -> bool:
    """At least three narrow lines of which most stop in mid-sentence. A list of headlines does not: its lines differ in length."""
    widths = [line.end - line.start for line in block[:-1]]
    if len(widths) < 2 or min(widths) < NARROW[0] or max(widths) > NARROW[1] or max(widths) - min(widths) > 30:
        return False
    stopping = sum(text[line.start : line.end].endswith(SENTENCE_ENDS) for line in block[:-1])
    return stopping * 3 <= len(widths)
