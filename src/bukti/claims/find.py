"""Statements -> claims, without being told: what several voices take a position on.

A claim that is found is the content of one statement, the clearest, on which other statements take a stance: in another article, or by
another actor. Claims that are there already are never changed: statements that have a position on one of them found no new claim, so a
story that grows keeps its claims and their ids.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from usearch.index import Index

from bukti import lang as packs
from bukti.claims.block import centred
from bukti.claims.judge import ENTAILS, UNCALIBRATED, Meaning, Verdict, verdicts
from bukti.claims.match import wanted
from bukti.claims.reading import Put, put
from bukti.records import Claim, Position, Said, Stance, StatementType, claim_id

NEIGHBOURS = 12  # statements that one is compared with
NEAR = 0.3  # least similarity of neighbours, centred
WORDS = range(6, 45)  # of a content that can stand as a claim
TITLE = range(8, 26)  # words of one that reads well
SURE = 0.6  # least confidence of a stance that makes a claim
SAME = 0.7  # least probability of entailment, both ways, for two claims to be one
NEGATED = 8.0  # more than all else that makes a content clear
TAKING = (Stance.ASSERTS, Stance.DENIES, Stance.DOUBTS)
NO_PROPOSITION = ("asks", "promises", "warns", "no-comment")  # forces of cues whose content says of nothing that it is so


@dataclass(frozen=True, slots=True)
class Seed:
    """A statement whose content could be a claim."""

    put: Put
    row: int
    clear: float


def find_claims(
    said: Sequence[Said],
    positions: Iterable[Position],
    meaning: Meaning,
    vectors: np.ndarray | None = None,
    calibration: Mapping[str, Any] = UNCALIBRATED,
) -> list[Claim]:
    """New claims, the clearest first. `positions` are those on claims that exist already; `vectors` those of bukti.claims.texts(said)."""
    puts = put(said)
    if len(puts) < 2:
        return []
    taken = {p.statement for p in positions if p.stance in TAKING}
    raw = meaning.vectors([p.alone for p in puts]) if vectors is None else vectors
    space = centred(raw, [p.said.article.lang for p in puts], meaning.centres)
    seeds = [s for s in ranked(puts) if s.put.said.statement.id not in taken]
    around = neighbours(space, [s.row for s in seeds])
    found: list[Claim] = []
    ids: set[str] = set()  # two reports may have the very same words, and the judge need not be sure that these are one claim
    for seed, rows in zip(seeds, around, strict=True):
        if seed.put.said.statement.id in taken:
            continue
        others = [puts[r] for r in rows if apart(puts[r], seed.put)]
        if not others:
            continue
        claim = claimed(seed)
        backing = [(o, v) for o, v in zip(others, stances(others, claim, meaning, calibration), strict=True) if sure(v)]
        if backing and claim.id not in ids and not any(same_claim(claim, c, meaning) for c in found[-50:]):
            found.append(claim)
            ids.add(claim.id)
        if backing:
            taken.update([seed.put.said.statement.id, *(o.said.statement.id for o, _ in backing)])
    return found


def ranked(puts: Sequence[Put]) -> list[Seed]:
    """The statements that can stand as a claim, the clearest first; ties by date and id, so that the answer is always the same."""
    seeds = [Seed(p, row, clearness(p)) for row, p in enumerate(puts) if possible(p)]
    return sorted(seeds, key=lambda s: (-s.clear, s.put.said.article.date or "9999", s.put.said.statement.id))


def possible(p: Put) -> bool:
    begins = words_of(p.said.content)[:2]
    known = not any(w in pronouns(p.said.article.lang) for w in begins)
    return known and len(p.said.content.split()) in WORDS and not p.refers and p.force not in NO_PROPOSITION


def words_of(content: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", content.casefold())


@cache
def pronouns(lang: str) -> frozenset[str]:
    """Words for somebody named before, or for the speaker: a claim must be understood without the article."""
    return frozenset(row["word"] for row in packs.load(lang).table("pronouns.tsv") if row["kind"] in ("first", "second", "third"))


def clearness(p: Put) -> float:
    """How well the content reads as a claim by itself: indirect, neither short nor long, with names, said outright.

    One that says what is not so comes last: taken for the claim, "The ship never called at Varnok" makes the accused those who assert, and
    the accusers those who deny.
    """
    s, content = p.said.statement, p.said.content
    words = content.split()
    named = sum(w[:1].isupper() for w in words[1:]) / len(words)
    vague = sum(w in pronouns(p.said.article.lang) for w in words_of(content))
    return (
        -1.0 * vague
        + 2.0 * (s.type is StatementType.INDIRECT)
        + 1.0 * (len(words) in TITLE)
        + 2.0 * min(named, 0.4)
        + 0.5 * (p.force in ("says", "alleges", "denies"))
        + 0.5 * (len(s.content) == 1)
        + s.confidence
        - NEGATED * negates(content, p.said.article.lang)
    )


def negates(content: str, lang: str) -> bool:
    return bool(_negations(lang).search(content.casefold().replace("’", "'")))


@cache
def _negations(lang: str) -> re.Pattern[str]:
    return re.compile(packs.any_of(packs.load(lang).words("negations.txt")))


def neighbours(space: np.ndarray, rows: Sequence[int]) -> Iterator[list[int]]:
    """For each of these statements the others near it, nearest first. An HNSW graph (usearch), so the cost stays near-linear."""
    if not rows:
        return
    index = Index(ndim=space.shape[1], metric="cos")
    index.add(np.arange(len(space)), space, threads=1)
    matches = index.search(space[list(rows)], min(NEIGHBOURS + 1, len(space)), threads=1)
    keys = np.atleast_2d(matches.keys)
    distances = np.atleast_2d(matches.distances)
    for own, near, far in zip(rows, keys, distances, strict=True):
        yield [int(k) for k, d in zip(near, far, strict=True) if int(k) != own and 1 - d >= NEAR]


def apart(a: Put, b: Put) -> bool:
    """Another article, or another voice: one speaker who says a thing twice makes no claim worth a line on the board."""
    ours, theirs = ({x.id for x in p.said.voice.actors} or {p.said.statement.actor} for p in (a, b))
    return a.said.article.id != b.said.article.id or not ours & theirs


def claimed(seed: Seed) -> Claim:
    text = tidied(seed.put.said.content)
    return Claim(claim_id(text), text, statement=seed.put.said.statement.id)


def tidied(content: str) -> str:
    """As a sentence: with a capital, without marks around it."""
    text = " ".join(content.split()).strip(" ,;:.\"“”„«»‟'’‘")
    return text[:1].upper() + text[1:] + "."


def stances(others: Sequence[Put], claim: Claim, meaning: Meaning, calibration: Mapping[str, Any]) -> list[Verdict]:
    return verdicts([(o, wanted(claim)) for o in others], meaning, calibration)


def sure(v: Verdict) -> bool:
    return v.stance in TAKING and v.confidence >= SURE


def same_claim(a: Claim, b: Claim, meaning: Meaning) -> bool:
    both = meaning.compare([(a.text, b.text), (b.text, a.text)], ("nli",)).nli[:, ENTAILS]
    return bool((both >= SAME).all())
