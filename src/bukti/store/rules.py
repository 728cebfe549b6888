"""What a reading must satisfy in any store: asked before it is filed, and again by `check`."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from bukti.records import Article, Reading, Statement, article_id, statement_id


def reading_flaws(reading: Reading) -> Iterator[str]:
    """One sentence for each thing wrong; none if it may be filed."""
    article = reading.article
    yield from article_flaws(article)
    for statement in reading.statements:
        yield from statement_flaws(statement, article)
    yield from (f"statement {id} is there {n} times" for id, n in Counter(s.id for s in reading.statements).items() if n > 1)
    yield from _outside("entity", ((e.start, e.end) for e in reading.entities), article)


def article_flaws(article: Article) -> Iterator[str]:
    expected = article_id(article.text, url=article.url, outlet=article.outlet, date=article.date, title=article.title)
    if article.id != expected:
        yield f"the id {article.id!r} is not the hash of the article, {expected!r}"
    if article.raw and article.sha256 and hashlib.sha256(article.raw).hexdigest() != article.sha256:
        yield "the raw bytes do not have the SHA-256 that the article names"
    yield from _outside("furniture", article.furniture, article)


def statement_flaws(statement: Statement, article: Article) -> Iterator[str]:
    if statement.article != article.id:
        yield f"statement {statement.id} belongs to article {statement.article!r}"
    expected = statement_id(statement.article, statement.speaker, statement.cue, statement.content)
    if statement.id != expected:
        yield f"the statement id {statement.id!r} is not the hash of its spans, {expected!r}"
    if not 0.0 <= statement.confidence <= 1.0:  # false for NaN too, which SQL would turn into NULL
        yield f"statement {statement.id} has the confidence {statement.confidence}, not one from 0 to 1"
    yield from _outside(f"statement {statement.id}", chain(statement.speaker, statement.cue, statement.content), article)


def _outside(what: str, spans: Iterable[tuple[int, int]], article: Article) -> Iterator[str]:
    for start, end in spans:
        if not 0 <= start < end <= len(article.text):
            yield f"{what}: characters {start} to {end} are no part of a text of {len(article.text)}"
