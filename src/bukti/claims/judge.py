"""Statement and claim -> stance: what the network says of the pair, corrected by what can be known for certain, and why.

The network (bukti.network.meaning) was trained on pairs of exactly this shape. What it is weak at is checked by rule: another amount is
another claim, so is the other direction, and who asserts the narrower claim asserts the wider one, but not the other way round.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from bukti.claims.direction import Sides, turned
from bukti.claims.evidence import doubted
from bukti.claims.headline import of_headlines
from bukti.claims.quantities import same
from bukti.claims.reading import Put
from bukti.network import JUDGES, NLI, STANCES, Judged
from bukti.records import Stance

NONE = STANCES.index("none")
ENTAILS = NLI.index("entailment")
RULES = "6"  # raised with every change of the rules around the network
# Fitted on dev stories by training/calibrate_match.py; these stand where the weights bring none.
FAINT = 1e-4  # a probability below it says nothing more
UNCALIBRATED: Mapping[str, Any] = {"threshold": 0.5, "confidence": (1.0, 0.0)}


class Meaning(Protocol):
    """bukti.network.Meaning, or a stand-in."""

    version: str
    mode: str  # "fast", or "" for the one that is right more often
    centres: Mapping[str, np.ndarray]  # of the vectors of each language, and of all under ""; empty where none are known
    near_centres: Mapping[str, np.ndarray]  # the same for `near`

    def vectors(self, texts: Sequence[str]) -> np.ndarray: ...

    def near(self, texts: Sequence[str]) -> np.ndarray: ...

    def compare(self, pairs: Sequence[tuple[str, str]], judges: Collection[str] = JUDGES) -> Judged: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim as the judge reads it."""

    id: str
    text: str
    amounts: tuple[float, ...]
    written: bool = True  # by somebody, and not found
    sides: Sides = Sides()  # who gives and who gets
    evidence: bool = False  # it is about evidence itself


@dataclass(frozen=True, slots=True)
class Verdict:
    stance: Stance | None  # None: the statement takes no position
    confidence: float  # that there is this stance; where there is none, that there is none
    reason: str


def verdicts(pairs: Sequence[tuple[Put, Wanted]], meaning: Meaning, calibration: Mapping[str, Any] = UNCALIBRATED) -> list[Verdict]:
    """One for each pair, in order."""
    return decided(pairs, chances(pairs, meaning), meaning, calibration)


def chances(pairs: Sequence[tuple[Put, Wanted]], meaning: Meaning) -> np.ndarray:
    """Probabilities of STANCES of each pair, (pairs, 5): the mean of what is judged of the statement by itself, and of the statement with
    what stands before it, since reports leave out what the reader knows by then. The fast mode does so only where it points back
    and takes no stance by itself."""
    alone = meaning.compare([(p.alone, w.text) for p, w in pairs], ("stance",)).stance
    after = [i for i, (p, _) in enumerate(pairs) if p.behind != p.alone]
    if meaning.mode:
        settled = {p.said.statement.id for (p, _), found in zip(pairs, alone, strict=True) if found[NONE] < 1 / 2}
        after = [i for i in after if pairs[i][0].refers and pairs[i][0].said.statement.id not in settled]
    behind = meaning.compare([(pairs[i][0].behind, pairs[i][1].text) for i in after], ("stance",)).stance
    alone[after] = (alone[after] + behind) / 2
    unproven = [i for i, (p, w) in enumerate(pairs) if p.challenges and not w.evidence]
    alone[unproven] = doubted(alone[unproven])
    return alone


def fits(put: Put, wanted: Wanted) -> bool:
    """Another amount is another claim, and so is the other direction."""
    return (not wanted.amounts or agree(put.amounts, wanted.amounts)) and not turned(put.towards, wanted.sides)


def decided(pairs: Sequence[tuple[Put, Wanted]], found: np.ndarray, meaning: Meaning, calibration: Mapping[str, Any]) -> list[Verdict]:
    press = [i for i, (p, _) in enumerate(pairs) if p.headline]
    texts = [(pairs[i][0].alone, pairs[i][0].said.article.lang, pairs[i][1].text) for i in press]
    headlines = {i: Verdict(*taken) for i, taken in zip(press, of_headlines(texts, meaning), strict=True)}
    return [headlines[i] if i in headlines else verdict(p, w, found[i], calibration) for i, (p, w) in enumerate(pairs)]


def confidence(chance: float, calibration: Mapping[str, Any]) -> float:
    """How often such a stance was right on dev stories (Platt 1999: a line on the log odds)."""
    slope, shift = calibration["confidence"]
    p = min(max(chance, FAINT), 1 - FAINT)
    return 1 / (1 + math.exp(-(slope * math.log(p / (1 - p)) + shift)))


def chance(sure: float, calibration: Mapping[str, Any]) -> float:
    """What the judge must have said of a stance that is held with such a confidence: the way back."""
    slope, shift = calibration["confidence"]
    c = min(max(sure, FAINT), 1 - FAINT)
    return 1 / (1 + math.exp(-(math.log(c / (1 - c)) - shift) / slope))


def verdict(put: Put, wanted: Wanted, found: np.ndarray, calibration: Mapping[str, Any]) -> Verdict:
    best = 1 + int(found[1:].argmax())
    if 1 - found[NONE] < calibration["threshold"]:
        return Verdict(None, float(found[NONE]), "takes no position on it")
    stance = Stance(STANCES[best])
    if stance is not Stance.NO_COMMENT and not fits(put, wanted):
        return Verdict(None, float(1 - found[NONE]), unfit(put, wanted))
    return Verdict(stance, confidence(float(found[best]), calibration), reason(put, wanted, stance))


def agree(found: Sequence[float], wanted: Sequence[float]) -> bool:
    """Is an amount of the claim among those of the statement?"""
    return any(same(f, w) for f in found for w in wanted)


def unfit(put: Put, wanted: Wanted) -> str:
    if name := turned(put.towards, wanted.sides):
        return f"the other direction: {name} gets here and gives in the claim"
    return other_amount(put.amounts, wanted.amounts)


def other_amount(found: Sequence[float], wanted: Sequence[float]) -> str:
    claim = written(wanted)
    return f"another amount: {written(found)}, the claim has {claim}" if found else f"no amount, the claim has {claim}: a wider statement"


def written(amounts: Sequence[float]) -> str:
    return " and ".join(f"{a:,.10g}" for a in amounts)


SAYS = {
    Stance.ASSERTS: "says what the claim says",
    Stance.DENIES: "says that it is not so",
    Stance.DOUBTS: "challenges the evidence for it, without denying it",
    Stance.NO_COMMENT: "declines to take a position on it",
}


def reason(put: Put, wanted: Wanted, stance: Stance) -> str:
    """One sentence for the reader: "says that it is not so (cue “membantah”); the same amount: 1,000"."""
    cue = f" (cue “{put.said.cue}”)" if put.said.cue else ""
    amount = f"; the same amount: {written(wanted.amounts)}" if wanted.amounts and agree(put.amounts, wanted.amounts) else ""
    behind = "; it points back to the sentence before it" if put.refers else ""
    return f"{SAYS[stance]}{cue}{amount}{behind}"
