"""Statements inside others: what is said, and what is found in it. `outer`: speaker | cue | content of what the network has found."""

from dataclasses import replace

import pytest

from bukti.records import Article, Span, StatementType
from bukti.statements.drafts import Draft
from bukti.statements.shape import Shaped
from bukti.statements.within import with_inner
from bukti.text.quotes import quotations

DRAFT = Draft(0, True, (), (), (), 0.9, 0.9, 0.9, 0.9, 0.1)


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def found(lang: str, text: str, outer: str, sure: float = 0.9) -> list[str]:
    speaker, cue, content = ((place(text, part.strip()),) for part in outer.split("|"))
    kept = [(Shaped(replace(DRAFT), speaker, cue, content, StatementType.INDIRECT), sure)]
    read = with_inner(kept, Article("a", text, lang=lang), quotations(text, lang))
    return [" | ".join(text[slice(*s[0])] for s in (one.speaker, one.cue, one.content)) for one, _ in read]


@pytest.mark.parametrize(
    ("lang", "text", "outer", "inner"),
    [
        (
            "id",
            "Tosk mengatakan bahwa Kestria yakin kapal itu kosong.",
            "Tosk | mengatakan | Kestria yakin kapal itu kosong",
            "Kestria | yakin | kapal itu kosong",
        ),
        (
            "id",
            "Tosk mengatakan, pemerintah Kestria juga menilai bahwa kapal itu kosong.",
            "Tosk | mengatakan | pemerintah Kestria juga menilai bahwa kapal itu kosong",
            "pemerintah Kestria | menilai | kapal itu kosong",
        ),
        (
            "en",
            '"No ship came. Kestria claims that the ship was empty," said Tosk.',
            'Tosk | said | "No ship came. Kestria claims that the ship was empty,"',
            "Kestria | claims | the ship was empty",
        ),
        (
            "en",
            "Tosk said no one had shown proof of a Kestrian claim that rockets were loaded.",
            "Tosk | said | no one had shown proof of a Kestrian claim that rockets were loaded",
            "Kestrian | claim | rockets were loaded",
        ),
        (
            "ru",
            "Тоск сказал, что Кестрия считает, что судно пустое.",
            "Тоск | сказал | Кестрия считает, что судно пустое",
            "Кестрия | считает | судно пустое",
        ),
        (
            "ru",
            "Порт отверг обвинения Кестрии в том, что судно везло ракеты.",
            "Порт | отверг | судно везло ракеты",
            "Кестрии | обвинения | судно везло ракеты",
        ),
        (
            "de",
            "Tosk wies den Vorwurf der Kestrier zurück, das Schiff habe Raketen geladen.",
            "Tosk | wies | das Schiff habe Raketen geladen",
            "Kestrier | Vorwurf | das Schiff habe Raketen geladen",
        ),
        (
            "ru",
            "Порт отверг обвинения Велкары, Остании и Кестрии в том, что судно везло ракеты.",
            "Порт | отверг | судно везло ракеты",
            "Велкары, Остании и Кестрии | обвинения | судно везло ракеты",
        ),
        (
            "en",
            'Tosk called Kestria\'s allegation that the ship was loaded "defamatory and absurd."',
            'Tosk | called | Kestria\'s allegation that the ship was loaded "defamatory and absurd."',
            "Kestria's | allegation | the ship was loaded",
        ),
        (
            "en",
            'Tosk described the allegation by Kestria that the ship was loaded as "absurd".',
            'Tosk | described | the allegation by Kestria that the ship was loaded as "absurd"',
            "Kestria | allegation | the ship was loaded",
        ),
        (
            "en",
            'Tosk said Kestria\'s allegation that the ship was loaded was "absurd".',
            'Tosk | said | Kestria\'s allegation that the ship was loaded was "absurd"',
            "Kestria's | allegation | the ship was loaded was \"absurd",
        ),
    ],
)
def test_somebody_speaks_inside(lang: str, text: str, outer: str, inner: str) -> None:
    assert inner in found(lang, text, outer)


@pytest.mark.parametrize(
    ("lang", "text", "outer"),
    [
        ("id", "Tosk mengatakan, kami yakin kapal itu kosong.", "Tosk | mengatakan | kami yakin kapal itu kosong"),  # himself
        ("id", "Tosk mengatakan, Kestria menutup pelabuhan.", "Tosk | mengatakan | Kestria menutup pelabuhan"),  # no saying
        ("en", "Tosk said it was late. Nobody believes that it was.", "Tosk | said | it was late. Nobody believes that it was"),
        ("en", "Tosk said none of the claims were true.", "Tosk | said | none of the claims were true"),  # nobody's
        ("en", "Tosk said we believe the ship was empty.", "Tosk | said | we believe the ship was empty"),
        ("es", "Tosk dijo que Kestria cree que el barco estaba vacío.", "Tosk | dijo | Kestria cree que el barco estaba vacío"),  # no words
    ],
)
def test_nobody_else_speaks(lang: str, text: str, outer: str) -> None:
    assert len(found(lang, text, outer)) == 1


def test_a_denial_of_an_owned_claim_is_two_statements() -> None:
    text = "Istana menolak tuduhan Kestria bahwa kapal itu memuat roket."
    assert found("id", text, "Istana | menolak | tuduhan Kestria bahwa kapal itu memuat roket") == [
        "Kestria | tuduhan | kapal itu memuat roket",
        "Istana | menolak tuduhan | kapal itu memuat roket",
    ]


def test_nothing_is_looked_for_in_what_is_not_sure() -> None:
    text = "Tosk mengatakan bahwa Kestria yakin kapal itu kosong."
    assert len(found("id", text, "Tosk | mengatakan | Kestria yakin kapal itu kosong", sure=0.4)) == 1
