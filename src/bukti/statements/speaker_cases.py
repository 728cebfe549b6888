"""Names in the nominative, for languages that bend them: "Марии Зарубиной" is Мария Зарубина.

The article itself is asked first: a name that is the subject of a verb stands in the nominative. Where it never does, the endings of
`lang/<code>/name_endings.tsv` are undone, for the first name only to one that `given_names.tsv` has.
"""

from collections.abc import Mapping, Sequence

from bukti.statements.speaker_words import Gender, Words, fold

GIVEN, SURNAME = "given", "surname"


def nominative(name: Sequence[str], gender: Gender, words: Words, subjects: Mapping[str, str]) -> tuple[str, ...]:
    """The words of a name in the nominative; `subjects` has, by key, words that the article shows as the subject of a verb."""
    if not words.endings or not name:
        return tuple(name)
    known = [subjects.get(words.key(word), "") for word in name]
    first, told = _first_name(name[0], words) if not known[0] else (known[0], gender)
    if all(known) or first == name[0]:
        return (first, *(k or word for k, word in zip(known[1:], name[1:], strict=True)))
    bent = [k or _undo(word, told or gender, SURNAME, words) for k, word in zip(known[1:], name[1:], strict=True)]
    return (first, *bent)


def _first_name(word: str, words: Words) -> tuple[str, Gender]:
    """The first name that the list has, and its gender; the word itself where it has none, or where it is in the nominative already."""
    if fold(word) in words.given:
        return word, words.given[fold(word)]
    for ending in words.endings:
        if ending.part == GIVEN and word.endswith(ending.ending):
            candidate = word.removesuffix(ending.ending) + ending.nominative
            if fold(candidate) in words.given:
                return candidate, words.given[fold(candidate)]
    return word, ""


def _undo(word: str, gender: Gender, part: str, words: Words) -> str:
    for ending in words.endings:
        if ending.part == part and ending.gender == gender and word.endswith(ending.ending) and len(word) > len(ending.ending) + 2:
            return word.removesuffix(ending.ending) + ending.nominative
    return word
