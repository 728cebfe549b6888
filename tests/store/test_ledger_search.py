"""Search: any language, any script, and whatever people type."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bukti.records import Article, Reading, article_id
from bukti.store import STORES, Ledger, open_ledger
from bukti.store.words import places, terms

Make = Callable[..., Reading]

TEXTS = {
    "id": "Pelabuhan Sorn menerima 300 kontainer, kata kapten kapal Burung Bangau.",
    "ru": "Порт Сорн принял объёмный груз, сообщил капитан; контейнеров было триста.",
    "fr": "Le navire « Héron » a quitté Sorn à l'aube, selon l'équipage.",
    "ja": "ソルン港は貨物船の入港を否定した。",
    "ar": "نَفَتِ الوزارةُ وصول السفينة إلى ميناء سورن.",
    "th": "ท่าเรือซอร์นปฏิเสธเรื่องเรือ",
}


def bare(text: str) -> Reading:
    return Reading(Article(article_id(text), text))


@pytest.fixture(
    scope="module", params=[(store, new) for store in STORES for new in (0, 130)], ids=lambda param: f"{param[0]}-{param[1]}-newer"
)
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One article of each language: they wait to be indexed, or so many newer ones came that they are. Tests only look at it."""
    store, newer = request.param
    with open_ledger(f"{store}://{tmp_path_factory.mktemp('search') / 'desk.ledger'}") as ledger:
        for text in (*TEXTS.values(), *(f"Nomor {number + 1000}." for number in range(newer))):
            ledger.add(bare(text))
        yield ledger


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("kontainer", "id"),
        ("KONTAI", "id"),
        ("bangau kontainer sorn", "id"),
        ('"burung bangau"', "id"),
        ("объемный", "ru"),
        ("КОНТЕЙНЕР", "ru"),
        ("heron equipage", "fr"),
        ("貨物船", "ja"),
        ("否定", "ja"),
        ("نفت الوزارة", "ar"),
        ("ปฏิเสธ", "th"),
    ],
)
def test_words_are_found_in_any_script(library: Ledger, question: str, found: str) -> None:
    (hit,) = library.search(question, statements=False)
    text = library.article(hit.article).text
    assert text == TEXTS[found]
    assert len(hit.marks) == len(terms(question))
    assert hit.extract.start <= hit.marks[0].start < hit.extract.end


@pytest.mark.parametrize("question", ["kontainer объемный", "ontainer", '"bangau burung"', "30", "船貨", '"kontai"'])
def test_what_is_not_there_is_not_found(library: Ledger, question: str) -> None:
    assert list(library.search(question)) == []


HOSTILE = ['"', '"" OR 1', "kapal*", "NEAR(kapal milik)", "kapal AND", "words:kapal", "^kapal", "{kapal}", "-", "(", "'; DROP TABLE x; --"]


@pytest.mark.parametrize("question", ["", " ", "?!", "\x00", "\ud83d", *HOSTILE])
def test_no_question_is_an_error(library: Ledger, question: str) -> None:
    assert all(hit.article for hit in library.search(question))


def test_the_newest_come_first_and_no_more_than_asked(ledger: Ledger, make: Make) -> None:
    ids = [ledger.add(make(number)).article for number in range(140)]
    assert [hit.article for hit in ledger.search("kapal", 3, statements=False)] == ids[:-4:-1]
    assert len(list(ledger.search("kapal", 139, statements=False))) == 139
    assert [hit.article for hit in ledger.search("kapal", 200, statements=True)] == ids[::-1]


def test_a_statement_is_found_by_its_content_and_as_long_as_it_is_live(ledger: Ledger, make: Make) -> None:
    ledger.add(make(1))
    (statement,) = ledger.search("milik kapal", statements=True)
    assert statement.statement == make(1).statements[0].id
    assert [make(1).article.text[a:b] for a, b in statement.marks] == ["Kapal", "milik"]
    assert list(ledger.search("sentra", statements=True)) == []
    assert [hit.statement for hit in ledger.search("sentra")] == [""]
    ledger.add(make(1, model="m2", actor=None))
    assert list(ledger.search("milik", statements=True)) == []


def test_words_of_the_title_alone_are_a_hit_without_marks(ledger: Ledger, make: Make) -> None:
    ledger.add(make(7))
    (hit,) = ledger.search("laporan 7")
    assert (hit.marks, hit.extract.start, hit.extract.end) == ((), 0, 0)


def test_a_search_needs_no_lock_and_no_permission(full_file: Path) -> None:
    with open_ledger(full_file) as ledger, open_ledger(full_file, patience=0.1) as other:
        ledger._db.execute("BEGIN IMMEDIATE")  # type: ignore[attr-defined]
        assert len(list(other.search("kapal"))) == 10
        ledger._db.execute("ROLLBACK")  # type: ignore[attr-defined]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("\"'*()^:{}-+\x00\x1a “”ß½kapal"), max_size=40))
@example("\U00010380 ꙁ")
def test_any_question_gets_an_answer(library: Ledger, question: str) -> None:
    for hit in library.search(question, 3):
        assert terms(question)
        assert hit.article


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=30), st.data())
def test_every_word_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    words = text.split()
    asked = terms(data.draw(st.sampled_from(words)) if words else "")
    assert bool(asked) == bool(places(asked, text))
