"""The spans of speakers, moved to where a reader would end them: the network stops in the middle of a phrase, or takes in who was told."""

import re
from collections.abc import Sequence

from bukti import lang as packs
from bukti.records import Span, Spans
from bukti.statements.quoted import overlap
from bukti.statements.relay_words import relay_words
from bukti.statements.speaker_words import fold, words_of

ADDRESSEE = 80  # characters that naming one may take
POSTPOSED = frozenset({"id", "ms"})
DOCUMENT = re.compile(r"(?:\b(?P<first>\w+) )?\b(?P<noun>\w+) yang di\w+(?: oleh)? $")
WORDS = re.compile(r"[^\s,]+")
NUMBER = re.compile(r"[(]?[\d./-]+[).]?")
NEXT_WORDS = re.compile(r"(?: \w+){1,3}")
BREAKS = re.compile(r"[.,:;–—\"”“»«]\s|\n")  # a phrase does not go on over it
BRACKETS = (("«", "»"), ("»", "«"), ("„", "“"), ("“", "”"), ("(", ")"))
LONGEST_HEAD = 6  # words before a name that its preposition joins to it: "Customs records reviewed by"; set by judgement


def mended(text: str, speaker: Spans, cue: Spans, content: Sequence[Span], lang: str) -> Spans:
    """The spans of a speaker; none for somebody who was only told."""
    out: list[Span] = []
    for s in speaker:
        taken = [*cue, *content, *(other for other in speaker if other != s)]
        s = without_stub(text, without_told(text, whole_phrase(text, s, taken, lang), lang), lang)
        s = with_head(text, closed(text, s), cue, taken, lang)
        if not addressed(text, s, lang):
            out.append(with_document(text, without_date(text, s, lang), lang))
    return tuple(sorted(out))


def whole_phrase(text: str, speaker: Span, taken: Sequence[Span], lang: str) -> Span:
    """A preposition alone is the beginning of a paper or a body: "говорится в | совместном заявлении"."""
    if fold(text[slice(*speaker)]) not in words_of(lang).prepositions:
        return speaker
    stop = min((t.start for t in taken if t.start >= speaker.end), default=len(text))
    phrase = NEXT_WORDS.match(text, speaker.end, stop)
    for word in WORDS.finditer(text, *phrase.span()) if phrase else ():
        role = words_of(lang).roles.get(fold(word[0]))
        if role and role.kind in ("paper", "body"):
            return Span(speaker.start, word.end())
    return speaker


def without_told(text: str, speaker: Span, lang: str) -> Span:
    """ "она | изданию Harbour Examiner", "Orr | kepada Kabar Lintas", "журналистам | президент": who is told is no part of who tells."""
    told = packs.load(lang).words("told.txt") + packs.load(lang).words("addressees.txt")
    words = list(WORDS.finditer(text, *speaker)) if told else []
    at = next((i for i, word in enumerate(words) if fold(word[0]) in told), -1)
    if at < 0 or len(words) < 2:
        return speaker
    if at == 0:  # after "изданию" comes its name, after "журналистам" whoever told them
        return speaker if fold(words[0][0]) in relay_words(lang).outlet_words else Span(words[1].start(), speaker.end)
    before = fold(words[at - 1][0])
    if before in words_of(lang).prepositions:
        return speaker
    if before in words_of(lang).determiners:
        at -= 1
        if not ends_with_name([word[0] for word in words[:at]], lang):
            return speaker
    return Span(speaker.start, words[at - 1].end())


def ends_with_name(words: Sequence[str], lang: str) -> bool:
    """A pronoun, or two words with capitals: "Petra Wendlin der Agentur" has told it, "ein Sprecher der Agentur" is its own."""
    named = len(words) > 1 and all(word[0].isupper() for word in words[-2:])
    return bool(words) and (named or fold(words[-1]) in words_of(lang).pronouns)


def without_stub(text: str, speaker: Span, lang: str) -> Span:
    """ "Darunia, | which has": a clause or a place that has only begun."""
    spoken = text[slice(*speaker)]
    for words in sorted(packs.load(lang).words("stubs.txt"), key=len, reverse=True):
        before = spoken[: -len(words)].rstrip(" ,")
        if spoken[-len(words) :].lower() == words and spoken[-len(words) - 1 : -len(words)] == " " and before:
            return Span(speaker.start, speaker.start + len(before))
    return speaker


def closed(text: str, span: Span) -> Span:
    """ "Telegram-канал «Кран и якорь | »": with the mark that closes what it opens."""
    inside, after = text[slice(*span)], text[span.end : span.end + 1]
    opened = any(inside.count(opens) > inside.count(closes) and after == closes for opens, closes in BRACKETS)
    return Span(span.start, span.end + 1) if opened else span


def with_head(text: str, speaker: Span, cue: Spans, taken: Sequence[Span], lang: str) -> Span:
    """ "Die Opposition in | Velmar", "Customs records reviewed by | the Examiner": what stands before the preposition is who speaks."""
    if not cue or not 0 <= cue[0].start - speaker.end <= 2:
        return speaker
    window = text[max(0, speaker.start - ADDRESSEE) : speaker.start]
    before = BREAKS.split(window)[-1].lstrip()
    words = before.split()
    joins = words_of(lang).locatives.union(packs.load(lang).words("belonging.txt"))
    if not 1 < len(words) <= LONGEST_HEAD or fold(words[-1]) not in joins or fold(words[0]) in words_of(lang).prepositions:
        return speaker
    longer = Span(speaker.start - len(before), speaker.end)
    whole = before != window or speaker.start <= ADDRESSEE  # else its beginning is out of sight
    return longer if whole and before[0].isalnum() and not any(overlap(longer, t) for t in taken) else speaker


def addressed(text: str, speaker: Span, lang: str) -> bool:
    """ "jelasnya kepada | Kabar Lintas": who is told is not who tells."""
    before = text[max(0, speaker.start - ADDRESSEE) : speaker.start].split()
    return bool(before) and fold(before[-1]) in packs.load(lang).words("addressees.txt")


def without_date(text: str, speaker: Span, lang: str) -> Span:
    """ "Kedutaan Besar Kestria | pada 16 Mei": when it was said is no part of who said it."""
    calendar = {fold(w) for w in packs.load(lang).words("calendar.txt")}
    words = list(WORDS.finditer(text, *speaker))
    last = len(words)
    while last > 1 and (fold(words[last - 1][0]) in calendar or NUMBER.fullmatch(words[last - 1][0])):
        last -= 1
    if not any(fold(w[0]) in calendar for w in words[last:]):
        last = len(words)
    while last > 1 and fold(words[last - 1][0]) in words_of(lang).prepositions | {"hari"}:
        last -= 1
    return Span(speaker.start, words[last - 1].end()) if last < len(words) else speaker


def with_document(text: str, speaker: Span, lang: str) -> Span:
    """ "pernyataan yang dikeluarkan | pemerintah Kestria": the clause is all that tells which statement, so it is in the span."""
    before = DOCUMENT.search(text, max(0, speaker.start - ADDRESSEE), speaker.start) if lang in POSTPOSED else None
    for group in ("noun", "first"):
        role = words_of(lang).roles.get(fold(before[group] or "")) if before else None
        if before and role and role.kind == "paper":
            return Span(before.start(group), speaker.end)
    return speaker
