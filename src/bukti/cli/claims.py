"""The board of claims, and what analysts do to claims."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from bukti.cli.bench import Bench
from bukti.cli.claimrecords import line_json
from bukti.cli.claimviews import print_line
from bukti.cli.display import console
from bukti.cli.linked import SHORT, Freshness, author_option, freshness_options, open_linked
from bukti.cli.looking import Form, form_options, ledger_option, nothing_found, open_existing, print_csv, print_json
from bukti.cli.text import one_line, to_json
from bukti.errors import InputError, NotInLedgerError
from bukti.records import Stance, Status
from bukti.runs.board import Line, board
from bukti.runs.counting import recount
from bukti.store import Acted, ClaimAct, Deed, Ledger, Verdict

CSV_COLUMNS = (
    "id", "text", "author", "status", "independent_assert", "independent_deny", *(stance.value for stance in Stance),
    "statements", "articles", "outlets", "first", "last", "warning",
)  # fmt: skip
UNSPACED = "\u0e00"  # scripts from here on may write a sentence without spaces
Act = Callable[..., object]


@click.group(invoke_without_command=True)
@click.option("--status", type=click.Choice([status.value for status in Status]), help="Only claims that stand so.")
@click.option("--text", default="", help="Only claims that have this in their words, in any case.")
@ledger_option
@freshness_options
@form_options
@click.pass_context
def claims(ctx: click.Context, /, form: Form, fresh: Freshness, status: str | None, text: str) -> None:
    """The board: each claim with its status, who asserts and who denies it, and on how many independent origins it rests.

    What was read since the last time is linked first. Contested claims come first, then those that most articles speak of. With a
    command, an analyst adds, edits, merges, splits, withdraws or judges; each act has an author and a time, and can be undone.

    \b
    Examples:
      bukti claims
      bukti claims --status contested --json
      bukti claims add "The Grey Heron carried rockets to Kessara."
      bukti claims reject 3f9c 81d2 --author mira
    """
    if ctx.invoked_subcommand:
        return
    bench: Bench = ctx.obj
    with open_linked(bench, fresh) as store:
        found = [line for line in board(store) if wanted(line, status, text)]
    if form == "json":
        print_json(map(line_json, found))
    elif form == "csv":
        print_csv(CSV_COLUMNS, map(line_json, found))
    else:
        print_board(bench, found)


def wanted(line: Line, status: str | None, text: str) -> bool:
    return (not status or line.standing.status == status) and text.casefold() in line.claim.text.casefold()


def print_board(bench: Bench, found: Sequence[Line]) -> None:
    if not found:
        return nothing_found()
    to = console(bench.settings.colour)
    for line in found:
        print_line(line, to)


# What analysts do


def act(command: Act) -> Act:
    """The options that every act has."""
    json_option = click.option("--json", "as_json", is_flag=True, help="What was done, as one JSON object.")
    return ledger_option(author_option(json_option(click.pass_obj(command))))


def do(bench: Bench, author: str, as_json: bool, deed: ClaimAct) -> None:
    """Do it, count anew what it touches, and say what was done."""
    with open_existing(bench) as store:
        touched = [store.claim(id).id for id in (deed.claim, deed.into) if id]
        done = store.act(deed, author=author)
        recount(store, {*touched, done.claim})
        words = store.claim(done.claim).text
    if as_json:
        click.echo(to_json({"claim": done.claim, "text": words, "act": done.act, "new": done.new}))
    else:
        click.echo(told(deed.deed, done, words))


DONE = {
    Deed.ADD: "added",
    Deed.EDIT: "edited",
    Deed.MERGE: "merged into",
    Deed.SPLIT: "split off",
    Deed.WITHDRAW: "withdrew",
    Deed.NOTE: "noted on",
}


def told(deed: Deed, done: Acted, words: str) -> str:
    """Such as: added 3f9c81d2: The Grey Heron carried rockets. (undo: bukti claims undo 5a5f44c0)"""
    if not done.act:
        return one_line(f"it is there already: {done.claim[:SHORT]}: {words}")
    return one_line(f"{DONE[deed]} {done.claim[:SHORT]}: {words} (undo: bukti claims undo {done.act[:SHORT]})")


def proposition(_ctx: click.Context, _param: click.Parameter, text: str) -> str:
    """One word is no claim: nobody can say that it is true."""
    words = text.split()
    if len(words) == 1 and all(character < UNSPACED for character in text):
        raise InputError("one word is no claim; write a sentence that can be true or false", where=text[:40], reason="no-claim")
    return text


@claims.command
@click.argument("text", callback=proposition)
@act
def add(bench: Bench, text: str, author: str, as_json: bool) -> None:
    """Add a claim in your words. It wins over those that are found; statements are matched with it at the next look."""
    do(bench, author, as_json, ClaimAct(Deed.ADD, text=text))


@claims.command
@click.argument("claim", metavar="ID")
@click.argument("text", callback=proposition)
@act
def edit(bench: Bench, claim: str, text: str, author: str, as_json: bool) -> None:
    """Give a claim other words. It keeps its id and its judgements, and is matched anew at the next look."""
    do(bench, author, as_json, ClaimAct(Deed.EDIT, claim, text))


@claims.command
@click.argument("claim", metavar="ID")
@click.argument("into", metavar="INTO")
@click.option("--why", default="", help="For the history.")
@act
def merge(bench: Bench, claim: str, into: str, why: str, author: str, as_json: bool) -> None:
    """Let all that is said on one claim count for another, which stays."""
    do(bench, author, as_json, ClaimAct(Deed.MERGE, claim, why, into=into))


@claims.command
@click.argument("claim", metavar="ID")
@click.argument("statements", nargs=-1, required=True, metavar="STATEMENT...")
@click.option("--text", required=True, callback=proposition, help="What the new claim says.")
@act
def split(bench: Bench, claim: str, statements: tuple[str, ...], text: str, author: str, as_json: bool) -> None:
    """Move statements from a claim to a new one."""
    do(bench, author, as_json, ClaimAct(Deed.SPLIT, claim, text, statements=statements))


@claims.command
@click.argument("claim", metavar="ID")
@click.option("--why", default="", help="For the history.")
@act
def withdraw(bench: Bench, claim: str, why: str, author: str, as_json: bool) -> None:
    """Take a claim off the board. Nothing is erased."""
    do(bench, author, as_json, ClaimAct(Deed.WITHDRAW, claim, why))


@claims.command
@click.argument("claim", metavar="ID")
@click.argument("text")
@act
def note(bench: Bench, claim: str, text: str, author: str, as_json: bool) -> None:
    """Write a note on a claim, for its history."""
    do(bench, author, as_json, ClaimAct(Deed.NOTE, claim, text))


stance_option = click.option("--stance", type=click.Choice([stance.value for stance in Stance]), help="The one that it takes.")
note_option = click.option("--note", default="", help="Why, for the history.")


@claims.command
@click.argument("claim")
@click.argument("statement")
@stance_option
@note_option
@act
def confirm(bench: Bench, claim: str, statement: str, stance: str | None, **by: Any) -> None:
    """Say that a statement takes the stance that was found, or the one named: it stays so whatever later runs find."""
    verdict = Verdict.SET if stance else Verdict.CONFIRM
    judge(bench, (statement, claim), verdict, stance, **by)


@claims.command
@click.argument("claim")
@click.argument("statement")
@stance_option
@note_option
@act
def reject(bench: Bench, claim: str, statement: str, stance: str | None, **by: Any) -> None:
    """Say that a statement takes no stance on a claim; or, with --stance, another one than was found."""
    verdict = Verdict.SET if stance else Verdict.REJECT
    judge(bench, (statement, claim), verdict, stance, **by)


def judge(bench: Bench, about: tuple[str, str], verdict: Verdict, stance: str | None, **by: Any) -> None:
    """`about`: statement and claim; `by`: what the options of an act say."""
    statement, claim = about
    with open_existing(bench) as store:
        made = store.judge(statement, claim, verdict, Stance(stance) if stance else None, note=by["note"], author=by["author"])
        recount(store, {made.claim})
    holds = made.stance.value if made.stance else "no stance"
    if by["as_json"]:
        names = {"judgement": made.id, "statement": made.statement, "claim": made.claim, "verdict": verdict.value}
        click.echo(to_json({**names, "stance": made.stance and made.stance.value, "author": made.author, "at": made.at}))
    else:
        click.echo(f"statement {made.statement[:SHORT]} on claim {made.claim[:SHORT]}: {holds} (undo: bukti claims undo {made.id[:SHORT]})")


@claims.command
@click.argument("id")
@click.option("--why", default="", help="For the history.")
@act
def undo(bench: Bench, id: str, why: str, author: str, as_json: bool) -> None:
    """Withdraw an act or a judgement, by the id that it was answered with. It stays in the history."""
    with open_existing(bench) as store:
        what = taken_back(store, id, why, author)
        recount(store)
    click.echo(to_json({"withdrawn": id, "what": what}) if as_json else f"withdrew the {what} {id}")


def taken_back(store: Ledger, id: str, why: str, author: str) -> str:
    kinds: Iterable[tuple[str, Callable[..., None]]] = (("act", store.withdraw_act), ("judgement", store.withdraw_judgement))
    for what, withdraw in kinds:
        try:
            withdraw(id, why, author=author)
        except NotInLedgerError:
            continue
        return what
    raise NotInLedgerError("no act or judgement has this id", where=id)
