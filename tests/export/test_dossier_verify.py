"""A dossier that somebody touched is found out. Hypothesis does the touching."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bukti.errors import UnreadableError
from bukti.export import Case, Dossier, dossier, exporter, read_dossier, verify
from bukti.export.parts import Excerpt, Quotation
from bukti.records import Span, Stance, statement_id

Kit = Any  # see conftest.py
patient = settings(deadline=None, max_examples=60)  # the machine may be busy
ROLES = ("speaker", "cue", "content")


@pytest.fixture(scope="module")
def page(story: Case) -> str:
    return exporter("html").write(dossier(story))


@pytest.fixture(scope="module")
def data_file(story: Case) -> str:
    return exporter("json").write(dossier(story))


def with_excerpt(made: Dossier, number: int, role: str, excerpt: Excerpt) -> Dossier:
    """The first excerpt of one role of a quotation, replaced."""
    old = made.quotation(number)
    return with_quotation(made, replace(old, **{role: (excerpt, *getattr(old, role)[1:])}))


def with_quotation(made: Dossier, quotation: Quotation) -> Dossier:
    return replace(made, quotations=tuple(quotation if q.number == quotation.number else q for q in made.quotations))


def text_of(case: Case, made: Dossier, number: int) -> str:
    wanted = made.version(made.quotation(number).version).id
    return next(s.article.text for s in case.said.values() if s.article.id == wanted)


def test_what_was_written_holds(kit: Kit, story: Case) -> None:
    for format in ("html", "json"):
        made, flaws = read_dossier(exporter(format).write(dossier(story)), "x")
        assert flaws + verify(made, kit.shelf(story)) == []


@patient
@given(number=st.integers(1, 3), role=st.sampled_from(ROLES), data=st.data())
def test_other_words_are_found(kit: Kit, story: Case, number: int, role: str, data: st.DataObject) -> None:
    made = dossier(story)
    old = getattr(made.quotation(number), role)[0]
    at = data.draw(st.integers(0, len(old.text) - 1))
    letter = data.draw(st.characters())
    words = data.draw(st.sampled_from([old.text[:at] + letter + old.text[at + 1 :], old.text[:at] + old.text[at + 1 :], letter + old.text]))
    assume(words != old.text)
    flaws = verify(with_excerpt(made, number, role, replace(old, text=words)), kit.shelf(story))
    assert [flaw.where for flaw in flaws] == [f"[{number}]"] and "read" in flaws[0].message


@patient
@given(number=st.integers(1, 3), role=st.sampled_from(ROLES), start=st.integers(-5, 120), end=st.integers(-5, 120))
def test_other_offsets_are_found_even_if_the_words_are_those_that_stand_there(
    kit: Kit, story: Case, number: int, role: str, start: int, end: int
) -> None:
    made = dossier(story)
    old = getattr(made.quotation(number), role)[0]
    assume((start, end) != (old.start, old.end))
    text = text_of(story, made, number)
    touched = with_excerpt(made, number, role, Excerpt(start, end, text[max(start, 0) : max(end, 0)]))
    assert {flaw.where for flaw in verify(touched, kit.shelf(story))} == {f"[{number}]"}


@patient
@given(number=st.integers(1, 3), start=st.integers(0, 60), size=st.integers(1, 40))
def test_a_statement_that_the_ledger_never_had_is_found_though_its_id_fits(
    kit: Kit, story: Case, number: int, start: int, size: int
) -> None:
    made = dossier(story)
    old, text = made.quotation(number), text_of(story, made, number)
    assume(start + size <= len(text))
    content = (Excerpt(start, start + size, text[start : start + size]),)
    assume(content != old.content)
    spans = [tuple(Span(e.start, e.end) for e in part) for part in (old.speaker, old.cue, content)]
    forged = replace(old, content=content, statement=statement_id(made.version(old.version).id, *spans))
    (flaw,) = verify(with_quotation(made, forged), kit.shelf(story))
    assert "no statement" in flaw.message


@patient
@given(a=st.integers(1, 3), b=st.integers(1, 3), role=st.sampled_from(ROLES))
def test_a_splice_of_two_statements_is_found(kit: Kit, story: Case, a: int, b: int, role: str) -> None:
    assume(a != b)
    made = dossier(story)
    spliced = replace(made.quotation(a), **{role: getattr(made.quotation(b), role)})
    assert verify(with_quotation(made, spliced), kit.shelf(story))


def test_a_swallowed_negation_is_found(kit: Kit) -> None:
    report = kit.article("Ren Olt said the ferry carried no mines at all.", "Echo")
    case = kit.case_of((kit.said(report, "Ren Olt", "said", "the ferry carried no mines"), Stance.DENIES))
    made = dossier(case)
    (content,) = made.quotation(1).content
    at = content.text.index("no ")
    for excerpts in (
        (replace(content, text=content.text.replace("no ", "")),),
        (
            Excerpt(content.start, content.start + at, content.text[:at]),
            Excerpt(content.start + at + 3, content.end, content.text[at + 3 :]),
        ),
    ):
        assert verify(with_quotation(made, replace(made.quotation(1), content=excerpts)), kit.shelf(case))


@pytest.mark.parametrize(
    ("touch", "found"),
    [
        (lambda made: {"outlet": "The Other Echo"}, "its outlet is"),
        (lambda made: {"date": "2031-01-01"}, "its date is"),
        (lambda made: {"url": "https://example.com/other"}, "its url is"),
        (lambda made: {"sha256": "0" * 64}, "its sha256 is"),
        (lambda made: {"text_sha256": "0" * 64}, "another SHA-256"),
        (lambda made: {"id": "f" * 16}, "no article"),
        (lambda made: {"number": 7}, "is numbered"),
        (lambda made: {"replaces": "f" * 16}, "its replaces is"),
    ],
)
def test_an_article_that_is_cited_wrongly_is_found(kit: Kit, story: Case, touch: Callable[[Dossier], Any], found: str) -> None:
    made = dossier(story)
    first, *rest = made.versions
    flaws = verify(replace(made, versions=(replace(first, **touch(made)), *rest)), kit.shelf(story))
    assert any(flaw.where == "[A1]" and found in flaw.message for flaw in flaws)


def test_what_the_ledger_has_not_any_more_is_told(kit: Kit, story: Case) -> None:
    made = dossier(story)
    statement, article = made.quotation(1).statement, made.version(2).id
    told = [str(flaw.message) for flaw in verify(made, kit.shelf(story, frozenset({statement, article})))]
    assert any("later reading withdrew it" in message for message in told)
    assert f"there is no article {article} in the ledger" in told


def test_a_sentence_that_cites_nothing_that_is_there_is_found(kit: Kit, story: Case) -> None:
    made = dossier(story)
    first, *rest = made.summary
    flaws = verify(replace(made, summary=(replace(first, quotations=(99,)), *rest)), kit.shelf(story))
    assert [flaw.message for flaw in flaws] == [f"a sentence cites what is not there: {first.text!r}"]


def stand(plain: Any) -> Any:
    return plain["sides"][0]["speakers"][0]["stands"][0]


@pytest.mark.parametrize(
    ("touch", "found"),
    [
        (lambda p: stand(p).update(quotation=99), "[99]"),
        (lambda p: stand(p).update(quotation=0), "[0]"),
        (lambda p: stand(p).update(origin=9), "[O9]"),
        (lambda p: p["sides"][0].update(stance="praises"), "no stance 'praises'"),
        (lambda p: p["falls"][0].update(version=99), "[A99]"),
        (lambda p: p["falls"][0].update(also=[-1]), "[A-1]"),
        (lambda p: p["descents"][0].update(child=99), "[A99]"),
        (lambda p: p["roots"][0]["chains"][0].update(quotations=[99]), "[99]"),
        (lambda p: p["quotations"][0].update(version=99), "[A99]"),
    ],
)
def test_numbers_that_lead_nowhere_are_found_and_no_page_is_made_of_them(
    kit: Kit, story: Case, data_file: str, touch: Callable[[Any], None], found: str
) -> None:
    plain = json.loads(data_file)
    touch(plain)
    block = f'<script type="application/json" id="bukti-dossier">{json.dumps(plain)}</script>'
    for text in (json.dumps(plain), block):
        made, flaws = read_dossier(text, "x")
        assert any(found in flaw.message for flaw in verify(made, kit.shelf(story)))
        assert bool(flaws) == (text is block)


def test_a_confidence_that_is_no_number_is_refused(data_file: str) -> None:
    plain = json.loads(data_file)
    stand(plain).update(confidence=float("nan"))
    with pytest.raises(UnreadableError, match="NaN is no number"):
        read_dossier(f'<script type="application/json" id="bukti-dossier">{json.dumps(plain)}</script>', "x")


@patient
@given(at=st.integers(0, 10**6), letter=st.characters(categories=["Ll", "Nd"]))
def test_a_page_that_was_touched_anywhere_is_found(page: str, at: int, letter: str) -> None:
    """Words, citations, styles: all that can be seen follows from the data, or the page is not what was written."""
    at %= len(page)
    assume(page[at] != letter and page[at] != "\n")
    with suppress(UnreadableError):
        assert read_dossier(page[:at] + letter + page[at + 1 :], "x")[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "{",
        "[]",
        '{"format": "bukti dossier 9"}',
        "<html><body>no dossier</body></html>",
        '<script type="application/json" id="bukti-dossier">{</script>',
        "[" * 100_000,
        "{" + '"a":{' * 100_000,
        "# Dossier: a Markdown file",
    ],
)
def test_what_is_no_dossier_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="no dossier"):
        read_dossier(text, "x")


PLACES = st.sampled_from(["quotations", "versions", "summary", "sides", "claim", "status", "independent_assert"])
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3), lambda x: st.lists(x, max_size=2), max_leaves=4)


@patient
@given(place=PLACES, value=JSON)
def test_data_of_another_form_is_refused_or_read_back_as_it_is(data_file: str, place: str, value: object) -> None:
    plain = json.loads(data_file) | {place: value}
    try:
        made, _ = read_dossier(json.dumps(plain), "x")
    except UnreadableError as error:
        assert "no dossier" in str(error)
    else:
        assert json.loads(exporter("json").write(made)) == plain
