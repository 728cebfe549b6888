import time
from pathlib import Path

import pytest
from text.casefile import Case, cases

from bukti.records import Span, Statement, StatementType
from bukti.statements.relays import find_relays, relay_chains, relays_for
from bukti.text.sentences import sentences


@pytest.mark.parametrize("case", cases(Path(__file__).with_name("relays.cases")), ids=lambda case: case.name)
def test_finds_relays(case: Case) -> None:
    found = find_relays(case.text, case.lang)
    assert tuple(f"{', '.join(m.names)} {m.kind} {m.scope}" for m in found) == case.expected


def test_a_mention_spans_the_words_of_the_phrase() -> None:
    text = "😀 Kapal itu kosong, dilansir Kabar Lintas."
    (mention,) = find_relays(text, "id")
    assert text[slice(*mention.span)] == "dilansir Kabar Lintas"


def test_the_papers_own_name_is_no_relay() -> None:
    text = "The ship is empty, she told SABC News."
    assert find_relays(text, "en", outlet="SABC News") == []
    assert [m.names for m in find_relays(text, "en", outlet="Harbour Gazette")] == [("SABC",)]


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def said(text: str, words: str, actor: str, nested: bool = False) -> Statement:
    return Statement(words, "a", (), (), (span(text, words),), StatementType.DIRECT, actor=actor, nested=nested)


def chains(text: str, lang: str, *statements: Statement) -> list[tuple[str, ...]]:
    return relay_chains(statements, find_relays(text, lang), sentences(text, lang))


def test_a_chain_runs_from_the_source_to_the_dateline() -> None:
    text = "VESPER, May 3 (Reuters) - The ship is empty, Captain Orr told the BBC, the Harbour Gazette newspaper reported, citing Interfax."
    mentions, content = find_relays(text, "en"), span(text, "The ship is empty")
    assert relays_for(mentions, [content], text, sentences(text, "en")) == ("BBC", "Interfax", "Harbour Gazette", "Reuters")


def test_a_phrase_holds_for_its_sentence_only() -> None:
    text = "Kapal itu kosong, dilansir AFP. Muatannya beras."
    mentions, bounds = find_relays(text, "id"), sentences(text, "id")
    assert relays_for(mentions, [span(text, "Kapal itu kosong")], text, bounds) == ("AFP",)
    assert relays_for(mentions, [span(text, "Muatannya beras")], text, bounds) == ()


def test_a_phrase_counts_for_all_statements_of_its_actor() -> None:
    text = "Orr menyebut kapal itu kosong. Orr yakin, dilansir AFP. Sita menyangkal hal itu."
    found = chains(text, "id", said(text, "kapal itu kosong", "Orr"), said(text, "yakin", "Orr"), said(text, "hal itu", "Sita"))
    assert found == [("AFP",), ("AFP",), ()]


def test_a_statement_with_a_phrase_of_its_own_keeps_to_it() -> None:
    text = "Kapal itu kosong, dilansir AFP. Muatannya beras, lapor Reuters."
    assert chains(text, "id", said(text, "Kapal itu kosong", "Orr"), said(text, "Muatannya beras", "Orr")) == [("AFP",), ("Reuters",)]


def test_a_nested_statement_comes_with_the_one_around_it() -> None:
    text = "Panel tidak menemukan bukti, kata Orr. Kapal itu kosong, kata Orr, dilansir AFP."
    outer, inner = said(text, "Panel tidak menemukan bukti", "Orr"), said(text, "bukti", "Panel", nested=True)
    assert chains(text, "id", outer, inner, said(text, "Kapal itu kosong", "Orr")) == [("AFP",)] * 3


def test_statements_of_nobody_have_the_dateline_at_least() -> None:
    text = "Vesper (ANTARA) - Kapal itu kosong."
    assert chains(text, "id", said(text, "Kapal itu kosong", "")) == [("Antara",)]


def test_nothing_has_no_relays() -> None:
    assert find_relays("", "id") == []


@pytest.mark.parametrize("unit", ["dilansir ", "(", "dikutip A dari ", "(AP) ", '"Kosong, dilansir AFP." '])
def test_cost_grows_with_length_only(unit: str) -> None:
    def seconds(repeats: int) -> float:
        start = time.process_time()
        find_relays(unit * repeats, "id")
        return time.process_time() - start

    seconds(100)
    assert seconds(4_000) < 12 * max(seconds(1_000), 0.02)
