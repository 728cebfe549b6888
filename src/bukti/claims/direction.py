"""Who gave and who got. "Kessara sent rockets to Ardovia" has nearly the words of the claim that Ardovia sent rockets to Kessara, and the
network, which looks at words beside each other, takes it for the same.

The rule is for one plain case only: the statement puts a word for "to" before the name that gives in the claim, and does not say
that it was the other way round. In the 175 written stories, after some of which it was written, it meets 408 pairs of a statement and a
claim, of which 2 have a stance; of all pairs one in twelve has.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from bukti import lang as packs
from bukti.text.names import WORD, same_name, spelled

WORDS = "directions.tsv"
NEAR = 3  # words between "to" and the name
REACH = 6  # words between a verb and who gives or gets
MARK = re.compile(rf"{WORD.pattern}|[.,;:?!…]")
GIVES, GETS, GIVEN, PASSIVE, TO, FROM, REVERSED = "gives", "gets", "given", "passive", "to", "from", "reversed"


@dataclass(frozen=True, slots=True)
class Sides:
    """The names that give and those that get, as bukti.text.names spells them; none where the text tells of no giving."""

    givers: tuple[str, ...] = ()
    getters: tuple[str, ...] = ()


def sides(claim: str, lang: str) -> Sides:
    """Who gives and who gets in a claim. German claims have none: there every noun looks like a name."""
    words, kinds = _read(claim, lang if packs.load(lang).table(WORDS) else "en")  # most are English, and too short to tell
    verbs = [(n, kind) for n, kind in enumerate(kinds) if kind in (GIVES, GETS, GIVEN)]
    if not verbs or lang == "de":
        return Sides()
    active = [(n, kind) for n, kind in verbs if kind != GIVEN and not _passive(n, words, kinds)]
    found: dict[str, str] = {}
    for n, word in enumerate(words):
        if word[0].isupper() and not kinds[n]:
            found.setdefault(spelled(word), _marked(n, words, kinds) or _by_verb(n, active))
    givers, getters = (tuple(name for name, side in found.items() if side == wanted) for wanted in (FROM, TO))
    return Sides(givers, getters) if givers and getters else Sides()


def towards(content: str, lang: str) -> tuple[str, ...]:
    """Names that something goes to in a statement; none where it says that it was the other way round."""
    words, kinds = _read(content, lang)
    if REVERSED in kinds:
        return ()
    return tuple(word for n, word in enumerate(words) if word[0].isupper() and _marked(n, words, kinds) == TO)


def turned(goes_to: tuple[str, ...], claimed: Sides) -> str:
    """The name that gives in the claim and gets in the statement, as the statement has it; "" where there is none."""
    if _meet(claimed.getters, goes_to):
        return ""
    return next((word for word in goes_to if _meet(claimed.givers, (word,))), "")


def crossed(one: Sides, other: Sides) -> bool:
    """Whether the two claims have the same names with their sides exchanged."""
    return _meet(one.givers, other.getters) and _meet(one.getters, other.givers)


def _meet(names: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(same_name(name, spelled(word)) for name in names for word in words)


def _read(text: str, lang: str) -> tuple[list[str], list[str]]:
    """Words and marks, and of each what it tells of the direction: one of the kinds, "" nothing, "." that no "to" reaches over it."""
    words = MARK.findall(text)
    return words, ["." if not word[0].isalpha() else _kind(word.casefold(), lang) for word in words]


def _kind(word: str, lang: str) -> str:
    whole, begins = _words(lang)
    return whole.get(word) or next((kind for start, kind in begins if word.startswith(start)), "")


@cache
def _words(lang: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Of a language the whole words with their kinds, and the beginnings of words ("suppl*")."""
    rows = [(row["form"], row["kind"]) for row in packs.load(lang).table(WORDS)]
    return {f: k for f, k in rows if not f.endswith("*")}, tuple((f[:-1], k) for f, k in rows if f.endswith("*"))


def _marked(n: int, words: list[str], kinds: list[str]) -> str:
    """ "to" or "from" where such a word stands shortly before, with no verb, mark or other name between."""
    before = range(n - 1, max(-1, n - 1 - NEAR), -1)
    free = list(takewhile(lambda i: not kinds[i] and not words[i][0].isupper(), before))
    at = n - 1 - len(free)
    return kinds[at] if at in before and kinds[at] in (TO, FROM) else ""


def _passive(n: int, words: list[str], kinds: list[str]) -> bool:
    """Who "was secretly armed" did not arm; who "is arming" does."""
    return PASSIVE in kinds[max(0, n - 2) : n] and not words[n].endswith("ing")


def _by_verb(n: int, verbs: list[tuple[int, str]]) -> str:
    """Who stands before "sent" gives, who stands behind it gets; with "got" it is the other way. Passive verbs are not among them."""
    if not verbs:
        return ""
    far, at, kind = min((abs(at - n), at, kind) for at, kind in verbs)
    if far > REACH:
        return ""
    return FROM if (n < at) == (kind == GIVES) else TO
