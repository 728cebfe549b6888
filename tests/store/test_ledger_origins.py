"""Origins, derivations and standings: what a later run does not find again is withdrawn, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bukti.errors import LedgerError, NotInLedgerError
from bukti.records import Actor, Claim, Derivation, DerivationKind, Origin, Reading, Standing, Status
from bukti.store import Changed, Ledger

Make = Callable[..., Reading]


def test_origins_come_back_whole(ledger: Ledger, said: list[str], brio: Actor) -> None:
    origin = Origin("0123456789abcdef", tuple(said), (brio,), "2024-03-05", True, "the same words on the same day")
    assert list(ledger.origins()) == [origin]
    assert list(ledger.origins(said[3:])) == [origin]
    assert list(ledger.origins([])) == []


def test_a_story_that_grows_keeps_the_origins_that_stay(ledger: Ledger, said: list[str], brio: Actor) -> None:
    (first,) = ledger.origins()
    other = Origin("b2", (said[4],), (brio,), counted=False, reason="no date: it may be the same occasion")
    grown = [replace(first, statements=tuple(said[:4])), other]
    assert ledger.file_origins(grown, "m2") == Changed(added=2, withdrawn=1)
    assert ledger.file_origins(grown, "m3") == Changed()
    assert {o.id for o in ledger.origins([said[4]])} == {"b2"}
    assert ledger.check() == []


def test_a_run_over_some_statements_leaves_other_origins(ledger: Ledger, said: list[str]) -> None:
    ledger.file_origins([Origin("a1", tuple(said[:2])), Origin("b2", tuple(said[2:]))], "m1")
    assert ledger.file_origins([], "m2", scope=[said[0], "unknown"]) == Changed(withdrawn=1)
    assert ledger.file_origins([], "m2", scope=[]) == Changed()
    assert [o.id for o in ledger.origins()] == ["b2"]


def test_an_origin_of_an_unknown_statement_is_refused_whole(ledger: Ledger, said: list[str]) -> None:
    before = list(ledger.origins())
    with pytest.raises(NotInLedgerError, match="not in the ledger"):
        ledger.file_origins([Origin("b2", ("0" * 16,))], "m2")
    assert list(ledger.origins()) == before


def test_derivations_are_found_from_both_ends(ledger: Ledger, said: list[str], make: Make) -> None:
    child, parent, stranger = (make(n).article.id for n in (1, 0, 2))
    expected = [Derivation(child, parent, DerivationKind.REPRINT, True, 0.9, ("the same text",))]
    assert list(ledger.derivations()) == list(ledger.derivations(child[:12])) == list(ledger.derivations(parent)) == expected
    assert list(ledger.derivations(stranger)) == []


def test_a_run_over_some_articles_leaves_what_comes_from_others(ledger: Ledger, said: list[str], make: Make) -> None:
    ids = [make(n).article.id for n in range(3)]
    two = Derivation(ids[2], ids[0], DerivationKind.RELAY, False, 0.6)
    assert ledger.file_derivations([two], "m2", scope=[ids[2]]) == Changed(added=1)
    assert ledger.file_derivations([replace(two, confidence=0.603)], "m3", scope=[ids[2]]) == Changed()
    assert ledger.file_derivations([replace(two, kind=DerivationKind.REWRITE)], "m4", scope=[ids[2]]) == Changed(1, 1)
    assert ledger.file_derivations([], "m5", scope=[ids[1]]) == Changed(withdrawn=1)
    assert [d.kind for d in ledger.derivations()] == [DerivationKind.REWRITE]


def test_two_articles_may_claim_to_be_each_others_source(ledger: Ledger, said: list[str], make: Make) -> None:
    one, other = (make(n).article.id for n in range(2))
    back = Derivation(one, other, DerivationKind.RELAY, True, 0.5)
    ledger.file_derivations([back], "m2", scope=[one])
    assert len(list(ledger.derivations(one))) == 2


def test_articles_that_are_not_there_are_skipped(ledger: Ledger, said: list[str], make: Make) -> None:
    stray = Derivation(make(1).article.id, "0" * 16, DerivationKind.RELAY, True, 0.5)
    assert ledger.file_derivations([stray], "m2", scope=[]) == Changed(skipped=1)
    with pytest.raises(LedgerError, match="confidence of nan"):
        ledger.file_derivations([replace(stray, confidence=float("nan"))], "m2")


def test_standings_follow_the_last_run(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    standing = Standing(ship.id, Status.CONTESTED, ("o1",), ("o2", "o3"), ("o4",), 1, 2, ("one briefing",), "nine outlets, one origin")
    assert ledger.file_standings([standing, Standing(arms.id, Status.NEITHER)], "m2") == Changed(added=2, withdrawn=1)
    assert list(ledger.standings(ship.id[:12])) == [standing]
    assert ledger.file_standings([Standing("0" * 16, Status.NEITHER)], "m3", scope=[arms.id]) == Changed(withdrawn=1, skipped=1)
    assert list(ledger.standings()) == [standing]


def test_vectors_are_kept_once_for_each_model(ledger: Ledger, said: list[str]) -> None:
    assert dict(ledger.vectors(said, "e1")) == dict.fromkeys(said, b"\x00\x3c" * 4)
    assert ledger.add_vectors([(said[0], b"\x00\x00"), (said[0], b"\x01\x00")], "e2") == 1
    assert ledger.add_vectors([(said[0], b"\x02\x00")], "e2") == 0
    assert dict(ledger.vectors([*said, "unknown"], "e2")) == {said[0]: b"\x00\x00"}
