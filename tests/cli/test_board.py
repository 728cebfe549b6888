"""The board of claims, one claim, its tree of origins, and where an article comes from."""

import csv
import io
import json
from typing import Any

import pytest
from desk import Desk
from fakes import WordMeaning
from stories import CHARGE, PORT, STORY

from bukti.errors import LedgerError
from bukti.store.sqlite import SqliteLedger


def claim_of(desk: Desk, text: str = CHARGE) -> dict[str, Any]:
    (found,) = desk.json("claims", "--text", text.upper(), "--json")
    assert isinstance(found, dict)
    return found


def article_of(desk: Desk, outlet: str) -> str:
    return str(desk.json("articles", "--outlet", outlet, "--json")[0]["id"])


def test_the_board_links_first_and_says_who_stands_where(contested: Desk) -> None:
    line = claim_of(contested)
    assert (line["status"], line["independent_assert"], line["independent_deny"]) == ("contested", 2, 1)
    assert (line["asserts"], line["denies"], line["doubts"]) == (["Alda Ferrow", "Rano Teluk"], ["Darko Meshin"], ["Elin Sonder"])
    assert (line["articles"], line["first"], line["last"], line["author"]) == (5, "2031-03-18", "2031-03-21", "")
    shown = contested.run("claims").stdout
    for words in (
        line["id"][:8],
        CHARGE,
        "contested",
        "2 for, 1 against",
        "5 articles of 5 outlets",
        "denies: Darko Meshin",
        "2031-03-18 to",
    ):
        assert words in shown


def test_the_board_is_filtered_and_written_for_spreadsheets(contested: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(contested.run("claims", "--csv", "--status", "contested").stdout)))
    assert {row["status"] for row in rows} == {"contested"} and rows[0]["asserts"]
    assert contested.run("claims", "--status", "denied only", "--text", CHARGE).stderr == "nothing found\n"


def test_as_is_links_nothing(contested: Desk) -> None:
    assert contested.json("claims", "--as-is", "--json") == []
    assert contested.meaning.compared == []


def test_what_is_linked_is_not_linked_again(contested: Desk) -> None:
    contested.run("claims")
    contested.meaning = WordMeaning()
    assert contested.json("claims", "--json") and contested.meaning.read == []


def test_a_ledger_that_cannot_be_written_is_shown_as_it_is(contested: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    contested.run("claims")
    contested.json("read", contested.file("more.jsonl", STORY[0].replace("Monday", "Tuesday")), "--json")

    def refuse(*_: object, **__: object) -> None:
        raise LedgerError("not here", reason="ledger-read-only")

    monkeypatch.setattr(SqliteLedger, "add_voices", refuse)
    result = contested.run("claims")
    assert result.exit_code == 0 and CHARGE in result.stdout
    assert "cannot be written" in result.stderr and result.stderr.count("\n") == 1


def test_a_claim_has_every_statement_by_stance_with_what_to_cite(contested: Desk) -> None:
    id = claim_of(contested)["id"]
    found = json.loads(contested.run("claim", id[:6], "--json").stdout)
    assert [s["stance"] for s in found["statements"]].count("asserts") == 3
    denial = next(s for s in found["statements"] if s["stance"] == "denies")
    assert (denial["outlet"], denial["date"], denial["actors"], denial["flag"]) == ("Ardinform", "2031-03-19", ["Darko Meshin"], "machine")
    assert denial["reason"] and denial["content_text"] == f'"{CHARGE},"' and denial["content"] == [[0, len(CHARGE) + 3]]
    assert denial["origin"] in {origin["id"] for origin in found["origins"]}
    shown = contested.run("claim", id[:6]).stdout
    assert shown.index("asserts (3 statements)") < shown.index("denies (1 statement)") < shown.index("doubts the evidence (1 statement)")
    assert denial["id"][:8] in shown and "why it counts so" in shown


def test_without_an_article_what_falls_is_shown(contested: Desk) -> None:
    id, denial, reprint = claim_of(contested)["id"], article_of(contested, "Ardinform"), article_of(contested, "Kelmar")
    found = json.loads(contested.run("claim", id, "--without", denial[:6], "--json").stdout)
    assert (found["status"], found["without"]["status"], found["without"]["independent_deny"]) == ("contested", "asserted only", 0)
    shown = contested.run("claim", id, "--without", denial).stdout
    assert "contested → asserted only" in shown and "2 for, 1 against → 2 for, 0 against" in shown
    assert "nothing falls" in contested.run("claim", id, "--without", reprint).stdout


def test_the_tree_goes_from_the_claim_to_the_articles(contested: Desk) -> None:
    id = claim_of(contested)["id"]
    shown = contested.run("origins", id).stdout
    assert shown.index("asserts") < shown.index("Alda Ferrow") < shown.index("via Sentra") < shown.index("Kelmar Mail")
    assert "reprint of [" in shown and "- Alda Ferrow" in shown
    found = json.loads(contested.run("origins", id, "--json").stdout)
    assert [(o["stance"], o["actors"], len(o["reports"])) for o in found["origins"]][0] == ("asserts", ["Alda Ferrow"], 2)
    assert [d["kind"] for d in found["derivations"]] == ["reprint"]


def test_an_article_is_traced_both_ways(contested: Desk) -> None:
    contested.run("claims")
    child, parent = article_of(contested, "Kelmar"), article_of(contested, "Brenhaven")
    up = contested.run("trace", child[:8]).stdout
    assert "comes from" in up and "Brenhaven Post" in up and "same words" in up and "no other article that was read comes from it" in up
    down = json.loads(contested.run("trace", parent, "--json").stdout)
    assert down["comes_from"] == [] and [(d["child"], d["kind"]) for d in down["from_it"]] == [(child, "reprint")]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("claim ffff", "ffff"),
        ("claim CLAIM --without ffff", "ffff"),
        ("origins ffff", "ffff"),
        ("trace ffff", "ffff"),
        ("actor Nobody", "Nobody"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(contested: Desk, command: str, message: str) -> None:
    result = contested.run(*command.replace("CLAIM", claim_of(contested)["id"]).split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["claims", "claim 3f9c", "origins 3f9c", "trace 3f9c", "actors", "actor Mira", "claims add x.y.z"])
def test_where_there_is_no_ledger_none_is_made(desk: Desk, command: str) -> None:
    words = command.split() if "add" not in command else ["claims", "add", "A ship came."]
    assert desk.run(*words).exit_code == 1 and not desk.ledger.exists()


def test_an_empty_ledger_has_no_claims_and_no_trouble(desk: Desk) -> None:
    desk.run("read", desk.file("calm.txt", "Nothing was said in the harbour today by anybody at all."), "--quiet")
    assert desk.json("claims", "--json") == [] and desk.json("actors", "--json") == []


def test_a_page_cannot_steer_the_terminal_through_a_claim(desk: Desk) -> None:
    lines = [line.replace(CHARGE, "\\u001b[31mThe grey \\u009bheron carried \\u202erockets from Varnok to Kessara") for line in STORY]
    desk.json("read", desk.file("in.jsonl", "\n".join(lines)), "--json")
    id = desk.json("claims", "--json", "--text", "rockets")[0]["id"]
    for command in ("claims", "claim ID", "origins ID", "actor Darko", "claims --csv"):
        shown = desk.run(*command.replace("ID", id).split()).stdout
        assert not set(shown) & set(map(chr, [*range(9), *range(11, 32), *range(127, 160), 0x202E])), command


def test_a_port_and_a_charge_are_two_claims(contested: Desk) -> None:
    assert claim_of(contested, PORT)["id"] != claim_of(contested)["id"]
