"""Stand-ins that are passed in where the real thing is slow or would need the world outside."""

import re
import zlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from bukti.network import JUDGES, NLI, STANCES, Judged
from bukti.records import Article, Entity, Reading, Span, Statement, StatementType, statement_id

SAID = re.compile(r'(?P<content>"[^"]+"),? (?P<cue>said|denied) (?P<speaker>[A-Z]\w+(?: [A-Z]\w+)*)(?: \(via (?P<relay>\w+)\))?')


class QuoteReader:
    """Finds `"No ship came," said Mira Tolan (via Sentra)`. Fails on texts that hold `fails_on`, as a fault of ours would."""

    version = "quotes 1"

    def __init__(self, fails_on: str = "BOOM") -> None:
        self.fails_on = fails_on
        self.read_texts: list[str] = []

    def read(self, article: Article, *, entities: bool = False, given: Sequence[Statement] | None = None) -> Reading:
        if self.fails_on in article.text:
            raise KeyError(self.fails_on)
        self.read_texts.append(article.text)
        found = tuple(statement(article, match) for match in SAID.finditer(article.text)) if given is None else tuple(given)
        labels = tuple(Entity(*s.speaker[0], "PERSON") for s in found) if entities else ()
        return Reading(replace(article, lang=article.lang or "en"), found, labels, self.version)


def statement(article: Article, match: re.Match[str]) -> Statement:
    speaker, cue, content = ((Span(*match.span(role)),) for role in ("speaker", "cue", "content"))
    return Statement(
        statement_id(article.id, speaker, cue, content), article.id, speaker, cue, content, StatementType.DIRECT,
        actor=match["speaker"], relay=(match["relay"],) if match["relay"] else (), confidence=0.875,
    )  # fmt: skip


WIDTH = 384
SMALL = frozenset("a an the of to in on at that it was were is said by and no not never".split())  # noqa: SIM905
SIGNS = {"denied": "denies", "no proof": "doubts", "declined": "no-comment"}


def words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.casefold()) if w not in SMALL}


class WordMeaning:
    """Texts are close that share words. A text asserts a claim of which it has most words; the words in SIGNS turn that round."""

    version = weights = "words 1"
    mode = ""
    manifest: dict[str, Any] = {}
    centres: dict[str, np.ndarray] = {}
    near_centres: dict[str, np.ndarray] = {}

    def __init__(self, stops_after: int = -1) -> None:
        self.stops_after = stops_after  # calls of `compare`, before somebody presses Ctrl-C
        self.compared: list[tuple[str, str]] = []
        self.read: list[str] = []

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        self.read.extend(texts)
        out = np.full((len(texts), WIDTH), 1e-3, np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in words(text):
                row[zlib.crc32(word.encode("utf-8", "replace")) % WIDTH] += 1
        return out / np.linalg.norm(out, axis=1, keepdims=True)

    def near(self, texts: Sequence[str]) -> np.ndarray:
        return self.vectors(texts)

    def compare(self, pairs: Sequence[tuple[str, str]], judges: Collection[str] = JUDGES) -> Judged:
        if self.stops_after == 0:
            raise KeyboardInterrupt
        self.stops_after -= 1
        self.compared.extend(pairs)
        stance = np.full((len(pairs), len(STANCES)), 0.02, np.float32)
        nli = np.full((len(pairs), len(NLI)), 0.05, np.float32)
        for i, (read, claim) in enumerate(pairs):
            text = read.rpartition(" | ")[2]  # what stands before is not what is said
            shared = len(words(text) & words(claim)) / max(1, len(words(claim)))
            stance[i, STANCES.index(taken(text) if shared >= 0.75 else "none")] = 0.92
            nli[i, NLI.index("entailment" if shared == 1 else "neutral")] = 0.9
        return Judged(nli, stance)


def taken(text: str) -> str:
    said = text.casefold()
    return next((stance for sign, stance in SIGNS.items() if sign in said), "asserts")
