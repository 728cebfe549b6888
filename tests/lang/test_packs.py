import pytest

from bukti.errors import PackError
from bukti.lang import codes, load, parse_table
from bukti.lang.schema import problems
from bukti.statements.relay_words import relay_words


@pytest.mark.parametrize("code", codes())
def test_pack_follows_the_schema(code: str) -> None:
    assert problems(code) == []


@pytest.mark.parametrize("code", codes())
def test_relay_phrases_of_the_pack_can_be_read(code: str) -> None:
    assert len(relay_words(code).phrases) >= 10


@pytest.mark.parametrize("code", ["id", "en", "de", "ru"])
def test_a_full_pack_has_a_cue_of_every_force(code: str) -> None:
    forces = {row["force"] for row in load(code).table("cues.tsv")}
    assert forces == {"says", "asks", "denies", "doubts", "alleges", "promises", "believes", "admits", "warns", "no-comment"}


@pytest.mark.parametrize("code", ["id", "en", "de", "ru"])
def test_languages_with_statements_in_training_are_trained(code: str) -> None:
    assert load(code).trained


@pytest.mark.parametrize("code", ["uk", "ms", "es"])
def test_languages_read_through_the_encoder_alone_say_so(code: str) -> None:
    assert not load(code).trained


@pytest.mark.parametrize("code", ["xx", "", "../../etc", "id/../en", "und"])
def test_a_language_without_a_pack_is_empty_and_no_error(code: str) -> None:
    pack = load(code)
    assert (pack.trained, pack.words("abbreviations.txt"), pack.table("cues.tsv")) == (False, (), ())


def test_a_missing_file_is_empty() -> None:
    assert load("id").words("nothing.txt") == ()
    assert load("id").table("nothing.tsv") == ()


def test_rows_have_the_names_of_the_header() -> None:
    assert parse_table([(1, "form\tforce"), (3, "kata \tsays")], "lang/xx/cues.tsv") == [{"form": "kata", "force": "says"}]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([(1, "form\tforce"), (7, "kata")], "lang/xx/cues.tsv:7"),
        ([(1, "form\tforce"), (8, "\tsays")], "lang/xx/cues.tsv:8"),
        ([(1, "form\tforce"), (9, "kata\tsays\tmore")], "lang/xx/cues.tsv:9"),
        ([(2, "form\tform")], "lang/xx/cues.tsv:2"),
    ],
)
def test_a_broken_row_is_named_with_file_and_line(lines: list[tuple[int, str]], place: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_table(lines, "lang/xx/cues.tsv")
    assert caught.value.where == place
