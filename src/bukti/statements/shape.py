"""Draft statements to spans of the text, as a reader would mark them.

The network is nearly right about where a span begins and ends; quotation marks, words and site furniture are exactly right. So spans are
moved to the edges of words, a content that covers most of a quotation takes the whole of it, and furniture is cut out.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bukti import lang as packs
from bukti.network import Pieces
from bukti.records import Span, Spans, StatementType
from bukti.statements.drafts import Draft, Ranges
from bukti.statements.quoted import around_the_reporter, follow_ons, kind, outside, overlap, quoted_parts, whole_quotations
from bukti.statements.speaker_spans import ADDRESSEE, POSTPOSED, WORDS, mended
from bukti.statements.speaker_words import fold, words_of
from bukti.text.quotes import MARK_CHARACTERS, Quotation

LETTER = re.compile(r"\w")
EDGE = " \t\n\r\xa0,;:–—-"  # never the first or last character of a span
FINAL = EDGE + "."
# German goes on reporting in the subjunctive with no cue, and its corpus gives such statements the speaker span of the one before.
CARRIED_ON = frozenset({"de"})
# The same corpus counts a quoted part of an indirect statement as one of its own, nested: in 156 of 182 places of its train set.
QUOTED_PARTS = frozenset({"de"})
SURE = 0.5  # of the anchor whose speaker is carried on
SILENT = 0.9  # chance of no speaker where a rule says that there is none
NEXT_WORD = re.compile(r" (\w+)\b")
LONGEST_GAP = 12  # characters between two parts of an indirect content that the network left out by mistake
# The same in German, whose verbs stand at the end of what they frame; tried 12, 30, 60, 120 on its dev set: 0.583, 0.586, 0.589, 0.586.
LONGEST_FRAME = 60


@dataclass(frozen=True, slots=True)
class Shaped:
    draft: Draft
    speaker: Spans
    cue: Spans
    content: Spans
    type: StatementType
    subjunctive: bool = False  # a verb of the content says that it is reported; German only


def shape(draft: Draft, pieces: Pieces, quotations: Sequence[Quotation], furniture: Spans, lang: str) -> Iterator[Shaped]:
    """The statement, and the ones that carry its speaker on; none where nothing but furniture or marks is left of the content."""
    text = pieces.text
    cue = clear(text, characters(draft.cue, pieces), furniture, EDGE)
    speaker = clear(text, characters(draft.speaker, pieces), [*cue, *furniture], FINAL)
    told = characters(draft.content, pieces)
    speaker = mended(text, speaker, cue, told, lang)
    cue = clear(text, cue, speaker, EDGE) if lang in POSTPOSED else cue
    cue, speaker = with_tail(text, cue, speaker, lang)
    holes = [*cue, *speaker, *furniture]
    parts = around_the_reporter(
        text,
        filled(text, told, holes, LONGEST_FRAME if lang in CARRIED_ON else LONGEST_GAP),
        [*cue, *speaker],
        quotations,
    )
    content = whole_quotations(parts, cue, quotations, text)
    content_spans = clear(text, without_conjunction(text, content, cue, lang), [*cue, *furniture], FINAL)
    if not content_spans:
        return
    content_spans = tuple(back_reference(text, with_determiner(text, s, lang), lang) for s in content_spans)
    if (
        lang not in CARRIED_ON
    ):  # "Warga diminta ...": who is asked is no speaker; German has speakers inside ("Die Medien sprechen von ...")
        speaker = tuple(s for s in speaker if not any(c.start <= s.start and s.end <= c.end for c in content_spans))
    if speaker and (points_back(text, cue, lang) or passive(text, cue, speaker[0], lang)):
        speaker, draft = (), replace(draft, p_speaker=0.0, p_silent=max(draft.p_silent, SILENT))
    speaker = speaker or points_back(text, cue, lang) or enclitic(text, cue, lang)
    if not speaker and len(cue) == 1 and text[slice(*cue[0])].lower() in packs.load(lang).words("uncounted.txt"):
        return
    content_spans = tuple(without_bracket(text, s) for s in content_spans)
    own, others = follow_ons(content_spans, cue, quotations, text)
    yield Shaped(draft, speaker, cue, own, kind(text, own, quotations), is_subjunctive(text, own, lang))
    if lang in QUOTED_PARTS:
        yield from (Shaped(draft, speaker, cue, (part,), StatementType.DIRECT) for part in quoted_parts(text, own, quotations))
    for spans in others:
        yield Shaped(draft, (), (), spans, kind(text, spans, quotations))


def characters(ranges: Ranges, pieces: Pieces) -> list[Span]:
    out: list[Span] = []
    for a, b in ranges:
        span = whole_words(pieces.text, int(pieces.starts[a]), int(pieces.ends[b - 1]))
        if out and span.start < out[-1].end:  # two in one word
            span = Span(out.pop().start, span.end)
        out.append(span)
    return out


def whole_words(text: str, start: int, end: int) -> Span:
    while start > 0 and in_word(text[start]) and in_word(text[start - 1]):
        start -= 1
    while end < len(text) and in_word(text[end - 1]) and in_word(text[end]):
        end += 1
    return Span(start, end)


def in_word(char: str) -> bool:
    """A letter, a digit, or the accent of one that is a character of its own."""
    return char.isalnum() or unicodedata.combining(char) != 0


def clear(text: str, spans: Sequence[Span], holes: Sequence[Span], edge: str) -> Spans:
    """Spans without what stands in the holes, trimmed, and with a letter or digit each."""
    for hole in holes:
        spans = [part for s in spans for part in outside(s, hole)]
    return tuple(t for s in spans if (t := trimmed(text, s, edge)) and LETTER.search(text, *t))


def trimmed(text: str, span: Span, edge: str) -> Span | None:
    start, end = span
    while start < end and (text[start] in edge or text[start].isspace()):
        start += 1
    # A full stop ends a sentence, but in "U.S." or "a.m." it ends a word.
    while end > start and (text[end - 1] in edge or text[end - 1].isspace()) and not abbreviated(text, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def abbreviated(text: str, start: int, end: int) -> bool:
    return text[end - 1] == "." and end - start >= 4 and text[end - 3] == "." and text[end - 2].isalpha()


def filled(text: str, spans: Sequence[Span], holes: Sequence[Span], longest: int) -> Spans:
    """Joined across a few words that no other role claims."""
    out: list[Span] = []
    for s in sorted(spans):
        gap = Span(out[-1].end, s.start) if out else None
        if gap and gap.end - gap.start <= longest and "\n" not in text[slice(*gap)] and not any(overlap(gap, h) for h in holes):
            out[-1] = Span(out[-1].start, s.end)
        else:
            out.append(s)
    return tuple(out)


def with_tail(text: str, cue: Spans, speaker: Spans, lang: str) -> tuple[Spans, Spans]:
    """ "According" + "to the port": the preposition is the cue's."""
    words = packs.load(lang).words("cue_tails.txt")
    if len(speaker) != 1 or not words:
        return cue, speaker
    first = text[slice(*speaker[0])].split(None, 1)
    before = next((i for i, c in enumerate(cue) if c.end + 1 == speaker[0].start), -1)
    if before < 0 or len(first) < 2 or first[0].lower() not in words:
        return cue, speaker
    end = speaker[0].start + len(first[0])
    longer = (*cue[:before], Span(cue[before].start, end), *cue[before + 1 :])
    return longer, (Span(text.index(first[1], end), speaker[0].end),)


def back_reference(text: str, span: Span, lang: str) -> Span:
    """ "The port is shut. That was said by the mayor": the content is "That", not what it points back to."""
    for words in packs.load(lang).words("back_references.txt"):
        start = span.end - len(words)
        if words.startswith(text[slice(*span)]) and text.startswith(words, span.start):
            return Span(span.start, span.start + len(words))
        if start > span.start and text[start : span.end] == words and text[span.start : start].rstrip().endswith((".", "!", "?")):
            return Span(start, span.end)
    return span


def with_determiner(text: str, span: Span, lang: str) -> Span:
    """ "Hal" + "tersebut": Indonesian and Malay set them behind."""
    following = NEXT_WORD.match(text, span.end) if lang in POSTPOSED else None
    return Span(span.start, following.end()) if following and following[1] in packs.load(lang).words("determiners.txt") else span


def without_conjunction(text: str, spans: Sequence[Span], cue: Spans, lang: str) -> list[Span]:
    """Without the "bahwa", "that", "что" that joins a content to its cue; German keeps its "dass", as its corpus does."""
    words = packs.load(lang).words("conjunctions.txt")
    out = []
    for s in spans:
        s = without_addressee(text, s, cue, words, lang)
        first = text[s.start : s.end].split(None, 1)
        if len(first) == 2 and first[0].lower() in words and any(c.start < s.start for c in cue):
            s = Span(text.index(first[1], s.start + len(first[0])), s.end)
        out.append(s)
    return out


def without_addressee(text: str, span: Span, cue: Spans, conjunctions: Sequence[str], lang: str) -> Span:
    """ "mengatakan kepada Kabar Lintas bahwa ...": who is told is no content."""
    told = packs.load(lang).words("addressees.txt")
    between = text[max((c.end for c in cue if c.end <= span.start), default=span.start) : span.start].strip().lower()
    opening = text[span.start : span.start + ADDRESSEE].lower()
    if between not in told and not opening.startswith(tuple(f"{w} " for w in told)):
        return span
    found = [at for w in conjunctions if (at := opening.find(f" {w} ")) > 0]
    return Span(span.start + min(found) + 1, span.end) if found else span


def without_bracket(text: str, span: Span) -> Span:
    """ "the launch on Monday | (21 July": a bracket that does not close is no end of a content, unless a quotation ends in it."""
    inside = text[slice(*span)]
    at = inside.rfind("(")
    if at < 0 or any(char in MARK_CHARACTERS or char == ")" for char in inside[at:]):
        return span
    shorter = trimmed(text, Span(span.start, span.start + at), FINAL)
    return shorter if shorter and LETTER.search(text, *shorter) else span


def enclitic(text: str, cue: Spans, lang: str) -> Spans:
    """The speaker inside the cue: "ujarnya"."""
    suffixes = packs.load(lang).words("enclitics.txt")
    exceptions = packs.load(lang).words("enclitic_exceptions.txt")
    for s in cue:
        if text[s.start : s.end].lower().split()[-1] in exceptions:
            continue
        for suffix in suffixes:
            if text[s.start : s.end].lower().endswith(suffix) and s.end - s.start > len(suffix) + 2:
                return (Span(s.end - len(suffix), s.end),)
    return ()


def points_back(text: str, cue: Spans, lang: str) -> Spans:
    """ "Demnach": the word that says that it is told says by whom, too."""
    readings = words_of(lang).pronouns.get(fold(text[slice(*cue[0])]), ()) if len(cue) == 1 else ()
    return cue if readings and readings[0].kind == "same" else ()


def passive(text: str, cue: Spans, speaker: Span, lang: str) -> bool:
    """ "Ihm wird vorgeworfen, ...": the cue is a passive, and no "von" before the words that were taken for the speaker."""
    agents = packs.load(lang).words("agents.txt")
    if not agents or not any(fold(w) in words_of(lang).agentless for c in cue for w in text[slice(*c)].split()):
        return False
    before = text[max(0, speaker.start - ADDRESSEE) : speaker.start].split()
    return not before or fold(before[-1]) not in agents


def is_subjunctive(text: str, content: Spans, lang: str) -> bool:
    verbs = packs.load(lang).words("subjunctive.txt")
    return bool(verbs) and any(word[0].lower() in verbs for s in content for word in WORDS.finditer(text, *s))


def carried_on(shaped: Sequence[Shaped]) -> list[Shaped]:
    """In order of the text; a statement with neither cue nor speaker takes the speaker of the one before it."""
    out: list[Shaped] = []
    last: Spans = ()
    for s in sorted(shaped, key=lambda s: s.content[0]):
        if s.speaker and s.draft.p_anchor >= SURE:
            last = s.speaker
        out.append(replace(s, speaker=last) if not s.speaker and not s.cue else s)
    return out
