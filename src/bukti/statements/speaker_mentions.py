"""Where an article names somebody: every name in its running text with the office beside it, and what its words show about names."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from bukti.records import Span
from bukti.statements.speaker_marks import HEAD_LAST, POSSESSIVES, Evidence, Mark, Token, is_acronym, label, plain_name
from bukti.statements.speaker_names import Reference, candidates, full_name, name_gender
from bukti.statements.speaker_words import Words, fold

OFFICE_REACH = 10  # words before a name in which its office may begin
APPOSITION_REACH = 10  # words after "X, " in which it may
NAME_IN_TEXT = 0.5  # weight of a run in running text; lower than for a speaker, where the whole span is about one source
TITLE_CASE = 0.9  # share of long words with a capital from which on a sentence is a headline


class Mention(NamedTuple):
    """A source named in running text."""

    start: int
    end: int
    reference: Reference
    subject: bool  # the first name of its sentence
    oblique: bool = False  # after a preposition: "pressed by Sava, he"


def gather_evidence(tokens: Sequence[Token], speakers: Iterable[str], words: Words) -> Evidence:
    """What the article's words show about where names begin. `speakers` are the words of the speaker spans."""
    pairs: Counter[tuple[str, str]] = Counter()
    places: set[str] = set()
    for before, token in zip(tokens, tokens[1:], strict=False):
        if not token.capital or token.breaks:
            continue
        if before.folded in words.locatives:
            places.add(token.text)
        elif before.capital:
            pairs[before.text, token.text] += 1
    alone = {plain_name(phrase) for phrase in speakers if len(phrase) < 40}
    shapes = {token.text for token in tokens}
    # "PENCE:" speaks in a transcript, and the article has Pence as well; "KPR" is a body.
    known = {w for w in alone if w[:1].isupper() and w.isalpha() and not _is_word(w, words) and (not is_acronym(w) or w.title() in shapes)}
    lone, states = _lone_words(tokens, words)
    firsts = Counter(before for before, _ in pairs)
    leads = frozenset(word for word, followers in firsts.items() if followers > 1)
    return Evidence(pairs, frozenset(places), frozenset(known), lone, leads, states)


def _lone_words(tokens: Sequence[Token], words: Words) -> tuple[frozenset[str], frozenset[str]]:
    """Capitalised words without another one beside them, and those of them that a body, or somebody unnamed, belongs to; as keys."""
    lone: set[str] = set()
    states: set[str] = set()
    shapes = {token.text for token in tokens}
    for i, token in enumerate(tokens):
        ends = i + 1 == len(tokens) or not tokens[i + 1].capital or tokens[i + 1].breaks
        if not token.capital or token.acronym or not ends:
            continue
        opens = not i or token.breaks
        key = words.key(plain_name(token.text))
        if opens or not tokens[i - 1].capital:
            lone.add(key)
        role = None if opens else words.roles.get(tokens[i - 1].folded)
        if role and (role.kind in ("body", "people") or (role.kind == "person" and _has_owner(tokens, i, shapes, words))):
            states.add(key)
    return frozenset(lone), frozenset(states)


def _has_owner(tokens: Sequence[Token], i: int, shapes: Container[str], words: Words) -> bool:
    """Whether the name after an office is the state that the office is of: "seorang pejabat Kestria"; "президент Велкары", where the
    article has "Велкара" too."""
    name = tokens[i].text
    genitive = any(name.endswith(ending) and name.removesuffix(ending) + nominative in shapes for ending, nominative in words.genitives)
    return genitive or (i > 1 and tokens[i - 2].folded in words.anonymous)


def _is_word(word: str, words: Words) -> bool:
    folded = fold(word)
    return (
        folded in words.roles
        or folded in words.stop
        or folded in words.places
        or folded in words.pronouns
        or folded in words.titles
        or folded in words.numbers
    )


def find_mentions(text: str, tokens: Sequence[Token], sentences: Sequence[Span], words: Words, evidence: Evidence) -> Iterator[Mention]:
    """The names in running text, in its order. A headline in title case adds none: every word looks like a name there."""
    lower = {token.text for token in tokens if not token.capital}
    for sentence in _by_sentence(tokens, sentences):
        if not any(t.capital for t in sentence):
            continue
        marks = label(sentence, words, evidence)
        if words.code != "de" and _headline(sentence):
            yield from _known_words(sentence, marks)
            continue
        for i, token in enumerate(sentence):
            # A word is no name for opening a sentence or a quotation, if the article has it in lower case as well.
            opens = marks[i].sign == "N" and (i == 0 or token.breaks) and token.text not in evidence.alone
            if opens and token.text.lower() in lower and token.folded not in words.given:
                marks[i] = Mark("L")
        found = (*_names(text, sentence, marks, words, evidence), *_offices(sentence, marks), *_bodies(text, sentence, marks, words))
        yield from sorted(found, key=lambda mention: mention.start)


def _known_words(sentence: Sequence[Token], marks: Sequence[Mark]) -> Iterator[Mention]:
    """The words of a headline one by one: "Sava Denies Plan" names Sava, if the article does."""
    for token, mark in zip(sentence, marks, strict=True):
        if mark.sign == "N":
            word = plain_name(token.text)
            yield Mention(token.start, token.end, Reference(word, "bare", (word,), word), subject=token is sentence[0])


def _by_sentence(tokens: Sequence[Token], sentences: Sequence[Span]) -> Iterator[Sequence[Token]]:
    starts = [span.start for span in sentences]
    first = 0
    while first < len(tokens):
        here = bisect_right(starts, tokens[first].start)
        border = starts[here] if here < len(starts) else None
        last = first + 1
        while last < len(tokens) and (border is None or tokens[last].start < border):
            last += 1
        yield tokens[first:last]
        first = last


def _headline(sentence: Sequence[Token]) -> bool:
    long = [token for token in sentence if len(token.text) > 3 and token.text[0].isalpha()]
    return len(long) > 3 and sum(token.capital for token in long) > TITLE_CASE * len(long)


def _offices(sentence: Sequence[Token], marks: Sequence[Mark]) -> Iterator[Mention]:
    """ "The president", "presiden itu": an office by itself that was named before; "a spokeswoman": one that will not be."""
    for i, mark in enumerate(marks):
        if mark.sign != "R" or mark.role is None or (i and marks[i - 1].sign == "R"):
            continue
        before = marks[i - 1].sign if i else ""
        after = marks[i + 1].sign if i + 1 < len(marks) else ""
        known = (before == "D" and after not in ("N", "C", "O", "R", "P", "A")) or (after == "D" and before not in ("N", "O"))
        if known or (before in ("?", "1") and after != "N"):
            first = i if known else i - 1
            words, keys = " ".join(token.text for token in sentence[first : i + 1]), frozenset({mark.role.key})
            reference = Reference(words, "person", keys=keys, gender=mark.gender, definite=known, unnamed=not known, head=mark.role.key)
            yield Mention(sentence[i].start, sentence[i].end, reference, subject=all(m.sign not in "NC" for m in marks[:first]))


def _bodies(text: str, sentence: Sequence[Token], marks: Sequence[Mark], words: Words) -> Iterator[Mention]:
    """Institutions with a name: "kementerian luar negeri Kestria", "the Foreign Ministry", "МИД"."""
    first_leads = words.code not in HEAD_LAST
    i = 0
    while i < len(sentence):
        if marks[i].sign not in "OASPN":
            i += 1
            continue
        end = i
        while end < len(sentence) and _in_body(sentence, marks, i, end, first_leads):
            end += 1
        heads = [mark.role.key for mark in marks[i:end] if mark.sign == "O" and mark.role]
        named = any(token.capital for token in sentence[i:end]) and (end > i + 1 or sentence[i].text.isupper())
        alone = end == i + 1 and marks[i].sign == "A" and sentence[i].text.isupper() and sentence[i].text.isalpha()
        if (heads and named) or alone:
            phrase = text[sentence[i].start : sentence[end - 1].end]
            head = heads[0 if first_leads else -1] if heads else ""
            yield Mention(sentence[i].start, sentence[end - 1].end, Reference(phrase, "body", definite=True, head=head), subject=False)
        i = max(end, i + 1)


def _in_body(sentence: Sequence[Token], marks: Sequence[Mark], first: int, i: int, first_leads: bool) -> bool:
    if i > first and sentence[i].breaks:
        return False
    if first_leads:
        return marks[i].sign in ("OA" if i == first else "OASP") or (i > first and marks[i].sign == "N" and marks[i - 1].sign == "O")
    return marks[i].sign in "OASPN" and sentence[i].capital


def _names(text: str, sentence: Sequence[Token], marks: Sequence[Mark], words: Words, evidence: Evidence) -> Iterator[Mention]:
    subject = True
    for candidate in candidates(sentence, marks, words, evidence):
        start, end = candidate.start, candidate.end
        run, reach = sentence[start:end], _office_start(sentence, marks, start, end, words)
        known = any(token.text in evidence.alone or token.folded in words.given for token in run)
        offices = [mark for mark in marks[reach:start] if mark.sign in "RE"]
        if len(run) > 1 or known:
            offices += _offices_after(sentence, marks, end)
        title = marks[start - 1] if start and marks[start - 1].sign == "T" and not run[0].breaks else None
        person = bool(offices) or title is not None or any(token.folded in words.given for token in run)
        # In German every noun has a capital: two of them in a row are no name yet.
        if candidate.weight + bool(offices) < NAME_IN_TEXT or (words.code == "de" and not person and not known):
            continue
        name = tuple(plain_name(token.text) for token in run)
        held = (mark.gender for mark in (*offices, title) if mark)
        gender = next((g for g in held if g), None) or name_gender(name, words)
        beside = (t.folded for t, m in zip(sentence[reach:start], marks[reach:start], strict=True) if m.sign not in "TCRD")
        keys, full = frozenset(mark.role.key for mark in (*offices, title) if mark and mark.role), full_name(text, run)
        reference = Reference(" ".join(name), "person" if person else "bare", name, full, keys, gender, office=frozenset(beside))
        yield Mention(run[0].start, run[-1].end, reference, subject and not candidate.belongs, candidate.belongs)
        subject = False


def _office_start(sentence: Sequence[Token], marks: Sequence[Mark], start: int, end: int, words: Words) -> int:
    """ "Menteri Pertahanan Kestria Ilya Varn", "pengamat politik Universitas Lintang, Doran Askelo,": where what stands before a name and
    belongs to it begins. Over a comma only if the name has one after it too."""
    apart = end < len(sentence) and sentence[end].gap.strip() == "," and sentence[start].gap.strip() == ","
    allowed = "RTSPAOE" + "C" * (apart or words.code not in HEAD_LAST) + "D" * apart
    first = start
    for i in range(start - 1, max(-1, start - 1 - OFFICE_REACH), -1):
        breaks = sentence[i + 1].breaks and not (apart and i == start - 1)
        if breaks or marks[i].sign not in allowed or sentence[i].text.endswith(POSSESSIVES):
            break
        if marks[i].sign in "RE":
            first = i
    return first


def _offices_after(sentence: Sequence[Token], marks: Sequence[Mark], end: int) -> list[Mark]:
    """ "Nadia Pandora, the foreign minister,": an office between commas. Without the second comma it may be the subject of what follows."""
    if end >= len(sentence) or sentence[end].gap.strip() != ",":
        return []
    found: list[Mark] = []
    for i in range(end, min(len(sentence), end + APPOSITION_REACH)):
        if i > end and sentence[i].breaks:
            return found
        if marks[i].sign in "NC" and not found:
            return []  # "Ardovia, according to the minister,"
        if marks[i].sign == "R":
            found.append(marks[i])
    closes = len(sentence) <= end + APPOSITION_REACH and all(mark.sign != "L" for mark in marks[end:])
    return found if closes else []


ABBREVIATION = re.compile(r"\(([^()\s]{2,12})\)")
LONG_FORM = 14  # words before an abbreviation in which its long form may begin


def find_abbreviations(text: str, tokens: Sequence[Token], words: Words) -> Iterator[tuple[str, str]]:
    """Abbreviations that the article introduces, with their long forms: "Komisi Pemilu Raya (KPR)", "Komisi Pemilu Raya atau KPR"."""
    starts = [token.start for token in tokens]
    for match in ABBREVIATION.finditer(text):
        yield from _long_form(text, tokens, bisect_right(starts, match.start()), match.group(1), words)
    for i in range(2, len(tokens)):
        if tokens[i - 1].folded in words.aliases and tokens[i].capital and tokens[i].gap == " ":
            yield from _long_form(text, tokens, i - 1, tokens[i].text, words)


def _long_form(text: str, tokens: Sequence[Token], end: int, short: str, words: Words) -> Iterator[tuple[str, str]]:
    """The words before token `end` in which the letters of the abbreviation come in order, each first letter at the start of a word
    (Schwartz and Hearst 2003, read backwards)."""
    letters = [c for c in short.casefold() if c.isalnum()]
    if len(letters) < 2 or not short[0].isupper():
        return
    for first in range(end - 1, max(-1, end - 1 - LONG_FORM), -1):
        if first < end - 1 and re.search(r"[.;:()\n]", tokens[first + 1].gap):
            return
        if not tokens[first].capital or tokens[first].text[0].casefold() != letters[0] or end - first < 2:
            continue
        if tokens[first].folded in words.determiners:
            continue
        if _in_order(letters, " ".join(t.text for t in tokens[first:end]).casefold()):
            yield short, text[tokens[first].start : tokens[end - 1].end]
            return


def _in_order(letters: Sequence[str], words: str) -> bool:
    rest = iter(words)
    return all(letter in rest for letter in letters)
