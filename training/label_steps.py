"""Part of step 4: what PFSA-ID train says of the order of its labels, and of words in roles and affiliations. Counts only, no network.

The network labels pieces one by one. How labels follow each other is counted here word by word, and what a word by itself tells of the two
labels that are hardest to keep apart; bukti.statements.sequence adds both before it looks for the best sequence. On five folds of the dev
articles, with the two weights STEP and WORD chosen on four parts and measured on the fifth, strict F1 is 0.868; without them 0.844.

    python training/label_steps.py ../shared/data      writes src/bukti/lang/id/label_words.tsv; calibrate.py takes the steps from here
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bukti.network.tags import ENTITY_LABELS, ENTITY_TAGS
from bukti.statements.sequence import WORD

TRAIN = "pfsa-id/train.jsonl"
STEP, PRIOR = 0.3, 0.25  # weight of a step, and how much of a label's own frequency is taken out of it: the network knows that one
SEEN = 0.5  # added to every count
WEIGHT, RARE, ARTICLES = 0.4, 2.0, 5  # of a word; counts that stand for "as words in general"; in so many roles or affiliations at least
TELLING = tuple(f"{side}-{label}" for label in ("ROLE", "AFFILIATION") for side in "BI")
TABLE = Path(__file__).resolve().parents[1] / "src/bukti/lang/id/label_words.tsv"
HEAD = """\
# What a word by itself adds to the network's logits of the tags of roles and affiliations: 0.4 log(P(tag | word) / P(tag)), counted in
# PFSA-ID train, for words that stand in roles or affiliations of five articles or more. Made by training/label_steps.py.
"""


def tagged(data: Path) -> Iterator[list[tuple[str, int]]]:
    """Each train article as its words with their tags, indices into ENTITY_TAGS."""
    for d in map(json.loads, (data / TRAIN).read_text(encoding="utf-8").splitlines()):
        spans, out, k = sorted(d["entities"]), [], 0
        for m in WORD.finditer(d["text"]):
            while k < len(spans) and spans[k][1] <= m.start():
                k += 1
            inside = k < len(spans) and spans[k][0] < m.end()
            on = inside and m.start() > spans[k][0]
            out.append((m[0].casefold(), 1 + 2 * ENTITY_LABELS.index(spans[k][2]) + on if inside else 0))
        yield out


def steps(data: Path) -> dict[str, list[float]]:
    """Tag -> what is added to the log odds of going on to: no label, the beginning of each label, more of the same one."""
    labels = len(ENTITY_LABELS)
    counts, often = np.zeros((2 * labels + 1, labels + 2)), np.ones(2 * labels + 1)
    for words in tagged(data):
        before = 0
        for _, tag in words:
            label, on = (tag + 1) // 2, tag > 0 and tag % 2 == 0
            counts[before, labels + 1 if on else label] += 1
            often[tag] += 1
            before = tag
    counts += SEEN
    counts[0, -1] = 0
    share, own = counts / counts.sum(1, keepdims=True), np.log(often / often.sum())
    out = {}
    for i, tag in enumerate(ENTITY_TAGS):
        base = [own[0], *own[1::2], own[i + i % 2] if i else 0.0]
        out[tag] = [round(STEP * float(np.log(p) - PRIOR * b), 2) if p else 0.0 for p, b in zip(share[i], base, strict=True)]
    return out


def words(data: Path) -> dict[str, list[float]]:
    """Word -> what it adds to the logits of TELLING."""
    counts: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(ENTITY_TAGS)))
    articles = defaultdict(set)
    telling = [ENTITY_TAGS.index(t) for t in TELLING]
    for n, article in enumerate(tagged(data)):
        for word, tag in article:
            counts[word][tag] += 1
            if tag in telling:
                articles[word].add(n)
    total = np.sum(list(counts.values()), axis=0)
    prior = np.maximum(total, SEEN) / total.sum()
    kept = sorted(w for w in counts if len(articles[w]) >= ARTICLES and w.isalpha())
    adds = {w: WEIGHT * np.log((counts[w] + RARE * prior) / (counts[w].sum() + RARE) / prior) for w in kept}
    return {w: [round(float(x), 2) for x in values[telling]] for w, values in adds.items()}


def main() -> None:
    rows = ["\t".join(("word", *TELLING)), *("\t".join((w, *map(str, values))) for w, values in words(Path(sys.argv[1])).items())]
    TABLE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
