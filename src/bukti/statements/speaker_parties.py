"""The parties of one article: which names and descriptions belong to the same person or body, and the fullest words for each.

Two full names that share a surname stay two parties; the surname alone then has two candidates, and the caller chooses by what it knows of
the place. "Widya" and "Lestari" are both Widya Lestari; "KPR" is the commission it was the abbreviation of.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bukti.statements.speaker_cases import nominative
from bukti.statements.speaker_marks import HEAD_LAST, tokenise
from bukti.statements.speaker_names import Reference, RefKind
from bukti.statements.speaker_words import Gender, Words

MOST_CANDIDATES = 40  # more parties that share a word are no help, and would cost time
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
PATRONYMICS = frozenset({"bin", "binti", "ibn", "ben", "bint"})


@dataclass(slots=True, eq=False)
class Party:
    """Somebody or something that speaks in the article, or is named there."""

    label: str
    kind: RefKind
    keys: tuple[str, ...]
    gender: Gender = ""
    roles: set[str] = field(default_factory=set)
    office: set[str] = field(default_factory=set)  # keys of the words that stood beside the name: "pertahanan", "rusia"
    head: str = ""  # key of the role that leads a description
    spoke: int = -1  # where it made its last statement
    seen: float = -1.0  # where in the article it was named last; a statement of its own counts a little more


@dataclass(slots=True)
class _Form:
    """One name in all the shapes it has in the article."""

    surfaces: Counter[str] = field(default_factory=Counter)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    genders: Counter[Gender] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    office: set[str] = field(default_factory=set)
    trusted: bool = False  # a title, an office, a first name or a speaker span says that it is a person


class Register:
    """Names and descriptions to parties. Filled once from all references of an article, then asked."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._forms: dict[tuple[str, ...], _Form] = {}
        self._named: dict[tuple[str, ...], list[Party]] = {}
        self._by_word: defaultdict[str, list[Party]] = defaultdict(list)
        self._trusted: set[int] = set()
        self._subjects: dict[str, str] = {}  # key of a word -> the word as the subject of a verb
        self._settled: list[Party] = []
        self._in_office: defaultdict[str, dict[Party, None]] = defaultdict(dict)  # in the order in which they are known
        self._described: dict[tuple[str, ...], Party] = {}
        self._by_head: defaultdict[str, list[Party]] = defaultdict(list)
        self._described_by_word: defaultdict[str, list[Party]] = defaultdict(list)

    def keys(self, phrase: str) -> tuple[str, ...]:
        """The words under which a description is known; "atau" between a name and its abbreviation does not count."""
        return tuple(self._words.key(token.text) for token in tokenise(phrase, self._words) if token.folded not in self._words.aliases)

    # Filling

    def note(self, reference: Reference, speaks: bool, subject: bool = False) -> None:
        """Take in a mention that has a name, `subject` of a verb or not. All of them come before `settle`."""
        if subject:
            self._subjects.update((self._words.key(word), word) for word in reference.name)
        form = self._forms.setdefault(tuple(map(self._words.key, reference.name)), _Form())
        form.surfaces[reference.full] += 2 if speaks else 1
        form.words.setdefault(reference.full, reference.name)
        form.trusted |= speaks or reference.kind == "person"
        form.roles |= reference.keys
        form.office.update(map(self._words.key, reference.office))
        if reference.gender:
            form.genders[reference.gender] += 1

    def settle(self) -> None:
        """Make parties of the names, the longest first, so that shorter ones find whom they may stand for."""
        for keys, form in sorted(self._forms.items(), key=lambda item: (-len(item[0]), not item[1].trusted)):
            gender = next(iter(form.genders)) if len(form.genders) == 1 else ""
            found = self._holders(keys, gender) or (self._misspelt(keys, gender) if len(keys) > 1 else [])
            if not found and len(keys) == 1:
                found = [p for role in form.roles for p in self._holders_of(role) if _blends(keys[0], p.keys)][:1]
            if not found or (len(keys) > 1 and len(found) > 1):
                found = [self._new(keys, form, gender)]
            self._named[keys] = found
            for role in form.roles if len(found) == 1 else ():
                self._in_office[role].setdefault(found[0])
            if len(found) == 1:
                found[0].roles |= form.roles
                found[0].office |= form.office
                found[0].gender = found[0].gender or gender

        self._tell_bodies()

    def _tell_bodies(self) -> None:
        """A bare name that is part of somebody's office ("Group Head Jasa Lintas") is a body, not a person."""
        served: defaultdict[str, list[Party]] = defaultdict(list)
        for party in self._settled:
            for word in party.office:
                served[word].append(party)
        for party in self._settled:
            if (
                party.kind == "bare"
                and len(party.keys) > 1
                and any(set(party.keys) <= p.office for p in served[party.keys[0]][:MOST_CANDIDATES])
            ):
                party.kind = "body"

    def _new(self, keys: tuple[str, ...], form: _Form, gender: Gender) -> Party:
        surface = max(form.surfaces, key=lambda s: (form.surfaces[s], s))
        if self._words.endings:
            surface = " ".join(nominative(form.words[surface], gender, self._words, self._subjects))
        party = Party(surface, "person" if form.roles or gender else "bare", keys, gender, set(form.roles))
        for key in dict.fromkeys(keys):
            self._by_word[key].append(party)
        if form.trusted:
            self._trusted.add(id(party))
        self._settled.append(party)
        return party

    def _holders(self, keys: tuple[str, ...], gender: Gender) -> list[Party]:
        """Parties whose longer name holds this one."""
        pool = self._by_word[keys[-1]]
        if len(pool) > MOST_CANDIDATES:
            return []
        held = [p for p in pool if _holds(p.keys, keys) and not (gender and p.gender and gender != p.gender)]
        return [p for p in held if id(p) in self._trusted] or held

    def _misspelt(self, keys: tuple[str, ...], gender: Gender) -> list[Party]:
        """ "Sergei Varnov" and "Sergey Varnov": the same surname, and a first name one letter apart."""
        pool = self._by_word[keys[-1]]
        if len(pool) > MOST_CANDIDATES:
            return []
        return [p for p in pool if _spelt_alike(p.keys, keys) and not (gender and p.gender and gender != p.gender)][:1]

    # Asking

    def named(self, reference: Reference) -> list[Party]:
        """Whom a name may mean; one party, or several that fit."""
        keys = tuple(map(self._words.key, reference.name))
        found = self._named.get(keys, [])
        agreeing = [p for p in found if not (reference.gender and p.gender and reference.gender != p.gender)]
        return agreeing or found

    def _holders_of(self, role: str) -> Iterator[Party]:
        """Those who hold an office, the last known first; only so many of them."""
        return islice(reversed(self._in_office[role]), MOST_CANDIDATES)

    def surname(self, word: str) -> Party | None:
        """The one party whose name ends in a word that looked like an office ("King", "Dean")."""
        key = self._words.key(word)
        ending = [p for p in self._by_word[key][:MOST_CANDIDATES] if p.keys[-1] == key]
        return ending[0] if len(ending) == 1 else None

    def in_office(self, reference: Reference) -> Party | None:
        """The person that an office without a name means: "sang menteri", "Presiden" after "Presiden Aruma"."""
        asked = set(map(self._words.key, reference.office))
        fitting: list[tuple[int, float, Party]] = []
        for party in self._holders_of(reference.head):
            if reference.gender and party.gender and reference.gender != party.gender:
                continue
            common = len(asked & party.office)
            if common == len(asked) or (common and common == len(party.office)):
                fitting.append((common, party.seen, party))
        seen = [entry for entry in fitting if entry[1] >= 0]
        if not seen:
            return fitting[0][2] if len(fitting) == 1 else None
        return max(seen, key=lambda entry: entry[:2])[2]

    def described(self, reference: Reference) -> Party:
        """The party that a description without a name means: one described by the same words and more, or a new one."""
        keys = self.keys(reference.words)
        if (known := self._described.get(keys)) is not None:
            return known
        if not reference.unnamed and keys and (fuller := self._fuller(keys, reference)) is not None:
            return fuller
        return self.describe(keys, reference)

    def recalled(self, reference: Reference) -> Party | None:
        """The party that was described by these words and more: "pejabat Kestria itu" after "seorang pejabat Kestria"."""
        keys = self.keys(reference.words)
        return (self._described.get(keys) or self._fuller(keys, reference)) if len(keys) > 1 else None

    def _fuller(self, keys: tuple[str, ...], reference: Reference) -> Party | None:
        """ "The ministry" after "the foreign ministry of Kestria", "the newspaper" after "The Lantern Post"."""
        pool = self._described_by_word.get(keys[0], [])
        pool = pool if len(pool) <= MOST_CANDIDATES else []
        fuller = [p for p in pool if _holds(p.keys, keys) and _same_head(p, reference, keys, self._words)]
        if not fuller and reference.definite and len(keys) == 1 and reference.head:
            fuller = [p for p in self._by_head[reference.head][-MOST_CANDIDATES:] if p.seen >= 0 and p.kind == "body" and len(p.keys) > 1]
        return max(fuller, key=lambda p: p.seen, default=None)

    def plain(self, reference: Reference) -> Party:
        """A name that fits several parties, of whom none has spoken: it stays as written."""
        keys = self.keys(reference.words)
        return self._described.get(keys) or self.describe(keys, reference)

    def retitle(self, reference: Reference) -> None:
        """A description that is the subject of a verb is the form to show: "администрация", not "администрации"."""
        party = self.described(reference)
        if party.keys == self.keys(reference.words):
            party.label = reference.words

    def describe(self, keys: tuple[str, ...], reference: Reference) -> Party:
        """A party known by description only."""
        party = Party(reference.words, reference.kind, keys, reference.gender, set(reference.keys), head=reference.head)
        self._described[keys] = party
        for key in dict.fromkeys(keys):
            self._described_by_word[key].append(party)
        if reference.head:
            self._by_head[reference.head].append(party)
        return party

    def alias(self, short: str, long: str) -> None:
        """Let an abbreviation and its long form be one party."""
        keys, short_keys = self.keys(long), self.keys(short)
        party = Party(f"{long} ({short})", "body", (*keys, *short_keys))
        for words in (keys, short_keys, party.keys):
            self._described.setdefault(words, party)
            self._named[words] = [party]

    def match_initials(self) -> None:
        """Let "BCIL" be the body with these initials, though the article never says so."""
        by_initials: dict[str, Party] = {}
        for party in self._described.values():
            if party.kind == "body":
                by_initials.setdefault("".join(t.text[0] for t in tokenise(party.label, self._words) if t.capital).casefold(), party)
        for keys, party in list(self._described.items()):
            if (
                len(keys) == 1
                and party.label.isupper()
                and len(party.label) > 2
                and (full := by_initials.get(keys[0])) not in (None, party)
            ):
                self._described[keys] = full
                full.label = f"{full.label} ({party.label})"

    def appoint(self, party: Party, reference: Reference) -> None:
        """A party turns out to bear the office of a description."""
        party.office.update(map(self._words.key, reference.office))
        for role in reference.keys - party.roles:
            party.roles.add(role)
            self._in_office[role].setdefault(party)


def _holds(long: Sequence[str], short: Sequence[str]) -> bool:
    """Whether the words of a short name come in a longer one, in order; initials stand for their names."""
    if len(short) >= len(long) or (GENERATIONS & set(long)) - set(short):
        return False
    if len(short) == 1 and any(long[i] == short[0] and i and long[i - 1] in PATRONYMICS for i in range(len(long))):
        return False
    rest: Iterator[str] = iter(long)
    return all(any(_stands_for(word, other) for other in rest) for word in short)


def _stands_for(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0] and len(word) < len(other))


def _same_head(party: Party, reference: Reference, keys: Sequence[str], words: Words) -> bool:
    """Whether the longer description is of the same thing, and does not only name it: "pemerintah Kestria" is not "Kestria"."""
    if reference.head:
        return party.head == reference.head
    begins = party.keys[: len(keys)] == tuple(keys)
    return begins or (words.code in HEAD_LAST and party.keys[-1] == keys[-1])


def _spelt_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other) or one[-1] != other[-1] or min(len(one[0]), len(other[0])) < 5:
        return False
    return one[1:] == other[1:] and one[0][0] == other[0][0] and _one_edit(one[0], other[0])


def _blends(word: str, name: Sequence[str]) -> bool:
    """ "Jokasen", of the beginnings of Joka and Sentosa, or "JBS", of first letters."""
    if len(word) == len(name) > 2:
        return all(letter == part[0] for letter, part in zip(word, name, strict=True))
    if len(name) != 2:
        return False
    return any(name[0].startswith(word[:cut]) and name[1].startswith(word[cut:]) for cut in range(2, len(word) - 1))


def _one_edit(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]
