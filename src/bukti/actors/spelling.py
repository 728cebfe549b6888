"""Names across scripts and spellings: "Дмитрий Песков", "Dmitrij Peskow" and "Dmitry Peskov" sound alike, and English has one way for them.

This is the one door to iuliia (Cyrillic), anyascii (all other scripts) and rapidfuzz.
"""

import re
import unicodedata
from functools import cache, lru_cache

import iuliia  # type: ignore[import-untyped]
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from bukti.actors.senses import fold
from bukti.lang import load

CYRILLIC = re.compile(r"[\u0400-\u04ff]")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*\.?")
# What several letters of one spelling are in another. The order matters: the longer ones first.
GERMAN = (("tsch", "s"), ("sch", "s"), ("ch", "h"), ("w", "v"), ("j", "y"))
SOUNDS = (
    ("shch", "s"), ("dzh", "s"), ("tch", "s"), ("sh", "s"), ("zh", "s"), ("ch", "s"), ("kh", "h"), ("dj", "s"), ("ph", "f"), ("th", "t"),
    ("ts", "s"), ("tz", "s"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("gh", "g"),
)  # fmt: skip
SOFT = re.compile(r"c(?=[eiy])")
GLIDE = re.compile(r"(?<=[aeiouy])j")
CLASSES = str.maketrans({"z": "s", "j": "s", "w": "v", "f": "v", "q": "k", "g": "k", "h": "k", "b": "p", "d": "t"})
VOWELS = re.compile(r"[aeiouy']+")
ALIKE = 50  # rapidfuzz ratio, of 100, that two spellings of one sound must reach: "Siril" and "Cyril" have 60; set on pairs in tests
SAME_LETTERS = (
    75  # the same between two spellings in Latin letters that no rule divides: "Muhammad", "Mohammed"; but "Hasan", "Husein" have 54
)
AS_ENGLISH = frozenset({"en", "id", "ms", "es"})  # languages that write foreign names as English does
CLOSE = 84  # ratio that lets two sounds differ by one consonant: "Zhiven", "Ziven"; set by judgement on invented pairs
SHORT = 3  # letters; shorter words must be the same: "Kim Jong Un" is not "Kim Jong Il"


@lru_cache(maxsize=100_000)
def latin(text: str) -> str:
    """In Latin letters, names as English reports mostly write them; Latin text keeps its accents."""
    if text.isascii():
        return text
    if CYRILLIC.search(text):
        text = iuliia.WIKIPEDIA.translate(text).replace("’", "").replace('"', "")
    return text if all(c < "\u0250" or not c.isalpha() for c in text) else anyascii(text)


@lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """Lower case, Latin, without accents and marks: what is compared letter by letter."""
    if word.isascii() and word.isalnum():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", latin(word).casefold())
    return re.sub(r"[^a-z0-9]", "", plain) or fold(word)


@lru_cache(maxsize=100_000)
def sound(word: str, lang: str = "") -> str:
    """The consonants of a word in a few classes, the same for all spellings of a name: "Shoigu", "Schoigu" and "Шойгу" give "SK"."""
    text = bare(word)
    if lang == "de":
        for letters, other in GERMAN:
            text = text.replace(letters, other)
    for letters, other in SOUNDS:
        text = text.replace(letters, other)
    text = GLIDE.sub("y", SOFT.sub("s", text)).replace("c", "k")
    first = "-" if text[:1] in tuple("aeiouy") else ""
    consonants = VOWELS.sub("", text.translate(CLASSES))
    return first + re.sub(r"(.)\1+", r"\1", consonants)


def alike(one: str, other: str, langs: tuple[str, str] = ("", "")) -> bool:
    """Whether two words may be spellings of one name."""
    a, b = bare(one), bare(other)
    if a == b:
        return True
    if min(len(a), len(b)) <= SHORT:
        return _script(one) != _script(other) and sound(one, langs[0]) == sound(other, langs[1]) and abs(len(a) - len(b)) <= 1
    same_script = _script(one) == _script(other)
    if (same_script and a in (b + "a", b + "o")) or (same_script and b in (a + "a", a + "o")):
        return False  # "Aleksandr" and "Aleksandra"
    if a[-1] != b[-1] and {a[-1], b[-1]} <= set("aeiouy") and {a[-1], b[-1]} & set("ao"):
        return False  # "Mario" and "Maria"
    if sound(one, langs[0]) == sound(other, langs[1]):
        return ratio(a, b) >= (SAME_LETTERS if AS_ENGLISH.issuperset(langs) else ALIKE)
    near = Levenshtein.distance(sound(one, langs[0]), sound(other, langs[1])) == 1
    return near and a[0] == b[0] and abs(len(a) - len(b)) <= 1 and min(len(a), len(b)) > 4 and ratio(a, b) >= CLOSE


def _script(word: str) -> bool:
    return bool(CYRILLIC.search(word))


@cache
def english_names(code: str) -> dict[str, str]:
    """How English writes names of this language, where its letters alone do not say it: lang/<code>/english_names.tsv."""
    return {fold(row["form"]): row["english"] for row in load(code).table("english_names.tsv")}


def english(name: str, lang: str) -> str:
    """A person's name as English reports write it, as far as its own letters tell."""
    known = english_names(lang)
    if (whole := known.get(fold(name))) is not None:
        return whole
    words = [w for w in name.split() if w]
    if lang == "de":
        return _from_german(words, known)
    return " ".join(known.get(fold(w)) or _plain(w) for w in words)


def _plain(word: str) -> str:
    """ "Mariya" is "Maria" in the press, as is every name with that end."""
    text = latin(word)
    return re.sub(r"(?<=[^aeiou])iya$", "ia", text) if text != word else text


def _from_german(words: list[str], known: dict[str, str]) -> str:
    """ "Sergej Lawrow": a Slavic first name tells that the surname is spelt by ear too."""
    if not words or fold(words[0]) not in known:
        return " ".join(words)
    return " ".join([known[fold(words[0])], *(known.get(fold(w)) or respelt(w) for w in words[1:])])


def respelt(word: str) -> str:
    """A Slavic surname that German spells by ear, as English does it."""
    for german, other in (
        ("schtsch", "shch"),
        ("tsch", "ch"),
        ("sch", "sh"),
        ("ch", "kh"),
        ("w", "v"),
        ("ja", "ya"),
        ("ju", "yu"),
        ("j", "y"),
    ):
        word = word.replace(german.capitalize(), other.capitalize()).replace(german, other)
    return re.sub(r"(?:ij|iy|yy)$", "y", word)
