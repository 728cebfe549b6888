"""With the shipped weights, as a user has it: reports in, claims, actors and origins out. How good stances are, the gate measures."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bukti.network import MATCH, weights_version

pytestmark = pytest.mark.skipif("none" in (weights_version(), weights_version(kind=MATCH)), reason="no weights here")

STORY = Path(__file__).parents[2] / "examples" / "grey-heron"
REPORTS = ("02-ardinform.txt", "03-kabar-lintas.txt", "07-sentra.jsonl", "08-kelmar-mail.html")
CLAIM = "The Grey Heron carried artillery rockets from Ardovia to Kessara."


def bukti(folder: Path, *args: str) -> str:
    command = [sys.executable, "-m", "bukti", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of four reports in three languages, linked, with one claim of an analyst."""
    folder = tmp_path_factory.mktemp("desk")
    bukti(folder, "read", *(str(STORY / name) for name in REPORTS), "--quiet")
    bukti(folder, "claims", "add", CLAIM, "--author", "Mira")
    bukti(folder, "claims")
    return folder


def listed(folder: Path, *args: str) -> Any:
    return json.loads(bukti(folder, *args, "--json"))


def test_a_speaker_is_one_actor_in_all_languages(desk: Path) -> None:
    (meshin,) = listed(desk, "actors", "meshin")
    assert meshin["name"] == "Darko Meshin"
    assert {s["lang"] for s in listed(desk, "actor", "Мешин")["statements"]} == {"ru", "id"}


def test_the_small_network_tells_denials_too(tmp_path: Path) -> None:
    (tmp_path / "claims.json").write_text(json.dumps({"C1": {"text": CLAIM}}))
    (tmp_path / "reports.jsonl").write_text(
        json.dumps({"id": 1, "text": "Darko Meshin denied that the Grey Heron carried artillery rockets to Kessara."}) + "\n"
    )
    found = bukti(tmp_path, "match", "--claims", "claims.json", "--fast", "--stances-only", "reports.jsonl")
    (statement,) = json.loads(found)["statements"]
    assert [s[:2] for s in statement["stance"]] == [["C1", "denies"]]
    assert statement["origin"] is None


def test_a_reprint_is_traced_to_what_it_comes_from(desk: Path) -> None:
    (reprint,) = listed(desk, "articles", "--outlet", "Kelmar")
    (step,) = listed(desk, "trace", reprint["id"])["comes_from"]
    assert (step["parent_outlet"], step["kind"], step["credited"]) == ("Sentra", "reprint", True)
    assert step["reasons"]


def test_every_position_can_be_cited_and_every_claim_has_a_standing(desk: Path) -> None:
    for line in listed(desk, "claims"):
        assert line["status"] in ("asserted only", "denied only", "contested", "neither")
        for s in listed(desk, "claim", line["id"])["statements"]:
            assert s["reason"] and s["outlet"] and s["content_text"]
            assert s["origin"]


def test_what_is_linked_is_answered_without_the_network(desk: Path) -> None:
    code = "import bukti.network, sys; from bukti.__main__ import main; bukti.network.Meaning.load = None; main()"
    done = subprocess.run([sys.executable, "-c", code, "claims", "--csv"], cwd=desk, capture_output=True, text=True)
    assert done.returncode == 0 and CLAIM in done.stdout, done.stderr


def test_the_ledger_stays_whole(desk: Path) -> None:
    assert bukti(desk, "check").startswith("whole: 4 articles")
