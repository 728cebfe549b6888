"""For the commands that look into a ledger: where it is, and in which form they answer."""

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, Literal

import click

from bukti.cli.bench import Bench
from bukti.cli.records import Json
from bukti.cli.text import printable, to_json
from bukti.store import Ledger, open_ledger

Form = Literal["table", "json", "csv"]


def _use_ledger(ctx: click.Context, _param: click.Parameter, where: str | None) -> None:
    if where:
        ctx.obj = replace(ctx.obj, settings=replace(ctx.obj.settings, ledger=where))


# It overrides the setting, so that a command finds its ledger in one place.
ledger_option = click.option(
    "--ledger",
    metavar="FILE",
    expose_value=False,
    callback=_use_ledger,
    help="The ledger; without it the one that BUKTI_LEDGER names, else bukti.ledger here.",
)


def form_options(command: Callable[..., object]) -> Callable[..., object]:
    """--json and --csv, handed over as `form: Form`."""

    @click.option("--json", "as_json", is_flag=True, help="A JSON array, one element a line.")
    @click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values with a header, for spreadsheets.")
    @wraps(command)
    def wrapped(*args: Any, as_json: bool, as_csv: bool, **rest: Any) -> object:
        if as_json and as_csv:
            raise click.UsageError("--json or --csv, not both")
        return command(*args, form="json" if as_json else "csv" if as_csv else "table", **rest)

    return wrapped


# A cell that begins so is a formula to a spreadsheet, and the words of strangers must not be run there.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def open_existing(bench: Bench) -> Ledger:
    return open_ledger(bench.settings.ledger, create=False)


def print_json(rows: Iterable[Json]) -> None:
    """An array, written as it is read: a ledger of any size takes no memory."""
    separator = "["
    for row in rows:
        click.echo(f"{separator}\n{to_json(row)}", nl=False)
        separator = ","
    click.echo("[]" if separator == "[" else "\n]")


def print_csv(columns: Sequence[str], rows: Iterable[Json]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(columns)
    out.writerows([cell(row[column]) for column in columns] for row in rows)


def cell(value: object) -> str:
    text = printable("; ".join(map(_written, value)) if isinstance(value, list) else str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def _written(item: object) -> str:
    """A span as "39-49"."""
    return f"{item[0]}-{item[1]}" if isinstance(item, list) else str(item)


def nothing_found() -> None:
    """A message, not data, and no failure."""
    click.echo("nothing found", err=True)
