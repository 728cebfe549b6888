"""Reports into the ledger."""

import json

from desk import Desk

CALM = '"All is well," said Kala Minh.'
SHIP = '"No ship came," said Mira Tolan (via Sentra).\n\n"We saw two," denied Oren Vask.'


def test_says_what_was_read_and_what_was_rejected_and_why(desk: Desk) -> None:
    for name, content in {"a.txt": SHIP, "b.txt": CALM, "c.txt": "", "d.txt": "BOOM", "e.html": "<html><title>x</title>"}.items():
        desk.file(f"reports/{name}", content)
    result = desk.run("read", str(desk.folder / "reports"))
    assert result.exit_code == 1
    assert f"2 articles in {desk.ledger}: 2 new; 3 statements; 3 rejected: " in result.stdout
    rejected = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in rejected] == ["rejected"] * 3
    assert "c.txt" in rejected[0] and rejected[0].endswith("(empty)")
    assert "KeyError at fakes.py" in rejected[1] and rejected[1].endswith("(internal)")


def test_one_report_is_shown_with_its_statements(desk: Desk) -> None:
    result = desk.run("read", desk.file("a.txt", SHIP))
    assert result.exit_code == 0
    assert '[1Q "No ship came,"] [1C said] [1S Mira Tolan] (via Sentra)' in result.stdout


def test_reading_twice_adds_nothing_and_does_not_read_again(desk: Desk) -> None:
    file = desk.file("a.txt", SHIP)
    first, second = desk.json("read", file, "--json"), desk.json("read", file, "--json")
    assert (first["new"], first["unchanged"], second["new"], second["unchanged"]) == (1, 0, 0, 1)
    assert first["statements"] == second["statements"] == 2
    assert len(desk.reader.read_texts) == 1


def test_a_url_with_other_words_is_a_new_version(desk: Desk) -> None:
    def line(text: str) -> str:
        return json.dumps({"url": "https://kabarlintas.example/1", "text": text})

    assert desk.json("read", "-", "--format", "jsonl", "--json", stdin=line(CALM))["new"] == 1
    assert desk.json("read", "-", "--format", "jsonl", "--json", stdin=line(SHIP))["version"] == 1
    current = desk.json("articles", "--current", "--json")
    assert len(current) == 1 and current[0]["replaces"]


def test_a_broken_line_in_the_middle_costs_that_line(desk: Desk) -> None:
    lines = [json.dumps({"text": CALM}), '{"text": ', json.dumps({"text": SHIP})]
    result = desk.run("read", desk.file("in.jsonl", "\n".join(lines)), "--json")
    summary = json.loads(result.stdout)
    assert result.exit_code == 1
    assert summary["new"] == 2
    assert [r["source"].endswith("in.jsonl:2") for r in summary["rejected"]] == [True]


def test_quiet_says_only_what_was_rejected(desk: Desk) -> None:
    result = desk.run("read", "--quiet", desk.file("a.txt", SHIP), desk.file("b.txt", ""))
    assert (result.stdout, result.stderr.count("\n"), result.exit_code) == ("", 1, 1)


def test_several_threads_file_the_same(desk: Desk) -> None:
    for n in range(30):
        desk.file(f"reports/{n:02}.txt", f'"Report {n}," said Mira Tolan.')
    summary = desk.json("read", str(desk.folder / "reports"), "--threads", "3", "--batch", "4", "--json")
    assert (summary["new"], summary["statements"]) == (30, 30)
    sources = [article["source"] for article in desk.json("articles", "--json")]
    assert sources == sorted(sources)


def test_a_url_into_this_machine_is_refused_unless_allowed(desk: Desk) -> None:
    result = desk.run("read", "http://127.0.0.1:9/report")
    assert result.exit_code == 1
    assert "(forbidden-address)" in result.stderr
    allowed = desk.run("read", "--allow-private", "http://127.0.0.1:9/report")
    assert "(no-connection)" in allowed.stderr


def test_an_address_that_nobody_can_read_is_rejected(desk: Desk) -> None:
    assert desk.run("read", "ftp://kabarlintas.example/1").exit_code == 1


def test_a_limit_that_a_message_names_can_be_changed(desk: Desk) -> None:
    file = desk.file("a.txt", SHIP)
    refused = desk.run("read", "--limit", "max_characters=40", file)
    assert (refused.exit_code, "raise max_characters" in refused.stderr) == (1, True)
    assert desk.run("read", "--limit", "max_characters=400", "--limit", "redirects=1", file).exit_code == 0


def test_what_is_no_ledger_is_left_alone(desk: Desk) -> None:
    desk.ledger.write_text("a shopping list, and by no means a ledger of anything" * 99)
    result = desk.run("read", desk.file("a.txt", SHIP))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"bukti: {desk.ledger}: ") and result.stderr.count("\n") == 1
    assert desk.ledger.read_text().startswith("a shopping list")
