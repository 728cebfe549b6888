"""Quality as a gate: scores what ships on the dev sets and fails where a score falls under its pinned floor.

    python benchmarks/gate.py                        all beds; exit 1 under a floor or on other data than the floor was set on
    python benchmarks/gate.py --bed polnear          one of them
    python benchmarks/gate.py --raise                writes what was measured, a little rounded down, as the new floors where it is higher
    python benchmarks/gate.py --lower polnear 0.64 --why "…"     an explicit act; the reason stays in floors.json

Floors are in floors.json with the fingerprint of the data and the weights they were set with. Without ../shared the gate says so and
passes: the data may not be shipped. Score definitions: ../shared/tools/score_attributions.py and score_entities.py, called as they are.
"""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from beds import BEDS, SHARED, Bed, answers, score

from bukti.statements import ReaderOptions, StatementReader

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.003  # int8 arithmetic differs a little between processors


def load_floors() -> dict[str, Any]:
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return floors


def judge(bed: Bed, got: dict[str, float], floor: dict[str, Any] | None) -> str:
    """ "" where the bed holds, else what is wrong."""
    if floor is None:
        return "no floor yet; set one with --raise"
    if floor["data"] != bed.fingerprint():
        return "the data is not what the floor was set on; measure anew and set the floor"
    if got["f1"] < floor["floor"] - SLACK:
        return f"under its floor {floor['floor']:.3f}"
    return ""


def measure(bed: Bed, reader: StatementReader) -> dict[str, float]:
    documents = bed.documents()
    return score(bed, documents, list(answers(bed, reader, documents)))


def report(bed: Bed, got: dict[str, float], trouble: str, floor: dict[str, Any] | None) -> None:
    rest = "  ".join(f"{k} {v:.3f}" for k, v in got.items() if k != "f1")
    held = f"floor {floor['floor']:.3f}" if floor else "no floor"
    print(
        f"{bed.name:12} {bed.measure:32} {got['f1']:.3f}  {held}  asked {bed.asked:.2f}  {rest}"
        + (f"   FAILS: {trouble}" if trouble else ""),
        flush=True,
    )


def lower(name: str, value: float, why: str) -> None:
    floors = load_floors()
    floors[name] |= {"floor": value, "lowered": why}
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bed", choices=[b.name for b in BEDS], action="append")
    p.add_argument("--weights", default="")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--raise", dest="lift", action="store_true")
    p.add_argument("--lower", nargs=2, metavar=("BED", "FLOOR"))
    p.add_argument("--why", default="")
    a = p.parse_args()
    if a.lower:
        if not a.why:
            p.error("--lower wants --why")
        return lower(a.lower[0], float(a.lower[1]), a.why)
    if not SHARED.is_dir():
        return print(f"gate: {SHARED} is not here, nothing to measure on; passed without measuring")
    reader = StatementReader.load(ReaderOptions(weights=a.weights, threads=a.threads))
    print(f"gate: {reader.version}")
    floors, failed = load_floors(), False
    for bed in BEDS:
        if a.bed and bed.name not in a.bed:
            continue
        got = measure(bed, reader)
        held = floors.get(bed.name)
        if a.lift and (held is None or got["f1"] > held["floor"]):
            held = floors[bed.name] = {
                "floor": math.floor(got["f1"] * 200) / 200,
                "measured": round(got["f1"], 4),
                "weights": reader.version,
                "data": bed.fingerprint(),
            }
        trouble = judge(bed, got, held)
        failed |= bool(trouble)
        report(bed, got, trouble, held)
    if a.lift:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
