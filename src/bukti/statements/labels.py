"""The eleven PFSA-ID labels of an article, from the entity head."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bukti.network.bio import best_tags, spans
from bukti.network.tags import ENTITY_LABELS, ENTITY_TAGS
from bukti.records import Entity, Span
from bukti.statements.drafts import Heard
from bukti.statements.near import Near
from bukti.statements.quoted import overlap
from bukti.text.quotes import Quotation

EDGE = " \t\n\xa0,.;:"  # pieces such as "2020)." carry the next mark with them
LONGEST_BRACKET = 16  # characters of "(17/10/2023)" that may be missing at the end of a label
MOST = 0.5  # share of a quotation that STATEMENT pieces must cover for all of it to be one
QUOTED = ("STATEMENT", "CUE", "CUECOREF")
ENOUGH = 3  # characters; less is a stray mark


def leaning(heard: Heard, labels: Mapping[str, float]) -> Heard:
    """With so much added to the logits of labels that the network is shy to give (training/calibrate.py)."""
    if not labels:
        return heard
    added = np.array([labels.get(tag[2:], 0.0) for tag in ENTITY_TAGS], np.float32)
    return replace(heard, entities=heard.entities + added)


def labelled(heard: Heard, quotations: Sequence[Quotation]) -> list[Entity]:
    """In order of the text, none overlapping. A STATEMENT is a whole quotation with its marks, as PFSA-ID labels direct quotations only."""
    pieces = heard.pieces
    found = [
        Entity(int(pieces.starts[a]), int(pieces.ends[b - 1]), ENTITY_LABELS[label])
        for a, b, label in spans(best_tags(heard.entities))
        if pieces.ends[b - 1] - pieces.starts[a] >= ENOUGH
    ]
    outer = [q.span for q in quotations if q.depth == 0]
    return whole(joined(pieces.text, [tidied(pieces.text, e) for e in found]), outer)


def tidied(text: str, e: Entity) -> Entity:
    """Without marks at its edges, and with the bracket closed that it opens. The content of quotations keeps its marks."""
    if e.label in QUOTED:
        return e
    start, end = e.start, e.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    if text.count("(", start, end) > text.count(")", start, end):
        close = text.find(")", end, end + LONGEST_BRACKET)
        end = close + 1 if close >= 0 and not any(c.isspace() for c in text[end:close]) else end
    return Entity(start, end, e.label)


def joined(text: str, found: Sequence[Entity]) -> list[Entity]:
    """Neighbours of one label with a blank between them are one: "Andi" + "Sri Juliarty"."""
    out: list[Entity] = []
    for e in found:
        if out and out[-1].label == e.label and e.label not in QUOTED and text[out[-1].end : e.start] in ("", " "):
            out[-1] = Entity(out[-1].start, e.end, e.label)
        elif e.start < e.end and (not out or e.start >= out[-1].end):
            out.append(e)
    return out


def whole(found: Sequence[Entity], quotations: Sequence[Span]) -> list[Entity]:
    """With every STATEMENT taken to the edges of its quotation. Both sequences are in order, so one pass does."""
    statements = [Span(e.start, e.end) for e in found if e.label == "STATEMENT"]
    taken: list[Span] = []
    first = 0
    for q in quotations:
        while first < len(statements) and statements[first].end <= q.start:
            first += 1
        covered, i = 0, first
        while i < len(statements) and statements[i].start < q.end:
            covered += overlap(statements[i], q)
            i += 1
        if covered >= MOST * (q.end - q.start):
            taken.append(q)
    covered_by = Near(taken, Span._make)
    kept = [e for e in found if not covered_by.over(e.start, e.end)]
    return sorted([*kept, *(Entity(q.start, q.end, "STATEMENT") for q in taken)])
