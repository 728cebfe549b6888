"""Reads *.cases files: cases stand between empty lines, so that a journalist can add one without Python.

# why the case exists (may be several lines)
id: the text, ¶ for a line break, \\uD800 for a character that cannot be typed
=> what is expected, one line each; none for "nothing"
known miss: why the program does not get it right yet (such a case must fail, so that the list of them stays true)
"""

import re
from dataclasses import dataclass
from pathlib import Path

MISS = "known miss:"
ESCAPE = re.compile(r"\\u([0-9A-F]{4,6})")


@dataclass(frozen=True)
class Case:
    name: str  # file:line and the reason
    lang: str
    text: str
    expected: tuple[str, ...]
    known_miss: str = ""


def cases(path: Path) -> list[Case]:
    found = []
    line = 1
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        miss = next((written.removeprefix(MISS).strip() for written in lines if written.startswith(MISS)), "")
        body = [written for written in lines if written.strip() and not written.startswith(("#", MISS))]
        if body:
            lang, colon, text = body[0].partition(": ")
            assert colon and all(written.startswith("=>") for written in body[1:]), f"{path}:{line}: needs 'id: text', then lines with =>"
            reason = next((written[1:].strip() for written in lines if written.startswith("#")), body[0][:40])
            found.append(
                Case(f"{path.name}:{line} {reason}", lang, unescaped(text), tuple(unescaped(e[2:].strip()) for e in body[1:]), miss)
            )
        line += len(lines) + 1
    return found


def unescaped(text: str) -> str:
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("¶", "\n")
