"""Statements and claims -> positions: who takes which stance on what, across articles and languages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from bukti.claims.block import NONE, centred, closest
from bukti.claims.carried import carried
from bukti.claims.direction import sides
from bukti.claims.evidence import about_evidence
from bukti.claims.implied import implications, with_implied
from bukti.claims.judge import RULES, UNCALIBRATED, Meaning, Wanted, chance, chances, decided, fits
from bukti.claims.pool import neighbours, pooled
from bukti.claims.quantities import quantities
from bukti.claims.reading import Put, put
from bukti.claims.rivals import Field, against_rivals
from bukti.records import Claim, Position, Said
from bukti.text.language import identify

MOST = 12  # claims that a statement is compared with; recall of the right ones is 0.92 at 12 of 273 on written and dev stories
MANY = 6  # where there are more claims than a story has
STORY = 60  # claims
NEAR = 0.05  # least similarity, centred: 0.95 of the right pairs lie above it
ALL = 12  # up to so many claims every statement is compared with every claim: blocking would save nothing
LONGEST_CLAIM = 5_000  # characters; a claim is a sentence, and what comes after is not read
BATCH = 2_000  # statements whose pairs are judged at once, and further ones of the same article


class ClaimMatcher:
    """`positions` of statements on claims. The claims are read once, so keep one matcher for a set of claims."""

    def __init__(self, claims: Sequence[Claim], meaning: Meaning, calibration: Mapping[str, Any] | None = None) -> None:
        self.claims = list({c.id: c for c in claims}.values())
        self.meaning = meaning
        self.calibration = calibration or UNCALIBRATED
        self.wanted = [wanted(c) for c in self.claims]
        raw = meaning.vectors([w.text for w in self.wanted])
        self._vectors = centred(raw, [identify(w.text).code for w in self.wanted], meaning.centres)
        self._follows = implications(self.wanted, self._vectors, meaning) if len(self.wanted) > 1 else {}

    @property
    def version(self) -> str:
        return f"{self.meaning.version}+claims-{RULES}"

    def positions(
        self, said: Sequence[Said], vectors: np.ndarray | None = None, held: Mapping[str, float] = MappingProxyType({})
    ) -> list[Position]:
        """Every stance that is taken, in the order of the statements. `vectors` are those of `texts(said)`, where they are known; `held`:
        how sure the surest stance of a statement is (by its id) on written claims that are not among these."""
        out: list[Position] = []
        start = 0
        for some in batches(said, BATCH):
            out += self._positions(some, None if vectors is None else vectors[start : start + len(some)], held)
            start += len(some)
        return out

    def _positions(self, said: Sequence[Said], vectors: np.ndarray | None, held: Mapping[str, float]) -> list[Position]:
        puts = put(said)
        at = list(self._pairs(puts, vectors))
        pairs = [(puts[i], w) for i, w in at]
        found = chances(pairs, self.meaning)
        if vectors is None:
            vectors = self.meaning.vectors([p.alone for p in puts])
        places = [(i, w.id) for i, w in at]
        found = pooled(found, places, neighbours(puts, vectors, self.meaning.centres))
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

    def _pairs(self, puts: Sequence[Put], vectors: np.ndarray | None) -> Iterator[tuple[int, Wanted]]:
        """Places of statements, each with a claim that it could be about."""
        if len(self.wanted) <= ALL:
            yield from ((n, w) for n in range(len(puts)) for w in self.wanted)
            return
        if vectors is None:
            vectors = self.meaning.vectors([p.alone for p in puts])
        most = MOST if len(self.wanted) <= STORY else MANY
        near = closest(centred(vectors, [p.said.article.lang for p in puts], self.meaning.centres), self._vectors, most, NEAR)
        before: dict[str, list[int]] = {}  # article -> claims near the statement before: what points back may be about those
        for n, (p, row) in enumerate(zip(puts, near, strict=True)):
            own = [int(i) for i in row if i != NONE]
            others = before.get(p.said.article.id, ()) if p.refers else ()
            yield from ((n, self.wanted[i]) for i in dict.fromkeys([*own, *others]))
            before[p.said.article.id] = own


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
