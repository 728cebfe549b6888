"""A desk on the invented story, as its annotation has it: no network is needed, and every number is known."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fakes import QuoteReader, WordMeaning
from visitor import Visitor

from bukti.runs.counting import recount
from bukti.store import Ledger, open_ledger


def story_module() -> ModuleType:
    """`benchmarks/story_ledger.py`, which belongs to no package."""
    path = Path(__file__).parents[2] / "benchmarks" / "story_ledger.py"
    spec = importlib.util.spec_from_file_location("story_ledger", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["story_ledger"] = module  # dataclasses and pickles look there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def story() -> Any:
    return story_module().Story()


@pytest.fixture(scope="session")
def told(story: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger with the story in it."""
    path = tmp_path_factory.mktemp("story") / "heron.ledger"
    with open_ledger(path, author="R. Tamsin") as ledger:
        story.file(ledger)
        recount(ledger)
    return path


@pytest.fixture
def heron(told: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(told, tmp_path / "heron.ledger"))


@pytest.fixture
def ledger(heron: Path) -> Iterator[Ledger]:
    with open_ledger(heron, author="R. Tamsin") as opened:
        yield opened


@pytest.fixture
def at() -> Iterator[Callable[..., Visitor]]:
    """Opens a desk on a ledger; options as DeskOptions has them."""
    opened: list[Visitor] = []

    def open_desk(path: Path, **options: Any) -> Visitor:
        visitor = Visitor(path, QuoteReader, WordMeaning, **options)
        opened.append(visitor)
        return visitor

    yield open_desk
    for visitor in opened:
        visitor.close()


@pytest.fixture
def desk(heron: Path, at: Callable[..., Visitor]) -> Visitor:
    """Somebody who has given his name, at a desk with the story."""
    return at(heron).called("Ann Teller")


@pytest.fixture
def empty(tmp_path: Path, at: Callable[..., Visitor]) -> Visitor:
    return at(tmp_path / "empty.ledger").called("Ann Teller")


@pytest.fixture
def claims(story: Any) -> dict[str, str]:
    """Ids of claims by their key in the annotation."""
    return {key: claim.id for key, claim in story.claims.items()}


@pytest.fixture
def articles(story: Any) -> dict[str, str]:
    """Ids of articles by the number of the report: "01"."""
    return {name[:2]: article.id for name, article in story.articles.items()}
