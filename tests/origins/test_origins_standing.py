from dataclasses import replace

from origins.words import CLAIM, Glossary, body, person, positions, report, unnamed

from bukti.origins import derivations, find_origins, standing
from bukti.records import Actor, ActorKind, Article, Position, Said, Span, Stance, Standing, Status

BRENNIA = body("Brennia", "Brennia", ActorKind.STATE)
SKERROW = body("Skerrow", "Skerrow", ActorKind.STATE)
ALDANE, MESHIN = person("Merit Aldane", "Brennia"), person("Darko Meshin", "Ardovia")


def told(marked: str, outlet: str, date: str, *actors: Actor) -> tuple[Article, list[Said]]:
    return report(marked, outlet=outlet, date=date, actors=actors)


def stand(stories: list[tuple[Article, list[Said]]], taken: list[Position], without: str = "") -> Standing:
    derived = derivations(stories, Glossary())
    said = [s for _, its in stories for s in its]
    origins = find_origins(said, derived, Glossary())
    kept = {s.statement.id: s for s in said if s.article.outlet != without}
    return standing(CLAIM, taken, kept, origins, derived)


ACCUSES = "[S|Merit Aldane] [C|said] on March 1 [Q|weapons were loaded onto the ship].\nSnow fell on harbour walls in {}."
DENIES = "[S|Darko Meshin] [C|said] on March 2 [Q|no weapons were ever loaded by us].\nThe {} was full."


def contested() -> tuple[list[tuple[Article, list[Said]]], list[Position]]:
    one, two = told(ACCUSES, "A", "2031-03-01", ALDANE), told(DENIES, "B", "2031-03-02", MESHIN)
    return [one, two], [*positions(one[1]), *positions(two[1], Stance.DENIES)]


def test_one_says_so_and_one_denies_it() -> None:
    got = stand(*contested())
    assert (got.status, got.independent_assert, got.independent_deny) == (Status.CONTESTED, 1, 1)
    assert got.reasons == ("Merit Aldane: asserts it, counts", "Darko Meshin: denies it, counts")


def test_what_falls_without_an_article() -> None:
    got = stand(*contested(), without="B")
    assert (got.status, got.independent_assert, got.independent_deny) == (Status.ASSERTED, 1, 0)
    assert stand(*contested(), without="A").status is Status.DENIED


def test_nothing_stands_on_nothing() -> None:
    got = standing(CLAIM, [], {}, [], [])
    assert (got.status, got.reasons, got.warning) == (Status.NEITHER, (), "")


def test_all_mouths_of_one_government_are_one_party() -> None:
    one = told(ACCUSES, "A", "2031-03-01", ALDANE)
    two = told("[S|Tor Lind] [C|said] on March 8 [Q|trucks brought weapons].", "B", "2031-03-08", person("Tor Lind", "Brennia"))
    got = stand([one, two], [*positions(one[1]), *positions(two[1])])
    assert got.independent_assert == 1 and len(got.asserting) == 2
    assert got.reasons == ("Merit Aldane, Tor Lind: asserts it, counts as one, because all speak for one party",)


def test_who_has_it_from_another_does_not_count() -> None:
    one = told(ACCUSES, "A", "2031-03-01", ALDANE)
    basis = """
        [S|Skerrow] [C|said] on March 5 [Q|on the basis of information shared by Brennia, weapons were sent].
        [S|Brennia] [C|said] [Q|so].
    """
    two = told(basis, "B", "2031-03-05", SKERROW, BRENNIA)
    got = stand([one, two], [*positions(one[1]), *positions(two[1][:1])])
    assert got.independent_assert == 1
    assert "Skerrow: asserts it, does not count, because Skerrow has it from Brennia (B: “on the basis of information”)" in got.reasons


def test_who_passes_on_another_does_not_count() -> None:
    outer, inner = "[S|Tor Lind] [C|said] on March 5 [Q|{}].", "the panel found that weapons were loaded"
    article, (said,) = told(outer.format(inner), "B", "2031-03-05", person("Tor Lind"))
    start = article.text.index(inner)
    panel, content = start + len("the panel"), start + len("the panel found that ")
    nested = replace(
        said.statement, id="nested", nested=True, cue=(), speaker=(Span(start, panel),), content=(Span(content, start + len(inner)),)
    )
    within = Said(nested, article, replace(said.voice, statement="nested", actors=(body("panel"),)))
    got = stand([(article, [said, within])], positions([said, within]))
    assert got.independent_assert == 1
    assert "Tor Lind: asserts it, does not count, because Tor Lind passes on what panel said (B)" in got.reasons


def test_the_accounts_of_those_before_are_not_ones_own() -> None:
    story = told(
        """
        [S|residents] [C|saw] [Q|crates go onto the ship].
        Citing their accounts, [S|Kobus Marn] [C|argued] [Q|weapons were loaded].
        """,
        "A", "2031-03-01", unnamed("residents"), person("Kobus Marn"),
    )  # fmt: skip
    assert stand([story], positions(story[1])).independent_assert == 1


def test_unnamed_sources_count_once_together() -> None:
    one = told("[S|a guard] [C|said] [Q|weapons were loaded].", "A", "2031-03-01", unnamed("a guard"))
    two = told("[S|a clerk] [C|said] [Q|papers prove weapons].", "B", "2031-03-02", unnamed("a clerk"))
    got = stand([one, two], [*positions(one[1]), *positions(two[1])])
    assert got.independent_assert == 1 and got.reasons[0].endswith("because unnamed sources cannot be told apart")


def test_an_unnamed_official_is_his_government() -> None:
    one = told(ACCUSES, "A", "2031-03-01", ALDANE)
    two = told("[S|an official] [C|said] [Q|trains brought weapons].", "B", "2031-03-02", unnamed("an official", "Brennia"))
    assert stand([one, two], [*positions(one[1]), *positions(two[1])]).independent_assert == 1


def test_unknown_is_never_counted() -> None:
    story = told("[Q|weapons were loaded], it was [C|said].", "A", "2031-03-01")
    got = stand([story], positions(story[1]))
    assert (got.status, got.independent_assert) == (Status.ASSERTED, 0)
    assert "does not count, because no article tells an occasion" in got.reasons[0]


def test_many_outlets_with_one_origin_are_a_warning() -> None:
    stories = [told(ACCUSES.format(n), f"Outlet {n}", f"2031-03-0{n + 1}", ALDANE) for n in range(4)]
    got = stand(stories, [p for _, said in stories for p in positions(said)])
    assert got.independent_assert == 1 and got.warning == "4 outlets, 1 independent origin (asserts it)"


def test_two_independent_parties_are_no_warning() -> None:
    assert stand(*contested()).warning == ""
