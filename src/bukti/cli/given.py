"""Statements that a document brings with it: their spans stay, and only what is missing is filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bukti.cli.records import Json
from bukti.pipeline import Reader
from bukti.records import Article, Reading, Span, Spans, Statement, StatementType, content_id, statement_id
from bukti.statements.quoted import kind
from bukti.text.quotes import quotations

FOR_SURE = 1.0  # the confidence of a statement that somebody gives without one


class Filling:
    """A Reader that keeps the statements given for an article, by its id, and reads those of other articles."""

    def __init__(self, reader: Reader, given: Mapping[str, Sequence[Statement]]) -> None:
        self._reader, self._given = reader, given

    @property
    def version(self) -> str:
        return self._reader.version

    def read(self, article: Article, *, entities: bool = False, given: Sequence[Statement] | None = None) -> Reading:
        return self._reader.read(article, entities=entities, given=self._given.get(article.id, given))


def statements(document: Json, article: Article) -> list[Statement] | None:
    """None where the document has no `statements`. ValueError says what is wrong with them."""
    listed = document.get("statements")
    if listed is None:
        return None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise ValueError('"statements" is no list of objects')
    marks = quotations(article.text, article.lang)
    found: dict[str, Statement] = {}
    for number, one in enumerate(listed):
        try:
            speaker, cue, content = (spans(one, role, len(article.text)) for role in ("speaker", "cue", "content"))
            if not content:
                raise ValueError('"content" is empty')
            id = statement_id(article.id, speaker, cue, content)
            id = content_id(id, number) if id in found else id  # somebody may give one twice, and gets both back
            type_ = StatementType(one["type"]) if one.get("type") else kind(article.text, content, marks)
            found[id] = Statement(id, article.id, speaker, cue, content, type_, *facts(one))
        except ValueError as error:
            raise ValueError(f'"statements", number {number + 1}: {error}') from None
    return [*with_nesting(list(found.values()), listed)]


def spans(one: Json, role: str, end: int) -> Spans:
    listed = one.get(role) or []
    if not isinstance(listed, list):
        raise ValueError(f'"{role}" is no list of [start, end]')
    found = []
    for pair in listed:
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(place) is int for place in pair) and 0 <= pair[0] < pair[1] <= end):
            raise ValueError(f'"{role}": {pair!r} is no [start, end] within the text of {end:,} characters')
        found.append(Span(*pair))
    return tuple(found)


def facts(one: Json) -> tuple[str, tuple[str, ...], bool, float]:
    """actor, relay, nested and confidence, as far as they are given."""
    actor, relay, nested, confidence = one.get("actor") or "", one.get("relay") or [], one.get("nested") or False, one.get("confidence")
    if not isinstance(actor, str):
        raise ValueError('"actor" is not a string')
    if not isinstance(relay, list) or not all(isinstance(name, str) for name in relay):
        raise ValueError('"relay" is no list of strings')
    if not isinstance(nested, bool):
        raise ValueError('"nested" is neither true nor false')
    if confidence is not None and (isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1):
        raise ValueError('"confidence" is no number from 0 to 1')
    return actor, tuple(relay), nested, FOR_SURE if confidence is None else float(confidence)


def with_nesting(found: Sequence[Statement], listed: Sequence[Json]) -> Iterator[Statement]:
    for statement, one in zip(found, listed, strict=True):
        nested = statement.nested if one.get("nested") is not None else any(inside(statement, other) for other in found)
        yield replace(statement, nested=nested)


def inside(inner: Statement, outer: Statement) -> bool:
    """All of the inner one stands in one segment of the outer one's content."""
    if inner is outer:
        return False
    ranges = (*inner.cue, *inner.content)
    whole = Span(min(s.start for s in ranges), max(s.end for s in ranges))
    return any(o.start <= whole.start and whole.end <= o.end and o != whole for o in outer.content)
