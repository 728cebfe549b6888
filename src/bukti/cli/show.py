import re
from collections.abc import Iterator
from pathlib import Path

import click

from bukti.cli.bench import Bench
from bukti.cli.display import console, print_reading
from bukti.cli.looking import ledger_option, open_existing
from bukti.cli.reading import load_reader, source_options
from bukti.cli.records import reading_json
from bukti.cli.tally import Tally
from bukti.cli.text import to_json
from bukti.errors import UnreadableError
from bukti.ingest import ReadOptions
from bukti.pipeline import journey
from bukti.records import Reading, Rejection
from bukti.statements import ReaderOptions

ID = re.compile("[0-9a-f]{1,16}")


@click.command
@click.argument("article", metavar="ARTICLE|PATH|URL|-")
@click.option("--json", "as_json", is_flag=True, help="The article, its text and its statements as JSON, one article a line.")
@ledger_option
@source_options
@click.pass_context
def show(ctx: click.Context, article: str, as_json: bool, how: ReadOptions) -> None:
    """Show an article with speakers, cues and contents marked, and its statements as a table.

    ARTICLE is the beginning of an id in the ledger. A path, a URL or "-" is read there and then, and nothing is kept.

    \b
    Examples:
      bukti show 3f9c
      bukti show report.html
      curl -s https://example.org/report | bukti show -
    """
    bench: Bench = ctx.obj
    to, tally = console(bench.settings.colour), Tally()
    for result in look(bench, article, how):
        if isinstance(result, Rejection):
            tally.add(result)
        elif as_json:
            click.echo(to_json(reading_json(result)))
        else:
            print_reading(result, to)
    tally.complain()
    if tally.rejected:
        ctx.exit(1)


def look(bench: Bench, article: str, how: ReadOptions) -> Iterator[Reading | Rejection]:
    if article == "-" or "://" in article or Path(article).exists():
        yield from journey([article], load_reader(bench, ReaderOptions(batch=1)), how)
    elif ID.fullmatch(article):
        with open_existing(bench) as store:
            yield store.reading(article)
    else:
        raise UnreadableError("no such file, and no article's id either", where=article, reason="not-found")
