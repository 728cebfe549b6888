"""What texts mean, in any language: vectors that lie close where the meaning does, and a judge of pairs.

Twelve layers of multilingual-e5-small, untouched, make the vectors. Two judges of one make (training/judge.py), one for stances and one for
inference, look at the states of three of the layers and are small: a text runs through the encoder once, however many claims it is compared
with. `Fast` asks a smaller network for stances (training/student.py): four layers that were trained for nothing else.
"""

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from tokenizers import Tokenizer

from bukti.errors import ModelError
from bukti.network.archive import FAST, MATCH, Archive, read_archive
from bukti.network.encoder import BATCH, HIDDEN, KEPT, Encoder, Mapped, Seen, Words
from bukti.network.exact import float_session, has_dot_products
from bukti.network.sessions import SLOW, options, session
from bukti.network.tags import NLI, STANCES

PREFIX = "query: "  # how e5 was trained to be asked
PAIRS = 16  # judged at once
GONE = -1e4  # what a mask adds where there is no piece

JUDGES = ("stance", "nli")
TAGS: Mapping[str, tuple[str, ...]] = {"nli": NLI, "stance": STANCES}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities for each pair, in the order of tags.NLI and STANCES: (pairs, 3) and (pairs, 5); (0, …) where nobody asked."""

    nli: np.ndarray
    stance: np.ndarray


class Meaning:
    """`load` once. Every call runs on `threads` cores; for use from one thread at a time."""

    mode = ""

    def __init__(self, match: Archive, read: Archive, threads: int = 1, exact: bool | None = None) -> None:
        """`exact`: float arithmetic instead of int8; None for whichever serves this processor better (see bukti.network.exact)."""
        self.version = self.weights = match.version
        self.manifest = match.manifest
        self.centres = self.near_centres = centres(match.manifest.get("calibration", {}).get("centres", {}))
        self._exact = not has_dot_products() if exact is None else exact
        # Batches side by side, each on one core: onnxruntime's own threads wait for each other in every layer, a tenth of the time.
        self._map: Mapped = ThreadPoolExecutor(threads).map if threads > 1 else map
        try:
            self._words = Words(Tokenizer.from_str(read.parts["tokenizer.json"].decode()), *word_table(match, read))
            self._encoder = self._load(match, "meaning", PREFIX)
            self._judges = {name: session(graph, 1) for name, graph in self._graphs(match).items()}
        except Exception as e:  # onnxruntime and tokenizers raise bare exceptions of their own
            raise ModelError(f"these weights do not load: {e}") from e

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 1, exact: bool | None = None) -> Self:
        return cls(read_archive(path, MATCH), read_archive(), threads, exact)

    def _graphs(self, match: Archive) -> dict[str, bytes]:
        return {name: match.parts[f"{name}.onnx"] for name in JUDGES}

    def _load(self, match: Archive, part: str, prefix: str) -> Encoder:
        graph = match.parts[f"{part}.onnx"]
        loaded = float_session(part, graph, options(1), SLOW) if self._exact else session(graph, 1)
        # Int8 arithmetic rounds by the largest number of all that is computed together: a text must not depend on its company.
        return Encoder(loaded, self._words, prefix, BATCH if self._exact else 1, self._map)

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """(texts, 384) float32 of unit length. Equal texts are computed once."""
        return self._encoder.vectors(texts)

    def near(self, texts: Sequence[str]) -> np.ndarray:
        """(texts, size) float32 of unit length, in a space where a statement lies near the claims that it could be about, less
        `near_centres`. To `compare` the same texts then costs no more than the pairs."""
        return self._encoder.vectors(texts)

    def compare(self, pairs: Sequence[Pair], judges: Collection[str] = JUDGES) -> Judged:
        """What the first text of each pair says of the second. `judges`: which of JUDGES are asked; each costs as much as the other."""
        out = Judged(**{name: np.zeros((len(pairs) * (name in judges), len(tags)), np.float32) for name, tags in TAGS.items()})
        for start in range(0, len(pairs), KEPT // 2):
            some = pairs[start : start + KEPT // 2]
            for name in judges:
                getattr(out, name)[start : start + len(some)] = self._judged(some, name)
        return out

    def _judged(self, pairs: Sequence[Pair], name: str) -> np.ndarray:
        return self._probabilities(self._encoder, pairs, name)

    def _probabilities(self, encoder: Encoder, pairs: Sequence[Pair], name: str) -> np.ndarray:
        known = encoder.see(t for pair in pairs for t in pair)
        seen = [(known[a], known[b]) for a, b in pairs]
        # Of like length together: what is padded is computed for nothing.
        order = sorted(range(len(seen)), key=lambda i: (len(seen[i][0]), len(seen[i][1])))
        batches = [order[k : k + PAIRS] for k in range(0, len(order), PAIRS)]

        def run(rows: Sequence[int]) -> np.ndarray:
            (logits,) = self._judges[name].run([f"{name}_logits"], fed([seen[i] for i in rows], name))
            return softmax(logits)

        out = np.zeros((len(pairs), len(TAGS[name])), np.float32)
        for rows, found in zip(batches, self._map(run, batches), strict=True):
            out[rows] = found
        return out


class Fast(Meaning):
    """Finds what a statement could be about, and judges stances, with the small network: several times faster, and less often right."""

    mode = "fast"

    def __init__(self, match: Archive, read: Archive, threads: int = 1, exact: bool | None = None, fast: Archive | None = None) -> None:
        self._fast = fast = fast or read_archive(kind=FAST)
        if fast.manifest["words"]["sha256"] != match.manifest["words"]["sha256"]:
            raise ModelError("the weights for --fast belong to other weights for matching; reinstall bukti")
        super().__init__(match, read, threads, exact)
        self.version = f"{match.version}+{fast.version}"
        self.manifest = {**match.manifest, "calibration": {**match.manifest.get("calibration", {}), **fast.manifest.get("calibration", {})}}
        self.near_centres = {}
        try:
            self._student = self._load(fast, "student", "")
        except Exception as e:
            raise ModelError(f"these weights do not load: {e}") from e

    def _graphs(self, match: Archive) -> dict[str, bytes]:
        return super()._graphs(match) | {"stance": self._fast.parts["stance.onnx"]}

    def near(self, texts: Sequence[str]) -> np.ndarray:
        return self._student.vectors(texts, "near")

    def _judged(self, pairs: Sequence[Pair], name: str) -> np.ndarray:
        return self._probabilities(self._student if name == "stance" else self._encoder, pairs, name)


def fed(pairs: Sequence[tuple[Seen, Seen]], judge: str) -> dict[str, np.ndarray]:
    """Texts and claims of some pairs as a judge takes them, padded to the longest."""
    feed = {"cosine": np.array([[a.vectors["vectors"] @ b.vectors["vectors"]] for a, b in pairs], np.float32)}
    for n, name in enumerate("ab"):
        side = [pair[n] for pair in pairs]
        longest = max(map(len, side))
        feed[name] = np.zeros((len(side), longest, side[0].tokens[judge].shape[1]), np.float32)
        feed[f"mask_{name}"] = np.full((len(side), longest), GONE, np.float32)
        for row, mask, s in zip(feed[name], feed[f"mask_{name}"], side, strict=True):
            row[: len(s)], mask[: len(s)] = s.tokens[judge], 0
    return feed


def centres(manifest: Mapping[str, Sequence[float]]) -> dict[str, np.ndarray]:
    """The mean vector of each language that the weights know, and of all of them under ""."""
    known = {lang: np.array(values, np.float32) for lang, values in manifest.items()}
    return known | {"": np.mean(list(known.values()), axis=0)} if known else {}


def word_table(match: Archive, read: Archive) -> tuple[np.ndarray, np.ndarray]:
    """The word embedding, which both archives share and the one for reading holds: int8 (pieces, 384) and its scales (pieces, 1).

    Where it lies in lower.onnx is written in the manifest, with the hash of that part, so that nothing else can be taken for it.
    """
    at = match.manifest["words"]
    if at["sha256"] != read.manifest["sha256"][at["part"]]:
        raise ModelError("the weights for matching belong to other weights for reading; reinstall bukti")
    part, pieces = read.parts[at["part"]], at["pieces"]
    table = np.frombuffer(part, np.int8, pieces * HIDDEN, at["table"]).reshape(pieces, HIDDEN)
    return table, np.frombuffer(part, np.float32, pieces, at["scale"]).reshape(pieces, 1)


def softmax(logits: np.ndarray) -> np.ndarray:
    e = np.exp(logits - logits.max(-1, keepdims=True))
    out: np.ndarray = e / e.sum(-1, keepdims=True)
    return out
