"""What an article names besides its speakers: institutions and states, and where. It tells whose ministry it is where a phrase does not."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from bukti.actors.canonical import ABROAD, government
from bukti.actors.phrases import Parser, Phrase, phrase, small_words
from bukti.actors.senses import Unit, fold, lexicon
from bukti.records import Article

GAP = 16  # characters between two words of one phrase, with small words in them
BREAK = re.compile(r"[,.;:!?\n\"“”„«»()/–—]|\s-\s")
PLACE = re.compile(r"(.{3,60}?)(?:\s[-–—]|\s?\(|/\w|,\s\d)")  # "Liputan6.com, Moskow - ", "MOSKAU (dpa)", "МОСКВА, 17 октября. /ТАСС/"
OF = {  # whose an office is, and what a seat houses
    "minister": "ministry", "deputyminister": "ministry", "ambassador": "embassy", "president": "presidency", "kremlin": "presidency",
    "whitehouse": "presidency", "bluehouse": "presidency", "elysee": "presidency",
}  # fmt: skip
NEAR = 400  # characters in which an institution without a state goes on with the government that was named before
LOOKED_AT = 60_000  # characters of an article that are looked at for context; a longer one repeats itself


class Mention(NamedTuple):
    """An institution or state that the text names."""

    start: int
    phrase: Phrase


class Owner(NamedTuple):
    """The code of a state, and why a phrase is taken to be its; "" for "it says so itself"."""

    code: str
    why: str = ""
    host: str = ""  # of an embassy: where it is


class Landscape:
    """One article. Nothing is read before somebody asks."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(_mentions(self.article.text[:LOOKED_AT], self.article.lang))

    @cached_property
    def _states(self) -> tuple[list[int], list[str]]:
        named = [(m.start, m.phrase.owner) for m in self.mentions if m.phrase.owner]
        return [start for start, _ in named], [code for _, code in named]

    def state_before(self, at: int) -> str:
        """The state that was named last before a place: what "the country" means."""
        starts, states = self._states
        i = bisect_left(starts, at)
        return states[i - 1] if i else ""

    @cached_property
    def dateline(self) -> str:
        """The state whose seat or name begins the article."""
        head = PLACE.match(self.article.text)
        for piece in re.split(r"[,/]", head.group(1)) if head else ():
            found = phrase(piece.strip().title(), self.article.lang)
            if found.owner and not found.heads and not found.proper and not found.unknown:
                return found.owner
        return ""

    def government_before(self, at: int) -> str:
        """The state of the office or institution at home that was named shortly before."""
        for mention in reversed([m for m in self.mentions if at - NEAR < m.start < at]):
            code = government(mention.phrase, mention.phrase.owner)
            if code not in ("", "state") and mention.phrase.heads and not ABROAD & {*mention.phrase.offices, *mention.phrase.bodies}:
                return code
        return ""

    @cached_property
    def governing(self) -> Counter[str]:
        """States whose offices and institutions at home the article names, and how often."""
        home = (m.phrase for m in self.mentions if m.phrase.heads and not ABROAD & {*m.phrase.offices, *m.phrase.bodies})
        return Counter(code for p in home if (code := government(p, p.owner)) not in ("", "state"))

    def fuller(self, p: Phrase, at: int) -> Phrase:
        """ "The ministry" with what the text last called it: the topic and the state of "Kessara's foreign ministry"."""
        known = [m for m in self.mentions if m.phrase.topics and set(institution(p)) < set(institution(m.phrase))]
        before = [m for m in known if m.start < at]
        if not known or p.topics:
            return p
        found = (before[-1] if before else known[0]).phrase
        return replace(p, topics=found.topics, owner=p.owner or found.owner, host=p.host or found.host)

    def like(self, p: Phrase, at: int) -> Owner:
        """Whose the same institution is elsewhere in the article, the last mention before `at` first."""
        before = [m for m in self.mentions if m.start <= at and same_institution(p, m.phrase)]
        after = [m for m in self.mentions if m.start > at and same_institution(p, m.phrase)]
        for mention in (*reversed(before), *after):
            if mention.phrase.owner:
                return Owner(mention.phrase.owner, "named with its state elsewhere in the article", mention.phrase.host)
            if mention.phrase.country and (code := self.state_before(mention.start)):
                return Owner(code, '"the country" is the state named last')
        return Owner("")


def same_institution(one: Phrase, other: Phrase) -> bool:
    """A ministry with its topic, or an office with its body: the same kind of thing."""
    a, b = set(institution(one)), set(institution(other))
    return bool(a) and bool(b) and (a <= b or b <= a) and bool({*one.bodies, *one.offices} & {*other.bodies, *other.offices} or a == b)


def institution(p: Phrase) -> tuple[str, ...]:
    """Which institution a phrase is of: a minister is of his ministry, an ambassador of his embassy."""
    offices = (OF.get(o, o) for o in p.offices if o not in ("spokesperson", "head"))
    return tuple(dict.fromkeys([*offices, *(OF.get(b, b) for b in p.bodies), *p.topics]))


def _mentions(text: str, lang: str) -> Iterator[Mention]:
    _, small, _ = small_words(lang)
    run: list[Unit] = []
    for unit in lexicon(lang).units(text, known_only=True):
        if run and not _goes_on(text[run[-1].end : unit.start], small):
            yield from _mention(run, lang)
            run = []
        run.append(unit)
    yield from _mention(run, lang)


def _goes_on(gap: str, small: frozenset[str]) -> bool:
    """Whether what stands between two words leaves them in one phrase: a space, a hyphen, "of the"."""
    return len(gap) == 1 or (len(gap) <= GAP and not BREAK.search(gap) and all(fold(word) in small for word in gap.split()))


def _mention(run: Sequence[Unit], lang: str) -> Iterator[Mention]:
    if any(s.sort in ("body", "label", "office", "nation") for unit in run for s in unit.senses):
        yield Mention(run[0].start, Parser("", lang).take(run))
