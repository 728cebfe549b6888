"""The eleven PFSA-ID labels of an article, from the entity head."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from bukti import lang as packs
from bukti.network.bio import spans
from bukti.network.tags import ENTITY_LABELS, ENTITY_TAGS
from bukti.records import Entity, Span
from bukti.statements.drafts import Heard
from bukti.statements.near import Near
from bukti.statements.quoted import overlap
from bukti.statements.sequence import FORBIDDEN, NO_STEPS, Steps, best_path, by_word, steps
from bukti.text.quotes import Quotation

EDGE = " \t\n\xa0,.;:"
LONGEST_BRACKET = 16  # characters of "(17/10/2023)" that may be missing at the end of a label
MOST = 0.5  # share of a quotation that STATEMENT pieces must cover for all of it to be one
NAMING = ("AFFILIATION", "DATETIME", "LOCATION", "PERSON", "ROLE")
QUOTED = ("STATEMENT", "CUE", "CUECOREF")


def leaning(heard: Heard, labels: Mapping[str, float]) -> Heard:
    """With so much added to the logits of labels that the network is shy to give (training/calibrate.py)."""
    if not labels:
        return heard
    added = np.array([labels.get(tag[2:], 0.0) for tag in ENTITY_TAGS], np.float32)
    return replace(heard, entities=heard.entities + added)


def labelled(
    heard: Heard, quotations: Sequence[Quotation], table: Steps = NO_STEPS, lang: str = "", names: Sequence[Span] = ()
) -> list[Entity]:
    """In order of the text, none overlapping. A STATEMENT is a whole quotation with its marks, as PFSA-ID labels direct quotations only.

    `table`: what steps from label to label add; `lang`: of whose words we know what they say of a label; `names`: what is a person in any
    case.
    """
    text = heard.pieces.text
    words, chances = by_word(heard.pieces, heard.entities)
    tags = best_path(certain(chances + leanings(text, words, lang), words, names), steps(table))
    found = [Entity(words[a].start, words[b - 1].end, ENTITY_LABELS[label]) for a, b, label in spans(tags)]
    outer = [q.span for q in quotations if q.depth == 0]
    return whole(joined(text, [trimmed(text, tidied(text, e), lang) for e in found]), outer)


def leanings(text: str, words: Sequence[Span], lang: str) -> np.ndarray:
    """What words by themselves add to the tags of roles and affiliations: "ketua" begins a role, "asosiasi" an affiliation."""
    known = label_words(lang)
    nothing = np.zeros(len(ENTITY_TAGS), np.float32)
    return np.array([known.get(text[slice(*w)].casefold(), nothing) for w in words]).reshape(-1, len(ENTITY_TAGS))


def certain(chances: np.ndarray, words: Sequence[Span], names: Sequence[Span]) -> np.ndarray:
    """With nothing possible but a person where a name stands."""
    begins = ENTITY_TAGS.index("B-PERSON")
    starts = [w.start for w in words]
    for name in names:
        first, last = bisect_left(starts, name.start), bisect_left(starts, name.end)
        chances[first:last] = FORBIDDEN
        chances[first : first + 1, begins] = chances[first + 1 : last, begins + 1] = 0.0
    return chances


@cache
def label_words(lang: str) -> dict[str, np.ndarray]:
    """Of label_words.tsv, whose columns behind the word are tags."""
    found: dict[str, np.ndarray] = {}
    for row in packs.load(lang).table("label_words.tsv"):
        found[row["word"]] = np.array([float(row.get(tag, 0)) for tag in ENTITY_TAGS], np.float32)
    return found


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


def trimmed(text: str, e: Entity, lang: str) -> Entity:
    """Without a word that only leads on at its end ("pengamat dari"), or at its beginning, where the label is a name or an office.

    In PFSA-ID train one of 10,775 labels ends with such a word, and of those five kinds none begins with one.
    """
    if e.label in QUOTED:
        return e
    start, end = e.start, e.end
    while (cut := text.rfind(" ", start, end)) >= 0 and text[cut + 1 : end].casefold() in leading_on(lang):
        end = cut
    while e.label in NAMING and (cut := text.find(" ", start, end)) >= 0 and text[start:cut].casefold() in leading_on(lang):
        start = cut + 1
    return Entity(start, end, e.label)


@cache
def leading_on(lang: str) -> frozenset[str]:
    pack = packs.load(lang)
    return frozenset(w for file in ("prepositions.txt", "conjunctions.txt", "joiners.txt") for w in pack.words(file))


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
