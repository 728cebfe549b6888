"""Bytes into text. Every legacy case is decided by a guess, so every one is reported as a guess."""

import pytest

from bukti.ingest.decode import decode

RUSSIAN = "Пресс-секретарь правительства Вальдории заявил, что поставок не было. «Это ложь», — сказал он в порту Дарен."
UKRAINIAN = "Міністр оборони Вальдорії заявив, що жодних поставок зброї не було. Їхні твердження — це вигадка."
GERMAN = "Der Außenminister von Valdoria wies die Vorwürfe zurück. „Das ist völlig haltlos“, sagte er über die Häfen."
FRENCH = "Le ministère a démenti les accusations à l’étranger, où l’été dernier, déjà, des navires…"
INDONESIAN = "Juru bicara Valdoria menyebut tuduhan itu “tidak benar” – demikian Sentra. Biayanya 5 € saja."
EMOJI = "Kapal 🚢 Merin 👩🏽‍✈️ tiba — قال المتحدث: «لا دليل» — אין ראיות — 船は着いた."
SMILEYS = "Kata 😀 dia 😀 “tidak 😀 ada” — 😀 begitu"  # their UTF-16 has zero bytes on the wrong side


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [RUSSIAN, GERMAN, INDONESIAN, EMOJI, SMILEYS])
def test_unicode_with_and_without_a_mark_comes_back_exactly_and_without_notices(encoding, text):
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.notices) == (text, ())


@pytest.mark.parametrize("codec, mark", [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-32-be", b"\0\0\xfe\xff")])
def test_a_byte_order_mark_is_no_part_of_the_text(codec, mark):
    assert decode(mark + EMOJI.encode(codec)).text == EMOJI


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, encoding) for encoding in ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac_cyrillic")),
        ("Ложь, сказал министр.", "cp1251"),
        ("Ложь, сказал министр.", "koi8-r"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (GERMAN, "cp1252"),
        (GERMAN, "mac_roman"),
        ("Größe und Übermut: Österreichs Häfen.", "iso8859-1"),
        (FRENCH, "cp1252"),
        (INDONESIAN, "cp1252"),
        ("Harga naik 5 €", "cp1252"),
    ],
)
def test_legacy_encodings_are_guessed_and_said_to_be(text, encoding):
    data = text.encode(encoding, "replace")
    decoded = decode(data)
    assert decoded.text == data.decode(encoding)
    assert [reason for reason, _ in decoded.notices] == ["encoding-guessed"]


def test_a_declared_encoding_is_no_guess_and_latin_1_means_windows():
    assert decode(RUSSIAN[:6].encode("koi8-r"), "KOI8-R").notices == ()
    assert decode(GERMAN.encode("cp1252"), "iso-8859-1").text == GERMAN


@pytest.mark.parametrize("label", ["windows-1251", "nonsense", "zip", "rot13", "unicode_escape", "x" * 300, "\0"])
def test_a_false_declaration_does_no_harm(label):
    assert decode(EMOJI.encode(), label).text == EMOJI
    assert decode(GERMAN.encode("cp1252"), label).text


def test_files_pasted_together_are_decoded_line_by_line():
    data = RUSSIAN.encode() + b"\n" + RUSSIAN.encode("cp1251") + b"\nASCII\n" + EMOJI.encode()
    decoded = decode(data)
    assert decoded.text == f"{RUSSIAN}\n{RUSSIAN}\nASCII\n{EMOJI}"
    assert decoded.notices[0][0] == "encoding-mixed"


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_utf_8_that_breaks_off_in_a_character_loses_only_that_one(cut):
    decoded = decode((RUSSIAN + "🚢").encode()[:-cut])
    assert decoded.text == RUSSIAN + "\ufffd"
    assert decoded.notices[0][0] == "encoding-mixed"


def test_broken_utf_16_is_read_as_far_as_it_goes():
    assert decode(b"\xff\xfe" + "Kabar".encode("utf-16-le") + b"\x00\xd8").text == "Kabar\ufffd"


def test_line_ends_become_one_kind_and_nothing_else_changes():
    assert decode(b"a\r\nb\rc\n\n  d\t\x0c e\x1b[0m ").text == "a\nb\nc\n\n  d\t\x0c e\x1b[0m "


def test_one_stray_zero_byte_does_not_cost_the_article(read, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Kapal itu ti\0ba di pelabuhan Daren pada Rabu, kata Arel Tovan.")
    assert "ti\ufffdba" in read(tmp_path).articles[0].text


def test_emoji_and_right_to_left_keep_their_places_in_a_file(read, tmp_path):
    (tmp_path / "a.txt").write_text(EMOJI, encoding="utf-16")
    assert read(tmp_path).articles[0].text[6] == "🚢"


def test_a_guess_reaches_the_reader_beside_the_article(read, tmp_path):
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode("cp1251"))
    found = read(tmp_path)
    assert (found.articles[0].text, found.reasons) == (RUSSIAN, ["encoding-guessed"])
    assert "cp1251" in found.rejections[0].message
