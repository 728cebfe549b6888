"""What a ledger can do beyond articles and statements: actors, claims, origins, search. `Ledger` in base.py is all of it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator

from bukti.records import Actor, Claim, Derivation, Origin, Position, Stance, Standing, Voice
from bukti.store.acts import (
    ALL_POSITIONS,
    EVERYTHING,
    Acted,
    Changed,
    ClaimAct,
    Event,
    Fate,
    Held,
    Hit,
    Judgement,
    Place,
    PositionQuery,
    Scope,
    Tally,
    Verdict,
    Weight,
)

# Every method below that files what a run found compares it with what is live: equal rows stay, the others are withdrawn, new ones added.
# `model` is the version of the weights and rules that found it. All of one call is filed or, after an error, nothing of it.


class Actors(ABC):
    """Who speaks."""

    @abstractmethod
    def add_actors(self, actors: Iterable[Actor], model: str) -> Changed:
        """File actors; one that is live with another name, kind, party, aliases or source is replaced."""

    @abstractmethod
    def add_voices(self, voices: Iterable[Voice], model: str) -> Changed:
        """File whose words statements give, with the actors that are not in the ledger yet. Voices of statements not given stay."""

    @abstractmethod
    def actors(self, query: str = "", *, skip: int = 0, limit: int | None = None) -> Iterator[Actor]:
        """Those whose name or alias contains `query`, in any case and script; by name. `skip` and `limit` as in `articles`."""

    @abstractmethod
    def actor(self, name: str) -> Actor:
        """By id, name or alias, or else by the beginning of an id or name. NotInLedgerError; reason "ambiguous" lists the candidates."""

    @abstractmethod
    def voices(self, statements: Collection[str] | None = None) -> Iterator[Voice]:
        """Of these statements in their order, or of all that are live; those without a voice are left out."""


class Claims(ABC):
    """Claims and the acts of analysts on them. An analyst's act wins over what was found, whatever later runs find."""

    @abstractmethod
    def add_claims(self, claims: Iterable[Claim], model: str, *, complete: bool = False) -> Changed:
        """File claims that were found. One that is live under its id gets the new words as its next version, unless an analyst wrote it.

        `complete`: found claims that are not given are withdrawn, unless an analyst acted on them or judged them.
        """

    @abstractmethod
    def claims(self, *, withdrawn: bool = False) -> list[Claim]:
        """As they read now, in the order in which they came. With `withdrawn`, those merged and withdrawn too: see `fate`."""

    @abstractmethod
    def live_claims(self, claims: Collection[str]) -> list[Claim]:
        """Those of these (whole ids) that are neither merged nor withdrawn, in the order in which they came."""

    @abstractmethod
    def claim(self, claim: str) -> Claim:
        """By any beginning of an id that only one has: live ones first, then those merged or withdrawn."""

    @abstractmethod
    def fate(self, claim: str) -> Fate:
        """Is it live, merged into another, or withdrawn?"""

    @abstractmethod
    def act(self, act: ClaimAct, *, author: str = "") -> Acted:
        """Add, edit, merge, split, withdraw or note. `author` is the analyst; the ledger's own author if none is given.

        A claim that is there already is not added twice: `Acted.new` is False and `Acted.claim` is the one that is there.
        Errors: InputError for words that make no claim; NotInLedgerError; LedgerError with reason "ambiguous", "withdrawn-claim",
        "merged-claim" or "bad-act".
        """

    @abstractmethod
    def withdraw_act(self, act: str, reason: str = "", *, author: str = "") -> None:
        """Undo one act: the words before an edit, two claims instead of a merged one. The act stays in the history."""

    @abstractmethod
    def history(self, claim: str) -> list[Event]:
        """All that was done to the claim and to those merged into it: found, acts, judgements; by time."""


class Positions(ABC):
    """Who takes which stance on which claim: what the machine found, and what analysts judged."""

    @abstractmethod
    def file_positions(self, positions: Iterable[Position], model: str, scope: Scope = EVERYTHING) -> Changed:
        """File what a run found. Judgements are never touched, nor positions outside the scope."""

    @abstractmethod
    def judge(
        self, statement: str, claim: str, verdict: Verdict, stance: Stance | None = None, *, note: str = "", author: str = ""
    ) -> Judgement:
        """Confirm, reject or set the stance of a statement on a claim. CONFIRM fixes the stance that holds now, or the one given.

        Errors: NotInLedgerError; LedgerError with reason "ambiguous", "withdrawn-claim", "merged-claim" or "bad-act".
        """

    @abstractmethod
    def withdraw_judgement(self, judgement: str, reason: str = "", *, author: str = "") -> None:
        """Undo one judgement; the one before it holds again, or the machine's position. It stays in the history."""

    @abstractmethod
    def judgements(self, claim: str = "", statement: str = "") -> list[Judgement]:
        """Those not withdrawn, by time, also those that later ones override and those on statements that are no longer live."""

    @abstractmethod
    def positions(self, query: PositionQuery = ALL_POSITIONS) -> Iterator[Held]:
        """As they hold now, on live claims, by date of the article and place in it."""

    @abstractmethod
    def outline(self, claim: str) -> list[Place]:
        """What `positions` says of one claim, rejected ones too, without what only a reader of a position needs. For a whole id."""

    @abstractmethod
    def tallies(self, claims: Collection[str], likely: float = 0.0) -> dict[str, Tally]:
        """How many statements take a position on each of these claims (whole ids); less sure than `likely` is unsure."""

    @abstractmethod
    def told_in(self) -> dict[str, dict[str, int]]:
        """By claim and article, how many positions are taken there: of the whole ledger, which takes seconds for half a million."""


class Origins(ABC):
    """Where statements and articles come from, and what claims rest on."""

    @abstractmethod
    def file_origins(self, origins: Iterable[Origin], model: str, scope: Collection[str] | None = None) -> Changed:
        """`scope`: the statements a run looked at, None for all. Live origins with one of them that are not given are withdrawn."""

    @abstractmethod
    def file_derivations(self, derivations: Iterable[Derivation], model: str, scope: Collection[str] | None = None) -> Changed:
        """`scope`: the articles whose parents a run looked for, None for all."""

    @abstractmethod
    def file_standings(self, standings: Iterable[Standing], model: str, scope: Collection[str] | None = None) -> Changed:
        """`scope`: the claims a run counted for, None for all."""

    @abstractmethod
    def origins(self, statements: Collection[str] | None = None) -> Iterator[Origin]:
        """Those that have one of these statements, or all; by date, undated first."""

    @abstractmethod
    def first_origins(self, statements: Collection[str], limit: int) -> tuple[list[Origin], int]:
        """As many of `origins` from its beginning, and how many there are."""

    @abstractmethod
    def utterances(self, origins: Collection[str]) -> dict[str, str]:
        """When each of these origins (ids) was, by its own date or else by that of the first article that reports it."""

    @abstractmethod
    def derivations(self, article: str = "") -> Iterator[Derivation]:
        """From and to this article, or all."""

    @abstractmethod
    def derivations_of(self, articles: Collection[str]) -> Iterator[Derivation]:
        """From and to these articles (whole ids)."""

    @abstractmethod
    def standings(self, claim: str = "") -> Iterator[Standing]:
        """Of this claim, or of all."""

    @abstractmethod
    def standings_of(self, claims: Collection[str]) -> dict[str, Standing]:
        """By claim, of those of these (whole ids) that have one."""

    @abstractmethod
    def weights(self) -> dict[str, Weight]:
        """Of all claims that have a standing."""


class Search(ABC):
    """Words and vectors: both can be made again from the articles, and are kept so that nobody waits."""

    @abstractmethod
    def search(self, text: str, limit: int = 20, *, statements: bool | None = None) -> Iterator[Hit]:
        """Live statements, then articles, that hold all words of `text` (each may go on: "kontainer" finds "kontainernya"), newest first.

        In any language and case, without accents; where a script has no spaces, its characters in that order. Words in "quotation marks"
        must follow one another as they stand. No text is an error. `statements`: True for these alone, False for articles alone.
        """

    @abstractmethod
    def add_vectors(self, vectors: Iterable[tuple[str, bytes]], model: str) -> int:
        """Keep vectors of statements, as little-endian float16 (`array.astype("<f2").tobytes()`); how many were new. None is replaced."""

    @abstractmethod
    def vectors(self, statements: Iterable[str], model: str) -> Iterator[tuple[str, bytes]]:
        """Those that are kept, in no order; `numpy.frombuffer(data, "<f2")` reads one."""
