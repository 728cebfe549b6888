"""A stand-in for bukti.network.Meaning that a test can foresee: words for vectors, and words for the judge."""

import re
import zlib
from collections.abc import Collection, Sequence

import numpy as np

from bukti.network import JUDGES, NLI, STANCES, Judged

WIDTH = 384
SMALL = frozenset("a an the of to in on at that it was were is said by and no not never".split())  # noqa: SIM905


def words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.casefold()) if w not in SMALL}


class WordMeaning:
    """Texts are close that share words. A text asserts a claim of which it has most words, and "denied", "no proof", "declined" before them
    turn that round; a claim entails another one whose words it has all."""

    version = weights = "words 1"
    mode = ""
    centres: dict[str, np.ndarray] = {}
    near_centres: dict[str, np.ndarray] = {}

    def __init__(self) -> None:
        self.compared: list[tuple[str, str]] = []

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        out = np.full((len(texts), WIDTH), 1e-3, np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in words(text):
                row[zlib.crc32(word.encode()) % WIDTH] += 1
        return out / np.linalg.norm(out, axis=1, keepdims=True)

    def near(self, texts: Sequence[str]) -> np.ndarray:
        return self.vectors(texts)

    def compare(self, pairs: Sequence[tuple[str, str]], judges: Collection[str] = JUDGES) -> Judged:
        self.compared.extend(pairs)
        stance = np.full((len(pairs), len(STANCES)), 0.02, np.float32)
        nli = np.full((len(pairs), len(NLI)), 0.05, np.float32)
        for i, (text, claim) in enumerate(pairs):
            shared = len(words(text) & words(claim)) / max(1, len(words(claim)))
            stance[i, STANCES.index(taken(text) if shared >= 0.75 else "none")] = 0.92
            nli[i, NLI.index("entailment" if shared == 1 else "neutral")] = 0.9
        return Judged(nli, stance)


def taken(text: str) -> str:
    said = text.casefold()
    signs = {"denied": "denies", "no proof": "doubts", "declined": "no-comment"}
    return next((stance for sign, stance in signs.items() if sign in said), "asserts")
