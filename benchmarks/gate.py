"""Quality as a gate: scores what ships on the dev sets and fails where a score falls under its pinned floor.

    python benchmarks/gate.py                        all beds and measures; exit 1 under a floor or on other data than the floor was set on
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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from beds import BEDS, SHARED, Bed, answers, score
from matching import MEASURES, Beds, Measure

from bukti.network import Fast, Meaning
from bukti.statements import ReaderOptions, StatementReader

FLOORS = Path(__file__).with_name("floors.json")
FAST = "fast-"  # measures of the small network begin so
SLACK = 0.003  # int8 arithmetic differs a little between processors


def load_floors() -> dict[str, Any]:
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return floors


def judge(value: float, data: str, floor: dict[str, Any] | None, *, down: bool = False) -> str:
    """ "" where the floor holds (or the ceiling, where less is better), else what is wrong."""
    if floor is None:
        return "no floor yet; set one with --raise"
    if floor["data"] != data:
        return "the data is not what the floor was set on; measure anew and set the floor"
    if (value > floor["floor"] + SLACK) if down else (value < floor["floor"] - SLACK):
        return f"{'over its ceiling' if down else 'under its floor'} {floor['floor']:.3f}"
    return ""


def measure(bed: Bed, reader: StatementReader) -> dict[str, float]:
    documents = bed.documents()
    return score(bed, documents, list(answers(bed, reader, documents)))


def report(bed: Bed | Measure, got: dict[str, float], trouble: str, floor: dict[str, Any] | None) -> None:
    rest = "  ".join(f"{k} {v:.3f}" for k, v in got.items() if k != "f1")
    held = f"floor {floor['floor']:.3f}" if floor else "no floor"
    what = bed.measure if isinstance(bed, Bed) else bed.what
    print(f"{bed.name:15} {what:52} {got['f1']:.3f}  {held}  asked {bed.asked:.2f}  {rest}", end="")
    print(f"   FAILS: {trouble}" if trouble else "", flush=True)


def raised(value: float, held: dict[str, Any] | None, version: str, data: str, *, down: bool = False) -> dict[str, Any]:
    """The floor to hold from now on: what was measured, a little on the safe side, where that is better than what was held."""
    if held is not None and held["data"] == data and (value >= held["floor"] if down else value <= held["floor"]):
        return held
    rounded = (math.ceil if down else math.floor)(value * 200) / 200
    return {"floor": rounded, "measured": round(value, 4), "weights": version, "data": data}


def lower(name: str, value: float, why: str) -> None:
    floors = load_floors()
    floors[name] |= {"floor": value, "lowered": why}
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def results(
    asked: list[str] | None, reader: StatementReader, meaning: Meaning, fast: Meaning
) -> Iterator[tuple[Bed | Measure, dict[str, float], str, str]]:
    """Each bed and measure with its score, the fingerprint of its data, and the version of what was measured."""
    for bed in BEDS:
        if not asked or bed.name in asked:
            yield bed, measure(bed, reader), bed.fingerprint(), reader.version
    beds = Beds(reader, meaning, fast)
    for m in MEASURES:
        if not asked or m.name in asked:
            yield m, {"f1": m.get(beds)}, m.fingerprint(), f"{reader.version} {(fast if m.name.startswith(FAST) else meaning).version}"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bed", choices=[b.name for b in (*BEDS, *MEASURES)], action="append")
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
    meaning, fast = Meaning.load(threads=a.threads), Fast.load(threads=a.threads)
    print(f"gate: {reader.version}, {fast.version}")
    floors, failed = load_floors(), False
    for bed, got, data, version in results(a.bed, reader, meaning, fast):
        down = isinstance(bed, Measure) and bed.down
        if a.lift:
            floors[bed.name] = raised(got["f1"], floors.get(bed.name), version, data, down=down)
        trouble = judge(got["f1"], data, floors.get(bed.name), down=down)
        failed |= bool(trouble)
        report(bed, got, trouble, floors.get(bed.name))
    if a.lift:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
