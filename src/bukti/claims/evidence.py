"""Who says that there is no evidence for a thing does not assert it: "they go on reporting this and give no proof".

The network sees "they report this" and may take it for an assertion. In the 175 written stories 637 statements with such words doubt the
claim and 25 assert it, most of these in reply to somebody who spoke of no evidence.
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
    pattern = _missing(lang)
    return force != "denies" and bool(pattern and pattern.search(content.casefold().replace("’", "'")))


def about_evidence(claim: str, lang: str) -> bool:
    """Of a claim like "The panel found no evidence": who says so asserts it."""
    pattern = _evidence(lang) or _evidence("en")
    return bool(pattern and pattern.search(claim.casefold()))


def doubted(found: np.ndarray) -> np.ndarray:
    """Probabilities of STANCES, (pairs, 5), where what seemed to be asserted, but not for certain, is doubted."""
    out = found.copy()
    moved = np.where(found[:, ASSERTS] < CERTAIN, found[:, ASSERTS], 0)
    out[:, ASSERTS] -= moved
    out[:, DOUBTS] += moved
    return out


@cache
def _missing(lang: str) -> re.Pattern[str] | None:
    no, evidence = packs.load(lang).words("negations.txt"), _evidence(lang)
    if not no or not evidence:
        return None
    negation = "|".join(map(re.escape, no))
    return re.compile(rf"(?<!\w)(?:{negation})(?:\W+\w+){{0,{BETWEEN}}}?\W+{evidence.pattern}")


@cache
def _evidence(lang: str) -> re.Pattern[str] | None:
    words = packs.load(lang).words("evidence.txt")
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in words) + r")(?!\w)") if words else None
