from collections.abc import Callable

import click
from rich.text import Text
from rich.tree import Tree

from bukti.cli.bench import Bench
from bukti.cli.claimrecords import derivation_json
from bukti.cli.display import console, heading
from bukti.cli.linked import SHORT, Freshness, freshness_options, open_linked
from bukti.cli.looking import ledger_option
from bukti.cli.origins import kind_of
from bukti.cli.records import Json, article_json
from bukti.cli.text import one_line, to_json
from bukti.records import Article, Derivation
from bukti.store import Ledger

Steps = list[Derivation]


@click.command
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Both directions as one JSON object.")
@ledger_option
@freshness_options
@click.pass_obj
def trace(bench: Bench, article: str, as_json: bool, fresh: Freshness) -> None:
    """Show where an article comes from, and what comes from it, step by step and with the reasons.

    ARTICLE is the beginning of an id in the ledger.

    \b
    Examples:
      bukti trace 380b
      bukti trace 380b --json
    """
    with open_linked(bench, fresh) as store:
        found = store.article(article)
        above, below = Steps(), Steps()
        follow(store, found.id, above, lambda d, id: d.child == id)
        follow(store, found.id, below, lambda d, id: d.parent == id)
        ends = {id: store.article(id) for d in (*above, *below) for id in (d.child, d.parent)}
    if as_json:
        return click.echo(to_json(trace_json(found, above, below, ends)))
    to = console(bench.settings.colour)
    to.print(heading(found))
    to.print(branch("comes from", found.id, above, ends, up=True) if above else "comes from no other article that was read")
    to.print(branch("from it come", found.id, below, ends, up=False) if below else "no other article that was read comes from it")


def follow(store: Ledger, article: str, into: Steps, goes: Callable[[Derivation, str], bool]) -> None:
    """All derivations that lead away from an article in one direction; there are no circles, but a child may be reached twice."""
    waiting, seen = [article], {article}
    for id in waiting:  # grows while it is gone through
        for d in store.derivations(id):
            if goes(d, id):
                into.append(d)
                waiting += [end for end in (d.parent, d.child) if end not in seen]
                seen.update((d.parent, d.child))


def branch(title: str, article: str, steps: Steps, ends: dict[str, Article], *, up: bool) -> Tree:
    root = Tree(Text(title, "bold"), guide_style="dim")
    grow(root, article, steps, ends, up=up)
    return root


def grow(node: Tree, article: str, steps: Steps, ends: dict[str, Article], *, up: bool) -> None:
    for d in steps:
        if (d.child if up else d.parent) == article:
            other = d.parent if up else d.child
            grow(node.add(step_line(d, ends[other])), other, steps, ends, up=up)


def step_line(d: Derivation, other: Article) -> Text:
    facts = one_line(f"{other.outlet or other.source}, {other.date[:10] or 'undated'}, {other.lang}")
    line = Text.assemble((facts, "bold"), (f" [{other.id[:SHORT]}]", "dim"), (f" {kind_of(d)}, {d.confidence:.2f}", "cyan"))
    for reason in d.reasons:
        line.append("\n" + one_line(f"- {reason}"))
    return line


def trace_json(found: Article, above: Steps, below: Steps, ends: dict[str, Article]) -> Json:
    rows = [[derivation_json(d, ends[d.child], ends[d.parent]) for d in steps] for steps in (above, below)]
    return {**article_json(found), "comes_from": rows[0], "from_it": rows[1]}
