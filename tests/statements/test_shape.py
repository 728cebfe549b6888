"""From the spans of the network to those of a reader: the cases of shape.cases, and what holds for any spans."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text.casefile import Case, cases

from bukti.network import Pieces
from bukti.records import Span, Spans
from bukti.statements.drafts import Draft, Ranges
from bukti.statements.shape import Shaped, shape
from bukti.text.furniture import furniture
from bukti.text.quotes import quotations

MARK = re.compile(r"\[([SCQ]) |\]")
PIECE = re.compile(r"\w+|[^\w\s]")


def unmarked(marked: str) -> tuple[str, dict[str, list[Span]]]:
    text, opened, at = "", [], 0
    spans: dict[str, list[Span]] = {"S": [], "C": [], "Q": []}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append((mark[1], len(text)))
        else:
            role, start = opened.pop()
            spans[role].append(Span(start, len(text)))
    return text + marked[at:], spans


def cut(text: str, edges: set[int]) -> Pieces:
    """Words and signs, cut further where a mark stands inside one."""
    found = []
    for match in PIECE.finditer(text):
        points = sorted({*match.span(), *(e for e in edges if match.start() < e < match.end())})
        found += list(zip(points, points[1:], strict=False))
    starts, ends = np.array(found, np.int64).reshape(-1, 2).T
    return Pieces(text, np.zeros(len(found), np.int64), starts, ends)


def shaped(text: str, spans: dict[str, list[Span]], lang: str) -> list[Shaped]:
    pieces = cut(text, {edge for role in spans.values() for span in role for edge in span})

    def ranges(role: str) -> Ranges:
        found = (pieces.covering(*span) for span in sorted(spans[role]))
        return tuple((r.start, r.stop) for r in found if r)

    draft = Draft(0, bool(spans["C"]), ranges("S"), ranges("C"), ranges("Q"), 0.9, 0.9, 0.9, 0.9, 0.1)
    return list(shape(draft, pieces, quotations(text, lang), tuple(furniture(text, lang)), lang)) if draft.content else []


def written(text: str, found: Shaped) -> str:
    def words(spans: Spans) -> str:
        return " ;; ".join(text[slice(*span)] for span in spans)

    return f"{words(found.speaker)} | {words(found.cue)} | {words(found.content)} | {found.type}".strip()


@pytest.mark.parametrize("case", cases(Path(__file__).with_name("shape.cases")), ids=lambda case: case.name)
def test_shapes(case: Case) -> None:
    text, spans = unmarked(case.text)
    assert tuple(written(text, s) for s in shaped(text, spans, case.lang)) == case.expected


SCRAPS = [
    "Kapal ",
    "kosong",
    "bahwa ",
    "katanya",
    "U.S.",
    '"',
    "“",
    "”",
    "«",
    "»",
    "‘",
    "\n",
    "\n\n",
    " ",
    ", ",
    ". ",
    "😀",
    "\ud800",
    "שלום ",
]


@settings(max_examples=200)
@given(
    scraps=st.lists(st.sampled_from([*SCRAPS, "Baca juga: Siapa\n"]), max_size=25),
    lang=st.sampled_from(["id", "en", "de", "und"]),
    data=st.data(),
)
def test_whatever_the_spans_what_is_left_is_sound(scraps: list[str], lang: str, data: st.DataObject) -> None:
    text = "".join(scraps)
    edges = st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(sorted)
    apart = edges.map(lambda found: [Span(*pair) for pair in zip(found[::2], found[1::2], strict=False)])
    found = {role: data.draw(apart) for role in "SCQ"}
    for s in shaped(text, found, lang):
        assert s.content
        for spans in (s.speaker, s.cue, s.content):
            assert list(spans) == sorted(spans)
            for start, end in spans:
                assert 0 <= start < end <= len(text)
                assert any(c.isalnum() for c in text[start:end])
                assert not text[start].isspace() and not text[end - 1].isspace()
