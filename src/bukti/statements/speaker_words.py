"""The words that tell who speaks, one language at a time: pronouns, titles, roles, given names. They come from `lang/<code>/`.

| file              | columns or lines                                   | what it is for                                             |
|-------------------|----------------------------------------------------|------------------------------------------------------------|
| pronouns.tsv      | word kind number gender                            | number: s, p; gender: m, f, n; kinds below                 |
| titles.tsv        | word gender                                        | stand before a name and are no part of it                  |
| roles.tsv         | word key kind gender                               | kind: person, epithet, people, body, paper; same key: synonyms |
| given_names.tsv   | name gender                                        | in the nominative                                          |
| persons_stop.txt  | words                                              | capitalised, and never part of a person's name             |
| places.txt        | words                                              | places and states that stand beside names                  |
| place_heads.txt   | words                                              | the capitalised word after them is theirs: "Kota", "PT"    |
| anonymous.tsv     | word kind                                          | indefinite, somebody, several (unnamed), named (it follows) |
| determiners.txt   | words                                              | definite: what they stand with was mentioned before        |
| prepositions.txt  | words                                              | after them comes where somebody is or belongs              |
| locatives.txt     | words                                              | a capitalised word after them is a place                   |
| joiners.txt       | words                                              | between the names of joint speakers                        |
| aliases.txt       | words                                              | between a name and its abbreviation: "atau"                |
| particles.txt     | words                                              | small words inside names                                   |
| emphasis.txt      | words                                              | after a pronoun: "sendiri", "himself"                      |
| numbers.tsv       | word count                                         | "the four": so many that were named before                 |
| agentless.tsv     | word reach                                         | passive cues; so many sentences after a speaker it is his  |
| verb_endings.tsv  | ending gender number                               | what a cue tells of its subject: "-ла", "-ten"             |
| name_endings.tsv  | ending nominative gender part                      | case endings of names; part: given, surname                |
| state_genitives.tsv | ending nominative                                | endings of states that an office is of: "Велкары"          |

Kinds of pronoun: third (a person, or persons), any (also an institution, by grammatical gender), first, second, relative ("who"), enclitic
("-nya"), own ("by their own account"), same ("demnach": whoever spoke last).
"-" is an empty cell. An entry may be several words ("juru bicara"); "*sprecher" is every word with that end, "di*" with that beginning.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar, cast, get_args

from bukti.errors import PackError
from bukti.lang import Pack, load

Gender = Literal["m", "f", "n", ""]
Kind = Literal["person", "epithet", "people", "body", "paper"]
PronounKind = Literal["third", "first", "second", "relative", "enclitic", "any", "own", "same"]
Number = Literal["s", "p", ""]
V = TypeVar("V")


class Role(NamedTuple):
    """`key` is shared by words for the same office ("president", "kepala negara"), so that one can point back to the other."""

    key: str
    kind: Kind
    gender: Gender


class Pronoun(NamedTuple):
    kind: PronounKind
    number: Number
    gender: Gender


class Ending(NamedTuple):
    """A case ending of names, and the nominative it stands for."""

    ending: str
    nominative: str
    gender: Gender
    part: str


class VerbEnding(NamedTuple):
    """The ending of a cue's verb, and the gender and number of its subject."""

    ending: str
    gender: Gender
    number: Number


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The form under which words are compared: case, the shape of apostrophes and final stops do not count."""
    return word.casefold().replace("’", "'").rstrip(".")


class Lexicon(Generic[V]):
    """Words and their values, looked up by the longest entry that starts at a place."""

    __slots__ = ("_ends", "_longest", "_longest_affix", "_prefixes", "_seen", "_words")

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._words: dict[tuple[str, ...], V] = {}
        self._ends: dict[str, V] = {}
        self._prefixes: dict[str, V] = {}
        self._seen: dict[str, V | None] = {}
        for text, value in entries:
            if text.startswith("*"):
                self._ends[fold(text[1:])] = value
            elif text.endswith("*"):
                self._prefixes[fold(text[:-1])] = value
            else:
                self._words.setdefault(tuple(fold(w) for w in text.split()), value)
        self._longest = max(map(len, self._words), default=1)
        self._longest_affix = max(map(len, (*self._ends, *self._prefixes)), default=0)

    def at(self, folded: Sequence[str], place: int) -> tuple[int, V] | None:
        """How many words the longest entry at `place` takes, and its value."""
        for length in range(min(self._longest, len(folded) - place), 1, -1):
            value = self._words.get(tuple(folded[place : place + length]))
            if value is not None:
                return length, value
        value = self.get(folded[place])
        return None if value is None else (1, value)

    def get(self, word: str) -> V | None:
        """The value of one folded word."""
        if word not in self._seen:
            if len(self._seen) > 50_000:  # a long run over many articles must not keep every word it met
                self._seen.clear()
            self._seen[word] = self._find(word)
        return self._seen[word]

    def first_words(self) -> frozenset[str]:
        """Of the entries of several words."""
        return frozenset(entry[0] for entry in self._words if len(entry) > 1)

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def _find(self, word: str) -> V | None:
        if (value := self._words.get((word,))) is not None:
            return value
        ends = (self._ends.get(word[cut:]) for cut in range(max(1, len(word) - self._longest_affix), len(word)))
        if self._ends and (value := next((v for v in ends if v is not None), None)) is not None:
            return value
        beginnings = (self._prefixes.get(word[:cut]) for cut in range(min(len(word), self._longest_affix), 0, -1))
        return next((v for v in beginnings if v is not None), None) if self._prefixes else None


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Everything that `lang/<code>/` says about speakers. `words_of(code)` gives it; a language without a pack has none of it."""

    code: str
    pronouns: dict[str, tuple[Pronoun, ...]]
    titles: Lexicon[Gender]
    roles: Lexicon[Role]
    given: dict[str, Gender]
    stop: Lexicon[bool]
    places: Lexicon[bool]
    place_heads: frozenset[str]
    anonymous: Lexicon[str]
    determiners: Lexicon[bool]
    prepositions: frozenset[str]
    locatives: frozenset[str]
    joiners: Lexicon[bool]
    emphasis: frozenset[str]
    aliases: frozenset[str]
    particles: Lexicon[bool]
    numbers: dict[str, int]
    agentless: Lexicon[int]
    verbs: tuple[VerbEnding, ...]
    endings: tuple[Ending, ...]
    genitives: tuple[tuple[str, str], ...]  # endings of states, and the nominative

    @property
    def enclitics(self) -> tuple[str, ...]:
        """Pronouns written as the end of a cue: "-nya"."""
        return tuple(word for word, readings in self.pronouns.items() if readings[0].kind == "enclitic")

    def joiner_at(self, folded: Sequence[str]) -> int:
        """How many words a joiner takes at the start of these, 0 for none."""
        found = self.joiners.at(folded, 0) if folded else None
        return found[0] if found else 0

    def verb(self, cue: str) -> "VerbEnding | None":
        """What the ending of a cue's verb tells of who speaks."""
        words = fold(cue).split()
        fitting = (v for word in words for v in self.verbs if word == v.ending or word[2:].endswith(v.ending))
        return next(fitting, None)

    def key(self, word: str) -> str:
        """What stays the same of a name through its cases: "Зарубиной" and "Зарубина", "Bogeners" and "Bogener"."""
        folded = fold(word)
        if self.endings:
            return folded if folded in self.given and folded[-1] not in _VOWELS else _cyrillic_stem(folded)
        folded = folded.removesuffix("'s").removesuffix("'")
        return folded[:-1] if self.code == "de" and len(folded) > 4 and folded.endswith("s") else folded


_VOWELS = "аеёиоуыэюяіїєйьъ"
_CASE_END = re.compile(rf"[{_VOWELS}]+(?:го|му|ми|[мйх])?$")


def _cyrillic_stem(word: str) -> str:
    stem = _CASE_END.sub("", word)
    return stem if len(stem) >= 3 else word.rstrip(_VOWELS) or word


@cache
def words_of(code: str) -> Words:
    """The words of one language, read once; PackError as `read_words`."""
    return read_words(load(code))


def read_words(pack: Pack) -> Words:
    """The words of a pack. PackError names the file of an entry that does not follow the table at the head of this file."""
    return Words(
        code=pack.code,
        pronouns=_pronouns(pack),
        titles=Lexicon((row["word"], _gender(row, pack, "titles.tsv")) for row in _rows(pack, "titles.tsv", "word gender")),
        roles=Lexicon(_roles(pack)),
        given={fold(r["name"]): _gender(r, pack, "given_names.tsv") for r in _rows(pack, "given_names.tsv", "name gender")},
        stop=_lexicon(pack, "persons_stop.txt"),
        places=_lexicon(pack, "places.txt"),
        place_heads=frozenset(map(fold, pack.words("place_heads.txt"))),
        anonymous=Lexicon((row["word"], row["kind"]) for row in _rows(pack, "anonymous.tsv", "word kind")),
        determiners=_lexicon(pack, "determiners.txt"),
        prepositions=frozenset(map(fold, pack.words("prepositions.txt"))),
        locatives=frozenset(map(fold, pack.words("locatives.txt"))),
        aliases=frozenset(map(fold, pack.words("aliases.txt"))),
        joiners=_lexicon(pack, "joiners.txt"),
        emphasis=frozenset(map(fold, pack.words("emphasis.txt"))),
        particles=_lexicon(pack, "particles.txt"),
        numbers={fold(word): count for word, count in _counts(pack, "numbers.tsv", "count")},
        agentless=Lexicon(_counts(pack, "agentless.tsv", "reach")),
        verbs=_verbs(pack),
        endings=_endings(pack),
        genitives=tuple((row["ending"], row["nominative"]) for row in _rows(pack, "state_genitives.tsv", "ending nominative")),
    )


def _rows(pack: Pack, file: str, header: str) -> tuple[dict[str, str], ...]:
    rows = pack.table(file)
    if rows and list(rows[0]) != header.split():
        raise PackError(f"has the columns {', '.join(rows[0])}; it needs {header.replace(' ', ', ')}", where=f"lang/{pack.code}/{file}")
    return tuple({name: "" if cell == "-" else cell for name, cell in row.items()} for row in rows)


def _lexicon(pack: Pack, file: str) -> Lexicon[bool]:
    return Lexicon((word, True) for word in pack.words(file))


def _one_of(value: str, allowed: object, pack: Pack, file: str) -> str:
    if value not in get_args(allowed):
        raise PackError(f'"{value}" is none of {", ".join(filter(None, get_args(allowed)))}', where=f"lang/{pack.code}/{file}")
    return value


def _gender(row: dict[str, str], pack: Pack, file: str) -> Gender:
    return cast(Gender, _one_of(row["gender"], Gender, pack, file))


def _pronouns(pack: Pack) -> dict[str, tuple[Pronoun, ...]]:
    file, found = "pronouns.tsv", dict[str, tuple[Pronoun, ...]]()
    for row in _rows(pack, file, "word kind number gender"):
        kind = cast(PronounKind, _one_of(row["kind"], PronounKind, pack, file))
        number = cast(Number, _one_of(row["number"], Number, pack, file))
        word = fold(row["word"])
        found[word] = (*found.get(word, ()), Pronoun(kind, number, _gender(row, pack, file)))
    return found


def _roles(pack: Pack) -> Iterable[tuple[str, Role]]:
    file = "roles.tsv"
    for row in _rows(pack, file, "word key kind gender"):
        kind = cast(Kind, _one_of(row["kind"], Kind, pack, file))
        yield row["word"], Role(row["key"] or row["word"].casefold(), kind, _gender(row, pack, file))


def _verbs(pack: Pack) -> tuple[VerbEnding, ...]:
    file = "verb_endings.tsv"
    rows = _rows(pack, file, "ending gender number")
    found = [VerbEnding(r["ending"], _gender(r, pack, file), cast(Number, _one_of(r["number"], Number, pack, file))) for r in rows]
    return tuple(sorted(found, key=lambda v: -len(v.ending)))


def _counts(pack: Pack, file: str, column: str) -> Iterable[tuple[str, int]]:
    for row in _rows(pack, file, f"word {column}"):
        if not row[column].isdecimal():
            raise PackError(f'the {column} of "{row["word"]}" is no number', where=f"lang/{pack.code}/{file}")
        yield row["word"], int(row[column])


def _endings(pack: Pack) -> tuple[Ending, ...]:
    file = "name_endings.tsv"
    rows = _rows(pack, file, "ending nominative gender part")
    found = [Ending(r["ending"], r["nominative"], _gender(r, pack, file), r["part"]) for r in rows]
    return tuple(sorted(found, key=lambda e: -len(e.ending)))
