"""Who is meant: the cases of phrases.cases and stories.cases."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bukti.actors import ActorBook, voices
from bukti.records import ActorKind, Article, Span, Statement, StatementType, Voice, actor_id

HERE = Path(__file__).parent
MARK = re.compile(r"\[([^\]=]+)(?:=([^\]]+))?\]")


def read(lang: str, marked: str, name: str) -> tuple[Article, list[Statement]]:
    """An article without its marks, and the statements that they mark."""
    text, at, spans = "", 0, list[tuple[Span, str]]()
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((Span(len(text), len(text) + len(mark.group(1))), mark.group(2) or mark.group(1)))
        text += mark.group(1)
        at = mark.end()
    article = Article(name, text + marked[at:], lang=lang)
    made = [Statement(f"{name}-{n}", name, (span,), (), (), StatementType.INDIRECT, actor=actor) for n, (span, actor) in enumerate(spans)]
    return article, made


def parties(voice: Voice, named: dict[str, str]) -> str:
    return "; ".join(named.get(actor.party, actor.party) for actor in voice.actors)


NAMED = "Russia;South Africa;United States;United Kingdom;South Korea;North Korea;Japan;Germany;Ukraine;Brennia;Kessara"
STATES = NAMED.split(";")


def names_of_parties(found: list[Voice]) -> dict[str, str]:
    return {actor_id(state, ActorKind.STATE): state for state in STATES} | {
        actor.id: actor.name for voice in found for actor in voice.actors
    }


def phrase_cases() -> list[object]:
    lines = (HERE / "phrases.cases").read_text(encoding="utf-8").splitlines()
    rows = [re.fullmatch(r"(\w\w): (.+) => ([^|]+?)(?: \| (.+))?", line) for line in lines if line and not line.startswith("#")]
    return [pytest.param(*row.groups(), id=row.group()) for row in rows if row]


@pytest.mark.parametrize(("lang", "words", "name", "party"), phrase_cases())
def test_a_description(lang: str, words: str, name: str, party: str | None) -> None:
    article, statements = read(lang, f"[{words}]", "a")
    [voice] = voices([(article, statements)], ActorBook.standard())
    assert voice.name == name
    assert parties(voice, names_of_parties([voice])) == (party or name)


@dataclass
class Case:
    articles: list[tuple[Article, list[Statement]]]
    expected: dict[str, str]


def story_cases() -> list[object]:
    found: list[object] = []
    for block in re.split(r"\n\s*\n", (HERE / "stories.cases").read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        articles = [read(line[:2], line[4:], f"a{n}") for n, line in enumerate(lines) if re.match(r"\w\w: ", line)]
        expected = {line.split(" ", 1)[0].rstrip(":"): line.partition(" ")[2] for line in lines if not re.match(r"\w\w: ", line)}
        if articles:
            found.append(pytest.param(Case(articles, expected), id=block.splitlines()[0].lstrip("# ")))
    return found


@pytest.mark.parametrize("case", story_cases())
def test_a_story(case: Case) -> None:
    found = voices(case.articles, ActorBook.standard())
    assert " | ".join(voice.name for voice in found) == case.expected["=>"]
    if "parties" in case.expected:
        named = names_of_parties(found)
        assert " | ".join(parties(voice, named) for voice in found) == case.expected["parties"]
    if "offices" in case.expected:
        assert " | ".join(voice.office for voice in found).strip() == case.expected["offices"]
    if "apart" in case.expected:
        ids = [found[int(n) - 1].actors[0].id for n in case.expected["apart"].split()]
        assert len(set(ids)) == len(ids)


def test_the_cases_are_found() -> None:
    assert len(phrase_cases()) > 90 and len(story_cases()) > 20
