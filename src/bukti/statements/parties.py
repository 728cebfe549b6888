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

from bukti.network import Signals
from bukti.network.tags import ENTITY_TAGS
from bukti.records import Entity, Span, Statement, StatementType
from bukti.statements.quoted import overlap
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
    outer = [q.span for q in quotations if q.depth == 0]
    found: dict[str, list[tuple[Span, Statement]]] = defaultdict(list)
    for s in statements:
        if s.type is not StatementType.INDIRECT:
            spans = [q for q in outer if any(overlap(q, c) for c in s.content)]
            found[s.actor or s.id].extend((q, s) for q in spans)
    return [
        Party(words(actor), tuple(dict.fromkeys(q for q, _ in items)), tuple(dict.fromkeys(s for _, s in items)))
        for actor, items in found.items()
        if items
    ]


def features(party: Party, entities: Sequence[Entity], signals: Signals, text: str) -> tuple[float, ...]:
    """In the order of FEATURES, probabilities as log odds."""
    mine = [e for e in entities if e.label == "PERSON" and words(text[e.start : e.end]) & party.words]
    office = any(e.label in AROUND and near(e, p) for e in entities for p in mine)
    quoted = np.mean([logit(chance(signals, q, "STATEMENT")) for q in party.quotations])
    person = max((chance(signals, Span(e.start, e.end), "PERSON") for e in mine), default=NO_PERSON)
    return (1.0, float(quoted), logit(person), float(office))


def chance(signals: Signals, span: Span, label: str) -> float:
    """Mean probability of the label over the pieces of a span."""
    first = ENTITY_TAGS.index(f"B-{label}")
    pieces = signals.pieces.covering(*span)
    logits = signals.entities[pieces.start : pieces.stop]
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return float((e[:, first : first + 2].sum(1) / e.sum(1)).mean()) if len(pieces) else 0.0


def logit(p: float) -> float:
    p = min(max(p, NO_PERSON), 1 - NO_PERSON)
    return float(np.log(p / (1 - p)))


def near(a: Entity, b: Entity) -> bool:
    return max(a.start - b.end, b.start - a.end) <= BESIDE


def judged(
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    quotations: Sequence[Quotation],
    signals: Signals,
    calibration: Mapping[str, Any],
) -> list[Entity]:
    """The labels with those of each speaker kept or dropped together."""
    text, weights = signals.pieces.text, calibration.get("parties", UNCALIBRATED)
    found = parties(statements, quotations)
    kept: list[Party] = []
    dropped: list[Party] = []
    for p in found:
        z = sum(w * x for w, x in zip(weights, features(p, entities, signals, text), strict=True))
        (kept if z >= 0 else dropped).append(p)
    gone = [s for p in dropped for s in (*p.quotations, *(r for st in p.statements for r in (*st.cue, *st.speaker)))]
    known = frozenset(w for p in kept for w in p.words)
    quoted = [q for p in kept for q in p.quotations]
    out = [e for e in entities if not any(overlap(Span(e.start, e.end), g) for g in gone)]
    out = [e for e in out if e.label not in PERSONAL or words(text[e.start : e.end]) & known]
    persons = [e for e in out if e.label == "PERSON"]
    out = [e for e in out if e.label not in AROUND or any(near(e, p) for p in persons)]
    out = [e for e in out if not any(overlap(Span(e.start, e.end), q) for q in quoted)]
    return sorted([*out, *(Entity(q.start, q.end, "STATEMENT") for q in set(quoted))])
