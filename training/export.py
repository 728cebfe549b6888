"""Step 5: the trained network as ONNX, int8, in one archive with its manifest.

Three graphs, built here node by node so that nothing is left to a tracer:
    lower   ids (1, length), window () -> states (1, length, 384)          one window, no padding, so no mask
    upper   states (1, length, 384) -> entities, anchors and the four projections that pairs wants, all (length, ...)
    pairs   anchors' and pieces' projections, products of queries and keys -> logits (anchors, 2 * NEAR, PAIR_TAGS)

Matrix products of the encoder are quantised dynamically (int8 weights per column, onnxruntime), the word embedding per row; the pair
head stays float32. `--float` leaves all of it in float32, to see what int8 costs.

    python training/export.py build/training src/bukti/network/weights
"""

import argparse
import hashlib
import json
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from model import HEADS, HIDDEN, LOCAL, PAIR, RANK, bucket
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from bukti.network.pieces import GROUP, WINDOW
from bukti.network.tags import ANCHORS, CONTENT_TAGS, ENTITY_TAGS, NEAR, PAIR_TAGS, ROLE_TAGS

OPSETS = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
State = dict[str, np.ndarray]


class Graph:
    """A graph under construction: every method adds a node and returns the name of its output."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.initial: dict[str, np.ndarray] = {}

    def put(self, name: str, array: np.ndarray) -> str:
        self.initial[name] = array
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", out: str = "", **attributes: Any) -> str:
        name = out or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"n{len(self.nodes)}_{name}", domain=domain, **attributes))
        return name

    def linear(self, x: str, name: str, out: str = "") -> str:
        weight = self.put(f"{name}.weight", np.ascontiguousarray(self.state[f"{name}.weight"].T))
        return self.node("Add", self.node("MatMul", x, weight), self.put(f"{name}.bias", self.state[f"{name}.bias"]), out=out)

    def norm(self, x: str, name: str) -> str:
        weight, bias = (self.put(f"{name}.{p}", self.state[f"{name}.{p}"]) for p in ("weight", "bias"))
        return self.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        return self.node("Gelu", x, domain="com.microsoft")

    def layer(self, x: str, i: int) -> str:
        parts = []
        for n, part in enumerate("qkv"):
            for p in ("weight", "bias"):
                rows = self.state[f"layers.{i}.qkv.{p}"]
                self.state[f"layers.{i}.{part}.{p}"] = rows[n * HIDDEN : (n + 1) * HIDDEN]
            parts.append(self.linear(x, f"layers.{i}.{part}"))
        seen = self.node("MultiHeadAttention", *parts, domain="com.microsoft", num_heads=HEADS)
        x = self.norm(self.node("Add", x, self.linear(seen, f"layers.{i}.out")), f"layers.{i}.norm1")
        wide = self.gelu(self.linear(x, f"layers.{i}.up"))
        return self.norm(self.node("Add", x, self.linear(wide, f"layers.{i}.down")), f"layers.{i}.norm2")

    def model(self, inputs: dict[str, tuple[int, list[Any]]], outputs: dict[str, list[Any]]) -> onnx.ModelProto:
        graph = helper.make_graph(
            self.nodes,
            "bukti",
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs.items()],
            [numpy_helper.from_array(a, n) for n, a in self.initial.items()],
        )
        model = helper.make_model(graph, opset_imports=OPSETS, ir_version=10)
        onnx.checker.check_model(model)
        return model


def embedding(g: Graph, name: str, ids: str, table: np.ndarray, exact: bool) -> str:
    """Rows of a table, int8 with one scale a row unless `exact`."""
    if exact:
        return g.node("Gather", g.put(name, table), ids)
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    rows = g.node("Gather", g.put(f"{name}.int8", np.round(table / scale).astype(np.int8)), ids)
    scales = g.node("Gather", g.put(f"{name}.scale", scale.astype(np.float32)), ids)
    return g.node("Mul", g.node("Cast", rows, to=TensorProto.FLOAT), scales)


def lower(state: State, exact: bool) -> onnx.ModelProto:
    g = Graph(dict(state))
    word = embedding(g, "word", "ids", state["word.weight"], exact)
    length = g.node("Shape", "ids", start=1, end=2)
    zero = g.put("zero", np.array([0], np.int64))
    position = g.node("Slice", g.put("position", state["position.weight"][:WINDOW]), zero, length, zero)
    x = g.norm(g.node("Add", word, position), "norm")
    for i in range(LOCAL):
        x = g.layer(x, i)
    g.node("Add", x, g.node("Gather", g.put("window.weight", state["window.weight"]), "window"), out="states")
    return g.model({"ids": (TensorProto.INT64, [1, "n"]), "window": (TensorProto.INT64, [])}, {"states": [1, "n", HIDDEN]})


def upper(state: State) -> onnx.ModelProto:
    g, x = Graph(dict(state)), "states"
    layers = 1 + max(int(n.split(".")[1]) for n in state if n.startswith("layers."))
    for i in range(LOCAL, layers):
        x = g.layer(x, i)
    x = g.node("Squeeze", x, g.put("axis", np.array([0], np.int64)))
    g.linear(x, "entities", out="entities")
    g.linear(g.gelu(g.linear(x, "anchors.0")), "anchors.2", out="anchors")
    shapes: dict[str, list[Any]] = {"entities": ["n", len(ENTITY_TAGS)], "anchors": ["n", len(ANCHORS)]}
    for name, width in (("anchor", PAIR), ("query", PAIR_TAGS * RANK), ("piece", PAIR), ("key", PAIR_TAGS * RANK)):
        g.linear(x, f"pairs.{name}", out=name)
        shapes[name] = ["n", width]
    return g.model({"states": (TensorProto.FLOAT, [1, "n", HIDDEN])}, shapes)


def pairs(state: State) -> onnx.ModelProto:
    """As Pairs.tag in model.py, but for the product of queries and keys, which sessions.py computes once per piece and hands in as `match`.

    The distance table has one row for each offset from -NEAR to NEAR - 1.
    """
    g = Graph(dict(state))
    near = state["pairs.distance.weight"][bucket(torch.arange(-NEAR, NEAR)).numpy()]
    anchor = g.node("Reshape", "anchor", g.put("row", np.array([-1, 1, PAIR], np.int64)))
    e = g.gelu(g.node("Add", g.node("Add", "piece", g.put("near", near)), anchor))
    kernel = {p: g.put(f"smooth.{p}", state[f"pairs.smooth.{p}"]) for p in ("weight", "bias")}
    s = g.node("Conv", g.node("Transpose", e, perm=[0, 2, 1]), kernel["weight"], kernel["bias"], pads=[2, 2])
    both = g.node("Concat", e, g.node("Transpose", g.gelu(s), perm=[0, 2, 1]), axis=-1)
    g.node("Add", g.linear(both, "pairs.out"), "match", out="tags")
    f, length = TensorProto.FLOAT, 2 * NEAR
    inputs = {"anchor": (f, ["n", PAIR]), "piece": (f, ["n", length, PAIR]), "match": (f, ["n", length, PAIR_TAGS])}
    return g.model(inputs, {"tags": ["n", length, PAIR_TAGS]})


def quantised(model: onnx.ModelProto) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(model, f"{folder}/in.onnx")
        wanted = [n.name for n in model.graph.node if n.op_type == "MatMul" and any(i.endswith(".weight") for i in n.input)]
        quantize_dynamic(
            f"{folder}/in.onnx",
            f"{folder}/out.onnx",
            op_types_to_quantize=["MatMul"],
            nodes_to_quantize=wanted,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        return Path(f"{folder}/out.onnx").read_bytes()


def commit() -> str:
    out = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    return out or "unknown"


def zipped(z: zipfile.ZipFile, name: str, blob: bytes) -> None:
    # Fixed dates: the same weights give the same file. Only what is text is worth packing.
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
    z.writestr(info, blob)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--float", action="store_true")
    p.add_argument("--checkpoint", default="checkpoint.pt")
    a = p.parse_args()
    saved = torch.load(a.folder / a.checkpoint, map_location="cpu", weights_only=True)
    state = {k: v.float().numpy() for k, v in saved["net"].items()}
    graphs = {"lower": lower(state, a.float), "upper": upper(state)}
    blobs = {f"{n}.onnx": m.SerializeToString() if a.float else quantised(m) for n, m in graphs.items()}
    blobs["pairs.onnx"] = pairs(state).SerializeToString()
    blobs["tokenizer.json"] = (a.folder / "tokenizer.json").read_bytes()
    docs = a.folder / "docs.jsonl"
    manifest = {
        "name": "bukti-read",
        "format": 1,
        "licence": "CC-BY-NC-SA-4.0",
        "commit": commit(),
        "steps": saved["steps"],
        "minutes": round(saved["seconds"] / 60, 1),
        "documents": hashlib.sha256(docs.read_bytes()).hexdigest(),
        "pieces": len(state["word.weight"]),
        "window": WINDOW,
        "group": GROUP,
        "near": NEAR,
        "entity_tags": ENTITY_TAGS,
        "anchors": ANCHORS,
        "role_tags": ROLE_TAGS,
        "content_tags": CONTENT_TAGS,
        "sha256": {n: hashlib.sha256(b).hexdigest() for n, b in blobs.items()},
    }
    if (a.folder / "calibration.json").exists():
        manifest["calibration"] = json.loads((a.folder / "calibration.json").read_text())
    a.out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(a.out / "bukti-read.zip", "w") as z:
        for name, blob in {"manifest.json": json.dumps(manifest, indent=1).encode(), **blobs}.items():
            zipped(z, name, blob)
    print(f"{a.out / 'bukti-read.zip'}: {(a.out / 'bukti-read.zip').stat().st_size / 1e6:.1f} MB, step {saved['steps']}")


if __name__ == "__main__":
    main()
