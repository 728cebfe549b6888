"""Who speaks: the list, one actor with changes of position, and people from a file."""

import csv
import io
import json

import pytest
from desk import Desk
from stories import PORT


def test_actors_are_listed_with_how_much_they_said(contested: Desk) -> None:
    found = contested.json("actors", "--json")
    assert (found[0]["name"], found[0]["statements"]) == ("Darko Meshin", 3)
    assert "Darko Meshin" in contested.run("actors").stdout
    assert [a["name"] for a in contested.json("actors", "teluk", "--json")] == ["Rano Teluk"]
    assert contested.json("actors", "--kind", "state", "--json") == []
    assert len(list(csv.DictReader(io.StringIO(contested.run("actors", "--csv").stdout)))) == 4


def test_an_actor_has_what_he_said_and_where_he_changed_position(contested: Desk) -> None:
    found = json.loads(contested.run("actor", "Darko", "--json").stdout)
    assert [s["date"] for s in found["statements"]] == ["2031-03-19", "2031-03-19", "2031-04-02"]
    (change,) = found["changes"]
    assert change["text"] == f"{PORT}."
    assert (change["from"]["stance"], change["to"]["stance"], change["to"]["date"]) == ("denies", "asserts", "2031-04-02")
    shown = contested.run("actor", "Darko Meshin").stdout
    assert shown.index("changed position") < shown.index("2031-03-19 denies") < shown.index("2031-04-02 asserts") < shown.index("said\n")


PEOPLE = "name,kind,aliases\nDarko Ilya Meshin,person,Darko Meshin;Дарко Мешин\nNobody Else,person,\n"


def test_people_of_a_file_are_known_from_then_on(contested: Desk) -> None:
    contested.run("claims")
    assert "2 actors added" in contested.run("actors", "--file", contested.file("people.csv", PEOPLE)).stdout
    names = [a["name"] for a in contested.json("actors", "--json")]
    assert "Darko Ilya Meshin" in names and "Darko Meshin" not in names
    assert "Nobody Else" not in names, "only who speaks here is listed"
    assert [a["source"] for a in contested.json("actors", "nobody", "--json")] == ["people.csv"]


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("people.csv", "name,kind\nDarko,ship\n", "people.csv:2"),
        ("people.csv", "who\nDarko\n", "people.csv:1"),
        ("people.json", '{"schema": "Person"}\n', "people.json:1"),
        ("people.json", "nonsense\n", "people.json:1"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_added(contested: Desk, name: str, content: str, where: str) -> None:
    result = contested.run("actors", "--file", contested.file(name, content))
    assert result.exit_code == 1 and where in result.stderr and result.stderr.count("\n") == 1


def test_a_surname_is_enough_where_only_one_has_it(contested: Desk) -> None:
    assert json.loads(contested.run("actor", "meshin", "--json").stdout)["name"] == "Darko Meshin"
    contested.run("actors", "--file", contested.file("people.csv", "name\nIrma Meshin\n"))
    result = contested.run("actor", "meshin")
    assert result.exit_code == 1 and "Irma Meshin" in result.stderr and "Darko Meshin" in result.stderr
