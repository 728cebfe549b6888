"""One outlet in all scripts and spellings: "Известия" is "Izvestia", "LKBN Antara" is "Antara"."""

import re
from collections.abc import Iterator
from functools import cache

from anyascii import anyascii

from bukti import lang as packs

WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
DISTINCT = 4  # letters: below that many consonants the vowels are needed too, "TASS" is not "Tas"
LONGEST = 4  # words of an outlet's name that are looked at
SMALL = frozenset({"the", "a", "an", "de", "die", "der", "das", "com", "id", "co", "net", "org", "ru"})
SOUNDS = str.maketrans({"c": "k", "q": "k", "z": "s", "w": "v", "j": "i", "y": "i"})


def outlet_key(name: str) -> str:
    """The same for all spellings of an outlet; "" for a name without a letter or digit."""
    return _key(_known().get(name.casefold(), name))


@cache
def _key(name: str) -> str:
    words = [w for w in re.findall(r"[^\W_]+", anyascii(name).casefold()) if w not in SMALL]
    sounds = " ".join(filter(None, map(_sound, words)))
    return sounds if len(sounds) >= DISTINCT else " ".join(words)


def _sound(word: str) -> str:
    """Letters without what transliterations differ in: "izvestiya" and "izvestia" are "isvst"."""
    word = word.translate(SOUNDS).replace("kh", "h").replace("ks", "x")
    bare = word[:1] + re.sub(r"[aeiou]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


@cache
def _known() -> dict[str, str]:
    """Forms of agencies.tsv of all languages, folded, to the canonical name."""
    return {row["form"].casefold(): row["name"] for code in packs.codes() for row in packs.load(code).table("agencies.tsv")}


def named(text: str) -> set[str]:
    """Keys of all that could be an outlet's name: runs of up to four words that begin with a capital or digit."""
    return {outlet_key(" ".join(run)) for run in _runs(text)} - {""}


def _runs(text: str) -> Iterator[list[str]]:
    words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]
    for i, (word, _, _) in enumerate(words):
        if not word[0].isupper() and not word[0].isdigit():
            continue
        run = [word]
        yield run
        for before, after in zip(words[i:], words[i + 1 : i + LONGEST], strict=False):
            if text[before[2] : after[1]].strip(" -–«“„\"'") or not (after[0][0].isupper() or after[0][0].isdigit()):
                break
            run = [*run, after[0]]
            yield run
