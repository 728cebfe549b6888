"""How to read: limits against hostile input, and what tests replace (clock, resolver, standard input)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from bukti.ingest.addresses import system_resolver
from bukti.ingest.registry import READERS

AUTO = "auto"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit is named in the message of the error that it causes, so keep these names in settings and command options."""

    max_bytes: int = 20_000_000  # of one file, answer or JSON line, after decompression; a JSON-lines file may be longer
    max_html_bytes: int = 5_000_000  # of one page: the extraction takes about 5 s per MB of the worst markup
    max_characters: int = 5_000_000  # of one article
    connect_seconds: float = 10.0
    read_seconds: float = 15.0  # between two pieces of an answer
    total_seconds: float = 60.0  # for one URL with all its redirects
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class ReadOptions:
    format: str = AUTO  # or a name of READERS
    limits: Limits = Limits()
    allow_private: bool = False  # may a URL lead to this machine or the local network?
    page_language: bool = False  # believe `<html lang>`; off, because templates are often wrong and the text itself tells
    user_agent: str = "bukti (reads single pages that a person asked for)"
    clock: Callable[[], datetime] = now
    resolve: Callable[[str, int], Sequence[str]] = system_resolver  # host, port -> addresses; raises OSError
    stdin: BinaryIO | None = None  # what "-" reads; None is the standard input of the process

    def __post_init__(self) -> None:
        if self.format not in (AUTO, *READERS):
            raise ValueError(f"format {self.format!r} is none of {', '.join((AUTO, *READERS))}")


DEFAULTS = ReadOptions()
