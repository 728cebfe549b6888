"""Names across scripts and endings, letter by letter: "Рувании" and "Ruvania's" are "Ruvania" in another sentence of the same story.

No more than that: who somebody is, and whether two names are one, is for bukti.actors.
"""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.fuzz import ratio

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SPELLED = (("dzh", "j"), ("sch", "s"), ("sh", "s"), ("kh", "h"), ("ch", "h"), ("ph", "f"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"))
ALIKE = 80  # rapidfuzz ratio, of 100, of two spellings of one name in two languages; set on the claims and statements of training/written
SHORT = 4  # letters; a shorter name must be the same
ENDING = 3  # letters that a case may add


@lru_cache(maxsize=200_000)
def spelled(word: str) -> str:
    """In Latin letters, without what languages spell differently: "Найюл", "Nayul" and "Najul" are one."""
    out = re.sub(r"['’]s$|['’]", "", anyascii(word).casefold())
    for letters, plain in SPELLED:
        out = out.replace(letters, plain)
    return re.sub(r"(.)\1+", r"\1", out)


@lru_cache(maxsize=200_000)
def same_name(name: str, word: str) -> bool:
    """Whether a word of another text, both `spelled`, may be this name with the ending of a case or in another spelling."""
    if min(len(name), len(word)) < SHORT:
        return name == word
    if word.startswith(name) and len(word) <= len(name) + ENDING:
        return True
    stem = max(SHORT, len(name) - 2)
    return name[0] == word[0] and max(ratio(name, word), ratio(name[:stem], word[:stem])) >= ALIKE
