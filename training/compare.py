"""Training of the judge of pairs (judge.py) on the states of the frozen encoder. One page, after start.py.

    python training/compare.py build/training ../shared/data            CPU or GPU, whichever is there
    python training/compare.py build/training ../shared/data --resume   goes on from the last checkpoint

What serves inference spoils stances and the other way round, so after a common start two judges go their own ways (--start, --name): one
for stances, with more of the stories, and one for inference, with more of the pairs of nli.

What it learns from, each for its own head (see bukti.network.tags):
    nli       IndoNLI train (Mahendra et al. 2021), SICK train (Marelli et al. 2014)
    stance    written/stances/*.json: invented stories in four languages, made for bukti; and the pairs of nli, with less weight, as an
              entailed claim is asserted and a contradicted one denied

The encoder is the int8 one that ships, so that the judge learns from what it will see. Its states are computed once a text (states/).
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  (the name that everybody knows it by)
from judge import TAPS, Judge
from model import HIDDEN
from states import States
from torch import Tensor, nn
from variants import Names, names_of, redated, renamed, twisted, worded_anew

from bukti.claims.wording import worded
from bukti.network.tags import NLI, STANCES

HERE = Path(__file__).parent
BATCH = 48
RATE = 1e-3
WARM = 80  # steps
INDONLI = 10_330  # pairs; those of SICK come after them
DERIVED = 0.3  # weight of stances that are derived from nli
WEIGHT = {"nli": 1.0, "stance": 1.0}
NEGATIVES = 3.0  # pairs without a stance for each with one, drawn anew in every epoch
DEALS = 3
FOREIGN = 2  # stories that twisted claims take names from
BEHIND = 0.35  # share of statements that another one is put before
TWISTED = 0.25  # share of pairs with a stance that are seen with a twisted claim too
RENAMED = 0.35, 0.08  # shares of pairs with a stance, and without, whose claim has a strange name for one that the text leaves out
HARD = 6.0  # how much likelier a pair without a stance is taken whose claim has the same words as one that has
STANCE_OF_NLI = {"entailment": "asserts", "neutral": "none", "contradiction": "denies"}


@dataclass(frozen=True, slots=True)
class Example:
    """Targets are indices into NLI and STANCES; -100 where this pair says nothing of them."""

    text: str
    claim: str
    nli: int = -100
    stance: int = -100
    derived: bool = False


def nli(data: Path, part: str) -> Iterator[Example]:
    names = {n[0]: n for n in NLI}
    for line in (data / f"indonli/{'train' if part == 'train' else 'val'}.jsonl").open(encoding="utf-8"):
        d = json.loads(line)
        yield entailed(d["premise"], d["hypothesis"], names[d["label"][0]])
    sick = (data / f"sick/SICK_{'train' if part == 'train' else 'trial'}.txt").read_text(encoding="utf-8").splitlines()[1:]
    for row in (line.split("\t") for line in sick):
        yield entailed(row[1], row[2], names[row[4][0].lower()])


def entailed(text: str, claim: str, name: str) -> Example:
    return Example(text, claim, nli=NLI.index(name), stance=STANCES.index(STANCE_OF_NLI[name]), derived=True)


def stories() -> list[dict[str, Any]]:
    return [json.loads(p.read_text(encoding="utf-8")) for p in sorted((HERE / "written/stances").glob("*.json"))]


def stances(story: dict[str, Any], foreign: Names, rng: random.Random, dealt: random.Random) -> Iterator[Example]:
    """All pairs of a written story that have a stance, and some of those that have none. A claim is read in one of its forms.

    A statement that stands by itself is sometimes put behind another one of its story, so that what stands before is not taken for it;
    `dealt` says which, and deals the same few times over, since every new text has to be run through the encoder.
    """
    with_stance, without = list[Example](), list[tuple[float, Example]]()
    own, none = names_of(story), STANCES.index("none")
    for s, text in told(story, dealt):
        for key, claim in story["claims"].items():
            wording, english = worded_anew(story, key, rng)
            stance = s["stance"].get(key, "none")
            if rng.random() < RENAMED[stance == "none"]:
                wording = renamed(redated(claim, [], rng), text, own, foreign, rng)
            if stance == "none":
                near = max((overlap(claim, story["claims"][k]) for k in s["stance"]), default=0.0)
                without.append((rng.random() ** (1 / (1 + HARD * near)), Example(text, wording, stance=none)))
                continue
            with_stance.append(Example(text, wording, stance=STANCES.index(stance)))
            if english and rng.random() < TWISTED and (other_claim := twisted(wording, text, own, foreign, rng)):
                with_stance.append(Example(text, other_claim, stance=none))
    yield from with_stance
    # Weighted, without replacement (Efraimidis and Spirakis 2006).
    without.sort(key=lambda drawn: -drawn[0])
    yield from (example for _, example in without[: int(NEGATIVES * sum(e.stance != none for e in with_stance))])


def told(story: dict[str, Any], dealt: random.Random) -> Iterator[tuple[dict[str, Any], str]]:
    """Every statement of a story and the text that it is read as."""
    for s in story["statements"]:
        before = s.get("before", "")
        if not before and dealt.random() < BEHIND:
            other = dealt.choice([o for o in story["statements"] if o["lang"] == s["lang"]])
            before = worded(other.get("speaker", ""), other.get("cue", ""), other["content"])
        yield s, worded(s.get("speaker", ""), s.get("cue", ""), s["content"], before)


def overlap(one: str, other: str) -> float:
    """Share of words that two claims have in common."""
    a, b = (set(text.casefold().rstrip(".").split()) for text in (one, other))
    return len(a & b) / len(a | b)


def laid(batch: list[Example], known: States) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Taps of texts and claims with their masks, and the cosines of their vectors."""
    sides = [[known[e.text] for e in batch], [known[e.claim] for e in batch]]
    out: list[Tensor] = []
    for side in sides:
        taps = torch.zeros(len(side), max(len(s.taps) for s in side), len(TAPS) * HIDDEN)
        for row, s in zip(taps, side, strict=True):
            row[: len(s.taps)] = torch.from_numpy(s.taps).float()
        out.append(taps)
    masks = [torch.tensor([[i < len(s.taps) for i in range(t.shape[1])] for s in side]) for side, t in zip(sides, out, strict=True)]
    cosine = torch.tensor([[float(a.vector @ b.vector)] for a, b in zip(*sides, strict=True)])
    return out[0], out[1], masks[0], masks[1], cosine


def batches(examples: list[Example], known: States, rng: random.Random) -> list[list[Example]]:
    """Of like length, in random order."""
    rng.shuffle(examples)
    out = []
    for k in range(0, len(examples), BATCH * 40):
        some = sorted(examples[k : k + BATCH * 40], key=lambda e: len(known[e.text].taps) + len(known[e.claim].taps))
        out += [some[j : j + BATCH] for j in range(0, len(some), BATCH)]
    rng.shuffle(out)
    return out


def loss_of(answers: tuple[Tensor, ...], batch: list[Example], device: str) -> Tensor:
    total = torch.zeros((), device=device)
    for name, logits in zip(("nli", "stance"), answers, strict=False):
        target = torch.tensor([getattr(e, name) for e in batch], device=device)
        if (target < 0).all():
            continue
        weight = torch.tensor([DERIVED if name == "stance" and e.derived else WEIGHT[name] for e in batch], device=device)
        each = F.cross_entropy(logits.float(), target, ignore_index=-100, reduction="none")
        total = total + (each * weight).sum() / len(batch)
    return total


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each kind an epoch takes: a share of the pairs of nli, and how often each story is read."""

    nli: float
    stance: float


class Run:
    def __init__(self, folder: Path, data: Path, without: str, shares: Shares) -> None:
        self.folder, self.data, self.without, self.shares = folder, data, without, shares
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.states = States(folder)
        self.judge = Judge().to(self.device)
        self.optimiser = torch.optim.AdamW(self.judge.parameters(), lr=RATE, weight_decay=0.01)
        self.epochs, self.steps, self.rate = 0, 0, RATE

    def standardise(self, texts: list[str]) -> None:
        """Where the states lie and how far they spread, from some of the texts."""
        taps = torch.cat([torch.from_numpy(self.states[t].taps).float() for t in texts])
        self.judge.centre.copy_(taps.mean(0))
        self.judge.spread.copy_(taps.std(0) + 1e-3)

    def examples(self, rng: random.Random) -> list[Example]:
        """Read again for every epoch, so stories that were added meanwhile take part. Of SICK half: it is the easiest."""
        share = self.shares
        out = [e for n, e in enumerate(nli(self.data, "train")) if rng.random() < share.nli * (1 if n < INDONLI else 0.5)]
        known = [story for story in stories() if story["story"] not in self.without.split(",")]
        names = {story["story"]: names_of(story) for story in known}
        for n, story in enumerate(known):
            for _ in range(int(share.stance + rng.random())):
                foreign = names[known[n - 1 - rng.randrange(FOREIGN)]["story"]]
                out += list(stances(story, foreign, rng, random.Random(f"{story['story']} {rng.randrange(DEALS)}")))
        return out

    def start_from(self, path: Path) -> None:
        self.judge.load_state_dict(torch.load(path, map_location=self.device, weights_only=True)["judge"])
        self.steps = 1  # so that the states are not standardised anew

    def save(self, name: str) -> None:
        state = {"judge": self.judge.state_dict(), "optimiser": self.optimiser.state_dict(), "epochs": self.epochs, "steps": self.steps}
        torch.save(state, self.folder / "compare.tmp")
        (self.folder / "compare.tmp").replace(self.folder / name)

    def resume(self, name: str) -> None:
        state = torch.load(self.folder / name, map_location=self.device, weights_only=True)
        self.judge.load_state_dict(state["judge"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epochs, self.steps = state["epochs"], state["steps"]

    def step(self, batch: list[Example], share: float) -> float:
        """`share` of the planned steps that is done: the rate falls linearly to zero."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * min(1.0, (self.steps + 1) / WARM) * max(0.0, 1 - share)
        answers = self.answers(batch)
        loss = loss_of(answers, batch, self.device)
        loss.backward()
        nn.utils.clip_grad_norm_(self.judge.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.steps += 1
        return loss.item()

    def answers(self, batch: list[Example]) -> tuple[Tensor, Tensor]:
        a, b, real_a, real_b, cosine = (t.to(self.device) for t in laid(batch, self.states))
        result: tuple[Tensor, Tensor] = self.judge(self.judge.tokens(a), self.judge.tokens(b), real_a, real_b, cosine)
        return result

    @torch.no_grad()
    def accuracy(self, examples: list[Example], head: str) -> float:
        self.judge.eval()
        right = 0
        for batch in batches(list(examples), self.states, random.Random(0)):
            logits = self.answers(batch)[("nli", "stance").index(head)]
            right += sum(int(a) == getattr(e, head) for a, e in zip(logits.argmax(-1), batch, strict=True))
        self.judge.train()
        return right / len(examples)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("data", type=Path)
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--without", default="", help="stories to leave out, with commas: to measure on what was not learned")
    p.add_argument("--nli", type=float, default=1.0, help="share of the pairs of nli in an epoch")
    p.add_argument("--stance", type=float, default=1.0, help="how often each story is read in an epoch")
    p.add_argument("--start", type=Path, help="checkpoint to start from")
    p.add_argument("--name", default="compare.pt", help="checkpoint to write")
    p.add_argument("--rate", type=float, default=RATE)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    run = Run(a.folder, a.data, a.without, Shares(a.nli, a.stance))
    run.rate = a.rate
    if a.resume:
        run.resume(a.name)
    elif a.start:
        run.start_from(a.start)
    held = list(nli(a.data, "dev"))[:1000]
    run.states.add({t for e in held for t in (e.text, e.claim)})
    run.judge.train()
    while run.epochs < a.epochs:
        rng = random.Random(a.seed + run.epochs)
        examples = run.examples(rng)
        run.states.add({t for e in examples for t in (e.text, e.claim)})
        if not run.steps:
            run.standardise([e.text for e in rng.sample(examples, 1000)])
        queue = batches(examples, run.states, rng)
        began, shown = time.monotonic(), 0.0
        for n, batch in enumerate(queue, 1):
            shown += run.step(batch, (run.epochs + n / len(queue)) / a.epochs)
            if n % 100 == 0:
                print(
                    f"epoch {run.epochs}  {n}/{len(queue)}  {(time.monotonic() - began) / 60:.1f} min  loss {shown / 100:.3f}", flush=True
                )
                shown = 0.0
        run.epochs += 1
        run.save(a.name)
        print(f"epoch {run.epochs} done, {len(examples)} pairs: nli of 1,000 IndoNLI val pairs {run.accuracy(held, 'nli'):.3f}", flush=True)
    assert math.isfinite(sum(x.sum().item() for x in run.judge.parameters()))


if __name__ == "__main__":
    main()
