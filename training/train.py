"""Step 3: train encoder and heads together. Checkpoints every few minutes; --resume goes on where it stopped.

    python training/train.py build/training --minutes 120            CPU (bf16) or GPU, whichever is there
    python training/train.py build/training --minutes 120 --resume   goes on; new documents in docs.jsonl are taken in

The learning rate falls linearly to zero over --minutes of training time (all runs of one training added up), so a slow machine takes
fewer steps and still ends well. --finish adds a second, shorter fall from half the rate, with more of what is still hard. Every corpus
teaches only what it labels (see prepare.py).
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  (the name that everybody knows it by)
from model import Network
from torch import Tensor

from bukti.network.pieces import BOS, EOS, GROUP, PAD, UNK, WINDOW
from bukti.network.tags import REACH, ROLE_TAGS

PIECES_A_STEP = 4096
# How often a document is seen in an epoch: more where a corpus is small or hard to learn; a fraction is a chance.
REPEAT = {"pfsa-id": 3.0, "german-news-quotes": 2.0, "polnear": 0.7, "written": 2.0}
FINISH_REPEAT = {"pfsa-id": 1.5, "german-news-quotes": 2.0, "polnear": 0.35, "written": 1.0}
FINISH_RATE = 0.5  # of the peak
ENTITIES = 2.5  # weight of their loss beside those of anchors and pairs
RATE = {"encoder": 2e-4, "heads": 2e-3}
WARM = 60  # steps


class Group:
    """Windows of one document that are read together. `lay` gives them a common width: ids (windows, width) and, in `place`, where
    each piece of the document went in them, flat."""

    def __init__(self, doc: dict[str, Any], spans: list[tuple[int, int]]) -> None:
        self.doc, self.spans, self.start, self.end = doc, spans, spans[0][0], spans[-1][1]
        self.width = max(b - a for a, b in spans) + 2
        self.ids = self.place = np.zeros(0, np.int64)

    def lay(self, width: int) -> None:
        self.ids = np.full((len(self.spans), width), PAD, np.int64)
        self.place = np.zeros(self.end - self.start, np.int64)
        for w, (a, b) in enumerate(self.spans):
            self.ids[w, : b - a + 2] = [BOS, *self.doc["ids"][a:b], EOS]
            self.place[a - self.start : b - self.start] = w * width + 1 + np.arange(b - a)


def cut(doc: dict[str, Any], rng: random.Random) -> list[Group]:
    """Windows of about equal length, and groups of them, at other places in every epoch."""
    n, most = len(doc["ids"]), WINDOW - 2
    if not n:
        return []
    count = -(-n // most) + (rng.random() < 0.3 and n > most)
    capacity = min(most, int(n / count * 1.08) + 4)
    limit = rng.randint(capacity * 5 // 6, capacity) if n > most else capacity
    spans, start = [], 0
    while n - start > limit:
        tail = np.array(doc["breaks"][start + 1 : start + limit + 1])
        tail[: limit * 6 // 7] = -1
        best = len(tail) - 1 - int(np.argmax(tail[::-1]))
        spans.append((start, start + best + 1))
        start, limit = start + best + 1, capacity
    spans.append((start, n))
    return [Group(doc, spans[i : i + GROUP]) for i in range(0, len(spans), GROUP)]


def epoch(docs: list[dict[str, Any]], rng: random.Random, repeat: dict[str, float] = REPEAT) -> list[list[Group]]:
    """Batches of groups of like shape, PIECES_A_STEP places at most, in random order."""
    pool: list[Group] = []
    for d in docs:
        for _ in range(int(repeat[d["corpus"]] + rng.random())):
            pool.extend(cut(d, rng))
    rng.shuffle(pool)
    pool.sort(key=lambda g: (len(g.spans), g.width // 12))
    batches: list[list[Group]] = []
    while pool:
        batch = [pool.pop()]
        size, width = len(batch[0].spans), batch[0].width
        while pool and len(pool[-1].spans) == size and (len(batch) + 1) * size * max(width, pool[-1].width) <= PIECES_A_STEP:
            batch.append(pool.pop())
            width = max(width, batch[-1].width)
        for g in batch:
            g.lay(width)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def entity_loss(net: Network, h: Tensor, batch: list[Group]) -> Tensor:
    """Mean over labelled pieces; 0 where no document of the batch has entities."""
    target = torch.full((len(batch), h.shape[1]), -100)
    for i, g in enumerate(batch):
        if "entities" in g.doc:
            target[i, g.place] = torch.tensor(g.doc["entities"][g.start : g.end])
    if (target >= 0).sum() == 0:
        return h.sum() * 0
    return F.cross_entropy(net.entities(h).flatten(0, 1).float(), target.flatten().to(h.device))


def within(g: Group) -> list[dict[str, Any]]:
    return [s for s in g.doc["statements"] if g.start <= s["anchor"] < g.end]


def anchor_loss(net: Network, h: Tensor, batch: list[Group]) -> tuple[Tensor, Tensor]:
    target = torch.full((len(batch), h.shape[1]), -100)
    for i, g in enumerate(batch):
        if "statements" in g.doc:
            target[i, g.place] = 0
            for s in within(g):
                target[i, g.place[s["anchor"] - g.start]] = s["kind"]
    logits = net.anchors(h).float()
    known = (target >= 0).sum().item()
    if not known:
        return h.sum() * 0, logits
    # Anchors are 1 piece in 60: summed, not averaged, over the pieces of about one sentence.
    loss = F.cross_entropy(logits.flatten(0, 1), target.flatten().to(h.device), reduction="sum")
    return loss * 30 / known, logits


def pair_loss(net: Network, h: Tensor, batch: list[Group], logits: Tensor) -> Tensor:
    """Gold anchors with their tags, and the likeliest wrong anchors with nothing to tag, so that these end up empty."""
    rows: list[tuple[int, int, Group, dict[str, Any] | None]] = []
    score = torch.log_softmax(logits.detach(), -1)[..., 1:].logsumexp(-1)
    for i, g in enumerate(batch):
        if "statements" not in g.doc:
            continue
        gold = within(g)
        rows += [(i, s["anchor"] - g.start, g, s) for s in gold]
        own = score[i, g.place].clone()
        own[[s["anchor"] - g.start for s in gold]] = -99
        for a in own.topk(min(len(own), 1 + len(gold) // 4)).indices.tolist():
            if own[a] > -4:
                rows.append((i, a, g, None))
    if not rows:
        return h.sum() * 0
    offsets = torch.arange(-REACH, REACH)
    where = torch.zeros(len(rows), 2 * REACH, dtype=torch.long)
    role = torch.full((len(rows), 2 * REACH), -100)
    for n, (_, a, g, _statement) in enumerate(rows):
        index = a + offsets.numpy()
        inside = (index >= 0) & (index < g.end - g.start)
        where[n, inside] = torch.from_numpy(g.place[index[inside]])
        role[n, inside] = 0
    content = role.clone()
    for n, (_, a, g, s) in enumerate(rows):
        for name, tags, first in (("speaker", role, 1), ("cue", role, 3), ("content", content, 1)):
            for b, e in s[name] if s else ():
                lo, hi = b - g.start - a + REACH, e - g.start - a + REACH
                for t in range(max(lo, 0), min(hi, 2 * REACH)):
                    if tags[n, t] >= 0:
                        tags[n, t] = first + (t > lo)
    which = torch.tensor([i for i, *_ in rows])
    anchor_at = torch.tensor([int(g.place[a]) for _, a, g, _ in rows])
    tags_out = net.pairs(h[which, anchor_at], h[which[:, None], where], offsets.to(h.device)).float()
    n_role = len(ROLE_TAGS)
    loss = F.cross_entropy(tags_out[..., :n_role].flatten(0, 1), role.flatten().to(h.device), reduction="sum")
    loss = loss + F.cross_entropy(tags_out[..., n_role:].flatten(0, 1), content.flatten().to(h.device), reduction="sum")
    return loss / (40 * len(rows))


def blur(ids: Tensor, share: float) -> Tensor:
    """Some pieces become unknown, so that names are not learned by heart."""
    gone = (torch.rand(ids.shape) < share) & (ids > UNK)
    return torch.where(gone.to(ids.device), torch.full_like(ids, UNK), ids)


def optimiser(net: Network) -> torch.optim.AdamW:
    # Embeddings stay: pieces that no training text has must still fit the encoder.
    net.word.weight.requires_grad_(False)
    body = [p for n, p in net.named_parameters() if n.startswith(("norm", "layers", "position")) and p.requires_grad]
    heads = [p for n, p in net.named_parameters() if n.startswith(("entities", "anchors", "pairs", "window"))]
    return torch.optim.AdamW(
        [{"params": body, "peak": RATE["encoder"]}, {"params": heads, "peak": RATE["heads"]}], weight_decay=0.01, fused=True
    )


class Run:
    """State of one training: network, optimiser, steps, seconds; saved as one file and replaced in one move."""

    def __init__(self, folder: Path, minutes: float, finish: float) -> None:
        self.folder, self.seconds_planned, self.seconds_finish = folder, minutes * 60, finish * 60
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        start = np.load(folder / "start.npz")
        self.net = Network(len(start["emb.word"]))
        self.net.start_from(dict(start))
        self.net.to(self.device)
        self.optimiser = optimiser(self.net)
        self.steps, self.seconds = 0, 0.0

    def save(self) -> None:
        state = {"net": self.net.state_dict(), "optimiser": self.optimiser.state_dict(), "steps": self.steps, "seconds": self.seconds}
        torch.save(state, self.folder / "checkpoint.tmp")
        (self.folder / "checkpoint.tmp").replace(self.folder / "checkpoint.pt")

    def resume(self) -> None:
        state = torch.load(self.folder / "checkpoint.pt", map_location=self.device, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.steps, self.seconds = state["steps"], state["seconds"]

    @property
    def done(self) -> bool:
        return self.seconds >= self.seconds_planned + self.seconds_finish

    @property
    def finishing(self) -> bool:
        return self.seconds >= self.seconds_planned

    def rate(self) -> float:
        """Share of the peak rate."""
        if self.finishing:
            return FINISH_RATE * max(0.0, 1 - (self.seconds - self.seconds_planned) / self.seconds_finish)
        return min(1.0, (self.steps + 1) / WARM) * (1 - self.seconds / self.seconds_planned)

    def step(self, batch: list[Group]) -> list[float]:
        began = time.monotonic()
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * self.rate()
        ids = torch.from_numpy(np.stack([g.ids for g in batch])).to(self.device)
        with torch.autocast(self.device, torch.bfloat16):
            h = self.net.encode(blur(ids, 0.03)).flatten(1, 2)
            anchors, logits = anchor_loss(self.net, h, batch)
            losses = [ENTITIES * entity_loss(self.net, h, batch), anchors, pair_loss(self.net, h, batch, logits)]
        sum(losses).backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.steps += 1
        self.seconds += time.monotonic() - began
        return [x.item() for x in losses]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("--minutes", type=float, default=120)
    p.add_argument("--finish", type=float, default=15)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    run = Run(a.folder, a.minutes, a.finish)
    if a.resume:
        run.resume()
    rng = random.Random(a.seed + run.steps)
    saved, shown = time.monotonic(), np.zeros(3)
    run.net.train()
    while not run.done:
        # Read again for every epoch, so documents that were added meanwhile take part.
        docs = [json.loads(line) for line in (a.folder / "docs.jsonl").open(encoding="utf-8")]
        for batch in epoch(docs, rng, FINISH_REPEAT if run.finishing else REPEAT):
            shown += run.step(batch)
            if run.steps % 20 == 0:
                losses = "  ".join(f"{name} {value / 20:.3f}" for name, value in zip(("entities", "anchors", "pairs"), shown, strict=True))
                print(f"step {run.steps}  {run.seconds / 60:.1f} min  {losses}", flush=True)
                shown[:] = 0
            if time.monotonic() - saved > 240:
                run.save()
                saved = time.monotonic()
            if run.done:
                break
        print(f"epoch done at step {run.steps}", flush=True)
    run.save()


if __name__ == "__main__":
    main()
