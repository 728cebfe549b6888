from pathlib import Path

import click

from bukti.cli.bench import Bench
from bukti.cli.linked import Freshness, freshness_options, open_linked
from bukti.cli.looking import ledger_option, open_existing
from bukti.cli.text import counted, one_line
from bukti.errors import InputError, UnreadableError
from bukti.export import EXPORTERS, Flaw, exporter, read_dossier, verify
from bukti.export import dossier as put_together
from bukti.runs.dossiers import LedgerArchive, collect


@click.command
@click.argument("claim", metavar="CLAIM", required=False)
@click.option("-o", "--output", metavar="FILE", help="Where to: a name that ends in .html, .md or .json; - is standard output.")
@click.option("--format", "format_", type=click.Choice(list(EXPORTERS)), help="Where the name of the file does not tell it.")
@click.option("--verify", "check", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Check a dossier.")
@ledger_option
@freshness_options
@click.pass_context
def dossier(ctx: click.Context, claim: str | None, output: str | None, format_: str | None, check: Path | None, fresh: Freshness) -> None:
    """Write everything on one claim into one file, each sentence with its citation; or check such a file against the ledger.

    CLAIM is the beginning of a claim's id. With --verify every quotation of a .html or .json dossier is compared with the article
    version that it cites, character by character; exit status 1 if one does not stand there.

    \b
    Examples:
      bukti dossier 1b32 -o heron.html
      bukti dossier 1b32 -o - --format md
      bukti dossier --verify heron.html --ledger desk.ledger
    """
    bench: Bench = ctx.obj
    if bool(claim) == bool(check):
        raise click.UsageError("name a claim, or a file to --verify")
    if check:
        if checked(bench, check):
            ctx.exit(1)
    else:
        write(bench, str(claim), output or "-", format_, fresh)


def write(bench: Bench, claim: str, output: str, format_: str | None, fresh: Freshness) -> None:
    to = exporter(format_ or (Path(output).suffix.removeprefix(".").lower() if output != "-" else "html"))
    with open_linked(bench, fresh) as store:
        made = put_together(collect(store, claim))
    text = to.write(made)
    if output == "-":
        click.echo(text, nl=False)
        return
    try:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=output, reason="not-written") from error
    click.echo(f"{output}: {counted(len(made.quotations), 'statement')} from {counted(len(made.versions), 'article')}", err=True)


def checked(bench: Bench, file: Path) -> list[Flaw]:
    made, flaws = read_dossier(_text(file), str(file))
    with open_existing(bench) as store:
        flaws += verify(made, LedgerArchive(store))
    for flaw in flaws:
        click.echo(one_line(f"{flaw.where} {flaw.message}"))
    if not flaws:
        excerpts = sum(len(q.excerpts) for q in made.quotations)
        click.echo(f"whole: {counted(len(made.quotations), 'statement')} ({counted(excerpts, 'excerpt')}) stand as quoted")
    return flaws


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError("no dossier: it is not UTF-8", where=str(file), reason="no-dossier") from error
