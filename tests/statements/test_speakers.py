"""Who speaks: the cases of speakers.*.cases, and what a long or strange article must not do."""

import re
import time
from pathlib import Path
from typing import cast

import pytest

from bukti.errors import PackError
from bukti.lang import Pack, codes
from bukti.records import Span, Spans, Statement, StatementType
from bukti.statements.speaker_words import read_words, words_of
from bukti.statements.speakers import resolve_actors
from bukti.text.sentences import sentences

HERE = Path(__file__).parent
MARK = re.compile(r"\[([SCQ])(\d+) |\]")


def statement(n: int, speaker: Spans = (), cue: Spans = (), content: Spans = ()) -> Statement:
    return Statement(str(n), "a", speaker, cue, content, StatementType.INDIRECT)


def unmark(marked: str) -> tuple[str, list[Statement]]:
    """Text without its marks, and the statements that they mark."""
    text, at = "", 0
    opened: list[tuple[str, int, int]] = []
    spans: dict[int, dict[str, list[Span]]] = {}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            opened.append((mark.group(1), int(mark.group(2)), len(text)))
        else:
            role, n, start = opened.pop()
            spans.setdefault(n, {"S": [], "C": [], "Q": []})[role].append(Span(start, len(text)))
    text += marked[at:]
    return text, [build(text, n, spans[n], spans) for n in sorted(spans)]


def build(text: str, n: int, own: dict[str, list[Span]], spans: dict[int, dict[str, list[Span]]]) -> Statement:
    direct = bool(own["Q"]) and all(text[s.start] in '"“„«' for s in own["Q"])
    around = [s for other in spans if other != n for s in spans[other]["Q"]]
    nested = any(s.start <= q.start and q.end <= s.end for q in own["Q"] for s in around)
    speaker, cue, content = (tuple(sorted(own[role])) for role in "SCQ")
    kind = StatementType.DIRECT if direct else StatementType.INDIRECT
    return Statement(str(n), "a", speaker, cue, content, kind, nested=nested)


def cases() -> list[object]:
    found: list[object] = []
    for file in sorted(HERE.glob("speakers.*.cases")):
        for number, block in enumerate(re.split(r"\n\s*\n", file.read_text(encoding="utf-8"))):
            lines = [line for line in block.splitlines() if not line.startswith("#")]
            if lines:
                reason = block.splitlines()[0].lstrip("# ")[:60]
                found.append(pytest.param(file.suffixes[0][1:], "\n".join(lines[:-1]), lines[-1], id=f"{file.stem}-{number}: {reason}"))
    return found


@pytest.mark.parametrize(("lang", "marked", "expected"), cases())
def test_case(lang: str, marked: str, expected: str) -> None:
    text, statements = unmark(marked)
    found = resolve_actors(text, lang, statements, sentences(text, lang))
    told = " | ".join(f"{s.id}: {s.actor}".strip() for s in found)
    assert "=> " + told == expected


def test_no_statements() -> None:
    assert resolve_actors("Hujan turun.", "id", [], [Span(0, 12)]) == ()


def test_order_and_everything_else_stay() -> None:
    text, statements = unmark("[S1 Peter Sool] [C1 said] [Q1 no]. [S2 He] [C2 said] [Q2 yes].")
    found = resolve_actors(text, "en", statements[::-1], sentences(text, "en"))
    assert [(s.id, s.actor) for s in found] == [("2", "Peter Sool"), ("1", "Peter Sool")]
    assert [s.content for s in found] == [s.content for s in statements[::-1]]


@pytest.mark.parametrize("lang", ["xx", "und", ""])
def test_a_language_without_words_keeps_names_as_written(lang: str) -> None:
    text, statements = unmark("[S1 Ezra Klarn] [C1 zei] [Q1 ja]. [S2 Klarn] [C2 zei] [Q2 nee]. [C3 zei] [Q3 niets].")
    assert [s.actor for s in resolve_actors(text, lang, statements, sentences(text, lang))] == ["Ezra Klarn"] * 3


@pytest.mark.parametrize("text", ["", "\ud800", "…,.;", "\u202e\u200f", "((((", "[1] 2 3", "ا" * 50, "A" * 5000, "X " * 500])
def test_strange_speakers_raise_nothing(text: str) -> None:
    whole = (Span(0, len(text)),) if text else ()
    for lang in codes():
        found = resolve_actors(text, lang, [statement(1, speaker=whole, cue=whole), statement(2, content=whole)], [])
        assert all(isinstance(s.actor, str) for s in found)


def test_spans_outside_their_sentences_and_each_other() -> None:
    text = "Peter Sool said. He said."
    odd = [statement(1, speaker=(Span(5, 30), Span(0, 3))), statement(2, content=(Span(20, 99),)), statement(3)]
    assert len(resolve_actors(text, "en", odd, [Span(3, 9)])) == 3


def long_article(n: int) -> tuple[str, list[Statement]]:
    """An article with `n` statements, half of them by different persons."""
    text, statements = "", []
    for i in range(n // 2):
        name = "".join("abcdefghij"[int(digit)] for digit in str(i))
        marked = f'[S1 Menteri Umum Sava{name} Orun{name}] [C1 berkata], [Q1 hujan turun]. [Q2 "Ya,"] [C2 kata[S2 nya]]. '
        part, made = unmark(marked)
        statements += [moved(s, len(text)) for s in made]
        text += part
    return text, statements


def moved(made: Statement, by: int) -> Statement:
    speaker, cue, content = (tuple(Span(s.start + by, s.end + by) for s in spans) for spans in (made.speaker, made.cue, made.content))
    return Statement(f"{made.id}+{by}", "a", speaker, cue, content, made.type)


def test_a_long_article_takes_time_in_step_with_its_length() -> None:
    def seconds(n: int) -> float:
        text, statements = long_article(n)
        spans = sentences(text, "id")
        start = time.process_time()
        found = resolve_actors(text, "id", statements, spans)
        assert found[-1].actor == found[-2].actor and found[-1].actor.startswith("Sava")
        return time.process_time() - start

    seconds(100)  # reads the words
    assert seconds(5_000) < 25 * seconds(500) + 0.5


@pytest.mark.parametrize("code", codes())
def test_words_follow_their_table(code: str) -> None:
    words = words_of(code)
    assert words.pronouns and words.given and words.numbers and words.verbs == tuple(sorted(words.verbs, key=lambda v: -len(v.ending)))


class OddPack:
    """A pack with one table, given as rows."""

    code = "xx"

    def __init__(self, file: str, row: dict[str, str]) -> None:
        self.file, self.row = file, row

    def words(self, file: str) -> tuple[str, ...]:
        return ()

    def table(self, file: str) -> tuple[dict[str, str], ...]:
        return (self.row,) if file == self.file else ()


@pytest.mark.parametrize(
    ("file", "row", "reason"),
    [
        ("pronouns.tsv", {"word": "dia", "kind": "fourth", "number": "s", "gender": "-"}, '"fourth" is none of third'),
        ("pronouns.tsv", {"word": "dia", "kind": "third"}, "it needs word, kind, number, gender"),
        ("roles.tsv", {"word": "raja", "key": "king", "kind": "person", "gender": "male"}, '"male" is none of m, f, n'),
        ("numbers.tsv", {"word": "keempat", "count": "four"}, 'the count of "keempat" is no number'),
    ],
)
def test_words_that_do_not_follow_their_table(file: str, row: dict[str, str], reason: str) -> None:
    with pytest.raises(PackError, match=f"lang/xx/{file}.*{reason}"):
        read_words(cast(Pack, OddPack(file, row)))
