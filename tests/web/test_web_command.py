"""What `bukti desk` says before it listens. That it serves pages is tested in tests/web."""

import socket
from pathlib import Path

import pytest
from desk import Desk


@pytest.fixture
def folder(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("token", ["short", "x" * 15])
def test_a_token_that_is_soon_guessed_is_refused(folder: Desk, token: str) -> None:
    result = folder.run("desk", "--ledger", str(folder.ledger), "--no-browser", "--token", token)
    assert result.exit_code == 2 and "soon guessed" in result.output


def test_a_port_that_is_taken_is_told(folder: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = folder.run("desk", "--ledger", str(folder.ledger), "--no-browser", "--port", str(port))
    assert result.exit_code == 1 and f"127.0.0.1:{port}" in result.output and "name another --port" in result.output


def test_a_ledger_that_is_none_is_told_before_anything_is_served(folder: Desk) -> None:
    folder.ledger.write_bytes(b"no ledger" * 100)
    result = folder.run("desk", "--ledger", str(folder.ledger), "--no-browser", "--port", "0")
    assert result.exit_code == 1 and "desk.ledger" in result.output
