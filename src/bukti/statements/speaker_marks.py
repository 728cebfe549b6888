"""The words of a mention, each with a mark that says what it can be: part of a name, a title, an office, an institution, a place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from bukti.statements.speaker_words import Gender, Role, Words, fold

WORD = re.compile(r"\w+(?:['’.\-‐‑&]\w+)*")
POSSESSIVES = ("'s", "’s")
BREAK = re.compile(r"[,;:–—\"“”„«»()\[\]!?/]|\.\s|\n|  ")  # a name does not go on after it; two blanks were a bracket
INITIALS = re.compile(r"\w(?:\.\w)+$")
LONGEST_WORD = 80  # characters of a word that are looked at; caches must not keep a word of 50 MB
LONGEST_SHORTENED = 5  # letters of "Prof.", "Brig."
ROMAN = re.compile(r"[IVX]+$")
HEAD_LAST = frozenset({"en", "de"})  # "State Department spokesman", where the others say "juru bicara Departemen ..."
NO_SURNAMES = frozenset({"id", "ms"})  # every word of a name may be the one a person is called by
SHORTEST_PLACED = 3  # words: a place, and a name of two
ROLE_SIGNS = {"person": "R", "epithet": "E", "people": "M", "body": "O", "paper": "K"}


class Token(NamedTuple):
    """A word and what stands between it and the word before. What every rule asks of it is worked out once."""

    text: str
    start: int
    end: int
    gap: str
    capital: bool
    breaks: bool  # a name does not go on over the gap before it
    folded: str

    @property
    def acronym(self) -> bool:
        return is_acronym(self.text)


@lru_cache(maxsize=50_000)
def is_acronym(word: str) -> bool:
    """Letters written as capitals ("DPR", "PDI-P"), or a word with digits; a single letter is an initial."""
    return any(c.isdigit() for c in word) or (word.upper() == word and sum(c.isupper() for c in word) > 1)


def tokenise(text: str, words: Words) -> list[Token]:
    """The words of a text. The stop after an initial or a title ("Mr. Sava", "Ezra K. Sava") belongs to it and is no gap."""
    tokens: list[Token] = []
    before = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        word, gap = match.group()[:LONGEST_WORD], text[before:start]
        if gap == ". " and tokens and _is_shortened(tokens[-1].text, words):
            gap = " "
        breaks = gap not in (" ", "") and BREAK.search(gap) is not None
        tokens.append(Token(word, start, end, gap, word[0].isupper(), breaks, fold(word)))
        before = end
    return tokens


def _is_shortened(word: str, words: Words) -> bool:
    if len(word) == 1 or INITIALS.match(word):
        return word[0].isupper()
    return len(word) <= LONGEST_SHORTENED and (fold(word) in words.titles or fold(word) in words.roles)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an article shows about its capitalised words. `Evidence()` is an article that shows nothing."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)  # how often two capitalised words follow each other
    places: frozenset[str] = frozenset()  # words that stand alone after "di", "in", "в"
    alone: frozenset[str] = frozenset()  # words that are a whole speaker: first or last names
    lone: frozenset[str] = frozenset()  # keys of words that stand by themselves, with no capitalised word beside them
    leads: frozenset[str] = frozenset()  # words with different capitalised words behind them
    states: frozenset[str] = frozenset()  # keys of words that somebody belongs to: "pemerintah Kestria", "seorang pejabat Kestria"


class Mark(NamedTuple):
    """What one token is.

    N part of a name, T title, R office of a person, E epithet, M people, O institution, K document, S other words that are no name,
    P place, A acronym, D determiner, C preposition, J joiner, ? sign of an unnamed source, 1 of an unnamed person, ! sign that the name
    follows, L all the rest
    """

    sign: str
    role: Role | None = None
    gender: Gender = ""


def plain_name(word: str) -> str:
    """A word of a name without the possessive."""
    return word[:-2] if word.endswith(POSSESSIVES) else word


def label(tokens: Sequence[Token], words: Words, evidence: Evidence) -> list[Mark]:
    """A mark for each token; what follows from neighbours is decided from left to right."""
    folded = [fold(plain_name(t.text)) if t.text.endswith(POSSESSIVES) else t.folded for t in tokens]
    marks: list[Mark] = []
    while (i := len(marks)) < len(tokens):
        length, mark = (1, Mark("N")) if _is_name(tokens, folded, i, words, evidence) else _mark(tokens, folded, i, words)
        if mark.sign == "N" and _is_place(i, tokens, marks, words, evidence):
            mark = Mark("P")
        elif i and marks[-1].sign == "N" and (more := _continues_name(i, tokens, folded, words)):
            length, mark = more, Mark("N")
        marks.extend([mark] * length)
    _free_names(tokens, marks, words, evidence)
    return marks


def _free_names(tokens: Sequence[Token], marks: list[Mark], words: Words, evidence: Evidence) -> None:
    """Mark as places the states between an office and a name that no list knows: "Menteri Pertahanan Kestria Ilya Varn"."""
    for start, end in _name_runs(tokens, marks):
        if not start or tokens[start].breaks or given(tokens[start], words):
            continue
        before, run = marks[start - 1].sign, tokens[start:end]
        office = before in "RSOEP" and _office_leads(tokens, marks, start)
        if len(run) == 1:
            key = words.key(run[0].text)
            # "Pejabat Kestria itu"
            owner = before == "R" and key in evidence.states and run[0].text not in evidence.alone
            if owner or (before == "R" and _posted(tokens, marks, end)):
                marks[start] = Mark("P")
        elif len(run) >= SHORTEST_PLACED and ((office and _begins_with_place(run, words, evidence)) or _is_post(tokens, marks, start)):
            marks[start] = Mark("P")


def _name_runs(tokens: Sequence[Token], marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Where words of names stand together, first token and end."""
    runs: list[tuple[int, int]] = []
    for i, mark in enumerate(marks):
        if mark.sign != "N":
            continue
        if runs and runs[-1][1] == i and not tokens[i].breaks:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _office_leads(tokens: Sequence[Token], marks: Sequence[Mark], at: int) -> bool:
    """Whether an office stands before a place of the phrase, with nothing between them but the words that belong to it."""
    for i in range(at - 1, -1, -1):
        if marks[i].sign in "RE":
            return True
        if marks[i].sign not in "SOPAL" or tokens[i].breaks:
            return False
    return False


def _begins_with_place(run: Sequence[Token], words: Words, evidence: Evidence) -> bool:
    """Whether a run of names after an office begins with the place of the office, by what the rest of the article does with its words."""
    first, second, third = (token.text for token in run[:3])
    if words.key(first) in evidence.states or first in evidence.places or evidence.pairs[second, third] > evidence.pairs[first, second]:
        return True
    if first in evidence.leads and first not in evidence.alone:  # "Presiden Torsia Andrej", "Menteri Torsia Ilena"
        called = any(token.text in evidence.alone for token in run[1:])
        if called or words.key(first) in evidence.lone:
            return True
    if words.key(first) not in evidence.lone:
        return False
    if words.code not in NO_SURNAMES:
        return True  # nobody is called by the first of three names alone
    if first in evidence.alone:
        return any(token.text in evidence.alone for token in run[1:])
    return any(words.key(token.text) in evidence.lone for token in run[1:])


def _posted(tokens: Sequence[Token], marks: Sequence[Mark], at: int) -> bool:
    """ "Duta Besar Kestria | untuk Orun Ilya Varn": a preposition, then a place and a whole name."""
    rest = marks[at : at + 1 + SHORTEST_PLACED]
    whole = len(rest) == 1 + SHORTEST_PLACED and rest[0].sign == "C" and rest[1].sign in "NP" and {m.sign for m in rest[2:]} == {"N"}
    return whole and not any(token.breaks for token in tokens[at : at + 1 + SHORTEST_PLACED])


def _is_post(tokens: Sequence[Token], marks: Sequence[Mark], start: int) -> bool:
    """Whether a run of names begins with the place that such an office is held in."""
    return start > 2 and marks[start - 2].sign == "P" and marks[start - 3].sign == "R" and _posted(tokens, marks, start - 1)


def _mark(tokens: Sequence[Token], folded: Sequence[str], i: int, words: Words) -> tuple[int, Mark]:
    """How many tokens an entry takes here, and what it is."""
    if folded[i] in compounds(words):
        return _look_up(tokens[i].text, folded, i, words)
    return 1, _mark_of_word(tokens[i].text, folded[i], i == 0, words)


@lru_cache(maxsize=50_000)
def _mark_of_word(word: str, folded: str, first: bool, words: Words) -> Mark:
    """The mark of a word that begins no longer entry; most words of an article come again and again."""
    return _look_up(word, ("", folded)[first:], not first, words)[1]


def _look_up(word: str, folded: Sequence[str], i: int, words: Words) -> tuple[int, Mark]:
    if title := words.titles.at(folded, i):
        return title[0], Mark("T", Role(words.key(folded[i]), "person", title[1]), title[1])
    if role := words.roles.at(folded, i):
        return role[0], Mark(ROLE_SIGNS[role[1].kind], role[1], role[1].gender if role[1].kind in ("person", "epithet") else "")
    if sign := words.anonymous.at(folded, i):
        return sign[0], Mark({"named": "!", "several": "M", "somebody": "1"}.get(sign[1], "?"))
    if folded[i] in words.numbers or (folded[i].partition("'")[0] in words.pronouns and folded[i] not in words.determiners):
        return 1, Mark("L")
    if folded[i] in words.place_heads:
        return 1, Mark("S")
    if folded[i] in words.prepositions:
        return 1, Mark("C")
    if joined := words.joiners.at(folded, i):
        return joined[0], Mark("J")
    capital = word[0].isupper()
    for entries, letter in ((words.determiners, "D"), (words.places, "P"), (words.stop, "S")):
        if (found := entries.at(folded, i)) and not (letter == "D" and i and capital):
            return found[0], Mark(letter)
    if is_acronym(word):
        return 1, Mark("S" if ROMAN.match(word) else "A")
    return 1, Mark("N" if capital else "L")


@cache
def compounds(words: Words) -> frozenset[str]:
    """Words that begin an entry of several words in one of the lists."""
    lexicons = (words.titles, words.roles, words.stop, words.places, words.anonymous, words.determiners, words.joiners)
    return frozenset[str]().union(*(lexicon.first_words() for lexicon in lexicons))


def _is_name(tokens: Sequence[Token], folded: Sequence[str], i: int, words: Words, evidence: Evidence) -> bool:
    """A word that is known as a name, though it is a place or a common word too ("Bima"): by itself a speaker elsewhere in the article,
    or a first name with another capitalised word after it."""
    if not tokens[i].capital or (i and folded[i - 1] in words.place_heads):
        return False
    if folded[i] in compounds(words) and (compound := words.stop.at(folded, i)) and compound[0] > 1:
        return False
    if tokens[i].text in evidence.alone:
        return True
    if len(tokens[i].text) == 1 and i and tokens[i - 1].capital and tokens[i].gap == " " and i + 1 < len(tokens) and tokens[i + 1].capital:
        return not tokens[i + 1].breaks
    if INITIALS.match(tokens[i].text) and folded[i] not in words.places:
        return i + 1 < len(tokens) and tokens[i + 1].capital and not tokens[i + 1].acronym and not tokens[i + 1].breaks
    if folded[i] not in words.given or i + 1 == len(tokens):
        return False
    return tokens[i + 1].capital and not tokens[i + 1].breaks and folded[i + 1] not in words.place_heads


def _is_place(i: int, tokens: Sequence[Token], marks: Sequence[Mark], words: Words, evidence: Evidence) -> bool:
    """Whether a capitalised word belongs to the institution or place before it."""
    token = tokens[i]
    if not marks or token.breaks:
        return token.text in evidence.places and token.text not in evidence.alone and len(tokens) > 1
    if marks[-1].sign == "N":
        return False
    before = tokens[i - 1].folded
    if before in words.place_heads and not given(token, words):
        return True
    if token.text in evidence.places and token.text not in evidence.alone:
        return True
    if marks[-1].sign not in "OASP" or i + 1 >= len(tokens) or not tokens[i + 1].capital:
        return False
    # "RSUD Banyu Sri Lestari": where "RSUD Banyu" comes more often than "Banyu Sri", the name begins after it.
    return evidence.pairs[tokens[i - 1].text, token.text] > max(1, evidence.pairs[token.text, tokens[i + 1].text])


def _continues_name(i: int, tokens: Sequence[Token], folded: Sequence[str], words: Words) -> int:
    """How many words here would be something else, had a name not begun: "bin", "von der", "Steven King", "Rangga MD"."""
    token, last = tokens[i], i + 1 == len(tokens) or tokens[i + 1].breaks
    if token.breaks:
        return 0
    if particle := words.particles.at(folded, i):
        after = i + particle[0]
        breaks = any(t.breaks for t in tokens[i + 1 : after + 1])
        if words.code == "de" and not given(tokens[i - 1], words):
            return 0  # "Sava von der Kanzlei": after a surname it is a place, after a first name a name
        return particle[0] if after < len(tokens) and tokens[after].capital and not breaks else 0
    if len(token.text) == 2 and token.acronym and token.text.isalpha():
        return int(last or tokens[i + 1].capital)
    if not token.capital or token.acronym or not given(tokens[i - 1], words):
        return 0
    return int(last or (tokens[i + 1].capital and words.code not in HEAD_LAST and folded[i] not in words.roles))


def given(token: Token, words: Words) -> bool:
    """Whether a word is a known first name."""
    return token.folded in words.given
