"""Claims in other forms for training: with and without a date, in other words, and twisted into what nobody said.

A judge that sees each claim in one form takes what the form happens to have (a date, a port) for the sign of a stance; and one that sees
few claims with the same words and another meaning hardly learns who sent what to whom. The forms that mean the same come from the stories;
those that do not are made here, out of names.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from bukti.text.names import WORD, same_name, spelled

BARE, DATED = 0.6, 0.3  # shares of claims that lose their date, and of others that get one
TRANSLATED, REWORDED = 0.2, 0.45  # shares of claims that are read in another language, and in other English words
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
PARTS = "the|early|late|mid|night|morning|evening|spring|summer|autumn|winter|week|month|of|and|to|or|first|last"
INSIDE = rf"(?: (?:{PARTS}|\d{{1,2}}|20\d\d|{MONTHS}))*"
DATE = re.compile(rf",? ?\b(?:[Ii]n|[Oo]n|[Bb]etween|[Ff]rom|[Dd]uring|[Aa]round|[Ss]ince|[Bb]y){INSIDE} 20\d\d\b,?")
NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
# Where both sides do the same, to exchange them changes nothing.
MUTUAL = re.compile(r"\b(?:and|with|between|agree\w*|met|meet\w*|sign\w*|talk\w*|discuss\w*|joint\w*|both|together)\b")
EXCHANGED = 0.6  # share of claims with two doers in which they are exchanged
CALENDAR = frozenset(MONTHS.split("|"))


@dataclass(frozen=True, slots=True)
class Names:
    """The names in the claims of a story: states and people, who do things, and all others."""

    doers: tuple[str, ...]
    others: tuple[str, ...]


def names_of(story: dict[str, Any]) -> Names:
    """A word that a claim begins with is a name if another claim has it in its middle, and those do things."""
    claims = list(story["claims"].values())
    middle = {name for claim in claims for name in NAME.findall(claim[claim.find(" ") :]) if name not in CALENDAR}
    first = {m[0] for claim in claims if (m := NAME.match(claim)) and m[0] in middle}
    return Names(tuple(sorted(first)), tuple(sorted(middle - first)))


def worded_anew(story: dict[str, Any], key: str, rng: random.Random) -> tuple[str, bool]:
    """A claim in one of its forms, all of the same meaning; and whether it is in English."""
    chance, claim = rng.random(), story["claims"][key]
    translations = list(story.get("translations", {}).get(key, {}).values())
    if translations and chance < TRANSLATED:
        return rng.choice(translations), False
    wordings = story.get("wordings", {}).get(key, [])
    if wordings and chance < TRANSLATED + REWORDED:
        return rng.choice(wordings), True
    return redated(claim, dates(story), rng), True


def dates(story: dict[str, Any]) -> list[str]:
    return [lowered(m[0].strip(" ,")) for claim in story["claims"].values() for m in DATE.finditer(claim)]


def redated(claim: str, when: Sequence[str], rng: random.Random) -> str:
    """A claim with its date or without, and one without a date sometimes with that of another claim of its story.

    Each story has one claim with a date, the accusation that everybody speaks of; a judge that sees it always so takes the date for it.
    """
    bare = DATE.sub("", claim).strip()
    bare = bare[:1].upper() + bare[1:]
    if bare != claim:
        return bare if rng.random() < BARE else claim
    return f"{claim.removesuffix('.')} {rng.choice(when)}." if when and rng.random() < DATED else claim


def lowered(when: str) -> str:
    return when[:1].lower() + when[1:]


def twisted(claim: str, text: str, own: Names, foreign: Names, rng: random.Random) -> str | None:
    """The claim with its two doers exchanged, or with a name of another story in place of one; None where the text names them not.

    A text that names them says nothing of such a claim, though it is about nearly the same words.
    """
    words = [spelled(w) for w in WORD.findall(text) if w[0].isupper()]
    doers, others = ([n for n in names if n in claim and named(n, words)] for names in (own.doers, own.others))
    if len(doers) == 2 and not MUTUAL.search(claim) and rng.random() < EXCHANGED:
        one, other = doers
        if same_name(*sorted(map(spelled, doers), key=len)):  # "Sethria" and "Sethrian"
            return None
        return re.sub(rf"\b(?:{re.escape(one)}|{re.escape(other)})\b", lambda m: other if m[0] == one else one, claim)
    if not doers + others:
        return None
    name = rng.choice(doers + others)
    return re.sub(rf"\b{re.escape(name)}\b", strange(name, own, foreign), claim)


def renamed(claim: str, text: str, own: Names, foreign: Names, rng: random.Random) -> str:
    """The claim with another name in place of one that the text leaves out: what the text says of it stays what it is.

    Without this a judge that learns from twisted claims takes every name that a text leaves out for one that it contradicts, and
    reports leave out most.
    """
    words = [spelled(w) for w in WORD.findall(text) if w[0].isupper()]
    left_out = [n for n in (*own.doers, *own.others) if n in claim and not named(n, words)]
    if not left_out:
        return claim
    name = rng.choice(left_out)
    return re.sub(rf"\b{re.escape(name)}\b", strange(name, own, foreign), claim)


def strange(name: str, own: Names, foreign: Names) -> str:
    """A name of another story, always the same one for the same name: each new claim has to be run through the encoder."""
    others = (foreign.doers if name in own.doers else foreign.others) or foreign.doers + foreign.others or (name,)
    return others[crc32(name.encode()) % len(others)]


def named(name: str, words: Sequence[str]) -> bool:
    """Does each word of a name stand among the words, in whatever script and with whatever ending?"""
    return all(any(same_name(part, word) for word in words) for part in map(spelled, name.split()))
