"""How statements are marked in a text."""

import pytest

from bukti.cli.marks import bracketed, coloured
from bukti.records import Article, Reading, Span, Spans, Statement, StatementType

CASES = [
    # who says it before the content
    ("Mira said: no ship.", ["0-4 | 5-9 | 11-18"], "[1S Mira] [1C said]: [1Q no ship]."),
    # the cue in the middle of a split quotation: two segments, one statement
    ("“No,” said Mira, “ship.”", ["11-15 | 6-10 | 0-5 17-24"], "[1Q “No,”] [1C said] [1S Mira], [1Q “ship.”]"),
    # one statement in another one's content: the brackets nest
    ("Mira said Oren denied it", ["0-4 | 5-9 | 10-24", "10-14 | 15-21 | 22-24"], "[1S Mira] [1C said] [1Q [2S Oren] [2C denied] [2Q it]]"),
    # neighbours: one closes before the other opens
    ("AB", ["0-1 | 1-2 | "], "[1S A][1C B]"),
    ("Nobody said a word.", [], "Nobody said a word."),
    ("\x1b[2JA said: b", ["4-5 | 6-10 | 12-13"], "\ufffd[2J[1S A] [1C said]: [1Q b]"),
]


def spans(text: str) -> Spans:
    return tuple(Span(*map(int, part.split("-"))) for part in text.split())


def reading(text: str, statements: list[str]) -> Reading:
    """Each statement as "speaker | cue | content"."""
    found = []
    for line in statements:
        speaker, cue, content = map(spans, line.split("|"))
        found.append(Statement("s", "a", speaker, cue, content, StatementType.DIRECT))
    return Reading(Article("a", text), tuple(found))


@pytest.mark.parametrize(("text", "statements", "expected"), CASES)
def test_brackets_where_there_is_no_colour(text: str, statements: list[str], expected: str) -> None:
    assert bracketed(reading(text, statements)) == expected


def test_colours_add_only_the_numbers_of_the_statements() -> None:
    painted = coloured(reading("“No,” said Mira, “ship.”", ["11-15 | 6-10 | 0-5 17-24"]))
    assert painted.plain == "¹“No,” said Mira, ¹“ship.”"
    styles = {painted.plain[s.start : s.end]: s.style for s in painted.spans}
    assert (styles["“No,”"], styles["said"], styles["Mira"]) == ("green", "bold yellow", "bold cyan")


def test_what_is_no_part_of_the_report_is_struck_out() -> None:
    painted = coloured(Reading(Article("a", "Read too: ports", furniture=(Span(0, 9),))))
    assert [(s.start, s.end, s.style) for s in painted.spans] == [(0, 9, "dim strike")]
