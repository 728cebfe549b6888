"""The pictures of the guide to the desk, of the invented story as annotated. Needs Chromium and the Python package playwright.

python docs/make_screenshots.py                        into docs/images
python docs/make_screenshots.py --all --into FOLDER    every page, at two widths, light and dark: to look at
"""

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from bukti.runs.counting import recount
from bukti.store import open_ledger
from bukti.web import DeskOptions, create_app

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
from story_ledger import Story  # noqa: E402  # it lies beside the package, not in it

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"desktop": 1280, "phone": 390}
GUIDE = {"board": "/", "claim": "/claims/{C2}", "article": "/articles/{a03}", "actor": "/actors/Darko%20Meshin"}
ALL = GUIDE | {
    "articles": "/articles",
    "actors": "/actors",
    "outlets": "/outlets",
    "outlet": "/outlets/Cermin%20Pagi",
    "search": "/search?q=Varnok",
    "add": "/add",
    "settings": "/settings",
    "missing": "/claims/ffff",
    "merge": "/claims/{C2}/merge",
}


def fill(path: Path) -> dict[str, str]:
    """The story with a few judgements; the ids of its claims and articles, by their keys in the annotation."""
    story = Story()
    with open_ledger(path, author="R. Tamsin") as ledger:
        story.file(ledger)
        recount(ledger)
    articles = {f"a{name[:2]}": article.id for name, article in story.articles.items()}
    return {key: claim.id for key, claim in story.claims.items()} | articles


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The desk on a port of its own, as long as the block runs."""

    def nothing() -> object:
        raise NotImplementedError

    app = create_app(DeskOptions(str(ledger), nothing, nothing))  # type: ignore[arg-type]  # nothing is read here
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


def shoot(base: str, pages: dict[str, str], into: Path, themes: tuple[str, ...], widths: dict[str, int], whole: bool) -> None:
    """`whole`: the page to its end, with width and theme in the name of the file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for theme in themes:
            for device, width in widths.items():
                context = browser.new_context(viewport={"width": width, "height": 860}, color_scheme=theme)  # type: ignore[arg-type]
                context.set_default_timeout(120_000)
                context.add_cookies([{"name": "bukti_author", "value": "R.%20Tamsin", "url": base}])
                page = context.new_page()
                for name, path in pages.items():
                    page.goto(base + path)
                    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    print(f"{name} {device} {theme}" + (f": {wide} px too wide" if wide > 0 else ""), flush=True)
                    page.screenshot(path=into / (f"{name}-{device}-{theme}.png" if whole else f"{name}.png"), full_page=whole)
                context.close()
        browser.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--into", type=Path, default=ROOT / "docs" / "images")
    options.add_argument("--all", action="store_true")
    options.add_argument("--only", nargs="*", default=[], metavar="PAGE")
    given = options.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "heron.ledger"
        ids = fill(ledger)
        pages = {name: path.format(**ids) for name, path in (ALL if given.all else GUIDE).items() if name in given.only or not given.only}
        with served(ledger) as base:
            themes, widths = (("light", "dark"), WIDTHS) if given.all else (("light",), {"desktop": 1180})
            shoot(base, pages, given.into, themes, widths, given.all)


if __name__ == "__main__":
    main()
