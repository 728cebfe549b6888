from origins.words import Glossary, body, report, unnamed

from bukti.origins import Traces, derivations
from bukti.records import Article, Derivation, DerivationKind

LONG = """
The grey ship left the harbour at night without lights, a pilot wrote.
[S|Mira Tolan] [C|said] [Q|no weapons were loaded and the papers are in order].
Rain had fallen since the morning and the quay stood empty.
[S|Mira Tolan] [C|denied] [Q|that guards had shut the north gate].
Nobody in town remembers a ship of that size before.
Four trucks waited beside the crane until the police sent them away.
"""


def found(*stories: tuple[Article, list]) -> list[Derivation]:
    return derivations(stories, Glossary())


def edges(*stories: tuple[Article, list]) -> list[tuple[str, str, DerivationKind, bool]]:
    outlets = {a.id: a.outlet for a, _ in stories}
    return [(outlets[d.child], outlets[d.parent], d.kind, d.credited) for d in found(*stories)]


def test_a_cut_copy_with_credit_is_a_reprint() -> None:
    short = "\n".join(LONG.strip().splitlines()[:4]) + "\nSource: Harbour Gazette"
    original = report(LONG, outlet="Harbour Gazette", date="2031-03-01")
    copy = report(short, outlet="Mirror Point", date="2031-03-02")
    assert edges(original, copy) == [("Mirror Point", "Harbour Gazette", DerivationKind.REPRINT, True)]


def test_a_translation_is_found_without_a_credit() -> None:
    english = """
        The ship left the harbour at night.
        Twelve containers shut, guards north of the port.
        Oil sold in the morning rain.
        [S|Mira Tolan] [C|said] [Q|no weapons loaded].
        Trucks and police answered no question.
    """
    indonesian = """
        Kapal berangkat dermaga malam.
        Dua-belas kontainer tertutup, penjaga utara pelabuhan.
        Minyak dijual pagi hujan.
        [S|Mira Tolan] [C|kata] [Q|tidak senjata dimuat].
        Truk polisi menjawab tidak pertanyaan.
    """
    stories = report(english, outlet="A", date="2031-03-01"), report(indonesian, outlet="B", date="2031-03-02", lang="id")
    assert edges(*stories) == [("B", "A", DerivationKind.TRANSLATION, False)]


def test_two_reports_of_one_briefing_stay_apart() -> None:
    quoted = "[S|Mira Tolan] [C|said] [Q|no weapons were loaded and the papers are in order].\n"
    one = report(
        "Lights burned over the square all evening.\n" + quoted + "A choir sang outside.\nSnow is expected.", outlet="A", date="2031-03-01"
    )
    two = report(
        "The minister looked tired on Tuesday.\n" + quoted + "She drank water.\nReporters laughed twice.", outlet="B", date="2031-03-02"
    )
    assert edges(one, two) == []


def test_a_relay_names_the_outlet_and_has_its_statement() -> None:
    quoted = "[S|Mira Tolan] [C|said] [Q|no weapons were loaded and the papers are in order]"
    source = report(f"Lights burned.\n{quoted}.\nA choir sang outside the hall.", outlet="Вечерний Лусмарк", date="2031-03-01")
    child = report(
        f"Tired people waited.\n{quoted}, Vecherniy Lusmark reported.", outlet="B", date="2031-03-02", relay=("Vecherniy Lusmark",)
    )
    assert edges(source, child) == [("B", "Вечерний Лусмарк", DerivationKind.RELAY, True)]


def test_who_spoke_to_one_paper_alone_betrays_it() -> None:
    source = report(
        """
        [S|Rano Adi] [C|said] [Q|the ship came past midnight without a signal] to Harbour Gazette.
        [S|two dock workers] [C|said] [Q|guards stood on deck beside crates].
        """,
        outlet="Harbour Gazette", date="2031-03-01", actors=[unnamed("two dock workers")],
    )  # fmt: skip
    child = report(
        """
        Lights burned over the square.
        [S|Rano Adi] [C|explained] [Q|the ship came without a signal past midnight].
        [S|workers] [C|recalled] [Q|guards on deck beside crates].
        """,
        outlet="Morning Mirror", date="2031-03-20", actors=[unnamed("workers")],
    )  # fmt: skip
    assert edges(source, child) == [("Morning Mirror", "Harbour Gazette", DerivationKind.REWRITE, False)]


def test_an_error_that_two_alone_have_is_told() -> None:
    lines = """
        {} carried cheap timber north.
        Guards shut the old gate twice.
        Lights burned over wet roofs.
        Snow fell on harbour walls.
        {} wrote more besides.
    """
    stories = [
        report(lines.format(name, outlet * 6), outlet=outlet, date=f"2031-03-0{day}")
        for day, (outlet, name) in enumerate([("A", "Talmety"), ("B", "Talmety"), ("C", "Talmetti"), ("D", "Talmetti")], 1)
    ]
    reasons = {d.child: " ".join(d.reasons) for d in found(*stories)}
    assert "both have talmetti, where others have talmeti" in reasons[stories[3][0].id]


def test_two_copies_of_an_agency_are_siblings() -> None:
    one = report(LONG, outlet="A", date="2031-03-01", relay=("Sentra",))
    two = report(LONG + "Editor: Rano", outlet="B", date="2031-03-02", relay=("Sentra",))
    assert edges(one, two) == []


def test_an_article_of_no_known_outlet_may_be_that_agency_itself() -> None:
    one = report(LONG, date="2031-03-01", relay=("Sentra",))
    two = report(LONG + "Editor: Rano", outlet="B", date="2031-03-02", relay=("Sentra",))
    assert edges(one, two) == [("B", "", DerivationKind.REPRINT, False)]


def test_a_brief_is_a_copy_by_three_of_its_five_sentences() -> None:
    lines = LONG.strip().splitlines()
    brief = "\n".join([lines[0], "Dogs ate.", *lines[2:3], "A choir sang that Sunday.", lines[4], "Bread cost twice as much."])
    assert edges(report(LONG, outlet="A", date="2031-03-01"), report(brief, outlet="B", date="2031-03-02")) == [
        ("B", "A", DerivationKind.REPRINT, False)
    ]


def test_what_is_one_report_is_one_family_where_no_date_tells_which_was_first() -> None:
    """The outer two share no word; the one in the middle is like both, and only one of them can be its parent."""
    first = ["ship left town", "guards shut gates", "oil fell badly", "snow hid roofs", "police sent trucks"]
    second = ["choir sang loud", "bread cost more", "bells rang noon", "cows ate grass", "vets came late"]
    one = report(".\n".join([*first, "Only here is this"]) + ".", outlet="One Post", lang="ru")
    two = report(".\n".join([*second, "Nobody else has that"]) + ".", outlet="Two Post", lang="de")
    middle = report(".\n".join(map(" ".join, zip(first, second, strict=True))) + ".", outlet="Middle Post")
    found = edges(one, middle, two)
    assert {kind for _, _, kind, _ in found} == {DerivationKind.TRANSLATION} and len(found) == 2
    assert {o for child, parent, *_ in found for o in (child, parent)} == {"One Post", "Middle Post", "Two Post"}


def test_unnamed_sources_who_say_something_alike_betray_nobody() -> None:
    one = report(
        "[S|some analysts] [C|said] [Q|oil sold in the morning].\n[S|some residents] [C|said] [Q|trucks left the harbour at night].",
        outlet="A News", date="2031-03-01", actors=[unnamed("some analysts"), unnamed("some residents")],
    )  # fmt: skip
    two = report(
        "[S|experts] [C|said] [Q|oil is sold to us in spring].\n[S|people] [C|said] [Q|trucks left a roof open].",
        outlet="B News", date="2031-03-02", actors=[unnamed("experts"), unnamed("people")],
    )  # fmt: skip
    assert edges(one, two) == []


def test_three_that_name_each_other_in_a_ring_make_no_circle() -> None:
    names = ("Harbour Gazette", "Mirror Point", "Evening Bell")
    ring = [report(LONG + f"Source: {names[n - 1]}", outlet=names[n], date="2031-03-01") for n in range(3)]
    found = edges(*ring)
    above = {child: parent for child, parent, *_ in found}
    assert len(found) == 2 == len(above) and set(above) | set(above.values()) == set(names)


def test_two_that_name_each_other_make_no_circle() -> None:
    one = report(LONG + "Source: Mirror Point", outlet="Harbour Gazette", date="2031-03-01")
    two = report(LONG + "Source: Harbour Gazette", outlet="Mirror Point", date="2031-03-02")
    assert edges(one, two) == [("Mirror Point", "Harbour Gazette", DerivationKind.REPRINT, True)]


def test_without_dates_the_shorter_is_the_copy() -> None:
    short = "\n".join(LONG.strip().splitlines()[:5])
    assert edges(report(short, outlet="B"), report(LONG, outlet="A")) == [("B", "A", DerivationKind.REPRINT, False)]


def test_a_date_that_cannot_be_true_is_no_date() -> None:
    article, said = report(LONG, outlet="A", date="2099-01-01")
    future = Article(article.id, article.text, outlet="A", date="2099-01-01", lang="en", fetched="2031-03-05T10:00:00Z")
    short = report("\n".join(LONG.strip().splitlines()[:5]), outlet="B", date="2031-03-02")
    assert edges((future, said), short) == [("B", "A", DerivationKind.REPRINT, False)]


def test_nothing_comes_from_nothing() -> None:
    assert derivations([], Glossary()) == []
    assert edges(report("", outlet="A"), report("Ya.", outlet="B")) == []


def test_a_thousand_copies_have_one_parent_and_cost_a_thousand_comparisons() -> None:
    class Counting(Glossary):
        asked = 0

        def vectors(self, texts):  # type: ignore[no-untyped-def]
            self.asked += len(texts)
            return super().vectors(list(dict.fromkeys(texts)))[[list(dict.fromkeys(texts)).index(t) for t in texts]]

    copies = [report(LONG, outlet=f"Outlet {n}", date=f"2031-03-{1 + n // 50:02}") for n in range(300)]
    traces = Traces(Counting())
    traces.add(copies)
    parents = {d.parent for d in traces.derivations()}
    assert len(traces.derivations()) == 299 and len(parents) == 1
    assert len(traces._index or ()) == 1  # the copies are not searched again


def test_growing_gives_what_all_at_once_gives() -> None:
    stories = [
        report(LONG, outlet="A", date="2031-03-01"),
        report("\n".join(LONG.strip().splitlines()[:5]), outlet="B", date="2031-03-02"),
        report("Quite another thing happened here.\nA cow gave birth.\nThe vet was late.", outlet="C", date="2031-03-02"),
    ]
    traces = Traces(Glossary())
    for story in reversed(stories):
        traces.add([story])
    traces.add(stories)
    assert traces.derivations() == derivations(stories, Glossary())


def test_an_outlet_that_renames_itself_is_still_the_source() -> None:
    old = report(LONG, outlet="Kabar Lintas", date="2031-03-01")
    new = report(LONG, outlet="Lintas Media", date="2031-03-02")
    assert edges(old, new) == [("Lintas Media", "Kabar Lintas", DerivationKind.REPRINT, False)]


def test_every_derivation_explains_itself() -> None:
    stories = report(LONG, outlet="A", date="2031-03-01"), report(LONG + "x", outlet="B", date="2031-03-02", actors=[body("x")])
    (derivation,) = found(*stories)
    assert all(reason and not reason.endswith(".") for reason in derivation.reasons) and 0 < derivation.confidence <= 1
