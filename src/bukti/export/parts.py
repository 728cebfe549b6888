"""What a dossier consists of. Plain values only, so that it reads back from JSON as it was.

Quotations, articles and origins have numbers, by which sentences cite them: [3], [A2], [O1].
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bukti.records import Stance, Status


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Characters `start` to `end` (exclusive) of an article's text, word for word."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """One statement, as its article has it."""

    number: int
    statement: str  # Statement.id: a hash of the article and the spans below
    version: int  # Version.number
    speaker: tuple[Excerpt, ...]
    cue: tuple[Excerpt, ...]
    content: tuple[Excerpt, ...]
    type: str
    relay: tuple[str, ...] = ()

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        return (*self.speaker, *self.cue, *self.content)


@dataclass(frozen=True, slots=True)
class Version:
    """One article as it was read: what is cited. `text_sha256` is of the text in UTF-8, in which offsets count characters."""

    number: int
    id: str  # Article.id
    outlet: str
    date: str
    title: str
    url: str
    lang: str
    fetched: str
    sha256: str  # of the bytes as they were fetched
    text_sha256: str
    replaces: str = ""  # Article.id of the version before


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and what it rests on. A sentence that rests on nothing does not exist."""

    text: str
    quotations: tuple[int, ...] = ()
    versions: tuple[int, ...] = ()
    rows: tuple[str, ...] = ()  # of the ledger: "judgement 3f9c…", "claim 1a2b…"

    def __post_init__(self) -> None:
        if not (self.quotations or self.versions or self.rows):
            raise ValueError(f"a sentence without a citation: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Stand:
    """What one statement does to the claim."""

    line: Line  # "Merit Aldane asserts it, on 18 March 2031."
    quotation: int
    origin: int  # Root.number, 0 for one that was not traced
    confidence: float
    flag: str  # "machine", "confirmed", "set", "rejected"
    why: Line  # the sentence that explains the decision


@dataclass(frozen=True, slots=True)
class Speaker:
    """One actor on one side, with all that he says, by time."""

    name: str
    offices: tuple[str, ...]
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """All who take one stance, the first to speak first."""

    stance: str  # a Stance, or "rejected": what analysts say is no position
    line: Line
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """One way: speaker, occasion, agencies and outlets in between, the outlet that printed it."""

    quotations: tuple[int, ...]  # the statements that came this way
    hops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Root:
    """One origin: an utterance, and every way in which it reached us."""

    number: int
    id: str  # Origin.id
    who: str
    date: str
    counted: bool
    stances: tuple[Stance, ...]
    line: Line
    chains: tuple[Chain, ...]


@dataclass(frozen=True, slots=True)
class Descent:
    """One article that comes from another."""

    child: int  # Version.number
    parent: int
    kind: str
    credited: bool
    confidence: float
    line: Line
    reasons: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """What would be left of the claim without one article, and without those that come from it."""

    version: int
    also: tuple[int, ...]  # Version.number
    changes: bool  # status or a count would be another
    lost: int  # origins that would not be known
    status: Status
    independent_assert: int
    independent_deny: int
    line: Line


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything on one claim, each sentence resolvable."""

    claim: str  # Claim.id
    title: str  # its words
    author: str  # an analyst, "" for a claim that bukti found
    made_at: str
    made_by: str
    status: Status
    independent_assert: int
    independent_deny: int
    summary: tuple[Line, ...]
    sides: tuple[Side, ...]
    roots: tuple[Root, ...]
    counting: tuple[Line, ...]  # why each party counts, or does not
    descents: tuple[Descent, ...]
    falls: tuple[Fall, ...]  # what changes most first
    idle: tuple[Line, ...]  # those that change nothing, and those that were not tried, told together
    judgements: tuple[Line, ...]
    notes: tuple[Line, ...]
    making: tuple[Line, ...]
    quotations: tuple[Quotation, ...]
    versions: tuple[Version, ...]

    def quotation(self, number: int) -> Quotation:
        return self.quotations[number - 1]

    def version(self, number: int) -> Version:
        return self.versions[number - 1]

    def lines(self) -> Iterator[Line]:
        """Every sentence, in the order of the page."""
        yield from self.summary
        for side in self.sides:
            yield side.line
            for stand in (stand for speaker in side.speakers for stand in speaker.stands):
                yield from (stand.line, stand.why)
        yield from (root.line for root in self.roots)
        yield from self.counting
        for descent in self.descents:
            yield from (descent.line, *descent.reasons)
        yield from (*(fall.line for fall in self.falls), *self.idle)
        yield from (*self.judgements, *self.notes, *self.making)
