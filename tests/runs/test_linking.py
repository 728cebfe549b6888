"""A ledger that is brought up to date: what is computed, what is kept, and what a run never touches."""

import json
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fakes import QuoteReader, WordMeaning
from stories import CHARGE, LATER, PORT, STORY

from bukti.claims.judge import RULES as CLAIM_RULES
from bukti.records import Article, Reading, Span, Stance, Statement, Status, article_id, content_id, statement_id
from bukti.runs.linking import RULES, Desk, _judge, _surest, bring_up_to_date, day_of, is_up_to_date, windows
from bukti.runs.listing import add_from_file
from bukti.runs.local import read_into
from bukti.runs.marks import Remembering
from bukti.store import ClaimAct, Deed, Ledger, PositionQuery, Verdict, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "desk.ledger") as made:
        yield made


class OtherReader(QuoteReader):
    """Of one outlet's reports it finds the speaker's first name alone, so that these statements are others."""

    version = "quotes 2"

    def read(self, article: Article, *, entities: bool = False, given: Sequence[Statement] | None = None) -> Reading:
        reading = super().read(article, entities=entities, given=given)
        return replace(reading, statements=tuple(map(first_named, reading.statements))) if article.outlet == "Kelmar Mail" else reading


def first_named(s: Statement) -> Statement:
    speaker = (Span(s.speaker[0].start, s.speaker[0].start + 4),)
    return replace(s, id=statement_id(s.article, speaker, s.cue, s.content), speaker=speaker)


def read(ledger: Ledger, *lines: str, reader: QuoteReader | None = None) -> None:
    given = [json.loads(line) for line in lines]
    ids = [article_id(g["text"], outlet=g["outlet"], date=g["date"]) for g in given]
    articles = [Article(id, g["text"], outlet=g["outlet"], date=g["date"], lang=g["lang"]) for id, g in zip(ids, given, strict=True)]
    list(read_into(ledger, articles, reader or QuoteReader()))


def stances(ledger: Ledger) -> dict[str, dict[str, list[str]]]:
    """Claim -> stance -> who takes it."""
    voices = {voice.statement: voice.name for voice in ledger.voices()}
    found: dict[str, dict[str, list[str]]] = {}
    for claim in ledger.claims():
        for held in ledger.positions(PositionQuery(claim=claim.id)):
            found.setdefault(claim.text, {}).setdefault(held.position.stance.value, []).append(voices[held.position.statement])
    return found


def test_claims_are_found_with_everybody_who_takes_a_stance(ledger: Ledger) -> None:
    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    charge = stances(ledger)[f"{CHARGE}."]
    assert charge == {"asserts": ["Alda Ferrow", "Alda Ferrow", "Rano Teluk"], "denies": ["Darko Meshin"], "doubts": ["Elin Sonder"]}
    standings = {ledger.claim(s.claim).text: s for s in ledger.standings()}
    assert standings[f"{CHARGE}."].status is Status.CONTESTED
    assert (standings[f"{CHARGE}."].independent_assert, standings[f"{CHARGE}."].independent_deny) == (2, 1)


def test_a_second_run_computes_nothing_and_changes_nothing(ledger: Ledger) -> None:
    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    before, again = ledger.counts(), WordMeaning()
    assert is_up_to_date(ledger, again.version)
    bring_up_to_date(ledger, again)
    assert (again.read, again.compared, ledger.counts()) == ([], [], before)


def test_a_story_that_grows_keeps_its_claims_and_judges_only_what_is_new(ledger: Ledger) -> None:
    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    ids = {claim.id for claim in ledger.claims()}
    read(ledger, *LATER)
    again = WordMeaning()
    bring_up_to_date(ledger, again)
    assert ids <= {claim.id for claim in ledger.claims()}
    assert stances(ledger)[f"{PORT}."]["asserts"] == ["Rano Teluk", "Darko Meshin"]
    assert not [text for text in again.read if "Ferrow" in text], "vectors that were known are not computed again"


def test_order_of_reading_does_not_matter(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a") as one, open_ledger(tmp_path / "b") as other:
        read(one, *STORY, *LATER)
        bring_up_to_date(one, WordMeaning())
        read(other, *STORY, *LATER)
        bring_up_to_date(other, WordMeaning())
        assert stances(one) == stances(other)
        assert {s.claim: s for s in one.standings()} == {s.claim: s for s in other.standings()}


def test_what_an_analyst_judged_stays(ledger: Ledger) -> None:
    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    claim = next(c for c in ledger.claims() if c.text == f"{CHARGE}.")
    denial = next(h for h in ledger.positions(PositionQuery(claim=claim.id)) if h.position.stance is Stance.DENIES)
    ledger.judge(denial.position.statement, claim.id, Verdict.REJECT, author="Mira")
    read(ledger, *LATER)
    bring_up_to_date(ledger, WordMeaning())
    assert "denies" not in stances(ledger)[f"{CHARGE}."]
    assert {s.claim: s.independent_deny for s in ledger.standings()}[claim.id] == 0


def test_a_claim_that_is_added_or_edited_is_matched_with_all_that_was_read_before(ledger: Ledger) -> None:
    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    added = ledger.act(ClaimAct(Deed.ADD, text="Fishermen mended the rockets of Kessara."), author="Mira").claim
    bring_up_to_date(ledger, WordMeaning())
    assert not list(ledger.positions(PositionQuery(claim=added)))
    ledger.act(ClaimAct(Deed.EDIT, added, "Rockets were carried to Kessara."), author="Mira")
    bring_up_to_date(ledger, WordMeaning())
    assert stances(ledger)["Rockets were carried to Kessara."]["denies"] == ["Darko Meshin"]


def test_a_found_claim_that_an_analyst_withdrew_does_not_come_back(ledger: Ledger) -> None:
    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    gone = next(c for c in ledger.claims() if c.text == f"{PORT}.")
    ledger.act(ClaimAct(Deed.WITHDRAW, gone.id), author="Mira")
    read(ledger, *LATER)
    bring_up_to_date(ledger, WordMeaning())
    assert gone.id not in {c.id for c in ledger.claims()}


def found(ledger: Ledger, text: str) -> str:
    return next(c.id for c in ledger.claims() if c.text == f"{text}.")


@pytest.mark.parametrize("deed", [Deed.WITHDRAW, Deed.MERGE])
def test_a_claim_that_comes_back_is_matched_with_what_was_read_meanwhile(ledger: Ledger, deed: Deed) -> None:
    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    into = found(ledger, CHARGE) if deed is Deed.MERGE else ""
    gone = ledger.act(ClaimAct(deed, found(ledger, PORT), into=into), author="Mira").act
    read(ledger, *LATER)
    bring_up_to_date(ledger, WordMeaning())
    again = WordMeaning()
    bring_up_to_date(ledger, again)
    assert again.compared == []
    ledger.withdraw_act(gone, author="Mira")
    bring_up_to_date(ledger, again)
    assert stances(ledger)[f"{PORT}."] == {"asserts": ["Rano Teluk", "Darko Meshin"], "denies": ["Darko Meshin"]}
    assert {claim for _, claim in again.compared} == {f"{PORT}."}


def test_after_an_edit_is_undone_the_words_before_have_their_positions_again(ledger: Ledger) -> None:
    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    before = stances(ledger)
    edit = ledger.act(ClaimAct(Deed.EDIT, found(ledger, PORT), "Fishermen mended the rockets of Kessara."), author="Mira").act
    bring_up_to_date(ledger, WordMeaning())
    assert f"{PORT}." not in stances(ledger)
    ledger.withdraw_act(edit, author="Mira")
    bring_up_to_date(ledger, WordMeaning())
    assert stances(ledger) == before


def test_a_claim_that_is_added_while_a_run_goes_on_is_matched_at_the_next(ledger: Ledger) -> None:
    def added(stage: str, *_: int) -> None:
        if stage == "origins":
            ledger.act(ClaimAct(Deed.ADD, text="Rockets were carried to Kessara."), author="Mira")

    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning(), added)
    assert not is_up_to_date(ledger, WordMeaning.version)
    bring_up_to_date(ledger, WordMeaning())
    assert stances(ledger)["Rockets were carried to Kessara."]["denies"] == ["Darko Meshin"]
    assert is_up_to_date(ledger, WordMeaning.version)


@pytest.mark.parametrize("found_before", [True, False])
def test_statements_that_another_process_judges_without_a_new_claim_are_judged_on_it_at_the_next_run(
    ledger: Ledger, found_before: bool
) -> None:
    """The other process asked for the claims before this one came."""
    stage = "positions" if found_before else "voices"

    def judged_by_another(now: str, *_: int) -> None:
        if now == stage:
            if not found_before and len(list(ledger.articles())) == len(STORY):
                read(ledger, *LATER)
            said = [one for one in ledger.said() if one.article.date == "2031-04-02"]
            _judge(another, [], said, len(said))

    text = "The Grey Heron called at Varnok"
    read(ledger, *STORY)
    if found_before:
        bring_up_to_date(ledger, WordMeaning())
        read(ledger, *LATER)
        ledger.act(ClaimAct(Deed.ADD, text=f"{text}."), author="Mira")
    version = content_id(WordMeaning.version, CLAIM_RULES, RULES)
    another = Desk(ledger, Remembering(WordMeaning(), ledger), lambda *_: None, version)
    bring_up_to_date(ledger, WordMeaning(), judged_by_another)
    bring_up_to_date(ledger, WordMeaning())
    assert "Darko Meshin" in stances(ledger)[f"{text if found_before else PORT}."]["asserts"]


def test_an_article_that_is_read_again_while_a_run_goes_on_is_linked_at_the_next(ledger: Ledger) -> None:
    def read_again(stage: str, *_: int) -> None:
        if stage == "standings":
            read(ledger, *STORY, reader=OtherReader())

    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning(), read_again)
    assert not is_up_to_date(ledger, WordMeaning.version)


def test_an_alias_that_a_file_adds_is_seen_at_the_next_run(ledger: Ledger, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    read(ledger, *STORY)
    for aliases in ("", "Rano Teluk"):
        people.write_text(f"name,kind,aliases\nHarun Sabik,person,{aliases}\n")
        add_from_file(ledger, people)
        bring_up_to_date(ledger, WordMeaning())
    assert {"Harun Sabik"} == {v.name for v in ledger.voices()} - {"Alda Ferrow", "Darko Meshin", "Elin Sonder"}


@pytest.mark.parametrize("calls", range(4))
def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path, calls: int) -> None:
    with open_ledger(tmp_path / "whole") as whole, open_ledger(tmp_path / "stopped") as stopped:
        for ledger in (whole, stopped):
            read(ledger, *STORY)
        bring_up_to_date(whole, WordMeaning())
        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date(stopped, WordMeaning(stops_after=calls))
        assert not is_up_to_date(stopped, WordMeaning.version)
        bring_up_to_date(stopped, WordMeaning())
        assert stances(stopped) == stances(whole) and stopped.check() == []


def test_two_at_once_do_no_harm(tmp_path: Path) -> None:
    place = tmp_path / "desk.ledger"
    with open_ledger(place) as ledger:
        read(ledger, *STORY)
    failed: list[BaseException] = []

    def link() -> None:
        try:
            with open_ledger(place) as ledger:
                bring_up_to_date(ledger, WordMeaning())
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=link) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_ledger(place) as ledger:
        assert len(stances(ledger)[f"{CHARGE}."]["asserts"]) == 3
        assert ledger.check() == []


def test_a_large_ledger_is_worked_through_in_portions(ledger: Ledger) -> None:
    years = [line.replace("2031-", f"{year}-") for year in (2027, 2029) for line in STORY[:2]]
    read(ledger, *years, *STORY, *LATER)
    told = list(ledger.articles())
    assert [len(portion) for portion, _ in windows(told, told, whole=2)] == [2, 2, len(STORY) + len(LATER)]
    bring_up_to_date(ledger, WordMeaning(), whole=2)
    found = stances(ledger)[f"{PORT}."]
    assert (found["denies"], found["asserts"]) == (["Darko Meshin"], ["Rano Teluk", "Darko Meshin"])
    home = [statement for origin in ledger.origins() for statement in origin.statements]
    assert len(home) == len(set(home)) == ledger.counts().statements
    assert {ledger.article(d.child).outlet for d in ledger.derivations()} == {"Kelmar Mail"}


def test_no_origin_of_a_large_ledger_keeps_a_statement_that_was_withdrawn(ledger: Ledger) -> None:
    years = [line.replace("2031-", f"{year}-") for year in (2027, 2029) for line in STORY[:2]]
    read(ledger, *years, *STORY)
    bring_up_to_date(ledger, WordMeaning(), whole=2)
    read(ledger, *STORY[:2], reader=OtherReader())
    bring_up_to_date(ledger, WordMeaning(), whole=2)
    assert ledger.counts().withdrawn
    assert {s for origin in ledger.origins() for s in origin.statements} == {s.id for s in ledger.statements()}


@pytest.mark.parametrize("again", ["another version", "another reading"])
def test_a_claim_of_a_large_ledger_whose_only_statement_is_gone_rests_on_nothing(ledger: Ledger, again: str) -> None:
    class Deaf(QuoteReader):
        version = "deaf 1"

        def read(self, article: Article, *, entities: bool = False, given: Sequence[Statement] | None = None) -> Reading:
            return super().read(article, given=())

    def read_one(text: str, reader: QuoteReader) -> None:
        url = "https://odd.example/fire"
        list(read_into(ledger, [Article(article_id(text, url=url), text, url=url, outlet="Odd", date="2031-03-19", lang="en")], reader))

    said = "Fishermen of Kelmar burned the old lighthouse"
    read(ledger, *(line.replace("2031-", "2027-") for line in STORY[:2]), *STORY)
    read_one(f'"{said}," said Odo Venn.', QuoteReader())
    claim = ledger.act(ClaimAct(Deed.ADD, text=f"{said}."), author="Mira").claim
    bring_up_to_date(ledger, WordMeaning(), whole=2)
    assert [s.status for s in ledger.standings(claim)] == [Status.ASSERTED]
    if again == "another version":
        read_one('"The harvest was good," said Odo Venn.', QuoteReader())
    else:
        read_one(f'"{said}," said Odo Venn.', Deaf())
    bring_up_to_date(ledger, WordMeaning(), whole=2)
    assert [s.status for s in ledger.standings(claim)] == [Status.NEITHER]


def test_what_is_rejected_withdrawn_or_found_is_no_rival_of_a_claim_that_is_added(ledger: Ledger) -> None:
    def rivals() -> set[str]:
        taken = [h.position.statement for h in ledger.positions()]
        return set(_surest(Desk(ledger, Remembering(WordMeaning(), ledger), lambda *_: None, "1"), taken, ["another"]))

    read(ledger, *STORY)
    bring_up_to_date(ledger, WordMeaning())
    assert rivals() == set(), "all claims so far were found"
    added = ledger.act(ClaimAct(Deed.ADD, text="Rockets were carried to Kessara."), author="Mira").claim
    bring_up_to_date(ledger, WordMeaning())
    held = [h.position.statement for h in ledger.positions(PositionQuery(claim=added))]
    assert rivals() == set(held) != set()
    ledger.judge(held[0], added, Verdict.REJECT, author="Mira")
    assert rivals() == set(held[1:])
    ledger.act(ClaimAct(Deed.WITHDRAW, added), author="Mira")
    assert rivals() == set()


def dated(*dates: str) -> list[Article]:
    return [Article(f"{n:02}", "", date=day) for n, day in enumerate(dates)]


def test_a_window_holds_what_is_of_about_the_same_time() -> None:
    told = dated("2030-01-01", "2031-03-01", "2031-03-20", "", "2031-04-01T10:00", "2032")
    ((portion, window),) = windows(told, [told[2]], whole=5)
    assert [a.id for a in portion] == ["02"]
    assert [a.id for a in window] == ["01", "02", "04"]
    assert list(windows(told, [], whole=5)) == []
    assert [len(p) for p, _ in windows(told, told, whole=4)] == [4, 2]


def test_no_article_is_in_more_than_three_windows_however_many_there_are() -> None:
    told = [Article(f"{n:04}", "", date=f"{2000 + n // 360}-{n // 30 % 12 + 1:02}-{n % 28 + 1:02}") for n in range(2_000)]
    times = Counter(a.id for _, window in windows(told, told, whole=20) for a in window)
    assert len(times) == len(told)
    assert max(times.values()) <= 3
    assert sum(times.values()) < 2.1 * len(told)


def test_a_window_ends_where_the_calendar_does() -> None:
    told = dated("0001-01-01", "2031-03-01", "9999-12-31")
    assert [[a.id for a in window] for _, window in windows(told, told, whole=1)] == [["00"], ["01"], ["02"]]


@pytest.mark.parametrize(
    ("given", "day"),
    [("2031", date(2031, 1, 1)), ("2031-04", date(2031, 4, 1)), ("2031-04-02T09:00Z", date(2031, 4, 2)), ("", None), ("soon", None)],
)
def test_the_day_of_an_article(given: str, day: date | None) -> None:
    assert day_of(Article("x", "", date=given)) == day
