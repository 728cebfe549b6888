"""An encoder of texts: what it makes of each, computed once and kept for a while."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from bukti.network.pieces import BOS, EOS, UNREADABLE

LONGEST = 128  # pieces of a text that count, <s> and </s> included
BATCH = 400  # pieces computed at once, in floats: with 1,000 a piece takes a fifth longer on an AMD Zen 1, with 100 a sixth
SORTED = 2_000  # texts that are put together by length
KEPT = 5_000  # texts that are kept: at 30 pieces each about 120 MB, and 190 MB of the student's
HIDDEN = 384
Mapped = Callable[..., Iterator[Any]]
TOKENS = "tokens_"  # what a graph calls its outputs for judges, each with the judge's name behind it


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as an encoder sees it: vectors of unit length, and for each judge tokens (pieces, width) in half precision, all by name."""

    vectors: dict[str, np.ndarray]
    tokens: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(next(iter(self.tokens.values())))


@dataclass(frozen=True, slots=True)
class Words:
    """The word embedding: int8 (pieces, HIDDEN) and its scales (pieces, 1)."""

    tokenizer: Tokenizer
    table: np.ndarray
    scale: np.ndarray

    def ids(self, texts: Sequence[str], prefix: str) -> list[list[int]]:
        clean = [prefix + UNREADABLE.sub("\ufffd", t[: LONGEST * 24]) for t in texts]
        return [[BOS, *e.ids[: LONGEST - 2], EOS] for e in self.tokenizer.encode_batch(clean, add_special_tokens=False)]

    def embedded(self, ids: np.ndarray) -> np.ndarray:
        found: np.ndarray = self.table[ids].astype(np.float32) * self.scale[ids]
        return found


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


class Encoder:
    """For use from one thread at a time."""

    def __init__(self, session: ort.InferenceSession, words: Words, prefix: str, together: int, mapped: Mapped) -> None:
        """`together`: how many pieces are computed at once; 1 where texts must be computed one by one. `mapped`: `map` or a pool's."""
        self._session, self._words, self._prefix, self._together, self._map = session, words, prefix, together, mapped
        self._outputs = [output.name for output in session.get_outputs()]
        self._sizes = {output.name: output.shape[-1] for output in session.get_outputs()}
        self._seen: OrderedDict[str, Seen] = OrderedDict()

    def vectors(self, texts: Sequence[str], name: str = "vectors") -> np.ndarray:
        """(texts, size) float32. Equal texts are computed once, and what is judged soon after is not computed again."""
        out = np.zeros((len(texts), self._sizes[name]), np.float32)
        places = defaultdict(list)
        for i, text in enumerate(texts):
            places[text].append(i)
        for some in batched(places, SORTED):
            for text, seen in self.see(some).items():
                out[places[text]] = seen.vectors[name]
        return out

    def see(self, texts: Iterable[str]) -> dict[str, Seen]:
        """These texts, computed where they are not kept, and put last in the order in which they are forgotten."""
        asked = dict.fromkeys(texts)
        self._seen.update(self._encoded([t for t in asked if t not in self._seen]))
        for text in asked:
            self._seen.move_to_end(text)
        out = {text: self._seen[text] for text in asked}
        while len(self._seen) > KEPT:
            self._seen.popitem(last=False)
        return out

    def _encoded(self, texts: Sequence[str]) -> Iterator[tuple[str, Seen]]:
        """In batches of texts of one length in pieces, so that none is padded."""
        for some in batched(texts, SORTED):
            by_length = defaultdict(list)
            for text, ids in zip(some, self._words.ids(some, self._prefix), strict=True):
                by_length[len(ids)].append((text, ids))
            batches = []
            for length, rows in by_length.items():
                step = max(1, self._together // length)
                batches += [rows[k : k + step] for k in range(0, len(rows), step)]
            for batch, seen in zip(batches, self._map(self._run, batches), strict=True):
                yield from zip((text for text, _ in batch), seen, strict=True)

    def _run(self, batch: Sequence[tuple[str, list[int]]]) -> list[Seen]:
        words = self._words.embedded(np.array([ids for _, ids in batch]))
        out = dict(zip(self._outputs, self._session.run(self._outputs, {"words": words}), strict=True))
        vectors = {name: rows for name, rows in out.items() if not name.startswith(TOKENS)}
        tokens = {name.removeprefix(TOKENS): rows for name, rows in out.items() if name.startswith(TOKENS)}
        return [  # copies: a row would keep its whole batch in memory
            Seen(
                {name: rows[n].copy() for name, rows in vectors.items()},
                {name: rows[n].astype(np.float16) for name, rows in tokens.items()},
            )
            for n in range(len(batch))
        ]
