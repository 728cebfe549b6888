import click

from bukti.cli.bench import Bench
from bukti.cli.claimrecords import grounds_json, standing_json
from bukti.cli.claimviews import print_claim, print_fall, print_history
from bukti.cli.display import console
from bukti.cli.linked import SHORT, Freshness, freshness_options, open_linked
from bukti.cli.looking import ledger_option
from bukti.cli.text import to_json
from bukti.runs.counting import Counting
from bukti.store import State


@click.command
@click.argument("id")
@click.option("--without", multiple=True, metavar="ARTICLE", help="Count without this article, and show what falls. May be given again.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@ledger_option
@freshness_options
@click.pass_obj
def claim(bench: Bench, id: str, fresh: Freshness, without: tuple[str, ...], as_json: bool) -> None:
    """Show a claim: every statement that takes a stance on it, grouped by stance, in order of time, and why it counts as it does.

    ID is the beginning of an id of the board; ARTICLE that of an article.

    \b
    Examples:
      bukti claim 3f9c
      bukti claim 3f9c --without 380b
      bukti claim 3f9c --json
    """
    with open_linked(bench, fresh) as store:
        found = store.claim(id)
        left_out = [store.article(article) for article in without]
        grounds, history = Counting(store).grounds(found), store.history(found.id)
        fate = store.fate(found.id)
    if fate.state is not State.LIVE:
        where = f" into {fate.into[:SHORT]}, which has all that was said on it" if fate.into else ""
        click.echo(f"note: this claim was {fate.state.value}{where}", err=True)
    now = grounds.standing()
    then = grounds.standing([article.id for article in left_out])
    if as_json:
        fallen = {"without": {"articles": [a.id for a in left_out], **standing_json(then)}} if left_out else {}
        click.echo(to_json({**grounds_json(grounds, now, history), **fallen}))
        return
    to = console(bench.settings.colour)
    print_claim(grounds, now, to)
    print_history(history, to)
    if left_out:
        print_fall(now, then, ", ".join(f"{a.outlet or a.source} ({a.id[:SHORT]})" for a in left_out), to)
