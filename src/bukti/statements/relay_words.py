"""The words of relays in one language, from `lang/<code>/`: names of outlets, phrases, and how a name is read out of a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from bukti import lang as packs
from bukti.errors import PackError

Scope = Literal["sentence", "article"]
SLOT = re.compile(r"\{(outlet|via)\}")
REACH = 80  # characters in which a name has to stand
UNKNOWN_WORDS = 5  # of a name that agencies.tsv does not have
TOKEN = re.compile(r"[^\W_][\w&’'-]*(?:\.[^\W_][\w&’'-]*)*")
SMALL = frozenset({"of", "de", "del", "la", "le", "el", "al", "des", "der", "für", "und", "and", "et", "the", "di", "&", "van", "von"})
OPENING = "«“„\"‘'»"
CLOSING = "»”“\"’'«"
JOINERS = re.compile(r"\s*(?:,|/|dan|serta|and|und|y|и|та|і)\s+|\s*/\s*")


class Found(NamedTuple):
    """Names read from a text, canonical where known, and where they stand."""

    names: tuple[str, ...]
    start: int
    end: int
    known: bool  # agencies.tsv has it, or a word like "newspaper" stands before it


@dataclass(frozen=True, slots=True)
class Phrase:
    """`parts`: literal words and the slots {outlet} and {via} between them, in order."""

    parts: tuple[str, ...]
    takes_any: bool
    place: int  # 1 the source spoke to it, 2 it is cited, 3 it reports
    scope: Scope


@dataclass(frozen=True, slots=True)
class RelayWords:
    names: dict[str, str]  # form, folded -> canonical
    agencies: frozenset[str]  # canonical
    first_words: dict[str, tuple[str, ...]]  # first token of a form, folded -> its forms, longest first
    outlet_words: tuple[str, ...]  # longest first, lower case
    days: frozenset[str]
    phrases: tuple[Phrase, ...]

    def known_at(self, text: str, start: int, limit: int) -> tuple[str, int] | None:
        """The longest known name that starts here, and its end."""
        token = TOKEN.match(text, start, limit)
        if not token:
            return None
        for form in self.first_words.get(_first(token.group()), ()):
            end = start + len(form)
            stands = end <= limit and text[start:end].casefold() == form and (end == len(text) or not text[end].isalnum())
            if stands and _spelled_as_a_name(text[start:end]):
                return self.names[form], end
        return None

    def is_agency(self, name: str) -> bool:
        return name in self.agencies

    def read(self, text: str, start: int, takes_any: bool, several: bool = True) -> Found | None:
        """Names from `start` on: articles and words such as "newspaper" may stand before, quotation marks around."""
        limit = min(len(text), start + REACH)
        position, described = self._past_outlet_words(text, start, limit)
        first = self._one(text, position, limit, takes_any or described)
        if first is None:
            return None
        names, begin, end = [first.names[0]], first.start, first.end
        while several and (joiner := JOINERS.match(text, end, limit)):
            position, _ = self._past_outlet_words(text, joiner.end(), limit)
            following = self._one(text, position, limit, takes_any=False)
            if following is None:
                break
            names.append(following.names[0])
            end = following.end
        return Found(tuple(names), begin, end, first.known or described)

    def read_back(self, text: str, end: int) -> Found | None:
        """The name that ends here ("the Kabar Lintas newspaper" reported): a known one, or any before a word such as "newspaper"."""
        start = max(0, end - REACH, text.rfind("\n", 0, end) + 1)
        described = self._before_outlet_word(text, start, end)
        tokens = [m.start() for m in TOKEN.finditer(text, start, described or end)]
        for at in tokens[-UNKNOWN_WORDS:]:
            if (known := self.known_at(text, at, described or end)) and text[known[1] : described or end].strip(" " + CLOSING) == "":
                return Found((known[0],), at, end, True)
        if described:
            for at in tokens[-UNKNOWN_WORDS:]:
                found = self._unknown(text, at, described)
                if found and text[found.end : described].strip(" " + CLOSING) == "":
                    return Found(found.names, at, end, True)
        for at in tokens[-UNKNOWN_WORDS:]:
            found = self._unknown(text, at, end) if self._before_outlet_word(text, start, at) else None
            if found and text[found.end : end].strip(" " + CLOSING) == "":
                return Found(found.names, at, end, True)  # "the state news agency Sentra" reported
        return None

    def _one(self, text: str, position: int, limit: int, takes_any: bool) -> Found | None:
        quoted = text[position : position + 1] in tuple(OPENING)
        at = position + quoted
        if known := self.known_at(text, at, limit):
            end = known[1] + (quoted and text[known[1] : known[1] + 1] in tuple(CLOSING))
            return Found((known[0],), at, end, True)
        if not takes_any:
            return None
        found = self._unknown(text, at, limit)
        if found and quoted and text[found.end : found.end + 1] not in tuple(CLOSING):
            return None
        return found

    def _unknown(self, text: str, at: int, limit: int) -> Found | None:
        """A run of capitalised words, as written; small words ("of") only inside it."""
        end, last, count = at, at, 0
        while count < UNKNOWN_WORDS and (token := TOKEN.match(text, end, limit)):
            word = token.group()
            if word in self.days or not (_capital(word) or (count and word in SMALL)):
                break
            count += 1
            last = token.end() if word not in SMALL or _capital(word) else last
            if text[token.end() : token.end() + 1] != " ":
                break
            end = token.end() + 1
        return Found((text[at:last],), at, last, False) if last > at else None

    def _past_outlet_words(self, text: str, start: int, limit: int) -> tuple[int, bool]:
        """After "the state news agency", and whether there was such a word. One further word may stand between: "media Rusia Sentra"."""
        position, described = _past_blanks(text, start, limit), False
        # "Daily Harbour" is a name where the list has it, not a daily called Harbour.
        while not self.known_at(text, position, limit) and (word := _leading(text, position, limit, self.outlet_words)):
            position, described = _past_blanks(text, position + len(word), limit), True
        if described:
            position = self._past_adjective(text, position, limit)
        elif text[position : position + 4].lower() == "the ":
            position += 4
        return position, described

    def _past_adjective(self, text: str, position: int, limit: int) -> int:
        """After a word that belongs to the description, not to the name, for what follows it is a known name."""
        token = TOKEN.match(text, position, limit)
        if not token or self.known_at(text, position, limit):
            return position
        after = _past_blanks(text, token.end(), limit)
        return after if self.known_at(text, after + (text[after : after + 1] in tuple(OPENING)), limit) else position

    def _before_outlet_word(self, text: str, start: int, end: int) -> int:
        piece = text[start:end].lower().rstrip()
        for word in self.outlet_words:
            if piece.endswith(" " + word):
                return start + len(piece) - len(word) - 1
        return 0


def _leading(text: str, position: int, limit: int, words: Iterable[str]) -> str:
    piece = text[position : min(limit, position + 40)].lower()
    return next((w for w in words if piece.startswith(w) and not piece[len(w) : len(w) + 1].isalnum()), "")


def _past_blanks(text: str, position: int, limit: int) -> int:
    while position < limit and text[position] in " \t\u00a0":
        position += 1
    return position


def _first(form: str) -> str:
    token = TOKEN.match(form.casefold())
    return token.group() if token else form.casefold()


def _capital(word: str) -> bool:
    return any(letter.isupper() for letter in word[:2])


LOWER_CASE_NAMES = frozenset({"dpa", "afp", "rtr", "epd", "taz", "detikcom", "kumparan", "tagesschau.de", "interfax.ru"})


def _spelled_as_a_name(written: str) -> bool:
    """Letter case is free ("REUTERS", "Reuters"), but "time" and "bild" in lower case are words."""
    return _capital(written) or written in LOWER_CASE_NAMES


@cache
def relay_words(lang: str) -> RelayWords:
    """The words of a language on top of the English names: agencies are called alike in many."""
    names: dict[str, str] = {}
    agencies = set()
    for code in dict.fromkeys(["en", lang]):
        for row in packs.load(code).table("agencies.tsv"):
            names[row["form"].casefold()] = row["name"]
            if row["kind"] == "agency":
                agencies.add(row["name"])
    first: dict[str, list[str]] = {}
    for form in sorted(names, key=len, reverse=True):
        first.setdefault(_first(form), []).append(form)
    pack = packs.load(lang)
    outlet_words = tuple(sorted((w.lower() for w in pack.words("outlet_words.txt")), key=len, reverse=True))
    days = frozenset(pack.words("calendar.txt"))
    forms = {word: tuple(found) for word, found in first.items()}
    return RelayWords(names, frozenset(agencies), forms, outlet_words, days, tuple(_phrases(lang)))


def _phrases(lang: str) -> Iterable[Phrase]:
    for number, row in enumerate(packs.load(lang).table("relays.tsv"), start=1):
        parts = tuple(part.strip() for part in re.split(r"(\{outlet\}|\{via\})", row["pattern"]) if part.strip())
        scope: Scope = "article" if row["scope"] == "article" else "sentence"
        if row["place"] not in ("1", "2", "3") or "{outlet}" not in parts or len(parts) < 2:
            message = f"row {number}, {row['pattern']!r}: needs {{outlet}}, a word beside it, and a place 1 to 3"
            raise PackError(message, where=f"lang/{lang}/relays.tsv")
        yield Phrase(parts, row["takes"] == "any", int(row["place"]), scope)
