"""States that no list knows: whatever has a government, a ministry, an army in the story's own words, and how English calls it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from bukti.actors.canonical import ABROAD, SOVEREIGN, government, main, noun
from bukti.actors.people import Spelling, given_names
from bukti.actors.phrases import HEAD_LAST, Phrase
from bukti.actors.senses import fold, lexicon
from bukti.actors.spelling import alike, bare, english
from bukti.actors.vocabulary import Vocabulary, in_other_script

NOMINATIVES = ("", "а", "ия", "я", "о")  # ends of Cyrillic names of places


class Realms:
    """Filled from every phrase of a story, then asked for the state of one."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]], vocabulary: Vocabulary) -> None:
        """`phrases` come with the id of their article."""
        self._vocabulary = vocabulary
        self._spelt: dict[Spelling, str] = {}
        self.names: dict[str, None] = {}
        self._homes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        governed = [(article, p) for article, p in phrases if governs(p)]
        for article, p in sorted(governed, key=lambda g: (g[1].lang == "en", in_other_script(g[1].text))):
            name = self._noun(p)
            self.names.setdefault(name)
            if not ABROAD & {*p.offices, *p.bodies}:
                self._homes[article][name] += 1

    def home(self, article: str) -> str:
        """The state whose government an article names most."""
        named = self._homes.get(article)
        return named.most_common(1)[0][0] if named else ""

    def of(self, p: Phrase) -> str:
        """The name of the state that a phrase of a government holds; "" where it holds none."""
        return self._noun(p) if governs(p) else ""

    def named(self, text: str, lang: str) -> str:
        """The state whose name a text is."""
        name = self.spelt(text, lang)
        return name if name in self.names else ""

    def note(self, text: str, lang: str) -> None:
        """A state that the story names among others."""
        self.names.setdefault(self.spelt(text, lang))

    def _noun(self, p: Phrase) -> str:
        text = " ".join(unit.text for unit in p.proper)
        name = self.spelt(text, p.lang)
        adjective = p.lang == "en" and not p.proper[-1].owner
        return noun(name, self.names) if adjective and name not in self.names else name

    def spelt(self, text: str, lang: str) -> str:
        """In English letters, as other articles of the story write it."""
        spelling = Spelling(text, lang)
        if spelling not in self._spelt:
            self._spelt[spelling] = self._in_latin(spelling) if in_other_script(text) else text
        return self._spelt[spelling]

    def _in_latin(self, spelling: Spelling) -> str:
        """In whatever case it stands: "Бреннии" is "Brennia"."""
        stem = lexicon(spelling.lang).stem(fold(spelling.text))
        cases = (
            [spelling, *(Spelling((stem + end).title(), spelling.lang) for end in NOMINATIVES)] if " " not in spelling.text else [spelling]
        )
        known = (n for s in cases for n in self.names if alike(english(*s), n))
        elsewhere = (word for s in cases if " " not in s.text and (word := self._vocabulary.word(s)))
        plain = Spelling(re.sub("ии$", "ия", spelling.text), spelling.lang)
        return next(known, "") or next(elsewhere, "") or english(*plain)


def governs(p: Phrase) -> bool:
    """Whether a phrase is of a government and names it by words that no list has: "Pemerintah Ardovia", not "pemerintah Donald Trump"."""
    if not p.proper or p.owner or p.unknown or len(p.proper) > 2 or government(p, "") != "state":
        return False
    if main(p) not in SOVEREIGN or bare(p.proper[0].text) in given_names():
        return False
    if {"ministry", "minister", "deputyminister"} & set(p.heads) and not p.topics:
        return False  # the words are what it is a ministry of
    last = p.text.rstrip(" ,.").endswith(p.proper[-1].text)
    return last or p.lang in HEAD_LAST or p.proper[-1].owner
