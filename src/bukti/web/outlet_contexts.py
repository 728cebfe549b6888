"""What the pages of outlets show."""

from dataclasses import dataclass

from bukti.records import Article
from bukti.web.contexts import Kin, Pager


@dataclass(frozen=True, slots=True)
class OutletLine:
    """One outlet in the list of all."""

    name: str
    articles: int
    passed: int  # of them, those that come from another article
    taken: int  # articles of others that come from these
    first: str  # dates, as exact as the articles are dated
    last: str
    langs: tuple[str, ...]

    @property
    def own(self) -> int:
        return self.articles - self.passed


@dataclass(frozen=True, slots=True)
class OutletsPage:
    rows: tuple[OutletLine, ...]
    words: str
    sort: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class OutletRow:
    article: Article
    parents: tuple[Kin, ...]
    children: int


@dataclass(frozen=True, slots=True)
class OutletPage:
    name: str
    rows: tuple[OutletRow, ...]
    own: int  # articles that come from no other, as far as is known
    passed: int
    taken: int  # articles of others that come from these
    pager: Pager
