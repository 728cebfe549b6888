"""Persons of a story: which names in which spellings are one person. A surname alone means the one person who has it, if there is one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from bukti.actors.spelling import CYRILLIC, WORD, alike, bare, english, respelt, sound
from bukti.lang import codes, load

MOST_CANDIDATES = 40  # more persons of one sound are no help, and would cost time
BEST = ("en", "id", "ms", "es", "de")  # languages whose spelling is taken first for the English one


class Spelling(NamedTuple):
    text: str
    lang: str


@dataclass(slots=True, eq=False)
class Person:
    """One person in all spellings that the story has."""

    words: tuple[str, ...]  # of the first, longest spelling, as English writes it
    lang: str
    spellings: Counter[Spelling] = field(default_factory=Counter)
    articles: dict[str, None] = field(default_factory=dict)

    @property
    def latin(self) -> bool:
        return any(not CYRILLIC.search(s.text) and s.text.isascii() for s in self.spellings)

    def name(self) -> str:
        """As English reports spell it, else as other Latin ones do, else by the letters. The fullest of the most frequent ones."""
        for lang in BEST:
            if found := [
                (n, len(s.text.split()), s.text) for s, n in self.spellings.items() if s.lang == lang and not CYRILLIC.search(s.text)
            ]:
                longest = min(max(length for _, length, _ in found), 2)
                name = english(max(f for f in found if f[1] >= longest)[2], lang)
                return self._by_letters(name) if lang == "de" else name
        spelling = max(self.spellings, key=lambda s: (self.spellings[s], s))
        return english(spelling.text, spelling.lang)

    def _by_letters(self, name: str) -> str:
        """ "Alexander Nowak" is how German writes "Александр Новак": then the letters tell it better than the German spelling."""
        german = [bare(respelt(word)) for word in name.split()[1:]]
        written = (english(*s) for s in self.spellings if CYRILLIC.search(s.text))
        return next((w for w in written if [bare(word) for word in w.split()[1:]] == german), name)


class People:
    """Names to persons. `add` every full name of the story, the frequent ones come first; then ask with `find`."""

    def __init__(self) -> None:
        self._by_sound: defaultdict[str, list[Person]] = defaultdict(list)
        self._exact: dict[Spelling, Person] = {}
        self.all: list[Person] = []

    def add(self, spelling: Spelling, article: str, times: int = 1) -> Person:
        """The person of a name, a new one where nobody fits."""
        person = self._exact.get(spelling) or self._fitting(spelling) or self._new(spelling)
        self._exact[spelling] = person
        person.spellings[spelling] += times
        person.articles.setdefault(article)
        return person

    def _new(self, spelling: Spelling) -> Person:
        person = Person(name_words(spelling), spelling.lang)
        self.all.append(person)
        for key in dict.fromkeys(_keys(person.words, spelling.lang)):
            self._by_sound[key].append(person)
        return person

    def _fitting(self, spelling: Spelling) -> Person | None:
        words = name_words(spelling)
        return next((p for p in self._pool(words, spelling.lang) if same_person(words, p.words, (spelling.lang, p.lang))), None)

    def _pool(self, words: Sequence[str], lang: str) -> Iterable[Person]:
        pool = [p for key in dict.fromkeys(_keys(words, lang)) for p in self._by_sound.get(key, ())[:MOST_CANDIDATES]]
        return dict.fromkeys(pool)

    def surnamed(self, spelling: Spelling, article: str) -> tuple[Person | None, bool]:
        """The person that part of a name means: the one of this article, else the only one of the story. Whether it was this article's."""
        words = name_words(spelling)
        held = [
            p for p in self._pool(words, spelling.lang) if len(p.words) > len(words) and _part_of(words, p.words, (spelling.lang, p.lang))
        ]
        here = [p for p in held if article in p.articles]
        if len(here) == 1:
            return here[0], True
        return (held[0], False) if len(held) == 1 else (None, False)


def name_words(spelling: Spelling) -> tuple[str, ...]:
    return tuple(WORD.findall(english(spelling.text, spelling.lang))) or (spelling.text,)


def _keys(words: Sequence[str], lang: str) -> list[str]:
    """Sounds under which a name is looked up: of its last and its first word. The spelling is an English one by now, except in German."""
    return [sound(words[-1], lang), sound(words[0], lang)]


def same_person(one: Sequence[str], other: Sequence[str], langs: tuple[str, str]) -> bool:
    """Every word of the shorter full name sounds like one of the longer, in order; the last words like each other."""
    if min(len(one), len(other)) < 2:
        return len(one) == len(other) and bare(one[0]) == bare(other[0])
    if len(one) > len(other):
        one, other, langs = other, one, (langs[1], langs[0])
    return alike(one[-1], other[-1], langs) and _in_order(one[:-1], other[:-1], langs)


def _in_order(short: Sequence[str], long: Sequence[str], langs: tuple[str, str]) -> bool:
    rest = iter(long)
    return all(any(_stands_for(word, other, langs) for other in rest) for word in short)


def _stands_for(word: str, other: str, langs: tuple[str, str]) -> bool:
    a, b = bare(word), bare(other)
    return alike(word, other, langs) or (min(len(a), len(b)) == 1 and a[:1] == b[:1])


def _part_of(words: Sequence[str], name: Sequence[str], langs: tuple[str, str]) -> bool:
    """Part of a name: its end, or for one word also its beginning, as where people go by their first names."""
    ends = all(alike(a, b, langs) for a, b in zip(words, name[-len(words) :], strict=True))
    return ends or (len(words) == 1 and bare(words[0]) == bare(name[0]))


@cache
def given_names() -> frozenset[str]:
    """First names of all languages: a name that begins with one is a person's."""
    return frozenset(bare(row["name"]) for code in codes() for row in load(code).table("given_names.tsv"))
