from collections import defaultdict
from collections.abc import Iterable, Iterator

import click
from rich.text import Text
from rich.tree import Tree

from bukti.cli.bench import Bench
from bukti.cli.claimrecords import derivation_json, origin_json, standing_json
from bukti.cli.claimviews import HEADS, STANCE, STATUS, independent
from bukti.cli.display import console, said, shortened
from bukti.cli.linked import SHORT, Freshness, freshness_options, open_linked
from bukti.cli.looking import ledger_option
from bukti.cli.records import Json, article_json
from bukti.cli.text import one_line, to_json
from bukti.origins import chain
from bukti.records import Article, Derivation, Origin, Said, Stance, Standing
from bukti.runs.counting import Counting, Grounds

QUOTE = 160  # characters of a content in the tree


@click.command
@click.argument("claim")
@click.option("--json", "as_json", is_flag=True, help="The tree as one JSON object.")
@ledger_option
@freshness_options
@click.pass_obj
def origins(bench: Bench, claim: str, as_json: bool, fresh: Freshness) -> None:
    """Show from which utterances a claim comes: origins, the agencies they went through, and the articles that report them.

    CLAIM is the beginning of an id of the board. Forty articles may be one briefing: what counts is how many origins are independent of
    each other, and why.

    \b
    Examples:
      bukti origins 3f9c
      bukti origins 3f9c --json
    """
    with open_linked(bench, fresh) as store:
        grounds = Counting(store).grounds(store.claim(claim))
    standing = grounds.standing()
    if as_json:
        click.echo(to_json(tree_json(grounds, standing)))
        return
    to = console(bench.settings.colour)
    to.print(tree(grounds, standing))
    for reason in standing.reasons:
        to.print(Text(one_line(f"- {reason}")))
    if standing.warning:
        to.print(Text(one_line(f"note: {standing.warning}"), "yellow"))


def sides(grounds: Grounds) -> Iterator[tuple[Stance, Origin, list[Said]]]:
    """Each stance with its origins, oldest first, and the statements that take it."""
    home = {id: origin for origin in grounds.origins for id in origin.statements}
    for stance in Stance:
        taken: defaultdict[str, list[Said]] = defaultdict(list)
        known: dict[str, Origin] = {}
        for held in grounds.held:
            one, origin = grounds.said.get(held.position.statement), home.get(held.position.statement)
            if held.position.stance is stance and one and origin:
                known[origin.id] = origin
                taken[origin.id].append(one)
        for origin in sorted(known.values(), key=lambda o: (o.date or taken[o.id][0].article.date or "9999", o.id)):
            yield stance, origin, taken[origin.id]


def tree(grounds: Grounds, standing: Standing) -> Tree:
    """Claim -> stance -> origin -> relay -> article."""
    status = Text.assemble(one_line(grounds.claim.text), "\n", (standing.status.value, STATUS[standing.status]))
    root = Tree(status.append(f" · {independent(standing)}"), guide_style="dim")
    branches: dict[Stance, Tree] = {}
    for stance, origin, found in sides(grounds):
        if stance not in branches:
            branches[stance] = root.add(Text(HEADS[stance], STANCE[stance]))
        node = branches[stance].add(origin_line(origin, found[0]))
        relays: dict[tuple[str, ...], Tree] = {(): node}
        for one in found:
            relay = chain(one, origin).agencies
            if relay not in relays:
                relays[relay] = node.add(Text(one_line(f"via {', '.join(relay)}")))
            relays[relay].add(said_line(one, grounds.derived))
    return root


def origin_line(origin: Origin, first: Said) -> Text:
    who = "; ".join(actor.name for actor in origin.actors) or "nobody that the articles name"
    occasion = chain(first, origin).occasion or "undated"
    line = Text.assemble((one_line(who), "bold"), one_line(f", {occasion}"), (f" [{origin.id[:SHORT]}]", "dim"))
    return line if origin.counted else line.append(" (not counted)", "yellow")


def said_line(one: Said, derived: Iterable[Derivation]) -> Text:
    article = one.article
    place = one_line(f"{article.outlet or article.source}, {article.date[:10] or 'undated'}")
    line = Text.assemble(place, (f" [{article.id[:SHORT]}]", "dim"))
    for d in derived:
        if d.child == article.id:
            line.append(f" {kind_of(d)} of [{d.parent[:SHORT]}]", "cyan")
    return line.append("\n").append(shortened(said(one.statement.content, article), QUOTE), "italic")


def kind_of(derivation: Derivation) -> str:
    return derivation.kind.value + ("" if derivation.credited else " without credit")


def report_json(one: Said, origin: Origin) -> Json:
    """An article with the chain by which the utterance reached it; what it does not say is ""."""
    way = chain(one, origin)
    steps = {"speaker": way.speaker, "occasion": way.occasion, "agencies": list(way.agencies)}
    return {**article_json(one.article), "statement": one.statement.id, **steps}


def tree_json(grounds: Grounds, standing: Standing) -> Json:
    articles: dict[str, Article] = {one.article.id: one.article for one in grounds.said.values()}
    found = [
        {
            "stance": stance.value,
            **origin_json(origin),
            "reports": [report_json(one, origin) for one in said],
        }
        for stance, origin, said in sides(grounds)
    ]
    derived = [derivation_json(d, articles[d.child], articles.get(d.parent, Article(d.parent, ""))) for d in grounds.derived]
    return {"id": grounds.claim.id, "text": grounds.claim.text, **standing_json(standing), "origins": found, "derivations": derived}
