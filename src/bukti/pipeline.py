"""The journey on one page: sources -> articles -> readings -> voices -> positions on claims -> derivations -> origins -> standings.

Who executes it, guarded and into a ledger, is in `runs`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from bukti.actors import ActorBook, voices
from bukti.claims import ClaimMatcher
from bukti.ingest import ReadOptions, read_sources
from bukti.network import JUDGES, Judged
from bukti.origins import Grounds, derivations, find_origins
from bukti.records import Article, Claim, Derivation, Origin, Position, Reading, Rejection, Said, Standing, Statement

LIKELY = 0.5  # least confidence of a position that is counted; on lady-r the mean error of the counts falls from 0.89 to 0.56
Told = tuple[Article, Sequence[Statement]]
Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


class Reader(Protocol):
    """What finds statements in an article: `bukti.statements.StatementReader`, or a stand-in."""

    @property
    def version(self) -> str: ...

    def read(self, article: Article, *, entities: bool = False, given: Sequence[Statement] | None = None) -> Reading:
        """Safe to call from several threads. `given` statements keep their spans; what is empty in them is filled in."""
        ...


class Meaning(Protocol):
    """What knows what texts mean: `bukti.network.Meaning`, or a stand-in."""

    version: str
    weights: str  # the version of what makes the vectors
    mode: str  # of the judge of stances: "" or "fast"
    manifest: dict[str, Any]
    centres: Mapping[str, np.ndarray]  # of the vectors of each language
    near_centres: Mapping[str, np.ndarray]

    def vectors(self, texts: Sequence[str]) -> np.ndarray: ...

    def near(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors in a space where statements lie near the claims that they could be about."""
        ...

    def compare(self, pairs: Sequence[tuple[str, str]], judges: Collection[str] = JUDGES) -> Judged: ...


@dataclass(frozen=True, slots=True)
class Linked:
    """What many readings say together."""

    said: tuple[Said, ...]
    positions: tuple[Position, ...]
    derivations: tuple[Derivation, ...]
    origins: tuple[Origin, ...]
    standings: tuple[Standing, ...]  # in the order of the claims


def journey(sources: Iterable[str], reader: Reader, options: ReadOptions) -> Iterator[Reading | Rejection]:
    """For a few sources that somebody waits for: one after the other, and what is unexpected is raised."""
    for found in read_sources(sources, options):
        yield found if isinstance(found, Rejection) else reader.read(found)


def positioned(told: Sequence[Told], claims: Sequence[Claim], meaning: Meaning, book: ActorBook, progress: Progress) -> Linked:
    """Voices and positions alone: what comes after them takes far longer."""
    found = _positioned(told, claims, meaning, book, lambda stage, done: progress(stage, done, 2))
    progress("positions", 2, 2)
    return found


def _positioned(
    told: Sequence[Told], claims: Sequence[Claim], meaning: Meaning, book: ActorBook, progress: Callable[[str, int], None]
) -> Linked:
    progress("voices", 0)
    said = voiced(told, book)
    progress("positions", 1)
    positions = matcher(claims, meaning).positions(said) if claims else []
    return Linked(tuple(said), tuple(positions), (), (), ())


def linked(told: Sequence[Told], claims: Sequence[Claim], meaning: Meaning, book: ActorBook, progress: Progress) -> Linked:
    """The later half for reports that fit into memory: the stream does all at once what `runs.linking` does bit by bit."""
    steps = 4
    taken = _positioned(told, claims, meaning, book, lambda stage, done: progress(stage, done, steps))
    said, positions = taken.said, taken.positions
    progress("derivations", 2, steps)
    derived = derivations(stories(told, said), meaning)
    progress("origins", 3, steps)
    origins = find_origins(said, derived, meaning)
    standings = [*standings_of(claims, positions, said, origins, derived)]
    progress("origins", steps, steps)
    return replace(taken, derivations=tuple(derived), origins=tuple(origins), standings=tuple(standings))


def voiced(told: Sequence[Told], book: ActorBook) -> list[Said]:
    """Every statement with its voice, article by article."""
    found = iter(voices(told, book))
    return [Said(statement, article, next(found)) for article, statements in told for statement in statements]


def matcher(claims: Sequence[Claim], meaning: Meaning) -> ClaimMatcher:
    return ClaimMatcher(claims, meaning, stance_calibration(meaning))


def stance_calibration(meaning: Meaning) -> Mapping[str, Any] | None:
    calibration: Mapping[str, Any] | None = (meaning.manifest.get("calibration") or {}).get("stance")
    return calibration


def stories(told: Iterable[Told], said: Iterable[Said]) -> list[tuple[Article, list[Said]]]:
    """Each article with what is said in it, also those in which nothing is."""
    by_article: defaultdict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_article[one.article.id].append(one)
    return [(article, by_article[article.id]) for article, _ in told]


def standings_of(
    claims: Iterable[Claim], positions: Iterable[Position], said: Iterable[Said], origins: Sequence[Origin], derived: Sequence[Derivation]
) -> Iterator[Standing]:
    """One for each claim, in order."""
    by_claim: defaultdict[str, list[Position]] = defaultdict(list)
    for position in positions:
        by_claim[position.claim].append(position)
    grounds = Grounds({one.statement.id: one for one in said}, origins, derived)
    for claim in claims:
        mine = by_claim[claim.id]
        yield told_of(grounds.standing(claim, likely(mine)), len(mine) - len(likely(mine)))


def likely(positions: Iterable[Position]) -> list[Position]:
    """Those that a standing counts: a stance that is less likely than not is shown, and no ground for a count."""
    return [p for p in positions if p.confidence >= LIKELY]


def told_of(standing: Standing, left_out: int) -> Standing:
    """With a sentence on what was not counted."""
    if not left_out:
        return standing
    what = "one position is" if left_out == 1 else f"{left_out} positions are"
    return replace(standing, reasons=(*standing.reasons, f"{what} less likely than not, and not counted; confirm what is right"))
