"""The mean of the weights of judges that went their own ways from one start: better than either, at the cost of one.

    python training/average.py build/training/match stance-1.pt stance-2.pt --name stance.pt

Wortsman et al. 2022, "Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing inference time".
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("checkpoints", nargs="+")
    p.add_argument("--name", default="stance.pt", help="checkpoint to write")
    a = p.parse_args()
    saved = [torch.load(a.folder / name, weights_only=True) for name in a.checkpoints]
    mean = {key: torch.stack([s["judge"][key].float() for s in saved]).mean(0) for key in saved[0]["judge"]}
    torch.save({"judge": mean} | {key: max(s[key] for s in saved) for key in ("epochs", "steps")}, a.folder / a.name)


if __name__ == "__main__":
    main()
