"""Statements that stand inside what another one says, by rule: the network has seen few of them in training.

Two kinds. Somebody named in a content says or believes something himself: "Kirby said Washington is convinced that K". And what is denied
or doubted has an owner: "the Kremlin denied a U.S. claim that K". Only third persons with a name or an office count, as in the annotation:
"we believe" is the speaker again. The words are in inner_cues.txt, accusations.txt and owner_frames.txt of the pack.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bukti import lang as packs
from bukti.records import Article, Span, StatementType
from bukti.statements.near import Near
from bukti.statements.quoted import contains, kind
from bukti.statements.shape import FINAL, Shaped, trimmed
from bukti.statements.speaker_words import fold, words_of
from bukti.text.quotes import MARK_CHARACTERS, Quotation

INNER = 0.7  # share of the outer statement's confidence that one inside it gets; set by judgement, as FOLLOWS in reader.py
SURE = 0.5  # of the outer statement, below which nothing is looked for in it
LONGEST_OWNER = 9  # words
CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яёіїєґ][\w.’'&-]*"
SMALL = r"[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][\w’'-]*"
JOINERS = r"(?:of|the|and|for|to|de|dan|serta|и|und|der|des|für|di)"
NAME = rf"(?<![\w.]){CAPITAL}(?: (?:{JOINERS} ){{0,2}}{CAPITAL}){{0,6}}"
BEFORE = rf"(?:{SMALL} ){{0,3}}"  # "pemerintah Kestria"
OWNER = BEFORE + NAME
ROW = rf"{NAME}?(?:(?:, {CAPITAL}){{1,6}},? (?:and|dan|serta|и|und) {CAPITAL})??"  # "Велкары, Норвении и Линдара"; lazy, as a frame goes on
ADVERB = r"(?: (?:juga|telah|sudah|masih|pun|also|still|now|has|have|had|также|уже|nun|auch))?"
MARK = rf"[{re.escape(''.join(sorted(MARK_CHARACTERS)))}]"
JUDGEMENT = re.compile(rf",? {MARK}(?:(?!{MARK})[^.])+[.,]?{MARK}[.,]?$")
SENTENCE = re.compile(r"(?:[.!?…]+\s*|\n)")
END = re.compile(rf"[.!?…](?=\s|{MARK}|$)|\n")


class Found(NamedTuple):
    """An inner statement: its spans, and the outer one that it was found in."""

    speaker: Span
    cue: Span
    content: Span


def with_inner(kept: list[tuple[Shaped, float]], article: Article, marks: Sequence[Quotation]) -> list[tuple[Shaped, float]]:
    """The statements with those that stand inside them, in order of the text. What the network has found already stays as it is."""
    cues = Near((c for s, _ in kept for c in s.cue), Span._make)
    quoted = Near(marks, lambda q: q.span)
    out: list[tuple[Shaped, float]] = []
    seen: set[Span] = set()
    for s, p in kept:
        found = list(inner(s, article, quoted)) if p >= SURE else []
        for f in found:
            own = [c for c in cues.over(*f.cue) if c not in s.cue]
            if own or f.speaker in s.speaker or f.cue in seen:
                continue
            seen.add(f.cue)
            if f.content.end == s.content[-1].end and overlaps_cue(s, f):
                s = denial(s, f, article.text)
            around = [q for q in quoted.over(f.cue.start, f.content.end) if contains(Span(f.cue.start, f.content.end), q.span)]
            type_ = kind(article.text, (f.content,), around) if around else StatementType.INDIRECT
            out.append((Shaped(s.draft, (f.speaker,), (f.cue,), (f.content,), type_), INNER * p))
        out.append((s, p))
    return sorted(out, key=lambda k: (k[0].content[0].start, k[0].content[-1].end))


def overlaps_cue(s: Shaped, f: Found) -> bool:
    """The owned noun is the cue's, or stands right behind it."""
    return any(c.end >= f.cue.start - 1 and c.start < f.cue.end for c in s.cue)


def denial(s: Shaped, f: Found, text: str) -> Shaped:
    """ "menolak tuduhan": the noun is part of the cue, and what it is about is the content."""
    cue = (*s.cue[:-1], Span(s.cue[-1].start, max(s.cue[-1].end, f.cue.end)))
    if s.content[-1].start > f.content.start or "\n" in text[s.cue[-1].start : f.content.end]:
        return replace(s, cue=cue)
    return replace(s, cue=cue, content=(*s.content[:-1], f.content))


def inner(s: Shaped, article: Article, quoted: "Near[Quotation]") -> Iterator[Found]:
    text, lang = article.text, article.lang
    for span in s.content:
        yield from sayings(text, span, lang)
    start = min(span.start for span in (*s.cue, *s.content))
    yield from owned(text, Span(start, max(span.end for span in s.content)), lang, is_call(text, s, lang))


def sayings(text: str, span: Span, lang: str) -> Iterator[Found]:
    """ "AS yakin K" at the start of a sentence of the content."""
    expression = saying(lang)
    starts = [span.start, *(m.end() for m in SENTENCE.finditer(text, *span))] if expression else []
    for start in starts:
        match = expression.match(text, start, span.end) if expression else None
        if match and is_third_person(match["owner"], lang):
            content = clause(text, Span(match.end(), span.end))
            if content:
                yield Found(Span(*match.span("owner")), Span(*match.span("cue")), content)


def is_call(text: str, s: Shaped, lang: str) -> bool:
    """ "He called X's claim that K 'absurd'." """
    return any(text[slice(*c)].lower() in packs.load(lang).words("calls.txt") for c in s.cue)


def unjudged(text: str, span: Span, lang: str) -> Span:
    """What is called something, without the quoted words for it and the "as" before them."""
    judgement = JUDGEMENT.search(text, *span)
    words = text[span.start : judgement.start()].split() if judgement else []
    if not judgement or not words:
        return span
    joined = len(words[-1]) if fold(words[-1]) in words_of(lang).prepositions else 0
    return Span(span.start, judgement.start() - joined)


def owned(text: str, span: Span, lang: str, calls: bool = False) -> Iterator[Found]:
    """ "tuduhan Barat bahwa K". `calls`: the cue gives K a name, which stands behind it."""
    for expression in frames(lang):
        for match in expression.finditer(text, *span):
            told = Span(match.end(), span.end)
            content = clause(text, unjudged(text, told, lang) if calls else told)
            if content and is_third_person(match["owner"], lang):
                yield Found(Span(*match.span("owner")), Span(*match.span("cue")), content)
                return


def clause(text: str, span: Span) -> Span | None:
    """To the end of the sentence, without the marks of a quotation that goes on around it."""
    end = END.search(text, *span)
    return trimmed(text, Span(span.start, end.start() if end else span.end), FINAL + "".join(MARK_CHARACTERS))


def is_third_person(owner: str, lang: str) -> bool:
    """A name, with nothing before it but an office or a word like "the". "Nobody" is none."""
    words = words_of(lang)
    folded = [fold(w) for w in owner.split()]
    if len(folded) > LONGEST_OWNER or any(w in words.pronouns for w in folded) or folded[0] in packs.load(lang).words("negations.txt"):
        return False
    small = [f for f, w in zip(folded, owner.split(), strict=True) if w[0].islower()]
    return all(f in words.roles or f in words.titles or f in words.determiners or re.fullmatch(JOINERS, f) for f in small)


@cache
def saying(lang: str) -> re.Pattern[str] | None:
    """Owner, cue, and the conjunction, if there is one."""
    cues = packs.load(lang).words("inner_cues.txt")
    if not cues:
        return None
    verbs = "|".join(re.escape(c) for c in sorted(cues, key=len, reverse=True))
    conjunctions = "|".join(map(re.escape, packs.load(lang).words("conjunctions.txt"))) or "dass"
    return re.compile(rf"{MARK}?(?P<owner>{OWNER}){ADVERB} {MARK}?(?P<cue>{verbs})(?:,? (?:{conjunctions})\b|,)? (?=\S)")


@cache
def frames(lang: str) -> tuple[re.Pattern[str], ...]:
    pack = packs.load(lang)
    nouns = "|".join(map(re.escape, pack.words("accusations.txt")))
    noun = rf"\b(?P<cue>{nouns})"
    # A small word before the owner is the owner's ("pemerintah Kestria") only where the noun has come before it.
    return tuple(
        re.compile(
            frame.replace("{noun}", noun).replace("{owner}", f"(?P<owner>{NAME if frame.startswith('{owner}') else BEFORE + ROW})") + r"\s"
        )
        for frame in pack.words("owner_frames.txt")
    )
