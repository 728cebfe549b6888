"""How the dossier puts things in words. Whole sentences: each is read, and quoted, away from its page."""

from collections.abc import Sequence

from bukti.export.numbers import REJECTED, Placed
from bukti.export.shown import in_line
from bukti.records import Article, Derivation, DerivationKind, Origin, Stance, Standing, Status

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

DID = {
    Stance.ASSERTS.value: "asserted the claim",
    Stance.DENIES.value: "denied the claim",
    Stance.DOUBTS.value: "challenged the evidence for the claim",
    Stance.NO_COMMENT.value: "declined to comment on the claim",
    REJECTED: "took no position on the claim, as an analyst judged,",
}
DONE = {
    Stance.ASSERTS.value: "asserted",
    Stance.DENIES.value: "denied",
    Stance.DOUBTS.value: "doubted, without a denial,",
    Stance.NO_COMMENT.value: "left without comment",
    REJECTED: "not touched, as analysts judged,",
}
NOBODY = {
    Stance.ASSERTS.value: "Nobody asserts the claim in the articles read.",
    Stance.DENIES.value: "Nobody denies the claim in the articles read.",
}
STATUS = {
    Status.CONTESTED: "The claim is contested: it is both asserted and denied.",
    Status.ASSERTED: "The claim is asserted only: nobody is on record denying it.",
    Status.DENIED: "The claim is denied only: nobody is on record asserting it.",
    Status.NEITHER: "The claim is neither asserted nor denied.",
}
KINDS = {
    DerivationKind.REPRINT: "reprints",
    DerivationKind.TRANSLATION: "translates",
    DerivationKind.REWRITE: "rewrites",
    DerivationKind.RELAY: "passes on statements from",
}


def day(date: str) -> str:
    """ "18 March 2031", "March 2031", "2031": as exact as it is known. What is no date stays as it is."""
    parts = date[:10].split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return date
    year, *rest = parts
    month = f"{MONTHS[int(rest[0]) - 1]} " if rest else ""
    return (f"{int(rest[1])} " if len(rest) > 1 else "") + month + year


def moment(at: str) -> str:
    """ "6 April 2031, 08:00 UTC" of an ISO 8601 time in UTC."""
    clock = at[11:16]
    return f"{day(at)}, {clock} UTC" if clock else day(at)


def counted(number: int, noun: str, nouns: str = "") -> str:
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def who(name: str) -> str:
    return name or "A source without a name"


def when(date: str) -> str:
    """ " on 18 March 2031", " in March 2031", "" where it is not known."""
    return f" {'on' if len(date) >= 10 else 'in'} {day(date)}" if date else ""


def full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", ".”")) else f"{text}."


def opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def stand(placed: Placed) -> str:
    office = f" (“{in_line(placed.said.voice.office)}”)" if placed.said.voice.office else ""
    article = placed.said.article
    printed = "the same day" if placed.date and article.date[:10] == placed.date else when(article.date).strip()
    reported = f"as {in_line(outlet(article))} reported {printed or 'without a date'}"
    return f"{in_line(who(placed.name))}{office} {DID[placed.side]}{when(placed.date)}, {reported}."


def why(placed: Placed) -> str:
    position = placed.taken.position
    if placed.taken.flag == "machine":
        reason = full_stop(position.reason or "no reason is recorded")
        return f"Read so by {position.author or 'bukti'}, {percent(position.confidence)} sure: {reason}"
    if placed.taken.flag == REJECTED:
        return f"{position.author or 'bukti'} had read that the source {DID[position.stance.value]}: {full_stop(position.reason)}"
    return full_stop(opened(position.reason))


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def side(stance: str, placed: Sequence[Placed]) -> str:
    speakers = len({p.name for p in placed})
    articles = len({p.said.article.id for p in placed})
    origins = len({p.root for p in placed if p.root})
    line = f"The claim is {DONE[stance]} by {counted(speakers, 'speaker')} in {counted(len(placed), 'statement')}"
    line += f" of {counted(articles, 'article')}"
    return f"{line}, which {'go' if len(placed) > 1 else 'goes'} back to {counted(origins, 'origin')}." if origins else f"{line}."


def standing(found: Standing) -> str:
    def parties(number: int, verb: str) -> str:
        return f"{counted(number, 'independent party', 'independent parties')} {verb}{'s' if number == 1 and verb == 'assert' else ''} it"

    denying = f"{counted(found.independent_deny, 'denies' if found.independent_deny == 1 else 'deny', 'deny')} it"
    return f"{opened(parties(found.independent_assert, 'assert'))}; {denying}, as far as the articles let parties be told apart."


def outlet(article: Article) -> str:
    return article.outlet or "an outlet without a name"


def dated(article: Article) -> str:
    name = in_line(outlet(article))
    return f"{name} ({day(article.date)})" if article.date else name


def origin(found: Origin, number: int) -> str:
    who_ = in_line("; ".join(a.name for a in found.actors)) or "nobody that the articles name"
    reason = f": {found.reason}" if found.reason else ""
    count = "" if found.counted else " It is not counted, because the articles do not let it be told from other origins."
    return f"Origin {number} is what {who_} said{when(found.date)}{full_stop(reason) if reason else '.'}{count}"


def descent(derivation: Derivation, child: Article, parent: Article) -> str:
    credit = "credits it" if derivation.credited else "does not credit it"
    sure = percent(derivation.confidence)
    return f"{dated(child)} {KINDS[derivation.kind]} {dated(parent)} and {credit} ({sure} sure)."


def fall(article: Article, also: int, before: Standing, after: Standing) -> str:
    name = f"Without {dated(article)}"
    if also:
        name += f" and the {f'{also} articles' if also > 1 else 'article'} taken from it"
    said = []
    if after.status is not before.status:
        said.append(f"the claim would be {after.status.value} instead of {before.status.value}")
    for verb, now, then in (
        ("assert", before.independent_assert, after.independent_assert),
        ("deny", before.independent_deny, after.independent_deny),
    ):
        if now != then:
            said.append(f"{then} instead of {now} independent parties would {verb} it")
    if gone := lost(before, after):
        said.append(f"{counted(gone, 'origin')} would not be known")
    return f"{name}, {' and '.join(said)}." if said else f"{name}, status, counts and origins would be the same."


def idle(articles: int) -> str:
    them = "this article" if articles == 1 else f"any one of these {articles:,} articles"
    return f"Without {them} alone, status, counts and origins would be the same."


def untried(articles: int) -> str:
    return f"What would be left without {counted(articles, 'further article')} was not tried, because there are too many."


def lost(before: Standing, after: Standing) -> int:
    """Origins that would not be known."""
    return len(_origins(before) - _origins(after))


def _origins(found: Standing) -> set[str]:
    return {*found.asserting, *found.denying, *found.doubting}


def changes(before: Standing, after: Standing) -> bool:
    """Does a conclusion fall: the status, or a count?"""

    def conclusions(s: Standing) -> tuple[Status, int, int]:
        return (s.status, s.independent_assert, s.independent_deny)

    return conclusions(before) != conclusions(after)
