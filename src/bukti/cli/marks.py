"""An article's text with its statements marked: in colours, or in brackets where there are none."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from bukti.cli.text import printable
from bukti.records import Reading, Span, Statement

STYLES = {"Q": "green", "C": "bold yellow", "S": "bold cyan"}  # content, cue, speaker: what is painted later lies on top
NUMBER = "dim"
FURNITURE = "dim strike"
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Mark(NamedTuple):
    number: int  # of the statement, from 1
    role: str  # a key of STYLES
    span: Span


def marks(statements: Sequence[Statement]) -> Iterator[Mark]:
    for number, statement in enumerate(statements, 1):
        for role, spans in (("Q", statement.content), ("C", statement.cue), ("S", statement.speaker)):
            yield from (Mark(number, role, span) for span in spans)


def coloured(reading: Reading) -> Text:
    """Speakers, cues and contents in their colours, and before each content the number of its statement."""
    text = Text(printable(reading.article.text))
    for start, end in reading.article.furniture:
        text.stylize(FURNITURE, start, end)
    found = sorted(marks(reading.statements), key=lambda mark: list(STYLES).index(mark.role))
    for mark in found:
        text.stylize(STYLES[mark.role], *mark.span)
    contents = sorted((mark.span.start, mark.number) for mark in found if mark.role == "Q")
    out = Text()
    for part, number in zip(text.divide([start for start, _ in contents]), ["", *(str(n) for _, n in contents)], strict=True):
        out.append(number.translate(SUPERSCRIPT), NUMBER).append_text(part)
    out.rstrip()
    return out


def bracketed(reading: Reading) -> str:
    """`[2S Mira Tolan] [2C said]: [2Q "No ship came"]`, the notation in which the legend explains it."""
    text = printable(reading.article.text)
    # At one place, brackets close before others open; of those that open together the longest is outermost.
    edges = [(m.span.start, 1, -m.span.end, f"[{m.number}{m.role} ") for m in marks(reading.statements)]
    edges += [(m.span.end, 0, -m.span.start, "]") for m in marks(reading.statements)]
    out, done = [], 0
    for place, _, _, bracket in sorted(edges):
        out += [text[done:place], bracket]
        done = place
    return ("".join(out) + text[done:]).rstrip()
