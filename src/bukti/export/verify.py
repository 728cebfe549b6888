"""Checks a written dossier: is every quotation literally at its offsets in the article version that it names? `verify`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from os.path import commonprefix
from typing import Protocol

from bukti.errors import UnreadableError
from bukti.export.html import DATA_ID, NAMES, HtmlExporter
from bukti.export.numbers import text_sha256
from bukti.export.parts import Dossier, Excerpt, Quotation, Version
from bukti.export.plain import from_text
from bukti.records import Article, Span, Spans, Statement, statement_id


class Archive(Protocol):
    """What the ledger still has; None where it has no such article or live statement."""

    def article(self, id: str) -> Article | None: ...

    def statement(self, id: str) -> Statement | None: ...


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing in a dossier that does not hold."""

    where: str  # "[3]", "[A2]", "page"
    message: str


def read_dossier(text: str, where: str) -> tuple[Dossier, list[Flaw]]:
    """The data of a .json or .html file, and what of the page does not follow from its data. UnreadableError for anything else."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return from_text(text.lstrip("\ufeff"), where), []
    finder = _DataFinder()
    finder.feed(text)
    if len(finder.found) != 1:
        raise UnreadableError("no dossier: give the .html or .json file that bukti wrote", where=where, reason="no-dossier")
    dossier = from_text(finder.found[0], where)
    same = not _dangling(dossier) and HtmlExporter().write(dossier).splitlines() == text.splitlines()
    return dossier, [] if same else [Flaw("page", "what the page shows is not what this version of bukti writes from the data in it")]


class _DataFinder(HTMLParser):
    """Collects the data blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and dict(attrs).get("id") == DATA_ID
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def verify(dossier: Dossier, archive: Archive) -> list[Flaw]:
    """Empty if every quotation stands in its article as quoted, belongs to the statement it names, and every citation leads somewhere."""
    articles = {v.number: archive.article(v.id) for v in dossier.versions}
    flaws = [flaw for n, v in enumerate(dossier.versions, 1) for flaw in _version(n, v, articles[v.number])]
    for n, quotation in enumerate(dossier.quotations, 1):
        flaws += [Flaw(f"[{n}]", message) for message in _quotation(n, quotation, dossier.versions, articles, archive)]
    return flaws + _dangling(dossier)


def _version(n: int, version: Version, article: Article | None) -> Iterator[Flaw]:
    where = f"[A{n}]"
    if version.number != n:
        yield Flaw(where, f"is numbered {version.number}")
    if article is None or article.id != version.id:
        yield Flaw(where, f"there is no article {version.id} in the ledger")
        return
    for field in ("outlet", "date", "title", "url", "lang", "fetched", "sha256", "replaces"):
        if getattr(article, field) != getattr(version, field):
            yield Flaw(where, f"its {field} is {getattr(article, field)!r} in the ledger, not {getattr(version, field)!r}")
    if text_sha256(article.text) != version.text_sha256:
        yield Flaw(where, "the text in the ledger has another SHA-256")


def _quotation(n: int, q: Quotation, versions: Sequence[Version], articles: dict[int, Article | None], archive: Archive) -> Iterator[str]:
    if q.number != n:
        yield f"is numbered {q.number}"
    article = articles.get(q.version)
    if article is None:
        yield f"cites article [A{q.version}], which is not there"
        return
    for excerpt in q.excerpts:
        yield from _excerpt(excerpt, article.text)
    if statement_id(article.id, _spans(q.speaker), _spans(q.cue), _spans(q.content)) != q.statement:
        yield f"its places are not those of statement {q.statement}"
    elif (kept := archive.statement(q.statement)) is None:
        yield f"there is no statement {q.statement} in the ledger, or a later reading withdrew it"
    elif (kept.type.value, kept.relay) != (q.type, q.relay):
        yield f"statement {q.statement} has another type or another way in the ledger"


def _excerpt(e: Excerpt, text: str) -> Iterator[str]:
    if not 0 <= e.start < e.end <= len(text):
        yield f"characters {e.start} to {e.end} are not in an article of {len(text)}"
    elif text[e.start : e.end] != e.text:
        at = max(len(commonprefix([text[e.start : e.end], e.text])) - 20, 0)  # shown from shortly before the first difference
        yield f"characters {e.start} to {e.end} read {_short(text[e.start + at : e.end])!r}, not {_short(e.text[at:])!r}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:58]} …"


def _spans(excerpts: Sequence[Excerpt]) -> Spans:
    return tuple(Span(e.start, e.end) for e in excerpts)


def _dangling(dossier: Dossier) -> list[Flaw]:
    """Sentences, and what stands beside them, that lead to what the dossier does not hold."""
    quotations, versions = len(dossier.quotations), len(dossier.versions)
    flaws = [
        Flaw("page", f"a sentence cites what is not there: {_short(line.text)!r}")
        for line in dossier.lines()
        if not all(1 <= n <= quotations for n in line.quotations) or not all(1 <= n <= versions for n in line.versions)
    ]
    flaws += [Flaw("page", f"there is no stance {side.stance!r}") for side in dossier.sides if side.stance not in NAMES]
    return flaws + [Flaw("page", f"it leads to [{place}], which is not there") for place in dict.fromkeys(_lost(dossier))]


def _lost(dossier: Dossier) -> Iterator[str]:
    """Numbers beside sentences, by which the page is put together."""
    stands = [stand for side in dossier.sides for speaker in side.speakers for stand in speaker.stands]
    chains = [chain for root in dossier.roots for chain in root.chains]
    quotations = (*(s.quotation for s in stands), *(n for chain in chains for n in chain.quotations))
    yield from (f"{n}" for n in quotations if not 1 <= n <= len(dossier.quotations))
    ends = (n for descent in dossier.descents for n in (descent.child, descent.parent))
    versions = (*(q.version for q in dossier.quotations), *ends, *(n for fall in dossier.falls for n in (fall.version, *fall.also)))
    yield from (f"A{n}" for n in versions if not 1 <= n <= len(dossier.versions))
    yield from (f"O{s.origin}" for s in stands if not 0 <= s.origin <= len(dossier.roots))
