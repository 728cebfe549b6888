"""From whom a speaker has what he says, as far as the articles tell: "information shared by Brennia", "citing their accounts"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bukti import lang as packs
from bukti.origins.names import outlet_key
from bukti.origins.parties import party_of
from bukti.records import ActorKind, Said, Span
from bukti.text.sentences import sentences

WORD = re.compile(r"[^\W\d_]{4,}")
BACK = 4  # statements of others, to which "citing their accounts" may point
STEM = 6  # letters by which two forms of a name are one: "Бреннии", "Бренния"


@dataclass(frozen=True, slots=True)
class Taken:
    """That a statement's matter is another's."""

    party: str  # of the one it is taken from
    name: str
    reason: str


def taken(said: Iterable[Said]) -> dict[str, list[Taken]]:
    """By statement. A phrase counts for the statement in whose sentence it stands, and for the same speaker's just before and after it."""
    by_article: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_article[one.article.id].append(one)
    found: dict[str, list[Taken]] = defaultdict(list)
    for told in by_article.values():
        told.sort(key=lambda s: (s.statement.content[:1], s.statement.id))
        for statement, sources in _in_article(told).items():
            found[statement].extend(sources)
    return found


def _in_article(told: Sequence[Said]) -> dict[str, list[Taken]]:
    found: dict[str, list[Taken]] = defaultdict(list)
    bounds = sentences(told[0].article.text, told[0].article.lang)
    own: dict[str, list[Said]] = defaultdict(list)
    for one in told:
        own[one.voice.name].append(one)
    for i, one in enumerate(told):
        for source in _sources(one, told[:i], told, bounds):
            mine = own[one.voice.name]
            at = mine.index(one)
            for near in mine[max(at - 1, 0) : at + 2]:
                found[near.statement.id].append(source)
        found[one.statement.id].extend(_passes_on(one, told))
    return found


def _sources(one: Said, before: Sequence[Said], told: Sequence[Said], bounds: Sequence[Span]) -> list[Taken]:
    text = _sentence(one, bounds)
    found: list[Taken] = []
    for match in _phrases(one.article.lang).finditer(text):
        phrase, rest = match.group(), text[match.end() :]
        if _kinds(one.article.lang)[phrase.casefold()] == "before":
            named = [o for o in reversed(before) if not _same_voice(o, one)][:BACK]
        else:
            named = [o for o in told if not _same_voice(o, one) and _names(rest, o)]
        found.extend(_source(one, o, phrase) for o in named)
    return list({t.name: t for t in reversed(found)}.values())


def _source(one: Said, other: Said, phrase: str) -> Taken:
    where = one.article.outlet or one.article.id
    reason = f"{one.voice.name or 'the speaker'} has it from {other.voice.name or 'another'} ({where}: “{phrase}”)"
    return Taken(party_of(other) or other.voice.name, other.voice.name, reason)


def _passes_on(one: Said, told: Sequence[Said]) -> list[Taken]:
    """Another's statement inside one's own words."""
    inner = [o for o in told if o.statement.nested and not _same_voice(o, one) and _within(o, one)]
    where = one.article.outlet or one.article.id
    return [
        Taken(party_of(o) or o.voice.name, o.voice.name, f"{one.voice.name} passes on what {o.voice.name} said ({where})") for o in inner
    ]


def _within(inner: Said, outer: Said) -> bool:
    spans = [*inner.statement.speaker, *inner.statement.content]
    return (
        bool(spans)
        and not outer.statement.nested
        and all(any(c.start <= s.start and s.end <= c.end for c in outer.statement.content) for s in spans)
    )


def _same_voice(a: Said, b: Said) -> bool:
    return {x.id for x in a.voice.actors} == {x.id for x in b.voice.actors}


def _sentence(one: Said, bounds: Sequence[Span]) -> str:
    """All sentences that the statement touches."""
    s = one.statement
    spans = [*s.speaker, *s.cue, *s.content]
    touched = [b for b in bounds if any(x.start < b.end and b.start < x.end for x in spans)]
    return " ".join(one.article.text[b.start : b.end] for b in touched)


def _names(text: str, other: Said) -> bool:
    """Do the words right after a phrase name that speaker, in any form or script? Only names count: "minister" is nobody."""
    wanted = {stem for a in other.voice.actors if a.kind is not ActorKind.ANONYMOUS for n in (a.name, *a.aliases) for stem in _stems(n)}
    return bool(wanted & _stems(text[:80])) or _spoken(other) in text[:80].casefold()


def _spoken(other: Said) -> str:
    return other.speaker.casefold() or "\0"


def _stems(text: str) -> set[str]:
    return {outlet_key(w)[:STEM] for w in WORD.findall(text) if w[0].isupper()}


@cache
def _kinds(lang: str) -> Mapping[str, str]:
    return {row["form"].casefold(): row["kind"] for row in packs.load(lang).table("dependence.tsv")}


@cache
def _phrases(lang: str) -> re.Pattern[str]:
    forms = sorted(_kinds(lang), key=lambda f: (-len(f), f))
    return re.compile("|".join(rf"\b{re.escape(f)}\b" for f in forms) or r"(?!)", re.IGNORECASE)
