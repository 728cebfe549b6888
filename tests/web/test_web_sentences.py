"""What the machine gives as its reasons, in the language of the reader: every sentence that the rooms can make has its pattern."""

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from visitor import Visitor

import bukti
from bukti.web.sentences import NAMELESS, PATTERNS, Sentences
from bukti.web.words import Words

ROOMS = Path(bukti.__file__).parent
INDONESIAN = Sentences(Words("id"))


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("says what the claim says (cue “kata”)", "mengatakan apa yang dikatakan klaim (penanda “kata”)"),
        (
            "says that it is not so (cue “said”); the same amount: 3,000 and 1.5; it points back to the sentence before it",
            "mengatakan bahwa tidak demikian (penanda “said”); jumlahnya sama: 3.000 dan 1,5; merujuk ke kalimat sebelumnya",
        ),
        ("A. Tolan; Brennia: denies it, counts", "A. Tolan; Brennia: membantahnya, dihitung"),
        (
            "Bo, a source without a name: asserts it, does not count, because Bo has it from Ann (Sentra: “citing”)",
            "Bo, sumber tanpa nama: menyatakannya, tidak dihitung, karena Bo mendapatkannya dari Ann (Sentra: “citing”)",
        ),
        (
            "3 outlets, 1 independent origin (asserts it); 12 outlets, 2 independent origins (denies it)",
            "3 media, 1 asal mandiri (menyatakannya); 12 media, 2 asal mandiri (membantahnya)",
        ),
        (
            "1,026 statements in 8 articles report what Ann; Bo said on 2031-03-18",
            "1.026 pernyataan dalam 8 artikel memberitakan ucapan Ann; Bo pada 18 Mar 2031",
        ),
        ("1 statement in 1 article reports what Ann said", "1 pernyataan dalam 1 artikel memberitakan ucapan Ann"),
        (
            "2 statements in 1 article report what Ann said; "
            "no article tells the occasion, so it may be another origin's words and is not counted",
            "2 pernyataan dalam 1 artikel memberitakan ucapan Ann; tidak ada artikel yang menyebut kesempatannya, "
            "jadi mungkin itu ucapan asal lain dan tidak dihitung",
        ),
        (
            '"Pemerintah" is Ardovian government in English; the government of Ardovia was named before; less sure',
            '"Pemerintah" adalah Ardovian government dalam bahasa Inggris; pemerintah Ardovia disebut sebelumnya; kurang pasti',
        ),
        ("has the words of Ann, who spoke to the other", "memuat perkataan Ann, yang berbicara kepada yang lain itu"),
    ],
)
def test_sentences_are_told_in_indonesian(english: str, indonesian: str) -> None:
    assert unescape(str(INDONESIAN(english))) == indonesian


def test_what_is_not_known_stays_english_and_says_so() -> None:
    assert str(INDONESIAN("seen in a dream")) == '<span lang="en">seen in a dream</span>'
    assert str(INDONESIAN("a seat stands for its state; seen in a dream")) == (
        'tempat kedudukan mewakili negaranya; <span lang="en">seen in a dream</span>'
    )
    assert str(Sentences(Words("en"))("seen in a dream")) == "seen in a dream"


@pytest.mark.parametrize("lang", ["en", "id"])
def test_names_in_sentences_are_escaped(lang: str) -> None:
    assert "<b>" not in Sentences(Words(lang))("<b>: asserts it, counts") and "<b>" not in Sentences(Words(lang))("<b>")
    assert "%(who)s" not in Sentences(Words(lang))("100% %(who)s: asserts it, counts").replace("100% %(who)s", "")


# Files of the rooms that give reasons, and the functions in them that do (all where none is named).
REASONS = {
    "claims/judge.py": ("of_headline", "reason", "SAYS", "verdict", "unfit", "other_amount"),
    "claims/carried.py": (),
    "claims/implied.py": (),
    "origins/standing.py": (),
    "origins/dependence.py": (),
    "origins/judge.py": (),
    "origins/slips.py": (),
    "origins/find.py": (),
    "actors/story.py": (),
    "actors/owners.py": (),
    "actors/cast.py": (),
    "actors/landscape.py": (),
    "statements/reader.py": ("notices",),
    "pipeline.py": ("told_of",),
}
WORDS = re.compile(r"[A-Za-z]{2,} (?:[a-z]{1,} ?)+")


def literals(path: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Pieces of text between the fields of f-strings, and other strings; docstrings are none."""
    tree = ast.parse(path.read_text())
    docs = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if hasattr(n, "body") and isinstance(n.body, list) and n.body and isinstance(n.body[0], ast.Expr)
    }
    parts = [
        n
        for n in tree.body
        if not names or {getattr(n, "name", ""), *(t.id for t in getattr(n, "targets", ()) if isinstance(t, ast.Name))} & {*names}
    ]
    for node in (n for part in parts for n in ast.walk(part)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("file", REASONS)
def test_every_sentence_of_the_rooms_has_a_pattern(file: str) -> None:
    """Where this fails, a room gives a reason in new words: add its pattern to web/sentences.py and its translation to the catalogues."""
    known = "\n".join((*PATTERNS, *NAMELESS))
    said = [text for text in literals(ROOMS / file, REASONS[file]) if WORDS.search(text)]
    assert said, "no sentences here: the list of files is out of date"
    pieces = [piece.strip(" ;:,.()“”") for text in said for piece in re.split("; | · ", text)]
    assert not [piece for piece in pieces if piece not in known]


def test_the_pages_of_a_reader_of_indonesian_have_no_english_reasons(desk: Visitor, claims: dict[str, str]) -> None:
    desk.client.cookies.set("bukti_lang", "id")
    page = desk.page(f"/claims/{claims['C2']}")
    reasons = [li.text_content() for li in page.cssselect(".reasons li")]
    assert reasons and not page.cssselect(".reasons [lang=en]")
    assert any("karena semuanya berbicara untuk satu pihak" in reason for reason in reasons)
    assert (
        page.cssselect(".warning")[0].text_content() == "10 media, 1 asal mandiri (menyatakannya); 6 media, 2 asal mandiri (membantahnya)"
    )


def test_refusals_are_told_in_indonesian(desk: Visitor) -> None:
    desk.client.cookies.set("bukti_lang", "id")
    assert "tidak ada artikel dari media ini di buku" in desk.get("/outlets/none").text
    assert "tidak ada klaim dengan id ini" in desk.get("/claims/ffffffffffffffff").text
    assert "bukan tanggal" in desk.text("/articles?since=kemarin")
    assert "Semua klaim ada di papan" in desk.get("/what").text
