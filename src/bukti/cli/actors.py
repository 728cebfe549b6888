from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from bukti.cli.bench import Bench
from bukti.cli.claimrecords import actor_json
from bukti.cli.display import console, table
from bukti.cli.linked import SHORT, Freshness, freshness_options, open_linked
from bukti.cli.looking import Form, form_options, ledger_option, nothing_found, open_existing, print_csv, print_json
from bukti.cli.records import Json
from bukti.cli.text import counted, one_line
from bukti.records import ActorKind
from bukti.runs.listing import add_from_file
from bukti.store import Ledger

CSV_COLUMNS = ("id", "name", "kind", "party", "statements", "aliases", "source")
COLUMNS = ("id", "name", "kind", "speaks for", "statements", "also called")
MOST_ALIASES = 4


@click.command
@click.argument("text", default="", metavar="[TEXT]")
@click.option("--kind", type=click.Choice([kind.value for kind in ActorKind]), help="Only actors of this kind.")
@click.option(
    "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Add people and bodies from this file, and list none."
)
@ledger_option
@freshness_options
@form_options
@click.pass_obj
def actors(bench: Bench, text: str, kind: str | None, file: Path | None, form: Form, fresh: Freshness) -> None:
    """List who speaks: one actor in all spellings, scripts and languages. With TEXT, those that have it in a name.

    --file adds people and organisations to the ledger: FollowTheMoney entities, one JSON object a line, as OpenSanctions ships them, or CSV
    with the columns name, kind, aliases, country and party. At the next look, voices are told with them.

    \b
    Examples:
      bukti actors
      bukti actors meshin --json
      bukti actors --file people.csv
    """
    if file:
        return add(bench, file)
    with open_linked(bench, fresh) as store:
        found = list(rows(store, text, kind))
    if form == "json":
        print_json(found)
    elif form == "csv":
        print_csv(CSV_COLUMNS, found)
    else:
        print_table(bench, found)


def add(bench: Bench, file: Path) -> None:
    with open_existing(bench) as store:
        changed = add_from_file(store, file)
    click.echo(one_line(f"{counted(changed.added, 'actor')} added or changed from {file}"))


def rows(store: Ledger, text: str, kind: str | None) -> Iterator[Json]:
    """Those with most statements first; of an entity file, only those who speak here, unless they are asked for."""
    spoken = Counter(actor.id for voice in store.voices() for actor in voice.actors)
    names = {actor.id: actor.name for actor in store.actors()}
    found = [a for a in store.actors(text) if (text or spoken[a.id]) and (not kind or a.kind == kind)]
    for actor in sorted(found, key=lambda a: (-spoken[a.id], a.name)):
        party = actor.party if actor.party != actor.id else ""
        yield {**actor_json(actor), "party_name": names.get(party, ""), "statements": spoken[actor.id]}


def print_table(bench: Bench, found: list[Json]) -> None:
    if not found:
        return nothing_found()
    to = console(bench.settings.colour)
    lines = [(str(r["id"])[:SHORT], str(r["name"]), str(r["kind"]), str(r["party_name"]), str(r["statements"]), called(r)) for r in found]
    widths = {"id": SHORT, "name": to.width // 4, "kind": 12, "speaks for": to.width // 7, "statements": 10}
    to.print(table(COLUMNS, lines, widths))


def called(row: Json) -> str:
    aliases = row["aliases"]
    assert isinstance(aliases, list)
    return ", ".join(aliases[:MOST_ALIASES]) + (" …" if len(aliases) > MOST_ALIASES else "")
