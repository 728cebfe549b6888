"""The commands. Each is one short file: it parses, calls one function of a room or a run, and shows what came back."""

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from bukti import __version__, settings
from bukti.cli.bench import Bench
from bukti.cli.text import one_line
from bukti.errors import BuktiError

STOPPED = 130  # what shells report for Ctrl-C

# Name -> where it is, and its line in `bukti --help`: a command is imported when it is named, so that help answers at once.
COMMANDS = {
    "read": ("bukti.cli.read:read", "Read reports into the ledger."),
    "show": ("bukti.cli.show:show", "Show an article with its statements marked."),
    "statements": ("bukti.cli.statements:statements", "List who said what."),
    "articles": ("bukti.cli.articles:articles", "List the articles of the ledger."),
    "claims": ("bukti.cli.claims:claims", "The board of claims, and what analysts do to them."),
    "claim": ("bukti.cli.claim:claim", "Show who takes which stance on a claim, and what it rests on."),
    "actors": ("bukti.cli.actors:actors", "List who speaks, or add people from a file."),
    "actor": ("bukti.cli.actor:actor", "Show what an actor said, and where the actor changed position."),
    "origins": ("bukti.cli.origins:origins", "Show from which utterances a claim comes, as a tree."),
    "trace": ("bukti.cli.trace:trace", "Show where an article comes from, and what comes from it."),
    "dossier": ("bukti.cli.dossier:dossier", "Write a dossier on a claim, each sentence cited; or check one."),
    "desk": ("bukti.cli.desk:desk", "Open the ledger in a browser: look, judge, add, hand on."),
    "extract": ("bukti.cli.extract:extract", "JSON lines in, JSON lines with statements out."),
    "match": ("bukti.cli.match:match", "The same, with each statement's stance on claims and its origin."),
    "compare": ("bukti.cli.compare:compare", "Pairs of sentences in, what the judge says of them out."),
    "check": ("bukti.cli.check:check", "Check that the ledger is whole."),
    "completion": ("bukti.cli.completion:completion", "Print a script for tab completion in a shell."),
}


class Commands(click.Group):
    """The group of `COMMANDS`; it turns the error family into one line and exit status 1, and Ctrl-C into 130."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        names = [CompletionItem(name, help=line) for name, (_, line) in COMMANDS.items() if name.startswith(incomplete)]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> object:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BuktiError as error:
            click.echo(f"bukti: {one_line(str(error))}", err=True)
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:  # `| head`: click ends quietly
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what could not be written must not be tried again at exit
            click.echo(f"bukti: {one_line(str(error))}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("bukti: stopped", err=True)
            ctx.exit(STOPPED)


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        # Brings numpy and onnxruntime, which nothing else here needs.
        network = import_module("bukti.network")
        named = settings.from_environment(os.environ).weights
        reads = network.weights_version(Path(named) if named else None)
        click.echo(f"bukti {__version__}, weights {reads} and {network.meaning_version(fast=settings.from_environment(os.environ).fast)}")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Settings: BUKTI_LEDGER (the ledger file, bukti.ledger if unset), BUKTI_WEIGHTS (a file of weights), BUKTI_AUTHOR"
    " (who signs judgements), BUKTI_FAST (1: stances by the small network), NO_COLOR, FORCE_COLOR.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the versions and exit.")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Who says what in the news, through whom it reached us, and where exactly it stands.

    \b
    Examples:
      bukti show report.html                       look at one report, keep nothing
      bukti read reports/ --ledger desk.ledger     read a folder into a ledger
      bukti statements --ledger desk.ledger --actor Kestria
      bukti claims --ledger desk.ledger            what is contested, by whom, and on how many origins it rests
    """
    if ctx.obj is None:  # tests hand in their own
        ctx.obj = Bench(settings.from_environment(os.environ))


def main() -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8 whatever the locale, and a report may hold any letter
    cli(prog_name="bukti")
