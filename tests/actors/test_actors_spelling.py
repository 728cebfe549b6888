"""Which spellings are of one name, and how English writes it."""

import pytest

from bukti.actors.spelling import alike, english, latin


@pytest.mark.parametrize(
    ("one", "other", "langs"),
    [
        ("Дмитрий", "Dmitry", ("ru", "en")),
        ("Dmitrij", "Dmitry", ("de", "en")),
        ("Песков", "Peskow", ("ru", "de")),
        ("Sergei", "Sergej", ("en", "de")),
        ("Захарова", "Sacharowa", ("ru", "de")),
        ("Шойгу", "Schoigu", ("ru", "de")),
        ("Рубен", "Reuben", ("ru", "en")),
        ("Талметти", "Talmety", ("ru", "en")),
        ("Сирил", "Cyril", ("ru", "en")),
        ("Моньела", "Monyela", ("ru", "en")),
        ("Живен", "Ziven", ("ru", "id")),
        ("Зеленский", "Selenskyj", ("ru", "de")),
        ("Muhammad", "Mohammed", ("id", "en")),
        ("Ын", "Un", ("ru", "en")),
    ],
)
def test_spellings_of_one_name(one: str, other: str, langs: tuple[str, str]) -> None:
    assert alike(one, other, langs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ivanov", "Ivanova"),
        ("Mario", "Maria"),
        ("Hasan", "Husein"),
        ("Un", "Il"),
        ("Keelmark", "Kelmar"),
        ("Sava", "Sara"),
        ("Peskov", "Petrov"),
    ],
)
def test_names_that_are_two(one: str, other: str) -> None:
    assert not alike(one, other, ("id", "en"))


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("Дмитрий Песков", "ru", "Dmitry Peskov"),
        ("Сергей Лавров", "ru", "Sergey Lavrov"),
        ("Мария Захарова", "ru", "Maria Zakharova"),
        ("Джон Кирби", "ru", "John Kirby"),
        ("Ким Чен Ын", "ru", "Kim Jong Un"),
        ("Sergej Lawrow", "de", "Sergey Lavrov"),
        ("Wjatscheslaw Wolodin", "de", "Vyacheslav Volodin"),
        ("Annalena Baerbock", "de", "Annalena Baerbock"),
        ("Sri Utami", "id", "Sri Utami"),
    ],
)
def test_names_in_english(name: str, lang: str, expected: str) -> None:
    assert english(name, lang) == expected


def test_other_scripts_are_written_in_latin_letters() -> None:
    assert latin("金正恩").isascii() and latin("محمد").isascii()
