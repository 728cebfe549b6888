"""What analysts do to claims and positions, and what the ledger answers about them. An act is a row; withdrawing it undoes it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bukti.records import Position, Span, Spans, Stance, Status

LONGEST_CLAIM = 5_000  # characters: more is no proposition, but an article


class Deed(StrEnum):
    """What can be done to a claim."""

    ADD = "add"
    EDIT = "edit"  # other words; the claim keeps its id
    MERGE = "merge"  # all that is said on it counts for another claim from now on
    SPLIT = "split"  # named statements go to a new claim
    WITHDRAW = "withdraw"  # no longer asked about; nothing is erased
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ClaimAct:
    """One act on a claim, to give to `Ledger.act`; ids may be given as any beginning that only one claim or statement has."""

    deed: Deed
    claim: str = ""  # the claim acted on; for ADD it is found from `text`
    text: str = ""  # ADD and SPLIT: of the new claim; EDIT: the new words; NOTE: the note; WITHDRAW and MERGE: why, if you like
    into: str = ""  # MERGE: the claim that stays
    statements: tuple[str, ...] = ()  # SPLIT: what goes to the new claim


@dataclass(frozen=True, slots=True)
class Acted:
    """What one act did."""

    claim: str  # the claim that now holds: the one added or split off, the one merged into
    act: str = ""  # id of the act, to withdraw it by; "" where nothing had to be done
    new: bool = True  # False: the claim was there already


class Verdict(StrEnum):
    CONFIRM = "confirm"  # the machine is right, now and after its next run
    REJECT = "reject"  # this statement takes no position on this claim
    SET = "set"  # it takes another one, or one where the machine saw none


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an analyst says about one statement and one claim. The latest that is not withdrawn holds; machine runs never touch it."""

    id: str
    statement: str
    claim: str  # as it was when judged; a claim merged since then counts where it went
    verdict: Verdict
    stance: Stance | None  # that holds from now on; None for REJECT
    author: str
    at: str  # ISO 8601 UTC
    note: str = ""


class Flag(StrEnum):
    MACHINE = "machine"
    CONFIRMED = "confirmed"
    SET = "set"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Held:
    """A position as it holds now: the machine's, or an analyst's over it. `position.claim` is where it counts after merges and splits."""

    position: Position  # of a rejected one: what the machine had said
    flag: Flag = Flag.MACHINE
    judgement: str = ""  # id of the one that holds, "" for a machine's position


class Place(NamedTuple):
    """A position as it holds now, as short as can be: for those who count and order thousands, to show a few."""

    statement: str
    stance: Stance  # of a rejected one: what the machine had said
    flag: Flag
    confidence: float
    speaker: str  # the same for all statements of the same actors, "" where no actor is known


class Tally(NamedTuple):
    """How many statements take a position on a claim."""

    statements: int = 0  # without those that an analyst rejected
    unsure: int = 0  # of them, those of which the machine is less sure than was asked for, and on which nobody judged
    judged: int = 0  # those on which somebody judged, rejected ones too


class Weight(NamedTuple):
    """Of a standing, what puts claims in order."""

    status: Status = Status.NEITHER
    origins: int = 0  # on all sides


@dataclass(frozen=True, slots=True)
class PositionQuery:
    """Which positions; an empty field asks for nothing. Ids may be given as any beginning that only one has."""

    claim: str = ""
    statement: str = ""
    article: str = ""
    statements: tuple[str, ...] | None = None  # whole ids: of these alone
    rejected: bool = False  # those that an analyst rejected, too
    current: bool = True  # without statements of articles that a later version replaces


ALL_POSITIONS = PositionQuery()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run has judged: live positions in it that the run does not give are withdrawn. None is all; what is given is always in it."""

    statements: Collection[str] | None = None
    claims: Collection[str] | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Changed:
    """What one run changed in the ledger; what is equal to a live row stays that row."""

    added: int = 0
    withdrawn: int = 0
    skipped: int = 0  # about statements or articles that are not (or no longer) in the ledger


class State(StrEnum):
    LIVE = "live"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a claim is now."""

    state: State
    into: str = ""  # the claim it counts for, where it is merged
    act: str = ""  # id of the act that did it, "" if a run withdrew it


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a claim's history. Those that were withdrawn stay in it."""

    at: str
    by: str
    what: str  # "found", a Deed or a Verdict
    text: str = ""  # the words of the claim, the note, the stance
    id: str = ""  # of the act or the judgement, to withdraw it by
    claim: str = ""  # the claim it was done to: the one asked for, or one merged into it, or split from it
    other: str = ""  # MERGE: the claim merged into; SPLIT: the new claim
    statement: str = ""  # of a judgement
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    withdraw_reason: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a search found its words."""

    article: str
    statement: str = ""  # "" where the words stand in the article and the hit is the article
    extract: Span = Span(0, 0)  # characters of the article's text to show; empty if the words stand in the title
    marks: Spans = ()  # where the words stand in the article's text
