"""The schema, step by step. A step that has been released is never edited: a change is another step."""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

# The n-th name leads from schema n-1 to schema n.
MIGRATIONS: tuple[str, ...] = ("0001_ledger.sql", "0002_claims.sql", "0003_pages.sql")

LATEST = len(MIGRATIONS)


def script(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def commands(sql: str) -> Iterator[str]:
    """The commands of a script one by one: `executescript` would commit before the first."""
    command = ""
    for line in sql.splitlines(keepends=True):
        command += line
        if sqlite3.complete_statement(command):
            yield command
            command = ""
    if command.strip():
        raise ValueError(f"unfinished command: {command.strip()[:80]}")
