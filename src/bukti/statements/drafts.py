"""Signals of the network to draft statements: an anchor piece each, and spans of pieces for speaker, cue and content."""

from dataclasses import dataclass

import numpy as np

from bukti.network import Network, Signals
from bukti.network.bio import best_tags, spans
from bukti.network.tags import NEAR, ROLE_TAGS

Ranges = tuple[tuple[int, int], ...]  # pieces, last exclusive

CANDIDATE = 0.10  # least probability of an anchor that is looked at; the decision is made on the whole statement
APART = 60  # pieces between a cue and its anchor beyond which it is another statement's
N_ROLE = len(ROLE_TAGS)
SPEAKER = [i for i, tag in enumerate(ROLE_TAGS) if tag.endswith("speaker")]


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in pieces. The probabilities are means over the pieces of the role; 0 where the role is empty."""

    anchor: int
    by_cue: bool  # the anchor is a cue, not the first piece of a content without one
    speaker: Ranges
    cue: Ranges
    content: Ranges
    p_anchor: float
    p_speaker: float
    p_content: float
    p_edges: float  # of the first and last piece of the content
    p_silent: float  # that no piece is a speaker: high where the text names none


def find_drafts(network: Network, signals: Signals, eager: float = 0.0) -> list[Draft]:
    """In order of the text. What overlaps is not yet sorted out.

    `eager` is added to the logits of speaker tags: the network is shy to name a speaker who stands far off (see training/calibrate.py).
    """
    if not len(signals.pieces):
        return []
    chances = softmax(signals.anchors)
    anchors = np.flatnonzero(1 - chances[:, 0] > CANDIDATE)
    tags = network.pairs(signals, anchors)
    tags[..., SPEAKER] += eager
    found = (draft(int(a), chances[a], t, len(signals.pieces)) for a, t in zip(anchors, tags, strict=True))
    return [d for d in found if d is not None]


def softmax(logits: np.ndarray) -> np.ndarray:
    e = np.exp(logits - logits.max(-1, keepdims=True))
    out: np.ndarray = e / e.sum(-1, keepdims=True)
    return out


def draft(anchor: int, chance: np.ndarray, logits: np.ndarray, pieces: int) -> Draft | None:
    """None where the network finds no content for the anchor."""
    first = anchor - NEAR
    lo, hi = max(0, -first), min(2 * NEAR, pieces - first)
    role, content = logits[lo:hi, :N_ROLE], logits[lo:hi, N_ROLE:]
    first += lo
    contents = joined([(a, b) for a, b, _ in spans(best_tags(content))])
    if not contents:
        return None
    roles = spans(best_tags(role))
    p_role, p_content = softmax(role), softmax(content)[:, 1:].sum(1)
    speaker, p_speaker = best_speaker([(a, b) for a, b, label in roles if label == 0], p_role[:, 1:3].sum(1))
    cue = [(a, b) for a, b, label in roles if label == 1 and abs(a + first - anchor) <= APART]
    by_cue = bool(chance[1] >= chance[2])
    if by_cue and not any(a <= anchor - first < b for a, b in cue):
        cue = sorted([*cue, (anchor - first, anchor - first + 1)])
    return Draft(
        anchor,
        by_cue,
        shifted(speaker, first),
        shifted(cue, first) if by_cue else (),
        shifted(contents, first),
        float(1 - chance[0]),
        p_speaker,
        float(np.mean([p_content[a:b].mean() for a, b in contents])),
        float(min(p_content[contents[0][0]], p_content[contents[-1][1] - 1])),
        float(1 - p_role[:, 1:3].sum(1).max()),
    )


def best_speaker(found: list[tuple[int, int]], chance: np.ndarray) -> tuple[list[tuple[int, int]], float]:
    """The likeliest span alone: a statement has one, and joint speakers stand in one."""
    if not found:
        return [], 0.0
    score, best = max((float(chance[a:b].mean()), (a, b)) for a, b in found)
    return [best], score


def joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in found:
        if out and a - out[-1][1] <= 0:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def shifted(found: list[tuple[int, int]], by: int) -> Ranges:
    return tuple((a + by, b + by) for a, b in found)
