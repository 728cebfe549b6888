"""A long read that is stopped: what was read is kept, and a second run goes on."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desk import Desk

SLOW = """
import sys, time
sys.path.insert(0, {tests!r})
from fakes import QuoteReader
from bukti.cli import cli
from bukti.cli.bench import Bench
from bukti.settings import Settings

class Slow(QuoteReader):
    def read(self, article, *, entities=False):
        time.sleep(0.05)
        return super().read(article, entities=entities)

cli(["read", {folder!r}, *sys.argv[1:]], obj=Bench(Settings(ledger={ledger!r}), load_reader=lambda options: Slow()), prog_name="bukti")
"""


@pytest.fixture
def folder(desk: Desk) -> str:
    for number in range(200):
        desk.file(f"reports/{number:03}.txt", f'"Report {number}," said Mira Tolan.')
    return str(desk.folder / "reports")


def start(desk: Desk, folder: str, *args: str) -> subprocess.Popen[str]:
    """Returns when the first articles are in the ledger."""
    code = SLOW.format(tests=str(Path(__file__).parents[1]), folder=folder, ledger=str(desk.ledger))
    process = subprocess.Popen([sys.executable, "-c", code, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(1200):
        time.sleep(0.05)
        if desk.ledger.exists() and len(desk.run("articles", "--csv").stdout.splitlines()) > 3:
            return process
    process.kill()
    raise AssertionError(f"nothing was read in a minute: {process.communicate()}")


@pytest.mark.parametrize("args", [(), ("--threads", "2")])
def test_ctrl_c_keeps_what_was_read_and_says_so(desk: Desk, folder: str, args: tuple[str, ...]) -> None:
    process = start(desk, folder, *args)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert "what is counted here is kept" in err and "Traceback" not in err
    kept = len(desk.json("articles", "--json"))
    counted = int(out.split()[0])
    assert 3 <= kept < 200
    assert counted in (kept, kept - 1)  # the signal may come between the filing of an article and its counting
    assert desk.run("check").exit_code == 0
    again = desk.json("read", folder, "--json")
    assert (again["unchanged"], again["new"]) == (kept, 200 - kept)


def test_a_kill_loses_no_article_that_was_filed(desk: Desk, folder: str) -> None:
    process = start(desk, folder)
    before = len(desk.json("articles", "--json"))
    process.kill()
    process.communicate()
    assert len(desk.json("articles", "--json")) >= before >= 3
    assert desk.run("check").exit_code == 0


def test_a_reader_who_walks_away_is_no_error(desk: Desk, folder: str) -> None:
    """`bukti statements | head -1`"""
    desk.run("read", folder, "--quiet")
    command = [sys.executable, "-m", "bukti", "statements", "--json", "--ledger", str(desk.ledger)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(timeout=20)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_output_that_finds_no_room_is_told_in_one_line(desk: Desk, folder: str) -> None:
    desk.run("read", folder, "--quiet")
    command = [sys.executable, "-m", "bukti", "statements", "--json", "--ledger", str(desk.ledger)]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("bukti: ") and done.stderr.count("\n") == 1
