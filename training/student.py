"""Training of the student: a judge of stances with an encoder of its own that has four layers, for where there is much to read.

    python training/student.py build/training/match ../shared/data             CPU or GPU, whichever is there
    python training/student.py build/training/match ../shared/data --resume    goes on from the last epoch

Twelve layers for every statement are most of what matching costs. The student has the first four of them and trains them, which the judge
on the frozen encoder cannot (judge.py): what depth had to give it must learn. It learns four things at once from the texts of compare.py:
    stance    as the judge does, from the same pairs
    near      which claims a statement has a stance on, among those of the stories that are read with it: for blocking
    states    what layers 8 and 12 of the frozen encoder make of each piece (distillation, as in TinyBERT, Jiao et al. 2020)
    vectors   the vector that the frozen encoder makes of the text
Texts come without e5's prefix, which would be a tenth of all pieces.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  (the name that everybody knows it by)
from compare import DEALS, DERIVED, FOREIGN, HARD, INDONLI, NEGATIVES, Example, nli, overlap, stories, told
from judge import STUDENT_LAYERS as LAYERS
from judge import STUDENT_TAPS as TAPS
from judge import Judge
from model import HIDDEN, Layer, Network
from states import States
from torch import Tensor, nn
from variants import Names, names_of, redated, renamed, twisted, worded_anew

from bukti.network.encoder import LONGEST
from bukti.network.meaning import PREFIX
from bukti.network.pieces import BOS, EOS
from bukti.network.tags import STANCES

WIDTH, NEAR = 128, 128
FROZEN = 1  # layers that are not trained, nor is what is under them: a sixth of the time
TAUGHT = 2 * HIDDEN  # layers 8 and 12
HALF = 20  # statements of a story in a step, which has two of them
TOGETHER = 16  # texts of like length that are encoded at once
PAIRS = 48  # of nli in a step
RATE, ENCODER = 1e-3, 0.2  # of the heads, and of the encoder as a share of it
WARM = 150  # steps
KEPT = 0.998  # of the running mean of the weights in each step (Polyak and Juditsky 1992)
RENAMED, TWISTED = 0.25, 0.2  # shares of claims in a step, and of pairs with a stance, that get strange names and are twisted
SHARP = 0.07  # temperature of `near`
WEIGHTS = {"stance": 1.0, "near": 0.3, "states": 0.5, "vectors": 0.5}


class Student(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.position = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for layer in self.layers:
            layer.drop.p = 0.0  # the lessons of the frozen encoder keep it in bounds
        self.judge = Judge(WIDTH, len(TAPS))
        self.near = nn.Linear(HIDDEN, NEAR)
        self.vector = nn.Linear(HIDDEN, HIDDEN)
        self.taught = nn.Linear(HIDDEN, TAUGHT)

    def start_from(self, start: dict[str, np.ndarray]) -> None:
        net = Network(len(start["emb.word"]), LAYERS)
        net.start_from(start)
        own = self.state_dict()
        self.load_state_dict(own | {k: v for k, v in net.state_dict().items() if k in own})

    def states(self, words: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """words (texts, length, HIDDEN), real (texts, length) -> the taps side by side, and the last layer."""
        x = self.norm(words + self.position.weight[: words.shape[1]]).detach()
        taps = [x.detach()]
        for n, layer in enumerate(self.layers, 1):
            with torch.set_grad_enabled(torch.is_grad_enabled() and n > FROZEN):
                x = layer(x, real[:, None, None, :])
            if n in TAPS:
                taps.append(x)
        return torch.cat(taps, -1), x


@dataclass(slots=True)
class Read:
    """Texts as the student sees them, one row each."""

    tokens: list[Tensor]  # (pieces, WIDTH)
    last: list[Tensor]  # (pieces, HIDDEN)
    means: Tensor  # (texts, HIDDEN)

    def laid(self, rows: list[int]) -> tuple[Tensor, Tensor]:
        some = [self.tokens[r] for r in rows]
        real = torch.nn.utils.rnn.pad_sequence([torch.ones(len(t), dtype=torch.bool) for t in some], batch_first=True)
        return torch.nn.utils.rnn.pad_sequence(some, batch_first=True), real.to(some[0].device)


@dataclass(frozen=True, slots=True)
class Step:
    """Pairs that are learned together: of two stories, or of nli."""

    pairs: list[Example]
    told: bool


class Run:
    def __init__(self, folder: Path, data: Path, without: str, seed: int) -> None:
        self.folder, self.data, self.seed = folder, data, seed
        self.without = {name for name in without.split(",") if name}
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.teacher = States(folder)
        self.words = torch.from_numpy(self.teacher.words.astype(np.float32))
        self.student = Student()
        self.student.start_from(dict(np.load(folder / "start.npz")))
        self.student.to(self.device)
        self.mean = {k: v.clone() for k, v in self.student.state_dict().items()}
        heads = [p for n, p in self.student.named_parameters() if n.startswith(("judge", "near", "vector", "taught"))]
        encoder = [p for layer in self.student.layers[FROZEN:] for p in layer.parameters()]
        groups = [{"params": heads, "share": 1.0}, {"params": encoder, "share": ENCODER}]
        self.optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
        self.epochs = self.steps = 0
        self.prefix = len(self.teacher.tokenizer.encode(PREFIX + "a", add_special_tokens=False).ids) - 1
        self._ids: dict[str, list[int]] = {}
        known = [s for n, s in enumerate(self.teacher.known.values()) if n % 40 == 0]
        if not known:
            raise SystemExit(f"no states of the frozen encoder in {self.teacher.folder}: run compare.py first (make -C training match)")
        taps = np.concatenate([s.taps[:, HIDDEN:] for s in known]).astype(np.float32)
        self.taps_mean, self.taps_spread = torch.from_numpy(taps.mean(0)), torch.from_numpy(taps.std(0) + 1e-3)
        self.vector_mean = torch.from_numpy(np.stack([s.vector for s in known]).mean(0))

    def ids(self, text: str) -> list[int]:
        if text not in self._ids:
            self._ids[text] = [BOS, *self.teacher.tokenizer.encode(text, add_special_tokens=False).ids[: LONGEST - 2], EOS]
        return self._ids[text]

    def standardise(self, texts: list[str]) -> None:
        """Where the states lie and how far they spread, from some of the texts."""
        with torch.no_grad():
            words = [self.words[torch.tensor([self.ids(t)])].to(self.device) for t in texts]
            seen = [self.student.states(w, torch.ones(w.shape[:2], dtype=torch.bool, device=self.device))[0][0] for w in words]
        taps = torch.cat(seen)
        self.student.judge.centre.copy_(taps.mean(0))
        self.student.judge.spread.copy_(taps.std(0) + 1e-3)

    def read(self, texts: list[str]) -> Read:
        order = sorted(range(len(texts)), key=lambda i: len(self.ids(texts[i])))
        tokens, last, means = [torch.empty(0)] * len(texts), [torch.empty(0)] * len(texts), [torch.empty(0)] * len(texts)
        for k in range(0, len(order), TOGETHER):
            rows = order[k : k + TOGETHER]
            ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(self.ids(texts[r])) for r in rows], batch_first=True, padding_value=1)
            real = (ids != 1).to(self.device)
            taps, x = self.student.states(self.words[ids].to(self.device), real)
            seen = self.student.judge.tokens(taps)
            mean = (x * real[..., None]).sum(1) / real.sum(1, keepdim=True)
            for j, r in enumerate(rows):
                n = int(real[j].sum())
                tokens[r], last[r], means[r] = seen[j, :n], x[j, :n], mean[j]
        return Read(tokens, last, torch.stack(means))

    def loss(self, step: Step) -> dict[str, Tensor]:
        texts = list(dict.fromkeys(t for e in step.pairs for t in (e.text, e.claim)))
        at = {t: n for n, t in enumerate(texts)}
        read = self.read(texts)
        vectors = F.normalize(self.student.vector(read.means), dim=-1)
        a, b = [at[e.text] for e in step.pairs], [at[e.claim] for e in step.pairs]
        tokens_a, real_a = read.laid(a)
        tokens_b, real_b = read.laid(b)
        cosine = (vectors[a] * vectors[b]).sum(-1, keepdim=True)
        _, logits = self.student.judge(tokens_a, tokens_b, real_a, real_b, cosine)
        target = torch.tensor([e.stance for e in step.pairs], device=self.device)
        weight = torch.tensor([DERIVED if e.derived else 1.0 for e in step.pairs], device=self.device)
        out = {"stance": (F.cross_entropy(logits, target, reduction="none") * weight).mean()}
        if step.told:
            out["near"] = self.nearness(step, at, read)
        return out | self.lessons(texts, read, vectors)

    def nearness(self, step: Step, at: dict[str, int], read: Read) -> Tensor:
        """Cross entropy of the claims that a statement has a stance on, among all that are read with it."""
        near = F.normalize(self.student.near(read.means), dim=-1)
        rows = list(dict.fromkeys(e.text for e in step.pairs if e.stance))
        columns = list(dict.fromkeys(e.claim for e in step.pairs))
        right = torch.zeros(len(rows), len(columns), dtype=torch.bool)
        row, column = {t: n for n, t in enumerate(rows)}, {t: n for n, t in enumerate(columns)}
        for e in step.pairs:
            if e.stance:
                right[row[e.text], column[e.claim]] = True
        scores = near[[at[t] for t in rows]] @ near[[at[t] for t in columns]].T / SHARP
        kept = scores.masked_fill(~right.to(self.device), -1e4)
        return (scores.logsumexp(-1) - kept.logsumexp(-1)).mean()

    def lessons(self, texts: list[str], read: Read, vectors: Tensor) -> dict[str, Tensor]:
        """What the frozen encoder says of the same texts, where that is known."""
        rows = [n for n, t in enumerate(texts) if t in self.teacher.known]
        if not rows:
            return {}
        own, theirs, vector = [], [], []
        for n in rows:
            state = self.teacher[texts[n]]
            taps = torch.from_numpy(state.taps[1 + self.prefix : -1, HIDDEN:].astype(np.float32))
            own.append(read.last[n][1 : 1 + len(taps)])
            theirs.append(taps[: len(own[-1])])
            vector.append(torch.from_numpy(state.vector) - self.vector_mean)
        target = ((torch.cat(theirs) - self.taps_mean) / self.taps_spread).clamp(-6, 6).to(self.device)
        said = F.normalize(torch.stack(vector).to(self.device), dim=-1)
        return {
            "states": F.mse_loss(self.student.taught(torch.cat(own)), target),
            "vectors": 1 - (vectors[rows] * said).sum(-1).mean(),
        }

    def examples(self, rng: random.Random, share: float) -> list[Step]:
        known = [s for s in stories() if s["story"] not in self.without]
        names = {s["story"]: names_of(s) for s in known}
        halves = []
        for n, story in enumerate(known):
            foreign = names[known[n - 1 - rng.randrange(FOREIGN)]["story"]]
            statements = list(told(story, random.Random(f"{story['story']} {rng.randrange(DEALS)}")))
            rng.shuffle(statements)
            halves += [half(story, statements[k : k + HALF], foreign, rng) for k in range(0, len(statements), HALF)]
        rng.shuffle(halves)
        out = [Step(sum(halves[k : k + 2], []), True) for k in range(0, len(halves), 2)]
        pairs = [e for n, e in enumerate(nli(self.data, "train")) if rng.random() < share * (1 if n < INDONLI else 0.5)]
        rng.shuffle(pairs)
        out += [Step(pairs[k : k + PAIRS], False) for k in range(0, len(pairs), PAIRS)]
        rng.shuffle(out)
        return out

    def step(self, step: Step, done: float) -> dict[str, float]:
        """`done`: the share of the planned steps; the rate falls linearly to zero."""
        for group in self.optimiser.param_groups:
            group["lr"] = RATE * group["share"] * min(1.0, (self.steps + 1) / WARM) * max(0.0, 1 - done)
        losses = self.loss(step)
        torch.stack([WEIGHTS[name] * value for name, value in losses.items()]).sum().backward()
        nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.steps += 1
        kept = min(KEPT, self.steps / (self.steps + 10))
        for name, value in self.student.state_dict().items():
            self.mean[name].lerp_(value, 1 - kept)
        return {name: value.item() for name, value in losses.items()}

    def save(self, name: str) -> None:
        state = {"student": self.mean, "last": self.student.state_dict(), "optimiser": self.optimiser.state_dict()}
        torch.save(state | {"epochs": self.epochs, "steps": self.steps}, self.folder / "student.tmp")
        (self.folder / "student.tmp").replace(self.folder / name)

    def resume(self, name: str) -> None:
        state = torch.load(self.folder / name, map_location=self.device, weights_only=True)
        self.student.load_state_dict(state["last"])
        self.mean = state["student"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.epochs, self.steps = state["epochs"], state["steps"]


def half(story: dict[str, Any], statements: list[tuple[dict[str, Any], str]], foreign: Names, rng: random.Random) -> list[Example]:
    """Pairs of some statements of a story, much as compare.stances has them; but a claim has one form for all of them, since here every
    text that is new costs."""
    with_stance, without = list[Example](), list[tuple[float, Example]]()
    own, none = names_of(story), STANCES.index("none")
    forms = {key: worded_anew(story, key, rng) for key in story["claims"]}
    strange = {key for key in forms if rng.random() < RENAMED}
    for s, text in statements:
        for key, claim in story["claims"].items():
            wording, english = forms[key]
            stance = s["stance"].get(key, "none")
            if stance == "none":
                near = max((overlap(claim, story["claims"][k]) for k in s["stance"]), default=0.0)
                without.append((rng.random() ** (1 / (1 + HARD * near)), Example(text, wording, stance=none)))
                continue
            if key in strange:
                wording = renamed(redated(wording, [], rng), text, own, foreign, rng)
            with_stance.append(Example(text, wording, stance=STANCES.index(stance)))
            if english and rng.random() < TWISTED and (other_claim := twisted(wording, text, own, foreign, rng)):
                with_stance.append(Example(text, other_claim, stance=none))
    without.sort(key=lambda drawn: -drawn[0])
    return with_stance + [e for _, e in without[: int(NEGATIVES * max(2, sum(e.stance != none for e in with_stance)))]]


def shown(losses: list[dict[str, float]]) -> Iterator[str]:
    for name in WEIGHTS:
        values = [row[name] for row in losses if name in row]
        if values:
            yield f"{name} {sum(values) / len(values):.3f}"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("data", type=Path)
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--without", default="", help="stories to leave out, with commas: to measure on what was not learned")
    p.add_argument("--nli", type=float, default=0.15, help="share of the pairs of nli in an epoch")
    p.add_argument("--name", default="student.pt", help="checkpoint to write")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    run = Run(a.folder, a.data, a.without, a.seed)
    if a.resume:
        run.resume(a.name)
    run.student.train()
    while run.epochs < a.epochs:
        rng = random.Random(a.seed + run.epochs)
        queue = run.examples(rng, a.nli)
        if not run.steps:
            run.standardise([e.text for step in queue[:60] for e in step.pairs[:10]])
        began, losses = time.monotonic(), []
        for n, step in enumerate(queue, 1):
            losses.append(run.step(step, (run.epochs + n / len(queue)) / a.epochs))
            if n % 50 == 0:
                minutes = (time.monotonic() - began) / 60
                print(f"epoch {run.epochs}  {n}/{len(queue)}  {minutes:.1f} min  {'  '.join(shown(losses))}", flush=True)
                losses = []
        run.epochs += 1
        run.save(a.name)


if __name__ == "__main__":
    main()
