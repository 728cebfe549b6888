"""What an article calls a speaker, before anybody knows who that is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bukti.actors.people import given_names
from bukti.actors.phrases import Phrase, phrase
from bukti.actors.senses import fold, lexicon
from bukti.actors.spelling import bare
from bukti.lang import load
from bukti.records import Article, Statement

BETWEEN = ";"  # the reader joins several speakers of one statement with it
LONGEST_NAME = 5  # words
UNNAMED = "unnamed"  # what the reader says of a source that the text leaves out


@dataclass(frozen=True, slots=True)
class Call:
    """One speaker of one statement."""

    statement: str
    article: Article
    text: str
    at: int  # where in the article the speaker, or what he says, stands
    span: str = ""  # the speaker's words at this place

    @property
    def lang(self) -> str:
        return self.article.lang

    @property
    def phrase(self) -> Phrase:
        return phrase(self.text, self.lang)


def calls(article: Article, statement: Statement) -> tuple[Call, ...]:
    """The speakers of a statement, one each; () where nothing says who speaks."""
    span = " ".join(article.text[a:b] for a, b in statement.speaker)
    places = statement.speaker or statement.cue or statement.content
    at = places[0].start if places else 0
    texts = [part.strip() for part in (statement.actor or span).split(BETWEEN) if part.strip()]
    if len(texts) == 1:
        texts = members(texts[0], article.lang)
    texts = [_without_state(text, span, article.lang) for text in texts]
    return tuple(Call(statement.id, article, text, at, span) for text in dict.fromkeys(texts))


def _without_state(text: str, span: str, lang: str) -> str:
    """A name whose first word belongs to the office before it: "Menteri Pertahanan Korsel Shin Won-sik"."""
    units = list(lexicon(lang).units(text)) if text != span else []
    if len(units) < 3 or not any(s.sort == "nation" for s in units[0].senses) or any(u.senses or not u.capital for u in units[1:]):
        return text
    return text[units[1].start :] if phrase(span, lang).offices else text


@cache
def _joints(lang: str) -> re.Pattern[str]:
    joiners = sorted(load(lang).words("joiners.txt"), key=len, reverse=True)
    either = "|".join(rf"\s+{re.escape(j)}\s+" for j in joiners)
    return re.compile(rf"\s*,\s*(?:(?:{'|'.join(map(re.escape, joiners))})\s+)?|{either}" if joiners else r"\s*,\s*", re.IGNORECASE)


@cache
def members(text: str, lang: str) -> list[str]:
    """ "AS, Inggris, Jepang dan Korea Selatan" is four; "Badan Cuaca, Iklim, dan Laut" is one."""
    parts = [part for part in _joints(lang).split(text) if part]
    whole = all(_stands_alone(phrase(part, lang)) for part in parts)
    return parts if len(parts) > 1 and whole else [text]


def _stands_alone(p: Phrase) -> bool:
    """A state, or a body with a state or a name of its own."""
    if p.unknown or p.proper or p.topics and not p.bodies:
        return False
    return bool(p.owner or p.groups or p.bodies)


def is_name(text: str, lang: str) -> bool:
    """Whether a text is a name and no description: words that no list has, or a first name and others in capitals."""
    p = phrase(text, lang)
    if p.plain_name and not p.unknown:
        return True
    words = text.split()
    if not 1 < len(words) <= LONGEST_NAME or not words[0][:1].isupper() or not words[-1][:1].isupper():
        return False
    return bare(words[0]) in given_names() and bool(p.proper) and not p.owner and not p.unknown


@cache
def agencies(lang: str) -> dict[str, str]:
    """Agencies and outlets as a text of this language writes them, and their English names."""
    rows = [*load("en").table("agencies.tsv"), *load(lang).table("agencies.tsv")]
    return {fold(row["form"]): row["name"] for row in rows}


@cache
def _papers(lang: str) -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in load(lang).table("roles.tsv") if row["kind"] == "paper")


def is_paper(text: str, lang: str) -> bool:
    """Whether a text is a law, a study, an image: a source, and nobody without a name."""
    words = [fold(w) for w in text.split()]
    return any(w in _papers(lang) for w in words) or any(" ".join(pair) in _papers(lang) for pair in zip(words, words[1:], strict=False))


@cache
def pronouns(lang: str) -> frozenset[str]:
    """Those that only persons are called by: "he", "dia", "она"."""
    return frozenset(
        fold(row["word"]) for row in load(lang).table("pronouns.tsv") if row["kind"] in ("third", "enclitic") and row["number"] != "p"
    )


def office_in(text: str, name: str, lang: str) -> Phrase | None:
    """The office that a text names beside a name, or instead of it: "juru bicara Kremlin" of "juru bicara Kremlin Dmitry Peskov"."""
    p = phrase(words_beside(text, name, lang), lang)
    return p if p.offices or p.people else None


def words_beside(text: str, name: str, lang: str) -> str:
    """The words of a text that are not the name, in whatever case it stands."""
    stem = lexicon(lang).stem
    names = {bare(stem(fold(w))) for w in name.split()} | {bare(w) for w in name.split()}
    kept = [w for w in text.split() if not {bare(w.strip(",")), bare(stem(fold(w.strip(","))))} & names]
    return " ".join(kept).strip(" ,")


def beside(article: Article, name: str) -> Iterator[tuple[int, str]]:
    """The words around a name in the text, a few times: where offices stand."""
    text, first = article.text, name.split()[0]
    surname = lexicon(article.lang).stem(fold(name.split()[-1]))[:12]
    at, seen = text.find(first), 0
    while at >= 0 and seen < 4:
        end = text.find("\n", at, at + 60)
        window = fold(text[at : end if end > 0 else at + 60])
        if surname in window[: len(name) + 4]:
            yield at, _before(text, at)
            yield at, _after(text, at + len(name))
            seen += 1
        at = text.find(first, at + 1)


CLAUSE = re.compile(r"[.!?;:\n\"“”„«»()]")


def _before(text: str, at: int) -> str:
    return CLAUSE.split(text[max(0, at - 90) : at])[-1]


def _after(text: str, at: int) -> str:
    rest = text[at : at + 100]
    return CLAUSE.split(re.split(r",", rest[1:].lstrip())[0])[0] if rest.startswith(",") else ""


def trailing_office(before: str, lang: str) -> str:
    """The office that ends right before a name: "(Kremlin denied,) kata juru bicara Kremlin"."""
    units = list(lexicon(lang).units(before))
    first = len(units)
    while first > 0:
        unit = units[first - 1]
        linked = not unit.senses and (unit.capital or fold(unit.text) in ("the", "of", "for", "untuk", "di", "der", "des", "in"))
        if not unit.senses and not linked:
            break
        if "," in before[unit.end : units[first].start if first < len(units) else unit.end]:
            break
        first -= 1
    while first < len(units) and not units[first].senses:
        first += 1
    return before[units[first].start :].strip(" ,") if first < len(units) else ""
