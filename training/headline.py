"""The head for headlines: for, against or observing a rumour. Trained last, on what the frozen judge sees of each pair.

    python training/headline.py build/training ../shared/data

Emergent (Ferreira and Vlachos 2016) is here only with the third that is for development, so what the head reaches is measured on it by
cross-validation over five folds of rumours; then it is trained on all of it, and put into the checkpoint of the judge of inference.
"""

import json
import random
import sys
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812  (the name that everybody knows it by)
from compare import Example, laid
from judge import Judge
from states import States
from torch import Tensor

from bukti.network.tags import HEADLINES

CHECKPOINT = "nli.pt"
FOLDS, STEPS, RATE, DECAY = 5, 400, 1e-3, 0.1


def pairs(data: Path) -> tuple[list[Example], list[int], list[str]]:
    rows = [json.loads(line) for line in (data / "emergent/pairs.jsonl").open(encoding="utf-8")]
    examples = [Example(d["headline"], d["claim"]) for d in rows]
    return examples, [HEADLINES.index(d["stance"]) for d in rows], [d["claim_id"] for d in rows]


@torch.no_grad()
def seen(judge: Judge, states: States, examples: list[Example]) -> Tensor:
    judge.eval()
    states.add({t for e in examples for t in (e.text, e.claim)})
    out = []
    for k in range(0, len(examples), 64):
        a, b, real_a, real_b, cosine = laid(examples[k : k + 64], states)
        out.append(judge(judge.tokens(a), judge.tokens(b), real_a, real_b, cosine)[2])
    return torch.cat(out)


def train(judge: Judge, x: Tensor, y: Tensor) -> None:
    """From fresh weights, all pairs at once."""
    for layer in (judge.press, judge.headline):
        layer.reset_parameters()
    optimiser = torch.optim.AdamW([*judge.press.parameters(), *judge.headline.parameters()], lr=RATE, weight_decay=DECAY)
    weight = (len(y) / len(HEADLINES) / torch.bincount(y, minlength=len(HEADLINES))).sqrt()  # macro F1 counts the rare stance as much
    judge.train()
    for _ in range(STEPS):
        loss = F.cross_entropy(judge.headlines(x), y, weight=weight)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
    judge.eval()


def macro_f1(found: Tensor, gold: Tensor) -> float:
    scores = []
    for k in range(len(HEADLINES)):
        right = int(((found == k) & (gold == k)).sum())
        scores.append(2 * right / max(1, int((found == k).sum() + (gold == k).sum())))
    return sum(scores) / len(scores)


def main() -> None:
    folder, data = Path(sys.argv[1]), Path(sys.argv[2])
    torch.manual_seed(1)
    saved = torch.load(folder / CHECKPOINT, weights_only=True)
    judge = Judge()
    judge.load_state_dict(saved["judge"])
    examples, gold, rumours = pairs(data)
    x, y = seen(judge, States(folder), examples), torch.tensor(gold)
    order = sorted(set(rumours))
    random.Random(1).shuffle(order)
    fold = torch.tensor([order.index(r) % FOLDS for r in rumours])
    found = torch.zeros_like(y)
    for k in range(FOLDS):
        train(judge, x[fold != k], y[fold != k])
        found[fold == k] = judge.headlines(x[fold == k]).argmax(-1)
    accuracy = float((found == y).float().mean())
    result = {"macro_f1": round(macro_f1(found, y), 3), "accuracy": round(accuracy, 3), "pairs": len(y), "rumours": len(order)}
    print(f"Emergent, {FOLDS}-fold over rumours: {result}")
    (folder / "headline.json").write_text(json.dumps(result))
    train(judge, x, y)
    saved["judge"] = judge.state_dict()
    torch.save(saved, folder / CHECKPOINT)


if __name__ == "__main__":
    main()
