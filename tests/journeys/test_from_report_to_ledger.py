"""With the shipped weights, as a user has it: a report in, attributed statements out of the ledger."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bukti.network import weights_version

pytestmark = pytest.mark.skipif(weights_version() == "none", reason="no weights here; tests/test_rooms.py says so aloud")

REPORT = """Pelabuhan Marisol, KABAR LINTAS — Kestria membantah tuduhan itu.

"Tuduhan itu tidak berdasar dan tidak pernah disertai bukti," kata juru bicara Kementerian Luar Negeri Kestria, Mira Tolan, \
Selasa (2/4/2031), seperti dilansir Sentra.

Baca Juga: Dua Kapal, Dua Cerita
"""
QUOTE = "Tuduhan itu tidak berdasar dan tidak pernah disertai bukti"


def bukti(folder: Path, *args: str, stdin: str = "") -> Any:
    command = [sys.executable, "-m", "bukti", *args]
    done = subprocess.run(command, cwd=folder, input=stdin, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_report_becomes_statements_that_can_be_cited(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    summary = bukti(tmp_path, "read", "report.txt", "--json")
    assert (summary["new"], summary["rejected"]) == (1, [])
    quoted = [s for s in bukti(tmp_path, "statements", "--actor", "Mira Tolan", "--json") if QUOTE in s["content_text"]]
    assert [(s["lang"], s["cue_text"], s["relay"]) for s in quoted] == [("id", "kata", ["Sentra"])]
    shown = bukti(tmp_path, "show", quoted[0]["article"], "--json")
    assert shown["text"] == REPORT
    assert not any("Baca Juga" in s["content_text"] for s in bukti(tmp_path, "statements", "--json"))


def test_extract_finds_the_same_as_read(tmp_path: Path) -> None:
    answer = bukti(tmp_path, "extract", stdin=json.dumps({"id": 1, "text": REPORT}))
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    shown = bukti(tmp_path, "show", "report.txt", "--json")
    assert answer["statements"] == [{k: v for k, v in s.items() if k != "id"} for s in shown["statements"]]
