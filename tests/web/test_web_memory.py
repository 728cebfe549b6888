"""What the desk remembers is never older than it may be, and what takes long holds nobody up twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from bukti.web import memory as remembering
from bukti.web.memory import Memory


class Clock:
    """Stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "desk.ledger"
    path.write_bytes(b"1")
    return path


@pytest.fixture
def memory(ledger: Path, clock: Clock) -> Iterator[Memory]:
    made = Memory(str(ledger), clock)
    yield made
    made.close()


def taking(clock: Clock, seconds: float, value: str) -> Callable[[], str]:
    def make() -> str:
        clock.now += seconds
        return value

    return make


def test_of_several_things_only_those_that_are_missing_are_made(memory: Memory, ledger: Path) -> None:
    asked: list[list[str]] = []

    def make(keys: list[str]) -> dict[str, str]:
        asked.append(keys)
        return {key: key.upper() for key in keys if key != "nobody"}

    assert memory.many(["a", "b", "a"], make) == {"a": "A", "b": "B"}
    assert memory.many(["c", "nobody", "a"], make) == {"a": "A", "c": "C"}
    assert asked == [["a", "b"], ["c", "nobody"]]
    ledger.write_bytes(b"22")
    memory.many(["a"], make)
    assert asked[-1] == ["a"]


def test_what_is_made_quickly_is_made_while_the_reader_waits(memory: Memory, ledger: Path, clock: Clock) -> None:
    assert memory.behind("counts", taking(clock, 0, "one"), 60) == "one"
    clock.now = 61
    assert memory.behind("counts", taking(clock, 0, "two"), 60) == "one", "the ledger is as it was"
    ledger.write_bytes(b"22")
    assert memory.behind("counts", taking(clock, 0, "two"), 60) == "two"


def test_nobody_waits_a_second_time_for_what_is_made_slowly(memory: Memory, ledger: Path, clock: Clock) -> None:
    assert memory.behind("stories", taking(clock, 2 * remembering.SLOW, "one"), 60) == "one"
    ledger.write_bytes(b"22")
    clock.now += 61
    go, done = Event(), Event()

    def slowly() -> str:
        go.wait(30)
        done.set()
        return "two"

    assert [memory.behind("stories", slowly, 60) for _ in range(2)] == ["one", "one"]
    go.set()
    assert done.wait(30)
    memory.close()  # waits for what is being made
    assert memory.behind("stories", taking(clock, 0, "three"), 60) == "two"


def test_what_cannot_be_made_is_tried_again(memory: Memory) -> None:
    def fail() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        memory.behind("counts", fail, 60)
    assert memory.behind("counts", lambda: "one", 60) == "one"


def test_memory_has_room_for_so_many_rows(memory: Memory) -> None:
    rows = remembering.MOST // 2
    for name in "abc":
        memory.get(name, lambda: [0] * rows)
    assert memory.get("c", lambda: []) == [0] * rows
    assert memory.get("a", lambda: ["anew"]) == ["anew"]
