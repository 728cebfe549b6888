"""What every store promises; runs for each of STORES."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bukti.errors import InputError, LedgerError, NotInLedgerError
from bukti.records import Article, Entity, Reading, Rejection, Span, StatementType, article_id
from bukti.store import Added, ArticleQuery, Counts, Ledger, Outcome, StatementQuery, open_ledger

Make = Callable[..., Reading]


def dated(make: Make, number: int, date: str, *, outlet: str = "Kabar Lintas", lang: str = "id") -> Reading:
    """A report without statements, of that date."""
    article = replace(make(number).article, date=date, outlet=outlet, lang=lang)
    return Reading(replace(article, id=article_id(article.text, url=article.url)), model="m1")


def test_a_reading_comes_back_as_it_went_in(ledger: Ledger, make: Make) -> None:
    reading = make(1)
    assert ledger.add(reading) == Added(reading.article.id, Outcome.NEW, statements=1)
    assert ledger.reading(reading.article.id) == reading
    assert ledger.article(reading.article.id) == reading.article
    assert ledger.raw(reading.article.id) == reading.article.raw
    assert list(ledger.statements()) == list(reading.statements)


def test_lists_leave_the_raw_bytes_out(ledger: Ledger, make: Make) -> None:
    ledger.add(make(1))
    bare = replace(make(1).article, raw=b"")
    assert list(ledger.articles()) == [bare] == ledger.versions(bare.id)


def test_the_same_article_twice_adds_nothing(ledger: Ledger, make: Make) -> None:
    reading = make(1)
    ledger.add(reading)
    before = ledger.counts()
    assert ledger.add(reading) == Added(reading.article.id, Outcome.UNCHANGED)
    assert ledger.add(make(1, confidence=0.9000001)) == Added(reading.article.id, Outcome.UNCHANGED)
    assert ledger.counts() == before == Counts(articles=1, superseded=0, statements=1, withdrawn=0, rejections=0)


def test_a_changed_text_under_the_same_url_is_a_new_version(ledger: Ledger, make: Make) -> None:
    url = "https://kabarlintas.example/kapal"
    first, second, third = (make(1, url=url, text=make(1).article.text + " " * n) for n in range(3))
    ids = [reading.article.id for reading in (first, second, third)]
    ledger.add(first)
    assert ledger.add(second) == Added(ids[1], Outcome.VERSION, replaces=ids[0], statements=1)
    ledger.add(third)
    assert [(a.id, a.replaces) for a in ledger.versions(ids[1])] == [(ids[0], ""), (ids[1], ids[0]), (ids[2], ids[1])]
    assert [a.id for a in ledger.articles(ArticleQuery(current=True))] == [ids[2]]
    assert [s.article for s in ledger.statements(StatementQuery(current=True))] == [ids[2]]
    assert ledger.counts().superseded == 2


def test_articles_without_a_url_are_never_versions_of_one_another(ledger: Ledger, make: Make) -> None:
    one, other = make(1, url=""), make(2, url="", text=make(2).article.text + " ")
    ledger.add(one)
    assert ledger.add(other).outcome is Outcome.NEW
    assert [a.id for a in ledger.versions(other.article.id)] == [other.article.id]


def test_a_newer_model_withdraws_what_it_does_not_find_again(ledger: Ledger, make: Make) -> None:
    ledger.add(make(1))
    changed = make(1, model="m2", actor="Menteri Ansel Brio")
    assert ledger.add(changed) == Added(changed.article.id, Outcome.UNCHANGED, statements=1, withdrawn=1)
    assert ledger.reading(changed.article.id) == changed
    assert [s.actor for s in ledger.statements()] == ["Menteri Ansel Brio"]
    assert ledger.counts().withdrawn == 1


def test_a_newer_model_that_agrees_adds_no_statement(ledger: Ledger, make: Make) -> None:
    ledger.add(make(1))
    assert ledger.add(make(1, model="m2")) == Added(make(1).article.id, Outcome.UNCHANGED)
    assert ledger.reading(make(1).article.id).model == "m2"


def test_a_statement_withdrawn_and_found_again_is_live_once(ledger: Ledger, make: Make) -> None:
    for reading in (make(1), make(1, model="m2", actor=None), make(1, model="m3")):
        ledger.add(reading)
    assert list(ledger.statements()) == list(make(1).statements)
    assert ledger.counts().withdrawn == 1
    assert ledger.check() == []


def test_any_unambiguous_beginning_of_an_id_will_do(ledger: Ledger, make: Make) -> None:
    readings = [make(n) for n in range(40)]  # more than sixteen: two share their first digit
    for reading in readings:
        ledger.add(reading)
    assert ledger.article(readings[0].article.id[:12].upper()) == readings[0].article
    ids = [reading.article.id for reading in readings]
    shared = next(id[0] for id in ids if sum(other.startswith(id[0]) for other in ids) > 1)
    with pytest.raises(LedgerError) as caught:
        ledger.article(shared)
    assert caught.value.reason == "ambiguous"
    assert all(f"{r.article.id} Kabar Lintas {r.article.title}" in str(caught.value) for r in readings if r.article.id[0] == shared)


@pytest.mark.parametrize("beginning", ["", "zz", "%", "_", "0" * 16, "\ud800"])
def test_an_unknown_id_is_not_in_the_ledger(ledger: Ledger, make: Make, beginning: str) -> None:
    ledger.add(make(1))
    with pytest.raises(NotInLedgerError):
        ledger.raw(beginning)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (StatementQuery(actor="BRIO"), [1]),
        (StatementQuery(actor="ольга"), [2]),
        (StatementQuery(actor="strasse"), [3]),
        (StatementQuery(actor="%"), []),
        (StatementQuery(type=StatementType.INDIRECT), [2]),
        (StatementQuery(relay="sentra"), [1, 2]),
        (StatementQuery(relay="entra"), []),
        (StatementQuery(lang="id", actor="a"), [1, 3]),
        (StatementQuery(lang="ru"), []),
        (StatementQuery(since="2024-03-05", until="2024-03-05"), [1, 2, 3]),
        (StatementQuery(since="2024-03-06"), []),
    ],
)
def test_statements_are_filtered(ledger: Ledger, make: Make, query: StatementQuery, expected: list[int]) -> None:
    said = [
        make(1),
        make(2, actor="Ольга Вейн", type=StatementType.INDIRECT, relay=("Vestnik", "SENTRA")),
        make(3, actor="Pak Straße", relay=()),
    ]
    for reading in said:
        ledger.add(reading)
    assert [s.id for s in ledger.statements(query)] == [said[n - 1].statements[0].id for n in expected]


def test_statements_of_one_article(ledger: Ledger, make: Make) -> None:
    ledger.add(make(1))
    ledger.add(make(2))
    assert list(ledger.statements(StatementQuery(article=make(2).article.id[:10]))) == list(make(2).statements)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ArticleQuery(), ["", "2023", "2023-12", "2023-12-31T23:30:00-05:00", "2024-01-01"]),
        (ArticleQuery(since="2024-01-01"), ["2024-01-01"]),
        (ArticleQuery(since="2023-12-31"), ["2023", "2023-12", "2023-12-31T23:30:00-05:00", "2024-01-01"]),
        (ArticleQuery(until="2023-12"), ["2023", "2023-12", "2023-12-31T23:30:00-05:00"]),
        (ArticleQuery(until="2023-12-30"), ["2023", "2023-12"]),
        (ArticleQuery(since="2022", until="2022"), []),
    ],
)
def test_dates_compare_as_exactly_as_they_are_given(ledger: Ledger, make: Make, query: ArticleQuery, expected: list[str]) -> None:
    for number, date in enumerate(["2024-01-01", "", "2023-12-31T23:30:00-05:00", "2023", "2023-12"]):
        ledger.add(dated(make, number, date))
    assert [a.date for a in ledger.articles(query)] == expected


@pytest.mark.parametrize("date", ["kemarin", "20240101", "2024-1-1", "2024-01-01T00:00", "٢٠٢٤"])
def test_a_question_with_no_date_is_refused(date: str) -> None:
    with pytest.raises(InputError, match="no date"):
        ArticleQuery(since=date)


def test_articles_are_filtered_by_outlet_language_and_url(ledger: Ledger, make: Make) -> None:
    ledger.add(dated(make, 1, "2024-01-01"))
    ledger.add(dated(make, 2, "2024-01-02", outlet="ВЕСТНИК Кестрии", lang="ru"))
    for query in (ArticleQuery(outlet="вестник"), ArticleQuery(lang="ru"), ArticleQuery(url="https://kabarlintas.example/2")):
        assert [a.outlet for a in ledger.articles(query)] == ["ВЕСТНИК Кестрии"]


def test_adding_while_listing_is_safe(ledger: Ledger, make: Make) -> None:
    ledger.add(make(1))
    ledger.add(make(2))
    seen = [ledger.add(make(int(article.title[-1]) + 10)).outcome for article in ledger.articles()]
    assert seen == [Outcome.NEW, Outcome.NEW]


def test_rejections_are_recorded_once(ledger: Ledger) -> None:
    empty, broken = Rejection("in/a.html", "empty", "nothing in it"), Rejection("in/b\udcff.jsonl:3", "unreadable", "no JSON")
    assert ledger.reject([empty, broken, empty]) == 2
    assert ledger.reject([broken]) == 0
    assert list(ledger.rejections()) == [empty, broken]
    assert ledger.counts().rejections == 2


def _moved(reading: Reading) -> Reading:
    return replace(reading, statements=(replace(reading.statements[0], cue=(Span(30, 33),)),))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_moved, "not the hash of its spans"),
        (lambda r: replace(r, article=replace(r.article, text="lain")), "not the hash of the article"),
        (lambda r: replace(r, article=replace(r.article, raw=b"lain")), "SHA-256"),
        (lambda r: replace(r, article=replace(r.article, furniture=(Span(0, 999),))), "furniture: characters 0 to 999"),
        (lambda r: replace(r, entities=(Entity(5, 5, "PERSON"),)), "entity: characters 5 to 5"),
        (lambda r: replace(r, statements=r.statements * 2), "2 times"),
        (lambda r: replace(r, statements=(replace(r.statements[0], confidence=float("nan")),)), "confidence nan"),
        (lambda r: replace(r, statements=(replace(r.statements[0], article="0" * 16),)), "belongs to article"),
    ],
)
def test_a_reading_that_contradicts_itself_is_refused_whole(
    ledger: Ledger, make: Make, spoil: Callable[[Reading], Reading], message: str
) -> None:
    with pytest.raises(LedgerError, match=message):
        ledger.add(spoil(make(1)))
    assert ledger.counts() == Counts(0, 0, 0, 0, 0)


def test_an_article_without_bytes_has_none(ledger: Ledger) -> None:
    text = "Tanpa byte."
    article = Article(article_id(text), text)
    ledger.add(Reading(article))
    assert ledger.raw(article.id) == b""
    assert ledger.article(article.id) == article


def test_a_ledger_that_is_not_there_is_made_only_if_asked(place: str, make: Make) -> None:
    with pytest.raises(LedgerError, match="no ledger here"):
        open_ledger(place, create=False)
    open_ledger(place).close()
    with open_ledger(place, create=False) as ledger:
        assert ledger.check() == []


def test_an_unknown_scheme_names_the_known_ones() -> None:
    with pytest.raises(LedgerError, match="no store 'mongo'; there are: sqlite"):
        open_ledger("mongo://desk")
