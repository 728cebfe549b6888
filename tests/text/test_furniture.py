from pathlib import Path

import pytest

from bukti.text.furniture import furniture


def articles() -> list[tuple[str, str, list[str]]]:
    found = []
    for block in Path(__file__).with_name("furniture.cases").read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith("#")]
        if lines:
            name = next(line[2:] for line in block.split("\n") if line.startswith("#"))
            found.append((name, lines[0].rstrip(":"), lines[1:]))
    return found


@pytest.mark.parametrize(("name", "lang", "lines"), articles(), ids=[article[0] for article in articles()])
def test_finds_the_lines_that_are_no_report(name: str, lang: str, lines: list[str]) -> None:
    text = "\n".join(line[2:] for line in lines)
    assert [text[slice(*span)] for span in furniture(text, lang)] == [line[2:] for line in lines if line.startswith("- ")]


@pytest.mark.parametrize("blank", ["\n\n", "\r\n", "\r\n\r\n"])
def test_line_breaks_of_any_kind(blank: str) -> None:
    text = blank.join(["Kestria menutup pelabuhan Vesper, kata juru bicara.", "Baca Juga", "Pelabuhan itu akan dibuka lagi."])
    (span,) = furniture(text, "id")
    assert text[slice(*span)] == "Baca Juga"


def test_a_text_without_a_report() -> None:
    assert furniture("", "id") == []
    assert furniture("x" * 1_000_000, "id") == []
