"""Runs the journey in this process: sources -> articles -> readings -> ledger, guarded.

The only place with a broad `except`: one bad article must not stop a thousand. Every article is committed by itself, so that whatever ends
a run early (Ctrl-C, a kill, a full disk) costs at most the batch in hand, and a second run goes on where the first one stopped.
"""

import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from bukti.errors import BuktiError, LedgerError, ModelError, NotInLedgerError
from bukti.ingest import ReadOptions, read_sources
from bukti.ingest.places import expand
from bukti.pipeline import Reader
from bukti.records import Article, Reading, Rejection
from bukti.statements import ReaderOptions
from bukti.store import Added, Ledger, Outcome

T = TypeVar("T")
SERIAL = ReaderOptions()


@dataclass(frozen=True, slots=True)
class Filed:
    """An article that is in the ledger now, and what that changed there."""

    reading: Reading
    added: Added


def read_into(
    ledger: Ledger, given: Iterable[Article | Rejection], reader: Reader, speed: ReaderOptions = SERIAL
) -> Iterator[Filed | Rejection]:
    """File what is given and say of each what became of it. Raises LedgerError when the ledger itself fails; what came out is kept."""
    looked_up = (_look_up(found, ledger, reader.version) for found in given)
    for settled, result in in_order(looked_up, reader, speed):
        outcome = _file(result, ledger) if settled is None else settled
        if isinstance(outcome, Rejection):
            ledger.reject([outcome])
        yield outcome


def _look_up(found: Article | Rejection, ledger: Ledger, version: str) -> tuple[Filed | Rejection | None, Article | None]:
    """What is settled without reading, or what is to be read. An article of an earlier run is not read again by the same weights."""
    if isinstance(found, Rejection):
        return found, None
    try:
        reading = ledger.reading(found.id)
    except NotInLedgerError:
        return None, found
    return (Filed(reading, Added(found.id, Outcome.UNCHANGED)), None) if reading.model == version else (None, found)


def _file(result: Reading | Rejection | None, ledger: Ledger) -> Filed | Rejection:
    assert result is not None  # whatever was not settled has been read
    if isinstance(result, Rejection):
        return result
    try:
        return Filed(result, ledger.add(result))
    except LedgerError as error:
        if error.reason != "inconsistent":  # locked, full, damaged: nothing more can be filed
            raise
        return Rejection(result.article.source, error.reason, error.message)


def in_order(
    items: Iterable[tuple[T, Article | None]], reader: Reader, speed: ReaderOptions = SERIAL, *, entities: bool = False
) -> Iterator[tuple[T, Reading | Rejection | None]]:
    """Each item with what was read in its article, in the order given; items without one pass through.

    On one thread an item is answered before the next one is asked for. On several, up to `speed.batch` are in hand at once.
    """
    if speed.threads == 1:
        for item, article in items:
            yield item, _read(reader, article, entities) if article else None
        return
    pool = ThreadPoolExecutor(speed.threads)
    waiting: deque[tuple[T, Future[Reading | Rejection] | None]] = deque()
    try:
        for item, article in items:
            waiting.append((item, pool.submit(_read, reader, article, entities) if article else None))
            while waiting and (len(waiting) >= speed.batch or _ready(waiting[0][1])):
                yield _answer(*waiting.popleft())
        while waiting:
            yield _answer(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _ready(future: Future[Reading | Rejection] | None) -> bool:
    return future is None or future.done()


def _answer(item: T, future: Future[Reading | Rejection] | None) -> tuple[T, Reading | Rejection | None]:
    return item, future.result() if future else None


def _read(reader: Reader, article: Article, entities: bool) -> Reading | Rejection:
    try:
        return reader.read(article, entities=entities)
    except ModelError:  # the next article would fare no better
        raise
    except Exception as error:
        return rejection(article.source, error)


def gather(sources: Iterable[str], options: ReadOptions, done: Callable[[], None] = lambda: None) -> Iterator[Article | Rejection]:
    """What the sources hold. A fault in one file of a folder ends that file only. `done` is called after each of `count_sources`."""
    for place in expand(sources):
        if isinstance(place, Rejection):
            yield place
        else:
            try:
                yield from read_sources([place.target], options)
            except Exception as error:
                yield rejection(place.source, error)
        done()


def rejection(source: str, error: Exception) -> Rejection:
    """An error nobody foresaw names the line it came from, because without that nobody can mend it."""
    if isinstance(error, BuktiError):
        return Rejection(error.where or source, error.reason, error.message)
    at = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{at.filename.rpartition('/')[2]}:{at.lineno}"
    return Rejection(source, "internal", f"{type(error).__name__} at {place}: {error} (a fault of bukti; please report it)")
