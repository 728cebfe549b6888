"""What each outlet originates and what it passes on, in SQLite."""

import sqlite3
from collections import Counter, defaultdict

from bukti.store.base import Outlet
from bukti.store.loading import fetch
from bukti.store.rows import from_text

_CURRENT = "{}.id NOT IN (SELECT replaces FROM article WHERE replaces IS NOT NULL)"
_ARTICLES = f"""SELECT a.outlet, a.lang, count(*), min(CASE WHEN a.day <> '' THEN a.day END), max(a.day) FROM article AS a
                INDEXED BY article_outlet WHERE {{}} AND {_CURRENT.format("a")} GROUP BY a.outlet, a.lang"""
_LINKS = f"""SELECT DISTINCT d.child, c.outlet, p.outlet FROM derivation AS d
             CROSS JOIN article AS c INDEXED BY article_place ON c.id = d.child
             CROSS JOIN article AS p INDEXED BY article_place ON p.id = d.parent
             WHERE d.withdrawn_at IS NULL AND {_CURRENT.format("c")} AND {_CURRENT.format("p")}"""
_MINE = "SELECT id FROM article WHERE outlet = ?"
_OF_ONE = f"""{_LINKS} AND d.seq IN (SELECT seq FROM derivation WHERE withdrawn_at IS NULL AND child IN ({_MINE})
                                     UNION SELECT seq FROM derivation WHERE withdrawn_at IS NULL AND parent IN ({_MINE}))"""


def load_outlets(db: sqlite3.Connection, name: str = "") -> list[Outlet]:
    """The one with this name (as it is stored), or all that have one."""
    articles = fetch(db, _ARTICLES.format("a.outlet = ?" if name else "a.outlet <> ''"), *[name] * bool(name))
    links = fetch(db, _OF_ONE, name, name) if name else fetch(db, _LINKS)
    passed = Counter(outlet for _, outlet in {(child, outlet) for child, outlet, _ in links})
    taken = Counter(parent for child, parent in {(child, parent) for child, outlet, parent in links if outlet != parent})
    by_outlet: defaultdict[str, list[tuple[str, int, str | None, str]]] = defaultdict(list)
    for outlet, *rest in articles:
        by_outlet[outlet].append((rest[0], rest[1], rest[2], rest[3]))
    return [_outlet(outlet, rows, passed[outlet], taken[outlet]) for outlet, rows in by_outlet.items()]


def _outlet(name: str, rows: list[tuple[str, int, str | None, str]], passed: int, taken: int) -> Outlet:
    """From its articles in each language."""
    langs = sorted((row for row in rows if row[0]), key=lambda row: -row[1])
    first, last = min((row[2] for row in rows if row[2]), default=""), max(row[3] for row in rows)
    return Outlet(from_text(name), sum(row[1] for row in rows), passed, taken, first, last, tuple(from_text(row[0]) for row in langs))
