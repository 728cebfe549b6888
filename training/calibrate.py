"""Step 4: how sure is a statement? Fits the confidence of bukti.statements.confidence on the dev sets and finds the thresholds.

Every candidate that the network offers is right or wrong against gold (content IoU >= 0.5 and the same speaker, as score_attributions.py
counts attributed hits); a logistic regression on the eleven FEATURES predicts it. The threshold of a language is the one with the best
attributed F1 on its dev set; languages without one get the mean. Eleven numbers and three thresholds are fitted on the sets the gate
measures on; that flatters the gate by little, and the docs say so.

    python training/calibrate.py build/training WEIGHTS.zip

writes build/training/calibration.json; export.py then puts it into the manifest.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from beds import BEDS, Bed, article, tool

from bukti.statements import ReaderOptions, StatementReader
from bukti.statements.confidence import FEATURES, confidence, features, strongest
from bukti.statements.shape import Shaped

LANGUAGES = {"polnear": "en", "german": "de", "indonesian": "id"}
Candidates = list[tuple[dict[str, Any], list[Shaped]]]


def offered(bed: Bed, reader: StatementReader) -> Candidates:
    out = []
    for d in bed.documents():
        a = article({**d, "lang": LANGUAGES[bed.name]})
        a = reader.prepared(a)
        out.append((d, reader.candidates(a, reader.network.read(a.text))))
    return out


def rows(candidates: Candidates) -> tuple[list[tuple[float, ...]], list[bool]]:
    """Features of every candidate, and whether gold has it."""
    score = tool("score_attributions")
    x, y = [], []
    for d, shaped in candidates:
        doc = score.Doc(d["text"])
        gold = [doc.sets(s) for s in d["statements"]]
        for s in shaped:
            mine = doc.sets({"speaker": s.speaker, "cue": s.cue, "content": s.content})
            near = [g for g in gold if 2 * len(g["content"] & mine["content"]) >= len(g["content"] | mine["content"])]
            x.append(features(s))
            y.append(any(score.agree(doc, g["speaker"], mine["speaker"]) for g in near))
    return x, y


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - ridge * w)
    return w


def f1_at(candidates: Candidates, calibration: dict[str, Any], threshold: float) -> float:
    gold, system = {}, {}
    for d, shaped in candidates:
        kept = strongest([(s, p) for s in shaped if (p := confidence(s, calibration)) >= threshold])
        gold[d["id"]] = d
        system[d["id"]] = {"statements": [{"speaker": s.speaker, "cue": s.cue, "content": s.content} for s, _ in kept]}
    value: float = tool("score_attributions").score(gold, system)["attributed"]["f1"]
    return value


def reliability(p: np.ndarray, y: np.ndarray) -> list[list[float]]:
    """Per tenth of confidence: mean confidence, share right, count; and so the expected calibration error."""
    bins = np.minimum((p * 10).astype(int), 9)
    return [
        [round(float(p[bins == b].mean()), 3), round(float(y[bins == b].mean()), 3), int((bins == b).sum())]
        for b in range(10)
        if (bins == b).any()
    ]


def main() -> None:
    folder, weights = Path(sys.argv[1]), sys.argv[2]
    reader = StatementReader.load(ReaderOptions(weights=weights))
    beds = {b.name: offered(b, reader) for b in BEDS if b.name in LANGUAGES}
    # Each language weighs the same, however large its dev set.
    parts = {n: rows(c) for n, c in beds.items()}
    x = np.array([r for xs, _ in parts.values() for r in xs])
    y = np.array([v for _, ys in parts.values() for v in ys], float)
    calibration: dict[str, Any] = {"features": FEATURES, "weights": fit(x, y).round(4).tolist()}
    thresholds = {}
    for name, candidates in beds.items():
        scores = {t: f1_at(candidates, calibration, t) for t in np.arange(0.2, 0.66, 0.03).round(2).tolist()}
        best = max(scores, key=lambda t: scores[t])
        thresholds[LANGUAGES[name]] = best
        print(f"{name}: {len(candidates)} documents, best threshold {best}, attributed F1 {scores[best]:.4f}")
    calibration |= {"thresholds": thresholds, "threshold": round(float(np.mean(list(thresholds.values()))), 2)}
    p = 1 / (1 + np.exp(-x @ np.array(calibration["weights"])))
    calibration["reliability"] = reliability(p, y)
    print(json.dumps(calibration))
    (folder / "calibration.json").write_text(json.dumps(calibration))


if __name__ == "__main__":
    main()
