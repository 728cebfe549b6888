"""A desk with a ledger of its own, at which a test types commands."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from fakes import QuoteReader, WordMeaning

from bukti.cli import cli
from bukti.cli.bench import Bench
from bukti.settings import Settings


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "desk.ledger"
        self.reader = QuoteReader()
        self.meaning = WordMeaning()

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def run(self, *args: str, stdin: str | bytes = b"", colour: bool | None = None) -> Result:
        settings = Settings(ledger=str(self.ledger), author="Mira", colour=colour)
        bench = Bench(settings, load_reader=lambda options: self.reader, load_meaning=lambda threads: self.meaning)
        return CliRunner().invoke(cli, args, obj=bench, input=stdin, prog_name="bukti")

    def json(self, *args: str, stdin: str | bytes = b"") -> Any:
        """What a command printed as JSON; it must have succeeded."""
        result = self.run(*args, stdin=stdin)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)
