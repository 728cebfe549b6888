"""Reading in the background: what people add is read one job after the other, while they look on."""

import io
import secrets
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock

from bukti.errors import BuktiError, InputError
from bukti.ingest import ReadOptions
from bukti.pipeline import Meaning, Reader
from bukti.records import Article, Rejection
from bukti.runs.counting import recount
from bukti.runs.linking import bring_up_to_date
from bukti.runs.local import Filed, gather, read_into, rejection
from bukti.store import open_ledger
from bukti.web.contexts import JobPage, Read, Refused
from bukti.web.options import DeskOptions

KEPT = 100  # jobs whose outcome can still be looked at


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: bytes that were given, or an address."""

    name: str  # as it is shown and stored
    data: bytes | None = None
    url: str = ""

    def read(self, how: ReadOptions) -> Iterator[Article | Rejection]:
        """Bytes go in as standard input does: nothing that somebody sent is ever taken for a path."""
        if self.data is None:
            yield from gather([self.url], how)
            return
        for found in gather(["-"], replace(how, stdin=io.BytesIO(self.data))):
            yield replace(found, source=self.name + found.source.removeprefix("-"))


@dataclass(slots=True)
class Job:
    """What is being read, as far as it got. Written by one thread, shown by others."""

    id: str
    sources: Sequence[Source]
    author: str
    state: str = "waiting"  # "reading", "linking", "done", "failed"
    done: int = 0
    read: list[Read] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    step: str = ""
    part: tuple[int, int] = (0, 0)
    trouble: str = ""
    claims: int | None = None

    def page(self) -> JobPage:
        done, total = self.part if self.state == "linking" else (self.done, len(self.sources))
        return JobPage(self.id, self.state, self.step, done, total, tuple(self.read), tuple(self.refused), self.trouble, self.claims)

    def progress(self, step: str, done: int, total: int) -> None:
        """Of the linking."""
        self.step, self.part = step, (done, total)

    def end(self, future: "Future[None]") -> None:
        """What went wrong with all of it is told where people look for it."""
        error = None if future.cancelled() else future.exception()
        if isinstance(error, Exception):
            self.trouble, self.state = str(error) if isinstance(error, BuktiError) else rejection("the desk", error).message, "failed"
        else:
            self.done, self.state = len(self.sources), "done"

    def note(self, outcome: Filed | Rejection) -> None:
        if isinstance(outcome, Rejection):
            self.refused.append(Refused(outcome.source, outcome.message))
        else:
            article, added = outcome.reading.article, outcome.added
            self.read.append(Read(article.id, article.title, article.outlet, added.outcome.value, len(outcome.reading.statements)))


class Jobs:
    """One thread reads: the network needs the machine, and people still want their pages meanwhile."""

    def __init__(self, options: DeskOptions) -> None:
        self._options = options
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(1, "bukti-reading")
        self._counters = ThreadPoolExecutor(1, "bukti-counting")

    @cached_property
    def _reader(self) -> Reader:
        return self._options.load_reader()

    @cached_property
    def _meaning(self) -> Meaning:
        return self._options.load_meaning()

    def start(self, sources: Sequence[Source], author: str) -> Job:
        """Read these, then link what was read; without any, link alone: that follows what is done already, and is never refused."""
        job = Job(secrets.token_hex(8), sources, author)
        with self._lock:
            if sources and sum(each.state not in ("done", "failed") for each in self._jobs.values()) >= self._options.limits.waiting_jobs:
                raise InputError("too much is waiting to be read already; come back when some of it is done", reason="busy")
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        self._pool.submit(self._run, job).add_done_callback(job.end)
        return job

    def recount(self, claims: Collection[str]) -> None:
        """File what claims rest on, as soon as there is time."""
        self._counters.submit(self._count, claims)

    def _count(self, claims: Collection[str]) -> None:
        with open_ledger(self._options.ledger) as ledger:
            recount(ledger, claims)

    @property
    def running(self) -> str:
        """Id of a job that is not at its end, "" if there is none."""
        return next((job.id for job in list(self._jobs.values()) if job.state not in ("done", "failed")), "")

    def get(self, id: str) -> Job | None:
        return self._jobs.get(id)

    def idle(self, patience: float) -> bool:
        """Wait until nothing is being read; False if that takes longer than `patience` seconds."""
        return all(pool.submit(lambda: True).result(patience) for pool in (self._pool, self._counters))

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._counters.shutdown(cancel_futures=True)

    def _run(self, job: Job) -> None:
        if job.sources:
            job.state = "reading"
            with open_ledger(self._options.ledger, author=job.author) as ledger:
                for outcome in read_into(ledger, self._gathered(job), self._reader):
                    job.note(outcome)
        job.state = "linking"
        with open_ledger(self._options.ledger) as ledger:  # what is found is the machine's doing, whoever added the reports
            bring_up_to_date(ledger, self._meaning, job.progress)
            job.claims = ledger.counts().claims

    def _gathered(self, job: Job) -> Iterator[Article | Rejection]:
        for number, source in enumerate(job.sources):
            job.done = number
            yield from source.read(self._options.how)
