"""PFSA-ID labels speaker by speaker.

PFSA-ID labels a direct quotation with its speaker, cue, role and affiliation, and it does so for a speaker as a whole: of 137 speakers of
direct quotations in 45 dev articles, 134 have all of their quotations labelled or none (mostly officials have, passers-by have not). A
network that looks at pieces cannot keep that up over an article. So the labels of a speaker are judged together here, with the statements
found.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bukti.network.tags import ENTITY_TAGS
from bukti.records import Entity, Span, Statement, StatementType
from bukti.statements.drafts import Heard
from bukti.statements.near import Near
from bukti.text.quotes import Quotation

NAME = re.compile(r"\w{3,}")
BESIDE = 60  # characters between a person and his role or affiliation
PERSONAL = ("PERSON", "PERSONCOREF")
AROUND = ("ROLE", "AFFILIATION")
FEATURES = ("bias", "quotations", "person", "office")
UNCALIBRATED = (0.0, 0.5, 0.5, 1.0)
NO_PERSON = 1e-3


@dataclass(frozen=True, slots=True)
class Party:
    """A speaker of direct quotations in one article."""

    words: frozenset[str]
    quotations: tuple[Span, ...]
    statements: tuple[Statement, ...]


def words(name: str) -> frozenset[str]:
    return frozenset(NAME.findall(name.casefold()))


def parties(statements: Sequence[Statement], quotations: Sequence[Quotation]) -> list[Party]:
    """In order of the first quotation. Statements whose actor is not known stand each for itself."""
    outer = Near((q.span for q in quotations if q.depth == 0), Span._make)
    found: dict[str, list[tuple[Span, Statement]]] = defaultdict(list)
    for s in statements:
        if s.type is not StatementType.INDIRECT:
            spans = sorted({q for c in s.content for q in outer.over(*c)})
            found[s.actor or s.id].extend((q, s) for q in spans)
    return [
        Party(words(actor), tuple(dict.fromkeys(q for q, _ in items)), tuple(dict.fromkeys(s for _, s in items)))
        for actor, items in found.items()
        if items
    ]


class Known:
    """The labels of an article, to be asked for persons by the words of their names and for what stands beside them."""

    def __init__(self, entities: Sequence[Entity], text: str) -> None:
        self._around = Near((e for e in entities if e.label in AROUND), lambda e: Span(e.start, e.end))
        self._persons: dict[str, list[Entity]] = defaultdict(list)
        for e in entities:
            if e.label == "PERSON":
                for word in words(text[e.start : e.end]):
                    self._persons[word].append(e)

    def persons(self, party: Party) -> list[Entity]:
        return list(dict.fromkeys(e for word in party.words for e in self._persons.get(word, ())))

    def has_office(self, persons: Sequence[Entity]) -> bool:
        return any(self._around.over(*beside(p)) for p in persons)


def features(party: Party, known: Known, heard: Heard) -> tuple[float, ...]:
    """In the order of FEATURES, probabilities as log odds."""
    mine = known.persons(party)
    quoted = np.mean([logit(chance(heard, q, "STATEMENT")) for q in party.quotations])
    person = max((chance(heard, Span(e.start, e.end), "PERSON") for e in mine), default=NO_PERSON)
    return (1.0, float(quoted), logit(person), float(known.has_office(mine)))


def chance(heard: Heard, span: Span, label: str) -> float:
    """Mean probability of the label over the pieces of a span."""
    first = ENTITY_TAGS.index(f"B-{label}")
    pieces = heard.pieces.covering(*span)
    logits = heard.entities[pieces.start : pieces.stop]
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return float((e[:, first : first + 2].sum(1) / e.sum(1)).mean()) if len(pieces) else 0.0


def logit(p: float) -> float:
    p = min(max(p, NO_PERSON), 1 - NO_PERSON)
    return float(np.log(p / (1 - p)))


def beside(e: Entity) -> Span:
    """Where a label must have a character to stand beside this one."""
    return Span(e.start - BESIDE - 1, e.end + BESIDE + 1)


def judged(
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    quotations: Sequence[Quotation],
    heard: Heard,
    calibration: Mapping[str, Any],
) -> list[Entity]:
    """The labels with those of each speaker kept or dropped together."""
    text, weights = heard.pieces.text, calibration.get("parties", UNCALIBRATED)
    known = Known(entities, text)
    kept: list[Party] = []
    dropped: list[Party] = []
    for p in parties(statements, quotations):
        z = sum(w * x for w, x in zip(weights, features(p, known, heard), strict=True))
        (kept if z >= 0 else dropped).append(p)
    gone = Near((s for p in dropped for s in (*p.quotations, *(r for st in p.statements for r in (*st.cue, *st.speaker)))), Span._make)
    names = frozenset(w for p in kept for w in p.words)
    quoted = Near({q for p in kept for q in p.quotations}, Span._make)
    out = [e for e in entities if not gone.over(e.start, e.end)]
    out = [e for e in out if e.label not in PERSONAL or words(text[e.start : e.end]) & names]
    persons = Near((e for e in out if e.label == "PERSON"), lambda e: Span(e.start, e.end))
    out = [e for e in out if e.label not in AROUND or persons.over(*beside(e))]
    out = [e for e in out if not quoted.over(e.start, e.end)]
    return sorted([*out, *(Entity(q.start, q.end, "STATEMENT") for q in {q for p in kept for q in p.quotations})])
