from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text.casefile import Case, cases

from bukti.records import Span
from bukti.text.paragraphs import paragraphs
from bukti.text.sentences import LONGEST, sentences


@pytest.mark.parametrize("case", cases(Path(__file__).with_name("sentences.cases")), ids=lambda case: case.name)
def test_breaks_into_sentences(case: Case) -> None:
    assert tuple(case.text[slice(*s)] for s in sentences(case.text, case.lang)) == case.expected


def test_a_very_long_quotation_is_broken() -> None:
    text = '"' + "Kapal itu kosong. " * 60 + '" kata Rano.'
    assert len(sentences(text, "id")) > 50


def test_a_line_without_blanks_is_cut() -> None:
    found = sentences("x" * 1_000_000, "id")
    assert len(found) == 1_000_000 // LONGEST
    assert found[0] == Span(0, LONGEST)


def test_200_000_words() -> None:
    assert len(sentences("Kapal itu kosong, kata Rano. " * 40_000, "id")) == 40_000


@given(st.text(alphabet='aB. !?\n\r\u2028“”"«»\ud800😀1г', max_size=80))
def test_spans_rise_lose_no_letter_and_have_no_blanks_around(text: str) -> None:
    found = sentences(text, "id")
    at = 0
    for start, end in found:
        assert at <= start < end <= len(text)
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


def test_paragraphs_know_every_line_break() -> None:
    text = "  satu \r\n\n dua\u2028tiga\x85empat \n"
    assert [text[slice(*p)] for p in paragraphs(text)] == ["satu", "dua", "tiga", "empat"]


def test_a_list_of_narrow_lines_is_no_broken_paragraph() -> None:
    lines = ["Kestria menutup pelabuhan Vesper untuk kapal asing.", "Valdoria memprotes penutupan itu di depan dewan."]
    lines.append("Dewan belum menjadwalkan sidang tentang perkara itu.")
    text = "\n".join(lines)
    assert len(paragraphs(text)) == 3
