"""Actors and voices: who speaks, under whichever name, and in which office."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bukti.errors import LedgerError, NotInLedgerError
from bukti.records import Actor, ActorKind, Reading, Voice, actor_id
from bukti.store import Changed, Ledger, StatementQuery

Make = Callable[..., Reading]


def person(name: str, *aliases: str) -> Actor:
    return Actor(actor_id(name, ActorKind.PERSON), name, ActorKind.PERSON, aliases=aliases)


def test_actors_come_back_as_they_went_in(ledger: Ledger) -> None:
    state = Actor("a1", "Kestria", ActorKind.STATE, "a1", ("Кестрия", "Kestri\x00a \ud83d"), "cldr")
    assert ledger.add_actors([state], "m1") == Changed(added=1)
    assert list(ledger.actors()) == [state]
    assert ledger.add_actors([state], "m2") == Changed()


def test_an_actor_known_better_replaces_the_one_before(ledger: Ledger) -> None:
    ledger.add_actors([person("Ansel Brio")], "m1")
    better = replace(person("Ansel Brio"), party="k", source="people.csv")
    assert ledger.add_actors([better], "m2") == Changed(added=1, withdrawn=1)
    assert ledger.actor("Ansel Brio") == better


def test_an_actor_given_twice_with_different_names_is_refused_whole(ledger: Ledger) -> None:
    one = person("Ansel Brio")
    with pytest.raises(LedgerError, match="given twice"):
        ledger.add_actors([person("Olga Wein"), one, replace(one, name="A. Brio")], "m1")
    assert ledger.counts().actors == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ansel brio", "Ansel Brio"),
        ("МЕНТЕРИ", "Ansel Brio"),
        ("Brio", "Brio"),
        ("Olga", "Olga Wein"),
        (actor_id("Olga Wein", ActorKind.PERSON)[:9], "Olga Wein"),
    ],
)
def test_an_actor_is_found_by_name_alias_or_beginning(ledger: Ledger, name: str, expected: str) -> None:
    ledger.add_actors([person("Ansel Brio", "Brio", "Ментери Брио"), person("Brio"), person("Olga Wein")], "m1")
    assert ledger.actor(name).name == expected


@pytest.mark.parametrize("name", ["", "  ", "%", "wein", "\ud800"])
def test_an_unknown_actor_is_not_in_the_ledger(ledger: Ledger, name: str) -> None:
    ledger.add_actors([person("Olga Wein")], "m1")
    with pytest.raises(NotInLedgerError, match="no actor"):
        ledger.actor(name)


def test_namesakes_are_listed(ledger: Ledger) -> None:
    ledger.add_actors([person("Olga Wein"), replace(person("Olga Wein"), id="b2", kind=ActorKind.ANONYMOUS)], "m1")
    with pytest.raises(LedgerError, match=r"several actors.*\n.*Olga Wein \(person\)\n.*b2 Olga Wein \(anonymous\)") as caught:
        ledger.actor("Olga")
    assert caught.value.reason == "ambiguous"


def test_actors_are_searched_by_any_part_of_any_name(ledger: Ledger) -> None:
    ledger.add_actors([person("Ansel Brio", "Ментери"), person("Olga Wein")], "m1")
    assert [a.name for a in ledger.actors("мент")] == ["Ansel Brio"]
    assert [a.name for a in ledger.actors("E")] == ["Ansel Brio", "Olga Wein"]
    assert list(ledger.actors("%")) == []


def test_a_voice_brings_its_actors_and_keeps_their_order(ledger: Ledger, make: Make) -> None:
    statement = ledger.add(make(1)).article and make(1).statements[0].id
    voice = Voice(statement, (person("Olga Wein"), person("Ansel Brio")), "Menteri\x1a", "both are named")
    assert ledger.add_voices([voice], "m1") == Changed(added=1)
    assert list(ledger.voices([statement])) == list(ledger.voices()) == [voice]
    assert ledger.add_voices([replace(voice, actors=voice.actors[::-1])], "m2") == Changed(added=1, withdrawn=1)
    assert next(ledger.voices()).name == "Ansel Brio; Olga Wein"


def test_a_voice_does_not_make_a_known_actor_less_known(ledger: Ledger, make: Make) -> None:
    statement = ledger.add(make(1)).article and make(1).statements[0].id
    known = replace(person("Ansel Brio", "Brio"), party="k", source="people.csv")
    ledger.add_actors([known], "m1")
    ledger.add_voices([Voice(statement, (person("Ansel Brio"),))], "m1")
    assert next(ledger.voices()).actors == (known,)


def test_voices_of_statements_that_are_not_live_are_skipped_and_counted(ledger: Ledger, make: Make) -> None:
    old = ledger.add(make(1)).article and make(1).statements[0].id
    ledger.add_voices([Voice(old, (person("Ansel Brio"),))], "m1")
    ledger.add(make(1, model="m2", actor=None))
    assert list(ledger.voices()) == []
    assert ledger.add_voices([Voice(old), Voice("0" * 16)], "m2") == Changed(skipped=2)


def test_what_an_actor_said_is_asked_by_voice(ledger: Ledger, said: list[str], brio: Actor, make: Make) -> None:
    ledger.add(make(9))
    assert [s.id for s in ledger.statements(StatementQuery(voice=brio.id))] == said
    assert {s.voice.actors for s in ledger.said(StatementQuery(voice=brio.id))} == {(brio,)}


def test_said_has_statement_article_and_voice(ledger: Ledger, make: Make, brio: Actor) -> None:
    ledger.add(make(1))
    ledger.add(make(2))
    statement = make(2).statements[0]
    ledger.add_voices([Voice(statement.id, (brio,), "Menteri")], "m1")
    first, second = ledger.said()
    assert first.voice == Voice(make(1).statements[0].id)
    assert (second.statement, second.article, second.voice.office) == (statement, replace(make(2).article, raw=b""), "Menteri")
    assert (second.content, second.cue, second.speaker) == ("Kapal itu bukan milik kami,", "kata", "Menteri Ansel Brio")


def test_said_leaves_out_replaced_versions(ledger: Ledger, make: Make) -> None:
    url = "https://kabarlintas.example/kapal"
    for text in ("", " "):
        ledger.add(make(1, url=url, text=make(1).article.text + text))
    assert len(list(ledger.said())) == 1
    assert len(list(ledger.said(StatementQuery()))) == 2
