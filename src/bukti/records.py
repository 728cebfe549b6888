"""All the data on one page: what travels from room to room.

Offsets are characters into `Article.text` as stored, end exclusive. Records are frozen; a change is a new record. Ids are hashes of content
over a JSON list, so reading the same thing twice gives the same id.
"""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of an article's text."""

    start: int
    end: int


Spans = tuple[Span, ...]


def content_id(*parts: str | int | None | list[list[int]]) -> str:
    """Sixteen hex digits of the SHA-256 of the parts as a JSON list. A list, not a joined string: "a.b" + "c" is not "a" + "b.c"."""
    # Unpaired surrogates can reach us in JSON escapes; they have no UTF-8, and an id is needed for them all the same.
    payload = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return hashlib.sha256(payload).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Article:
    """One report as read. A changed text under the same URL is another article that names the old one in `replaces`."""

    id: str
    text: str
    title: str = ""
    url: str = ""  # canonical where the page names one
    outlet: str = ""
    date: str = ""  # ISO 8601, as exact as the source gives it: "2023-10-17" or with time and zone
    lang: str = ""  # ISO 639-1; "" is not yet known, "und" cannot be told
    source: str = ""  # where it was read from: a path, "path:line", a URL, "-" for standard input
    fetched: str = ""  # ISO 8601 UTC
    sha256: str = ""  # of `raw`
    raw: bytes = field(default=b"", repr=False)  # the bytes as they came; stores compress them
    furniture: Spans = ()  # "Baca Juga", "Advertisement", crossheads: parts of the text that are not the report
    replaces: str = ""  # id of the version before this one, "" for the first


def article_id(text: str, *, url: str = "", outlet: str = "", date: str = "", title: str = "") -> str:
    """Two outlets that print the same words are two articles; one URL whose words change is two versions."""
    return content_id(url, text) if url else content_id("", text, outlet, date, title)


class StatementType(StrEnum):
    DIRECT = "direct"  # all of the content stands inside quotation marks
    INDIRECT = "indirect"  # none of it does
    MIXED = "mixed"  # part of it does


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of attributing content to a source, in one article."""

    id: str
    article: str  # Article.id
    speaker: Spans
    cue: Spans
    content: Spans  # more than one where the cue or the speaker stands in the middle
    type: StatementType
    actor: str = ""  # the fullest name that the article gives, or its description of an unnamed source; "" is not known
    relay: tuple[str, ...] = ()  # outlets and agencies it came through, nearest to the source first
    nested: bool = False  # stands inside another statement's content
    confidence: float = 0.0  # calibrated probability that it is a statement with this content and this speaker


def statement_id(article: str, speaker: Spans, cue: Spans, content: Spans) -> str:
    return content_id(article, [list(s) for s in speaker], [list(s) for s in cue], [list(s) for s in content])


class Entity(NamedTuple):
    """A labelled span; labels are those of PFSA-ID (Purnomo et al.), written STATEMENT, PERSON, ROLE, ..."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one article."""

    article: Article
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] = ()
    model: str = ""  # version of the weights and rules that found it
    notices: tuple[str, ...] = ()  # doubts to show: "no training data for Ukrainian: read through the encoder alone"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was given and not read, and why. Nothing disappears silently."""

    source: str  # path, "path:line", URL
    reason: str  # BuktiError.reason: the code under which it is counted
    message: str


class ActorKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"  # a ministry, a company, an agency, an outlet, a body that speaks
    STATE = "state"
    GROUP = "group"  # "the West", "four governments"
    ANONYMOUS = "anonymous"  # "a U.S. official": kept apart unless the text ties him


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks or acts: one in all languages, scripts and articles."""

    id: str
    name: str  # canonical English
    kind: ActorKind
    party: str = ""  # id of whom this actor speaks for, itself where nobody is known: all mouths of one government are one party
    aliases: tuple[str, ...] = ()  # as articles and entity files write the name
    source: str = ""  # what knows this actor: "cldr", an entity file's name; "" for one that articles alone name


def actor_id(name: str, kind: ActorKind, *scope: str) -> str:
    """`scope` is what keeps namesakes and unnamed sources apart: an article, a story."""
    return content_id("actor", kind.value, name, *scope)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a statement gives, across articles; joint statements have several actors."""

    statement: str  # Statement.id
    actors: tuple[Actor, ...] = ()
    office: str = ""  # what the article calls the speaker: his office at the time
    reason: str = ""  # the sentence that the reader of a link sees: "surname of Dmitry Peskov, named in full in the first paragraph"

    @property
    def name(self) -> str:
        """As the machine interface gives it."""
        return "; ".join(a.name for a in self.actors)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its article and its voice: what claims and origins are made from."""

    statement: Statement
    article: Article
    voice: Voice

    def words(self, spans: Spans) -> str:
        return " … ".join(self.article.text[a:b] for a, b in spans)

    @property
    def content(self) -> str:
        return self.words(self.statement.content)

    @property
    def cue(self) -> str:
        return self.words(self.statement.cue)

    @property
    def speaker(self) -> str:
        return self.words(self.statement.speaker)


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"  # challenges the evidence, without saying that the claim is false
    NO_COMMENT = "no-comment"


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that can be true or false. Analysts' claims win over those that were found."""

    id: str
    text: str
    author: str = ""  # an analyst's name; "" for a claim that bukti found
    statement: str = ""  # the clearest statement, whose words are the title of a claim that was found


def claim_id(text: str) -> str:
    return content_id("claim", text)


@dataclass(frozen=True, slots=True)
class Position:
    """The stance of one statement on one claim, and why: `reason` is the sentence that the reader sees."""

    statement: str
    claim: str
    stance: Stance
    confidence: float = 0.0  # calibrated probability that a careful reader says the same
    reason: str = ""
    author: str = ""  # an analyst's name; otherwise the version of weights and rules that judged


@dataclass(frozen=True, slots=True)
class Origin:
    """One utterance: an actor on an occasion. All statements that report it, in any article and language, share it."""

    id: str
    statements: tuple[str, ...]
    actors: tuple[Actor, ...] = ()
    date: str = ""  # of the utterance, ISO 8601 as exact as the articles allow; "" unknown
    counted: bool = True  # False where the articles do not let it be told from other origins: unknown is never counted as independent
    reason: str = ""


class DerivationKind(StrEnum):
    REPRINT = "reprint"  # the same words
    TRANSLATION = "translation"
    REWRITE = "rewrite"  # the same report in other words
    RELAY = "relay"  # a report of its own that passes on statements of the other


@dataclass(frozen=True, slots=True)
class Derivation:
    """One article that comes from another one."""

    child: str  # Article.id
    parent: str
    kind: DerivationKind
    credited: bool  # does the child name the parent, or its outlet?
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()  # a sentence for each piece of evidence: "three sentences in the same order", "both have 12 May"


class Status(StrEnum):
    ASSERTED = "asserted only"
    DENIED = "denied only"
    CONTESTED = "contested"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim rests on: its origins, and how many of them are independent of each other."""

    claim: str
    status: Status
    asserting: tuple[str, ...] = ()  # Origin.id
    denying: tuple[str, ...] = ()
    doubting: tuple[str, ...] = ()
    independent_assert: int = 0
    independent_deny: int = 0
    reasons: tuple[str, ...] = ()  # a sentence for each origin that counts, and for each that does not
    warning: str = ""  # "nine outlets, one origin"
