"""A body and the person who speaks for it on one occasion are one origin: "the ministry said", "ministry spokesman Clayson Monyela"."""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from bukti import lang as packs
from bukti.origins.meaning import Array
from bukti.origins.occasions import LIKELY, SAME, Occasion, alike
from bukti.origins.utterances import Utterance

STEM = 5  # letters that two forms of a word share: "kementerian", "министерства" and "министерстве"
WORD = re.compile(rf"[^\W\d_]{{{STEM},}}")
ByParty = dict[str, list[tuple[int, int, Occasion]]]  # by party: first day of its reports, number, occasion
Links = dict[str, set[tuple[str, str]]]  # id of a spokesperson: bodies he speaks for, and the article that says so, "" for all
SPEAKS, MAY_SPEAK = 0.3, 0.15  # what it adds that he speaks for the body by name, or is a spokesperson beside it
TOGETHER, SAME_DAYS = 0.1, 0.2  # and that both stand in one article, or tell of the same days
NEXT = 150  # occasions before and after, among which the mouth of a body is looked for
POINTING = 3  # words of a content that only points back: "Об этом сообщил полковник", "Hal itu disampaikan juru bicara"


def joined(found: Sequence[Occasion], spoken: Sequence[Utterance], vectors: Array) -> list[Occasion]:
    """The occasions, those on which a body spoke put to that on which a person spoke for it, where there is one.

    `spoken` are all statements: a copy too may say who speaks for whom.
    """
    links = spokespersons(spoken)
    persons = [o for o in found if not _of_a_body(o)]
    bodies = [o for o in found if _of_a_body(o)]
    by_party: ByParty = defaultdict(list)
    for n, o in enumerate(persons):
        if _one_voice(o):
            for party in _parties(o):
                insort(by_party[party], (_first_day(o), n, o))
    mouths = [_mouth(body, by_party, links, vectors) for body in bodies]  # all before any is joined: only a person's own words count
    for body, mouth in zip(bodies, mouths, strict=True):
        if mouth is not None:
            mouth.runs.extend(body.runs)
    return [*persons, *(body for body, mouth in zip(bodies, mouths, strict=True) if mouth is None)]


def _of_a_body(o: Occasion) -> bool:
    return all(u.collective for run in o.runs for u in run.members)


def _parties(o: Occasion) -> set[str]:
    return {party for run in o.runs for u in run.members for party in u.parties}


def _mouth(body: Occasion, by_party: ByParty, links: Links, vectors: Array) -> Occasion | None:
    """The occasion of the person who spoke for the body: a spokesperson first, else whoever of its party said the same."""
    near = {n: o for party in sorted(_parties(body)) for _, n, o in _around(by_party[party], _first_day(body))}
    scored = [(*_fit(body, o, links, vectors), n, o) for n, o in near.items() if not o.apart(body, vectors)]
    good = [(fit, -n, o) for fit, enough, n, o in scored if fit >= enough]
    return max(good, key=lambda x: x[:2])[2] if good else None


def _around(known: Sequence[tuple[int, int, Occasion]], day: int) -> Sequence[tuple[int, int, Occasion]]:
    """The occasions next in time: a ledger may know ten thousand of one government."""
    at = bisect_left(known, (day,))
    return known[max(at - NEXT, 0) : at + NEXT]


def _first_day(o: Occasion) -> int:
    return min((run.published.toordinal() for run in o.runs if run.published), default=0)


def _one_voice(o: Occasion) -> bool:
    """A named person, in words of his own and not in those of somebody who tells of him."""
    first = o.runs[0].members[0]
    return len(first.who) == 1 and not first.unnamed and not all(run.nested for run in o.runs)


def _fit(body: Occasion, person: Occasion, links: Links, vectors: Array) -> tuple[float, float]:
    """How well, and how well is enough."""
    score = max(alike(a, b, vectors) for a in body.runs for b in person.runs)
    articles = {run.article for run in body.runs}
    together, same_days = bool(articles & {run.article for run in person.runs}), _same_days(body, person)
    speaks_for = {link for run in person.runs for i in run.who for link in links.get(i, ())}
    bodies = {i for run in body.runs for u in run.members for i in u.who}
    speaks = SPEAKS if speaks_for & {(i, "") for i in bodies} else MAY_SPEAK * bool(speaks_for & {(i, a) for i in bodies for a in articles})
    if _other_days(body, person):
        return score, 2.0
    score += speaks + TOGETHER * together + SAME_DAYS * same_days
    if speaks:
        return score, 0.0 if together or same_days else speaks + (LIKELY if _dated(body) and _dated(person) else SAME)
    return score, SAME + TOGETHER * together + SAME_DAYS * same_days


def _dated(o: Occasion) -> bool:
    return any(run.told for run in o.runs)


def _same_days(a: Occasion, b: Occasion) -> bool:
    return any(x.told and y.told and not x.told.apart(y.told) for x in a.runs for y in b.runs)


def _other_days(body: Occasion, person: Occasion) -> bool:
    """The article in which the body speaks has the person speak too, but on another day."""
    return any(x.article == y.article and x.told and y.when and x.told.apart(y.when) for x in body.runs for y in person.runs)


def spokespersons(spoken: Iterable[Utterance]) -> Links:
    """Who speaks for which body, as the articles say: by a word both descriptions share, or because there is only one such body."""
    links: Links = defaultdict(set)
    by_article: dict[str, list[Utterance]] = defaultdict(list)
    for u in spoken:
        by_article[u.article].append(u)
    for told in by_article.values():
        for before, u in zip(told, told[1:], strict=False):
            if before.collective and not u.collective and before.parties & u.parties and len(u.said.content.split()) <= POINTING:
                for person in u.who:
                    links[person].update((i, u.article) for i in before.who)
        for u in told:
            if not u.collective and _is_spokesperson(u):
                bodies = [b for b in told if b.collective and b.parties & u.parties]
                named = [(i, "") for b in bodies if _words(b) & _words(u) for i in b.who]
                alone = [(i, u.article) for b in bodies for i in b.who] if len({b.who for b in bodies}) == 1 else []
                for person in u.who:
                    links[person].update(named or alone)
    return links


def _is_spokesperson(u: Utterance) -> bool:
    text = f"{u.said.speaker} {u.said.voice.office}".casefold()
    return any(word in text for word in _spoken_for(u.said.article.lang))


@cache
def _spoken_for(lang: str) -> tuple[str, ...]:
    return tuple(row["word"].lstrip("*").casefold() for row in packs.load(lang).table("roles.tsv") if row["key"] == "spokesperson")


def _words(u: Utterance) -> set[str]:
    return {w.casefold()[:STEM] for w in WORD.findall(f"{u.said.speaker} {u.said.voice.office}")}
