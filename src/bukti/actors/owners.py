"""Whose ministry, whose president: the state of a phrase that does not name it. Each answer has its reason, the surest way comes first."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from bukti.actors.canonical import ABROAD
from bukti.actors.landscape import Landscape, Owner, institution
from bukti.actors.nations import nations
from bukti.actors.phrases import Phrase
from bukti.records import Article

WHOLE_STORY = 400  # articles of a batch that are read for whose an institution is; more of them repeat each other


class Owners:
    """For one batch of articles. Texts are read only when a phrase leaves its state open."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._landscapes = {a.id: Landscape(a) for a in articles}
        self._story: tuple[dict[tuple[str, ...], Counter[str]], Counter[str]] | None = None
        self._asked: dict[tuple[str, Phrase], Owner] = {}

    def landscape(self, article: Article) -> Landscape:
        return self._landscapes[article.id]

    def of(self, p: Phrase, article: Article, at: int) -> Owner:
        if p.owner:
            return Owner(p.owner)
        land = self.landscape(article)
        if p.country and (code := land.state_before(at)):
            return Owner(code, f'"the country" is {_name(code)}, the state named last')
        found = land.like(p, at)
        if found.code:
            return found
        key = (article.id, p)
        if key not in self._asked:
            self._asked[key] = self._from_story(p) or self._from_place(p, land, at)
        return self._asked[key]

    def _from_story(self, p: Phrase) -> Owner | None:
        """Whose the institution is in the other articles, if they agree."""
        named = self._read()[0].get(institution(p), Counter())
        best = named.most_common(2)
        if best and (len(best) == 1 or best[0][1] >= 2 * best[1][1]):
            return Owner(best[0][0], "so named in other articles of the story")
        return None

    def _from_place(self, p: Phrase, land: Landscape, at: int) -> Owner:
        if ABROAD & {*p.offices, *p.bodies}:
            return Owner("")  # an embassy is never that of the place
        if code := land.government_before(at):
            return Owner(code, f"the government of {_name(code)} was named before; less sure")
        if land.dateline:
            return Owner(land.dateline, f"the article is datelined in {_name(land.dateline)}; less sure")
        governing = land.governing or self._read()[1]
        if governing:
            code = max(governing, key=lambda c: (governing[c], self._read()[1][c]))
            return Owner(code, f"the article is mostly about the government of {_name(code)}; less sure")
        return Owner("")

    def _read(self) -> tuple[dict[tuple[str, ...], Counter[str]], Counter[str]]:
        """Whose each institution is, and whose governments the story is about."""
        if self._story is None:
            named: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
            governing: Counter[str] = Counter()
            for land in list(self._landscapes.values())[:WHOLE_STORY]:
                governing.update(land.governing)
                for _, p in land.mentions:
                    if p.owner and p.heads:
                        named[institution(p)][p.owner] += 1
            self._story = dict(named), governing
        return self._story


def _name(code: str) -> str:
    return nations()[code].name if code in nations() else code
