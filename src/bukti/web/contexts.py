"""What each page shows: one dataclass a page, and the small ones they are made of. Templates see these and nothing of the ledger."""

from dataclasses import dataclass, field

from bukti.records import Article, Claim, Derivation, Stance, Standing, Status
from bukti.store import Counts, Event, Fate, Flag
from bukti.web.differences import Change
from bukti.web.figures.sparkline import Sparkline
from bukti.web.figures.timeline import Timeline
from bukti.web.figures.tree import Tree
from bukti.web.marks import Paragraph, Piece


@dataclass(frozen=True, slots=True)
class Pager:
    """Links to the pages before and after; `total` is None where counting would take longer than showing."""

    page: int
    more: bool
    total: int | None = None
    name: str = "page"  # of the query parameter

    @property
    def needed(self) -> bool:
        return self.more or self.page > 1


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Blocks:
    """Origins of one side: each is a block, full if it counts as independent."""

    independent: int
    total: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    id: str
    text: str
    author: str
    status: Status
    asserts: Blocks
    denies: Blocks
    doubts: int
    statements: int
    unsure: int  # of them, positions that are less likely than not, and not counted
    checked: int  # positions on which somebody has judged, rejected ones too
    spark: Sparkline
    warning: str


@dataclass(frozen=True, slots=True)
class StoryRows:
    """Claims of one story on this page of the board; "" for those that no article tells of."""

    id: str  # of the claim in whose words it is headed
    text: str
    claims: int  # of the story
    articles: int
    rows: tuple[ClaimRow, ...]
    hidden: int = 0  # claims that are like what was asked for, and not listed


@dataclass(frozen=True, slots=True)
class BoardPage:
    stories: tuple[StoryRows, ...]
    counts: Counts
    words: str
    status: str
    sort: str
    story: StoryRows | None  # the one that was chosen
    running: str  # a job that has not come to its end: what is shown here is not all yet
    tally: tuple[tuple[str, int], ...]  # claims of each status, of those that hold the words
    pager: Pager


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement that holds on a position."""

    id: str
    author: str
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement, as it is quoted outside of its article."""

    statement: str
    article: str
    speakers: tuple[Link, ...]
    office: str
    cue: str
    words: str
    outlet: str
    title: str
    date: str
    lang: str
    relay: tuple[str, ...] = ()
    direct: bool = False

    @property
    def href(self) -> str:
        return f"/articles/{self.article}#s-{self.statement}"


@dataclass(frozen=True, slots=True)
class Card:
    """One position on the page of its claim."""

    quote: Quote
    stance: Stance
    flag: Flag
    reason: str
    confidence: float
    judged: Judged | None = None
    unsure: bool = False  # less likely than not, and not counted until somebody confirms it


@dataclass(frozen=True, slots=True)
class Group:
    """What one actor says on one side, by time."""

    speakers: tuple[Link, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Column:
    stance: Stance
    total: int
    groups: tuple[Group, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class ClaimPage:
    claim: Claim
    fate: Fate
    standing: Standing
    statements: int
    positions: int  # with those that were rejected
    checked: int  # of them, those on which somebody has judged
    columns: dict[Stance, Column]
    rejected: tuple[Card, ...]
    tree: Tree
    timeline: Timeline
    events: tuple[Event, ...]  # the latest
    older: int  # events before those
    quotes: dict[str, Quote]  # of the statements that events name, as far as the page has them
    without: tuple[Article, Standing] | None  # an article left out, and what the claim would rest on then
    told_in: tuple[Article, ...]  # articles that could be left out
    pulse: str  # changes when anybody acts on the claim


@dataclass(frozen=True, slots=True)
class MergePage:
    claim: Claim
    words: str
    found: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Somebody else judged between the moment a page was made and the moment its button was pressed."""

    claim: Claim
    quote: Quote
    now: Card | None
    asked: dict[str, str]  # fields of the form, to send it again


@dataclass(frozen=True, slots=True)
class Kin:
    """An article that this one comes from, or that comes from it."""

    article: Article
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class Stood:
    """A claim on which a statement takes a position."""

    claim: str
    text: str
    stance: Stance
    flag: Flag
    confidence: float
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in the margin of its article."""

    quote: Quote
    type: str
    nested: bool
    confidence: float
    stands: tuple[Stood, ...]
    voice: str  # why it is taken for this actor's words


@dataclass(frozen=True, slots=True)
class ArticlePage:
    article: Article
    paragraphs: tuple[Paragraph, ...]
    told: tuple[Told, ...]
    numbers: dict[str, int]  # of statements, as they stand in the margin
    parents: tuple[Kin, ...]
    children: tuple[Kin, ...]
    versions: tuple[Article, ...]
    notices: tuple[str, ...]
    model: str


@dataclass(frozen=True, slots=True)
class DifferencePage:
    old: Article
    new: Article
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    rows: tuple[Article, ...]
    asked: dict[str, str]
    pager: Pager
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ActorRow:
    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorsPage:
    rows: tuple[ActorRow, ...]
    words: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class Step:
    """A position of one actor on one claim."""

    date: str
    stance: Stance
    quote: Quote
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """All positions of one actor on one claim, by time; a change is a stance that is not the one before it."""

    claim: str
    text: str
    steps: tuple[Step, ...]
    changes: tuple[tuple[Step, Step], ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    party: Link | None
    courses: tuple[Course, ...]
    quotes: tuple[Quote, ...]
    statements: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the words of a search stand."""

    article: Article
    statement: str
    speakers: tuple[Link, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    words: str
    statements: tuple[Found, ...] = ()
    articles: tuple[Found, ...] = ()
    more: bool = False
    limit: int = 0


@dataclass(frozen=True, slots=True)
class AddPage:
    trouble: str = ""
    text: str = ""
    urls: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """An article that a job read."""

    article: str
    title: str
    outlet: str
    outcome: str
    statements: int


@dataclass(frozen=True, slots=True)
class Refused:
    source: str
    message: str


@dataclass(frozen=True, slots=True)
class JobPage:
    id: str
    state: str
    step: str  # of the linking: what is being worked out
    done: int
    total: int
    read: tuple[Read, ...]
    refused: tuple[Refused, ...]
    trouble: str
    claims: int | None  # of the ledger, when all is done


@dataclass(frozen=True, slots=True)
class SettingsPage:
    saved: bool = False


@dataclass(frozen=True, slots=True)
class KeyPage:
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class TroublePage:
    """Something that could not be done, in words that say what can be done."""

    title: str
    message: str
    status: int
    where: str = ""  # what the message is about: an id, an address, a name
