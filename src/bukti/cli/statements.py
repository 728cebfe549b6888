from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

import click

from bukti.cli.bench import Bench
from bukti.cli.display import STATEMENT_COLUMNS, console, heading, statement_row, statement_widths, table
from bukti.cli.looking import Form, form_options, ledger_option, nothing_found, open_existing, print_csv, print_json
from bukti.cli.records import listed_statement
from bukti.records import Article, Statement, StatementType
from bukti.store import Ledger, StatementQuery

CSV_COLUMNS = (
    "id", "article", "outlet", "date", "lang", "url", "actor", "speaker_text", "cue_text", "type", "relay", "nested", "confidence",
    "content_text", "speaker", "cue", "content",
)  # fmt: skip
Found = tuple[Statement, Article]


@click.command
@click.option("--actor", default="", help="Part of the name of who said it, in any script.")
@click.option("--type", "type_", type=click.Choice([kind.value for kind in StatementType]), help="How the words are given.")
@click.option("--lang", default="", help="Language of the article, as ISO 639-1: id, en, ru.")
@click.option("--since", default="", metavar="DATE", help="In articles dated on or after: 2023, 2023-10 or 2023-10-17.")
@click.option("--until", default="", metavar="DATE", help="In articles dated on or before.")
@click.option("--relay", default="", help="The agency or outlet it came through, by its whole name.")
@click.option("--article", default="", metavar="ID", help="In this article; the beginning of its id is enough.")
@click.option("--current", is_flag=True, help="Leave out articles that a later version replaces.")
@ledger_option
@form_options
@click.pass_obj
def statements(bench: Bench, /, form: Form, type_: str | None, **asked: Any) -> None:
    """List who said what, article by article in the order of their dates.

    \b
    Examples:
      bukti statements --actor Kestria
      bukti statements --type direct --lang ru --since 2023-10 --until 2023-11
      bukti statements --relay Sentra --csv > sentra.csv
    """
    query = StatementQuery(type=StatementType(type_) if type_ else None, **asked)
    with open_existing(bench) as store:
        found = with_articles(store, query)
        if form == "json":
            print_json(listed_statement(*pair) for pair in found)
        elif form == "csv":
            print_csv(CSV_COLUMNS, (listed_statement(*pair) for pair in found))
        else:
            print_tables(bench, found)


def with_articles(store: Ledger, query: StatementQuery) -> Iterator[Found]:
    article = lru_cache(maxsize=2)(store.article)  # the statements come article by article
    for statement in store.statements(query):
        yield statement, article(statement.article)


def print_tables(bench: Bench, found: Iterator[Found]) -> None:
    """One head, then each article's heading and rows, as they are read."""
    to = console(bench.settings.colour)
    widths, first = statement_widths(to), True
    for article, group in groupby(found, key=lambda pair: pair[1]):
        if first:
            to.print(table(STATEMENT_COLUMNS, [], widths))
        else:
            to.print()
        to.print(heading(article))
        to.print(table(STATEMENT_COLUMNS, [statement_row(*pair) for pair in group], widths, head=False))
        first = False
    if first:
        nothing_found()
