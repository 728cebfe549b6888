"""From the records on a claim to its dossier: `dossier`."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bukti.export import sentences as words
from bukti.export.acts import judgement_lines, making_lines, note_lines
from bukti.export.case import Case, Removal
from bukti.export.chains import hops
from bukti.export.numbers import REJECTED, SIDES, Cited, Placed, cited, quotation, version
from bukti.export.parts import Chain, Descent, Dossier, Fall, Line, Root, Side, Speaker, Stand
from bukti.records import Derivation, Origin, Stance, Standing, Status

NOTHING = Standing("", Status.NEITHER)


def dossier(case: Case) -> Dossier:
    """All that `case` holds, in sentences that each name what they rest on."""
    known = cited(case)
    found = case.standing or NOTHING
    removed = [_fall(removal, known, found) for removal in case.removals if removal.article in known.of_article]
    falls = tuple(sorted(removed, key=lambda fall: (not fall.changes, not fall.lost)))
    return Dossier(
        claim=case.claim.id,
        title=case.claim.text,
        author=case.claim.author,
        made_at=case.made.at,
        made_by=case.made.by,
        status=found.status,
        independent_assert=found.independent_assert,
        independent_deny=found.independent_deny,
        summary=tuple(_summary(case, known, found)),
        sides=tuple(_sides(case, known)),
        roots=tuple(_roots(case, known)),
        counting=tuple(_counting(case, known, found)),
        descents=tuple(_descent(d, case, known) for d in case.derivations if d.child in known.of_article and d.parent in known.version_of),
        falls=falls,
        idle=(*_idle(falls, known), *_untried(case, known)),
        judgements=tuple(judgement_lines(case, known)),
        notes=tuple(note_lines(case)),
        making=tuple(making_lines(case, known)),
        quotations=tuple(quotation(p) for p in known.placed),
        versions=tuple(version(number, article) for number, article in enumerate(known.articles, 1)),
    )


def claim_row(case: Case) -> tuple[str, ...]:
    return (f"claim {case.claim.id}",)


def _on(known: Cited, *sides: str) -> list[Placed]:
    return [p for p in known.placed if p.side in sides]


def _summary(case: Case, known: Cited, found: Standing) -> Iterable[Line]:
    if not known.placed:
        yield Line("No article that was read takes a position on this claim.", rows=claim_row(case))
        return
    counted = [p for p in known.placed if p.side != REJECTED]
    decisive = [p for p in counted if p.side in (Stance.ASSERTS.value, Stance.DENIES.value)] or counted
    yield Line(words.STATUS[found.status], known.of(decisive))
    yield Line(words.standing(found), known.of(decisive))
    if found.warning:
        yield Line(f"Many outlets, few origins: {words.full_stop(found.warning)}", known.of(decisive))
    untraced = [p for p in counted if not p.root]
    if untraced:
        many = words.counted(len(untraced), "statement")
        yield Line(f"The origins of {many} have not been traced, so status and counts leave them out.", known.of(untraced))


def _sides(case: Case, known: Cited) -> Iterable[Side]:
    for stance in SIDES:
        placed = _on(known, stance)
        if placed:
            yield Side(stance, Line(words.side(stance, placed), known.of(placed)), tuple(_speakers(placed)))
        elif stance in words.NOBODY:
            yield Side(stance, Line(words.NOBODY[stance], rows=claim_row(case)), ())


def _speakers(placed: Sequence[Placed]) -> Iterable[Speaker]:
    """They stand together already: that is how they were numbered."""
    for name, mine in groupby(placed, key=lambda p: p.name):
        stands = list(mine)
        offices = tuple(dict.fromkeys(p.said.voice.office for p in stands if p.said.voice.office))
        yield Speaker(words.who(name), offices, tuple(map(_stand, stands)))


def _stand(placed: Placed) -> Stand:
    taken, number = placed.taken, (placed.number,)
    rows = (f"judgement {taken.judgement}",) if taken.judgement else ()
    why = Line(words.why(placed), number, rows=rows)
    return Stand(Line(words.stand(placed), number), placed.number, placed.root, taken.position.confidence, taken.flag, why)


def _roots(case: Case, known: Cited) -> Iterable[Root]:
    by_root: dict[int, list[Placed]] = {}
    for p in known.placed:
        by_root.setdefault(p.root, []).append(p)
    for number, origin in enumerate(known.origins, 1):
        yield _root(number, origin, by_root[number], case)


def _root(number: int, origin: Origin, placed: Sequence[Placed], case: Case) -> Root:
    stances = tuple(s for s in Stance if any(p.side == s.value for p in placed))
    line = Line(words.origin(origin, number), tuple(p.number for p in placed), rows=(f"origin {origin.id}",))
    name = "; ".join(a.name for a in origin.actors)
    return Root(number, origin.id, words.who(name), origin.date, origin.counted, stances, line, tuple(_chains(placed, case)))


def _chains(placed: Sequence[Placed], case: Case) -> Iterable[Chain]:
    """Statements that came the same way together; the way that was printed first comes first."""
    ways: dict[tuple[str, ...], list[int]] = {}
    for p in sorted(placed, key=lambda p: (p.said.article.date or "9999", p.number)):
        ways.setdefault(hops(p, placed, case), []).append(p.number)
    for way, numbers in ways.items():
        yield Chain(tuple(numbers), way)


def _counting(case: Case, known: Cited, found: Standing) -> Iterable[Line]:
    for reason in found.reasons:
        sides = [side for side in (Stance.ASSERTS.value, Stance.DENIES.value) if f" {side} it" in reason] or SIDES
        placed = _on(known, *sides)
        named = [p for p in placed if p.name and p.name in reason] or placed
        yield Line(words.full_stop(words.opened(reason)), known.of(named), rows=() if named else claim_row(case))


def _descent(derivation: Derivation, case: Case, known: Cited) -> Descent:
    d = derivation
    ends = (known.version_of[d.child], known.version_of[d.parent])
    child, parent = (known.articles[number - 1] for number in ends)
    reasons = tuple(Line(words.full_stop(words.opened(reason)), versions=ends) for reason in d.reasons)
    return Descent(*ends, d.kind.value, d.credited, d.confidence, Line(words.descent(d, child, parent), versions=ends), reasons)


def _fall(removal: Removal, known: Cited, found: Standing) -> Fall:
    number, after = known.version_of[removal.article], removal.standing
    also = tuple(sorted(known.version_of[id] for id in removal.also if id in known.version_of))
    gone = (removal.article, *removal.also)
    quotations = tuple(sorted(n for id in gone for n in known.of_article.get(id, ())))
    line = Line(words.fall(known.articles[number - 1], len(also), found, after), quotations, (number, *also))
    changes = words.changes(found, after)
    return Fall(number, also, changes, words.lost(found, after), after.status, after.independent_assert, after.independent_deny, line)


def _idle(falls: Iterable[Fall], known: Cited) -> Iterable[Line]:
    """One sentence for all the articles that could be left out, each alone."""
    numbers = {fall.version for fall in falls if not (fall.changes or fall.lost or fall.also)}
    if numbers:
        yield _together(words.idle(len(numbers)), numbers, known)


def _untried(case: Case, known: Cited) -> Iterable[Line]:
    numbers = {known.version_of[id] for id in case.untried if id in known.of_article}
    if numbers:
        yield _together(words.untried(len(numbers)), numbers, known)


def _together(text: str, versions: Iterable[int], known: Cited) -> Line:
    numbers = tuple(sorted(versions))
    return Line(text, tuple(sorted(n for number in numbers for n in known.of_article[known.articles[number - 1].id])), numbers)
