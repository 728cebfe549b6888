"""Records as JSON: one shape for every command that prints them. Offsets are characters into the article's text, end exclusive."""

from bukti.cli.display import said
from bukti.records import Article, Reading, Spans, Statement

Json = dict[str, object]


def statement_json(statement: Statement) -> Json:
    """The shape that the machine interface in DESIGN.md fixes."""
    return {
        "speaker": spans_json(statement.speaker),
        "cue": spans_json(statement.cue),
        "content": spans_json(statement.content),
        "type": statement.type.value,
        "actor": statement.actor,
        "relay": list(statement.relay),
        "nested": statement.nested,
        "confidence": round(statement.confidence, 4),
    }


def listed_statement(statement: Statement, article: Article) -> Json:
    """A statement away from its article: with ids, with what to cite, and with its words."""
    return {
        "id": statement.id,
        "article": article.id,
        "outlet": article.outlet,
        "date": article.date,
        "lang": article.lang,
        "url": article.url,
        **statement_json(statement),
        "speaker_text": said(statement.speaker, article),
        "cue_text": said(statement.cue, article),
        "content_text": said(statement.content, article),
    }


def article_json(article: Article) -> Json:
    """All that is known of it, without the text."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "date": article.date,
        "lang": article.lang,
        "source": article.source,
        "fetched": article.fetched,
        "sha256": article.sha256,
        "replaces": article.replaces,
    }


def reading_json(reading: Reading) -> Json:
    return {
        **article_json(reading.article),
        "text": reading.article.text,
        "furniture": spans_json(reading.article.furniture),
        "statements": [{"id": s.id, **statement_json(s)} for s in reading.statements],
        "model": reading.model,
        "notices": list(reading.notices),
    }


def spans_json(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]
