"""Step 2: corpora to pieces and tags, one JSON object a document in docs.jsonl.

A corpus only has the keys that it labels (`entities`, `statements`); training masks the rest:
    pfsa-id               entities
    polnear, german       statements (German with nested ones)
    annotations/*.jsonl   statements of PFSA-ID train articles, annotated for bukti (offsets only; the texts stay where they are)
    written/*.txt         invented Indonesian, Russian, English, Ukrainian reports with statements

    python training/prepare.py build/training ../shared/data
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from notation import inline
from tokenizers import Tokenizer

from bukti.network.pieces import Pieces, split
from bukti.network.tags import ENTITY_TAGS

HERE = Path(__file__).parent
CORPORA = ("pfsa-id", "polnear", "german-news-quotes")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def documents(data: Path, part: str) -> Iterator[dict[str, Any]]:
    """Documents of `part` (train or dev) with their corpus named; full statements replace none where they were annotated later."""
    later: dict[str, Any] = {}
    if part == "train":
        for path in sorted((HERE / "annotations").glob("*.jsonl")):
            later.update({d["id"]: d["statements"] for d in rows(path)})
    for corpus in CORPORA:
        for d in rows(data / corpus / f"{part}.jsonl"):
            if d["id"] in later:
                d["statements"] = later[d["id"]]
            yield {**d, "corpus": corpus}
    if part == "dev":
        for d in rows(data / "id-attributions/dev.jsonl"):
            yield {**d, "corpus": "id-attributions"}
    else:
        for path in sorted((HERE / "written").glob("*.txt")):
            for d in inline(path):
                yield {**d, "corpus": "written"}


def entity_tags(pieces: Pieces, entities: list[list[Any]]) -> list[int]:
    tags = [0] * len(pieces)
    for start, end, label in entities:
        for n, i in enumerate(pieces.covering(start, end)):
            tags[i] = ENTITY_TAGS.index(f"{'I' if n else 'B'}-{label}")
    return tags


def statement_tags(pieces: Pieces, statement: dict[str, Any]) -> dict[str, Any] | None:
    """Anchor piece, its kind (1 cue, 2 content) and piece ranges per role; None where no piece is covered."""
    spans = {r: [(x.start, x.stop) for s in sorted(statement[r]) if (x := pieces.covering(*s))] for r in ("speaker", "cue", "content")}
    if not spans["content"]:
        return None
    # "ujarnya": the speaker stands inside the cue; reading restores it by rule, the tags cannot hold both.
    cue = spans["cue"]
    spans["speaker"] = [s for s in spans["speaker"] if not any(a <= s[0] < b for a, b in cue)]
    first = cue or spans["content"]
    return {"anchor": first[0][0], "kind": 1 if cue else 2, **spans}


def convert(d: dict[str, Any], tokenizer: Tokenizer) -> dict[str, Any]:
    pieces = split(d["text"], tokenizer)
    out: dict[str, Any] = {
        "id": d["id"], "corpus": d["corpus"], "lang": d.get("lang", "en"),
        "ids": pieces.ids.tolist(), "breaks": pieces.breaks.tolist(),
    }  # fmt: skip
    if "entities" in d:
        out["entities"] = entity_tags(pieces, d["entities"])
    if "statements" in d:
        by_anchor = {}
        for s in d["statements"]:
            if (t := statement_tags(pieces, s)) is not None:
                by_anchor.setdefault(t["anchor"], t)
        out["statements"] = [by_anchor[a] for a in sorted(by_anchor)]
    return out


def main() -> None:
    out, data = Path(sys.argv[1]), Path(sys.argv[2])
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    part = out / "docs.part"  # moved in place when whole: a training may be running that reads docs.jsonl
    with part.open("w", encoding="utf-8") as f:
        n = 0
        for d in documents(data, "train"):
            f.write(json.dumps(convert(d, tokenizer)) + "\n")
            n += 1
    part.replace(out / "docs.jsonl")
    print(f"{n} documents -> {out / 'docs.jsonl'}")


if __name__ == "__main__":
    main()
