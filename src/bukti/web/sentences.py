"""The sentences that bukti makes (why a stance, an origin, a count) in the reader's language.

The rooms write them in English, and so the ledger keeps them. Each is made after one of the patterns here, which are in the catalogues like
all words of the interface; what fits no pattern stays English and says so. tests/web finds words of the rooms that no pattern has.
"""

import re
from dataclasses import dataclass
from functools import cache
from html import escape

from jinja2.filters import do_mark_safe

from bukti.web.words import N_, Words

# Names of fields say what may stand there, and how it is written in the other language.
FIELDS = {
    "n": r"\d[\d,]*",
    "m": r"\d[\d,]*",
    "when": r"\d{4}(?:-\d\d){0,2}",
    "amounts": r"[\d,.]+(?: and [\d,.]+)*",
    "amounts2": r"[\d,.]+(?: and [\d,.]+)*",
    "cue": "[^”]+",
    "phrase": '[^"]+',
    "name": '[^";]+',
}
ANYTHING = ".+?"

CLAIMS = (
    N_("says what the claim says"),
    N_("says that it is not so"),
    N_("challenges the evidence for it, without denying it"),
    N_("declines to take a position on it"),
    N_("says what the claim says (cue “%(cue)s”)"),
    N_("says that it is not so (cue “%(cue)s”)"),
    N_("challenges the evidence for it, without denying it (cue “%(cue)s”)"),
    N_("declines to take a position on it (cue “%(cue)s”)"),
    N_("takes no position on it"),
    N_("the same amount: %(amounts)s"),
    N_("the other direction: %(name)s gets here and gives in the claim"),
    N_("another amount: %(amounts)s, the claim has %(amounts2)s"),
    N_("no amount, the claim has %(amounts)s: a wider statement"),
    N_("it points back to the sentence before it"),
    N_("the headline takes it for a fact"),
    N_("the headline takes it for false"),
    N_("the headline reports it, and takes no position"),
    N_("“%(quote)s” points to the statement before it (“%(cue)s”), and takes over its stance"),
    N_("asserts the narrower claim “%(claim)s”, from which this one follows"),
)
STANDINGS = (
    N_("one position is less likely than not, and not counted; confirm what is right"),
    N_("%(n)s positions are less likely than not, and not counted; confirm what is right"),
    N_("%(who)s: asserts it, does not count, because %(why)s"),
    N_("%(who)s: denies it, does not count, because %(why)s"),
    N_("%(who)s: asserts it, counts as one, because unnamed sources cannot be told apart"),
    N_("%(who)s: denies it, counts as one, because unnamed sources cannot be told apart"),
    N_("%(who)s: asserts it, counts as one, because all speak for one party"),
    N_("%(who)s: denies it, counts as one, because all speak for one party"),
    N_("%(who)s: asserts it, counts"),
    N_("%(who)s: denies it, counts"),
    N_("no article tells an occasion on which it was said"),
    N_("it was said together with one that counts already"),
    N_("%(who)s has it from %(other)s (%(where)s: “%(quote)s”)"),
    N_("%(who)s passes on what %(other)s said (%(where)s)"),
    N_("%(n)s outlets, %(m)s independent origin (asserts it)"),
    N_("%(n)s outlets, %(m)s independent origins (asserts it)"),
    N_("%(n)s outlets, %(m)s independent origin (denies it)"),
    N_("%(n)s outlets, %(m)s independent origins (denies it)"),
)
ORIGINS = (
    N_(
        "1 statement in 1 article reports what %(who)s said on %(when)s; "
        "no article tells the occasion, so it may be another origin's words and is not counted"
    ),
    N_("1 statement in 1 article reports what %(who)s said on %(when)s"),
    N_(
        "1 statement in 1 article reports what %(who)s said; "
        "no article tells the occasion, so it may be another origin's words and is not counted"
    ),
    N_("1 statement in 1 article reports what %(who)s said"),
    N_(
        "%(n)s statements in 1 article report what %(who)s said on %(when)s; "
        "no article tells the occasion, so it may be another origin's words and is not counted"
    ),
    N_("%(n)s statements in 1 article report what %(who)s said on %(when)s"),
    N_(
        "%(n)s statements in 1 article report what %(who)s said; "
        "no article tells the occasion, so it may be another origin's words and is not counted"
    ),
    N_("%(n)s statements in 1 article report what %(who)s said"),
    N_(
        "%(n)s statements in %(m)s articles report what %(who)s said on %(when)s; "
        "no article tells the occasion, so it may be another origin's words and is not counted"
    ),
    N_(
        "%(n)s statements in %(m)s articles report what %(who)s said; "
        "no article tells the occasion, so it may be another origin's words and is not counted"
    ),
    N_("%(n)s statements in %(m)s articles report what %(who)s said on %(when)s"),
    N_("%(n)s statements in %(m)s articles report what %(who)s said"),
    N_("the words of both are the same from beginning to end"),
    N_("%(n)s sentences say the same in the same order"),
    N_("%(n)s of %(m)s sentences have the same words"),
    N_("%(n)s of them are the reporter's own words, in which nobody is quoted"),
    N_("%(n)s of its sentences say the same"),
    N_("has the words of %(who)s, who spoke to %(where)s"),
    N_("has the words of %(who)s from %(where)s"),
    N_("does not name %(where)s"),
    N_("names %(where)s"),
    N_("both have %(detail)s, where others have %(usual)s"),
)
VOICES = (
    N_('"%(phrase)s" is %(name)s in English'),
    N_("listed in %(name)s"),
    N_("known in the ledger"),
    N_("an agency or outlet"),
    N_("the story names its government"),
    N_("part of the name of %(name)s, which the story gives in full"),
    N_("part of the name of %(name)s, named in full in this article"),
    N_("part of the name of %(name)s, named in full in another article of the story, where nobody else has this name"),
    N_("a name that no article of the story gives in full"),
    N_("a seat stands for its state"),
    N_("the state that spoke last in this article"),
    N_("the state named last"),
    N_('the story gives the office "%(phrase)s" to %(name)s'),
    N_("an unnamed spokesperson of %(name)s"),
    N_("the article names the government of %(name)s"),
    N_("the state of %(name)s, who serves there"),
    N_("as the article described the source before"),
    N_("one of the sources that the article described before"),
    N_('"the country" is the state named last'),
    N_('"the country" is %(name)s, the state named last'),
    N_("named with its state elsewhere in the article"),
    N_("so named in other articles of the story"),
    N_("the government of %(name)s was named before"),
    N_("the article is datelined in %(name)s"),
    N_("the article is mostly about the government of %(name)s"),
    N_("less sure"),
)
NOTICES = (
    N_("the language of this text could not be told; statements may be missed"),
    N_("no statements in %(name)s were in training: read through the multilingual encoder alone, expect more misses and errors"),
)
# What the desk and the rooms behind it refuse. Rarer refusals stay English.
REFUSALS = (
    N_("say who judges: your name goes into the history beside what you did"),
    N_("nothing was given: paste a text, choose files, or name addresses"),
    N_("too many addresses in one minute; wait a little and send them again"),
    N_("%(name)s is no web address; they begin with http:// or https://"),
    N_("%(n)s addresses at once; send at most %(m)s (urls)"),
    N_("too much is waiting to be read already; come back when some of it is done"),
    N_("no such reading; those of earlier days are forgotten, what they read is not"),
    N_("no article of this outlet is in the ledger"),
    N_("this article has no other version of that id"),
    N_("no claim has this id, or an id that begins so"),
    N_("no article has this id, or an id that begins so"),
    N_("no statement has this id, or an id that begins so"),
    N_("no actor has this name or id, or one that begins so"),
    N_("a claim needs words: a sentence that can be true or false"),
    N_("a claim cannot be merged into itself; name two"),
    N_("name the statements that go to the new claim"),
    N_("an empty note says nothing"),
    N_("%(name)s is no date; write 2023, 2023-10 or 2023-10-17"),
    N_("is empty"),
    N_("holds no words"),
    N_("holds no articles"),
    N_("is no text: %(detail)s; convert it to text or HTML first"),
    N_("is no JSON: %(detail)s"),
    N_("connection failed: %(detail)s"),
    N_("host %(name)s was not found"),
    N_("the server answered %(detail)s"),
    N_("the answer is %(name)s, not a page, text or JSON"),
    N_("only http and https addresses with a host can be read"),
    N_("%(name)s is %(detail)s, this machine or a private network; allow_private permits it"),
    N_("the date cannot be read or does not exist; the article has none: %(detail)s"),
    N_("the address is not http or https; the article has none: %(detail)s"),
    N_("the language is not an ISO 639 code; it is told from the text: %(detail)s"),
)
PATTERNS = (*CLAIMS, *STANDINGS, *ORIGINS, *VOICES, *NOTICES, *REFUSALS)

# What stands in a field where there is no name.
NAMELESS = (
    N_("nobody that the articles name"),
    N_("a source without a name"),
    N_("a source"),
    N_("its source"),
    N_("the speaker"),
    N_("another"),
    N_("the other"),
)
AND = N_("and")
BETWEEN = (" · ", "; ")  # sentences that were put together


@dataclass(frozen=True, slots=True)
class Pattern:
    message: str
    shape: re.Pattern[str]


@cache
def patterns() -> tuple[Pattern, ...]:
    return tuple(Pattern(message, _shape(message)) for message in PATTERNS)


def _shape(message: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", message)
    made = [re.escape(part) if n % 2 == 0 else f"(?P<{part}>{FIELDS.get(part, ANYTHING)})" for n, part in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fragment:
    text: str
    known: bool


class Sentences:
    """Of one language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, text: str) -> str:
        """As HTML, safe for templates: what could not be translated is marked as English."""
        told = [Fragment(text, True)] if self._words.english or not text else self._told(text)
        return do_mark_safe("".join(escape(f.text) if f.known else f'<span lang="en">{escape(f.text)}</span>' for f in told))

    def _told(self, text: str) -> list[Fragment]:
        if whole := self._words.say(text) or self._whole(text):
            return [Fragment(whole, True)]
        for mark in (mark for mark in BETWEEN if mark in text):
            parts = [self._told(part) for part in text.split(mark)]
            if any(f.known for part in parts for f in part):
                return [f for n, part in enumerate(parts) for f in ([Fragment(mark, True)] if n else []) + part]
        return [Fragment(text, False)]

    def _whole(self, text: str) -> str:
        """The translation, "" where no pattern fits or the catalogue has none."""
        for pattern in patterns():
            if found := pattern.shape.fullmatch(text):
                said = self._words.say(pattern.message)
                return said % {name: self._field(name, value) for name, value in found.groupdict().items()} if said else ""
        return ""

    def _field(self, name: str, value: str) -> str:
        if name in ("n", "m"):
            return self._words.number(int(value.replace(",", "")))
        if name == "when":
            return self._words.day(value)
        if name.startswith("amounts"):
            return f" {self._words.say(AND) or AND} ".join(self._amount(part) for part in value.split(" and "))
        if name == "why":
            return self._whole(value) or value
        return ", ".join(self._nameless(part) for part in value.split(", ")) if name in ("who", "other", "where") else value

    def _nameless(self, name: str) -> str:
        return (self._words.say(name) if name in NAMELESS else "") or name

    def _amount(self, written: str) -> str:
        try:
            return self._words.decimal(written.replace(",", ""))
        except ValueError:
            return written
