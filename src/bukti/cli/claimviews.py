"""What people see of claims: the board, and one claim with all that was said on it."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bukti.cli.display import said, shortened
from bukti.cli.linked import SHORT
from bukti.cli.text import counted, one_line
from bukti.records import Said, Stance, Standing, Status
from bukti.runs.board import Line, name_of
from bukti.runs.counting import Grounds
from bukti.store import Event, Flag, Held

STATUS = {Status.CONTESTED: "bold magenta", Status.ASSERTED: "green", Status.DENIED: "red", Status.NEITHER: "dim"}
STANCE = {Stance.ASSERTS: "green", Stance.DENIES: "red", Stance.DOUBTS: "yellow", Stance.NO_COMMENT: "dim"}
HEADS = {Stance.ASSERTS: "asserts", Stance.DENIES: "denies", Stance.DOUBTS: "doubts the evidence", Stance.NO_COMMENT: "no comment"}
FLAGS = {Flag.CONFIRMED: "confirmed", Flag.SET: "set", Flag.REJECTED: "rejected"}
NAMES = 6  # of those who take a stance, on the board; `bukti claim` has all
UNDER = SHORT + 2  # columns of indentation


def print_line(line: Line, to: Console) -> None:
    """One claim of the board: what it says, how it stands, who is on which side."""
    to.print(Text.assemble((line.claim.id[:SHORT], "dim"), "  ", (one_line(line.claim.text), "bold")))
    facts = Text.assemble((line.standing.status.value, STATUS[line.standing.status]), f" · {independent(line.standing)}")
    facts.append(f" · {counted(line.articles, 'article')} of {counted(line.outlets, 'outlet')}")
    under(facts.append(f", {period(line.first, line.last)}" if line.first else ""), to)
    for stance in Stance:
        if names := line.voices[stance]:
            under(Text.assemble((f"{HEADS[stance]}: ", STANCE[stance]), listed(names)), to)
    if line.standing.warning:
        under(Text(f"note: {line.standing.warning}", "yellow"), to)
    to.print()


def independent(standing: Standing) -> str:
    return f"independent origins: {standing.independent_assert} for, {standing.independent_deny} against"


def period(first: str, last: str) -> str:
    return first[:10] if first[:10] == last[:10] else f"{first[:10]} to {last[:10]}"


def listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return one_line(", ".join(names[:NAMES])) + more


def under(text: Text, to: Console, columns: int = UNDER) -> None:
    to.print(Padding(text, (0, 0, 0, columns)))


def print_claim(grounds: Grounds, standing: Standing, to: Console) -> None:
    """The claim, then every position on it: by stance, in order of time."""
    claim = grounds.claim
    to.print(Text(one_line(claim.text), "bold"))
    by = f"written by {claim.author}" if claim.author else "found in the reports"
    to.print(Text(f"{claim.id} · {one_line(by)}", "dim"))
    to.print(Text.assemble((standing.status.value, STATUS[standing.status]), f" · {independent(standing)}"))
    if standing.warning:
        to.print(Text(f"note: {standing.warning}", "yellow"))
    for stance in Stance:
        held = [h for h in grounds.held if h.position.stance is stance and h.position.statement in grounds.said]
        if held:
            to.print(Text(f"\n{HEADS[stance]} ({counted(len(held), 'statement')})", STANCE[stance]))
            for one in held:
                print_position(one, grounds.said[one.position.statement], to)
    if standing.reasons:
        to.print(Text("\nwhy it counts so", "bold"))
        for reason in standing.reasons:
            under(Text(f"- {one_line(reason)}"), to, 2)


def print_position(held: Held, one: Said, to: Console) -> None:
    article, statement = one.article, one.statement
    place = [article.date[:10] or "undated", article.outlet or article.source, *(f"via {relay}" for relay in statement.relay)]
    who = Text.assemble(("  " + one_line(name_of(one) or "?"), "bold"), one_line(f", {one.voice.office}") if one.voice.office else "")
    to.print(who.append(f" · {one_line(' · '.join(place))}", "dim"))
    under(Text(shortened(said(statement.content, article)), "italic"), to, 4)
    flag = f" · {FLAGS[held.flag]}" if held.flag in FLAGS else ""
    spans = ", ".join(f"{a}-{b}" for a, b in statement.content)
    under(Text(f"{one_line(held.position.reason)} · {held.position.confidence:.2f}{flag}", "dim"), to, 4)
    under(Text(f"statement {statement.id[:SHORT]}, article {article.id[:SHORT]}, characters {spans}", "dim"), to, 4)


def print_history(events: Iterable[Event], to: Console) -> None:
    """What analysts did; nothing where they did nothing."""
    done = [event for event in events if event.what != "found"]
    if not done:
        return
    to.print(Text("\nhistory", "bold"))
    for e in done:
        undone = f" (withdrawn by {e.withdrawn_by})" if e.withdrawn_at else ""
        about = " ".join(filter(None, (e.statement[:SHORT], e.other[:SHORT], e.text)))
        under(Text(one_line(f"{e.at[:16]} {e.by}: {e.what} {about}{undone}") + f"  [{e.id[:SHORT]}]"), to, 2)


def print_fall(before: Standing, after: Standing, without: str, to: Console) -> None:
    """What falls without an article."""
    to.print(Text(f"\nwithout {one_line(without)}", "bold"))
    if (before.status, counts(before)) == (after.status, counts(after)) and sides(before) == sides(after):
        under(Text("nothing falls: the same status, the same independent origins"), to, 2)
        return
    if before.status is not after.status:
        under(Text(f"status: {before.status.value} → {after.status.value}"), to, 2)
    under(Text(f"{independent(before)} → {after.independent_assert} for, {after.independent_deny} against"), to, 2)
    if lost := sorted(sides(before) - sides(after)):
        under(Text(f"origins that fall: {', '.join(id[:SHORT] for id in lost)}"), to, 2)


def counts(standing: Standing) -> tuple[int, int]:
    return standing.independent_assert, standing.independent_deny


def sides(standing: Standing) -> set[str]:
    return {*standing.asserting, *standing.denying, *standing.doubting}
