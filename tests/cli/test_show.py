"""An article with its statements marked."""

import json

from desk import Desk

SHIP = 'No news.\n\n"No ship came," said Mira Tolan (via Sentra).'


def test_a_file_is_read_there_and_then_and_not_kept(desk: Desk) -> None:
    result = desk.run("show", desk.file("a.txt", SHIP))
    assert result.exit_code == 0
    assert '[1Q "No ship came,"] [1C said] [1S Mira Tolan]' in result.stdout
    assert not desk.ledger.exists()


def test_standard_input_is_read_too(desk: Desk) -> None:
    assert "[1S Mira Tolan]" in desk.run("show", "-", stdin=SHIP).stdout


def test_an_article_of_the_ledger_by_the_beginning_of_its_id(desk: Desk) -> None:
    desk.json("read", desk.file("a.txt", SHIP), "--json")
    id = desk.json("articles", "--json")[0]["id"]
    assert "[1S Mira Tolan]" in desk.run("show", id[:5]).stdout
    assert len(desk.reader.read_texts) == 1  # what the ledger holds is not read again


def test_an_id_that_nobody_has(desk: Desk) -> None:
    desk.json("read", desk.file("a.txt", SHIP), "--json")
    result = desk.run("show", "ffffffffffff")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_neither_a_file_nor_an_id(desk: Desk) -> None:
    result = desk.run("show", "report.txt")
    assert (result.exit_code, result.stderr) == (1, "bukti: report.txt: no such file, and no article's id either\n")


def test_colours_where_they_are_wanted(desk: Desk) -> None:
    file = desk.file("a.txt", SHIP)
    painted = desk.run("show", file, colour=True).stdout
    assert '\x1b[32m"No ship came,"\x1b[0m' in painted and "[1Q" not in painted
    assert "\x1b" not in desk.run("show", file, colour=False).stdout


def test_json_has_text_and_statements(desk: Desk) -> None:
    shown = json.loads(desk.run("show", "--json", desk.file("a.txt", SHIP)).stdout)
    ((start, end),) = shown["statements"][0]["speaker"]
    assert shown["text"][start:end] == "Mira Tolan"
    assert (shown["model"], shown["lang"], shown["notices"]) == ("quotes 1", "en", [])


def test_an_article_without_statements_says_so(desk: Desk) -> None:
    assert "No statements found." in desk.run("show", "-", stdin="Fog lay over the port of Kestria.").stdout


def test_what_cannot_be_read_is_rejected(desk: Desk) -> None:
    result = desk.run("show", desk.file("a.txt", ""))
    assert result.exit_code == 1
    assert "(empty)" in result.stderr
