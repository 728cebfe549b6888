"""What analysts did, and how the dossier was made, in sentences."""

from collections.abc import Iterable

from bukti.export import sentences as words
from bukti.export.case import Act, Case
from bukti.export.numbers import Cited
from bukti.export.parts import Line

# What an act did, around the words that come with it. Judgements of a statement come first.
JUDGED = {
    "confirm": "confirmed the stance of a statement",
    "reject": "judged that a statement takes no position on the claim",
    "set": "set the stance of a statement",
}
DID = {
    "found": "found the claim",
    "add": "added the claim",
    "edit": "gave the claim other words",
    "merge": "merged the claim with another",
    "split": "split the claim",
    "withdraw": "withdrew the claim",
}


def judgement_lines(case: Case, known: Cited) -> Iterable[Line]:
    """All that was done, by time; notes have a chapter of their own."""
    numbers = {p.said.statement.id: p.number for p in known.placed}
    for act in case.history:
        if act.what != "note":
            cited = (numbers[act.statement],) if act.statement in numbers else ()
            yield Line(_told(act, {**JUDGED, **DID}.get(act.what, act.what)), cited, rows=_rows(act, case))


def note_lines(case: Case) -> Iterable[Line]:
    for act in case.history:
        if act.what == "note":
            yield Line(_told(act, "noted"), rows=_rows(act, case))


def _told(act: Act, did: str) -> str:
    text = f": “{act.text}”" if act.text else ""
    line = words.full_stop(f"{words.moment(act.at)}: {act.by or 'bukti'} {did}{text}")
    if not act.withdrawn_at:
        return line
    reason = f": “{act.withdraw_reason}”" if act.withdraw_reason else ""
    return words.full_stop(f"{line} {act.withdrawn_by or 'bukti'} took this back, {words.moment(act.withdrawn_at)}{reason}")


def _rows(act: Act, case: Case) -> tuple[str, ...]:
    if not act.id:
        return (f"claim {case.claim.id}",)
    return (f"{'judgement' if act.what in JUDGED else 'act'} {act.id}",)


def making_lines(case: Case, known: Cited) -> Iterable[Line]:
    made, row = case.made, (f"claim {case.claim.id}",)
    yield Line(f"Made by {made.by}, {words.moment(made.at)}, from the ledger as it was then.", rows=row)
    counts = ", ".join(f"{number:,} {what}" for what, number in made.counts)
    if counts:
        yield Line(f"The whole ledger held {counts}.", rows=row)
    if made.readers:
        yield Line(f"The statements were found by {_listed(made.readers)}.", known.of(known.placed), rows=() if known.placed else row)
    if made.judges:
        yield Line(f"Their positions were judged by {_listed(made.judges)}.", known.of(known.placed), rows=() if known.placed else row)
    yield Line(
        "Offsets count characters of an article’s text as stored, from 0, the end not included; bukti dossier --verify checks them.",
        versions=tuple(range(1, len(known.articles) + 1)),
        rows=() if known.articles else row,
    )


def _listed(versions: Iterable[str]) -> str:
    return ", ".join(versions)
