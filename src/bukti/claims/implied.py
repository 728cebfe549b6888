"""Which claims follow from which: who asserts that arms were loaded at a port asserts that arms were supplied. One way only."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from bukti import lang as packs
from bukti.claims.block import closest
from bukti.claims.direction import crossed
from bukti.claims.judge import ENTAILS, Meaning, Wanted, agree
from bukti.records import Claim, Position, Stance

FOLLOWS = 0.9  # least probability of entailment between the texts of two claims; wrong ones on lady-r have up to 0.78
CLOSEST = 8  # claims that one is compared with
Implications = dict[str, list[tuple[str, float]]]  # claim -> the wider ones that follow from it, with how surely


def implications(wanted: Sequence[Wanted], vectors: np.ndarray, meaning: Meaning) -> Implications:
    """Wider claims of each claim. Two that follow from each other are one claim said twice, and each follows from the other."""
    near = closest(vectors, vectors, CLOSEST + 1)
    pairs = [(a, int(b)) for a, row in enumerate(near) for b in row if b >= 0 and b != a and possible(wanted[a], wanted[b])]
    judged = meaning.compare([(wanted[a].text, wanted[b].text) for a, b in pairs], ("nli",)).nli
    found: Implications = {}
    for (a, b), p in zip(pairs, judged[:, ENTAILS], strict=True):
        if p >= FOLLOWS:
            found.setdefault(wanted[a].id, []).append((wanted[b].id, float(p)))
    return found


def possible(narrow: Wanted, wide: Wanted) -> bool:
    """An amount of the wider claim must be one of the narrower claim's, and goods must go the same way. And a claim that leaves open what
    it was is for those who leave it open too, though it follows: who says that arms were loaded has his own claim, and is no witness for
    "something was loaded"."""
    amounts = not wide.amounts or agree(narrow.amounts, wide.amounts)
    return amounts and not crossed(narrow.sides, wide.sides) and not leaves_open(wide.text)


def leaves_open(claim: str) -> bool:
    return bool(_indefinite().search(claim.casefold()))


@cache
def _indefinite() -> re.Pattern[str]:
    """Of all languages: a claim is one sentence, too short to be sure which it is in."""
    words = [w for code in packs.codes() for w in packs.load(code).words("indefinite.txt")]
    return re.compile(packs.any_of(words))


def with_implied(positions: Sequence[Position], follows: Implications, claims: Sequence[Claim]) -> list[Position]:
    """The positions, and those that follow from the ones that assert; what the judge said itself stays as it is."""
    texts = {c.id: c.text for c in claims}
    taken = {(p.statement, p.claim) for p in positions}
    out = list(positions)
    for p in positions:
        if p.stance is not Stance.ASSERTS:
            continue
        for wider, chance in follows.get(p.claim, ()):
            if (p.statement, wider) not in taken:
                taken.add((p.statement, wider))
                why = f"asserts the narrower claim “{texts[p.claim]}”, from which this one follows"
                out.append(replace(p, claim=wider, confidence=p.confidence * chance, reason=why))
    return out
