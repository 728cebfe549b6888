"""Two notations in which people write down statements, turned into character offsets.

Stand-off, for texts that we may not copy into this repository (only the offsets are committed). One block an article, statements in
order of the text:

    # pfsa-0003
    S: Sarjono (49), peternak ... Lampung | C: mengatakan | Q: saat ini harga jual ... per kilogram hidup
    S: - | C: diyakini | Q: Kenaikan harga itu ;; dampak dari ... asal Australia
    N S: Pak Sekda | C: mengaku | Q: tidak enak badan

`...` between blanks stands for the words between, `;;` parts segments, `-` is an empty role, a leading N marks a nested statement.
A role that stands in the text more than once is the one nearest to its content (cue) or to its cue (speaker).

Inline, for texts written here: `⟦S1|…⟧` speaker, `⟦C1|…⟧` cue, `⟦Q1|…⟧` content of statement 1, tags may nest, a statement may have several
of each; documents are parted by a line `### id lang`.

    python training/notation.py standoff NOTES.txt CORPUS.jsonl > annotations.jsonl      (errors to stderr, with file and line)
    python training/notation.py inline TEXTS.txt > documents.jsonl
"""

import json
import re
import sys
from pathlib import Path

Segment = list[int]
TAG = re.compile(r"⟦([SCQ])(\d+)\||⟧")
ROLES = {"S": "speaker", "C": "cue", "Q": "content"}


def occurrences(text: str, part: str) -> list[Segment]:
    """All places of "start words ... end words" (shortest stretch from each start) or of plain words."""
    head, _, tail = part.strip().partition(" ... ")
    loose = r"\s+".join(map(re.escape, head.split()))
    if not tail:
        # A name must not be found inside a longer word ("Indo" in "Indonesia"); marks at the edge need no boundary.
        return [[m.start(), m.end()] for m in re.finditer(edge(head[0], "l") + loose + edge(head[-1], "r"), text)]
    end = re.compile(r"\s+".join(map(re.escape, tail.split())) + edge(tail[-1], "r"))
    found = []
    for m in re.finditer(edge(head[0], "l") + loose, text):
        if last := end.search(text, m.end()):
            found.append([m.start(), last.end()])
    return found


def edge(char: str, side: str) -> str:
    return "" if not char.isalnum() else r"(?<!\w)" if side == "l" else r"(?!\w)"


def nearest(places: list[Segment], to: int, part: str, free: bool = True) -> Segment:
    if not places:
        raise ValueError(f"not in the text: {part!r}")
    return min(places, key=lambda s: min(abs(s[0] - to), abs(s[1] - to)))


def gap(a: Segment, b: Segment) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


def resolve(text: str, line: str, cursor: int) -> dict[str, object]:
    """One stand-off line -> a statement with offsets. `cursor`: where the statement before began, so that repeats are found in order."""
    nested = line.startswith("N ")
    parts = re.fullmatch(r"S:(.*?)\|\s*C:(.*?)\|\s*Q:(.*)", line.removeprefix("N ").strip())
    if not parts:
        raise ValueError("want `S: … | C: … | Q: …`")
    speaker, cue, content = ([p for p in re.split(r"\s;;\s", x.strip()) if p != "-"] for x in parts.groups())
    if not content:
        raise ValueError("a statement needs content")
    anchors = occurrences(text, content[0])
    later = [s for s in anchors if s[0] >= cursor - 600] or anchors
    first = nearest(later, cursor, content[0]) if len(later) > 1 and not cue else None
    if first is None:
        cues = [c for p in cue[:1] for c in occurrences(text, p)]
        if cue and not cues:
            raise ValueError(f"not in the text: {cue[0]!r}")
        if not later:
            raise ValueError(f"not in the text: {content[0]!r}")
        first = min(later, key=lambda s: (min((gap(s, c) for c in cues), default=0), abs(s[0] - cursor)))
    segments = [first]
    for p in content[1:]:
        segments.append(nearest([s for s in occurrences(text, p) if s[0] >= segments[-1][1]], segments[-1][1], p))
    found_cue: list[Segment] = []
    for p in cue:
        places = occurrences(text, p)
        if not places:
            raise ValueError(f"not in the text: {p!r}")
        outside = [c for c in places if all(c[1] <= s[0] or c[0] >= s[1] for s in segments)] or places
        found_cue.append(min(outside, key=lambda c: min(gap(c, s) for s in segments)))
    near = found_cue[0] if found_cue else segments[0]
    found_speaker: list[Segment] = []
    for p in speaker:
        if p == "nya" and text[near[1] - 3 : near[1]] == "nya":
            found_speaker.append([near[1] - 3, near[1]])
            continue
        places = occurrences(text, p)
        if not places:
            raise ValueError(f"not in the text: {p!r}")
        found_speaker.append(min(places, key=lambda c: gap(c, near)))
    return {"speaker": found_speaker, "cue": found_cue, "content": segments, "nested": nested}


def standoff(notes: Path, corpus: Path) -> list[dict[str, object]]:
    texts = {d["id"]: d["text"] for d in map(json.loads, corpus.open(encoding="utf-8"))}
    out: list[dict[str, object]] = []
    statements: list[dict[str, object]] = []
    text, cursor = "", 0
    for n, line in enumerate(notes.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        try:
            if line.startswith("# "):
                text, cursor, statements = texts[line[2:].strip()], 0, []
                out.append({"id": line[2:].strip(), "statements": statements})
            elif line:
                statements.append(s := resolve(text, line, cursor))
                cursor = min(x[0] for x in [*s["content"], *s["cue"]])  # type: ignore[misc]
        except (ValueError, KeyError) as e:
            print(f"{notes}:{n}: {e}", file=sys.stderr)
    return out


def inline(path: Path) -> list[dict[str, object]]:
    out: list[dict[str, object]] = []
    for block in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        name, lang = head.split()
        text, statements = untag(body.strip(), f"{path}: {name}")
        out.append({"id": name, "lang": lang, "text": text, "statements": statements})
    return out


def untag(marked: str, where: str) -> tuple[str, list[dict[str, object]]]:
    text, stack, pos = "", [], 0
    found: dict[int, dict[str, list[Segment]]] = {}
    for m in TAG.finditer(marked):
        text += marked[pos : m.start()]
        pos = m.end()
        if m.group(1):
            stack.append((m.group(1), int(m.group(2)), len(text)))
        elif not stack:
            raise ValueError(f"{where}: a tag is closed that was not opened, before {marked[m.end() : m.end() + 40]!r}")
        else:
            role, number, start = stack.pop()
            found.setdefault(number, {r: [] for r in ROLES.values()})[ROLES[role]].append([start, len(text)])
    if stack:
        raise ValueError(f"{where}: {stack[-1][0]}{stack[-1][1]} is not closed")
    text += marked[pos:]
    statements: list[dict[str, object]] = []
    for number in sorted(found):
        roles = {k: sorted(v) for k, v in found[number].items()}
        if not roles["content"]:
            raise ValueError(f"{where}: statement {number} has no content")
        statements.append(dict(roles))
    for s in statements:
        lo, hi = s["content"][0][0], s["content"][-1][1]  # type: ignore[index]
        s["nested"] = any(o is not s and covers(o, lo, hi) for o in statements)
    return text, statements


def covers(outer: dict[str, object], lo: int, hi: int) -> bool:
    return any(a <= lo and hi <= b and (a, b) != (lo, hi) for a, b in outer["content"])  # type: ignore[attr-defined]


def main() -> None:
    if len(sys.argv) < 3 or sys.argv[1] not in ("standoff", "inline"):
        sys.exit(__doc__)
    docs = inline(Path(sys.argv[2])) if sys.argv[1] == "inline" else standoff(Path(sys.argv[2]), Path(sys.argv[3]))
    for d in docs:
        print(json.dumps(d, ensure_ascii=False))


if __name__ == "__main__":
    main()
