"""Numbers for what sentences cite: quotations in the order in which the dossier shows them, articles and origins by date."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bukti.export.case import Case, Taken
from bukti.export.parts import Excerpt, Quotation, Version
from bukti.records import Article, Origin, Said, Spans, Stance

REJECTED = "rejected"
SIDES = (*(stance.value for stance in Stance), REJECTED)


@dataclass(frozen=True, slots=True)
class Placed:
    """A position with its statement and the numbers by which it is cited."""

    taken: Taken
    said: Said
    number: int  # Quotation.number
    version: int  # Version.number
    origin: Origin | None
    root: int  # Root.number, 0 for none

    @property
    def side(self) -> str:
        return self.taken.position.stance.value if self.taken.holds else REJECTED

    @property
    def name(self) -> str:
        """Whose words they are; "" for nobody known."""
        return self.said.voice.name or self.said.statement.actor or self.said.speaker

    @property
    def date(self) -> str:
        """Of the utterance, or else "" ."""
        return self.origin.date if self.origin else ""


@dataclass(frozen=True, slots=True)
class Cited:
    """All that is numbered."""

    placed: tuple[Placed, ...]  # by number
    articles: tuple[Article, ...]  # by number
    origins: tuple[Origin, ...]  # by number
    version_of: dict[str, int]  # Article.id -> Version.number
    of_article: dict[str, tuple[int, ...]]  # Article.id -> numbers of its quotations

    def of(self, placed: Iterable[Placed]) -> tuple[int, ...]:
        return tuple(sorted({p.number for p in placed}))


def cited(case: Case) -> Cited:
    known = [t for t in case.taken if t.position.statement in case.said]
    ordered = _in_order([(t, case.said[t.position.statement]) for t in known])
    articles = _articles(case, [said for _, said in ordered])
    version_of = {article.id: number for number, article in enumerate(articles, 1)}
    statements = {said.statement.id for _, said in ordered}
    origins = tuple(sorted((o for o in case.origins if statements & set(o.statements)), key=lambda o: (o.date or "9999", o.id)))
    home = {s: (number, o) for number, o in enumerate(origins, 1) for s in o.statements}
    placed = []
    for number, (taken, said) in enumerate(ordered, 1):
        root, origin = home.get(said.statement.id, (0, None))
        placed.append(Placed(taken, said, number, version_of[said.article.id], origin, root))
    return Cited(tuple(placed), articles, origins, version_of, _by_article(placed))


def _in_order(known: Sequence[tuple[Taken, Said]]) -> list[tuple[Taken, Said]]:
    """By side, then by actor, the first to speak first, then by time and place."""

    def name(said: Said) -> str:
        return said.voice.name or said.statement.actor or said.speaker

    def age(pair: tuple[Taken, Said]) -> tuple[str, str, int]:
        s = pair[1]
        return (s.article.date or "9999", s.article.id, min((span.start for span in s.statement.content), default=0))

    def side(taken: Taken) -> int:
        return SIDES.index(taken.position.stance.value if taken.holds else REJECTED)

    first: dict[tuple[int, str], tuple[str, str, int]] = {}
    for pair in sorted(known, key=age):
        first.setdefault((side(pair[0]), name(pair[1])), age(pair))
    return sorted(known, key=lambda p: (side(p[0]), first[side(p[0]), name(p[1])], name(p[1]), age(p)))


def _articles(case: Case, said: Iterable[Said]) -> tuple[Article, ...]:
    """Those with a position, and those from which they come."""
    quoted = {s.article.id: s.article for s in said}
    parents = {d.parent: case.articles[d.parent] for d in case.derivations if d.child in quoted and d.parent in case.articles}
    return tuple(sorted((parents | quoted).values(), key=lambda a: (a.date or "9999", a.id)))


def _by_article(placed: Iterable[Placed]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for p in placed:
        found[p.said.article.id] = (*found.get(p.said.article.id, ()), p.number)
    return found


def quotation(placed: Placed) -> Quotation:
    s, text = placed.said.statement, placed.said.article.text
    speaker, cue, content = (excerpts(text, spans) for spans in (s.speaker, s.cue, s.content))
    return Quotation(placed.number, s.id, placed.version, speaker, cue, content, s.type.value, s.relay)


def excerpts(text: str, spans: Spans) -> tuple[Excerpt, ...]:
    return tuple(Excerpt(start, end, text[start:end]) for start, end in spans)


def version(number: int, article: Article) -> Version:
    a = article
    return Version(number, a.id, a.outlet, a.date, a.title, a.url, a.lang, a.fetched, a.sha256, text_sha256(a.text), a.replaces)


def text_sha256(text: str) -> str:
    # Unpaired surrogates have no UTF-8, and a text that holds some must be checkable all the same.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
