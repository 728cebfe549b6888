"""The persons of a story and the offices that its articles give them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from bukti.actors.calls import Call, beside, is_name, office_in, pronouns, trailing_office
from bukti.actors.canonical import SPEAKS_FOR, main
from bukti.actors.landscape import institution, same_institution
from bukti.actors.people import BEST, People, Person, Spelling, given_names
from bukti.actors.phrases import Phrase, phrase, small_words
from bukti.actors.senses import fold
from bukti.actors.spelling import bare
from bukti.records import Article

OFFICES_AT = {"ministry": ("minister", "deputyminister", "spokesperson"), "presidency": ("president",), "embassy": ("ambassador",)}
MOST_HOLDERS = 300  # mentions of an office that are looked through for its holder
LONGEST = 4  # words of a name that is taken for a person's without other evidence


class Office(NamedTuple):
    """What an article calls a person: his office at the time."""

    phrase: Phrase
    article: Article
    at: int


@dataclass(slots=True)
class _Name:
    """A name as one language writes it, and what speaks for its being a person's."""

    calls: list[Call] = field(default_factory=list)
    person: bool = False
    body: bool = False


class Cast:
    """Filled with all calls of a story; then it knows who is a person, and who holds which office."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.people = People()
        self.offices: defaultdict[Person, list[Office]] = defaultdict(list)
        self._names: dict[Spelling, _Name] = {}
        self._persons: dict[Spelling, Person] = {}
        self._holders: defaultdict[str, list[tuple[Person, Office]]] = defaultdict(list)  # by office, and by article and office
        for call in calls:
            if is_name(call.text, call.lang):
                self._note(call)
        self._settle()
        self._appoint()

    def _note(self, call: Call) -> None:
        name = self._names.setdefault(Spelling(call.text, call.lang), _Name())
        name.calls.append(call)
        if fold(call.span) in pronouns(call.lang):
            name.person = True
        elif call.span != call.text:
            found = office_in(call.span, call.text, call.lang)
            name.person |= found is not None
            name.body |= found is None and bool(phrase(call.span, call.lang).bodies)

    def _settle(self) -> None:
        """Full names first, the English and the frequent ones before others: they become persons that shorter ones are found by."""
        for spelling, name in sorted(self._names.items(), key=lambda item: _order(*item)):
            if len(spelling.text.split()) > 1 and _of_a_person(spelling, name):
                for article, times in Counter(call.article.id for call in name.calls).items():
                    self._persons[spelling] = self.people.add(spelling, article, times)

    def _appoint(self) -> None:
        for spelling, name in self._names.items():
            seen: set[str] = set()
            for call in name.calls:
                person, _ = self.person(call)
                if person is None:
                    continue
                for office in _offices(call, spelling.text, call.article.id not in seen):
                    self.offices[person].append(office)
                    for key in office.phrase.offices:
                        self._holders[key].append((person, office))
                        self._holders[f"{call.article.id} {key}"].append((person, office))
                seen.add(call.article.id)

    def person(self, call: Call) -> tuple[Person | None, str]:
        """Whom a name means, and why; None for what is no person's name, or the name of nobody in particular."""
        spelling = Spelling(call.text, call.lang)
        if (known := self._persons.get(spelling)) is not None:
            return known, ""
        found, here = self.people.surnamed(spelling, call.article.id)
        if found is not None and (here or not self.body(spelling)):
            where = "in this article" if here else "in another article of the story, where nobody else has this name"
            return found, f"part of the name of {found.name()}, named in full {where}"
        return None, ""

    def evidence(self, spelling: Spelling) -> bool:
        """Whether anything says that a name is a person's."""
        name = self._names.get(spelling)
        return bool(name and name.person) or bare(spelling.text.split()[0]) in given_names()

    def body(self, spelling: Spelling) -> bool:
        name = self._names.get(spelling)
        return bool(name and name.body)

    def holders(self, call: Call) -> Iterator[tuple[Person, Office]]:
        """Who bears an office, in this article first; other articles count only where the phrase says whose office it is."""
        p = call.phrase
        here = [h for key in p.offices for h in self._holders.get(f"{call.article.id} {key}", ()) if fits(p, h[1].phrase, near=True)]
        everywhere = (h for key in p.offices for h in self._holders.get(key, ()))
        yield from here or (h for h in islice(everywhere, MOST_HOLDERS) if fits(p, h[1].phrase, near=False))

    def serving(self, article: Article, p: Phrase) -> Iterator[Person]:
        """Persons whose office in an article is of an institution: the minister of a ministry."""
        for key in OFFICES_AT.get(main(p), ()):
            for person, office in self._holders.get(f"{article.id} {key}", ()):
                if same_institution(p, office.phrase):
                    yield person


def _order(spelling: Spelling, name: _Name) -> tuple[int, int, int, str]:
    lang = BEST.index(spelling.lang) if spelling.lang in BEST else len(BEST)
    return -len(spelling.text.split()), lang, -len(name.calls), spelling.text


def _of_a_person(spelling: Spelling, name: _Name) -> bool:
    words = spelling.text.split()
    if any(w[0].islower() and fold(w) not in small_words(spelling.lang)[2] for w in words):
        return False  # "Doctors without Borders"
    if name.person or bare(words[0]) in given_names():
        return True
    return not name.body and len(words) <= LONGEST and not any(w.isupper() and len(w) > 1 for w in words)


def _offices(call: Call, name: str, first: bool) -> Iterable[Office]:
    """What the speaker's words call him, and once an article what stands beside his name in the text."""
    if call.span != call.text and (found := office_in(call.span, name, call.lang)) is not None:
        yield Office(found, call.article, call.at)
    for at, around in beside(call.article, name) if first else ():
        text = trailing_office(around, call.lang) if not around or at and call.article.text[:at].endswith(around) else around
        p = phrase(text, call.lang) if text else None
        if p is not None and (p.offices or p.people):
            yield Office(p, call.article, at)


def fits(asked: Phrase, held: Phrase, near: bool) -> bool:
    """Whether an office without a name may be the one that a person bears. Farther off, it must say of which body or state it is."""
    if not set(asked.offices) <= {*held.offices} or set(asked.qualities) != set(held.qualities):
        return False
    if (asked.owner and held.owner and asked.owner != held.owner) or (asked.host and held.host and asked.host != held.host):
        return False
    a, b = set(institution(asked)), set(institution(held))
    if a and b and not (a <= b or b <= a):
        return False
    if near:
        return True
    spoken = set(asked.offices) <= SPEAKS_FOR
    said = asked.bodies or asked.topics if spoken else asked.owner and held.owner == asked.owner
    return bool(said) and bool(a) == bool(b) and asked.owner == held.owner
