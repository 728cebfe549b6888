"""The best sequence of labels over the words of an article.

The entity head speaks piece by piece, and of each piece by itself. PFSA-ID labels whole words, and in a settled order: an affiliation
follows its role, a person follows either without a word between. So pieces are put together to words first, and then the sequence is looked
for that both the network and the order of labels in the train set bear out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from bukti.network import Pieces
from bukti.network.tags import ENTITY_LABELS, ENTITY_TAGS
from bukti.records import Span

# A hyphen joins, but for that of a dateline: "KOMPAS-Sampai".
WORD = re.compile(r"[A-Z]{5,}(?=-[A-Z][a-z])|\w[\w&/'’-]*|[^\w\s]")
BEGINS, GOES_ON = slice(1, None, 2), slice(2, None, 2)  # B and I of every label, among the tags
CERTAIN = 12.0  # by which a word must be no label for the sequences before and behind it to be looked for apart; no step adds as much
UNHEARD = -5.0  # of every label, for a word without pieces
FORBIDDEN = -1e9

Steps = Mapping[str, Sequence[float]]
NO_STEPS: Steps = {}  # every sequence that is possible is as good as another


def by_word(pieces: Pieces, logits: np.ndarray) -> tuple[list[Span], np.ndarray]:
    """The words and marks of a text, and for each the log probability of every tag: of its first piece, and of the rest going on."""
    words = [Span(*m.span()) for m in WORD.finditer(pieces.text)]
    chances = logits - logits.max(-1, keepdims=True)
    chances = chances - np.log(np.exp(chances).sum(-1, keepdims=True))
    out = np.zeros((len(words), len(ENTITY_TAGS)), np.float32)
    firsts, lasts = np.searchsorted(pieces.ends, [w.start for w in words], "right"), np.searchsorted(pieces.starts, [w.end for w in words])
    for i, (first, last) in enumerate(zip(firsts.tolist(), lasts.tolist(), strict=True)):
        if first >= last:
            out[i, 1:] = UNHEARD
            continue
        out[i] = chances[first]
        if i and pieces.starts[first] < words[i - 1].end:
            # One piece for the end of a word and a mark: what begins in it goes on in the mark.
            out[i, GOES_ON] = np.logaddexp(out[i, BEGINS], out[i, GOES_ON])
        rest = chances[first + 1 : last].sum(0)
        rest[BEGINS] = rest[GOES_ON]
        out[i] += rest
    return words, out


def steps(table: Steps) -> np.ndarray:
    """What a step from one tag to the next adds. `table`: from each tag to O, to the first word of each label, and onwards in its own."""
    out = np.full((len(ENTITY_TAGS), len(ENTITY_TAGS)), FORBIDDEN)
    for k, tag in enumerate(ENTITY_TAGS):
        row = table.get(tag) or (0.0,) * (len(ENTITY_LABELS) + 2)
        out[k, 0], out[k, BEGINS] = row[0], row[1:-1]
        if k:
            out[k, k + k % 2] = row[-1]
    return out


def best_path(chances: np.ndarray, step: np.ndarray) -> np.ndarray:
    """The tags of the words, chosen together."""
    out = np.zeros(len(chances), np.int64)
    for start, end in unsure(chances):
        out[start:end] = viterbi(chances[start:end], step)
    return out


def unsure(chances: np.ndarray) -> Iterator[tuple[int, int]]:
    """Stretches of words that may bear a label."""
    maybe = np.concatenate([[False], chances[:, 1:].max(-1, initial=FORBIDDEN) > chances[:, 0] - CERTAIN, [False]])
    edges = np.flatnonzero(maybe[1:] != maybe[:-1]).tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)


def viterbi(chances: np.ndarray, step: np.ndarray) -> np.ndarray:
    """The best tags of a stretch that no label goes into or out of."""
    score = step[0] + chances[0]
    came = np.zeros(chances.shape, np.int64)
    for i in range(1, len(chances)):
        reach = score[:, None] + step
        came[i] = reach.argmax(0)
        score = reach.max(0) + chances[i]
    out = [int((score + step[:, 0]).argmax())]
    for row in came[:0:-1]:
        out.append(int(row[out[-1]]))
    return np.array(out[::-1], np.int64)
