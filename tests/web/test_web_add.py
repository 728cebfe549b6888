"""Adding reports: what is given is read in the background, and every trouble is told in words."""

import io
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import QuoteReader, WordMeaning
from visitor import Visitor, seen

from bukti.store import open_ledger
from bukti.web import DeskLimits

At = Callable[..., Visitor]

REPORT = '"No ship came to Kestria," said Mira Tolan (via Sentra). The harbour was closed on Monday.'


def upload(*files: tuple[str, bytes]) -> list[tuple[str, tuple[str, io.BytesIO]]]:
    return [("files", (name, io.BytesIO(data))) for name, data in files]


def test_a_pasted_text_becomes_an_article_with_statements(empty: Visitor, tmp_path: Path) -> None:
    page = empty.read(text=REPORT, title="No ship", outlet="Kabar Lintas", date="2024-03-05", url="https://kabarlintas.example/1")
    assert "No ship Kabar Lintas 1 new" in page
    with open_ledger(tmp_path / "empty.ledger") as ledger:
        (article,) = ledger.articles()
        assert (article.title, article.outlet, article.date, article.source) == ("No ship", "Kabar Lintas", "2024-03-05", "pasted")
        assert article.text == REPORT
        assert next(ledger.statements()).actor == "Mira Tolan"
    assert "1 article" in empty.text("/")


def test_an_empty_board_says_that_something_is_being_read(tmp_path: Path) -> None:
    go_on = threading.Event()

    def slow() -> QuoteReader:
        go_on.wait(30)
        return QuoteReader()

    visitor = Visitor(tmp_path / "empty.ledger", slow, WordMeaning)
    try:
        job = visitor.post("/add", text=REPORT).headers["location"]
        board = visitor.page("/")
        assert board.cssselect("[data-job]")[0].get("data-job") == f"{job}/state"
        assert "Nothing is in this ledger yet" not in board.text_content() and not board.cssselect("main form")
        go_on.set()
        assert visitor.app.state.desk.jobs.idle(60)
        assert "No claims yet" in visitor.text("/")
    finally:
        go_on.set()
        visitor.close()


def test_the_same_text_again_is_known_already(empty: Visitor) -> None:
    empty.read(text=REPORT)
    assert "known already" in empty.read(text=REPORT)


def test_files_are_read_and_a_bad_one_does_not_stop_the_others(empty: Visitor) -> None:
    page = empty.read(
        files=upload(("a.txt", REPORT.encode()), ("empty.txt", b""), ("b.html", f"<html><title>Two</title><p>{REPORT * 3}</p>".encode()))
    )
    assert "Not read, or not quite empty.txt" in page
    assert "1 article" not in empty.text("/") and "2 articles" in empty.text("/")


def test_lines_of_json_are_told_apart(empty: Visitor) -> None:
    lines = b'{"id": "x", "text": "' + REPORT.replace('"', '\\"').encode() + b'", "title": "One"}\n{broken\n'
    page = empty.read(files=upload(("../../etc/lines.jsonl", lines)))
    assert "One" in page and "lines.jsonl:2" in page and "etc" not in page


def test_a_fault_of_the_reader_is_told_and_the_rest_is_read(empty: Visitor) -> None:
    page = empty.read(files=upload(("bad.txt", b"BOOM went the harbour"), ("good.txt", REPORT.encode())))
    assert "a fault of bukti" in page and "good" not in page.partition("Not read")[2]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "nothing was given"),
        ({"text": "   \n "}, "nothing was given"),
        ({"urls": "/etc/passwd"}, "is no web address"),
        ({"urls": "-"}, "is no web address"),
        ({"urls": "file:///etc/passwd"}, "is no web address"),
        ({"urls": "ftp://example.com/x"}, "is no web address"),
        ({"urls": "\n".join(f"https://example.com/{n}" for n in range(21))}, "at most 20"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_comes_back(empty: Visitor, form: dict[str, str], says: str) -> None:
    answer = empty.post("/add", title="Kept", **form)
    assert answer.status_code == 400 and says in seen(answer.text)
    assert 'value="Kept"' in answer.text


def test_addresses_on_this_machine_are_refused(empty: Visitor) -> None:
    assert "private" in (page := empty.read(urls="http://127.0.0.1:9/secret")) or "this machine" in page


def test_addresses_are_fetched_so_many_a_minute(tmp_path: Path, at: At) -> None:
    desk = at(tmp_path / "a.ledger", limits=DeskLimits(urls_per_minute=2))
    for number in range(2):
        assert desk.post("/add", urls=f"http://127.0.0.1:9/{number}").status_code == 303
    answer = desk.post("/add", urls="http://127.0.0.1:9/3")
    assert answer.status_code == 400 and "too many addresses" in answer.text


def test_an_uploaded_page_is_never_served_as_one(empty: Visitor) -> None:
    page = f"<html><title>T</title><body><script>alert(1)</script><p>{REPORT * 4}</p></body></html>"
    empty.read(files=upload(("evil.html", page.encode())))
    (link,) = empty.page("/articles").cssselect(".list a[href^='/articles/']")
    shown = empty.get(link.get("href"))
    assert "<script>alert" not in shown.text
    assert all(empty.get(f"{link.get('href')}/{tail}").status_code == 404 for tail in ("raw", "html", "source"))


def test_a_claim_that_is_added_is_looked_for_in_what_was_read(empty: Visitor, tmp_path: Path) -> None:
    empty.read(text=REPORT)
    empty.done("/claims", text="A ship came to Kestria.")
    assert empty.app.state.desk.jobs.idle(30)
    with open_ledger(tmp_path / "empty.ledger") as ledger:
        (claim,) = [c for c in ledger.claims() if c.author]
        assert next(ledger.standings(claim.id), None) is not None


def test_more_files_than_the_limit_are_refused_by_name(tmp_path: Path, at: At) -> None:
    desk = at(tmp_path / "empty.ledger", limits=DeskLimits(files=2)).called("Ann Teller")
    answer = desk.post("/add", files=upload(*[(f"{n}.txt", REPORT.encode()) for n in range(3)]))
    assert answer.status_code == 400 and "send at most 2 (files)" in answer.text
