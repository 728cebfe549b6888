"""What a dossier says. Records in, sentences out."""

import re
from dataclasses import replace
from typing import Any

import pytest

from bukti.export import Case, Dossier, Made, Taken, dossier
from bukti.export.parts import Line
from bukti.export.sentences import counted, day
from bukti.records import Claim, Origin, Stance, Standing, Status

Kit = Any  # see conftest.py


@pytest.fixture(scope="module")
def made(story: Case) -> Dossier:
    return dossier(story)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_it_begins_with_where_the_claim_stands(made: Dossier) -> None:
    assert texts(made.summary) == [
        "The claim is contested: it is both asserted and denied.",
        "1 independent party asserts it; 1 denies it, as far as the articles let parties be told apart.",
    ]
    assert made.summary[0].quotations == (1, 2, 3)


def test_each_side_tells_who_and_when_and_where_it_was_printed(made: Dossier) -> None:
    told = {side.stance: [(s.name, [stand.line.text for stand in s.stands]) for s in side.speakers] for side in made.sides}
    assert told == {
        "asserts": [("Ola Brandt", ["Ola Brandt asserted the claim on 1 May 2032, as The Selden Echo reported the same day."])],
        "denies": [
            (
                "Ren Olt",
                [
                    "Ren Olt denied the claim on 2 May 2032, as Вельмора-Инфо reported the same day.",
                    "Ren Olt denied the claim on 2 May 2032, as \u200eصوت فلمورا\u200e reported on 3 May 2032.",
                ],
            )
        ],
    }
    assert made.sides[1].line.text == "The claim is denied by 1 speaker in 2 statements of 2 articles, which go back to 1 origin."


def test_a_quotation_is_the_words_of_the_article_at_its_offsets(made: Dossier, story: Case) -> None:
    texts = {s.article.id: s.article.text for s in story.said.values()}
    for quotation in made.quotations:
        text = texts[made.version(quotation.version).id]
        assert quotation.excerpts and all(text[e.start : e.end] == e.text for e in quotation.excerpts)
    assert [e.text for e in made.quotation(1).content] == ["the ferry Amber Tern", '"carried 40 mines" to Velmora']


def test_an_origin_shows_every_way_to_us_and_who_hid_it(made: Dossier) -> None:
    ways = {root.who: [" > ".join(chain.hops) for chain in root.chains] for root in made.roots}
    assert ways == {
        "Ola Brandt": ["Ola Brandt > briefing > The Selden Echo"],
        "Ren Olt": ["Ren Olt > Velm > Вельмора-Инфо", "Ren Olt > Velm > Вельмора-Инфо (not credited) > صوت فلمورا"],
    }


def test_what_an_article_takes_is_told_with_its_evidence(made: Dossier) -> None:
    (descent,) = made.descents
    told = "\u200eصوت فلمورا\u200e (3 May 2032) translates Вельмора-Инфо (2 May 2032) and does not credit it (93% sure)."
    assert descent.line.text == told
    assert texts(descent.reasons) == ["All sentences in the same order."]
    assert descent.line.versions == (3, 2)


def test_what_would_fall_comes_first_and_the_rest_in_one_sentence(made: Dossier) -> None:
    assert [(fall.version, fall.also, fall.changes, fall.lost) for fall in made.falls] == [
        (2, (3,), True, 1),
        (2, (), False, 0),
        (3, (), False, 0),
    ]
    assert made.falls[0].line.text == (
        "Without Вельмора-Инфо (2 May 2032) and the article taken from it, the claim would be asserted only instead of contested "
        "and 0 instead of 1 independent parties would deny it and 1 origin would not be known."
    )
    assert texts(made.idle) == ["Without any one of these 2 articles alone, status, counts and origins would be the same."]


def test_what_was_not_tried_is_said(story: Case) -> None:
    first = next(iter(story.said.values())).article.id
    made = dossier(replace(story, removals=(), untried=(first,)))
    assert texts(made.idle) == ["What would be left without 1 further article was not tried, because there are too many."]


def test_acts_keep_their_authors_and_withdrawn_ones_stay(made: Dossier) -> None:
    assert texts(made.judgements)[1] == "5 May 2032, 11:00 UTC: R. Tamsin confirmed the stance of a statement: “asserts”."
    assert made.judgements[1].quotations == (1,)
    assert texts(made.notes) == ["5 May 2032, 12:00 UTC: R. Tamsin noted: “Ask the port.” A. Vey took this back, 5 May 2032, 13:00 UTC."]


def test_a_claim_on_which_nobody_speaks_is_a_dossier_too() -> None:
    empty = dossier(Case(Claim("c", "The moon is cheese."), Made("2032-01-01T00:00:00Z", "bukti 0.0")))
    assert texts(empty.summary) == ["No article that was read takes a position on this claim."]
    assert [side.line.text for side in empty.sides] == [
        "Nobody asserts the claim in the articles read.",
        "Nobody denies the claim in the articles read.",
    ]
    assert empty.status is Status.NEITHER and not empty.versions


def test_what_an_analyst_rejected_counts_for_no_side_and_is_shown(kit: Kit, story: Case) -> None:
    first, *rest = story.taken
    made = dossier(replace(story, taken=(replace(first, flag="rejected"), *rest)))
    assert [side.stance for side in made.sides] == ["asserts", "denies", "rejected"]
    (speaker,) = made.sides[2].speakers
    assert speaker.stands[0].why.text == "rules 1 had read that the source asserted the claim: same parties, same goods."
    assert made.roots[0].stances == ()


def test_statements_without_an_origin_are_said_to_be_left_out(story: Case) -> None:
    made = dossier(replace(story, origins=(), standing=None))
    assert texts(made.summary)[-1] == "The origins of 3 statements have not been traced, so status and counts leave them out."
    assert all(stand.origin == 0 for side in made.sides for speaker in side.speakers for stand in speaker.stands)


def test_a_position_on_a_statement_that_is_gone_is_passed_over(story: Case, kit: Kit) -> None:
    assert dossier(replace(story, said={}, removals=())).quotations == ()


def test_the_way_through_two_articles_that_take_from_each_other_ends(kit: Kit, story: Case) -> None:
    there = story.derivations[0]
    both = (there, replace(there, child=there.parent, parent=there.child))
    assert [chain.hops[-1] for chain in dossier(replace(story, derivations=both)).roots[1].chains] == ["Вельмора-Инфо", "صوت فلمورا"]


def test_a_source_without_a_name_has_its_sentence(kit: Kit) -> None:
    report = kit.article("According to an official, the ferry carried mines.", "", "")
    one = kit.said(report, "", "According to", "the ferry carried mines", actor="")
    (side, _) = dossier(kit.case_of((one, Stance.ASSERTS))).sides
    assert side.speakers[0].name == "A source without a name"
    assert side.speakers[0].stands[0].line.text == (
        "A source without a name asserted the claim, as an outlet without a name reported without a date."
    )


def test_why_a_party_counts_cites_what_it_said(made: Dossier) -> None:
    assert [(line.text, line.quotations) for line in made.counting] == [
        ("Ola Brandt asserts it: counts as one.", (1,)),
        ("Ren Olt denies it: counts as one.", (2, 3)),
    ]


def test_a_warning_of_many_outlets_is_in_the_summary(story: Case) -> None:
    assert story.standing
    warned = replace(story, standing=replace(story.standing, warning="9 outlets, 1 independent origin (denies it)"))
    assert "Many outlets, few origins: 9 outlets, 1 independent origin (denies it)." in texts(dossier(warned).summary)


def test_a_sentence_cannot_be_without_a_citation() -> None:
    with pytest.raises(ValueError, match="without a citation"):
        Line("The claim is true.")


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2031-03-18", "18 March 2031"),
        ("2031-03-18T09:12:00+07:00", "18 March 2031"),
        ("2031-03", "March 2031"),
        ("2031", "2031"),
        ("", ""),
        ("2031-13-01", "2031-13-01"),
        ("<b>soon</b>", "<b>soon</b>"),
        ("1-2-3-4", "1-2-3-4"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(date: str, read: str) -> None:
    assert day(date) == read


def test_one_is_one() -> None:
    assert [counted(n, "party", "parties") for n in (0, 1, 2000)] == ["0 parties", "1 party", "2,000 parties"]


def test_numbers_are_those_of_their_places(made: Dossier) -> None:
    assert [q.number for q in made.quotations] == [1, 2, 3]
    assert [v.number for v in made.versions] == [1, 2, 3]
    assert [stand.quotation for side in made.sides for speaker in side.speakers for stand in speaker.stands] == [1, 2, 3]


def test_joint_words_and_unknown_origins(kit: Kit) -> None:
    report = kit.article("The West said it was so.", "Echo")
    one = kit.said(report, "The West", "said", "it was so")
    origin = Origin("o", (one.statement.id,), (), "", counted=False)
    made = dossier(kit.case_of((one, Stance.DOUBTS), origins=(origin,), standing=Standing("c", Status.NEITHER)))
    assert re.search(r"It is not counted, because", made.roots[0].line.text)
    assert isinstance(Taken, type)
