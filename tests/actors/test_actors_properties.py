"""What holds for any text: nothing is lost, nothing crashes, and spellings agree in both directions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bukti.actors import ActorBook, voices
from bukti.actors.spelling import alike, english, latin, sound
from bukti.records import ActorKind, Article, Span, Statement, StatementType

LANGS = st.sampled_from(["en", "id", "ru", "de", "uk", "es", "xx", "und", ""])
SNIPPETS = """the a ministry Kremlin МИД ЮАР посол министр Dmitry Песков U.S. official warga di Pretoria und der Sprecher Außenministerium
    ; , - ( ) seorang pejabat AS Bridge's 'of ' Ардовии Brennian of for негара negara unnamed"""
WORDS = st.sampled_from(SNIPPETS.split())
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join))


@given(st.lists(st.tuples(LANGS, st.lists(TEXTS, max_size=3)), max_size=4))
@settings(deadline=None, max_examples=150)
def test_every_statement_has_its_voice_in_order(drawn: list[tuple[str, list[str]]]) -> None:
    batch = []
    for n, (lang, texts) in enumerate(drawn):
        made = [Statement(f"{n}-{k}", str(n), (Span(0, len(t)),), (), (), StatementType.DIRECT, actor=t) for k, t in enumerate(texts)]
        batch.append((Article(str(n), " ".join(texts), lang=lang), made))
    found = voices(batch, ActorBook.standard())
    assert [v.statement for v in found] == [s.id for _, made in batch for s in made]
    for actor in (a for voice in found for a in voice.actors):
        assert actor.id and actor.name and actor.party


@given(TEXTS)
@settings(deadline=None)
def test_statements_without_an_actor_are_read_from_the_speaker(text: str) -> None:
    statement = Statement("s", "a", (Span(0, len(text)),), (), (), StatementType.INDIRECT)
    [voice] = voices([(Article("a", text, lang="en"), [statement])], ActorBook.standard())
    assert bool(voice.actors) == bool(text.strip(" ;\n\t\r\x0b\x0c") and text.replace(";", "").strip())


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_spellings_are_alike_in_both_directions(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert alike(one, one)


@given(TEXTS)
@settings(deadline=None)
def test_a_name_becomes_latin_once_and_for_all(name: str) -> None:
    assert english(name, "ru") is not None and isinstance(sound(name), str)
    assert latin(latin(name)) == latin(name)


@given(st.permutations(range(4)))
@settings(deadline=None, max_examples=12)
def test_the_order_of_articles_does_not_change_who_speaks(order: list[int]) -> None:
    texts = [
        ("ru", "Дмитрий Орленко"),
        ("en", "Dmitry Orlenko"),
        ("de", "Dmitrij Orlenko"),
        ("id", "Orlenko"),
    ]
    batch = [
        (
            Article(str(n), f"{texts[n][1]}.", lang=texts[n][0]),
            [Statement(str(n), str(n), (), (), (), StatementType.DIRECT, actor=texts[n][1])],
        )
        for n in order
    ]
    assert {a.id for v in voices(batch, ActorBook.standard()) for a in v.actors} == {
        a.id for v in voices(sorted(batch, key=lambda b: b[0].id), ActorBook.standard()) for a in v.actors
    }
    assert len({a.id for v in voices(batch, ActorBook.standard()) for a in v.actors}) == 1


def test_a_growing_story_keeps_ids_through_the_ledger() -> None:
    first = Article("a", "Лейла Оранд", lang="ru"), [Statement("1", "a", (), (), (), StatementType.DIRECT, actor="Лейла Оранд")]
    second = Article("b", "Leila Orand", lang="en"), [Statement("2", "b", (), (), (), StatementType.DIRECT, actor="Leila Orand")]
    [old] = voices([first], ActorBook.standard())
    new = voices([first, second], ActorBook.standard().with_actors(old.actors))
    assert {a.id for v in new for a in v.actors} == {old.actors[0].id}
    assert new[0].actors[0].kind is ActorKind.PERSON
