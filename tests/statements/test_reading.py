"""Short texts and all of their statements, read with the shipped weights: the cases of reading.cases."""

from pathlib import Path

import pytest
from text.casefile import Case, cases

from bukti.records import Article, Spans, Statement
from bukti.statements import StatementReader

CASES = cases(Path(__file__).with_name("reading.cases"))
ROLES = 5  # speaker, cue, content, type, actor; then "nested" or nothing


def written(text: str, s: Statement) -> str:
    def words(spans: Spans) -> str:
        return " ;; ".join(text[slice(*span)] for span in spans)

    return " | ".join([words(s.speaker), words(s.cue), words(s.content), s.type, s.actor, *(["nested"] if s.nested else [])])


def parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


def marked() -> list[pytest.param]:
    misses = [[pytest.mark.xfail(reason=case.known_miss, strict=True)] if case.known_miss else [] for case in CASES]
    return [pytest.param(case, id=case.name, marks=miss) for case, miss in zip(CASES, misses, strict=True)]


@pytest.mark.parametrize("case", marked())
def test_reads(case: Case, reader: StatementReader) -> None:
    reading = reader.read(Article("a", case.text, lang=case.lang))
    assert [written(case.text, s) for s in reading.statements] == [" | ".join(parts(line)) for line in case.expected]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases_follow_their_notation(case: Case) -> None:
    for line in case.expected:
        found = parts(line)
        assert len(found) == ROLES or found[ROLES:] == ["nested"], line
        assert all(segment in case.text for role in found[:3] for segment in role.split(" ;; ")), line
        assert found[3] in ("direct", "indirect", "mixed"), line


def test_known_misses_are_few() -> None:
    missed = [case.name for case in CASES if case.known_miss]
    assert len(missed) <= len(CASES) // 4, "the shipped weights are not what these cases were written for"


@pytest.mark.parametrize(("lang", "least"), [("id", 10), ("en", 10), ("de", 10), ("ru", 10), ("uk", 1), ("ms", 1), ("es", 1)])
def test_every_language_has_its_cases(lang: str, least: int) -> None:
    assert sum(case.lang == lang for case in CASES) >= least
