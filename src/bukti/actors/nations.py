"""States: their names in all languages, their English adjectives, and the seats that stand for them ("Pretoria", "Pjöngjang")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from bukti.lang import load
from bukti.records import Actor, ActorKind, actor_id

UNIONS = frozenset({"EU", "UN"})  # speak like states, and are none
NO_STATES = frozenset({"EZ", "QO", "XA", "XB", "ZZ"})  # of CLDR: a currency zone, outlying Oceania, test locales, unknown
BRACKET = re.compile(r"\s*[(（].*")


class Form(NamedTuple):
    text: str
    code: str
    use: str  # name, adjective, both, seat


@dataclass(frozen=True, slots=True)
class Nation:
    code: str
    name: str  # canonical English
    adjective: str  # as it stands before a noun: "U.S.", "South African"


@cache
def nations() -> dict[str, Nation]:
    """By code, from lang/en/nations.tsv, with all territories of CLDR behind them."""
    rows = load("en").table("nations.tsv")
    names = dict(Locale("en").territories)
    first: dict[tuple[str, str], str] = {}
    for row in rows:
        for use in ("name", "adjective"):
            if row["use"] in (use, "both"):
                first.setdefault((row["code"], use), row["form"])
    codes = dict.fromkeys([row["code"] for row in rows] + [c for c in names if c.isalpha() and c not in NO_STATES])
    found = {c: first.get((c, "name")) or BRACKET.sub("", names.get(c, c)) for c in codes}
    return {code: Nation(code, name, first.get((code, "adjective"), name)) for code, name in found.items()}


def state(code: str) -> Actor:
    """The actor that a nation's code stands for."""
    nation = nations()[code]
    kind = ActorKind.ORGANISATION if code in UNIONS else ActorKind.STATE
    ident = actor_id(nation.name, kind)
    return Actor(ident, nation.name, kind, ident, source="cldr")


@cache
def forms_of(code: str) -> tuple[Form, ...]:
    """How a language writes states: its own list, then CLDR."""
    own = [Form(r["form"], r["code"], r["use"]) for r in load(code).table("nations.tsv")]
    return tuple(dict.fromkeys([*own, *_from_cldr(code)]))


def _from_cldr(code: str) -> Iterator[Form]:
    if code == "en":
        return  # en/nations.tsv has them all, and knows which of two names is meant: "Georgia", "Jordan"
    try:
        territories = Locale.parse(code).territories
    except (ValueError, UnknownLocaleError):
        yield from forms_of("en")
        return
    for territory, name in territories.items():
        plain = BRACKET.sub("", name)
        if territory in nations() and " - " not in plain and len(plain) > 2:
            yield Form(plain, territory, "name")
