"""What analysts do to claims: each act is answered with how to undo it, and bad ones with one clear line."""

import json
from typing import Any

import pytest
from desk import Desk
from stories import CHARGE, PORT

MINE = "Rockets were carried to Kessara."


def board(desk: Desk) -> dict[str, Any]:
    return {line["text"]: line for line in desk.json("claims", "--json")}


def done(desk: Desk, *args: str) -> dict[str, Any]:
    answer = desk.json("claims", *args, "--json")
    assert isinstance(answer, dict)
    return answer


def claim(desk: Desk, id: str) -> dict[str, Any]:
    found = json.loads(desk.run("claim", id, "--json").stdout)
    assert isinstance(found, dict)
    return found


def statement(desk: Desk, id: str, stance: str) -> str:
    return str(next(s["id"] for s in claim(desk, id)["statements"] if s["stance"] == stance))


def test_a_claim_that_is_added_is_matched_and_signed(contested: Desk) -> None:
    board(contested)
    result = contested.run("claims", "add", MINE)
    assert result.exit_code == 0 and "undo: bukti claims undo" in result.stdout
    assert (board(contested)[MINE]["author"], board(contested)[MINE]["denies"]) == ("Mira", ["Darko Meshin"])
    assert "it is there already" in contested.run("claims", "add", MINE).stdout


def test_an_edited_claim_keeps_its_id(contested: Desk) -> None:
    id = done(contested, "add", MINE)["claim"]
    assert done(contested, "edit", id[:8], "No rockets were carried to Nardia.", "--author", "Oren")["claim"] == id
    assert board(contested)["No rockets were carried to Nardia."]["id"] == id
    assert [(e["what"], e["by"]) for e in claim(contested, id)["history"]][-2:] == [("add", "Mira"), ("edit", "Oren")]


def test_merge_and_undo(contested: Desk) -> None:
    before = board(contested)
    one, other = before[f"{PORT}."]["id"], before[f"{CHARGE}."]["id"]
    act = done(contested, "merge", one, other, "--why", "one story")["act"]
    merged = board(contested)
    assert f"{PORT}." not in merged and merged[f"{CHARGE}."]["statements"] > before[f"{CHARGE}."]["statements"]
    assert contested.run("claims", "undo", act[:8]).exit_code == 0
    assert board(contested) == before


def test_split_moves_statements(contested: Desk) -> None:
    id = board(contested)[f"{CHARGE}."]["id"]
    moved = statement(contested, id, "denies")
    new = done(contested, "split", id, moved[:10], "--text", "No rockets were aboard.")["claim"]
    assert [s["id"] for s in claim(contested, new)["statements"]] == [moved]
    assert board(contested)[f"{CHARGE}."]["status"] == "asserted only"


def test_a_stance_that_is_rejected_counts_no_more_and_one_that_is_set_does(contested: Desk) -> None:
    id = board(contested)[f"{CHARGE}."]["id"]
    denial, doubt = statement(contested, id, "denies"), statement(contested, id, "doubts")
    judgement = done(contested, "reject", id, denial, "--note", "of another ship")
    assert board(contested)[f"{CHARGE}."]["status"] == "asserted only"
    assert done(contested, "reject", id, doubt, "--stance", "denies")["stance"] == "denies"
    assert board(contested)[f"{CHARGE}."]["denies"] == ["Elin Sonder"]
    contested.run("claims", "undo", judgement["judgement"])
    assert sorted(board(contested)[f"{CHARGE}."]["denies"]) == ["Darko Meshin", "Elin Sonder"]
    shown = contested.run("claim", id).stdout
    assert "reject" in shown and "of another ship" in shown and "withdrawn by Mira" in shown


def test_a_confirmed_stance_says_who_confirmed_it(contested: Desk) -> None:
    id = board(contested)[f"{CHARGE}."]["id"]
    contested.run("claims", "confirm", id, statement(contested, id, "denies"), "--author", "Oren")
    confirmed = next(s for s in claim(contested, id)["statements"] if s["stance"] == "denies")
    assert (confirmed["flag"], confirmed["judged_by"]) == ("confirmed", "Oren")


def test_a_note_is_in_the_history_and_markup_stays_what_it_is(contested: Desk) -> None:
    id = done(contested, "add", "<b>Rockets</b> were carried & sold.")["claim"]
    done(contested, "note", id, "ask the port")
    assert "note ask the port" in contested.run("claim", id).stdout
    assert claim(contested, id)["text"] == "<b>Rockets</b> were carried & sold."


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("add", "Rockets"), "one word is no claim"),
        (("add", " … "), "a claim needs words"),
        (("add", "rockets " * 700), "write it in one sentence, in 5,000 at most"),
        (("edit", "CHARGE", "Rockets"), "one word is no claim"),
        (("merge", "CHARGE", "CHARGE"), "cannot be merged into itself"),
        (("split", "CHARGE", "ffff", "--text", "It is so."), "ffff"),
        (("note", "CHARGE", " "), "an empty note says nothing"),
        (("confirm", "CHARGE", "ffff"), "ffff"),
        (("reject", "GONE", "DENIAL"), "was withdrawn"),
        (("undo", "ffff"), "no act or judgement has this id"),
        (("withdraw", "ffff"), "ffff"),
    ],
    ids=lambda value: " ".join(value)[:24] if isinstance(value, tuple) else "",
)
def test_a_bad_act_is_told_in_one_line_and_changes_nothing(contested: Desk, args: tuple[str, ...], message: str) -> None:
    before = board(contested)
    charge, gone = before[f"{CHARGE}."]["id"], before[f"{PORT}."]["id"]
    done(contested, "withdraw", gone, "--why", "no matter")
    names = {"CHARGE": charge, "GONE": gone, "DENIAL": statement(contested, charge, "denies")}
    result = contested.run("claims", *(names.get(arg, arg) for arg in args))
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr and result.stderr.count("\n") == 1
    assert board(contested) == {text: line for text, line in before.items() if line["id"] != gone}


@pytest.mark.parametrize(
    "args", [("add",), ("split", "3f9c", "--text", "It is so."), ("confirm", "3f9c"), ("reject", "a", "b", "--stance", "x")]
)
def test_wrong_usage_of_an_act_is_2(contested: Desk, args: tuple[str, ...]) -> None:
    assert contested.run("claims", *args).exit_code == 2


def test_a_sentence_without_spaces_is_a_claim(contested: Desk) -> None:
    assert done(contested, "add", "船運了火箭到克薩拉")["new"]


def test_a_claim_that_was_merged_or_withdrawn_says_so_when_it_is_asked_for(contested: Desk) -> None:
    before = board(contested)
    one, other = before[f"{PORT}."]["id"], before[f"{CHARGE}."]["id"]
    contested.run("claims", "merge", one, other)
    assert f"this claim was merged into {other[:8]}" in contested.run("claim", one).stderr
    contested.run("claims", "withdraw", other)
    result = contested.run("claim", other)
    assert (result.exit_code, result.stderr) == (0, "note: this claim was withdrawn\n")
