"""The desk in a real browser. Needs Chromium (Debian's package) and playwright; without them these tests are passed over, and say so."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fakes import QuoteReader, WordMeaning
from visitor import seen

from bukti.web import DeskOptions, create_app

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000  # milliseconds: the machine may be busy
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> said Mira Tolan"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed: apt-get install chromium")


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    app = create_app(DeskOptions(str(ledger), QuoteReader, WordMeaning))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def desk(heron: Path) -> Iterator[str]:
    with served(heron) as address:
        yield address


@pytest.fixture
def tab(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page in a browser of its own, which fails the test for every error and every request that leaves the desk."""
    contexts, trouble = [], []

    def open_tab(base: str, **how: Any) -> Any:
        context = chromium.new_context(base_url=base, accept_downloads=True, **how)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: trouble.append(m.text) if m.type == "error" and "status of 409" not in m.text else None)
        page.on("pageerror", lambda e: trouble.append(str(e)))
        page.on("request", lambda r: trouble.append(r.url) if not r.url.startswith((base, "data:", "blob:")) else None)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert not trouble


def test_from_the_board_to_a_dossier(desk: str, tab: Callable[..., Any], tmp_path: Path, claims: dict[str, str]) -> None:
    """Read the story, open a claim, click through to a highlighted span, reject a link, see the count change, export the dossier."""
    page = tab(desk)
    page.goto("/")
    page.get_by_role("link", name="The rockets fired at Tilva were made in 2030.").click()
    assert page.locator("#count-denies").inner_text() == "1"

    quoted = page.locator(".column.denies .card .words").first
    words = quoted.inner_text()
    quoted.click()
    page.wait_for_url("**/articles/**")
    lit = page.locator("mark.content.on").first
    lit.wait_for()
    assert words.startswith(lit.inner_text()[:20])
    assert page.evaluate("e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }", lit.element_handle())

    page.go_back()
    page.get_by_label("To judge, say who you are").fill("Ann Teller")
    page.get_by_role("button", name="Start judging").click()
    while page.locator(".column.denies .card").count():
        page.locator(".column.denies .card").first.get_by_role("button", name="Reject").click()
        page.get_by_text("no longer counts for the claim").wait_for()
    assert page.locator("#count-denies").inner_text() == "0"
    assert page.locator(".claim-head .status").first.inner_text() == "asserted only"

    with page.expect_download() as download:
        page.get_by_role("link", name="Dossier").click()
    saved = tmp_path / "dossier.html"
    download.value.save_as(saved)
    assert "The rockets fired at Tilva were made in 2030." in seen(saved.read_text()) and "Ann Teller" in saved.read_text()


def test_hostile_html_is_pasted_and_nothing_runs(desk: str, tab: Callable[..., Any]) -> None:
    page = tab(desk)
    page.goto("/add")
    page.get_by_label("The text of the report").fill(f'"{HOSTILE}" "A ship came," said Mira Tolan. {HOSTILE}')
    page.get_by_label("Title").fill(HOSTILE)
    page.get_by_label("Outlet").fill(HOSTILE)
    page.get_by_role("button", name="Read them").click()
    page.get_by_role("link", name="To the board").wait_for()
    for address in ("/articles", page.get_by_role("link", name="said Mira Tolan").first.get_attribute("href"), "/search?q=script"):
        page.goto(address)
        assert "owned" not in page.title().replace(HOSTILE, "")
        assert page.locator("main").get_by_text("<script>").count() and not page.locator("main img, main script").count()


def test_two_people_see_each_other(desk: str, tab: Callable[..., Any], claims: dict[str, str]) -> None:
    one, other = tab(desk), tab(desk)
    for page, name in ((one, "Ann"), (other, "Bo")):
        page.context.add_cookies([{"name": "bukti_author", "value": name, "url": desk}])
        page.goto(f"/claims/{claims['C6']}")
    other.locator(".card").first.get_by_role("button", name="Confirm").click()
    one.get_by_text("Something has changed on this claim.").wait_for()
    one.locator(".card").first.get_by_role("button", name="Reject").click()
    one.get_by_text("Somebody has judged this since you loaded the page").wait_for()


def test_the_keyboard_is_enough(desk: str, tab: Callable[..., Any]) -> None:
    page = tab(desk)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("Varnok")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Varnok")
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('.card')")


@pytest.mark.parametrize(("theme", "lang"), [("light", "en"), ("dark", "id")])
def test_pages_fit_a_phone_and_have_contrast(
    desk: str, tab: Callable[..., Any], claims: dict[str, str], articles: dict[str, str], theme: str, lang: str
) -> None:
    page = tab(desk, viewport={"width": 390, "height": 800}, color_scheme=theme)
    page.context.add_cookies(
        [{"name": f"bukti_{name}", "value": value, "url": desk} for name, value in (("author", "Ann"), ("lang", lang))]
    )
    for path in (
        "/",
        f"/claims/{claims['C2']}",
        f"/articles/{articles['03']}",
        "/actors/Darko Meshin",
        "/outlets",
        "/outlets/Cermin Pagi",
        "/add",
        "/search?q=Varnok",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate(FAINT) == [], path


# Visible text whose contrast with what is behind it is under 4.5 (3 for large text), WCAG AA; what stands on a gradient is left out.
FAINT = """() => {
  const channels = (c) => c.match(/[\\d.]+/g).map(Number);
  const solid = (c) => { const m = channels(c); return m.length < 4 || m[3] === 1 };
  const light = (c) => { const [r, g, b] = channels(c).slice(0, 3).map((v) => {
    v = (c.startsWith("color(") ? v : v / 255); return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const behind = (e) => { for (; e; e = e.parentElement) { const s = getComputedStyle(e);
    if (s.backgroundImage !== "none") return null;
    if (solid(s.backgroundColor)) return s.backgroundColor } return getComputedStyle(document.documentElement).backgroundColor };
  const faint = new Set();
  for (const e of document.querySelectorAll("body *:not(svg *)")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.matches(".hidden, .skip, option")) continue;
    const s = getComputedStyle(e), back = behind(e);
    if (!back) continue;
    const [a, b] = [light(s.color), light(back)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
    const large = parseFloat(s.fontSize) >= 24 || (parseFloat(s.fontSize) >= 18.7 && s.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.add(`${e.tagName} ${e.className} ${ratio.toFixed(2)} ${s.color} on ${back}`);
  }
  return [...faint];
}"""


def test_the_language_and_the_colours_are_chosen_in_the_foot(desk: str, tab: Callable[..., Any]) -> None:
    page = tab(desk, color_scheme="light")
    page.goto("/?status=contested")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    page.get_by_role("heading", name="Klaim").wait_for()
    assert page.url.endswith("/?status=contested") and page.evaluate("document.documentElement.lang") == "id"
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("button", name="gelap").click()
    page.locator("[data-theme=dark]").wait_for()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before
