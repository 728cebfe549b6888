"""The student (student.py) and its judge as ONNX, int8, in an archive of their own: where there is little to read nobody needs them.

    student   words (texts, length, 384) -> vectors (texts, 384) and near (texts, 128), of unit length, and tokens_stance (texts, length,
              5 * width). Texts of one length share a call, so there is no mask
    stance    tokens of texts and of claims with their masks -> logits of stances. Small, and left in float32

The word embedding is that of bukti-read.zip, as for bukti-match.zip.

    python training/export_student.py build/training/match src/bukti/network/weights
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from export import Graph, State, commit, quantised
from export_match import (
    HEADS,
    F,
    archived,
    arrays,
    attended,
    divided,
    encoder,
    heads,
    mean,
    mixed,
    norm,
    parted,
    product,
    tokens,
    under,
    unit,
    words,
)
from judge import STUDENT_LAYERS, STUDENT_TAPS
from model import HIDDEN

from bukti.network.archive import default_path
from bukti.network.encoder import LONGEST
from bukti.network.tags import STANCES

RARER = {"denies": 0.7}  # as in export_match.py, and for the same reason
SEEN, OWN, QUERY, KEY, VALUE = range(5)  # what a text's tokens hold, side by side


def student(state: State, judge: State) -> onnx.ModelProto:
    g = Graph({**state, **under("stance", judge)})
    x, taps = encoder(g, {**state, "position.weight": state["position.weight"][:LONGEST]}, STUDENT_TAPS, STUDENT_LAYERS)
    middle = mean(g, x)
    for name, part in (("vectors", "vector"), ("near", "near")):
        unit(g, g.linear(middle, part), name)
    seen = tokens(g, g.node("Concat", *taps, axis=-1), "stance", "tokens")
    # What the judge makes of the pieces of a text by itself is the same for every claim.
    parts = [g.linear(seen, f"stance.{part}") for part in ("own", "query", "key", "value")]
    g.node("Concat", seen, *parts, axis=-1, out="tokens_stance")
    shapes: dict[str, list[Any]] = {"vectors": ["texts", HIDDEN], "near": ["texts", len(state["near.weight"])]}
    return g.model({"words": (F, ["texts", "n", HIDDEN])}, shapes | {"tokens_stance": ["texts", "n", 5 * len(judge["seen.weight"])]})


def taken_apart(judge: State) -> State:
    """With the projection of what is compared (a piece, what it is aligned with, their difference and their product) as three: `own` of
    the piece, `other` of what it is aligned with, and `both` of their product."""
    x, y, minus, times = np.split(judge["compared.weight"], 4, axis=1)
    nothing = np.zeros_like(judge["compared.bias"])
    parts = {"own": (x + minus, judge["compared.bias"]), "other": (y - minus, nothing), "both": (times, nothing)}
    return judge | {f"{name}.{p}": array for name, pair in parts.items() for p, array in zip(("weight", "bias"), pair, strict=True)}


def compare(judge: State) -> onnx.ModelProto:
    """As export_match.compare, with tokens as `student` gives them."""
    g, width = Graph(dict(judge)), len(judge["seen.weight"])
    inner = {side: g.node("Unsqueeze", f"mask_{side}", g.put(f"heads_{side}", np.array([1, 2], np.int64))) for side in "ab"}
    a, b = ([part(g, side, n, width) for n in range(5)] for side in "ab")
    scores = product(g, divided(g, a[QUERY]), divided(g, b[KEY], turned=True))
    of_b = attended(g, scores, inner["b"], b[VALUE])
    of_a = attended(g, g.node("Transpose", scores, perm=[0, 1, 3, 2]), inner["a"], a[VALUE])
    sides = []
    for side, own, aligned in (("a", a, of_b), ("b", b, of_a)):
        both = g.node("Add", g.linear(aligned, "other"), g.linear(g.node("Mul", own[SEEN], aligned), "both"))
        sides.append((side, mixed(g, norm(g, g.gelu(g.node("Add", own[OWN], both)), "norm0"), inner[side])))
    heads(g, sides)
    shapes: dict[str, list[Any]] = {"a": ["pairs", "n", 5 * width], "b": ["pairs", "m", 5 * width], "cosine": ["pairs", 1]}
    shapes |= {"mask_a": ["pairs", "n"], "mask_b": ["pairs", "m"]}
    return g.model(
        {name: (F, shape) for name, shape in shapes.items()}, {f"{name}_logits": ["pairs", len(tags)] for name, tags in HEADS.items()}
    )


def part(g: Graph, side: str, n: int, width: int) -> str:
    start, end, axis = (
        g.put(f"{what}_{value}", np.array([value], np.int64)) for what, value in (("at", n * width), ("at", (n + 1) * width), ("axis", 2))
    )
    return g.node("Slice", side, start, end, axis)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--read", type=Path, default=default_path())
    p.add_argument("--student", default="student.pt", help="checkpoint")
    a = p.parse_args()
    saved = torch.load(a.folder / a.student, map_location="cpu", weights_only=True)
    state = arrays(saved["student"])
    judge = taken_apart(parted({name.removeprefix("judge."): array for name, array in state.items() if name.startswith("judge.")}))
    for stance, share in RARER.items():
        judge["stance.bias"][STANCES.index(stance)] += np.log(share)
    blobs = {"student.onnx": quantised(student(state, judge)), "stance.onnx": compare(judge).SerializeToString()}
    manifest: dict[str, Any] = {
        "name": "bukti-fast",
        "format": 1,
        "licence": "CC-BY-NC-SA-4.0",
        "commit": commit(),
        "epochs": saved["epochs"],
        "words": words(a.read),
        "stances": STANCES,
        "sha256": {name: hashlib.sha256(blob).hexdigest() for name, blob in blobs.items()},
    }
    calibration = a.folder / "calibration-fast.json"
    if calibration.exists():
        manifest["calibration"] = json.loads(calibration.read_text(encoding="utf-8"))
    a.out.mkdir(parents=True, exist_ok=True)
    archived(a.out / "bukti-fast.zip", manifest, blobs)


if __name__ == "__main__":
    main()
