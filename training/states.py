"""What the frozen encoder says of a text: computed once with the int8 graph that ships, and kept on disk between runs."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from export import quantised
from export_match import LAYERS, tapped
from judge import TAPS
from model import HIDDEN, Network
from tokenizers import Tokenizer

from bukti.network.encoder import LONGEST
from bukti.network.meaning import PREFIX
from bukti.network.pieces import BOS, EOS

SHARD = 4000  # texts in one file
BATCH = 1024  # pieces


@dataclass(frozen=True, slots=True)
class State:
    taps: np.ndarray  # (pieces, len(TAPS) * HIDDEN) float16
    vector: np.ndarray  # (HIDDEN,) float32, unit length


class States:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "states"
        self.folder.mkdir(parents=True, exist_ok=True)
        start = dict(np.load(folder / "start.npz"))
        self.words = start["emb.word"]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        graph = self.folder / "tapped.onnx"
        if not graph.exists():
            net = Network(len(self.words), LAYERS)
            net.start_from(start)
            graph.write_bytes(quantised(tapped({k: v.numpy() for k, v in net.state_dict().items()})))
        options = ort.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", "0"))
        self.session = ort.InferenceSession(str(graph), options, disabled_optimizers=["SkipLayerNormFusion"])
        self.known: dict[str, State] = {}
        for path in sorted(self.folder.glob("*.npz")):
            with np.load(path) as z:
                taps, ends = z["taps"], np.cumsum(z["lengths"])
                parts = np.split(taps, ends[:-1])
                self.known.update((t, State(p, v)) for t, p, v in zip(z["texts"].tolist(), parts, z["vectors"], strict=True))

    def __getitem__(self, text: str) -> State:
        return self.known[text]

    def add(self, texts: Iterable[str]) -> None:
        fresh = sorted(t for t in set(texts) if t not in self.known)
        for k in range(0, len(fresh), SHARD):
            self._add(fresh[k : k + SHARD])

    def _add(self, texts: list[str]) -> None:
        ids = {t: [BOS, *self.tokenizer.encode(PREFIX + t, add_special_tokens=False).ids[: LONGEST - 2], EOS] for t in texts}
        by_length: dict[int, list[str]] = {}
        for t in texts:
            by_length.setdefault(len(ids[t]), []).append(t)
        for length, rows in by_length.items():
            step = max(1, BATCH // length)
            for k in range(0, len(rows), step):
                some = rows[k : k + step]
                taps = self.session.run(None, {"words": self.words[np.array([ids[t] for t in some])].astype(np.float32)})[0]
                means = taps[:, :, -HIDDEN:].mean(1)
                means /= np.linalg.norm(means, axis=1, keepdims=True)
                self.known.update((t, State(x.astype(np.float16), v)) for t, x, v in zip(some, taps, means, strict=True))
        if len(texts) > SHARD // 4:
            path = self.folder / f"{len(list(self.folder.glob('*.npz'))):04}.npz"
            taken = [self.known[t] for t in texts]
            np.savez(
                path, texts=np.array(texts), lengths=[len(s.taps) for s in taken], taps=np.concatenate([s.taps for s in taken]),
                vectors=np.stack([s.vector for s in taken]),
            )  # fmt: skip


assert TAPS[-1] == LAYERS, "vectors are the mean of the last tap"
