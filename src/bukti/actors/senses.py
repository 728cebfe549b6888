"""What the words of a speaker phrase mean: "МИД ЮАР" is a ministry, foreign, of South Africa. Words come from `lang/<code>/`.

| file             | columns or lines                    | what it is for                                                             |
|------------------|-------------------------------------|----------------------------------------------------------------------------|
| institutions.tsv | form means                          | bodies, offices, people and their business; "means" are keys of meanings   |
| nations.tsv      | form code use                       | names, adjectives and seats of states, beyond the names that CLDR has      |
| name_cases.txt   | endings                             | case endings in which names of states and seats are found                  |
| meanings.tsv     | key sort english plural mouth       | in `lang/en/` alone: what the keys are, in English, and for whom they speak |

"*" at the end of a word stands for any end; a form that ends in "-" is the first part of a compound. Names of states in capitals are found
in capitals only. Words for people and offices that roles.tsv has beyond these are taken from there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from bukti.actors.nations import forms_of
from bukti.errors import PackError
from bukti.lang import load

TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s$")
LENDERS = {"ms": "id"}  # languages without a list of their own that read another one's
REMEMBERED = 50_000  # words whose entries are kept at hand: a long run must not keep every word it met
SORTS = ("body", "label", "office", "class", "topic", "quality", "group", "link", "country", "paper")


class Sense(NamedTuple):
    sort: str  # one of SORTS, or "nation" (key is its code)
    key: str
    use: str = ""  # of a nation: name, adjective, both, seat


class Meaning(NamedTuple):
    """What a key is, in English."""

    key: str
    sort: str
    english: str
    plural: str
    mouth: str  # for whom it speaks: "state", "self", the code of one state, "" where the rest of the phrase decides


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or several that mean one thing."""

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...] = ()
    owner: bool = False  # it had "'s"

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


class _Entry(NamedTuple):
    words: tuple[str, ...]  # folded; "стран*" for any end, "коре~" for any case ending
    senses: tuple[Sense, ...]
    shape: str = ""  # "name": begins with a capital; "exact": the letters as written


@cache
def meanings() -> dict[str, Meaning]:
    """All keys, from lang/en/meanings.tsv."""
    rows = load("en").table("meanings.tsv")
    found = {r["key"]: Meaning(*("" if r[c] == "-" else r[c] for c in ("key", "sort", "english", "plural", "mouth"))) for r in rows}
    if unknown := next((m for m in found.values() if m.sort not in SORTS), None):
        raise PackError(
            f"{unknown.key!r} has the sort {unknown.sort!r}; it must be one of {', '.join(SORTS)}", where="lang/en/meanings.tsv"
        )
    return found


class Lexicon:
    """The forms of one language, the longest that begins at a word first. `lexicon(code)` gives it."""

    def __init__(self, entries: list[_Entry], endings: tuple[str, ...], parts: dict[str, tuple[Sense, ...]], least: int) -> None:
        self._endings = tuple(sorted(endings, key=len, reverse=True))
        self._parts = parts
        self._least = least
        self._exact: dict[str, list[_Entry]] = {}
        self._prefixes: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        self._seen: dict[str, tuple[_Entry, ...]] = {}
        for entry in sorted(entries, key=lambda e: -len(e.words)):
            first = entry.words[0]
            pool = {"*": self._prefixes, "~": self._stems}.get(first[-1], self._exact)
            pool.setdefault(first.rstrip("*~"), []).append(entry)

    def units(self, text: str, known_only: bool = False) -> Iterator[Unit]:
        """The words of a text with what they mean. Words that mean nothing here have no senses, or are left out: long texts want that."""
        tokens = [(m.start(), m.end()) for m in TOKEN.finditer(text)]
        folded = [fold(text[a:b]) for a, b in tokens]
        i = 0
        while i < len(tokens):
            entry = self._at(i, tokens, folded, text) if self._starting(folded[i]) else None
            length = len(entry.words) if entry else 1
            start, end = tokens[i][0], tokens[i + length - 1][1]
            if entry is None and "-" in folded[i]:
                yield from (unit for unit in self._pieces(text, start, end) if unit.senses or not known_only)
            elif entry or not known_only:
                words = text[start:end]
                yield Unit(start, end, POSSESSIVE.sub("", words), entry.senses if entry else (), bool(POSSESSIVE.search(words)))
            i += length

    def _pieces(self, text: str, start: int, end: int) -> Iterator[Unit]:
        """ "US-Botschafter" is two words if both mean something, and one if not."""
        found, at = [], start
        for piece in text[start:end].split("-"):
            folded = fold(piece)
            entry = self._at(0, [(at, at + len(piece))], [folded], text) if piece else None
            found.append(Unit(at, at + len(piece), piece, entry.senses if entry else ()))
            at += len(piece) + 1
        known = all(unit.senses for unit in found[1:]) or all(unit.senses for unit in found[:1])
        yield from found if known else [Unit(start, end, text[start:end])]

    def _at(self, i: int, tokens: list[tuple[int, int]], folded: list[str], text: str) -> _Entry | None:
        for entry in self._starting(folded[i]):
            if len(entry.words) > 1 and not self._goes_on(entry.words, folded, i):
                continue
            start, end = tokens[i][0], tokens[i + len(entry.words) - 1][1]
            if _shaped(text[start:end], entry):
                return entry
        return None

    def _goes_on(self, words: tuple[str, ...], folded: list[str], i: int) -> bool:
        """Whether the words after the first one are there too."""
        if len(words) > len(folded) - i:
            return False
        return all(word == other or self._fits(word, other) for word, other in zip(words[1:], folded[i + 1 : i + len(words)], strict=True))

    def _starting(self, word: str) -> tuple[_Entry, ...]:
        if word not in self._seen:
            if len(self._seen) > REMEMBERED:
                self._seen.clear()
            self._seen[word] = tuple(sorted(self._find(word), key=lambda e: -len(e.words)))
        return self._seen[word]

    def _find(self, word: str) -> Iterator[_Entry]:
        yield from self._exact.get(word, ())
        for stem in self._stems_of(word):
            yield from self._stems.get(stem, ())
        compound = self._compound(word) if self._parts else None
        for cut in range(len(word), 1, -1):
            if compound and cut <= compound[0]:
                yield _Entry((word,), compound[1])  # "Kremlsprecher" before "Kreml" with any end
                compound = None
            yield from self._prefixes.get(word[:cut], ())

    def _compound(self, word: str) -> tuple[int, tuple[Sense, ...]] | None:
        """ "Verteidigungsministerium": the longest first part that leaves a word."""
        for cut in range(len(word) - 2, 1, -1):
            if (first := self._parts.get(word[:cut])) is not None:
                rest = word[cut:].lstrip("-")
                whole = next((e.senses for e in self._starting(rest) if len(e.words) == 1 and e.shape != "exact"), ())
                if whole:
                    return cut, (*first, *whole)
        return None

    def _fits(self, pattern: str, word: str) -> bool:
        """For a pattern that is not the word itself."""
        if pattern.endswith("*"):
            return word.startswith(pattern[:-1])
        if pattern.endswith("~"):
            return pattern[:-1] in self._stems_of(word)
        return False

    def _stems_of(self, word: str) -> list[str]:
        return [word] + [word[: -len(e)] for e in self._endings if word.endswith(e) and len(word) - len(e) >= self._least]

    def stem(self, word: str) -> str:
        """The part of a name that stays in all its cases."""
        return min(self._stems_of(word), key=len)


@lru_cache(maxsize=REMEMBERED)
def fold(word: str) -> str:
    """The form under which words are compared."""
    return POSSESSIVE.sub("", word.casefold().replace("’", "'").replace("ё", "е")).rstrip(".")


def _shaped(words: str, entry: _Entry) -> bool:
    if entry.shape == "exact":
        return words.replace(".", "").isupper()
    return entry.shape != "name" or words[:1].isupper()


@cache
def lexicon(code: str) -> Lexicon:
    """Everything that is known of one language; English for one that has no words of its own."""
    pack, known = load(code), meanings()
    endings = pack.words("name_cases.txt")
    least = 4 if code == "de" else 3
    empty = Lexicon([], endings, {}, least)
    entries: list[_Entry] = []
    parts: dict[str, tuple[Sense, ...]] = {}
    for row in pack.table("institutions.tsv") or load(LENDERS.get(code, "en")).table("institutions.tsv"):
        senses = tuple(_sense(key, known, code) for key in row["means"].split())
        if row["form"].endswith("-") and " " not in row["form"]:
            parts[fold(row["form"][:-1])] = senses
        else:
            entries.append(_Entry(tuple(fold(w) for w in row["form"].replace(",", "").split()), senses))
    for form in forms_of(code):
        entries.append(_nation(form.text, Sense("nation", form.code, form.use), empty, bool(endings)))
    return Lexicon([*entries, *_roles(code, Lexicon(entries, endings, parts, least), known)], endings, parts, least)


def _roles(code: str, base: Lexicon, known: dict[str, Meaning]) -> Iterator[_Entry]:
    """Words for offices and people that the reader of statements knows and institutions.tsv does not: roles.tsv."""
    for row in load(code).table("roles.tsv"):
        key, words = row["key"], row["word"]
        if key in known and "*" not in words and not all(unit.senses for unit in base.units(words)):
            yield _Entry(tuple(fold(w) for w in TOKEN.findall(words)), (Sense(known[key].sort, key),))


def _sense(key: str, known: dict[str, Meaning], code: str) -> Sense:
    if key.startswith("@"):
        return Sense("nation", key[1:], "both")
    if key not in known:
        raise PackError(f"{key!r} is no key of lang/en/meanings.tsv; add it there", where=f"lang/{code}/institutions.tsv")
    return Sense(known[key].sort, key)


def _nation(text: str, sense: Sense, stems: Lexicon, cased: bool) -> _Entry:
    words = tuple(fold(w) for w in TOKEN.findall(text) if w) if "*" not in text else (fold(text),)
    if text.replace(".", "").isupper():
        return _Entry(words, (sense,), "exact")
    if sense.use == "adjective" and text[0].islower():
        return _Entry(words, (sense,))
    return _Entry(tuple(stems.stem(w) + "~" for w in words) if cased else words, (sense,), "name")
