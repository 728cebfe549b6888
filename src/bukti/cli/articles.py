from typing import Any

import click

from bukti.cli.bench import Bench
from bukti.cli.display import console, table
from bukti.cli.looking import Form, form_options, ledger_option, nothing_found, open_existing, print_csv, print_json
from bukti.cli.records import Json, article_json
from bukti.store import ArticleQuery

COLUMNS = ("id", "date", "lang", "outlet", "title")


@click.command
@click.option("--lang", default="", help="Language, as ISO 639-1: id, en, ru.")
@click.option("--outlet", default="", help="Part of the outlet's name.")
@click.option("--since", default="", metavar="DATE", help="Dated on or after: 2023, 2023-10 or 2023-10-17.")
@click.option("--until", default="", metavar="DATE", help="Dated on or before.")
@click.option("--current", is_flag=True, help="Leave out what a later version replaces.")
@ledger_option
@form_options
@click.pass_obj
def articles(bench: Bench, /, form: Form, **asked: Any) -> None:
    """List the articles of the ledger, undated ones first, then by date.

    \b
    Examples:
      bukti articles
      bukti articles --lang id --since 2023-10
      bukti articles --outlet lintas --json
    """
    with open_existing(bench) as store:
        rows = map(article_json, store.articles(ArticleQuery(**asked)))
        if form == "json":
            print_json(rows)
        elif form == "csv":
            print_csv((*COLUMNS, "url", "source", "fetched", "sha256", "replaces"), rows)
        else:
            print_table(bench, list(rows))


def print_table(bench: Bench, found: list[Json]) -> None:
    if not found:
        return nothing_found()
    # The day is enough here; --json has the time.
    rows = [[str(row[column])[: 10 if column == "date" else None] for column in COLUMNS] for row in found]
    console(bench.settings.colour).print(table(COLUMNS, rows, {}))
