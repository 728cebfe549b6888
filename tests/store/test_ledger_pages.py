"""What pages ask for: parts of lists, numbers, and outlines of claims. They must say what the whole answers say."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bukti.errors import LedgerError
from bukti.records import Claim, Derivation, DerivationKind, Origin, Position, Reading, Stance, Status, Voice, article_id, claim_id
from bukti.store import (
    ArticleQuery,
    ClaimAct,
    Deed,
    Flag,
    Held,
    Ledger,
    Outlet,
    PositionQuery,
    Scope,
    StatementQuery,
    Tally,
    Verdict,
    Weight,
    open_ledger,
    outlining,
)
from bukti.store.base import CURRENT_STATEMENTS

Make = Callable[..., Reading]
LIKELY = 0.5
CLAIMS = [Claim(claim_id(text), text) for text in ("The ship sank.", "The ship burnt.", "The ship was sold.")]
ACTS = ("position", "judge", "withdraw", "merge", "split", "undo", "note", "version", "read again")


def speaks(held: Held, voices: dict[str, Voice]) -> tuple[str, Stance, Flag, float, bool]:
    p = held.position
    return (p.statement, p.stance, held.flag, p.confidence, p.statement in voices and bool(voices[p.statement].actors))


def agrees(ledger: Ledger) -> None:
    """Outlines, numbers and articles of all claims, against the positions one by one."""
    live, home = ledger.claims(), {s.id: s.article for s in ledger.statements()}
    voices = {v.statement: v for v in ledger.voices()}
    numbers, told = ledger.tallies([c.id for c in live], LIKELY), {}
    for claim in live:
        held = list(ledger.positions(PositionQuery(claim=claim.id, rejected=True)))
        outline = ledger.outline(claim.id)
        assert [(p.statement, p.stance, p.flag, p.confidence, bool(p.speaker)) for p in outline] == [speaks(h, voices) for h in held]
        kept = [h for h in held if h.flag is not Flag.REJECTED]
        unsure = sum(h.flag is Flag.MACHINE and h.position.confidence < LIKELY for h in held)
        assert numbers[claim.id] == Tally(len(kept), unsure, sum(h.flag is not Flag.MACHINE for h in held))
        told[claim.id] = Counter(home[h.position.statement] for h in kept)
        some = [h.position.statement for h in held][::2]
        found = ledger.positions(PositionQuery(claim=claim.id, statements=tuple(some), rejected=True))
        assert list(found) == [h for h in held if h.position.statement in some]
    assert {claim: its for claim, its in ledger.told_in().items() if claim in told} == {claim: its for claim, its in told.items() if its}
    everything = list(ledger.positions(PositionQuery(rejected=True)))
    assert list(ledger.positions(PositionQuery(statements=tuple(home), rejected=True))) == everything


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_outlines_and_numbers_say_what_positions_say(
    make: Make, brio: object, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    numbers = count(10)
    with open_ledger(tmp_path_factory.mktemp("acts") / "desk.ledger", author="R. Tamsin") as ledger:
        readings = [make(number) for number in range(4)]
        said = [ledger.add(reading).article and reading.statements[0].id for reading in readings]
        ledger.add_voices([Voice(id, (brio,) if n % 2 else ()) for n, id in enumerate(said)], "m1")  # type: ignore[arg-type]
        ledger.add_claims(CLAIMS, "m1")
        draw = data.draw
        pairs = draw(st.sets(st.tuples(st.sampled_from(said), st.sampled_from(CLAIMS)), min_size=3))
        stances, sure = st.sampled_from(Stance), st.sampled_from((0.3, 0.8))
        ledger.file_positions([Position(s, c.id, draw(stances), draw(sure)) for s, c in sorted(pairs, key=str)], "m1")
        for act in draw(st.lists(st.sampled_from(ACTS), max_size=8)):
            with suppress(LedgerError):  # what cannot be done now is not done
                _do(ledger, act, draw, (readings, said, numbers))
        agrees(ledger)


def _do(ledger: Ledger, act: str, draw: Callable[..., object], story: tuple[list[Reading], list[str], Iterator[int]]) -> None:
    readings, said, numbers = story
    statement = str(draw(st.sampled_from(said)))
    one, other = (c.id for c in (draw(st.sampled_from(CLAIMS)), draw(st.sampled_from(CLAIMS))))  # type: ignore[attr-defined]
    if act == "position":
        ledger.file_positions([Position(statement, one, Stance.DOUBTS, 0.4)], "m2", Scope([statement], [one, other]))
    elif act == "judge":
        ledger.judge(statement, one, draw(st.sampled_from(Verdict)), draw(st.sampled_from([None, *Stance])))  # type: ignore[arg-type]
    elif act == "withdraw" and (judged := ledger.judgements()):
        ledger.withdraw_judgement(draw(st.sampled_from(judged)).id)  # type: ignore[attr-defined]
    elif act == "merge":
        ledger.act(ClaimAct(Deed.MERGE, one, into=other))
    elif act == "split":
        ledger.act(ClaimAct(Deed.SPLIT, one, f"Claim {next(numbers)}.", statements=(statement,)))
    elif act == "undo" and (acts := [e for c in CLAIMS for e in ledger.history(c.id) if e.id and not e.statement]):
        ledger.withdraw_act(draw(st.sampled_from(acts)).id)  # type: ignore[attr-defined]
    elif act == "note":
        ledger.act(ClaimAct(Deed.NOTE, one, "ask the harbour"))
    elif act == "version":
        old = draw(st.sampled_from(readings))
        ledger.add(_version(old))  # type: ignore[arg-type]
    elif act == "read again":
        ledger.add(replace(draw(st.sampled_from(readings)), statements=(), model=f"m{next(numbers)}"))  # type: ignore[type-var]


def _version(old: Reading) -> Reading:
    text = old.article.text + " Diperbarui."
    return Reading(replace(old.article, id=article_id(text, url=old.article.url), text=text, raw=b"", sha256=""), model="m1")


def test_articles_come_in_parts(ledger: Ledger, make: Make) -> None:
    for number in range(7):
        ledger.add(make(number))
    ledger.add(_version(make(3)))
    every = [a.id for a in ledger.articles(ArticleQuery(current=True))]
    assert [a.id for a in ledger.articles(ArticleQuery(current=True), skip=2, limit=3)] == every[2:5]
    assert [a.id for a in ledger.articles(ArticleQuery(current=True, newest=True), skip=1)] == every[::-1][1:]
    assert [a.id for a in ledger.articles(ArticleQuery(named="Kabar Lintas"), limit=2)] == [a.id for a in ledger.articles()][:2]
    assert list(ledger.articles(ArticleQuery(named="Kabar"))) == []
    assert sorted(a.id for a in ledger.articles_of([*every[:2], "f" * 16])) == sorted(every[:2])
    assert next(iter(ledger.articles_of(every[:1]))) == next(ledger.articles(ArticleQuery(current=True)))


def test_statements_are_found_by_their_ids(ledger: Ledger, said: list[str]) -> None:
    assert ledger.statement_ids(CURRENT_STATEMENTS) == [s.id for s in ledger.statements(CURRENT_STATEMENTS)]
    assert ledger.statement_ids(StatementQuery(actor="brio", article=ledger.statement(said[1]).article)) == [said[1]]
    by_id = {one.statement.id: one for one in ledger.said()}
    asked = [said[3], "f" * 16, said[0], said[3]]
    assert list(ledger.said_of(asked)) == [by_id[said[3]], by_id[said[0]]]
    assert ledger.homes(asked) == {id: by_id[id].article.id for id in (said[3], said[0])}


def test_live_claims_are_those_that_are_neither_merged_nor_withdrawn(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    both = [arms.id, ship.id]
    assert [c.id for c in ledger.live_claims([*both, "f" * 16])] == [ship.id, arms.id]
    ledger.act(ClaimAct(Deed.EDIT, ship.id, "The ship is Kestria's."))
    ledger.act(ClaimAct(Deed.WITHDRAW, arms.id))
    assert [c.text for c in ledger.live_claims(both)] == ["The ship is Kestria's."]
    assert ledger.live_claims([]) == []


def test_of_many_origins_the_first_ones_and_their_number(ledger: Ledger, said: list[str]) -> None:
    days = ("2024-03-07", "", "2024-03-01")
    origins = [Origin(f"{n}" * 16, (said[n],), date=day) for n, day in enumerate(days)]
    ledger.file_origins(origins, "m2")
    found, number = ledger.first_origins(said, 2)
    assert ([o.id for o in found], number) == (["1" * 16, "2" * 16], 3)
    assert found == [*ledger.origins(said)][:2]
    assert ledger.first_origins([], 2) == ([], 0)
    assert ledger.utterances(["0" * 16, "1" * 16, "f" * 16]) == {"0" * 16: "2024-03-07", "1" * 16: "2024-03-05"}


def test_standings_of_some_claims_and_the_weights_of_all(ledger: Ledger, said: list[str], ship: Claim, arms: Claim) -> None:
    assert ledger.standings_of([arms.id, ship.id]) == {ship.id: next(ledger.standings())}
    assert ledger.weights() == {ship.id: Weight(Status.DENIED, 1)}


def test_an_outlet_originates_passes_on_and_is_passed_on(ledger: Ledger, make: Make) -> None:
    readings = [make(number) for number in range(6)]
    named = [replace(r.article, outlet=f"Outlet {n % 2}", lang="id" if n else "en") for n, r in enumerate(readings)]
    for reading, article in zip(readings, named, strict=True):
        ledger.add(replace(reading, article=article))
    ids = [article.id for article in named]
    ends = [(0, 1), (2, 1), (2, 4), (5, 1)]
    ledger.file_derivations([Derivation(ids[a], ids[b], DerivationKind.REPRINT, True, 0.9) for a, b in ends], "m1")
    zero = Outlet("Outlet 0", 3, passed=2, taken=0, first="2024-03-05", last="2024-03-05", langs=("id", "en"))
    one = Outlet("Outlet 1", 3, passed=1, taken=2, first="2024-03-05", last="2024-03-05", langs=("id",))
    assert ledger.outlets() == [zero, one]
    assert [ledger.outlets("Outlet 1"), ledger.outlets("Outlet")] == [[one], []]
    assert {(d.child, d.parent) for d in ledger.derivations_of([ids[4], ids[5]])} == {(ids[2], ids[4]), (ids[5], ids[1])}


def test_the_numbers_are_those_of_the_lists(ledger: Ledger, said: list[str], make: Make) -> None:
    ledger.add(_version(make(1)))
    ledger.add(replace(make(2), statements=(), model="m2"))
    ledger.file_positions([], "m2")
    counts, statements = ledger.counts(), list(ledger.statements())
    assert (counts.statements, counts.withdrawn) == (len(statements), 1)
    assert (counts.articles, counts.superseded) == (len(list(ledger.articles())), 1)
    assert (counts.positions, counts.origins, counts.derivations) == (0, 1, len(list(ledger.derivations())))


def test_actors_come_in_parts(ledger: Ledger, said: list[str]) -> None:
    assert [a.name for a in ledger.actors("", skip=0, limit=1)] == ["Ansel Brio"]
    assert list(ledger.actors("", skip=1, limit=1)) == []


@pytest.mark.parametrize("sql", [outlining._ROWS, outlining._NUMBERS, outlining._ARTICLES])
def test_outlines_and_numbers_need_no_rows(full_file: Path, sql: str) -> None:
    with closing(sqlite3.connect(full_file)) as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", ("[]",) * sql.count("?"))]
    read = Counter("COVERING INDEX" in step for step in plan if step.startswith(("SEARCH", "SCAN")) and "json_each" not in step)
    rows = [step for step in plan if step.startswith(("SEARCH", "SCAN")) and "COVERING" not in step and "json_each" not in step]
    assert read[True] >= 2 and all("judgement" in step or step.startswith("SCAN p") for step in rows), rows
