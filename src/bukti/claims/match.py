"""Statements and claims -> positions: who takes which stance on what, across articles and languages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from bukti.claims.block import NONE, Names, centred, closest
from bukti.claims.carried import carried
from bukti.claims.direction import sides
from bukti.claims.evidence import about_evidence
from bukti.claims.implied import implications, with_implied
from bukti.claims.judge import RULES, UNCALIBRATED, Meaning, Wanted, chance, chances, decided, fits
from bukti.claims.pool import neighbours, pooled
from bukti.claims.quantities import quantities
from bukti.claims.reading import Put, put
from bukti.claims.rivals import Field, against_rivals
from bukti.records import Article, Claim, Position, Said
from bukti.text.language import identify

# How much names count beside the likeness in meaning, those of the statement and those of its whole report. Of 970 claims of 85 stories,
# 12 then hold 0.92 of the right ones on lady-r and 0.98 on grey-heron, without names 0.63 and 0.55.
NAMED, AROUND = 0.5, 1.0
# What shares less of its names with a report than so much of what the best of its claims shares is of another story. Among 1,000 claims
# stance F1 rises with it from 0.54 to 0.72 on lady-r and from 0.46 to 0.56 on grey-heron; tried 0, 0.15, 0.3, 0.5.
STRANGE = 0.3
WHOLE = 20_000  # characters of a report in which names are sought
ALL = 12  # up to so many claims every statement is compared with every claim: blocking would save nothing
LONGEST_CLAIM = 5_000  # characters; a claim is a sentence, and what comes after is not read
BATCH = 2_000  # statements whose pairs are judged at once, and further ones of the same article


@dataclass(frozen=True, slots=True)
class Space:
    """How near, at least, a claim must lie to a statement that could be about it, names included, and two reports to be lent to each other;
    and with how many claims a statement is compared where there are more than ALL."""

    claim: float
    report: float
    most: int


SPACES = {
    "": Space(0.05, 0.35, 12),  # 0.95 of the right pairs lie above 0.05
    "fast": Space(0.2, 0.7, 2),
}


class ClaimMatcher:
    """`positions` of statements on claims. The claims are read once, so keep one matcher for a set of claims."""

    def __init__(self, claims: Sequence[Claim], meaning: Meaning, calibration: Mapping[str, Any] | None = None) -> None:
        self.claims = list({c.id: c for c in claims}.values())
        self.meaning = meaning
        self.calibration = calibration or UNCALIBRATED
        self.wanted = [wanted(c) for c in self.claims]
        self._space = SPACES[meaning.mode]
        texts, langs = [w.text for w in self.wanted], [identify(w.text).code for w in self.wanted]
        self._near = centred(meaning.near(texts), langs, meaning.near_centres)
        self._names = Names(texts)
        vectors = centred(meaning.vectors(texts), langs, meaning.centres) if len(texts) > 1 else self._near
        self._follows = implications(self.wanted, vectors, meaning) if len(texts) > 1 else {}

    @property
    def version(self) -> str:
        return f"{self.meaning.version}+claims-{RULES}"

    def positions(
        self, said: Sequence[Said], vectors: np.ndarray | None = None, held: Mapping[str, float] = MappingProxyType({})
    ) -> list[Position]:
        """Every stance that is taken, in the order of the statements.

        `vectors`: those of `texts(said)`, where they are known, so that what is near no claim need not be computed; the fast mode has its
        own. `held`: how sure the surest stance of a statement is (by its id) on written claims that are not among these.
        """
        out: list[Position] = []
        start = 0
        for some in batches(said, BATCH):
            out += self._positions(some, None if vectors is None else vectors[start : start + len(some)], held)
            start += len(some)
        return out

    def _positions(self, said: Sequence[Said], vectors: np.ndarray | None, held: Mapping[str, float]) -> list[Position]:
        puts = put(said)
        space = self._placed(puts, vectors)
        at = list(self._pairs(puts, space))
        pairs = [(puts[i], w) for i, w in at]
        found = chances(pairs, self.meaning)
        places = [(i, w.id) for i, w in at]
        found = pooled(found, places, neighbours(puts, space, self._space.report))
        paired = {i for i, _ in at}
        before = {i: chance(held[s.statement.id], self.calibration) for i, s in enumerate(said) if i in paired and s.statement.id in held}
        allowed, written = (np.array(flags, bool) for flags in ([fits(p, w) for p, w in pairs], [w.written for _, w in pairs]))
        found = against_rivals(found, places, Field(allowed, written, before))
        positions = [
            Position(p.said.statement.id, w.id, v.stance, round(v.confidence, 4), v.reason, self.version)
            for (p, w), v in zip(pairs, decided(pairs, found, self.meaning, self.calibration), strict=True)
            if v.stance is not None
        ]
        return with_implied(carried(puts, positions), self._follows, self.claims)

    def _placed(self, puts: Sequence[Put], vectors: np.ndarray | None) -> np.ndarray:
        """Where the statements lie among the claims."""
        if vectors is None or self.meaning.mode:
            vectors = self.meaning.near([p.alone for p in puts])
        return centred(vectors, [p.said.article.lang for p in puts], self.meaning.near_centres)

    def _pairs(self, puts: Sequence[Put], space: np.ndarray) -> Iterator[tuple[int, Wanted]]:
        """Places of statements, each with a claim that it could be about."""
        if len(self.wanted) <= ALL:
            yield from ((n, w) for n in range(len(puts)) for w in self.wanted)
            return
        around = lru_cache(maxsize=8)(lambda article: self._names.shared(own_words(article)))

        def named(n: int) -> np.ndarray:
            found: np.ndarray = NAMED * self._names.shared(puts[n].alone) + AROUND * around(puts[n].said.article)
            return found

        near = closest(space, self._near, self._space.most, self._space.claim, named)
        before: dict[str, list[int]] = {}  # article -> claims near the statement before: what points back may be about those
        for n, (p, row) in enumerate(zip(puts, near, strict=True)):
            own = self._names.at_home(row[row != NONE], around(p.said.article), STRANGE)
            others = before.get(p.said.article.id, ()) if p.refers else ()
            yield from ((n, self.wanted[i]) for i in dict.fromkeys([*own, *others]))
            before[p.said.article.id] = own


def own_words(article: Article) -> str:
    """Title and text without furniture, which names other stories ("Read also: …")."""
    at, kept = 0, [article.title]
    for part in sorted(article.furniture):
        kept.append(article.text[at : part.start])
        at = max(at, part.end)
    return "\n".join([*kept, article.text[at:]])[:WHOLE]


def wanted(claim: Claim) -> Wanted:
    text = " ".join(claim.text.split())[:LONGEST_CLAIM]
    lang = identify(text).code
    written = bool(claim.author) or not claim.statement
    return Wanted(claim.id, text, tuple(quantities(text, lang)), written, sides(text, lang), about_evidence(text, lang))


def batches(said: Iterable[Said], least: int) -> Iterator[list[Said]]:
    """So many statements, and all further ones of the same article: what points back must be judged with what it points to."""
    batch: list[Said] = []
    for one in said:
        if len(batch) >= least and one.article.id != batch[-1].article.id:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def texts(said: Sequence[Said]) -> list[str]:
    """What the vectors of statements are made of."""
    return [p.alone for p in put(said)]
