"""Marks, differences, pictures, words: the small parts, with properties where there are any."""

import time
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bukti.records import Article, Derivation, DerivationKind, Origin, Said, Span, Stance, Statement, StatementType, Voice, statement_id
from bukti.web import words as web_words
from bukti.web.differences import changes
from bukti.web.figures.days import marks, ordinal
from bukti.web.figures.layout import column
from bukti.web.figures.sparkline import WIDTH, span, sparkline
from bukti.web.figures.timeline import Moment, timeline
from bukti.web.figures.tree import Node, tree
from bukti.web.marks import found_pieces, paragraphs
from bukti.web.memory import Memory
from bukti.web.words import LANGUAGES, LOCALES, Words, language

TEXTS = st.text("ab“”.\n é漢\u0627\U0001f6a2", max_size=80)
STANCES = list(Stance)

# Drawing a text with statements all over it takes longer than marking them.
unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Statement]]:
    """A text and statements anywhere in it, one over the other as they come."""
    text = draw(TEXTS.filter(lambda t: len(t) > 3))
    spans = (
        st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: Span(*sorted(p))).filter(lambda s: s.end > s.start)
    )
    several = st.lists(spans, max_size=2).map(tuple)
    parts = draw(st.lists(st.tuples(several, several, st.lists(spans, min_size=1, max_size=3).map(tuple)), max_size=4))
    return text, [Statement(statement_id("a", *p), "a", *p, StatementType.DIRECT) for p in parts]


@unhurried
@given(marked())
def test_marking_loses_and_adds_no_character(case: tuple[str, list[Statement]]) -> None:
    text, statements = case
    shown = ["".join(piece.text for piece in p.pieces) for p in paragraphs(text, statements, {})]
    assert shown == [line.rstrip() for line in text.splitlines() if line.rstrip()]


@unhurried
@given(marked())
def test_every_piece_knows_the_statements_that_it_is_of(case: tuple[str, list[Statement]]) -> None:
    text, statements = case
    told = {s for p in paragraphs(text, statements, {}) for piece in p.pieces for s in piece.statements}
    visible = {s.id for s in statements if any(text[a:b].strip() for part in (s.speaker, s.cue, s.content) for a, b in part)}
    assert visible <= told <= {s.id for s in statements}


@unhurried
@given(TEXTS, TEXTS)
def test_differences_hold_both_versions(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(c.text for c in found if c.kind != "new") == old
    assert "".join(c.text for c in found if c.kind != "gone") == new


def test_differences_are_of_words() -> None:
    assert [(c.kind, c.text) for c in changes("from Solvar in March\n", "from Varnok in March\n")] == [
        ("same", "from "), ("gone", "Solvar"), ("new", "Varnok"), ("same", " in March\n"),
    ]  # fmt: skip


def test_differences_of_long_articles_do_not_take_minutes() -> None:
    """Empty lines between thousands of paragraphs, and an article that is one line over and over."""
    old = "".join(f"Paragraph {n}\n\n" for n in range(1_500))
    new = "".join(f"Paragraph {n if n % 3 else -n}\n\n" for n in range(1_500))
    begin = time.perf_counter()
    found = changes(old, new)
    assert sum(c.text.strip() == "-" and c.kind == "new" for c in found) == 499
    again = changes("no\n" * 30_000, "no\n" * 30_000 + "yes\n")
    assert "".join(c.text for c in again if c.kind != "gone") == "no\n" * 30_000 + "yes\n"
    assert time.perf_counter() - begin < 10  # of the minutes that it took


def test_an_extract_marks_what_was_found() -> None:
    pieces = found_pieces("no ship came here", Span(3, 12), (Span(3, 7), Span(5, 9), Span(11, 15)))
    assert [(p.text, p.role) for p in pieces] == [("ship", "found"), (" came", "")]


def test_an_extract_begins_and_ends_with_whole_words() -> None:
    text = "the harbour. “No ship came here today"
    assert "".join(p.text for p in found_pieces(text, Span(7, 35), (Span(17, 21),))) == "“No ship came here "
    assert "".join(p.text for p in found_pieces("漢" * 90, Span(10, 80), ())) == "漢" * 70  # no spaces: cut as it comes


@unhurried
@given(st.text("ab. “", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_an_extract_is_a_part_of_what_was_asked_for(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert "".join(p.text for p in found_pieces(text, Span(start, end), ())) in text[start:end]


@unhurried
@given(st.lists(st.floats(0, 1e4), max_size=30))
def test_boxes_of_a_column_do_not_overlap(middles: list[float]) -> None:
    boxes = column(sorted(middles), 0, 100, 40)
    assert all(above.y + above.height <= below.y for above, below in zip(boxes, boxes[1:], strict=False))


ARTICLES = [Article(f"a{n}", "x", outlet=f"Outlet {n}", date=f"2031-03-{n + 10}") for n in range(5)]


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Origin], dict[str, Said], list[Derivation]]:
    """Origins that any articles report, and articles that come from any others, in circles too."""
    said: dict[str, Said] = {}
    origins = []
    for o in range(draw(st.integers(0, 4))):
        ids = []
        for a in draw(st.sets(st.sampled_from(range(5)), min_size=1)):
            relay = ("Sentra",) if draw(st.booleans()) else ()
            ids.append(f"s{o}{a}")
            said[ids[-1]] = Said(
                Statement(ids[-1], f"a{a}", (), (), (Span(0, 1),), StatementType.DIRECT, relay=relay), ARTICLES[a], Voice(ids[-1])
            )
        origins.append(Origin(f"o{o}", tuple(ids), date=draw(st.sampled_from(("", "2031", "2031-03-10")))))
    ends = st.tuples(st.sampled_from(range(5)), st.sampled_from(range(5)), st.sampled_from(list(DerivationKind)), st.booleans())
    derived = [
        Derivation(f"a{c}", f"a{p}", kind, credited) for c, p, kind, credited in draw(st.lists(ends, max_size=8, unique_by=lambda e: e[:2]))
    ]
    return origins, said, derived


@unhurried
@given(stories())
def test_a_tree_draws_each_thing_once_and_none_on_another(case: tuple[list[Origin], dict[str, Said], list[Derivation]]) -> None:
    origins, said, derived = case
    drawn = tree(origins, {o.id: (Stance.ASSERTS,) for o in origins}, said, derived)
    assert sum(n.kind == "utterance" for n in drawn.nodes) == len(drawn.roots) == len(origins)
    assert sum(n.kind == "article" for n in drawn.nodes) == len({s.article.id for s in said.values()})
    for one in drawn.nodes:
        assert not [other for other in drawn.nodes if other is not one and over(one, other)]
        assert 0 <= one.box.x <= drawn.width - one.box.width and one.box.y + one.box.height <= drawn.height


def over(one: Node, other: Node) -> bool:
    a, b = one.box, other.box
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def test_a_long_tree_says_how_much_it_leaves_out() -> None:
    origins = [Origin(f"o{n}", (), date="2031") for n in range(30)]
    drawn = tree(origins, {}, {}, [])
    assert (len(drawn.roots), drawn.left_out) == (24, 6)


def test_dates_are_as_exact_as_they_are() -> None:
    assert ordinal("2031-03") == ordinal("2031-03-01") and ordinal("") is ordinal("2031-99") is ordinal("soon") is None
    assert len(marks(0, 400, 8)) <= 8 and marks(5, 5, 8) == [5]


@unhurried
@given(st.lists(st.tuples(st.dates().map(str), st.sampled_from(STANCES)), max_size=20))
def test_a_strip_of_time_keeps_inside_its_frame(dated: list[tuple[str, Stance]]) -> None:
    strip = sparkline(dated, *span([dated]))
    assert all(0 <= t.x <= WIDTH and 0 <= t.y <= t.y + t.height <= 28 for t in strip.ticks)
    assert (strip.first, strip.last) == ((min(d for d, _ in dated), max(d for d, _ in dated)) if dated else ("", ""))


def test_a_timeline_counts_what_has_no_date() -> None:
    drawn = timeline([Moment("2031-03-01", Stance.DENIES, "", 1, ""), Moment("", Stance.DENIES, "", 1, "")])
    assert (len(drawn.lanes), len(drawn.lanes[0].dots), drawn.undated) == (1, 1, 1)


def messages() -> dict[str | tuple[str, ...], str]:
    """Everything that pages say, from templates and code."""
    room = Path(web_words.__file__).parent
    methods = [("templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
    found = extract_from_dir(room, methods, keywords={"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)})
    return {message: f"{file}:{line}" for file, line, message, *_ in found}


@pytest.mark.parametrize("lang", [code for code in LANGUAGES if code != "en"])
def test_every_word_of_the_interface_is_translated(lang: str) -> None:
    """How to add what is missing stands in src/bukti/web/locale/babel.cfg."""
    with (LOCALES / lang / "LC_MESSAGES" / "desk.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    missing = {m: where for m, where in messages().items() if (found := catalogue.get(m)) is None or not found.string}
    assert not missing
    for message in catalogue:
        if message.id:
            assert not message.fuzzy
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            for string in message.string if isinstance(message.string, tuple) else (message.string,):
                assert names(string) <= {name for id in ids for name in names(id)} and string.strip()
                assert len(ids) > 1 or names(string) == names(ids[0])


def names(text: str) -> set[str]:
    return {part.partition(")")[0] for part in text.split("%(")[1:]}


@pytest.mark.parametrize(
    ("chosen", "browser", "expected"),
    [
        ("id", "en", "id"),
        ("", "id-ID,id;q=0.9,en;q=0.8", "id"),
        ("", "ru,en", "en"),
        ("", "", "en"),
        ("xx", "id", "id"),
        ("", "\x00;;,-_", "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_browsers(chosen: str, browser: str, expected: str) -> None:
    assert language(chosen, browser) == expected


def test_dates_and_numbers_are_written_as_readers_write_them() -> None:
    english, indonesian = Words("en"), Words("id")
    assert [english.day(iso) for iso in ("2031-03-18", "2031-03", "2031", "2031-03-18T09:00Z", "soon")] == [
        "18 Mar 2031", "Mar 2031", "2031", "18 Mar 2031", "soon",
    ]  # fmt: skip
    assert indonesian.day("2031-05-18") == "18 Mei 2031"
    assert (english.number(5000), indonesian.number(5000)) == ("5,000", "5.000")


def test_what_is_remembered_lasts_until_the_ledger_changes_or_as_long_as_is_said(tmp_path: Path) -> None:
    now, made = [0.0], iter(range(100))
    ledger = tmp_path / "x.ledger"
    ledger.write_bytes(b"1")
    memory = Memory(str(ledger), lambda: now[0])
    assert [memory.get("a", lambda: next(made)) for _ in range(3)] == [0, 0, 0]
    assert memory.get(("b", "claim"), lambda: next(made)) == 1
    ledger.write_bytes(b"22")
    assert memory.get("a", lambda: next(made), 60) == 0
    assert memory.get("a", lambda: next(made)) == 2
    memory.forget("claim")
    assert memory.get(("b", "claim"), lambda: next(made), 60) == 3
    ledger.write_bytes(b"333")
    now[0] = 61.0
    assert memory.get("a", lambda: next(made), 60) == 4


def test_nothing_is_remembered_of_a_ledger_that_is_no_file() -> None:
    made = iter(range(9))
    memory = Memory("postgres://desk")
    assert [memory.get("a", lambda: next(made)) for _ in range(2)] == [0, 1]
