"""Pages: what is kept of them, and what is refused."""

import time

import pytest

META = """<title>Valdoria Bantah Kirim Senjata - Kabar Lintas</title>
<meta property="og:site_name" content="Kabar Lintas"><meta property="og:title" content="Valdoria Bantah Kirim Senjata">
<link rel="canonical" href="https://kabarlintas.example/2023/05/valdoria"><meta property="article:published_time" content="{}">"""


@pytest.fixture
def save(tmp_path):
    def make(html, name="a.html", encoding="utf-8"):
        (tmp_path / name).write_bytes(html if isinstance(html, bytes) else html.encode(encoding))
        return tmp_path / name

    return make


def test_text_title_date_outlet_and_canonical_address(read, page, save):
    (found,) = read(save(page(head=META.format("2023-05-04T10:15:00+07:00")))).articles
    assert found.title == "Valdoria Bantah Kirim Senjata"
    assert (found.outlet, found.url) == ("Kabar Lintas", "https://kabarlintas.example/2023/05/valdoria")
    assert found.date == "2023-05-04T10:15:00+07:00"
    assert found.raw.startswith(b"<!doctype")


def test_paragraphs_are_lines_and_scripts_and_menus_are_no_text(read, page, save):
    script = "<script>document.write('jangan ada skrip')</script><noscript>tanpa skrip</noscript>"
    (found,) = read(save(page(head=script, body=script + "<nav><a href=/>Beranda</a></nav><style>p{color:red}</style>"))).articles
    assert [line[:20] for line in found.text.split("\n")] == ["Pemerintah Valdoria ", "“Itu tidak benar,” k", "Para pejabat Kestria"]


def test_a_date_that_does_not_exist_is_said_and_not_replaced_by_a_guess(read, page, save):
    found = read(save(page(head=META.format("2023-02-31T10:15:00+07:00"))))
    assert (found.articles[0].date, found.reasons) == ("", ["bad-date"])


def test_a_date_in_structured_data(read, page, save):
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-05-04T08:00Z"}</script>'
    assert read(save(page(head=head))).articles[0].date == "2023-05-04T08:00Z"


def test_the_year_of_the_footer_is_no_date(read, page, save):
    assert read(save(page(body="<footer>Hak cipta 2019 Kabar Lintas</footer>"))).articles[0].date == ""


def test_the_language_of_the_page_is_believed_only_when_asked_for(read, page, save):
    path = save(page(lang="id-ID"))
    assert read(path).articles[0].lang == ""
    assert read(path, page_language=True).articles[0].lang == "id"


@pytest.mark.parametrize("name", ["a.txt", "a", "a.htm"])
def test_a_page_is_known_by_its_bytes(read, page, save, name):
    (found,) = read(save("\n <!-- saved -->\n" + page(), name)).articles
    assert "<p>" not in found.text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><nav><a href=1>Home</a><a href=2>About</a></nav></body></html>",
        "<html><body><script>var text = 'a long script text that must never become an article';</script></body></html>",
        "<html><head><title>Login</title></head><body><form><label>Name</label><input></form><p>Please log in.</p></body></html>",
        "<html></html>",
        "<p>",
        "<html><body>" + "<div>" * 100_000 + "kata dia " * 50,
        "<html><body><svg><path d='M0 0'/></svg></body></html>",
    ],
)
def test_a_page_without_an_article(read, save, html):
    (rejection,) = read(save(html)).rejections
    assert rejection.reason == "no-article"
    assert "save the article as text" in rejection.message


def test_one_sentence_is_an_article(read, save):
    assert read(save("<html><body><p>Kapal Merin tiba di Daren, kata Arel Tovan.</p></body></html>")).articles


@pytest.mark.parametrize(
    "head", ['<meta charset="windows-1251">', '<meta http-equiv=Content-Type content="text/html; charset=windows-1251">']
)
def test_the_encoding_that_the_page_declares_is_no_guess(read, page, save, head):
    html = page(head=head, body="<p>Пресс-секретарь правительства Вальдории заявил, что поставок не было.</p>")
    found = read(save(html, encoding="cp1251"))
    assert "Пресс-секретарь" in found.articles[0].text
    assert found.reasons == []


@pytest.mark.parametrize(
    "data",
    [
        '{"publisher": {"name": ["x"]}, "headline": {"a": 1}, "datePublished": 7}',
        "{broken",
        "[" * 5000,
        '{"@graph": [null, 3, "x"]}',
        '"x"',
    ],
)
def test_hostile_structured_data_does_not_cost_the_article(read, page, save, data):
    found = read(save(page(head=f'<title>T</title><script type="application/ld+json">{data}</script>')))
    assert "Arel Tovan" in found.articles[0].text


def test_zero_bytes_control_characters_and_xml_declarations_do_not_stop_the_parser(read, page, save):
    html = '<?xml version="1.0" encoding="utf-8"?>' + page(body="<p>Kapal \x00itu\x0b tiba \x1b[2J di Daren, kata pejabat pelabuhan.</p>")
    assert "Arel Tovan" in read(save(html)).articles[0].text


def test_a_large_page_is_refused_before_it_is_parsed(read, page, save):
    path = save(page(body="<p>kata dia</p>" * 500_000))
    begin = time.process_time()
    (rejection,) = read(path).rejections
    assert time.process_time() - begin < 2
    assert rejection.reason == "too-large" and "max_html_bytes" in rejection.message


def test_a_page_that_trips_the_library_is_a_rejection(read, page, save):
    nested = "<html><body><article>" + "<ul><li>" * 3000 + "x" + "</li></ul>" * 3000
    assert read(save(nested), save(page(), "b.html")).articles[-1].source.endswith("b.html")
