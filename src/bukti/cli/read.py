import sys
from collections.abc import Sequence
from typing import Self

import click
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from bukti.cli.bench import Bench
from bukti.cli.display import console, print_reading
from bukti.cli.looking import ledger_option
from bukti.cli.reading import load_reader, source_options, speed_options
from bukti.cli.tally import Tally
from bukti.cli.text import one_line, to_json
from bukti.ingest import ReadOptions, count_sources
from bukti.records import Reading
from bukti.runs.local import Filed, gather, read_into
from bukti.statements import ReaderOptions
from bukti.store import open_ledger


@click.command
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-...")
@ledger_option
@source_options
@speed_options
@click.option("--quiet", is_flag=True, help="No progress bar and no summary, only what was rejected.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
@click.pass_context
def read(ctx: click.Context, sources: tuple[str, ...], how: ReadOptions, speed: ReaderOptions, quiet: bool, as_json: bool) -> None:
    """Read reports into the ledger: files, folders, patterns, URLs, or standard input ("-").

    Text, HTML and JSON lines are told apart by themselves. What is in the ledger already is not read again, so a run that was stopped
    goes on when it is repeated. A single report is shown with its statements. Exit status 1 if anything was rejected.

    \b
    Examples:
      bukti read report.txt
      bukti read reports/ 'archive/*.html' --ledger desk.ledger --threads 2
      bukti read https://example.org/report
      bukti read --format jsonl --json - < reports.jsonl
    """
    bench: Bench = ctx.obj
    ledger = bench.settings.ledger
    reader = load_reader(bench, speed)
    tally, last = Tally(), None
    with open_ledger(ledger) as store:
        try:
            with Progress(sources, not quiet, bench.settings.colour) as bar:
                for result in read_into(store, gather(sources, how, bar.source_done), reader, speed):
                    tally.add(result)
                    last = result.reading if isinstance(result, Filed) else last
                    bar.rejected(len(tally.rejected))
        except KeyboardInterrupt:
            click.echo("stopped: what is counted here is kept, and the same command goes on from there", err=True)
            raise
        finally:  # also of a run that fails
            conclude(tally, ledger, quiet, as_json)
    if last and tally.articles == 1 and not (quiet or as_json):
        reveal(last, bench)
    if tally.rejected:
        ctx.exit(1)


def conclude(tally: Tally, ledger: str, quiet: bool, as_json: bool) -> None:
    if as_json:
        click.echo(to_json(tally.json(ledger)))
        return
    tally.complain()
    if not quiet:
        click.echo(one_line(tally.summary(ledger)))


def reveal(reading: Reading, bench: Bench) -> None:
    to = console(bench.settings.colour)
    to.print()
    print_reading(reading, to)


class Progress:
    """A bar on standard error for more than one source, if somebody is watching there; a context manager."""

    def __init__(self, sources: Sequence[str], wanted: bool, colour: bool | None) -> None:
        number = count_sources(sources) if wanted and sys.stderr.isatty() else 0
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rejected]} rejected"), TimeElapsedColumn())
        self._bar = Bar("reading", *columns, console=console(colour, sys.stderr), transient=True, disable=number < 2)
        self._task = self._bar.add_task("", total=number, rejected=0)

    def source_done(self) -> None:
        self._bar.advance(self._task)

    def rejected(self, number: int) -> None:
        self._bar.update(self._task, rejected=number)

    def __enter__(self) -> Self:
        if not self._bar.disable:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._bar.disable:  # a bar that was never shown would leave an empty line
            self._bar.stop()
