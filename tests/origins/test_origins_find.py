from collections.abc import Iterable
from dataclasses import replace

import pytest
from origins.words import Glossary, body, person, report, unnamed

from bukti.origins import chain, counterparts, derivations, find_origins
from bukti.records import ActorKind, Article, Derivation, DerivationKind, Origin, Said

MEENA = person("Mira Tolan", "Ardovia")
MINISTRY = body("Ardovian foreign ministry", "Ardovia")
STATE = body("Ardovia", "Ardovia", ActorKind.STATE)


def origins(*stories: tuple[Article, list[Said]]) -> list[Origin]:
    return find_origins([s for _, said in stories for s in said], derivations(stories, Glossary()), Glossary())


def groups(*stories: tuple[Article, list[Said]]) -> list[list[str]]:
    """Contents that share an origin, by outlet: "A: no ship came"."""
    words = {s.statement.id: f"{a.outlet}: {s.content}" for a, said in stories for s in said}
    return [[words[i] for i in o.statements] for o in origins(*stories)]


def together(*stories: tuple[Article, list[Said]]) -> int:
    return len(origins(*stories))


def test_one_utterance_in_two_reports_and_languages() -> None:
    one = report("[S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="A", date="2031-03-01", actors=[MEENA])
    two = report("[S|Mira Tolan] [C|kata] [Q|tidak senjata dimuat].", outlet="B", date="2031-03-02", lang="id", actors=[MEENA])
    assert together(one, two) == 1


def test_a_briefing_is_one_origin_whatever_was_said() -> None:
    one = report(
        """
        [S|Mira Tolan] [C|said] on Tuesday [Q|no weapons were loaded].
        [S|Mira Tolan] [C|added] [Q|oil is sold to everybody].
        """,
        outlet="A", date="2031-03-05", actors=[MEENA],
    )  # fmt: skip
    assert together(one) == 1


def test_the_same_words_on_another_day_are_another_origin() -> None:
    one = report("On March 1 [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="A", date="2031-03-01", actors=[MEENA])
    two = report("On March 9 [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="B", date="2031-03-09", actors=[MEENA])
    assert together(one, two) == 2


def test_a_report_cannot_tell_what_was_said_after_it() -> None:
    early = report("[S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="A", date="2031-03-01", actors=[MEENA])
    late = report("On March 9 [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="B", date="2031-03-20", actors=[MEENA])
    assert together(early, late) == 2


def test_a_date_that_is_a_day_off_is_forgiven_where_the_words_agree() -> None:
    one = report("On March 1 [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="A", date="2031-03-20", actors=[MEENA])
    two = report("On March 2 [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="B", date="2031-03-21", actors=[MEENA])
    assert together(one, two) == 1


def test_a_report_that_turns_to_another_occasion() -> None:
    story = report(
        """
        [S|Mira Tolan] [C|wrote] on Twitter [Q|thanks for the rain].
        On Monday [S|Mira Tolan] had [C|said] [Q|no weapons loaded].
        """,
        outlet="A", date="2031-03-05", actors=[MEENA],
    )  # fmt: skip
    assert together(story) == 2


def test_a_ministry_and_its_spokeswoman_are_one() -> None:
    story = report(
        """
        [S|The Ardovian foreign ministry] [C|denied] [Q|everything about oil].
        [S|Ministry spokeswoman Mira Tolan] [C|added] [Q|no weapons loaded].
        """,
        outlet="A", date="2031-03-05", actors=[MINISTRY, MEENA],
    )  # fmt: skip
    (origin,) = origins(story)
    assert [a.name for a in origin.actors] == ["Mira Tolan", "Ardovian foreign ministry"]


def test_two_officials_of_one_government_are_two() -> None:
    story = report(
        """
        [S|Mira Tolan] [C|said] [Q|no weapons loaded].
        [S|Darko Orr] [C|said] [Q|guards shut the port].
        """,
        outlet="A", date="2031-03-05", actors=[MEENA, person("Darko Orr", "Ardovia")],
    )  # fmt: skip
    assert together(story) == 2


def test_who_reports_this_speaks_for_the_body_before_him() -> None:
    story = report(
        """
        [S|Ardovian foreign ministry] [C|сообщило], что [Q|судно ушло ночью].
        [Q|Об этом] [C|заявил] [S|Darko Orr].
        """,
        outlet="A", date="2031-03-05", lang="ru", actors=[MINISTRY, person("Darko Orr", "Ardovia")],
    )  # fmt: skip
    assert together(story) == 1


def test_unnamed_sources_need_the_same_words() -> None:
    def told(outlet: str, words: str) -> tuple[Article, list[Said]]:
        return report(f"[S|a resident] [C|said] [Q|{words}].", outlet=outlet, date="2031-03-05", actors=[unnamed("a resident")])

    assert together(told("A", "trucks came at night"), told("B", "trucks came at night")) == 1
    assert together(told("A", "trucks came at night"), told("B", "oil was sold")) == 2


def test_a_state_on_no_occasion_is_not_counted() -> None:
    (vague,) = origins(report("[S|Ardovia] has [C|denied] [Q|the shipment].", outlet="A", date="2031-03-05", actors=[STATE]))
    assert not vague.counted and "not counted" in vague.reason


def test_nobody_is_not_counted() -> None:
    (origin,) = origins(report("[Q|The ship left], it was [C|said].", outlet="A", date="2031-03-05"))
    assert not origin.counted and origin.actors == ()


def test_a_quotation_of_one_word_follows_its_speaker() -> None:
    story = report(
        """
        [S|Mira Tolan] [C|said] [Q|no weapons were loaded].
        [S|Mira Tolan] [C|said] [Q|No].
        """,
        outlet="A", date="2031-03-05", actors=[MEENA],
    )  # fmt: skip
    assert together(story) == 1


def test_a_copy_makes_no_origin_of_its_own() -> None:
    marked = """
        The grey ship left at night without lights, a pilot wrote.
        [S|a colleague] [C|said] [Q|guards shut the north gate].
        Rain had fallen since the morning and the quay stood empty.
        [S|a neighbour] [C|told] us [Q|oil was sold].
    """
    actors = [unnamed("a colleague"), unnamed("a neighbour")]
    copy = report(marked + "Source: A News", outlet="B", date="2031-03-30", actors=actors)
    assert [len(g) for g in groups(report(marked, outlet="A News", date="2031-03-01", actors=actors), copy)] == [2, 2]


def test_a_quotation_that_the_original_lacks_is_one_in_two_copies_of_it() -> None:
    """Undated, unnamed, and in two languages: only its place tells."""
    lines = """
        The grey ship left at night without lights, a pilot wrote.
        Rain had fallen since the morning and the quay stood empty.
        {}
        Four trucks waited beside the crane until the police sent them away.
        Nobody in town remembers a ship of that size before.
    """
    original = report(lines.format("[S|a guard] [C|said] [Q|trucks shut the north gate]."), outlet="A News", actors=[unnamed("a guard")])
    quoted = "[S|{}] [C|said] [Q|trucks shut the north gate].\n[S|{}] [C|said] [Q|oil sold in the morning rain]."
    copies = [
        report(lines.format(quoted.format(*who)) + "Source: A News", outlet=outlet, actors=[unnamed(name) for name in who])
        for outlet, who in (("B News", ("a guard", "a neighbour")), ("C News", ("one of the guards", "a woman")))
    ]
    assert sorted(len(g) for g in groups(original, *copies)) == [2, 3]


def test_of_two_quotations_alike_a_copy_has_each_in_its_place() -> None:
    marked = """
        The grey ship left at night without lights, a pilot wrote.
        [S|a {0}] [C|said] [Q|guards shut the north gate].
        Rain had fallen since the morning and the quay stood empty.
        [S|a {1}] [C|told] us [Q|guards shut the north gate].
        Four trucks waited beside the crane until the police sent them away.
    """
    one = report(marked.format("clerk", "pilot"), outlet="A News", actors=[unnamed("a clerk"), unnamed("a pilot")])
    two = report(marked.format("worker", "sailor") + "Source: A News", outlet="B News", actors=[unnamed("a worker"), unnamed("a sailor")])
    derived = derivations([one, two], Glossary())
    order = {s.statement.id: n for _, said in (one, two) for n, s in enumerate(said)}
    took = counterparts([*one[1], *two[1]], derived, Glossary())
    assert len(took) == 2 and all(order[a] == order[b] for a, b in took.items())


def test_undated_remarks_weeks_apart_are_two() -> None:
    """He may have changed his mind: the words differ little, the matter does."""
    one = report("[S|Mira Tolan] [C|said] [Q|weapons were loaded that night].", outlet="A", date="2031-03-01", actors=[MEENA])
    two = report("[S|Mira Tolan] [C|said] [Q|no weapons were loaded that night].", outlet="B", date="2031-04-20", actors=[MEENA])
    soon = report("[S|Mira Tolan] [C|said] [Q|no weapons were loaded that night].", outlet="B", date="2031-03-03", actors=[MEENA])
    assert together(one, two) == 2
    assert together(one, soon) == 1


def test_what_is_quoted_word_for_word_weeks_later_is_the_same() -> None:
    one = report("[S|Mira Tolan] [C|said] [Q|no weapons were loaded that night].", outlet="A", date="2031-03-01", actors=[MEENA])
    two = report("As [S|Mira Tolan] [C|put] it: [Q|no weapons were loaded that night].", outlet="B", date="2031-04-20", actors=[MEENA])
    assert together(one, two) == 1


def test_a_late_report_that_names_the_day_tells_of_that_day() -> None:
    one = report("[S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="A", date="2031-03-02", actors=[MEENA])
    two = report("On March 1, 2031 [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="B", date="2031-04-20", actors=[MEENA])
    assert together(one, two) == 1


def test_one_word_joins_no_reports_without_dates() -> None:
    one = report("[S|Mira Tolan] [C|spoke] of [Q|weapons].", outlet="A", actors=[MEENA])
    two = report("[S|Mira Tolan] [C|said] [Q|weapons were loaded].", outlet="B", actors=[MEENA])
    assert together(one, two) == 2


def test_a_spokesman_of_the_police_is_not_that_of_every_police() -> None:
    police = body("police")
    speaks = """
        [S|The police] [C|said] [Q|guards shut the north gate].
        [S|Police spokesman Darko Orr] [C|added] [Q|trucks waited].
    """
    one = report(speaks, outlet="A", actors=[police, person("Darko Orr", "police")])
    elsewhere = report("[S|The police] [C|said] [Q|trucks fell off a bridge somewhere in rain].", outlet="B", actors=[police])
    assert together(one, elsewhere) == 2


def test_a_thousand_copies_are_one_origin() -> None:
    marked = "The grey ship left at night.\n[S|Mira Tolan] [C|said] [Q|no weapons loaded].\nRain fell on the quay.\nNobody was there."
    first, said = report(marked, outlet="Outlet 0", date="2031-03-01", actors=[MEENA])
    copies = [report(marked, outlet=f"Outlet {n}", date=f"2031-03-{1 + n // 40:02}", actors=[MEENA]) for n in range(1_000)]
    derived = [Derivation(a.id, first.id, DerivationKind.REPRINT, False, 1.0, ()) for a, _ in copies[1:]]
    (origin,) = find_origins([s for _, its in copies for s in its], derived, Glossary())
    assert len(origin.statements) == 1_000 and origin.id == find_origins(said, [], Glossary())[0].id


def test_two_that_are_filed_as_each_others_source_are_still_one_origin() -> None:
    marked = "The grey ship left at night.\n[S|Mira Tolan] [C|said] [Q|no weapons loaded].\nRain fell on the quay."
    one, two = (report(marked, outlet=outlet, date="2031-03-01", actors=[MEENA]) for outlet in "AB")
    ring = [Derivation(x[0].id, y[0].id, DerivationKind.REPRINT, True, 1.0, ()) for x, y in ((one, two), (two, one))]
    (origin,) = find_origins([*one[1], *two[1]], ring, Glossary())
    assert len(origin.statements) == 2


def test_a_date_that_cannot_be_true_dates_no_origin() -> None:
    one = report("[S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="A", date="2031-03-01", actors=[MEENA])
    article, (said,) = report("On Thursday [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="B", date="2099-01-01", actors=[MEENA])
    fetched = replace(article, fetched="2031-03-05T10:00:00Z")
    (origin,) = origins(one, (fetched, [replace(said, article=fetched)]))
    assert origin.date == ""


def test_an_origin_keeps_its_id_when_the_story_grows() -> None:
    one = report("On March 1 [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="A", date="2031-03-01", actors=[MEENA])
    two = report("On March 1 [S|Mira Tolan] [C|said] [Q|no weapons loaded].", outlet="B", date="2031-03-03", actors=[MEENA])
    assert [o.id for o in origins(one)] == [o.id for o in origins(one, two)]


def test_no_statements_have_no_origins() -> None:
    assert find_origins([], [], Glossary()) == []


def test_all_are_in_one_origin_each_without_any_dates() -> None:
    stories = [report(f"[S|Speaker {n % 3}] [C|said] [Q|word{n} and more].", outlet=str(n)) for n in range(9)]
    ids = [i for o in origins(*stories) for i in o.statements]
    assert sorted(ids) == sorted(s.statement.id for _, said in stories for s in said)


CHAINS: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]] = (
    ("[S|Mira Tolan] [C|said] at a briefing on March 1 [Q|no].", ("Sentra",), ("Mira Tolan", "briefing, 2031-03-01", "Sentra", "A")),
    ("[S|Mira Tolan] [C|said] [Q|no].", (), ("Mira Tolan", "", "", "A")),
    ("[Q|No], it was [C|said].", ("A",), ("", "", "", "A")),
)


@pytest.mark.parametrize("marked, relay, expected", CHAINS)
def test_a_chain_leaves_open_what_is_not_said(marked: str, relay: tuple[str, ...], expected: tuple[str, ...]) -> None:
    article, (said,) = report(marked, outlet="A", date="2031-03-02", actors=[MEENA], relay=relay)
    got = chain(said)
    assert (got.speaker, got.occasion, ", ".join(got.agencies), got.outlet) == expected and got.article == article.id
