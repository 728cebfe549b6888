"""The journey on one page: sources -> articles -> readings. Who executes it, guarded and into a ledger, is in `runs`."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from bukti.ingest import ReadOptions, read_sources
from bukti.records import Article, Reading, Rejection


class Reader(Protocol):
    """What finds statements in an article: `bukti.statements.StatementReader`, or a stand-in."""

    @property
    def version(self) -> str: ...

    def read(self, article: Article, *, entities: bool = False) -> Reading:
        """Safe to call from several threads."""
        ...


def journey(sources: Iterable[str], reader: Reader, options: ReadOptions) -> Iterator[Reading | Rejection]:
    """For a few sources that somebody waits for: one after the other, and what is unexpected is raised."""
    for found in read_sources(sources, options):
        yield found if isinstance(found, Rejection) else reader.read(found)
