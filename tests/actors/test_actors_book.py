"""What is known beforehand: files of people and organisations, and the actors of a ledger."""

import json
from pathlib import Path

import pytest

from bukti.actors import ActorBook, voices
from bukti.errors import InputError
from bukti.records import Actor, ActorKind, Article, Span, Statement, StatementType, Voice, actor_id


def said(actor: str, lang: str, book: ActorBook) -> Voice:
    statement = Statement("s", "a", (Span(0, len(actor)),), (), (), StatementType.INDIRECT, actor=actor)
    return voices([(Article("a", f"{actor} …", lang=lang), [statement])], book)[0]


def entity(name: str, schema: str = "Person", ident: str = "e1", **properties: list[str]) -> str:
    return json.dumps({"id": ident, "schema": schema, "caption": name, "properties": {"name": [name], **properties}}, ensure_ascii=False)


def file(folder: Path, *lines: str, name: str = "entities.json") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_person_of_a_file_is_found_in_another_script(tmp_path: Path) -> None:
    book = ActorBook.standard().with_file(file(tmp_path, entity("Reuben Vargety", alias=["R. Vargety"], country=["us"])))
    voice = said("Рубен Варгети", "ru", book)
    assert (voice.name, voice.actors[0].source) == ("Reuben Vargety", "entities.json")
    assert voice.reason == "listed in entities.json"


def test_a_position_makes_a_person_a_mouth_of_the_state(tmp_path: Path) -> None:
    line = entity("Thandi Mokoe", country=["za"], position=["Minister of Defence"])
    voice = said("Thandi Mokoe", "id", ActorBook.standard().with_file(file(tmp_path, line)))
    assert voice.actors[0].party == actor_id("South Africa", ActorKind.STATE)


def test_a_public_body_speaks_for_its_state_and_a_company_for_itself(tmp_path: Path) -> None:
    book = ActorBook.standard().with_file(
        file(tmp_path, entity("Armskor Verda", "PublicBody", country=["za"]), entity("Pelorin Lines", "Company", "e2", country=["za"]))
    )
    public, company = said("Armskor Verda", "en", book).actors[0], said("Pelorin Lines", "en", book).actors[0]
    assert (public.party, public.kind) == (actor_id("South Africa", ActorKind.STATE), ActorKind.ORGANISATION)
    assert company.party == company.id


def test_a_file_beats_what_the_words_would_say(tmp_path: Path) -> None:
    book = ActorBook.standard().with_file(file(tmp_path, entity("Marine Navy", "Person")))
    assert said("Marine Navy", "en", book).actors[0].kind is ActorKind.PERSON


def test_csv_has_names_aliases_and_parties(tmp_path: Path) -> None:
    path = file(
        tmp_path, "name,kind,aliases,country,party", '"Keelmark","organisation","Килмарк;Keel Mark",gb,United Kingdom', name="our.csv"
    )
    actor = said("Килмарк", "ru", ActorBook.standard().with_file(path)).actors[0]
    assert (actor.name, actor.party) == ("Keelmark", actor_id("United Kingdom", ActorKind.STATE))


def test_cycles_and_duplicates_are_harmless(tmp_path: Path) -> None:
    lines = [
        entity("Anna Solberg", parent=["e2"]),
        entity("Anna Solberg", parent=["e1"]),
        entity("Pelorin", "Company", "e2", parent=["e2"]),
    ]
    assert said("Anna Solberg", "en", ActorBook.standard().with_file(file(tmp_path, *lines))).actors[0].source == "entities.json"


def test_namesakes_of_two_countries_are_nobody_in_particular(tmp_path: Path) -> None:
    lines = [entity("Anna Solberg", country=["no"]), entity("Anna Solberg", ident="e2", country=["dk"])]
    assert said("Anna Solberg", "en", ActorBook.standard().with_file(file(tmp_path, *lines))).actors[0].source == ""


def test_other_schemata_are_passed_over(tmp_path: Path) -> None:
    lines = ['{"id": "v1", "schema": "Vessel", "properties": {"name": ["Grey Heron"]}}', "", entity("Anna Solberg")]
    assert said("Grey Heron", "en", ActorBook.standard().with_file(file(tmp_path, *lines))).actors[0].source == ""


@pytest.mark.parametrize(
    ("name", "lines", "line", "word"),
    [
        ("x.json", [entity("A B"), '{"id": "e2", "schema":'], 2, "JSON"),
        ("x.json", ['["no object"]'], 1, "schema"),
        ("x.json", ['{"schema": "Person", "properties": {"name": "A B"}}'], 1, "list"),
        ("x.csv", ["name,kind,colour", "A,person,red"], 1, "colour"),
        ("x.csv", ["kind,country", "person,za"], 1, "name"),
        ("x.csv", ["name,kind", "A,person", "B,person,za"], 3, "cells"),
        ("x.csv", ["name,kind", "A,ship"], 2, "ship"),
        ("x.csv", ["name,kind", ",person"], 2, "no name"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path: Path, name: str, lines: list[str], line: int, word: str) -> None:
    path = file(tmp_path, *lines, name=name)
    with pytest.raises(InputError, match=word) as caught:
        ActorBook.standard().with_file(path)
    assert caught.value.where == f"{path}:{line}"


def test_a_file_that_is_not_there_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        ActorBook.standard().with_file(tmp_path / "nowhere.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00{}\n")
    with pytest.raises(InputError, match="UTF-8"):
        ActorBook.standard().with_file(tmp_path / "bytes.json")


def test_a_row_that_never_ends_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="longer"):
        ActorBook.standard().with_file(file(tmp_path, '{"schema": "' + "x" * 1_100_000))


def test_many_rows_cost_sixteen_bytes_a_name(tmp_path: Path) -> None:
    path = file(tmp_path, *(entity(f"Anna{n} Solberg{n}", ident=f"e{n}", notes=["x" * 500]) for n in range(3_000)))
    [listed] = ActorBook.standard().with_file(path).files
    assert listed.keys.nbytes + listed.places.nbytes <= 2 * 16 * 3_000  # a name and a sound each
    assert [e.names for e in listed.find("anna2999 solberg2999")] == [("Anna2999 Solberg2999",)]


# Ledgers


def test_a_known_person_keeps_the_id_when_an_english_article_spells_the_name_anew() -> None:
    old = said("Лейла Оранд", "ru", ActorBook.standard()).actors[0]
    new = said("Leyla Orand", "en", ActorBook.standard().with_actors([old])).actors[0]
    assert (new.id, new.name) == (old.id, old.name)


def test_a_surname_alone_is_not_the_person_of_another_story() -> None:
    known = Actor(actor_id("Leila Orand", ActorKind.PERSON), "Leila Orand", ActorKind.PERSON, aliases=("Orand", "Лейла Оранд"))
    assert said("Orand", "en", ActorBook.standard().with_actors([known])).actors[0].id != known.id


def test_a_known_body_keeps_its_id() -> None:
    old = said("МИД ЮАР", "ru", ActorBook.standard()).actors[0]
    new = said("South African foreign ministry", "en", ActorBook.standard().with_actors([old])).actors[0]
    assert new.id == old.id


def test_unnamed_sources_of_a_ledger_are_not_met_again() -> None:
    old = said("a U.S. official", "en", ActorBook.standard()).actors[0]
    article = Article("b", "a U.S. official …", lang="en")
    statement = Statement("s", "b", (Span(0, 15),), (), (), StatementType.INDIRECT, actor="a U.S. official")
    [new] = voices([(article, [statement])], ActorBook.standard().with_actors([old]))
    assert new.actors[0].id != old.id
