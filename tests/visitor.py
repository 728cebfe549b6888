"""Somebody at a desk, as a browser would be without scripts: reads pages, fills in forms, keeps cookies."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from fastapi.testclient import TestClient
from lxml import html

from bukti.web import DeskOptions, create_app


class Visitor:
    def __init__(self, ledger: Path, reader: Callable[[], Any], meaning: Callable[[], Any], **options: Any) -> None:
        self.app = create_app(DeskOptions(str(ledger), reader, meaning, **options))
        self.client = TestClient(self.app, base_url="http://127.0.0.1")
        self.client.__enter__()

    def close(self) -> None:
        self.client.__exit__(None, None, None)

    def called(self, name: str) -> Self:
        self.client.cookies.set("bukti_author", quote(name))
        return self

    def get(self, path: str, **how: Any) -> Any:
        return self.client.get(path, **how)

    def text(self, path: str) -> str:
        """What a reader sees, on one line; the page must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return seen(answer.text)

    def page(self, path: str) -> Any:
        """As a tree, for XPath and CSS."""
        return html.fromstring(self.get(path).text)

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.get("/settings").text)
        assert found
        return found[1]

    def post(self, path: str, *, csrf: str | None = None, files: Any = None, **fields: Any) -> Any:
        """Not followed: where it leads is in the headers."""
        data = {"csrf": self.csrf if csrf is None else csrf, **fields}
        return self.client.post(path, data=data, files=files, follow_redirects=False)

    def done(self, path: str, **fields: Any) -> str:
        """Post, follow, and give back what the reader sees then."""
        answer = self.post(path, **fields)
        assert answer.status_code == 303, seen(answer.text)
        return self.text(answer.headers["location"].partition("#")[0])

    def read(self, **given: Any) -> str:
        """Add reports, wait until they are read, and give back what the page of the job says."""
        answer = self.post("/add", **given)
        assert answer.status_code == 303, seen(answer.text)
        job, until = answer.headers["location"], time.monotonic() + 60
        while self.get(f"{job}/state").json()["state"] not in ("done", "failed"):
            assert time.monotonic() < until, "the reading does not end"
            time.sleep(0.02)
        return self.text(job)


def seen(page: str) -> str:
    tree = html.fromstring(page)
    for hidden in tree.xpath("//script|//style|//head"):
        hidden.drop_tree()
    return " ".join(" ".join(tree.itertext()).split())
