"""Puts what the commands really print into the documentation.

    python docs/make_examples.py                 all that are named below
    python docs/make_examples.py claims origins  some of them

Every block of these pages that begins with "$ bukti COMMAND", for a command named in LINES, is run in a fresh folder with the example story
and gets what was printed, cut to so many lines. Run it whenever weights or rules change. It takes a few minutes.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
STORY = DOCS.parent / "examples" / "grey-heron"
PAGES = ("reference/commands.md", "start/first-reading.md")
LINES = {"claims": 14, "claim": 22, "actors": 12, "actor": 18, "origins": 26, "trace": 8, "match": 10, "compare": 4}
BLOCK = re.compile(r"(?<=```console\n)(\$ bukti (?P<command>\w+)[^\n]*\n(?:\$ [^\n]*\n)*)(?P<printed>.*?)(?=```)", re.DOTALL)
PAIR = {"id": 1, "premise": "Meshin denied: Ardovia sent rockets to Kessara", "hypothesis": "Ardovia sent rockets to Kessara."}
CLAIM = "The Grey Heron carried artillery rockets from Ardovia to Kessara."


def bukti(line: str, folder: Path) -> str:
    """What one line of a block prints, as in a shell."""
    line = line.removeprefix("$ ").replace("bukti ", f"{shlex.quote(sys.executable)} -m bukti ", 1)
    env = os.environ | {"BUKTI_LEDGER": "heron.ledger", "BUKTI_AUTHOR": "mira", "COLUMNS": "110", "NO_COLOR": "1"}
    done = subprocess.run(line, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def prepared(folder: Path) -> None:
    """The example story in a ledger and as a stream, with one claim."""
    story = " ".join(shlex.quote(str(path)) for path in sorted(STORY.glob("[0-9]*")))
    bukti(f"bukti read {story} --quiet", folder)
    bukti(f"bukti claims add {shlex.quote(CLAIM)}", folder)
    documents = [json.loads(line) for line in (STORY / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    stream = [json.dumps({key: d[key] for key in ("id", "text", "lang", "outlet", "date", "title")}) for d in documents]
    (folder / "reports.jsonl").write_text("\n".join(stream))
    (folder / "claims.json").write_text(json.dumps({"C1": {"text": CLAIM}}))
    (folder / "pairs.jsonl").write_text(json.dumps(PAIR))


def shown(printed: str, most: int) -> str:
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    return "\n".join(lines if len(lines) <= most else [*lines[:most], "…"]) + "\n"


def main(wanted: set[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)

        def run(block: re.Match[str]) -> str:
            commands = block[1].splitlines()
            if block["command"] not in wanted or commands[0].startswith("$ bukti claims add"):
                return block[0]
            return block[1] + shown("".join(bukti(line, folder) for line in commands), LINES[block["command"]])

        for page in PAGES:
            path = DOCS / page
            path.write_text(BLOCK.sub(run, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(set(sys.argv[1:]) & set(LINES) or set(LINES))
