"""The dev sets of ../shared/data, how each is scored, and a fingerprint that says which texts a number was measured on."""

import hashlib
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bukti.records import Article, Reading
from bukti.runs.local import in_order
from bukti.statements import StatementReader

SHARED = Path(os.environ.get("BUKTI_SHARED", Path(__file__).resolve().parents[2] / "shared"))
Documents = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Bed:
    """One dev set. `asked` is what the issue wants of it; the floor that the gate holds is in floors.json."""

    name: str
    path: str  # below ../shared/data
    entities: bool
    measure: str
    asked: float

    @property
    def file(self) -> Path:
        return SHARED / "data" / self.path

    def documents(self) -> Documents:
        with self.file.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def fingerprint(self) -> str:
        return hashlib.sha256(self.file.read_bytes()).hexdigest()


BEDS = (
    Bed("pfsa-id", "pfsa-id/dev.jsonl", True, "strict entity F1, 11 labels", 0.85),
    Bed("polnear", "polnear/dev.jsonl", False, "attributed F1", 0.66),
    Bed("german", "german-news-quotes/dev.jsonl", False, "attributed F1, nested included", 0.62),
    Bed("indonesian", "id-attributions/dev.jsonl", False, "attributed F1, all statements", 0.60),
)


def tool(name: str) -> ModuleType:
    """A score script of ../shared/tools as a module."""
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def article(d: dict[str, Any]) -> Article:
    return Article(d["id"], d["text"], lang=d.get("lang", ""))


def answers(bed: Bed, reader: StatementReader, documents: Documents) -> Iterator[dict[str, Any]]:
    """What `bukti extract` would say, document by document."""
    items = ((d["id"], article(d)) for d in documents)
    for name, reading in in_order(items, reader, reader.options, entities=bed.entities):
        assert isinstance(reading, Reading), reading
        statements = [{"speaker": s.speaker, "cue": s.cue, "content": s.content} for s in reading.statements]
        yield {"id": name, "statements": statements, "entities": list(reading.entities)}


def score(bed: Bed, documents: Documents, system: Documents) -> dict[str, float]:
    """The measure of the bed as `f1`, and what helps to read it."""
    if not bed.entities:
        m = tool("score_attributions").score({d["id"]: d for d in documents}, {d["id"]: d for d in system})
        return {
            "f1": m["attributed"]["f1"],
            "p": m["attributed"]["p"],
            "r": m["attributed"]["r"],
            "found": m["found"]["f1"],
            "exact": m["attributed_exact"]["f1"],
        }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "system.jsonl"
        path.write_text("\n".join(json.dumps(d) for d in system), encoding="utf-8")
        rows = tool("score_entities").score(bed.file, path)
    return {k: rows["micro"][k] for k in ("f1", "p", "r")}
