"""What texts mean, in any language: vectors that lie close where the meaning does, and a judge of pairs.

Twelve layers of multilingual-e5-small, untouched, make the vectors. Two judges of one make (training/judge.py), one for stances and one for
inference, look at the states of three of the layers and are small: a text runs through the encoder once, however many claims it is compared
with.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from tokenizers import Tokenizer

from bukti.errors import ModelError
from bukti.network.archive import MATCH, Archive, read_archive
from bukti.network.exact import float_session, has_dot_products
from bukti.network.pieces import BOS, EOS, UNREADABLE
from bukti.network.sessions import SLOW, options, session
from bukti.network.tags import NLI, STANCES

PREFIX = "query: "  # how e5 was trained to be asked
LONGEST = 128  # pieces of a text that count, <s> and </s> included
BATCH = 1024  # pieces computed at once, in floats
PAIRS = 32  # judged at once
KEPT = 4_000  # texts that are kept as the judges see them: at 30 pieces each about 100 MB
GONE = -1e4  # what a mask adds where there is no piece
HIDDEN = 384

JUDGES = ("stance", "nli")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities for each pair, in the order of tags.NLI and STANCES: (pairs, 3) and (pairs, 5); (0, …) where nobody asked."""

    nli: np.ndarray
    stance: np.ndarray


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as the judges see it: its vector, and for each judge tokens (pieces, width) in half precision."""

    vector: np.ndarray
    tokens: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(next(iter(self.tokens.values())))


class Meaning:
    """`load` once. Every call runs on `threads` cores; for use from one thread at a time."""

    def __init__(self, match: Archive, read: Archive, threads: int = 1, exact: bool | None = None) -> None:
        """`exact`: float arithmetic instead of int8; None for whichever serves this processor better (see bukti.network.exact)."""
        self.version, self.manifest = match.version, match.manifest
        self.centres = centres(match.manifest.get("calibration", {}).get("centres", {}))
        exact = not has_dot_products() if exact is None else exact
        # Int8 arithmetic rounds by the largest number of all that is computed together: a text must not depend on its company.
        self._together = BATCH if exact else 1
        try:
            self._tokenizer = Tokenizer.from_str(read.parts["tokenizer.json"].decode())
            self._judges = {n: session(match.parts[f"{n}.onnx"], threads) for n in JUDGES}
            encoder = match.parts["meaning.onnx"]
            self._encoder = float_session("meaning", encoder, options(threads), SLOW) if exact else session(encoder, threads)
            self._table, self._scale = word_table(match, read)
        except Exception as e:  # onnxruntime and tokenizers raise bare exceptions of their own
            raise ModelError(f"these weights do not load: {e}") from e
        self._seen: OrderedDict[str, Seen] = OrderedDict()

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 1, exact: bool | None = None) -> Self:
        return cls(read_archive(path, MATCH), read_archive(), threads, exact)

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """(texts, 384) float32 of unit length. Equal texts are computed once."""
        out = np.zeros((len(texts), HIDDEN), np.float32)
        places = defaultdict(list)
        for i, text in enumerate(texts):
            places[text].append(i)
        for text in [t for t in places if t in self._seen]:
            out[places.pop(text)] = self._seen[text].vector
        for batch, vectors, _ in self._encoded(list(places)):
            for text, vector in zip(batch, vectors, strict=True):
                out[places[text]] = vector
        return out

    def compare(self, pairs: Sequence[Pair], judges: Collection[str] = JUDGES) -> Judged:
        """What the first text of each pair says of the second. `judges`: which of JUDGES are asked; each costs as much as the other."""
        tags = {"nli": NLI, "stance": STANCES}
        out = Judged(**{name: np.zeros((len(pairs) * (name in judges), len(of)), np.float32) for name, of in tags.items()})
        for start in range(0, len(pairs), KEPT // 2):
            some = pairs[start : start + KEPT // 2]
            self._fill(dict.fromkeys(t for pair in some for t in pair))
            # Of like length together: what is padded is computed for nothing.
            order = sorted(range(len(some)), key=lambda i: tuple(len(self._seen[t]) for t in some[i]))
            for k in range(0, len(order), PAIRS):
                rows = order[k : k + PAIRS]
                sides = [[self._seen[some[i][n]] for i in rows] for n in (0, 1)]
                for name in judges:
                    (logits,) = self._judges[name].run([f"{name}_logits"], fed(sides, name))
                    getattr(out, name)[[start + i for i in rows]] = softmax(logits)
        while len(self._seen) > KEPT:
            self._seen.popitem(last=False)
        return out

    def _fill(self, texts: dict[str, None]) -> None:
        """These texts as the judge sees them, computed where they are not kept, and put last in the order in which they are forgotten."""
        for batch, vectors, tokens in self._encoded([t for t in texts if t not in self._seen]):
            for n, text in enumerate(batch):
                self._seen[text] = Seen(vectors[n], {name: rows[n].astype(np.float16) for name, rows in tokens.items()})
        for text in texts:
            self._seen.move_to_end(text)

    def _encoded(self, texts: Sequence[str]) -> Iterator[tuple[list[str], np.ndarray, dict[str, np.ndarray]]]:
        """Batches of texts of one length in pieces, with their vectors and the tokens for each judge."""
        for start in range(0, len(texts), BATCH):
            some = texts[start : start + BATCH]
            clean = [PREFIX + UNREADABLE.sub("\ufffd", t[: LONGEST * 24]) for t in some]
            by_length = defaultdict(list)
            for text, e in zip(some, self._tokenizer.encode_batch(clean, add_special_tokens=False), strict=True):
                ids = [BOS, *e.ids[: LONGEST - 2], EOS]
                by_length[len(ids)].append((text, ids))
            for length, rows in by_length.items():
                step = max(1, self._together // length)
                for k in range(0, len(rows), step):
                    batch = np.array([ids for _, ids in rows[k : k + step]])
                    words = self._table[batch].astype(np.float32) * self._scale[batch]
                    vectors, *tokens = self._encoder.run(["vectors", *(f"tokens_{name}" for name in JUDGES)], {"words": words})
                    yield [text for text, _ in rows[k : k + step]], vectors, dict(zip(JUDGES, tokens, strict=True))


def fed(sides: Sequence[Sequence[Seen]], judge: str) -> dict[str, np.ndarray]:
    """Texts and claims of some pairs as a judge takes them, padded to the longest."""
    feed = {"cosine": np.array([[a.vector @ b.vector] for a, b in zip(*sides, strict=True)], np.float32)}
    for name, side in zip("ab", sides, strict=True):
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
