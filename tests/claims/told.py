"""Statements for tests, told in a line: `told("Venko denied: Ardal sold rockets")`."""

from bukti.records import Actor, ActorKind, Article, Said, Span, Statement, StatementType, Voice, actor_id, statement_id


def told(line: str, *, article: str = "a", lang: str = "en", before: str = "", date: str = "2031-03-01", kind: str = "indirect") -> Said:
    """`WHO CUE: CONTENT`, the last word before the colon is the cue. `before` is a sentence of the article that stands before it."""
    head, _, content = line.partition(": ")
    who, _, cue = head.rpartition(" ")
    text = f"{before} {line}." if before else f"{line}."
    at = len(before) + 1 if before else 0
    speaker, cue_span, spans = (
        (Span(at, at + len(who)),) if who else (),
        (Span(at + len(who) + bool(who), at + len(head)),),
        (Span(at + len(head) + 2, at + len(line)),),
    )
    s = Statement(
        statement_id(f"{article} {line}", speaker, cue_span, spans), article, speaker, cue_span, spans, StatementType(kind), confidence=0.9
    )
    actor = Actor(actor_id(who, ActorKind.PERSON), who, ActorKind.PERSON)
    assert text[spans[0].start : spans[0].end] == content and text[cue_span[0].start : cue_span[0].end] == cue
    return Said(s, Article(article, text, lang=lang, date=date), Voice(s.id, (actor,) if who else ()))
