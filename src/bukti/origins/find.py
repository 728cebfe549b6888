"""Statements of any article and language that report the same utterance, put together: `find_origins`.

What an article took from another one follows what it was taken from, statement by statement, so a reprint or translation never makes an
origin of its own and moves none. The statements of all other articles are put together by speaker, date, kind of occasion and content.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from bukti.origins.follow import fill, leads, origin_of
from bukti.origins.meaning import Array, Centre, Vectors
from bukti.origins.mouths import joined
from bukti.origins.occasions import Occasion, occasions
from bukti.origins.utterances import Run, Utterance, runs, utterances
from bukti.records import Actor, ActorKind, Derivation, Origin, Said, content_id


def find_origins(said: Sequence[Said], derived: Sequence[Derivation], meaning: Vectors) -> list[Origin]:
    """Every statement is in one origin, in order of the first report of each. `derived` says which articles are copies."""
    told = _by_article(said)
    spoken = [u for one in told.values() for u in one]
    sources = _sources(told, derived)
    vectors = _vectors(spoken, set(sources), meaning)
    found = leads(told, sources, vectors)
    for child in sources:
        fill(told[child], found)
    own = [run for one in told.values() for run in runs([u for u in one if u.id not in found])]
    return _records(joined(occasions(own, vectors), spoken, vectors), found, {u.id: u for u in spoken})


def counterparts(said: Sequence[Said], derived: Sequence[Derivation], meaning: Vectors) -> dict[str, str]:
    """For each statement that an article took from another one, its counterpart there: the quotation before it was cut or translated."""
    told = _by_article(said)
    sources = _sources(told, derived)
    return leads(told, sources, _vectors([u for one in told.values() for u in one], set(sources), meaning))


def _sources(told: Mapping[str, Sequence[Utterance]], derived: Sequence[Derivation]) -> dict[str, list[Derivation]]:
    """By child, where both are here."""
    found: dict[str, list[Derivation]] = defaultdict(list)
    for d in derived:
        if d.child in told and d.parent in told:
            found[d.child].append(d)
    return found


def _by_article(said: Sequence[Said]) -> dict[str, list[Utterance]]:
    grouped: dict[str, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda s: (s.article.date or "9999", s.article.id, s.statement.content[:1], s.statement.id)):
        grouped[one.article.id].append(one)
    out: dict[str, list[Utterance]] = {}
    row = 0
    for article, ones in grouped.items():
        out[article] = utterances(ones, row)
        row += len(ones)
    return out


def _vectors(spoken: Sequence[Utterance], copies: set[str], meaning: Vectors) -> Array:
    """Of all contents, seen from the middle of their language. Copies do not move the middle."""
    texts = [u.said.content for u in spoken]
    raw = meaning.vectors(texts) if texts else np.zeros((0, 1), np.float32)
    centre, out = Centre(meaning), np.zeros_like(raw, dtype=np.float32)
    by_lang: dict[str, list[int]] = defaultdict(list)
    for i, u in enumerate(spoken):
        by_lang[u.said.article.lang].append(i)
    for lang, places in by_lang.items():
        learnt = [i for i in places if spoken[i].article not in copies]
        centre.learn(lang, [texts[i] for i in learnt], raw[learnt])
    for lang, places in by_lang.items():
        out[[spoken[i].row for i in places]] = centre.apply(lang, raw[places])
    return out


def _records(found: Sequence[Occasion], followed: Mapping[str, str], spoken: Mapping[str, Utterance]) -> list[Origin]:
    home = {u.id: n for n, o in enumerate(found) for run in o.runs for u in run.members}
    members: dict[int, list[Utterance]] = defaultdict(list)
    for u in spoken.values():
        members[home[origin_of(u.id, followed)]].append(u)
    return [_record(found[n], members[n]) for n in members]


def _record(occasion: Occasion, members: Sequence[Utterance]) -> Origin:
    first = min((u for run in occasion.runs for u in run.members), key=_age)
    actors = _actors(occasion)
    when = _when(occasion)
    counted = _counted(occasion, actors)
    articles = len({u.article for u in members})
    who = "; ".join(a.name for a in actors) or "nobody that the articles name"
    reason = f"{_report(len(members), articles)} what {who} said" + (f" on {when}" if when else "")
    if not counted:
        reason += "; no article tells the occasion, so it may be another origin's words and is not counted"
    ident = content_id("origin", first.id)
    return Origin(ident, tuple(u.id for u in sorted(members, key=_age)), actors, when, counted, reason)


def _report(statements: int, articles: int) -> str:
    where = "1 article" if articles == 1 else f"{articles} articles"
    return f"1 statement in {where} reports" if statements == 1 else f"{statements} statements in {where} report"


def _age(u: Utterance) -> tuple[str, str, float, str]:
    return (u.said.article.date or "9999", u.article, u.place, u.id)


def _actors(occasion: Occasion) -> tuple[Actor, ...]:
    """Persons before the bodies they speak for; the order is that of the first report."""
    ordered = sorted((u for run in occasion.runs for u in run.members), key=lambda u: (u.collective, *_age(u)))
    return tuple({a.id: a for u in ordered for a in u.said.voice.actors}.values())


def _when(occasion: Occasion) -> str:
    """What most reports say; of two that are said as often, the earlier report's."""
    ordered: list[Run] = sorted(occasion.runs, key=lambda r: (r.published or date.max, r.article))
    days = Counter(str(run.when) for run in ordered if run.when and run.when.exact)
    others = Counter(str(run.when) for run in ordered if run.when)
    return next((when for when, _ in (days or others).most_common(1)), "")


def _counted(occasion: Occasion, actors: Sequence[Actor]) -> bool:
    """Not where nobody is named, nor where a state or a group is said to say something on no occasion at all."""
    if not actors:
        return False
    vague = all(a.kind in (ActorKind.GROUP, ActorKind.STATE) for a in actors)
    return not vague or any(run.when or run.kind or len(run.members) > 1 for run in occasion.runs)
