"""For the commands that look at claims, actors and origins: a ledger that is up to date, and who is looking."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

from bukti.cli.bench import Bench
from bukti.cli.looking import open_existing
from bukti.cli.reading import load_meaning
from bukti.cli.watching import Watch
from bukti.errors import LedgerError
from bukti.network import meaning_version
from bukti.runs.linking import bring_up_to_date, is_up_to_date
from bukti.runs.marks import READ_ONLY
from bukti.store import Ledger

SHORT = 8  # characters of an id that are shown; any beginning that only one has will do
Command = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Freshness:
    """`as_is`: show what the ledger holds, whatever was read since. `threads`: processor cores for the work that must be done first."""

    as_is: bool = False
    threads: int = 1


def freshness_options(command: Command) -> Command:
    """--as-is and --threads, handed over as `fresh: Freshness`."""

    @click.option("--as-is", is_flag=True, help="Show what is there, without linking what was read since the last time.")
    @click.option("--threads", type=click.IntRange(1, 256), default=1, show_default=True, help="Processor cores that linking may use.")
    @wraps(command)
    def wrapped(*args: Any, as_is: bool, threads: int, **rest: Any) -> object:
        return command(*args, fresh=Freshness(as_is, threads), **rest)

    return wrapped


@contextmanager
def open_linked(bench: Bench, fresh: Freshness) -> Iterator[Ledger]:
    """The ledger, with everything linked that was read. One that cannot be written is shown as it is, and that is said."""
    with open_existing(bench) as store:
        if not fresh.as_is:
            link(store, bench, fresh.threads)
        yield store


def link(store: Ledger, bench: Bench, threads: int) -> None:
    if not bench.load_meaning and is_up_to_date(store, meaning_version(fast=bench.settings.fast)):
        return  # without loading them
    meaning = load_meaning(bench, threads)
    try:
        with Watch(bench.settings.colour) as watch:
            bring_up_to_date(store, meaning, watch)
    except LedgerError as error:
        if error.reason != READ_ONLY:
            raise
        click.echo("note: this ledger cannot be written; shown as it is, without what was read since it was last linked", err=True)
    except KeyboardInterrupt:
        click.echo("stopped: what was linked until now is kept, and the same command goes on from there", err=True)
        raise


def _author(ctx: click.Context, _param: click.Parameter, name: str | None) -> str:
    """Whoever judges is named: by the option, BUKTI_AUTHOR, or the login."""
    found = (name or ctx.obj.settings.author).strip()
    if found:
        return found
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        raise click.UsageError("say who judges: --author NAME, or BUKTI_AUTHOR") from None


author_option = click.option("--author", callback=_author, metavar="NAME", help="Who judges; without it BUKTI_AUTHOR, else the login name.")
