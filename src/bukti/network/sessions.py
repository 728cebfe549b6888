"""Running the network over one article, whatever its length, in memory that does not grow with it but for the results."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from bukti.errors import ModelError
from bukti.network.archive import Archive, read_archive
from bukti.network.pieces import BOS, EOS, Pieces, groups, split, windows
from bukti.network.tags import CONTENT_TAGS, NEAR, PAIR_TAGS, ROLE_TAGS

AT_ONCE = 16  # anchors tagged in one call; their neighbourhoods take 0.5 MB each
# Certainly O in both sequences.
OUTSIDE = np.array([30.0] + [-30.0] * (len(ROLE_TAGS) - 1) + [30.0] + [-30.0] * (len(CONTENT_TAGS) - 1), np.float32)
OUTPUTS = ("entities", "anchors", "anchor", "query", "piece", "key")


@dataclass(frozen=True)
class Signals:
    """What the encoder says of each piece: logits of `entities` and `anchors`, and projections for `Network.pairs`."""

    pieces: Pieces
    entities: np.ndarray
    anchors: np.ndarray
    anchor: np.ndarray
    query: np.ndarray
    piece: np.ndarray
    key: np.ndarray


class Network:
    """Encoder and heads. Safe to use from several threads; each call runs on `threads` cores."""

    def __init__(self, archive: Archive, threads: int = 1) -> None:
        self.version = archive.version
        self.manifest = archive.manifest
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Spinning threads would burn the core that another article could use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # onnxruntime 1.32 runs the fused form of Add and LayerNormalization five times slower than the two by themselves.
        slow = ["SkipLayerNormFusion"]
        try:
            self._tokenizer = Tokenizer.from_str(archive.parts["tokenizer.json"].decode())
            lower, upper, pairs = (
                ort.InferenceSession(archive.parts[f"{n}.onnx"], options, providers=["CPUExecutionProvider"], disabled_optimizers=slow)
                for n in ("lower", "upper", "pairs")
            )
        except Exception as e:  # onnxruntime and tokenizers raise bare exceptions of their own
            raise ModelError(f"these weights do not load: {e}") from e
        self._lower, self._upper, self._pairs = lower, upper, pairs

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 1) -> Self:
        return cls(read_archive(path), threads)

    def read(self, text: str) -> Signals:
        """All signals of a text. Where two groups of windows share one, their signals are averaged."""
        pieces = split(text, self._tokenizer)
        spans = windows(pieces)
        # Layers below see one window only, so a window that two groups share is computed once for each place it has in a group.
        sums: dict[str, np.ndarray] = {}
        times = np.zeros(len(pieces), np.float32)
        for first, last in groups(len(spans)):
            start, end = spans[first][0], spans[last - 1][1]
            for name, array in self._group(pieces.ids, spans[first:last]).items():
                if name not in sums:
                    sums[name] = np.zeros((len(pieces), array.shape[1]), np.float32)
                sums[name][start:end] += array
            times[start:end] += 1
        if not sums:
            return Signals(pieces, *(np.zeros((0, 1), np.float32) for _ in OUTPUTS))
        if times.max() > 1:
            for array in sums.values():
                array /= times[:, None]
        return Signals(pieces, **sums)

    def _group(self, ids: np.ndarray, spans: list[tuple[int, int]]) -> dict[str, np.ndarray]:
        states, real = [], []
        for w, (a, b) in enumerate(spans):
            window = np.concatenate([[BOS], ids[a:b], [EOS]])[None]
            states.append(self._lower.run(None, {"ids": window, "window": np.array(w, np.int64)})[0])
            real.append(np.concatenate([[False], np.ones(b - a, bool), [False]]))
        keep = np.concatenate(real)
        out = self._upper.run(OUTPUTS, {"states": np.concatenate(states, axis=1)})
        return {n: a[keep] for n, a in zip(OUTPUTS, out, strict=True)}

    def pairs(self, signals: Signals, anchors: np.ndarray) -> np.ndarray:
        """Logits of ROLE_TAGS and CONTENT_TAGS of the pieces around each anchor: (anchors, 2 * NEAR, 8); pieces beyond the text are O."""
        out = []
        around = np.arange(-NEAR, NEAR)
        for i in range(0, len(anchors), AT_ONCE):
            a = anchors[i : i + AT_ONCE]
            index = a[:, None] + around
            inside = (index >= 0) & (index < len(signals.pieces))
            index = np.where(inside, index, 0)
            feed = {"anchor": signals.anchor[a], "piece": signals.piece[index], "match": self._match(signals, a)}
            tags = self._pairs.run(["tags"], feed)[0]
            tags[~inside] = OUTSIDE
            out.append(tags)
        return np.concatenate(out) if out else np.zeros((0, 2 * NEAR, PAIR_TAGS), np.float32)

    @staticmethod
    def _match(signals: Signals, anchors: np.ndarray) -> np.ndarray:
        """Products of the anchors' queries with the keys of all pieces near any of them, then laid out around each: (n, 2 * NEAR, 8)."""
        # The nearest piece stands in for those beyond the text; piece 0 would stretch the product from the last anchors over all of it.
        index = np.clip(anchors[:, None] + np.arange(-NEAR, NEAR), 0, len(signals.pieces) - 1)
        low, high = int(index.min()), int(index.max()) + 1
        query = signals.query[anchors].reshape(len(anchors), PAIR_TAGS, -1).transpose(1, 0, 2)
        key = signals.key[low:high].reshape(high - low, PAIR_TAGS, -1).transpose(1, 2, 0)
        product = (query @ key) / np.float32(query.shape[-1] ** 0.5)
        laid: np.ndarray = np.take_along_axis(product, (index - low)[None], axis=2).transpose(1, 2, 0)
        return np.ascontiguousarray(laid)
