"""Sources that are more than one, or that are papers: joint speakers, "the four countries", "data of the airport"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bukti.statements.speaker_marks import HEAD_LAST, Evidence, Mark, Token, label, tokenise
from bukti.statements.speaker_names import Reference, read_reference
from bukti.statements.speaker_words import Words, fold

LONGEST_PART = 4  # words of a joint speaker that is no person
OWN_NAME = frozenset({"law", "guideline", "work"})  # papers that are named for themselves, not for who issued them
STATEMENT = "statement"
PERSONAL = frozenset({STATEMENT, "letter"})  # papers that a person can be behind


def split_joint(phrase: str, words: Words, evidence: Evidence) -> list[Reference]:
    """The references of joint speakers ("Valdoria bersama Kestria dan Orun"), or the one reference of anybody else."""
    whole = read_reference(phrase, words, evidence)
    parts = _parts(phrase, words)
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        return [whole]
    read = [read_reference(part, words, evidence) for part in parts]
    bodies = any(reference.kind == "body" and reference.head for reference in read)
    if bodies and any(reference.kind == "bare" and len(reference.name) == 1 for reference in read):
        return [whole]  # "the Bureau of Fish and Game"
    if all(_stands_alone(part, reference, words, evidence) for part, reference in zip(parts, read, strict=True)):
        return _share_surname(read, words)
    return [whole]


def _parts(phrase: str, words: Words) -> list[str]:
    """The phrase cut at its joiners; before the last one also at commas, if that leaves short parts only ("A, B, dan C")."""
    tokens = tokenise(phrase, words)
    cuts: list[tuple[int, int]] = []
    i = 1
    while i < len(tokens) - 1:
        length = words.joiner_at([t.folded for t in tokens[i : i + 3]]) if not tokens[i].capital else 0
        if length:
            cuts.append((tokens[i].start, tokens[min(i + length, len(tokens) - 1)].start))
        i += max(1, length)
    if not cuts:
        return []
    pieces, start = [], 0
    for left, right in cuts:
        pieces.append(phrase[start:left])
        start = right
    pieces.append(phrase[start:])
    listed = [part.strip(" ,") for piece in pieces for part in piece.split(",") if part.strip(" ,")]
    short = len(listed) > len(pieces) and all(len(part.split()) <= LONGEST_PART for part in listed)
    return listed if short else [piece.strip(" ,") for piece in pieces]


def _stands_alone(part: str, reference: Reference, words: Words, evidence: Evidence) -> bool:
    """Whether a part can be a speaker of its own: "Politik, Hukum, dan Keamanan" is one ministry, "Industri" no speaker."""
    tokens = tokenise(part, words)
    marks = label(tokens, words, evidence)
    if marks[0].sign in "LC" or (marks[0].sign == "S" and not tokens[0].capital):
        return False
    if reference.name:
        alone = len(reference.name) == len(tokens) - sum(mark.sign == "T" for mark in marks)  # "Mr. Sava"
        return len(reference.name) > 1 or alone or any(fold(word) in words.given for word in reference.name)
    if part.endswith("-") or reference.kind != "body" or len(tokens) > LONGEST_PART + 2:
        return False
    placed = {mark.sign for mark in marks} <= set("NPAD") and all(
        token.capital for token, mark in zip(tokens, marks, strict=True) if mark.sign != "D"
    )
    return placed or (bool(reference.head) and len(tokens) > 1)


def _share_surname(read: list[Reference], words: Words) -> list[Reference]:
    """ "Sonja und Willi Bogener": a lone first name before a full one has its surname, in languages where couples are named so."""
    if len(read) == 2 and read[0].words.isalpha() and len(read[0].name) == 1 and len(read[1].name) == 2 and words.code in HEAD_LAST:
        first, second = read[0].name[0], read[1].name
        if fold(first) in words.given and fold(second[0]) in words.given:
            full = f"{first} {second[1]}"
            return [Reference(full, "person", (first, second[1]), full, gender=words.given[fold(first)]), read[1]]
    return read


def owner_of_paper(phrase: str, words: Words, evidence: Evidence) -> Reference | None:
    """Who issued the document that a phrase names: "data Bandara Lintang" is the airport's, "edaran tersebut" nobody's."""
    tokens = tokenise(phrase, words)
    marks = label(tokens, words, evidence)
    at = next((i for i, mark in enumerate(marks) if mark.sign == "K"), None)
    if at is None or (role := marks[at].role) is None or role.key in OWN_NAME:
        return None
    while at + 1 < len(marks) and marks[at + 1].sign == "K":
        at += 1
    if at + 1 < len(marks) and marks[at + 1].sign in "?1" and role.key in PERSONAL:
        return read_reference(phrase[tokens[at + 1].start :], words, evidence)  # "Angaben eines Zollbeamten"
    after = next((i for i in range(at + 1, len(tokens)) if _may_own(tokens[i], marks[i], words)), None)
    if after is not None and (after == at + 1 or _linked(marks[at + 1 : after], tokens[at + 1 : after], words)):
        return _owner(phrase[tokens[after].start :], words, evidence, role.key in PERSONAL)
    before = [i for i in range(at) if _may_own(tokens[i], marks[i], words)]
    if not before or words.code not in HEAD_LAST:
        return None
    return _owner(phrase[tokens[before[0]].start : tokens[at - 1].end], words, evidence, role.key in PERSONAL)


def _may_own(token: Token, mark: Mark, words: Words) -> bool:
    if mark.sign in "RO":
        return True
    return token.capital and mark.sign in "NPA" and (words.code != "de" or mark.sign != "L")


def _linked(marks: Sequence[Mark], tokens: Sequence[Token], words: Words) -> bool:
    """Whether only "of the", "yang dikeluarkan" or an adjective stands between a paper and its owner."""
    return len(marks) <= 3 and any(
        (m.sign == "C" and t.folded not in words.locatives) or t.folded in words.pronouns for m, t in zip(marks, tokens, strict=True)
    )


def _owner(phrase: str, words: Words, evidence: Evidence, personal: bool) -> Reference | None:
    reference = read_reference(phrase, words, evidence)
    if words.code == "de" and reference.kind == "bare" and len(reference.name) == 1:
        return None  # any noun
    return reference if reference.kind in ("body", "bare") or (reference.name and personal) else None


def noun_before(tokens: Sequence[Token], words: Words, evidence: Evidence) -> str:
    """The end of a text as the noun that a relative pronoun would follow: a name, or a word with what belongs to it."""
    if not tokens:
        return ""
    marks = label(tokens, words, evidence)
    first = len(tokens) - 1
    if marks[first].sign in "CJD?1":
        return ""
    while first > 0 and not tokens[first].breaks and tokens[first - 1].capital and tokens[first].capital:
        first -= 1
    if tokens[first].capital:
        return " ".join(token.text for token in tokens[first:])
    determined = next((i for i in range(first - 1, max(-1, first - 4), -1) if marks[i].sign in "D?1"), None)
    if determined is not None and not any(t.breaks for t in tokens[determined + 1 : first + 1]):
        first = determined + 1
    return " ".join(token.text for token in tokens[first:])


class Listing(NamedTuple):
    """Names in a row: "AS bersama Inggris, Jepang, dan Korea Selatan"."""

    end: int
    names: tuple[str, ...]


def find_listings(tokens: Sequence[Token], words: Words) -> Iterator[Listing]:
    """Every row of at least two names in the text, in its order."""
    names: list[list[str]] = []
    end, apart, i = 0, True, 0
    while i < len(tokens):
        token = tokens[i]
        length = 0 if token.capital else words.joiner_at([t.folded for t in tokens[i : i + 3]])
        goes_on = bool(names) and token.gap in (" ", ", ", ",")
        if length and goes_on:
            apart, i = True, i + length
            continue
        if token.capital and goes_on and (apart or "," in token.gap):
            names.append([token.text])
        elif token.capital and goes_on:
            names[-1].append(token.text)
        else:
            if len(names) > 1:
                yield Listing(end, tuple(" ".join(name) for name in names))
            names = [[token.text]] if token.capital else []
        apart, end, i = not token.capital, token.end, i + 1
    if len(names) > 1:
        yield Listing(end, tuple(" ".join(name) for name in names))


def last_listing(listings: Sequence[Listing], place: int, count: int) -> Listing | None:
    """The nearest row of so many names that ends before a place."""
    for i in range(bisect_left(listings, place, key=lambda row: row.end) - 1, -1, -1)[:100]:
        if len(listings[i].names) == count:
            return listings[i]
    return None
