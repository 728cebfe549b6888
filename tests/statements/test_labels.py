import re

import numpy as np
import pytest

from bukti.network import Pieces
from bukti.network.tags import ENTITY_TAGS
from bukti.records import Entity, Span, Statement, StatementType, statement_id
from bukti.statements.drafts import Heard
from bukti.statements.labels import labelled, trimmed
from bukti.statements.parties import Judged, parties, together, unnamed
from bukti.text.quotes import quotations

TEXT = "Ketua Asosiasi Garam Pestara Sari Wening dan warga datang. ”Panen gagal,” kata Sari. ”Tolong kami,” ujarnya."


def span(text: str, part: str, after: int = 0) -> Span:
    start = text.index(part, after)
    return Span(start, start + len(part))


def entity(part: str, label: str, after: int = 0) -> Entity:
    return Entity(*span(TEXT, part, after), label)


def heard(text: str, **sure: str) -> Heard:
    """Every word a piece; of a label, written PERSON="Sari Wening", the network is sure, and that the rest bears none."""
    words = [Span(*m.span()) for m in re.finditer(r"\w+|[^\w\s]", text)]
    starts, ends = (np.array(x) for x in zip(*words, strict=True))
    logits = np.zeros((len(words), len(ENTITY_TAGS)), np.float32)
    logits[:, 0] = 4
    for label, part in sure.items():
        inside = [i for i, w in enumerate(words) if span(text, part).start <= w.start < span(text, part).end]
        for i in inside:
            logits[i, ENTITY_TAGS.index(("B-" if i == inside[0] else "I-") + label)] = 8
    return Heard(Pieces(text, np.arange(len(words)), starts, ends), logits, ())


def statement(speaker: Span, cue: Span, content: Span) -> Statement:
    id_ = statement_id("a", (speaker,), (cue,), (content,))
    return Statement(id_, "a", (speaker,), (cue,), (content,), StatementType.DIRECT, actor="Sari Wening")


MARKS = quotations(TEXT, "id")
CALL = span(TEXT, "ujarnya")
SAID = statement(span(TEXT, "Sari", 60), span(TEXT, "kata"), MARKS[0].span)
CALLED = statement(Span(CALL.end - 3, CALL.end), CALL, MARKS[1].span)


@pytest.mark.parametrize(
    ("label", "found", "left"),
    [
        ("ROLE", "pengamat ekonomi dari", "pengamat ekonomi"),
        ("PERSON", "dan Sari Wening dan", "Sari Wening"),
        ("EVENT", "dalam rapat pada", "dalam rapat"),
        ("STATEMENT", "ada dari", "ada dari"),
        ("ROLE", "dari", "dari"),
    ],
)
def test_words_that_lead_on_end_no_label(label: str, found: str, left: str) -> None:
    e = trimmed(found, Entity(0, len(found), label), "id")
    assert found[e.start : e.end] == left


def test_a_word_by_itself_says_where_an_affiliation_begins() -> None:
    """The network cannot tell role from affiliation at "asosiasi"; the word can."""
    h = heard(TEXT, ROLE="Ketua", AFFILIATION="Asosiasi Garam Pestara")
    second = h.entities[1]
    second[:] = 0
    second[ENTITY_TAGS.index("I-ROLE")] = 6
    second[ENTITY_TAGS.index("B-AFFILIATION")] = 5
    h.entities[2:4, ENTITY_TAGS.index("I-ROLE")] = 8
    bare = {TEXT[e.start : e.end]: e.label for e in labelled(h, MARKS)}
    assert bare == {"Ketua Asosiasi Garam Pestara": "ROLE"}
    known = {TEXT[e.start : e.end]: e.label for e in labelled(h, MARKS, lang="id")}
    assert known == {"Ketua": "ROLE", "Asosiasi Garam Pestara": "AFFILIATION"}


def test_a_speaker_who_stays_is_looked_for_by_name() -> None:
    h = heard(TEXT, ROLE="Ketua")
    h.entities[4:6, ENTITY_TAGS.index("B-PERSON")] = 2  # likelier than any other label, but not likely
    (name,) = unnamed(parties([SAID], MARKS), labelled(h, MARKS), h)
    assert TEXT[slice(*name)] == "Sari Wening"
    assert Entity(*name, "PERSON") in labelled(h, MARKS, names=[name])


def test_a_speaker_whose_person_is_labelled_needs_no_search() -> None:
    h = heard(TEXT, PERSON="Sari Wening")
    assert unnamed(parties([SAID], MARKS), labelled(h, MARKS), h) == []


def test_a_quotation_that_stays_has_its_cue_and_its_speaker() -> None:
    found = together([], Judged(parties([SAID, CALLED], MARKS), []), TEXT)
    assert [(TEXT[e.start : e.end], e.label) for e in found] == [
        ("”Panen gagal,”", "STATEMENT"),
        ("kata", "CUE"),
        ("Sari", "PERSONCOREF"),
        ("”Tolong kami,”", "STATEMENT"),
        ("ujarnya", "CUECOREF"),
    ]


def test_a_title_behind_a_cue_that_stays_is_a_back_reference_whatever_the_name() -> None:
    text = TEXT.replace("kata Sari", "kata Ratu")
    title = Entity(*span(text, "Ratu"), "PERSONCOREF")
    cue = Entity(*span(text, "kata"), "CUE")
    assert title in together([cue, title], Judged(parties([CALLED], MARKS), []), text)
    assert title not in together([title], Judged(parties([CALLED], MARKS), []), text)


def test_a_speaker_who_goes_takes_all_his_labels_along() -> None:
    labels = [entity("kata", "CUE"), entity("Sari", "PERSONCOREF", 60), entity("Sari Wening", "PERSON"), entity("Ketua", "ROLE")]
    assert together(labels, Judged([], parties([SAID], MARKS)), TEXT) == []
