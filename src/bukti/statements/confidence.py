"""How sure a statement is, and which of two overlapping ones stays."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bukti.records import Span, Spans, StatementType
from bukti.statements.shape import Shaped

FEATURES = (
    *("bias", "anchor", "content", "edges", "speaker", "silent", "no_cue", "no_speaker", "direct", "length", "segments"),
    *("told", "framed", "inside"),
)
# Used until a calibration is in the manifest: the product of what the heads say, near enough.
UNCALIBRATED = {"weights": (-2.0, 1.0, 0.5, 0.3, 1.0, *(0.0,) * 9), "threshold": 0.4}


def features(s: Shaped) -> tuple[float, ...]:
    """In the order of FEATURES; probabilities as log odds."""
    d = s.draft
    words = sum(e - b for b, e in d.content)
    return (
        1.0,
        odds(d.p_anchor),
        odds(d.p_content),
        odds(d.p_edges),
        odds(d.p_speaker) if s.speaker and d.speaker else 0.0,
        odds(d.p_silent) if not s.speaker else 0.0,
        float(not s.cue),
        float(not s.speaker),
        float(s.type == "direct"),
        math.log1p(words),
        float(len(s.content) > 1),
        float(s.subjunctive and not s.cue),
        float(s.subjunctive and bool(s.cue)),
        float(not s.cue and any(c.start <= w.start and w.end <= c.end for c in s.content for w in s.speaker)),
    )


def odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def confidence(s: Shaped, calibration: Mapping[str, Any]) -> float:
    """Probability that a careful reader finds this statement with this speaker: logistic regression, fitted by training/calibrate.py.

    Weights of an older calibration are fewer than the features; the newer features count for nothing then.
    """
    weights = calibration["weights"]
    z = sum(w * x for w, x in zip(weights, features(s)[: len(weights)], strict=True))
    return (1 + math.tanh(z / 2)) / 2  # the logistic function, in the form that never overflows


def characters(spans: Spans) -> set[int]:
    return {i for s in spans for i in range(s.start, s.end)}


def strongest(shaped: Sequence[tuple[Shaped, float]]) -> list[tuple[Shaped, float]]:
    """Of statements that share most of their content and a cue (or where one has none), the surest; in order of the text.

    Cost is linear: only neighbours in the order of their first character are compared.
    """
    ordered = sorted(shaped, key=lambda x: (x[0].content[0].start, x[0].content[-1].end))
    kept: list[tuple[Shaped, float]] = []
    for item in ordered:
        rival = next((i for i in range(max(len(kept) - 4, 0), len(kept)) if same(kept[i][0], item[0])), None)
        if rival is None:
            kept.append(item)
        elif item[1] > kept[rival][1]:
            kept[rival] = item
    return kept


def run_together(kept: Sequence[tuple[Shaped, float]], text: str) -> list[tuple[Shaped, float]]:
    """Neighbours of one speaker with neither cue nor quotation marks as the one statement they are.

    For German reported speech in the subjunctive, where a speech of several sentences is one statement of its corpus.
    """
    out: list[tuple[Shaped, float]] = []
    for s, p in kept:
        if out and goes_on(out[-1][0], s, text):
            last, sure = out[-1]
            whole = Span(last.content[-1].start, s.content[0].end)
            out[-1] = (replace(last, content=(*last.content[:-1], whole, *s.content[1:])), max(sure, p))
        else:
            out.append((s, p))
    return out


def goes_on(a: Shaped, b: Shaped, text: str) -> bool:
    free = all(not s.cue and s.type is StatementType.INDIRECT for s in (a, b))
    return free and a.speaker == b.speaker and not text[a.content[-1].end : b.content[0].start].strip(" .\n")


def same(a: Shaped, b: Shaped) -> bool:
    """One statement found from two anchors: hardly different contents, and no two cues that both stand for themselves."""
    if a.draft is b.draft:
        return False  # shaped out of one draft on purpose
    if a.content[0].start > b.content[-1].end or b.content[0].start > a.content[-1].end:
        return False
    if cue_inside(a, b) or cue_inside(b, a):
        return False
    one, two = characters(a.content), characters(b.content)
    shared = len(one & two) / len(one | two)
    if a.cue and b.cue:
        return shared > 0.5 and bool(characters(a.cue) & characters(b.cue)) or shared > 0.8
    return shared > 0.5


def cue_inside(inner: Shaped, outer: Shaped) -> bool:
    """ "The paper reported that Orr had said ...": two statements, however much of their contents they share."""
    return bool(inner.cue and outer.cue) and all(any(o.start <= c.start and c.end <= o.end for o in outer.content) for c in inner.cue)
