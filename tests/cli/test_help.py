"""`bukti --help` answers at once, and every command explains itself."""

import subprocess
import sys
from statistics import median

import pytest
from desk import Desk

from bukti.cli import COMMANDS

HEAVY = ("numpy", "onnxruntime", "tokenizers", "httpx", "trafilatura", "rich", "sqlite3", "py3langid")
PROBE = f"""
import sys, time
start = time.process_time()
from bukti.cli import cli
cli(["--help"], standalone_mode=False)
print(time.process_time() - start, *(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)
"""


def probe() -> list[str]:
    return subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True).stderr.split()


def test_help_loads_none_of_the_heavy_libraries() -> None:
    assert probe()[1:] == []


def test_help_takes_less_than_250_ms_of_import() -> None:
    seconds = median(float(probe()[0]) for _ in range(5))  # of processor time, so that a busy machine does not matter
    assert seconds < 0.25


def test_help_names_every_command(desk: Desk) -> None:
    text = desk.run("--help").stdout
    for name, (_, line) in COMMANDS.items():
        assert name in text and line in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(desk: Desk, name: str) -> None:
    result = desk.run(name, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout and f"bukti {name}" in result.stdout.partition("Examples:")[2]


@pytest.mark.parametrize(
    "given",
    [
        ["nonsense"],
        ["read"],
        ["read", "--threads", "0", "x"],
        ["statements", "--type", "loud"],
        ["articles", "--json", "--csv"],
        ["show", "--limit", "age=9", "x"],
    ],
)
def test_wrong_usage_is_2(desk: Desk, given: list[str]) -> None:
    assert desk.run(*given).exit_code == 2


def test_version_names_program_and_weights(desk: Desk) -> None:
    program, weights = desk.run("--version").stdout.split(", ")
    assert program.startswith("bukti 0.") and weights.startswith("weights ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(desk: Desk, shell: str) -> None:
    assert "_BUKTI_COMPLETE" in desk.run("completion", shell).stdout


def test_completion_of_a_command_loads_no_command() -> None:
    env = {"_BUKTI_COMPLETE": "bash_complete", "COMP_WORDS": "bukti st", "COMP_CWORD": "1", "PATH": "/usr/bin:/bin"}
    code = "import sys; from bukti.__main__ import main\ntry: main()\nfinally: print('numpy' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert (done.stdout.split(), done.stderr.split()) == (["plain,statements"], ["False"])
