"""The network in torch: a BERT encoder whose lower layers read windows and whose upper layers read groups of windows, and its heads.

The encoder is multilingual-e5-small cut to six layers (BERT, Devlin et al. 2019; post-norm). Layers 1 to LOCAL attend within a window of
256 pieces; the layers above attend over all windows of a group, up to 1,536 pieces, so that a name can know of the quotation five
paragraphs on, without the cost of full attention in every layer. Windows carry a learned number there, as positions repeat in each.

Heads: `entities` tags every piece with PFSA-ID labels; `anchors` finds the piece on which a statement hangs; `pairs` tags, for one anchor
at a time, the pieces around it as its speaker, cue and content (as semantic role labelling does per predicate, e.g. He et al. 2017).
"""

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  (the name that everybody knows it by)
from torch import Tensor, nn

from bukti.network.pieces import GROUP
from bukti.network.tags import ANCHORS, ENTITY_TAGS, PAIR_TAGS, REACH

HEADS, HIDDEN, LOCAL = 12, 384, 4
PAIR, RANK = 64, 32  # widths of the pair head


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.down = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (rows, length, hidden), mask (rows, 1, 1, length) True where there is a piece."""
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(seen.transpose(1, 2).reshape(rows, length, HIDDEN)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    def __init__(self, pieces: int, layers: int = 6) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.window = nn.Embedding(GROUP, HIDDEN)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(0.1)
        self.entities = nn.Linear(HIDDEN, len(ENTITY_TAGS))
        self.anchors = nn.Sequential(nn.Linear(HIDDEN, 128), nn.GELU(), nn.Linear(128, len(ANCHORS)))
        self.pairs = Pairs()
        nn.init.normal_(self.window.weight, std=0.01)

    def encode(self, ids: Tensor) -> Tensor:
        """ids (groups, windows, length), 1 is padding -> hidden states of the same shape."""
        groups, windows, length = ids.shape
        real = ids != 1
        x = self.word(ids) + self.position.weight[:length]
        x = self.drop(self.norm(x)).view(groups * windows, length, HIDDEN)
        for layer in self.layers[:LOCAL]:
            x = layer(x, real.view(groups * windows, 1, 1, length))
        x = x.view(groups, windows, length, HIDDEN) + self.window.weight[:windows, None]
        x = x.view(groups, windows * length, HIDDEN)
        for layer in self.layers[LOCAL:]:
            x = layer(x, real.view(groups, 1, 1, windows * length))
        return x.view(groups, windows, length, HIDDEN)

    def start_from(self, arrays: dict[str, np.ndarray]) -> None:
        """Takes over the tensors of start.npz. Token type 0 goes into the positions: there is no second type here."""
        t = {k: torch.from_numpy(np.array(v, np.float32)) for k, v in arrays.items()}
        state = {"word.weight": t["emb.word"], "position.weight": t["emb.pos"] + t["emb.type"].view(2, -1)[0]}
        state |= {"norm.weight": t["emb.ln.w"], "norm.bias": t["emb.ln.b"]}
        names = {"ao": "out", "aln": "norm1", "fi": "up", "fo": "down", "oln": "norm2"}
        for i in range(len(self.layers)):
            for end, full in (("w", "weight"), ("b", "bias")):
                state[f"layers.{i}.qkv.{full}"] = torch.cat([t[f"l{i}.{x}.{end}"] for x in "qkv"])
                state |= {f"layers.{i}.{ours}.{full}": t[f"l{i}.{theirs}.{end}"] for theirs, ours in names.items()}
        missing, unexpected = self.load_state_dict(state, strict=False)
        if unexpected or any(m.startswith(("word", "position", "norm", "layers")) for m in missing):
            raise ValueError(f"start weights do not fit: {missing} {unexpected}")


def bucket(offset: Tensor) -> Tensor:
    """Signed distance -> 0..64: exact up to 16 pieces, then logarithmic up to REACH."""
    size = offset.abs().float()
    far = 16 + (size.clamp(min=16) / 16).log2() / np.log2(REACH / 16) * 16
    return (torch.where(size < 16, size, far.floor()).clamp(max=32) * offset.sign() + 32).long()


class Pairs(nn.Module):
    """Tags (anchor, piece): logits of ROLE_TAGS, then of CONTENT_TAGS."""

    def __init__(self) -> None:
        super().__init__()
        self.anchor = nn.Linear(HIDDEN, PAIR)
        self.piece = nn.Linear(HIDDEN, PAIR)
        self.distance = nn.Embedding(65, PAIR)
        self.query = nn.Linear(HIDDEN, PAIR_TAGS * RANK)
        self.key = nn.Linear(HIDDEN, PAIR_TAGS * RANK)
        self.smooth = nn.Conv1d(PAIR, PAIR, 5, padding=2)
        self.out = nn.Linear(2 * PAIR, PAIR_TAGS)

    def forward(self, anchors: Tensor, around: Tensor, offsets: Tensor) -> Tensor:
        """anchors (n, hidden), around (n, length, hidden), offsets (length,) from the anchor -> (n, length, PAIR_TAGS)."""
        near = self.distance(bucket(offsets))
        return self.tag(self.anchor(anchors), self.query(anchors), self.piece(around) + near, self.key(around))

    def tag(self, anchor: Tensor, query: Tensor, piece: Tensor, key: Tensor) -> Tensor:
        n, length, _ = piece.shape
        e = F.gelu(anchor[:, None] + piece)
        s = F.gelu(self.smooth(e.transpose(1, 2))).transpose(1, 2)
        match = (query.view(n, 1, PAIR_TAGS, RANK) * key.view(n, length, PAIR_TAGS, RANK)).sum(-1) / RANK**0.5
        return self.out(torch.cat([e, s], -1)) + match
