"""A statement is mostly about one claim, and the judge, who sees one pair at a time, cannot know of the others.

"No shell left this harbour" is judged to deny, a little, every claim of the story in which shells occur. So what a statement seems to say
of a claim less surely than of another one is held to be less sure by as much again. Claims that somebody has written are weighed against
each other only: those that were found say much the same in other words, and must not take a written claim's statements away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bukti.claims.pool import At
from bukti.network import STANCES

WEIGHT = 1.0  # of the distance to the surest claim, in log odds; on written/stances-dev F1 rises by 0.05 to 0.09; 0.5 to 2 do about as well
FAINT = 1e-3  # a chance below it says nothing more
NONE = STANCES.index("none")


@dataclass(frozen=True, slots=True)
class Field:
    """Who is a rival in a set of pairs, (pairs,) each."""

    fits: np.ndarray  # False where a rule forbids a stance, so that the claim is nobody's rival
    written: np.ndarray  # the claim is somebody's; False: it was found
    held: Mapping[int, float]  # for statements whose stances on further written claims were judged before, the greatest chance of one


def against_rivals(found: np.ndarray, at: Sequence[At], field: Field) -> np.ndarray:
    """Probabilities of the stances of each pair, (pairs, 5), where each claim has been weighed against the surest one of its statement."""
    if not len(found):
        return found
    statements = np.array([statement for statement, _ in at])
    own = log_odds(1 - found[:, NONE])
    ours = np.full(statements.max() + 1, -np.inf)  # the surest written claim
    np.maximum.at(ours, statements[field.fits & field.written], own[field.fits & field.written])
    for statement, chance in field.held.items():
        ours[statement] = max(ours[statement], log_odds(np.array(chance)))
    all_ = ours.copy()
    np.maximum.at(all_, statements[field.fits], own[field.fits])
    behind = np.maximum(0, np.where(field.written, ours[statements], all_[statements]) - own)
    taken = 1 / (1 + np.exp(-(own - WEIGHT * behind)))
    out: np.ndarray = found * (taken / np.maximum(1 - found[:, NONE], FAINT))[:, None]
    out[:, NONE] = 1 - taken
    return out


def log_odds(chance: np.ndarray) -> np.ndarray:
    kept = np.clip(chance, FAINT, 1 - FAINT)
    odds: np.ndarray = np.log(kept / (1 - kept))
    return odds
