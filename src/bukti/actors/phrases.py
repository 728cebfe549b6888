"""A speaker phrase taken apart: who is meant, of which body, of which state. "пресс-секретарь посольства РФ в ЮАР" has an office, a body,
an owner and a place; what it is in English is the business of canonical.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bukti.actors.senses import Sense, Unit, fold, lexicon, meanings
from bukti.lang import load

HEAD_LAST = frozenset({"en"})  # "defence ministry spokesman": what the phrase is about comes last; in German, words do that inside
SOMEBODY = ("indefinite", "somebody")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The parts of a phrase, each in the order of the text. Keys are those of lang/en/meanings.tsv."""

    text: str
    lang: str
    people: tuple[str, ...] = ()  # classes: official, resident
    offices: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()  # labels too, the main one first
    topics: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    owner: str = ""  # code of the state whose it is
    host: str = ""  # code of the state where it is: "embassy in South Africa"
    seat: bool = False  # the owner is named by its capital, or such a place
    country: bool = False  # "of the country"
    proper: tuple[Unit, ...] = ()  # capitalised words that no list has
    unknown: int = 0  # other words that no list has
    one: bool = False  # "a", "seorang"
    several: bool = False
    plural: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        return (*self.people, *self.offices, *self.bodies, *self.papers, *self.groups)

    @property
    def plain_name(self) -> bool:
        """Nothing but words that no list has: a name."""
        return bool(self.proper) and not (self.heads or self.topics or self.qualities or self.owner or self.host or self.country)


@cache
def small_words(code: str) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Articles and numbers ("a": indefinite, "several": several), the words that say nothing here (determiners, prepositions), and of
    these the ones that stand inside names ("van")."""
    pack = load(code)
    counts = {fold(row["word"]): row["kind"] for row in pack.table("anonymous.tsv")}
    files = ("determiners.txt", "prepositions.txt", "joiners.txt", "particles.txt", "locatives.txt")
    particles = frozenset(fold(part) for word in pack.words("particles.txt") for part in word.split())
    return counts, frozenset(fold(word) for file in files for word in pack.words(file)), particles


class Parser:
    """Collects the parts of one phrase."""

    def __init__(self, text: str, lang: str) -> None:
        self.text, self.lang = text, lang
        self.parts: dict[str, list[str]] = {sort: [] for sort in ("class", "office", "body", "topic", "quality", "paper", "group")}
        self.owner = self.host = ""
        self.seat = self.country = self.one = self.several = self.plural = self.opens = False
        self.linked = ""  # the link just passed: "in", "of"
        self.proper: list[Unit] = []
        self.unknown = 0
        self.before_link: int | None = None  # how many bodies stand before "of"
        self.away = False  # people came, and then where they are: "residents near the port"

    def take(self, units: Sequence[Unit]) -> Phrase:
        counts, small, _ = small_words(self.lang)
        for unit in units:
            folded = fold(unit.text)
            if unit.senses and not (len(unit.senses) == 1 and unit.senses[0].sort == "link"):
                self._known(unit)
                self.linked = ""
            elif unit.senses:
                self.linked = unit.senses[0].key
                self.away |= bool(self.parts["class"]) and self.linked == "in"
                self.before_link = len(self.parts["body"]) if self.before_link is None else self.before_link
            elif folded in counts:
                self.one |= counts[folded] in SOMEBODY
                self.several |= counts[folded] == "several"
            else:
                self.away |= bool(self.parts["class"])
                if folded not in small:
                    self._unknown(unit)
        return self._built()

    def _known(self, unit: Unit) -> None:
        for sense in unit.senses:
            if sense.sort == "nation":
                self._nation(sense)
            elif sense.sort == "country":
                self.country = True
            elif sense.sort == "link":  # "warga sekitar": the people, and that a place follows
                self.linked, self.away = sense.key, True
            elif not (self.away and sense.sort == "body" and mouth(sense.key) == "self"):
                sort = "body" if sense.sort == "label" else sense.sort
                self.parts[sort].append(sense.key)
        if self.lang == "en" and any(s.sort in ("class", "office") for s in unit.senses):
            self.plural |= unit.text.endswith("s") or unit.text.endswith("men")
        elif self.lang != "en" and any(s.sort == "class" for s in unit.senses):
            self.plural |= plural_form(unit.text, self.lang)
            self.opens |= unit.start == 0
            self.one |= self.lang in ("id", "ms") and fold(unit.text).endswith("nya")  # "mandornya": his foreman

    def _nation(self, sense: Sense) -> None:
        # "Russian embassy in Pretoria": the adjective is never the place, what follows "in" is
        if (
            self.linked == "in"
            and sense.use != "adjective"
            and (self.owner or self.parts["body"] or self.parts["office"])
            and not self.host
        ):
            self.host = sense.key
        elif not self.owner:
            self.owner, self.seat = sense.key, sense.use == "seat"
        elif not self.host and self.owner != sense.key:
            self.host = sense.key

    def _unknown(self, unit: Unit) -> None:
        if unit.capital or (self.proper and self.proper[-1].end + 1 == unit.start and unit.text[:1].isdigit()):
            self.proper.append(unit)
        else:
            self.unknown += 1

    def _built(self) -> Phrase:
        parts = {sort: tuple(dict.fromkeys(keys)) for sort, keys in self.parts.items()}
        owner, host = self.owner, self.host
        if host and not owner and not _goes_abroad(parts):
            owner, host = host, ""  # "the foreign ministry in Pretoria"
        bodies = parts["body"]
        if self.lang in HEAD_LAST and len(bodies) > 1:
            main = bodies[min(self.before_link or len(bodies), len(bodies)) - 1]
            bodies = (main, *(b for b in bodies if b != main))
        return Phrase(
            self.text, self.lang, parts["class"], parts["office"], bodies, parts["topic"], parts["quality"], parts["paper"], parts["group"],
            owner, host, self.seat, self.country, tuple(self.proper), self.unknown, self.one, self.several, self._many(),
        )  # fmt: skip

    def _many(self) -> bool:
        """Whether several people are meant: by their form, or because neither "a" nor "the" says that it is one."""
        bare = self.lang in ("id", "ms") or (self.lang == "de" and self.opens)
        return self.several or self.plural or (bare and not self.one and bool(self.parts["class"]))


def _goes_abroad(parts: dict[str, tuple[str, ...]]) -> bool:
    return bool(
        {"embassy", "consulate", "mission", "ambassador", "envoy", "consul", "chargedaffaires"} & {*parts["body"], *parts["office"]}
    )


def plural_form(word: str, lang: str) -> bool:
    """Whether a word for people is in the plural, as far as its form tells. Indonesian leaves that to the words around it."""
    folded = fold(word)
    if lang in ("ru", "uk"):
        return folded.endswith(("ы", "и", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях", "ане", "не", "і", "ів"))
    if lang == "de":
        return folded.endswith(("innen", "kreise", "kreisen", "zeugen", "leute", "quellen", "vertreter", "opfer", "gäste"))
    return lang in ("id", "ms") and "-" in folded


@cache
def _whole(text: str, lang: str) -> Phrase:
    return Parser(text, lang).take(list(lexicon(lang).units(text)))


def phrase(text: str, lang: str) -> Phrase:
    """What a phrase says. The same phrase comes again and again in a story, so phrases are remembered."""
    if _whole.cache_info().currsize > 50_000:
        _whole.cache_clear()
    return _whole(text, lang)


def definite(text: str, lang: str) -> bool:
    """Whether a text has a word such as "itu" or "the": it speaks of somebody known."""
    known = {fold(word) for word in load(lang).words("determiners.txt")}
    return any(fold(word) in known for word in text.split())


def mouth(key: str) -> str:
    return meanings()[key].mouth
