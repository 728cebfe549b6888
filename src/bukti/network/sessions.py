"""Running the network over one article, whatever its length, in memory that does not grow with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from bukti.errors import ModelError
from bukti.network.archive import Archive, read_archive
from bukti.network.exact import float_session, has_dot_products
from bukti.network.pieces import BOS, EOS, Pieces, groups, split, windows
from bukti.network.tags import CONTENT_TAGS, NEAR, PAIR_TAGS, ROLE_TAGS

AT_ONCE = 16  # anchors tagged in one call; their neighbourhoods take 0.5 MB each
# Certainly O in both sequences.
OUTSIDE = np.array([30.0] + [-30.0] * (len(ROLE_TAGS) - 1) + [30.0] + [-30.0] * (len(CONTENT_TAGS) - 1), np.float32)
# onnxruntime 1.32 runs the fused form of Add and LayerNormalization five times slower than the two by themselves.
SLOW = ["SkipLayerNormFusion"]
OUTPUTS = ("entities", "anchors", "anchor", "query", "piece", "key")


@dataclass(frozen=True)
class Signals:
    """What the encoder says of a stretch of the text: logits of `entities` and `anchors`, and projections for `Network.pairs`.

    Row 0 stands for piece `first`. The stretch answers for the anchors of its `own` pieces; the rows around those are there to be looked
    at, `NEAR` on either side as far as the text goes. The stretches of a text own each piece once, in order.
    """

    pieces: Pieces
    first: int
    own: range
    entities: np.ndarray
    anchors: np.ndarray
    anchor: np.ndarray
    query: np.ndarray
    piece: np.ndarray
    key: np.ndarray

    def owned(self, rows: np.ndarray) -> np.ndarray:
        """Those of the rows that stand for pieces of its own."""
        return rows[self.own.start - self.first : self.own.stop - self.first]


class Network:
    """Encoder and heads. Safe to use from several threads; each call runs on `threads` cores."""

    def __init__(self, archive: Archive, threads: int = 1, exact: bool | None = None) -> None:
        """`exact`: float arithmetic instead of int8; None for whichever serves this processor better (see bukti.network.exact)."""
        self.version = archive.version
        self.manifest = archive.manifest
        exact = not has_dot_products() if exact is None else exact
        try:
            self._tokenizer = Tokenizer.from_str(archive.parts["tokenizer.json"].decode())
            self._pairs = session(archive.parts["pairs.onnx"], threads)
            self._lower, self._upper = (
                (
                    float_session(part, archive.parts[f"{part}.onnx"], options(threads), SLOW)
                    if exact
                    else session(archive.parts[f"{part}.onnx"], threads)
                )
                for part in ("lower", "upper")
            )
        except Exception as e:  # onnxruntime and tokenizers raise bare exceptions of their own
            raise ModelError(f"these weights do not load: {e}") from e

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 1, exact: bool | None = None) -> Self:
        return cls(read_archive(path), threads, exact)

    def read(self, text: str) -> Iterator[Signals]:
        """The signals of a text, stretch by stretch; none of a text without pieces. A window that two groups share gets the mean of both.

        The projections take 2.6 KB a piece, so those of a long text must not lie in memory all at once.
        """
        pieces = split(text, self._tokenizer)
        spans = windows(pieces)
        rows: dict[str, np.ndarray] = {}
        first = asked = 0
        # Layers below see one window only, so a window that two groups share is computed once for each place it has in a group.
        for begin, end in groups(len(spans)):
            rows = joined(rows, self._group(pieces.ids, spans[begin:end]), first, spans[begin][0])
            # The last window is not settled before the next group has had its say.
            settled = len(pieces) if end == len(spans) else max(spans[end - 1][0] - NEAR, asked)
            yield Signals(pieces, first, range(asked, settled), **rows)
            keep = max(settled - NEAR, first)
            rows = {name: array[keep - first :].copy() for name, array in rows.items()}
            first, asked = keep, settled

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
        """Logits of ROLE_TAGS and CONTENT_TAGS of the pieces around each of the signals' own anchors: (anchors, 2 * NEAR, 8); pieces beyond
        the text are O."""
        out = []
        around = np.arange(-NEAR, NEAR)
        for i in range(0, len(anchors), AT_ONCE):
            a = anchors[i : i + AT_ONCE] - signals.first
            index = a[:, None] + around
            inside = (index >= -signals.first) & (index < len(signals.pieces) - signals.first)
            index = np.where(inside, index, 0)
            feed = {"anchor": signals.anchor[a], "piece": signals.piece[index], "match": self._match(signals, a)}
            tags = self._pairs.run(["tags"], feed)[0]
            tags[~inside] = OUTSIDE
            out.append(tags)
        return np.concatenate(out) if out else np.zeros((0, 2 * NEAR, PAIR_TAGS), np.float32)

    @staticmethod
    def _match(signals: Signals, rows: np.ndarray) -> np.ndarray:
        """Products of the queries of rows with the keys of all rows near any of them, then laid out around each: (n, 2 * NEAR, 8)."""
        # The nearest row stands in for those beyond the text; row 0 would stretch the product from the last anchors over all of it.
        index = np.clip(rows[:, None] + np.arange(-NEAR, NEAR), 0, len(signals.key) - 1)
        low, high = int(index.min()), int(index.max()) + 1
        query = signals.query[rows].reshape(len(rows), PAIR_TAGS, -1).transpose(1, 0, 2)
        key = signals.key[low:high].reshape(high - low, PAIR_TAGS, -1).transpose(1, 2, 0)
        product = (query @ key) / np.float32(query.shape[-1] ** 0.5)
        laid: np.ndarray = np.take_along_axis(product, (index - low)[None], axis=2).transpose(1, 2, 0)
        return np.ascontiguousarray(laid)


def options(threads: int) -> ort.SessionOptions:
    out = ort.SessionOptions()
    out.intra_op_num_threads = threads
    out.inter_op_num_threads = 1
    out.log_severity_level = 3
    # Spinning threads would burn the core that another article could use.
    out.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return out


def session(graph: bytes, threads: int) -> ort.InferenceSession:
    return ort.InferenceSession(graph, options(threads), providers=["CPUExecutionProvider"], disabled_optimizers=SLOW)


def joined(rows: dict[str, np.ndarray], group: dict[str, np.ndarray], first: int, start: int) -> dict[str, np.ndarray]:
    """The rows from piece `first` on with those of a group that starts at piece `start`: the mean where both speak."""
    if not rows:
        return group
    out = {}
    for name, before in rows.items():
        both = len(before) - (start - first)
        mean = (before[start - first :] + group[name][:both]) / 2
        out[name] = np.concatenate([before[: start - first], mean, group[name][both:]])
    return out
