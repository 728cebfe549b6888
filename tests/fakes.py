"""Stand-ins that are passed in where the real thing is slow or would need the world outside."""

import re
from dataclasses import replace

from bukti.records import Article, Entity, Reading, Span, Statement, StatementType, statement_id

SAID = re.compile(r'(?P<content>"[^"]+"),? (?P<cue>said|denied) (?P<speaker>[A-Z]\w+(?: [A-Z]\w+)*)(?: \(via (?P<relay>\w+)\))?')


class QuoteReader:
    """Finds `"No ship came," said Mira Tolan (via Sentra)`. Fails on texts that hold `fails_on`, as a fault of ours would."""

    version = "quotes 1"

    def __init__(self, fails_on: str = "BOOM") -> None:
        self.fails_on = fails_on
        self.read_texts: list[str] = []

    def read(self, article: Article, *, entities: bool = False) -> Reading:
        if self.fails_on in article.text:
            raise KeyError(self.fails_on)
        self.read_texts.append(article.text)
        found = tuple(statement(article, match) for match in SAID.finditer(article.text))
        labels = tuple(Entity(*s.speaker[0], "PERSON") for s in found) if entities else ()
        return Reading(replace(article, lang=article.lang or "en"), found, labels, self.version)


def statement(article: Article, match: re.Match[str]) -> Statement:
    speaker, cue, content = ((Span(*match.span(role)),) for role in ("speaker", "cue", "content"))
    return Statement(
        statement_id(article.id, speaker, cue, content), article.id, speaker, cue, content, StatementType.DIRECT,
        actor=match["speaker"], relay=(match["relay"],) if match["relay"] else (), confidence=0.875,
    )  # fmt: skip
