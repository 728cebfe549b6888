"""The judge of pairs by itself."""

import json
from typing import Any

from desk import Desk

PAIR = {"id": 1, "premise": "Mira denied: the ship carried rockets", "hypothesis": "The ship carried rockets.", "gold": "contradiction"}


def judged(desk: Desk, *lines: object, code: int = 0) -> list[dict[str, Any]]:
    result = desk.run("compare", stdin="".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines))
    assert result.exit_code == code
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_head_answers_with_all_its_labels(desk: Desk) -> None:
    (answer,) = judged(desk, PAIR)
    assert set(answer) == {"id", "nli", "stance"}
    assert set(answer["nli"]) == {"entailment", "neutral", "contradiction"}
    assert set(answer["stance"]) == {"none", "asserts", "denies", "doubts", "no-comment"}
    assert max(answer["stance"], key=answer["stance"].get) == "denies"


def test_bad_lines_are_answered_in_their_place(desk: Desk) -> None:
    found = judged(desk, PAIR, {"id": 2, "premise": "x"}, "{", {"premise": "a", "hypothesis": "b"}, {**PAIR, "id": 5}, code=1)
    assert [a["id"] for a in found] == [1, 2, None, None, 5]
    assert [a.get("error", "")[:30] for a in found[1:4]] == [
        'line 2: "hypothesis" is missin',
        "line 3: not JSON: Expecting pr",
        'line 4: "id" is missing',
    ]
    assert found[0]["stance"] == found[4]["stance"]
