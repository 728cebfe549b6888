"""Signals of the network to draft statements: an anchor piece each, and spans of pieces for speaker, cue and content."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from bukti.network import Network, Pieces, Signals
from bukti.network.bio import best_tags, spans
from bukti.network.tags import ENTITY_TAGS, NEAR, ROLE_TAGS

Ranges = tuple[tuple[int, int], ...]  # pieces, last exclusive

CANDIDATE = 0.10  # least probability of an anchor that is looked at; the decision is made on the whole statement
APART = 60  # pieces between a cue and its anchor beyond which it is another statement's
TOGETHER = 64  # anchors whose tags lie in memory at once, 10 KB each
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


@dataclass(frozen=True, slots=True)
class Heard:
    """What is kept of an article's signals: its pieces, the logits of the entity head for each, and the drafts in order of the text."""

    pieces: Pieces
    entities: np.ndarray
    drafts: tuple[Draft, ...]


def hear(network: Network, text: str, stretches: Iterable[Signals], eager: float = 0.0) -> Heard:
    """Goes through the signals of a text once; each stretch can be forgotten when the next one comes."""
    pieces, entities, drafts = Pieces(text, *np.zeros((3, 0), np.int64)), [np.zeros((0, len(ENTITY_TAGS)), np.float32)], list[Draft]()
    for signals in stretches:
        pieces = signals.pieces
        entities.append(signals.owned(signals.entities).copy())
        drafts.extend(find_drafts(network, signals, eager))
    return Heard(pieces, np.concatenate(entities), tuple(drafts))


def find_drafts(network: Network, signals: Signals, eager: float = 0.0) -> Iterator[Draft]:
    """In order of the text. What overlaps is not yet sorted out.

    `eager` is added to the logits of speaker tags: the network is shy to name a speaker who stands far off (see training/calibrate.py).
    """
    chances = softmax(signals.owned(signals.anchors))
    found = np.flatnonzero(1 - chances[:, 0] > CANDIDATE)
    anchors = found + signals.own.start
    for i in range(0, len(anchors), TOGETHER):
        some = slice(i, i + TOGETHER)
        tags = network.pairs(signals, anchors[some])
        tags[..., SPEAKER] += eager
        yield from drafts(anchors[some], chances[found[some]], tags)


def softmax(logits: np.ndarray) -> np.ndarray:
    e = np.exp(logits - logits.max(-1, keepdims=True))
    out: np.ndarray = e / e.sum(-1, keepdims=True)
    return out


def drafts(anchors: np.ndarray, chances: np.ndarray, logits: np.ndarray) -> Iterator[Draft]:
    """One for each anchor for which the network finds a content. chances (anchors, 3), logits as of `Network.pairs`."""
    role, content = logits[..., :N_ROLE], logits[..., N_ROLE:]
    role_tags, content_tags = best_tags(role), best_tags(content)
    speaks, said = softmax(role)[..., 1:3].sum(-1), softmax(content)[..., 1:].sum(-1)
    for i, anchor in enumerate(anchors.tolist()):
        contents = joined([(a, b) for a, b, _ in spans(content_tags[i])])
        if contents:
            yield draft(anchor, chances[i], (spans(role_tags[i]), contents), (speaks[i], said[i]))


def draft(
    anchor: int, chance: np.ndarray, found: tuple[list[tuple[int, int, int]], list[tuple[int, int]]], sure: tuple[np.ndarray, np.ndarray]
) -> Draft:
    """`found`: spans of roles and of contents, from the first piece in view on; `sure`: chances of speaker and content, piece by piece."""
    (roles, contents), (speaks, said), first = found, sure, anchor - NEAR
    speaker, p_speaker = best_speaker([(a, b) for a, b, label in roles if label == 0], speaks)
    cue = [(a, b) for a, b, label in roles if label == 1 and abs(a - NEAR) <= APART]
    by_cue = bool(chance[1] >= chance[2])
    if by_cue and not any(a <= NEAR < b for a, b in cue):
        cue = sorted([*cue, (NEAR, NEAR + 1)])
    return Draft(
        anchor,
        by_cue,
        shifted(speaker, first),
        shifted(cue, first) if by_cue else (),
        shifted(contents, first),
        float(1 - chance[0]),
        p_speaker,
        float(np.mean([said[a:b].mean() for a, b in contents])),
        float(min(said[contents[0][0]], said[contents[-1][1] - 1])),
        float(1 - speaks.max()),
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
