"""Who looks, who judges: what the commands that look at claims share."""

import json

import pytest
from click.testing import CliRunner
from desk import Desk
from fakes import WordMeaning

from bukti.cli import cli
from bukti.cli.bench import Bench
from bukti.settings import Settings, from_environment


def test_ctrl_c_while_linking_keeps_what_is_done_and_says_so(contested: Desk) -> None:
    contested.meaning = WordMeaning(stops_after=1)
    result = contested.run("claims")
    assert result.exit_code == 130 and "what was linked until now is kept" in result.stderr
    assert "Traceback" not in result.output
    contested.meaning = WordMeaning()
    assert contested.json("claims", "--json")
    assert contested.run("check").exit_code == 0


@pytest.mark.parametrize(
    ("args", "settings", "author"),
    [
        (("--author", "Oren"), Settings(author="Mira"), "Oren"),
        ((), Settings(author="Mira"), "Mira"),
        ((), from_environment({"BUKTI_AUTHOR": "Elin"}), "Elin"),
        ((), Settings(), "login"),
    ],
)
def test_the_author_is_the_option_the_setting_or_the_login(
    contested: Desk, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], settings: Settings, author: str
) -> None:
    monkeypatch.setenv("LOGNAME", "login")
    given = ("claims", "--ledger", str(contested.ledger), "add", "A ship came to Varnok.", "--json", *args)
    done = CliRunner().invoke(cli, given, obj=Bench(settings), prog_name="bukti")
    assert done.exit_code == 0, done.output
    shown = contested.run("claim", json.loads(done.stdout)["claim"], "--as-is", "--json").stdout
    assert json.loads(shown)["author"] == author


@pytest.mark.parametrize(("said", "fast"), [("1", True), ("yes", True), ("0", False), ("No", False), ("", False)])
def test_the_small_network_is_asked_where_the_environment_says_so(said: str, fast: bool) -> None:
    assert from_environment({"BUKTI_FAST": said}).fast is fast
    assert from_environment({}).fast is False
