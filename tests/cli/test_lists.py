"""Looking into a ledger: articles, statements, check."""

import csv
import io
import json

import pytest
from desk import Desk

ARTICLES = [
    {"text": '"No ship came," said Mira Tolan (via Sentra).', "lang": "en", "outlet": "Harbour Post", "date": "2031-04-02"},
    {"text": '"=HYPERLINK(1)," denied Oren Vask.', "lang": "id", "outlet": "Kabar Lintas", "date": "2031-05-11"},
    {"text": 'Nothing to \x1b[31mreport. "\x1b]0;pwned\x07," said Kala Minh.', "lang": "ru", "outlet": "Волна", "date": "2031-05-12"},
]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    desk.json("read", desk.file("in.jsonl", "\n".join(map(json.dumps, ARTICLES))), "--json")
    return desk


@pytest.mark.parametrize(
    ("asked", "actors"),
    [
        ("", ["Mira Tolan", "Oren Vask", "Kala Minh"]),
        ("--actor tolan", ["Mira Tolan"]),
        ("--lang id", ["Oren Vask"]),
        ("--relay sentra", ["Mira Tolan"]),
        ("--since 2031-05", ["Oren Vask", "Kala Minh"]),
        ("--until 2031-04", ["Mira Tolan"]),
        ("--since 2031-05-12 --until 2031", ["Kala Minh"]),
        ("--type direct --actor vask", ["Oren Vask"]),
        ("--type indirect", []),
    ],
)
def test_filters(filled: Desk, asked: str, actors: list[str]) -> None:
    assert [s["actor"] for s in filled.json("statements", "--json", *asked.split())] == actors


def test_a_listed_statement_can_be_cited_and_found_in_its_article(filled: Desk) -> None:
    (statement,) = filled.json("statements", "--actor", "Tolan", "--json")
    article = json.loads(filled.run("show", "--json", statement["article"][:6]).stdout)
    assert (statement["outlet"], statement["date"], statement["relay"]) == ("Harbour Post", "2031-04-02", ["Sentra"])
    ((start, end),) = statement["content"]
    assert article["text"][start:end] == statement["content_text"] == '"No ship came,"'
    assert filled.json("statements", "--article", statement["article"][:6], "--json") == [statement]


@pytest.mark.parametrize(("asked", "outlets"), [("--outlet lintas", ["Kabar Lintas"]), ("--lang ru", ["Волна"]), ("--since 2032", [])])
def test_articles_are_found_by_outlet_language_and_date(filled: Desk, asked: str, outlets: list[str]) -> None:
    assert [a["outlet"] for a in filled.json("articles", "--json", *asked.split())] == outlets


def test_tables_name_what_was_asked_for(filled: Desk) -> None:
    table = filled.run("statements", "--actor", "Tolan").stdout
    assert all(word in table for word in ("Harbour Post", "Mira Tolan", "said", "direct", "Sentra", "0.88", "No ship came"))
    assert "Kabar Lintas" in filled.run("articles").stdout


@pytest.mark.parametrize("command", ["articles", "statements", "statements --csv", "show SHOWN"])
def test_a_page_cannot_steer_the_terminal(filled: Desk, command: str) -> None:
    id = filled.json("articles", "--lang", "ru", "--json")[0]["id"]
    result = filled.run(*command.replace("SHOWN", id).split())
    assert result.exit_code == 0
    assert not set(result.stdout) & set(map(chr, [*range(9), *range(11, 32), *range(127, 160)]))


def test_csv_has_the_same_rows_and_no_formulas(filled: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(filled.run("statements", "--csv").stdout)))
    assert [row["actor"] for row in rows] == ["Mira Tolan", "Oren Vask", "Kala Minh"]
    assert rows[0]["content"] == "0-15"
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    assert len(list(csv.DictReader(io.StringIO(filled.run("articles", "--csv").stdout)))) == 3


def test_formulas_are_defused(filled: Desk) -> None:
    from bukti.cli.looking import cell

    assert [cell(x) for x in ("=1+1", "@sum", "+1", "-", "fine", True, 0.5, ["AP", "Sentra"], [[1, 2], [5, 9]])] == [
        "'=1+1", "'@sum", "'+1", "'-", "fine", "True", "0.5", "AP; Sentra", "1-2; 5-9",
    ]  # fmt: skip


def test_nothing_found_is_said_and_is_no_failure(filled: Desk) -> None:
    result = filled.run("statements", "--actor", "Nobody")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing found\n")
    assert filled.run("statements", "--actor", "Nobody", "--json").stdout == "[]\n"


@pytest.mark.parametrize("command", ["articles", "statements", "check", "show 3f9c"])
def test_without_a_ledger_none_is_made(desk: Desk, command: str) -> None:
    result = desk.run(*command.split())
    assert result.exit_code == 1
    assert str(desk.ledger) in result.stderr and result.stderr.count("\n") == 1
    assert not desk.ledger.exists()


def test_a_date_that_is_none_is_refused(filled: Desk) -> None:
    result = filled.run("statements", "--since", "yesterday")
    assert result.exit_code == 1
    assert "write 2023, 2023-10 or 2023-10-17" in result.stderr


def test_check_of_a_whole_and_of_a_cut_ledger(filled: Desk) -> None:
    assert filled.run("check").stdout.startswith("whole: 3 articles (0 superseded), 3 statements")
    content = filled.ledger.read_bytes()
    filled.ledger.write_bytes(content[: len(content) // 2])
    assert filled.run("check").exit_code == 1
