"""Who says that there is no evidence for a thing does not assert it: "they go on reporting this and give no proof".

The network sees "they report this" and may take it for an assertion. In the 175 written stories, on which it
was written, statements with such words doubt a claim 657 times, assert one 14 times and deny one once.
"""

import re
from functools import cache

import numpy as np

from bukti import lang as packs
from bukti.network import STANCES

BETWEEN = 3  # words between "no" and "evidence": "tidak memberikan bukti"
CERTAIN = 0.8  # a chance from which an assertion stands: a statement may assert one claim and call another unproven
ASSERTS, DOUBTS = STANCES.index("asserts"), STANCES.index("doubts")


def challenges(content: str, force: str, lang: str) -> bool:
    """Whether a statement says that evidence is missing, and does not deny that somebody said so."""
    return force != "denies" and bool(_missing(lang).search(content.casefold().replace("’", "'")))


def about_evidence(claim: str, lang: str) -> bool:
    """Of a claim like "The panel found no evidence": who says so asserts it."""
    words = _evidence(lang) or _evidence("en")  # most claims are English, and too short to tell
    return bool(re.search(packs.any_of(words), claim.casefold()))


def doubted(found: np.ndarray) -> np.ndarray:
    """Probabilities of STANCES, (pairs, 5), where what seemed to be asserted, but not for certain, is doubted."""
    out = found.copy()
    moved = np.where(found[:, ASSERTS] < CERTAIN, found[:, ASSERTS], 0)
    out[:, ASSERTS] -= moved
    out[:, DOUBTS] += moved
    return out


@cache
def _missing(lang: str) -> re.Pattern[str]:
    no, evidence = packs.any_of(packs.load(lang).words("negations.txt")), packs.any_of(_evidence(lang))
    return re.compile(rf"{no}(?:\W+\w+){{0,{BETWEEN}}}?\W+{evidence}")


def _evidence(lang: str) -> tuple[str, ...]:
    return packs.load(lang).words("evidence.txt")
