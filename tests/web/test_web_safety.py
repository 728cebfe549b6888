"""Nothing that an article, an address or another page says may run here, and nobody comes in who may not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from visitor import Visitor

from bukti.records import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Position,
    Reading,
    Span,
    Stance,
    Statement,
    StatementType,
    Voice,
    actor_id,
    article_id,
    claim_id,
    statement_id,
)
from bukti.store import ClaimAct, Deed, Ledger, Verdict
from bukti.web import DeskLimits
from bukti.web.rates import Rate

At = Callable[..., Visitor]

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}javascript:alert(3)"
TOKEN = "a-long-enough-token"


@pytest.fixture
def poisoned(ledger: Ledger) -> dict[str, str]:
    """The same hostile text wherever an article or an analyst can put one; addresses of the pages that show it."""
    text = f"{HOSTILE} said {HOSTILE}: “{HOSTILE}”"
    found = Article(
        article_id(text, url="javascript:alert(4)"),
        text,
        HOSTILE,
        "javascript:alert(4)",
        HOSTILE,
        "2031-04-01",
        "en",
        HOSTILE,
        "2031-04-02T00:00:00Z",
    )
    spans = ((Span(0, 20),), (Span(20, 30),), (Span(30, len(text)),))
    statement = Statement(statement_id(found.id, *spans), found.id, *spans, StatementType.DIRECT, HOSTILE, (HOSTILE,), False, 0.9)
    ledger.add(Reading(found, (statement,), (), HOSTILE, (HOSTILE,)))
    who = Actor(actor_id(HOSTILE, ActorKind.PERSON), HOSTILE, ActorKind.PERSON, aliases=(HOSTILE + "2",))
    ledger.add_voices([Voice(statement.id, (who,), HOSTILE, HOSTILE)], HOSTILE)
    claim = Claim(claim_id(HOSTILE), HOSTILE)
    ledger.add_claims([claim], HOSTILE)
    ledger.file_positions([Position(statement.id, claim.id, Stance.DENIES, 0.9, HOSTILE)], HOSTILE)
    ledger.judge(statement.id, claim.id, Verdict.CONFIRM, note=HOSTILE, author=HOSTILE)
    ledger.act(ClaimAct(Deed.NOTE, claim.id, HOSTILE), author=HOSTILE)
    return {"claim": f"/claims/{claim.id}", "article": f"/articles/{found.id}", "actor": f"/actors/{who.id}"}


@pytest.mark.parametrize("path", ["{claim}", "{claim}/merge", "{article}", "{actor}", "/", "/articles", "/actors", "/search?q=script"])
def test_hostile_words_are_shown_and_never_run(desk: Visitor, poisoned: dict[str, str], path: str) -> None:
    page = desk.get(path.format(**poisoned)).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page and "<img" not in page
    assert "{{7*7}}" in page  # no template was made of it
    assert not re.search(r'(href|src|action)="\s*(javascript|data|vbscript):', page, re.IGNORECASE)


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q={}", "/articles?outlet={}&since={}", "/actors?q={}", "/claims/{}", "/articles/{}", "/jobs/{}", "/?sort={}&status={}"],
)
def test_hostile_addresses_are_words_too(desk: Visitor, path: str) -> None:
    page = desk.get(path.replace("{}", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E")).text
    assert "<script>alert" not in page


@pytest.mark.parametrize("path", ["/", "/claims/none", "/add", "/static/desk.css", "/claims/{C2}", "/claims/{C2}/dossier"])
def test_headers_let_nothing_run_that_is_not_the_desks_own(desk: Visitor, claims: dict[str, str], path: str) -> None:
    headers = desk.get(path.format(**claims)).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'" and policy["form-action"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path", ["/", "/claims/{C2}", "/articles/{a03}", "/actors/Brennia", "/outlets/Sentra", "/add", "/search?q=Varnok", "/settings"]
)
def test_pages_need_nothing_from_elsewhere_and_nothing_inline(
    desk: Visitor, claims: dict[str, str], articles: dict[str, str], path: str
) -> None:
    page = desk.page(path.format(**claims, a03=articles["03"]))
    fetched = page.xpath("//link/@href | //script/@src | //img/@src | //iframe/@src | //form/@action | //use/@href")
    assert all(re.match(r"/(?!/)", address) for address in fetched)
    assert not page.xpath("//style | //script[not(@src)] | //*[@style] | //@*[starts-with(name(), 'on')]")


def test_a_dossier_is_saved_and_not_shown(desk: Visitor, claims: dict[str, str]) -> None:
    answer = desk.get(f"/claims/{claims['C6']}/dossier")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert desk.get(f"/claims/{claims['C6']}/dossier?format=exe").status_code == 400


def posts(claims: dict[str, str]) -> list[str]:
    one = f"/claims/{claims['C2']}"
    acts = [f"{one}/{what}" for what in ("judge", "edit", "note", "withdraw", "merge", "split", "judgements/x/withdraw", "acts/x/withdraw")]
    return [*acts, "/claims", "/add", "/settings", "/key"]


def test_no_form_counts_that_the_desk_did_not_make(desk: Visitor, claims: dict[str, str], ledger: Ledger) -> None:
    before = ledger.counts()
    form = {"text": "x", "statement": "x", "verdict": "reject", "into": "x", "token": "x"}
    stranger = "0" * 40
    assert {path: desk.post(path, csrf=stranger, **form).status_code for path in posts(claims)} == dict.fromkeys(posts(claims), 403)
    mine = desk.csrf
    desk.client.cookies.delete("bukti_session")
    assert desk.post("/claims", csrf=mine, text="x").status_code == 403
    assert ledger.counts() == before


def test_a_form_sent_from_another_site_is_refused(desk: Visitor) -> None:
    data = {"csrf": desk.csrf, "text": "The sea is wide."}
    answer = desk.client.post("/claims", data=data, headers={"Sec-Fetch-Site": "cross-site"}, follow_redirects=False)
    assert answer.status_code == 403


def test_cookies_cannot_be_read_by_scripts_nor_sent_along_from_elsewhere(heron: Path, at: At) -> None:
    desk = at(heron)
    answers = [desk.get("/"), desk.post("/settings", lang="id", theme="dark", author="Ann")]
    cookies = [value for answer in answers for name, value in answer.headers.multi_items() if name == "set-cookie"]
    assert len(cookies) >= 4
    assert all("httponly" in c.lower() and "samesite=lax" in c.lower() for c in cookies)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:8731"])
def test_another_name_for_this_machine_is_refused(desk: Visitor, host: str) -> None:
    """A page elsewhere may point its own name at 127.0.0.1 and then read what the browser gets."""
    assert desk.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8731", "[::1]:8731", "LOCALHOST"])
def test_its_own_names_are_known(desk: Visitor, host: str) -> None:
    assert desk.get("/", headers={"Host": host}).status_code == 200


def test_with_a_token_nothing_is_seen_without_it(heron: Path, at: At, claims: dict[str, str]) -> None:
    desk = at(heron, token=TOKEN)
    for path in ("/", f"/claims/{claims['C2']}", "/search?q=x", "/add", f"/claims/{claims['C2']}/pulse", "/static/../"):
        answer = desk.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/key")
    assert desk.get("/key").status_code == desk.get("/static/desk.css").status_code == 200


def test_the_printed_link_opens_the_desk_and_leaves_the_token_out_of_the_address(heron: Path, at: At) -> None:
    desk = at(heron, token=TOKEN)
    answer = desk.get(f"/key?token={TOKEN}", follow_redirects=False)
    assert answer.headers["location"] == "/" and TOKEN not in answer.headers["set-cookie"]
    assert "Claims" in desk.text("/")


def test_wrong_keys_are_few(heron: Path, at: At) -> None:
    desk = at(heron, token=TOKEN, limits=DeskLimits(keys_per_minute=2))
    assert [desk.get("/key?token=wrong", follow_redirects=False).status_code for _ in range(3)] == [303, 303, 429]
    assert desk.get(f"/key?token={TOKEN}", follow_redirects=False).status_code == 429


def test_too_much_at_once_is_refused_before_it_is_read(heron: Path, at: At) -> None:
    desk = at(heron, limits=DeskLimits(upload_bytes=2_000))
    answer = desk.post("/add", text="x" * 3_000)
    assert answer.status_code == 413 and "upload_bytes" in answer.text


def test_a_length_that_need_not_be_true_is_refused(heron: Path, at: At) -> None:
    desk = at(heron, limits=DeskLimits(upload_bytes=2_000))
    headers = {"Content-Length": "10", "Transfer-Encoding": "chunked", "Content-Type": "application/x-www-form-urlencoded"}
    assert desk.client.post("/add", content=b"text=" + b"x" * 9_000, headers=headers).status_code == 411


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_get_and_post(desk: Visitor, method: str) -> None:
    assert desk.client.request(method, "/").status_code == 405


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/static//etc/passwd"])
def test_static_files_are_all_that_is_served(desk: Visitor, path: str) -> None:
    answer = desk.get(path)
    assert "create_app" not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil", "/a\nb"])
def test_the_way_back_stays_on_the_desk(desk: Visitor, back: str) -> None:
    assert desk.post("/settings", lang="id", back=back).headers["location"] == "/"


def test_the_way_back_keeps_where_one_was(desk: Visitor) -> None:
    assert desk.post("/settings", lang="id", back="/?status=contested&page=2").headers["location"] == "/?status=contested&page=2"


@pytest.mark.parametrize("query", ["q='; DROP TABLE claim; --", "status=' OR 1=1", "sort=1; SELECT 1", "q=%25%27"])
def test_what_looks_like_sql_is_words(desk: Visitor, ledger: Ledger, query: str) -> None:
    assert desk.get("/?" + query).status_code == 200
    assert len(ledger.claims()) == 9


def test_rates_forget_after_a_minute() -> None:
    now = [0.0]
    rate = Rate(2, lambda: now[0])
    assert [rate.take(), rate.take(), rate.take()] == [True, True, False]
    now[0] = 59.9
    assert rate.full and not rate.take()
    now[0] = 60.1
    assert rate.take(2) and not rate.take(1)


def test_errors_of_the_ledger_are_pages(heron: Path, at: At) -> None:
    desk = at(heron)
    heron.write_bytes(b"no ledger at all" * 100)
    answer = desk.get("/")
    assert answer.status_code == 500 and "To the board" in answer.text


def test_a_name_is_one_line(desk: Visitor, claims: dict[str, str]) -> None:
    page = desk.done(f"/claims/{claims['C2']}/note", text="look", author="  Bo\r\nSet-Cookie: x=1\x00  " + "y" * 300)
    assert "Bo Set-Cookie: x=1" in page and "y" * 81 not in page
