from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import click
from rich.console import Console
from rich.text import Text

from bukti.cli.bench import Bench
from bukti.cli.claimrecords import actor_json, change_json, held_json, said_json
from bukti.cli.claimviews import HEADS, STANCE, under
from bukti.cli.display import console, said, shortened
from bukti.cli.linked import SHORT, Freshness, freshness_options, open_linked
from bukti.cli.looking import ledger_option
from bukti.cli.records import Json
from bukti.cli.text import one_line, to_json
from bukti.errors import LedgerError, NotInLedgerError
from bukti.records import Actor, Claim, Origin, Said
from bukti.runs.board import Change, changes
from bukti.store import Held, Ledger, PositionQuery, StatementQuery


@dataclass(frozen=True, slots=True)
class Profile:
    """All that an actor said."""

    actor: Actor
    said: tuple[Said, ...]  # in order of time
    held: dict[str, list[Held]]  # positions, by statement
    claims: dict[str, Claim]
    changes: tuple[Change, ...]
    origins: dict[str, Origin]  # by statement


def named(store: Ledger, name: str) -> Actor:
    """By name, alias or id, or the beginning of one; else the only one that has it anywhere in a name, such as a surname."""
    try:
        return store.actor(name)
    except NotInLedgerError:
        found = list(store.actors(name))
        if not found:
            raise
    if len(found) == 1:
        return found[0]
    candidates = "".join(f"\n  {actor.id} {actor.name} ({actor.kind.value})" for actor in found[:10])
    raise LedgerError(
        f"several actors have this in their names; give the whole name, or the id:{candidates}", where=name, reason="ambiguous"
    )


def profile(store: Ledger, name: str) -> Profile:
    actor = named(store, name)
    spoken = tuple(store.said(StatementQuery(voice=actor.id, current=True)))
    held: defaultdict[str, list[Held]] = defaultdict(list)
    for one in spoken:
        held[one.statement.id] += store.positions(PositionQuery(statement=one.statement.id))
    origins = list(store.origins([one.statement.id for one in spoken]))
    claims = {claim.id: claim for claim in store.claims()}
    positions = [h.position for found in held.values() for h in found]
    home = {statement: origin for origin in origins for statement in origin.statements}
    return Profile(actor, spoken, held, claims, tuple(changes(spoken, positions, origins, claims.values())), home)


@click.command
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@ledger_option
@freshness_options
@click.pass_obj
def actor(bench: Bench, name: str, as_json: bool, fresh: Freshness) -> None:
    """Show what an actor said and on which claims, and where the actor changed position.

    NAME is a name in any spelling that the reports use, or the beginning of one, or of an id.

    \b
    Examples:
      bukti actor Meshin
      bukti actor "Darko Meshin" --json
    """
    with open_linked(bench, fresh) as store:
        found = profile(store, name)
    if as_json:
        click.echo(to_json(profile_json(found)))
    else:
        print_profile(found, console(bench.settings.colour))


def profile_json(found: Profile) -> Json:
    statements = [
        {**said_json(one, found.origins.get(one.statement.id)), "positions": [held_json(h) for h in found.held[one.statement.id]]}
        for one in found.said
    ]
    return {**actor_json(found.actor), "statements": statements, "changes": [change_json(change) for change in found.changes]}


def print_profile(found: Profile, to: Console) -> None:
    actor = found.actor
    to.print(Text(one_line(actor.name), "bold"))
    offices = dict.fromkeys(one.voice.office for one in found.said if one.voice.office)
    to.print(Text(one_line(" · ".join((actor.id, actor.kind.value, *offices))), "dim"))
    if actor.aliases:
        to.print(Text(one_line(f"also called {', '.join(actor.aliases)}"), "dim"))
    print_changes(found.changes, to)
    to.print(Text("\nsaid", "bold"))
    for one in found.said:
        print_said(one, found, to)


def print_changes(found: Sequence[Change], to: Console) -> None:
    if found:
        to.print(Text("\nchanged position", "bold"))
    for change in found:
        under(Text(one_line(change.claim.text), "bold"), to, 2)
        for one, stance, date in zip((change.before, change.after), change.stances, change.dates, strict=True):
            line = Text.assemble((f"{date} ", "dim"), (f"{HEADS[stance]}: ", STANCE[stance]))
            under(line.append(shortened(said(one.statement.content, one.article), 200)).append(f" ({one.article.outlet})", "dim"), to, 4)


def print_said(one: Said, found: Profile, to: Console) -> None:
    article = one.article
    under(
        Text(one_line(f"{article.date[:10] or 'undated'} · {article.outlet or article.source} · article {article.id[:SHORT]}"), "dim"),
        to,
        2,
    )
    under(Text(shortened(said(one.statement.content, article)), "italic"), to, 4)
    for held in found.held[one.statement.id]:
        claim, stance = found.claims.get(held.position.claim), held.position.stance
        if claim:
            under(Text.assemble((f"{HEADS[stance]}: ", STANCE[stance]), one_line(claim.text), (f" [{claim.id[:SHORT]}]", "dim")), to, 6)
