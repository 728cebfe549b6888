"""What a dossier is made from: records, and what the ledger holds beside them, as plain values. `bukti.runs.dossiers` collects it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bukti.records import Article, Claim, Derivation, Origin, Position, Said, Standing


@dataclass(frozen=True, slots=True)
class Taken:
    """A position on the claim as it holds now."""

    position: Position
    flag: str = "machine"  # or what an analyst made of it: "confirmed", "set", "rejected"
    judgement: str = ""  # id of the one that holds

    @property
    def holds(self) -> bool:
        return self.flag != "rejected"


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the claim's history. Those that were withdrawn stay in it."""

    at: str  # ISO 8601 UTC
    by: str
    what: str  # "found", "add", "edit", "merge", "split", "withdraw", "note", "confirm", "reject", "set"
    text: str = ""
    id: str = ""
    statement: str = ""
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    withdraw_reason: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """When and by what the dossier was made, and from how much."""

    at: str  # ISO 8601 UTC
    by: str  # version of bukti
    readers: tuple[str, ...] = ()  # versions of the weights and rules that found the statements
    judges: tuple[str, ...] = ()  # versions of those that judged the positions
    counts: tuple[tuple[str, int], ...] = ()  # of the whole ledger: ("articles", 190)


@dataclass(frozen=True, slots=True)
class Removal:
    """What would be left of the claim without one article."""

    article: str  # Article.id
    standing: Standing
    also: tuple[str, ...] = ()  # articles that come from it, left out with it


@dataclass(frozen=True, slots=True)
class Case:
    """All that the ledger knows on one claim."""

    claim: Claim
    made: Made
    taken: tuple[Taken, ...] = ()
    said: Mapping[str, Said] = field(default_factory=dict)  # by Statement.id, of every position, also those on statements not live any more
    articles: Mapping[str, Article] = field(default_factory=dict)  # by Article.id: all that `derivations` name
    origins: tuple[Origin, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    standing: Standing | None = None  # None where nothing was counted
    removals: tuple[Removal, ...] = ()
    untried: tuple[str, ...] = ()  # articles that nobody left out to see: there are too many
    occasions: Mapping[str, str] = field(default_factory=dict)  # by Statement.id, as far as told: "briefing, 2031-03-18"
    outlets: Mapping[str, str] = field(default_factory=dict)  # name -> key: names of agencies and outlets with one key are one
    history: tuple[Act, ...] = ()
