"""The judge of pairs in torch: what a text says of a claim, from the states of a frozen encoder.

Each piece is seen through three layers of multilingual-e5-small at once. The pieces of the text are aligned softly with those of the claim
and compared with what they are aligned with (as in decomposable attention, Parikh et al. 2016, and ESIM, Chen et al. 2017); one
transformer layer then lets a "not" reach what it negates. About a million weights, so a pair costs a hundredth of what the encoder does.
"""

import torch
import torch.nn.functional as F  # noqa: N812  (the name that everybody knows it by)
from model import HIDDEN
from torch import Tensor, nn

from bukti.network.tags import NLI, STANCES

TAPS = (4, 8, 12)  # layers of the encoder, counted from 1
STUDENT_TAPS, STUDENT_LAYERS = (0, 2, 4), 4  # of the student (student.py); 0 is the embedding
WIDTH, HEAD, JOINT = 192, 32, 256
DROP = 0.2
ALIGN = 1.4  # of queries and keys at the start: their product is then about twice the likeness of two pieces


class Judge(nn.Module):
    def __init__(self, width: int = WIDTH, taps: int = len(TAPS)) -> None:
        super().__init__()
        # States of an encoder lie in a narrow cone, a few dimensions far out: without this the judge hardly learns.
        self.register_buffer("centre", torch.zeros(taps * HIDDEN))
        self.register_buffer("spread", torch.ones(taps * HIDDEN))
        self.project = nn.Linear(taps * HIDDEN, width)
        self.seen = nn.LayerNorm(width)
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.compared = nn.Linear(4 * width, width)
        self.norm0 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.norm2 = nn.LayerNorm(width)
        self.joint = nn.Linear(4 * width + 1, JOINT)
        self.nli, self.stance = nn.Linear(JOINT, len(NLI)), nn.Linear(JOINT, len(STANCES))
        self.drop = nn.Dropout(DROP)
        # So that pieces are aligned with those that are like them from the first step on.
        nn.init.orthogonal_(self.project.weight)
        for layer, gain in ((self.query, ALIGN), (self.key, ALIGN), (self.value, 1.0)):
            nn.init.eye_(layer.weight)
            nn.init.zeros_(layer.bias)
            layer.weight.data *= gain

    def tokens(self, taps: Tensor) -> Tensor:
        """What the judge sees of each piece, the same whatever it is compared with."""
        return self.seen(self.project((taps - self.centre) / self.spread))

    def forward(self, a: Tensor, b: Tensor, real_a: Tensor, real_b: Tensor, cosine: Tensor) -> tuple[Tensor, Tensor]:
        """a (pairs, n, width) and b (pairs, m, width) tokens of text and claim, masks True where there is a piece, cosine (pairs, 1) of the
        two vectors -> logits of nli and stance."""
        scores = split(self.query(a)) @ split(self.key(b)).transpose(2, 3) / HEAD**0.5
        of_b = F.softmax(scores.masked_fill(~real_b[:, None, None, :], -1e4), -1) @ split(self.value(b))
        of_a = F.softmax(scores.transpose(2, 3).masked_fill(~real_a[:, None, None, :], -1e4), -1) @ split(self.value(a))
        sides = [self.mixed(self.compare(x, merged(y)), m) for x, y, m in ((a, of_b, real_a), (b, of_a, real_b))]
        pooled = [f(x, m) for x, m in zip(sides, (real_a, real_b), strict=True) for f in (mean, largest)]
        joint = self.drop(F.gelu(self.joint(self.drop(torch.cat([*pooled, cosine], -1)))))
        return self.nli(joint), self.stance(joint)

    def compare(self, x: Tensor, aligned: Tensor) -> Tensor:
        both = torch.cat([x, aligned, x - aligned, x * aligned], -1)
        return self.norm0(F.gelu(self.compared(self.drop(both))))

    def mixed(self, x: Tensor, real: Tensor) -> Tensor:
        q, k, v = (split(y) for y in self.qkv(x).chunk(3, -1))
        weights = F.softmax((q @ k.transpose(2, 3) / HEAD**0.5).masked_fill(~real[:, None, None, :], -1e4), -1)
        x = self.norm1(x + self.drop(self.out(merged(weights @ v))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


def split(x: Tensor) -> Tensor:
    return x.view(x.shape[0], x.shape[1], -1, HEAD).transpose(1, 2)


def merged(x: Tensor) -> Tensor:
    return x.transpose(1, 2).flatten(2)


def mean(x: Tensor, real: Tensor) -> Tensor:
    weight = real.unsqueeze(-1).to(x.dtype)
    return (x * weight).sum(1) / weight.sum(1)


def largest(x: Tensor, real: Tensor) -> Tensor:
    return x.masked_fill(~real.unsqueeze(-1), -1e4).amax(1)
