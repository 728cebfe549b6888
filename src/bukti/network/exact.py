"""The same weights in float arithmetic, for processors on which int8 arithmetic is no faster and less exact.

Without int8 dot products (VNNI on x86) onnxruntime multiplies int8 matrices little faster than float ones, or no faster. It rounds what
goes in between, by the largest number of all that is computed together, and so loses about one point of F1 in German, and one to four in
stances. There the weights are turned back into floats as they are loaded. The graphs for that have no weights of their own (`float/*.onnx`,
made by training/floats.py); they take them from the archive's int8 graphs, by name.
"""

import platform
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime as ort

from bukti.errors import ModelError

CPUINFO = Path("/proc/cpuinfo")
DOT_PRODUCTS = frozenset({"avx512_vnni", "avx_vnni", "amx_int8", "asimddp"})
TYPES = {1: "<f4", 3: "i1", 7: "<i8"}  # of onnx.TensorProto: FLOAT, INT8, INT64
GRAPH, INITIALIZER = 7, 5  # fields of ModelProto and GraphProto
DIMS, DATA_TYPE, FLOATS, NAME, RAW = 1, 2, 4, 8, 9  # fields of TensorProto
VARINT, BYTES = 0, 2  # wire types of protobuf
QUANTISED = "_quantized"


def has_dot_products(cpuinfo: Path = CPUINFO) -> bool:
    """Whether int8 products are fast here. Where the processor does not say (macOS, Windows), they are taken to be."""
    try:
        flags = next(line for line in cpuinfo.read_text().splitlines() if line.startswith(("flags", "Features")))
    except (OSError, StopIteration):
        return True
    return platform.machine() not in ("x86_64", "aarch64") or bool(DOT_PRODUCTS & set(flags.split()))


def float_session(part: str, int8: bytes, options: ort.SessionOptions, disabled: list[str]) -> ort.InferenceSession:
    """A session for `lower`, `upper` or `meaning` with the weights of its int8 graph. ModelError where the graph lacks one of them."""
    skeleton = files("bukti.network").joinpath(f"float/{part}.onnx").read_bytes()
    own, wanted = dict(initializers(int8)), [name for name, value in initializers(skeleton) if not value.size]
    try:
        arrays = [own[name] if name in own else own[name + QUANTISED] * own[f"{name}_scale"] for name in wanted]
    except KeyError as e:
        raise ModelError(f"these weights have no {e} for {part}.onnx; use the ones that bukti comes with") from None
    options.add_external_initializers(wanted, [ort.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(a)) for a in arrays])
    return ort.InferenceSession(skeleton, options, providers=["CPUExecutionProvider"], disabled_optimizers=disabled)


def initializers(model: bytes) -> Iterator[tuple[str, np.ndarray]]:
    """Names and values of a graph's weights; views into the bytes. A weight without data of its own comes as an empty array."""
    for graph in (value for field, value in fields(memoryview(model)) if field == GRAPH and isinstance(value, memoryview)):
        for tensor in (value for field, value in fields(graph) if field == INITIALIZER and isinstance(value, memoryview)):
            yield weight(tensor)


def weight(tensor: memoryview) -> tuple[str, np.ndarray]:
    name, dims, kind, raw = "", list[int](), 1, memoryview(b"")
    for field, value in fields(tensor):
        if isinstance(value, int):
            kind = value if field == DATA_TYPE else kind
            dims += [value] if field == DIMS else []
        elif field == DIMS:
            dims += packed(value)
        elif field == NAME:
            name = str(value, "utf-8")
        elif field in (RAW, FLOATS):
            raw = value
    array: np.ndarray = np.frombuffer(raw, TYPES.get(kind, TYPES[3]))
    return name, array.reshape(dims) if len(raw) else array


def fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of a protobuf message, with nothing known of its schema but the numbers."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        if key & 7 == VARINT:
            value, at = varint(message, at)
            yield key >> 3, value
        elif key & 7 == BYTES:
            length, at = varint(message, at)
            yield key >> 3, message[at : at + length]
            at += length
        else:
            at += 8 if key & 7 == 1 else 4


def packed(message: memoryview) -> list[int]:
    out, at = [], 0
    while at < len(message):
        value, at = varint(message, at)
        out.append(value)
    return out


def varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
