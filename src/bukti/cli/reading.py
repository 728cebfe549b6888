"""For the commands that read and compare: how to take in sources, how fast to work, and the networks themselves."""

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any, cast

import click

from bukti.cli.bench import Bench
from bukti.ingest import READERS, Limits, ReadOptions
from bukti.network import Fast
from bukti.network import Meaning as Network
from bukti.pipeline import Meaning, Reader
from bukti.statements import ReaderOptions, StatementReader

Command = Callable[..., object]
LIMITS: dict[str, Callable[[str], Any]] = {field.name: type(field.default) for field in fields(Limits)}


def _limits(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> Limits:
    changed = {}
    for one in given:
        name, _, number = one.partition("=")
        try:
            changed[name] = LIMITS[name](number)
        except (KeyError, ValueError):
            raise click.BadParameter(f"{one!r}; write NAME=NUMBER with one of {', '.join(LIMITS)}") from None
    return Limits(**changed)


def source_options(command: Command) -> Command:
    """--format, --allow-private and --limit, handed over as `how: ReadOptions`."""

    @click.option("--format", "format_", type=click.Choice(["auto", *READERS]), default="auto", show_default=True, help="Of the input.")
    @click.option("--allow-private", is_flag=True, help="Let URLs lead to this machine and the local network.")
    @click.option(
        "--limit",
        "limits",
        multiple=True,
        callback=_limits,
        metavar="NAME=NUMBER",
        help="Change a limit that a message names: max_bytes=50000000.",
    )
    @wraps(command)
    def wrapped(*args: Any, format_: str, allow_private: bool, limits: Limits, **rest: Any) -> object:
        return command(*args, how=ReadOptions(format=format_, limits=limits, allow_private=allow_private), **rest)

    return wrapped


def speed_options(command: Command) -> Command:
    """--threads and --batch, handed over as `speed: ReaderOptions`."""

    @click.option("--threads", type=click.IntRange(1, 256), default=1, show_default=True, help="Processor cores that may be used.")
    @click.option(
        "--batch", type=click.IntRange(1, 1024), default=8, show_default=True, help="Articles read together: faster, for more memory."
    )
    @wraps(command)
    def wrapped(*args: Any, threads: int, batch: int, **rest: Any) -> object:
        return command(*args, speed=ReaderOptions(threads=threads, batch=batch), **rest)

    return wrapped


def load_reader(bench: Bench, speed: ReaderOptions) -> Reader:
    options = ReaderOptions(threads=speed.threads, batch=speed.batch, weights=bench.settings.weights)
    return bench.load_reader(options) if bench.load_reader else StatementReader.load(options)


def load_meaning(bench: Bench, threads: int = 1, fast: bool = False) -> Meaning:
    if bench.load_meaning:
        return bench.load_meaning(threads)
    return cast(Meaning, (Fast if fast or bench.settings.fast else Network).load(threads=threads))
