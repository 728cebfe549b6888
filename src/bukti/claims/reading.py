"""How a statement is put to the judge: by itself, and with what the article says just before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bukti import lang as packs
from bukti.claims.direction import towards
from bukti.claims.evidence import challenges
from bukti.claims.quantities import quantities
from bukti.claims.wording import worded
from bukti.records import Article, Said, Span
from bukti.text.sentences import sentences

LONGEST_BEFORE = 400  # characters of what stands before
SHORT = 5  # words; a content of fewer hardly ever means something by itself ("Nonsense")


@dataclass(frozen=True, slots=True)
class Put:
    """One statement as the judge reads it."""

    said: Said
    alone: str
    behind: str  # with the sentence before it; the same as `alone` where there is none
    refers: bool  # it points back, so that amounts and claims of the sentence before it are its own too
    amounts: tuple[float, ...]  # of its content, and where it points back, of the sentence before it
    force: str  # of its cue, as lang/<code>/cues.tsv has it; "" unknown
    headline: bool = False  # it is all of the article and nobody's words but the outlet's
    towards: tuple[str, ...] = ()  # names that something goes to in its content
    challenges: bool = False  # it says that evidence is missing


def put(said: Iterable[Said]) -> list[Put]:
    """In the order given; fastest where the statements of an article come one after the other."""
    bounds = lru_cache(maxsize=8)(lambda article: sentences(article.text, article.lang))
    return [_put(s, bounds(s.article)) for s in said]


def _put(s: Said, bounds: Sequence[Span]) -> Put:
    lang = s.article.lang
    before = sentence_before(s.article, s.statement.content[0].start if s.statement.content else 0, bounds)
    speaker = s.speaker or s.voice.name
    alone = worded(speaker, s.cue, s.content)
    refers = bool(before) and (points_back(f"{s.cue} {s.content}", lang) or len(s.content.split()) < SHORT)
    amounts = quantities(s.content, lang) + (quantities(before, lang) if refers else [])
    behind = worded(speaker, s.cue, s.content, before)
    how = force(s.cue, lang)
    return Put(s, alone, behind, refers, tuple(amounts), how, nobodys(s), towards(s.content, lang), challenges(s.content, how, lang))


def nobodys(s: Said) -> bool:
    covered = sum(b - a for a, b in s.statement.content)
    return not (s.statement.speaker or s.statement.cue or s.statement.actor or s.voice.actors) and covered >= len(s.article.text.strip())


def sentence_before(article: Article, at: int, bounds: Sequence[Span]) -> str:
    """The sentence before the one that character `at` stands in, furniture apart; the title before the first one."""
    own = next((i for i, b in enumerate(bounds) if at < b.end), len(bounds))
    for b in reversed(bounds[:own]):
        if not any(f.start < b.end and b.start < f.end for f in article.furniture):
            return article.text[b.start : b.end][-LONGEST_BEFORE:]
    return article.title[:LONGEST_BEFORE]


def points_back(text: str, lang: str) -> bool:
    pattern = _references(lang)
    return bool(pattern and pattern.search(text.casefold()))


@cache
def _references(lang: str) -> re.Pattern[str] | None:
    words = packs.load(lang).words("references.txt")
    return re.compile(packs.any_of(words)) if words else None


def force(cue: str, lang: str) -> str:
    """What the source does with the content; the strongest word of a cue of several ("menolak tuduhan": denies)."""
    known = _forces(lang)
    words = re.findall(r"\w+(?:-\w+)*", cue.casefold())
    whole = known.get(" ".join(words))
    found = [whole] if whole else [known[w] for w in words if w in known]
    return min(found, key=STRENGTH.index, default="") if found else ""


STRENGTH = ("no-comment", "denies", "doubts", "admits", "alleges", "promises", "warns", "asks", "believes", "says")


@cache
def _forces(lang: str) -> dict[str, str]:
    return {row["form"]: row["force"] for row in packs.load(lang).table("cues.tsv")}
