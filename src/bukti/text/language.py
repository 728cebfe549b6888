"""Which language a text is in: py3langid, steered by script and, between Indonesian and Malay, by telling words from `lang/`."""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple, Protocol

from bukti import lang


class Language(NamedTuple):
    """`code` is ISO 639-1, or "und" where it cannot be told; `confidence` runs from 0 to 1."""

    code: str
    confidence: float


class Ranker(Protocol):
    """The part of py3langid that is used here."""

    def rank(self, text: str) -> list[tuple[str, float]]: ...


UNDETERMINED = Language("und", 0.0)
HEAD, MIDDLE = 6_000, 2_000  # characters looked at: a lead may be in English (a menu, a dateline) where the report is not
ENOUGH = 16  # letters below which we do not guess; a syllable or ideograph counts as two
SURE = 0.4  # py3langid's calibrated share of the best language below which "und" is the honest answer
NO_LANGUAGE = "zxx"  # the library's own word for program code and gibberish
TWINS = ("id", "ms")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def identify(text: str) -> Language:
    """The language of most of the text. "und" for too few letters, for a text that looks like none, and for a tie."""
    script, words = main_script(WORD.findall(sample(text)))
    letters = sum(map(len, words)) * (2 if script in ("HANGUL", "CJK", "HIRAGANA", "KATAKANA") else 1)
    if letters < ENOUGH:
        return UNDETERMINED
    shares = dict(_identifier().rank(" ".join(words)))
    twins = sum(shares.get(code, 0.0) for code in TWINS)
    best = max(shares, key=lambda code: shares[code])
    if best in TWINS or twins > SURE:
        return _between_twins(words, shares, twins)
    return Language(best, shares[best]) if shares[best] >= SURE and best != NO_LANGUAGE else UNDETERMINED


def sample(text: str) -> str:
    """The first characters and some of the middle: enough to tell, and the same cost for any length."""
    if len(text) <= HEAD + MIDDLE:
        return text
    middle = max(HEAD, len(text) // 2)
    return text[:HEAD] + " " + text[middle : middle + MIDDLE]


def main_script(words: list[str]) -> tuple[str, list[str]]:
    """The script of most letters, and the words in it: a Russian sentence full of ship names in Latin letters stays Russian."""
    scripts = [_script(word[0]) for word in words]
    letters: Counter[str] = Counter()
    for script, word in zip(scripts, words, strict=True):
        letters[script] += len(word)
    if not letters:
        return "", []
    main = letters.most_common(1)[0][0]
    # Japanese mixes three scripts in one sentence; they belong together.
    family = {"CJK", "HIRAGANA", "KATAKANA"} if main in ("CJK", "HIRAGANA", "KATAKANA") else {main}
    return main, [word for script, word in zip(scripts, words, strict=True) if script in family]


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ")[0].split("-")[0]


def _between_twins(words: list[str], shares: dict[str, float], twins: float) -> Language:
    """Indonesian or Malay. Each telling word triples the odds, on top of the library's own: it errs on one sentence in ten."""
    seen = Counter(word.lower() for word in words)
    found = {code: sum(seen[word] for word in telling(code)) for code in TWINS}
    surplus = min(20, max(-20, found["id"] - found["ms"]))
    odds = (shares.get("id", 0.0) + 0.02) / (shares.get("ms", 0.0) + 0.02) * 3.0**surplus
    code, share = ("id", odds / (1 + odds)) if odds >= 1 else ("ms", 1 / (1 + odds))
    confidence = round(min(1.0, twins + 0.1 * sum(found.values())) * share, 6)
    return Language(code, confidence) if confidence >= SURE else UNDETERMINED


@cache
def telling(code: str) -> frozenset[str]:
    return frozenset(lang.load(code).words("distinctive.txt"))


@cache
def _identifier() -> Ranker:
    """Loaded at the first call: half a second and 60 MB that a file which names its language need not pay."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped, unused-ignore]

    ranker: Ranker = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return ranker
