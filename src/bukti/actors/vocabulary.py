"""Names as the Latin-script articles of a story spell them, for names that it has in other scripts: "Лейла Оранд" is "Leila Orand"."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bukti.actors.people import BEST, Spelling, given_names, name_words, same_person
from bukti.actors.spelling import CYRILLIC, alike, bare, english, sound
from bukti.records import Article

CAPITAL = re.compile(r"[A-ZÀ-Þ][\w'’-]*[\w]")
ENOUGH = 400  # articles of a batch that are read for spellings
MOST = 60  # names of one sound that are compared


class Vocabulary:
    """Nothing is read before a name in another script asks."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = [a for a in articles if a.lang in BEST]

    @cached_property
    def _names(self) -> dict[str, Counter[Spelling]]:
        """Runs of two and three capitalised words, by the sound of the last one."""
        found: defaultdict[str, Counter[Spelling]] = defaultdict(Counter)
        for article in self._articles[:ENOUGH]:
            for run in _runs(article.text):
                for end in range(2, len(run) + 1):
                    for start in range(max(0, end - 3), end - 1):
                        found[sound(run[end - 1])][Spelling(" ".join(run[start:end]), article.lang)] += 1
        return dict(found)

    @cached_property
    def _words(self) -> dict[str, Counter[Spelling]]:
        found: defaultdict[str, Counter[Spelling]] = defaultdict(Counter)
        for article in self._articles[:ENOUGH]:
            for run in _runs(article.text):
                for word in run:
                    found[sound(word)][Spelling(word, article.lang)] += 1
        return dict(found)

    def full_name(self, spelling: Spelling) -> str:
        """The name of the same person; "" where no article has it."""
        words = name_words(spelling)
        pool = self._names.get(sound(words[-1]), Counter()).most_common(MOST) if len(words) > 1 else []
        fitting = [
            (s, n) for s, n in pool if len(s.text.split()) == len(words) and same_person(words, s.text.split(), (spelling.lang, s.lang))
        ]
        return _best(fitting)

    def with_surname(self, spelling: Spelling) -> str:
        """The one full name, first name and surname, that ends in a word; "" where there is none, or two."""
        word = name_words(spelling)[-1]
        pool = self._names.get(sound(word), Counter()).most_common(MOST)
        found = [
            (s, n)
            for s, n in pool
            if len(s.text.split()) == 2 and bare(s.text.split()[0]) in given_names() and bare(s.text.split()[1]) == bare(word)
        ]
        return _best(found) if len({bare(s.text.split()[0]) for s, _ in found}) == 1 else ""

    def word(self, spelling: Spelling) -> str:
        """A place or other name of one word; "" where no article has it."""
        plain = name_words(spelling)[-1]
        pool = self._words.get(sound(plain), Counter()).most_common(MOST)
        return _best([(s, n) for s, n in pool if alike(plain, s.text, (spelling.lang, s.lang))])


def _best(found: Sequence[tuple[Spelling, int]]) -> str:
    """English spelling first, then the most frequent one."""
    best = min(found, key=lambda f: (BEST.index(f[0].lang), -f[1], f[0].text), default=None)
    return english(*best[0]) if best else ""


def _runs(text: str) -> Iterator[list[str]]:
    """Capitalised words with nothing but a space between them."""
    run: list[str] = []
    end = -2
    for match in CAPITAL.finditer(text):
        if run and text[end : match.start()] != " ":
            yield run
            run = []
        run.append(re.sub(r"['’]s$", "", match.group()))
        end = match.end()
    if run:
        yield run


def in_other_script(text: str) -> bool:
    return bool(CYRILLIC.search(text)) or not all(c < "\u0250" for c in text if c.isalpha())
