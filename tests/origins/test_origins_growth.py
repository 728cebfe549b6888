"""However a story has grown: one more copy of a report changes neither status nor counts."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from origins.words import CLAIM, Glossary, person, report, unnamed

from bukti.origins import derivations, find_origins, standing
from bukti.records import Article, Position, Said, Stance, Standing

NOUNS = ("ship", "oil", "gate", "tower", "mayor", "bridge", "choir", "garden", "window", "engine", "snow", "market", "letter", "horse")
VERBS = ("left", "fell", "burned", "sang", "waited", "closed", "turned", "broke")
SPEAKERS = (person("Mira Tolan", "Ardovia"), person("Darko Orr", "Ardovia"), person("Merit Aldane", "Brennia"), unnamed("a guard"))
Story = tuple[Article, list[Said]]
sentence = st.tuples(*[st.sampled_from(NOUNS), st.sampled_from(VERBS)] * 3).map(" ".join)
spoken = st.tuples(st.sampled_from(SPEAKERS), sentence, st.sampled_from([None, *Stance]))
line = st.one_of(sentence.map(lambda words: (None, words, None)), spoken)
reports = st.lists(st.tuples(st.integers(1, 20), st.lists(line, min_size=2, max_size=6)), min_size=1, max_size=4)


def written(number: int, day: int, lines: list) -> tuple[Story, list[Stance | None]]:  # type: ignore[type-arg]
    marked = "\n".join(f"[S|{who.name}] [C|said] [Q|{words}]." if who else f"{words}." for who, words, _ in lines)
    return report(marked, outlet=f"Outlet {number}", date=f"2031-03-{day:02}", actors=SPEAKERS), [s for who, _, s in lines if who]


def stand(stories: list[Story], taken: list[Position]) -> Standing:
    derived = derivations(stories, Glossary())
    said = [s for _, its in stories for s in its]
    return standing(CLAIM, taken, {s.statement.id: s for s in said}, find_origins(said, derived, Glossary()), derived)


def positions(said: list[Said], stances: list[Stance | None]) -> list[Position]:
    return [Position(s.statement.id, CLAIM.id, stance) for s, stance in zip(said, stances, strict=True) if stance]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports, st.integers(0, 3), st.integers(0, 9), st.sampled_from(["", "\nSource: Outlet 0", "\nRead more"]))
def test_a_reprint_changes_no_status_and_no_count(drawn: list, which: int, later: int, tail: str) -> None:  # type: ignore[type-arg]
    made = [written(n, day, lines) for n, (day, lines) in enumerate(drawn)]
    stories, taken = [story for story, _ in made], [p for (_, said), stances in made for p in positions(said, stances)]
    day, lines = drawn[which % len(drawn)]
    before = stand(stories, taken)
    marked = [*lines, (None, tail.strip(), None)] if tail else lines
    copy, stances = written(99, min(day + later, 28), marked)
    after = stand([*stories, copy], [*taken, *positions(copy[1], stances)])
    assert (after.status, after.independent_assert, after.independent_deny) == (
        before.status,
        before.independent_assert,
        before.independent_deny,
    )
