"""After step 5: the float form of the int8 graphs, without any weights in it, for src/bukti/network/float (see bukti.network.exact).

Made from the archive itself, so it needs no checkpoint. It changes only with the architecture: new weights of the same shape use the same
files.

    python training/floats.py src/bukti/network/weights src/bukti/network/float
"""

import sys
import zipfile
from pathlib import Path

import onnx
from onnx import TensorProto, helper, numpy_helper

QUANTISED = "_quantized"


def as_float(model: onnx.ModelProto) -> onnx.ModelProto:
    """Every chain of quantise, multiply as integers and scale becomes the one product that it stands for."""
    graph = model.graph
    taken_by = {name: node for node in graph.node for name in node.input}
    quantised = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "DynamicQuantizeLinear"}
    nodes, gone = [], set[str]()
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            scaled = taken_by[taken_by[node.output[0]].output[0]]  # behind the cast to float
            gone |= {taken_by[node.output[0]].output[0], *scaled.input, *scaled.output}
            nodes.append(helper.make_node("MatMul", [quantised[node.input[0]], node.input[1].removesuffix(QUANTISED)], scaled.output))
        elif node.op_type != "DynamicQuantizeLinear":
            nodes.append(node)
    nodes = [node for node in nodes if node.op_type == "MatMul" or not gone & set(node.output)]
    used = {name for node in nodes for name in node.input}
    kept = [weight for weight in graph.initializer if weight.name in used]
    floats = [weight for weight in graph.initializer if weight.name.endswith(QUANTISED) and weight.name.removesuffix(QUANTISED) in used]
    weights = [empty(w.name, w.data_type, w.dims) if w.data_type != TensorProto.INT64 else whole(w) for w in kept]
    weights += [empty(w.name.removesuffix(QUANTISED), TensorProto.FLOAT, w.dims) for w in floats]
    out = helper.make_graph(nodes, graph.name, graph.input, graph.output, weights)
    return helper.make_model(out, opset_imports=model.opset_import, ir_version=model.ir_version)


def whole(weight: TensorProto) -> TensorProto:
    """An axis or the like, which onnxruntime wants to see in the graph."""
    return numpy_helper.from_array(numpy_helper.to_array(weight), weight.name)


def empty(name: str, kind: int, dims: list[int]) -> TensorProto:
    """A weight that is handed in when the graph is loaded."""
    size = {TensorProto.FLOAT: 4, TensorProto.INT8: 1}[kind]
    for dim in dims:
        size *= dim
    weight = TensorProto(name=name, data_type=kind, dims=dims, data_location=TensorProto.EXTERNAL)
    for key, value in (("location", "weights"), ("offset", "0"), ("length", str(size))):
        weight.external_data.add(key=key, value=value)
    return weight


def main() -> None:
    weights, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for archive, part in (
        ("bukti-read.zip", "lower"),
        ("bukti-read.zip", "upper"),
        ("bukti-match.zip", "meaning"),
        ("bukti-fast.zip", "student"),
    ):
        with zipfile.ZipFile(weights / archive) as z:
            blob = as_float(onnx.load_from_string(z.read(f"{part}.onnx"))).SerializeToString()
        (folder / f"{part}.onnx").write_bytes(blob)
        print(f"{folder / part}.onnx: {len(blob) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
