"""Headline and claim -> stance, by rule: a headline says in a few plain words whether the outlet takes a claim for false or only tells it.

The words are in lang/<code>/headlines.tsv; that refuting words, hedging words, a question mark and quotation marks tell the stance of a
headline is from Ferreira and Vlachos (2016). What it says of the claim itself is not read, only whether it is about it at all.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple, Protocol

import numpy as np

from bukti import lang as packs
from bukti.claims.block import centred
from bukti.records import Stance
from bukti.text.language import identify
from bukti.text.quotes import quotations

ABOUT = 0.35  # least similarity, centred: 0.95 of the pairs of Emergent lie above 0.41, 0.95 of headlines with another claim below 0.31
ASKING = re.compile("[?\u037e\u055e\u061f\u1367\u2047\u2048\u2049\u2e2e\ufe56\uff1f]")  # Greek, Armenian, Arabic, Ethiopic, wide ones …
UNTOLD = ("", "und")
# How often each branch was right on Emergent's dev third, 885 headlines on 100 rumours. None of them has quotation marks, so that these are
# as sure as a hedging word is an assumption. BOTH and TURNED are from ten and eighteen headlines on seven rumours.
REFUTED, PLAIN, OPEN, BOTH, TURNED = 0.77, 0.76, 0.76, 0.40, 0.06
UNREAD = 0.35  # share of all that take no position
UNRELATED = 0.97  # where there are as many headlines on other claims as on this one


class Vectors(Protocol):
    """The part of bukti.network.Meaning that is used here."""

    centres: Mapping[str, np.ndarray]

    def vectors(self, texts: Sequence[str]) -> np.ndarray: ...


class Taken(NamedTuple):
    """What a headline does with a claim: the fields of a verdict."""

    stance: Stance | None
    confidence: float
    reason: str


class Words(NamedTuple):
    """The first refuting and the first hedging word of a text, as it is written there; "" where there is none."""

    refuting: str
    hedging: str


def of_headlines(pairs: Sequence[tuple[str, str, str]], meaning: Vectors) -> list[Taken]:
    """What each headline (its text, its language) does with the claim after it, in order."""
    near = likeness(pairs, meaning) if pairs else ()
    return [of_headline(*pair, float(n)) for pair, n in zip(pairs, near, strict=True)]


def likeness(pairs: Sequence[tuple[str, str, str]], meaning: Vectors) -> np.ndarray:
    """How close headline and claim of each pair lie in meaning."""
    headlines, langs, claims = zip(*pairs, strict=True)
    code = {claim: identify(claim).code for claim in set(claims)}
    a = centred(meaning.vectors(headlines), langs, meaning.centres)
    b = centred(meaning.vectors(claims), [code[claim] for claim in claims], meaning.centres)
    near: np.ndarray = (a * b).sum(1)
    return near


def of_headline(text: str, lang: str, claim: str, near: float) -> Taken:
    if near < ABOUT:
        return Taken(None, UNRELATED, "the headline is about something else")
    if not _forces(lang):
        return Taken(None, UNREAD, f"no list of the words of headlines for this language ({lang}), so no position is read off")
    said, claimed = words(text, lang), words(claim, identify(claim).code)
    if said.refuting:
        return refuted(said.refuting, claimed.refuting)
    if open_ := left_open(text, lang, said.hedging):
        return Taken(None, OPEN, f"the headline reports it and takes no position: {open_}")
    if claimed.refuting:
        return Taken(None, TURNED, f"the claim denies something (“{claimed.refuting}”), and the headline has no word of denial")
    return Taken(Stance.ASSERTS, PLAIN, "the headline tells it as a fact, without a word of doubt")


def refuted(word: str, claimed: str) -> Taken:
    """A headline that refutes is against the claim, unless that is what the claim says."""
    if claimed:
        return Taken(Stance.ASSERTS, BOTH, f"the headline says “{word}”, as the claim says “{claimed}”")
    return Taken(Stance.DENIES, REFUTED, f"the headline says “{word}”")


def left_open(text: str, lang: str, hedging: str) -> str:
    """By what a headline leaves open whether it is so; "" where it does not."""
    if hedging:
        return f"it says “{hedging}”"
    if asking := ASKING.search(text):
        return f"it asks (“{asking[0]}”)"
    quoted = next(iter(quotations(text, lang)), None)
    return f"it quotes (“{text[quoted.inner.start : quoted.inner.end]}”)" if quoted else ""


def words(text: str, lang: str) -> Words:
    """Of forms that begin at the same place the longest counts: "no comment" hedges."""
    first = {"refutes": "", "hedges": ""}
    pattern = _pattern(lang)
    for match in pattern.finditer(text.replace("’", "'")) if pattern else ():
        force = _forces(lang).get(match[0].lower(), "")  # "" for letters that only look alike without case: "ſaid"
        if force and not first[force]:
            first[force] = text[match.start() : match.end()]
    return Words(first["refutes"], first["hedges"])


@cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    forms = sorted(_forces(lang), key=len, reverse=True)
    return re.compile(packs.any_of(forms), re.IGNORECASE) if forms else None


@cache
def _forces(lang: str) -> dict[str, str]:
    """Of one language; where it cannot be told, as in many a headline of names and capitals, of all of them together."""
    codes = packs.codes() if lang in UNTOLD else (lang,)
    return {row["form"]: row["force"] for code in codes for row in packs.load(code).table("headlines.tsv")}
