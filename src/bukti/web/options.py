"""What a desk is opened with. Read at the edge (cli/desk.py) and passed down; nothing here looks at the environment."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bukti.ingest import Limits, ReadOptions
from bukti.pipeline import Meaning, Reader

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class DeskLimits:
    """Against hostile or careless input; each is named in the message that it causes."""

    upload_bytes: int = 50_000_000  # of one form with all its files
    files: int = 200  # of one form
    urls: int = 20  # of one form
    urls_per_minute: int = 30  # of all people together: the desk must not become somebody's crawler
    keys_per_minute: int = 10  # wrong ones, of all people together
    waiting_jobs: int = 20
    page: int = 25  # rows, and positions of one stance


def _fetching() -> ReadOptions:
    return ReadOptions(limits=Limits(total_seconds=45.0))


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """`token`: what a request must know where the desk is open to more than this machine. `hosts`: names it is addressed by."""

    ledger: str
    load_reader: Callable[[], Reader]
    load_meaning: Callable[[], Meaning]
    token: str = ""
    hosts: tuple[str, ...] = LOOPBACK
    limits: DeskLimits = DeskLimits()
    how: ReadOptions = field(default_factory=_fetching)
