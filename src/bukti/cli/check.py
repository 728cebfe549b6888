import click

from bukti.cli.bench import Bench
from bukti.cli.looking import ledger_option, open_existing
from bukti.cli.text import counted, one_line


@click.command
@ledger_option
@click.pass_obj
@click.pass_context
def check(ctx: click.Context, bench: Bench) -> None:
    """Check that the ledger is whole: pages, links, hashes and offsets of every row. Exit status 1 if anything is wrong.

    \b
    Examples:
      bukti check
      bukti check --ledger desk.ledger
    """
    with open_existing(bench) as store:
        problems = store.check()
        for problem in problems:
            click.echo(one_line(f"{problem.kind}: {problem.where}: {problem.message}"))
        if problems:
            ctx.exit(1)
        has = store.counts()
    articles = f"{counted(has.articles, 'article')} ({has.superseded} superseded)"
    statements = f"{counted(has.statements, 'statement')} ({has.withdrawn} withdrawn)"
    click.echo(f"whole: {articles}, {statements}, {counted(has.rejections, 'rejection')}")
