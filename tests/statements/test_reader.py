import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import network

from bukti.network import Pieces, Signals
from bukti.network.tags import ANCHORS, CONTENT_TAGS, ENTITY_TAGS, NEAR, PAIR_TAGS, ROLE_TAGS
from bukti.records import Article, Reading, Span, Statement, StatementType
from bukti.statements import ReaderOptions, StatementReader
from bukti.statements.calibration import mark
from bukti.statements.drafts import Draft
from bukti.statements.reader import inside, stopped
from bukti.statements.shape import Shaped

SAID = '"Kapal itu kosong," kata juru bicara pelabuhan Sarn, Mira Tolan, seperti dilansir Sentra.'
REPORT = f"{SAID}\n\nDia menambahkan bahwa muatan kapal sudah diperiksa dua kali oleh petugas pelabuhan sejak Senin pagi."


def article(text: str, **known: str) -> Article:
    return Article("a", text, **known)


def spans(reading: Reading) -> Iterator[Span]:
    for s in reading.statements:
        yield from (*s.speaker, *s.cue, *s.content)


def assert_sound(reading: Reading) -> None:
    text = reading.article.text
    for start, end in spans(reading):
        assert 0 <= start < end <= len(text)
        assert any(c.isalnum() for c in text[start:end]), ascii(text[start:end])
        assert text[start:end] == text[start:end].strip()
    assert all(s.content and 0 <= s.confidence <= 1 for s in reading.statements)
    assert len({s.id for s in reading.statements}) == len(reading.statements)


def test_reads(reader: StatementReader) -> None:
    reading = reader.read(article(REPORT))
    first = reading.statements[0]
    assert [REPORT[slice(*s)] for s in first.content] == ['"Kapal itu kosong,"']
    assert (first.type, first.actor, first.relay, first.article) == (StatementType.DIRECT, "Mira Tolan", ("Sentra",), "a")
    assert reading.article.lang == "id"
    assert reading.notices == ()
    assert reading.model == reader.version == f"{network().version}+rules-4{mark(reader.calibration, network())}"


def test_what_the_article_knows_already_stays(reader: StatementReader) -> None:
    headline = (Span(0, 5),)
    prepared = reader.prepared(replace(article(REPORT, lang="ms"), furniture=headline))
    assert (prepared.lang, prepared.furniture) == ("ms", headline)


def test_given_statements_keep_their_spans(reader: StatementReader) -> None:
    text = "Kapten Orr bicara. Juru bicara Mira Tolan menyangkal hal itu, dilansir Sentra."
    start = text.index("Mira")
    odd = Statement("s", "a", (Span(start, start + 10),), (), (Span(0, 6), Span(11, 17)), StatementType.MIXED, confidence=0.25)
    (filled,) = reader.read(article(text), given=[odd]).statements
    assert filled == replace(odd, actor="Mira Tolan", relay=filled.relay)
    known = replace(odd, actor="Captain Orr", relay=("Interfax",))
    assert reader.read(article(text), given=[known]).statements == (known,)


def test_given_none_at_all_there_are_none(reader: StatementReader) -> None:
    assert reader.read(article(REPORT), given=[]).statements == ()
    assert reader.read(article(REPORT), given=[], entities=True).entities != ()


def test_labels_only_when_asked_for(reader: StatementReader) -> None:
    text = '"Kapal itu kosong," kata Menteri Perhubungan Kestria Mira Tolan di Sarn, Senin (3/4).'
    assert reader.read(article(text)).entities == ()
    labels = {(text[e.start : e.end], e.label) for e in reader.read(article(text), entities=True).entities}
    assert labels >= {('"Kapal itu kosong,"', "STATEMENT"), ("kata", "CUE"), ("Mira Tolan", "PERSON"), ("Sarn", "LOCATION")}


@pytest.mark.parametrize(
    ("text", "lang", "notice"),
    [
        (REPORT, "id", ""),
        ("«Судно пустое», — сказал капитан Орр журналистам в порту.", "ru", ""),
        ("«El barco está vacío», dijo el capitán Orr a los periodistas en el puerto de Sarn.", "es", "no statements in Spanish"),
        ("«Судно порожнє», — сказав капітан Орр журналістам у порту міста.", "uk", "no statements in Ukrainian"),
        ("123 456", "und", "could not be told"),
    ],
)
def test_doubts_about_the_language_are_said(text: str, lang: str, notice: str, reader: StatementReader) -> None:
    reading = reader.read(article(text))
    assert reading.article.lang == lang
    assert [notice in said for said in reading.notices] == ([True] if notice else [])


def test_a_language_without_a_pack_is_read_with_a_notice(reader: StatementReader) -> None:
    reading = reader.read(article('"Het schip is leeg," zei kapitein Orr tegen de pers.', lang="nl"))
    assert_sound(reading)
    assert "nl" in reading.notices[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u3000\n",
        "\u200b\ufeff\ud800",
        "Advertisement",
        "Baca Juga\n\nBaca juga: Siapa Pemilik Kapal Itu\n\nAdvertisement\n",
        "😀😀😀",
        "...",
        '""',
    ],
)
def test_nothing_said(text: str, reader: StatementReader) -> None:
    reading = reader.read(article(text), entities=True)
    assert reading.statements == ()
    assert reading.article.text == text


def test_furniture_is_in_no_statement(reader: StatementReader) -> None:
    text = f"{SAID}\n\nBaca juga: Siapa Pemilik Kapal Itu?\n\nAdvertisement\n\n{REPORT}"
    reading = reader.read(article(text))
    assert len(reading.article.furniture) == 2
    assert not [s for s in spans(reading) for f in reading.article.furniture if s.start < f.end and f.start < s.end]


ODD = st.text(alphabet='aK 7\n\t.,"“”«»‘—()e\u0301\u200b\u200d\ufeff\u200f\u202e\ud800\udc00\x00😀👩🏽שלقا中', max_size=25)


@settings(max_examples=40, deadline=None)
@given(before=ODD, between=ODD, after=ODD, lang=st.sampled_from(["id", "en", "ru", ""]))
def test_whatever_stands_around_a_quotation_spans_are_sound(
    before: str, between: str, after: str, lang: str, reader: StatementReader
) -> None:
    assert_sound(reader.read(article(f'{before}{SAID}{between}"No ship came," said Mira Tolan.{after}', lang=lang), entities=True))


@pytest.mark.parametrize("odd", ["😀", "👩\u200d👩\u200d👧", "שלום ", "\ud800", "\u202e", "e\u0301", "\u200b", "\x00"])
def test_offsets_are_right_behind_odd_characters(odd: str, reader: StatementReader) -> None:
    text = f"{odd * 3} hujan turun.\n{SAID}"
    found = reader.read(article(text, lang="id")).statements
    assert any(text[slice(*s.content[-1])].endswith('"Kapal itu kosong,"') for s in found)


@pytest.mark.parametrize(
    ("content", "cue", "nested"),
    [
        (Span(30, 50), Span(20, 25), True),
        (Span(30, 50), Span(0, 5), False),  # the cue stands outside
        (Span(30, 70), Span(20, 25), False),  # the content goes on outside
        (Span(10, 60), Span(10, 60), False),  # the same
    ],
)
def test_nested_is_what_stands_in_a_content_with_its_cue(content: Span, cue: Span, nested: bool) -> None:
    draft = Draft(0, True, (), (), (), 0.5, 0.5, 0.5, 0.5, 0.5)
    outer = Shaped(draft, (), (Span(62, 65),), (Span(10, 60),), StatementType.INDIRECT)
    assert inside(Shaped(draft, (), (cue,), (content,), StatementType.INDIRECT), outer) is nested


def test_less_sure_statements_with_a_lower_floor() -> None:
    every, sure = (StatementReader(network(), ReaderOptions(floor=floor)).read(article(REPORT)).statements for floor in (0.0, 0.9))
    assert {s.id for s in sure} <= {s.id for s in every}
    assert all(s.confidence >= 0.9 for s in sure)
    assert StatementReader(network(), ReaderOptions(floor=1.1)).read(article(REPORT)).statements == ()


def test_each_language_has_its_own_floor(reader: StatementReader) -> None:
    other = StatementReader(network())
    other.calibration = {**reader.calibration, "threshold": 0.5, "thresholds": {"id": 0.25}}
    assert (other.floor("id"), other.floor("en")) == (0.25, 0.5)


def test_several_threads_may_share_a_reader(reader: StatementReader) -> None:
    articles = [replace(article(f"Hari ke-{n}. {REPORT}"), id=str(n)) for n in range(6)]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(reader.read, articles)) == [reader.read(a) for a in articles]


class Parrot:
    """In place of the network: knows only `"Words," kata Name Name`, but that at no cost."""

    version, manifest = "parrot", {}  # type: ignore[var-annotated]
    piece = re.compile(r'[\w,]+|"')

    def read(self, text: str) -> Iterator[Signals]:
        found = list(self.piece.finditer(text))
        n = len(found)
        anchors = np.full((n, len(ANCHORS)), -30, np.float32)
        anchors[np.arange(n), [ANCHORS.index("cue" if match[0] == "kata" else "none") for match in found]] = 30
        starts, ends = np.array([match.span() for match in found], np.int64).reshape(-1, 2).T
        entities = np.zeros((n, len(ENTITY_TAGS)), np.float32)
        yield Signals(Pieces(text, np.zeros(n, np.int64), starts, ends), 0, range(n), entities, anchors, *(anchors[:, :1],) * 4)

    def pairs(self, signals: Signals, anchors: np.ndarray) -> np.ndarray:
        tags = np.zeros((len(anchors), 2 * NEAR, PAIR_TAGS), np.float32)
        roles, contents = len(ROLE_TAGS), CONTENT_TAGS.index("B-content")
        tags[..., [0, roles]] = 9
        for place, tag in ((0, "B-cue"), (1, "B-speaker"), (2, "I-speaker")):
            tags[:, NEAR + place, ROLE_TAGS.index(tag)] = 30
        tags[:, NEAR - 5, roles + contents] = 30
        tags[:, NEAR - 4 : NEAR, roles + contents + 1] = 30
        return tags


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Kapal Itu Kosong\n\nRano pergi.", "Kapal Itu Kosong.\nRano pergi."),
        ("Kapal Itu Kosong \r\n\r\nRano pergi.", "Kapal Itu Kosong.\r\n\r\nRano pergi."),
        ("Kapal Itu Kosong.\n\nRano pergi.", "Kapal Itu Kosong.\n\nRano pergi."),  # has its stop
        ("Kapal itu\n\nkosong.", "Kapal itu\n\nkosong."),  # goes on
        ("Kapal itu \nKosong\nMalam.", "Kapal itu \nKosong\nMalam."),  # single breaks
        ("Kapal itu:\n\nKosong", "Kapal itu:\n\nKosong"),
    ],
)
def test_the_network_hears_where_a_headline_ends(text: str, heard: str) -> None:
    assert stopped(text) == heard
    assert len(heard) == len(text)


def test_a_headline_ends_for_the_network_alone() -> None:
    texts = []

    class Listening(Parrot):
        def read(self, text: str) -> Iterator[Signals]:
            texts.append(text)
            return super().read(text)

    report = article('Kapal Kosong\n\n"Kapal kosong, benar," kata Mira Tolan.', lang="id")
    deaf = StatementReader(Listening(), ReaderOptions(floor=0.0))  # type: ignore[arg-type]
    assert deaf.heard(report).pieces.text == report.text
    assert texts == ['Kapal Kosong.\n"Kapal kosong, benar," kata Mira Tolan.']


@pytest.mark.parametrize(
    "unit",
    [
        '"Kapal kosong, benar," kata Mira Tolan di pelabuhan.\n',
        '"Kapal kosong, benar," kata Mira Tolan.\n"Kami sudah memeriksanya dua kali."\n',
        '"Kapal kosong, benar," kata Mira Tolan. "Kami sudah memeriksanya." ',
        'Baca juga: Siapa Pemilik\n"Kapal kosong, benar," kata Mira Tolan.\n',
        '"Kapal kosong, benar," kata Mira Tolan, seperti dilansir Sentra.\n',
    ],
)
def test_what_is_done_around_the_network_grows_with_length_only(unit: str) -> None:
    rules = StatementReader(Parrot(), ReaderOptions(floor=0.0))  # type: ignore[arg-type]

    def seconds(repeats: int) -> float:
        text = article(unit * repeats, lang="id")
        start = time.process_time()
        found = rules.read(text).statements
        assert len(found) >= repeats and found[-1].actor == "Mira Tolan"
        return time.process_time() - start

    seconds(50)
    assert seconds(1_600) < 8 * max(seconds(400), 0.02)


def test_an_article_of_30_000_words(reader: StatementReader) -> None:
    """Works, and finds as much at the end as at the beginning. How long 200,000 words take is measured by benchmarks/speed.py."""
    text = "\n\n".join(f"Hari ke-{n} di pelabuhan. {REPORT}" for n in range(1_000))
    assert len(text.split()) > 30_000
    reading = reader.read(article(text))
    assert_sound(reading)
    starts = [s.content[0].start for s in reading.statements]
    assert starts == sorted(starts)
    tenths = [sum(len(text) * n <= 10 * start < len(text) * (n + 1) for start in starts) for n in range(10)]
    assert min(tenths) > 0.8 * max(tenths) > 100
