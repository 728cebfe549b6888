"""The second stream interface that other programs call: stances, origins, summary and derivations."""

import json
from typing import Any

import pytest
from desk import Desk
from stories import CHARGE, STORY

CLAIMS = {"C1": {"text": f"{CHARGE}.", "kind": "transfer"}, "C2": {"text": "Fishermen sold the harbour to Nardia."}}
DOCUMENTS = [{"id": f"d{n}", **json.loads(line)} for n, line in enumerate(STORY)]


def answers(desk: Desk, *lines: object, claims: object = None, args: tuple[str, ...] = (), code: int = 0) -> list[dict[str, Any]]:
    """Strings go in as they are, anything else as JSON."""
    file = desk.file("claims.json", claims if isinstance(claims, str) else json.dumps(CLAIMS if claims is None else claims))
    given = "".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines)
    result = desk.run("match", "--claims", file, *args, stdin=given)
    assert result.exit_code == code, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_statements_that_were_found_come_with_stance_and_origin(desk: Desk) -> None:
    found = answers(desk, *DOCUMENTS)
    assert [d["id"] for d in found] == ["d0", "d1", "d2", "d3", "d4"]
    stances = {(d["id"], s["actor"]): s["stance"] for d in found for s in d["statements"]}
    assert stances["d0", "Alda Ferrow"] == [["C1", "asserts", pytest.approx(0.92, abs=0.01)]]
    assert stances["d2", "Darko Meshin"] == []  # the later of his two: about the port
    assert stances["d4", "Elin Sonder"][0][:2] == ["C1", "doubts"]
    origins = [d["statements"][0]["origin"] for d in found]
    assert origins[0] == origins[1] and origins[0] != origins[2] and all(origins)


def test_the_summary_and_the_derivations_name_what_was_given(desk: Desk) -> None:
    to = (str(desk.folder / "summary.json"), str(desk.folder / "from.json"))
    found = answers(desk, *DOCUMENTS, args=("--summary", to[0], "--derivations", to[1]))
    summary = json.loads((desk.folder / "summary.json").read_text())
    assert set(summary) == {"C1", "C2"}
    assert {k: summary["C1"][k] for k in ("status", "independent_assert", "independent_deny")} == {
        "status": "contested", "independent_assert": 2, "independent_deny": 1,
    }  # fmt: skip
    assert set(summary["C1"]["origins"]) <= {s["origin"] for d in found for s in d["statements"]}
    assert summary["C2"] == {"status": "neither", "independent_assert": 0, "independent_deny": 0, "origins": []}
    (derivation,) = json.loads((desk.folder / "from.json").read_text())
    assert (derivation["child"], derivation["parent"], derivation["kind"], derivation["credited"]) == ("d1", "d0", "reprint", True)
    assert set(derivation) == {"child", "parent", "kind", "credited", "confidence"}


def test_stances_can_be_had_alone(desk: Desk) -> None:
    found = answers(desk, *DOCUMENTS, args=("--stances-only",))
    assert {s["origin"] for d in found for s in d["statements"]} == {None}
    both = answers(desk, *DOCUMENTS)
    assert all(s["origin"] for d in both for s in d["statements"])
    stances = [s["stance"] for d in found for s in d["statements"]]
    assert stances == [s["stance"] for d in both for s in d["statements"]]
    assert any(stances)


def test_what_stances_alone_leave_out_cannot_be_asked_for(desk: Desk) -> None:
    file = desk.file("claims.json", json.dumps(CLAIMS))
    for option in ("--summary", "--derivations"):
        result = desk.run("match", "--claims", file, "--stances-only", option, str(desk.folder / "out.json"), stdin="")
        assert result.exit_code == 2
        assert f"--stances-only leaves out what {option} would be made of" in result.output
        assert not (desk.folder / "out.json").exists()


TEXT = 'Oren Vask denied that no ship came. He added "it is calm".'
GIVEN = {"id": 7, "speaker": [[0, 9]], "cue": [[10, 16]], "content": [[22, 34]], "note": "kept"}


def test_given_statements_keep_their_spans_and_keys_and_only_what_is_missing_is_filled_in(desk: Desk) -> None:
    (answer,) = answers(desk, {"id": 1, "text": TEXT, "statements": [GIVEN], "desk": "night"})
    (statement,) = answer["statements"]
    assert {key: statement[key] for key in GIVEN} == GIVEN and answer["desk"] == "night"
    assert (statement["type"], statement["relay"], statement["nested"], statement["confidence"]) == ("indirect", [], False, 1.0)
    assert statement["stance"] == [] and statement["origin"]


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        ({"actor": "Oren Vask of Nardia"}, {"actor": "Oren Vask of Nardia"}),
        ({"type": "mixed"}, {"type": "mixed"}),
        ({"relay": ["Sentra"]}, {"relay": ["Sentra"]}),
        ({"nested": True, "confidence": 0}, {"nested": True, "confidence": 0}),
        ({"type": "", "relay": [], "actor": None}, {"type": "indirect", "relay": []}),
        ({"nested": None, "confidence": None}, {"nested": False, "confidence": 1.0}),
    ],
    ids=str,
)
def test_facts_that_are_given_stay(desk: Desk, facts: dict[str, object], kept: dict[str, object]) -> None:
    (answer,) = answers(desk, {"id": 1, "text": TEXT, "statements": [{**GIVEN, **facts}]})
    assert {key: answer["statements"][0][key] for key in kept} == kept


def test_a_statement_inside_another_is_nested(desk: Desk) -> None:
    outer = {"speaker": [[0, 9]], "cue": [[10, 16]], "content": [[17, 57]]}
    inner = {"speaker": [[36, 38]], "cue": [[39, 44]], "content": [[45, 57]]}
    (answer,) = answers(desk, {"id": 1, "text": TEXT, "statements": [outer, inner, {**inner, "nested": None}]})
    assert [s["nested"] for s in answer["statements"]] == [False, True, True]
    assert [s["type"] for s in answer["statements"]] == ["mixed", "direct", "direct"]


@pytest.mark.parametrize(
    ("statements", "error"),
    [
        ({}, '"statements" is no list of objects'),
        (["x"], '"statements" is no list of objects'),
        ([{}], 'number 1: "content" is empty'),
        ([GIVEN, {**GIVEN, "content": [[0, 900]]}], 'number 2: "content": [0, 900] is no [start, end] within the text of 58 characters'),
        ([{**GIVEN, "cue": [[5, 5]]}], '"cue": [5, 5] is no [start, end]'),
        ([{**GIVEN, "speaker": "Oren"}], '"speaker" is no list'),
        ([{**GIVEN, "type": "loud"}], "'loud' is not a valid StatementType"),
        ([{**GIVEN, "actor": 3}], '"actor" is not a string'),
        ([{**GIVEN, "relay": "AP"}], '"relay" is no list of strings'),
        ([{**GIVEN, "nested": "no"}], '"nested" is neither true nor false'),
        ([{**GIVEN, "confidence": 2}], '"confidence" is no number from 0 to 1'),
    ],
    ids=lambda value: str(value)[:30],
)
def test_statements_that_cannot_be_are_an_error_of_their_line(desk: Desk, statements: object, error: str) -> None:
    bad, good = answers(desk, {"id": "x", "text": TEXT, "statements": statements}, DOCUMENTS[0], code=1)
    assert bad["id"] == "x" and bad["error"].startswith("line 1: ") and error in bad["error"] and len(bad) == 2
    assert good["statements"]


def test_bad_lines_and_ids_that_come_twice_are_errors_and_the_order_is_kept(desk: Desk) -> None:
    found = answers(desk, DOCUMENTS[0], "nonsense", DOCUMENTS[0], {"id": 7, "text": "BOOM"}, {"id": 8, "text": ""}, code=1)
    assert [d.get("id") for d in found] == ["d0", None, "d0", 7, 8]
    assert found[2]["error"] == 'line 3: the id "d0" is that of line 1 too; give each document its own'
    assert "KeyError" in found[3]["error"] and found[4]["statements"] == []


def test_two_documents_that_say_the_same_are_two(desk: Desk) -> None:
    text = DOCUMENTS[0]["text"]
    one, other = answers(desk, {"id": 1, "text": text}, {"id": "1", "text": text})
    assert one["statements"][0]["origin"] == other["statements"][0]["origin"]


def test_without_claims_there_are_origins_and_no_stances(desk: Desk) -> None:
    found = answers(desk, *DOCUMENTS, claims={})
    assert all(s["stance"] == [] and s["origin"] for d in found for s in d["statements"])


def test_no_documents_are_no_error(desk: Desk) -> None:
    summary = desk.folder / "s.json"
    assert answers(desk, args=("--summary", str(summary))) == []
    assert json.loads(summary.read_text())["C1"]["status"] == "neither"


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        ("{", "not JSON"),
        (f'{{"C1": {{"text": "a ship came", "n": {"9" * 5_000}}}}}', "not JSON"),
        ("[]", "no object with claims in it"),
        ('{"C1": "text"}', "claim 'C1': no object"),
        ('{"C1": {}}', "claim 'C1': \"text\" is missing"),
        ('{"C1": {"text": 3}}', '"text" is not a string'),
        ('{"C1": {"text": " … "}}', "its text has no words"),
        ('{"C1": {"text": "' + "a " * 2501 + '"}}', "its text has 5,002 characters"),
        ('{"C1": {"text": "a b"}, "C1": {"text": "c d"}}', "'C1' stands there twice"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_file_of_claims_that_cannot_be_used_is_told_in_one_line(desk: Desk, claims: str, error: str) -> None:
    result = desk.run("match", "--claims", desk.file("claims.json", claims), stdin=json.dumps(DOCUMENTS[0]))
    assert (result.exit_code, result.stdout) == (1, "")
    assert error in result.stderr and "claims.json" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [(), ("--claims", "nowhere.json"), ("--summary", "no/folder/s.json")])
def test_files_that_are_not_there_are_wrong_usage(desk: Desk, args: tuple[str, ...]) -> None:
    claims = ("--claims", desk.file("claims.json", "{}")) if "--claims" not in args and args else ()
    assert desk.run("match", *claims, *args).exit_code == 2


def test_people_of_a_file_are_known(desk: Desk) -> None:
    people = desk.file("people.csv", "name,aliases\nAlda Maria Ferrow,Alda Ferrow\n")
    found = answers(desk, DOCUMENTS[0], args=("--actors", people))
    assert found[0]["statements"][0]["actor"] == "Alda Maria Ferrow"
