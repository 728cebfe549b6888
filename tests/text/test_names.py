import pytest

from bukti.text.names import same_name, spelled


@pytest.mark.parametrize(
    ("name", "word", "same"),
    [
        ("Ruvania", "Рувании", True),
        ("Ruvania", "Ruvanias", True),
        ("Ruvania", "Ruvanian", True),
        ("Najul", "Наджуле", True),
        ("Schonberg", "Shonberg", True),
        ("Ruvania", "Sorvek", False),
        ("Marisel", "Marisol", True),
        ("Oru", "Orum", False),
        ("Oru", "Oru", True),
        ("", "Oru", False),
    ],
)
def test_one_name_in_other_letters(name: str, word: str, same: bool) -> None:
    assert same_name(spelled(name), spelled(word)) is same


def test_a_possessive_is_no_other_name() -> None:
    assert spelled("Kessara's") == spelled("Kessara’s") == spelled("Kessara")
