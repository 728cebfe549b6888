"""Files of people and organisations: FollowTheMoney entities as OpenSanctions ships them, one JSON object a line, or CSV.

A file is read once to check every row and to note where each name stands: 16 bytes a name, whatever the rows hold. A row is read again
when a story has its name.
"""

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from bukti.actors.spelling import bare, latin, sound
from bukti.errors import InputError, UnreadableError
from bukti.records import ActorKind

SCHEMAS = {
    "Person": ActorKind.PERSON,
    "Organization": ActorKind.ORGANISATION,
    "Company": ActorKind.ORGANISATION,
    "PublicBody": ActorKind.ORGANISATION,
    "LegalEntity": ActorKind.ORGANISATION,
}
KINDS = {kind.value: kind for kind in (ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.GROUP)}
COLUMNS = ("name", "kind", "aliases", "country", "party")
NAMES = ("name", "alias", "weakAlias")
LONGEST_ROW = 1_000_000  # bytes; a longer line is no entity


class Entity(NamedTuple):
    """One row of a file."""

    names: tuple[str, ...]  # the first is the one to show
    kind: ActorKind
    country: str = ""  # ISO code
    positions: tuple[str, ...] = ()
    party: str = ""  # a name, from CSV
    public: bool = False  # a body of the state


@dataclass(frozen=True, slots=True, eq=False)
class EntityFile:
    """A file whose names are noted. `index` makes one."""

    path: Path
    keys: npt.NDArray[np.uint64]  # hashes of names, sorted
    places: npt.NDArray[np.uint64]  # where in the file the row of each begins
    columns: tuple[str, ...] = ()  # of CSV; () for JSON lines

    @classmethod
    def index(cls, path: Path) -> "EntityFile":
        """InputError names the first row that cannot be used."""
        columns = tuple(_header(path)) if path.suffix.lower() == ".csv" else ()
        found = np.fromiter(_keys(path, columns), dtype=np.dtype([("key", np.uint64), ("place", np.uint64)]))
        found.sort(order="key")
        return cls(path, found["key"].copy(), found["place"].copy(), columns)

    def find(self, key: str) -> list[Entity]:
        """The entities with a name or sound key, duplicates once."""
        wanted = _hash(key)
        low, high = np.searchsorted(self.keys, [wanted, wanted + 1])
        places = sorted({int(p) for p in self.places[low:high][:50]})
        return list(dict.fromkeys(self._row(place) for place in places)) if places else []

    def _row(self, place: int) -> Entity:
        with self.path.open("rb") as file:
            file.seek(place)
            line = _text(file.readline(LONGEST_ROW), str(self.path))
        entity = _from_csv(line, self.columns, str(self.path)) if self.columns else _from_json(line, str(self.path))
        if entity is None:
            raise InputError("has changed since it was read; start again", where=str(self.path))
        return entity


def sound_key(words: Sequence[str], lang: str = "") -> str:
    """Under which a person is found in other spellings; apart from names, which never hold a colon."""
    return f"sound:{sound(words[-1], lang)}:{sound(words[0], lang)[:1]}"


def _hash(key: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1)


def _keys(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[np.uint64, int]]:
    for number, place, line in _lines(path, skip=1 if columns else 0):
        where = f"{path}:{number}"
        entity = _from_csv(line, columns, where) if columns else _from_json(line, where)
        for key in _entity_keys(entity) if entity else ():
            yield _hash(key), place


def _entity_keys(entity: Entity) -> Iterator[str]:
    """Its names, and for a person the sounds of those in Latin letters, or of all where there are none."""
    names = [(name, name.split()) for name in entity.names]
    yield from dict.fromkeys(" ".join(filter(None, map(bare, words))) for _, words in names)
    if entity.kind is ActorKind.PERSON:
        full = [(name, words) for name, words in names if len(words) > 1]
        plain = [words for name, words in full if name.isascii()]
        yield from dict.fromkeys(map(sound_key, plain or [latin(name).split() for name, _ in full]))


def _lines(path: Path, skip: int) -> Iterator[tuple[int, int, str]]:
    """Number, place and text of every line that is not empty."""
    try:
        with path.open("rb") as file:
            place = 0
            for number, raw in enumerate(iter(lambda: file.readline(LONGEST_ROW + 1), b""), start=1):
                if len(raw) > LONGEST_ROW:
                    raise InputError(f"a row is longer than {LONGEST_ROW:,} bytes; this is no list of entities", where=f"{path}:{number}")
                if number > skip and raw.strip():
                    yield number, place, _text(raw, f"{path}:{number}")
                place += len(raw)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}", where=str(path)) from error


def _text(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UnreadableError("is not UTF-8; save it as UTF-8", where=where) from error


# FollowTheMoney


def _from_json(line: str, where: str) -> Entity | None:
    """None for entities of other schemata: addresses, ships, passports."""
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError("is no JSON object; FollowTheMoney files have one entity a line", where=where) from error
    if not isinstance(data, dict) or not isinstance(data.get("schema"), str) or not isinstance(data.get("properties"), dict):
        raise InputError('needs "schema" and "properties", as FollowTheMoney entities have them', where=where)
    if (kind := SCHEMAS.get(data["schema"])) is None:
        return None
    properties = data["properties"]
    names = dict.fromkeys(name for key in NAMES for name in _values(properties, key, where))
    if not names:
        return None
    shown = data.get("caption") if data.get("caption") in names else None
    countries = _values(properties, "country", where)
    return Entity(
        _best_first(tuple(names), shown), kind, countries[0].upper() if countries else "",
        tuple(_values(properties, "position", where)), public=data["schema"] == "PublicBody",
    )  # fmt: skip


def _values(properties: dict[str, Any], key: str, where: str) -> list[str]:
    values = properties.get(key, [])
    if not isinstance(values, list):
        raise InputError(f'"{key}" must be a list, as in FollowTheMoney', where=where)
    return [v.strip() for v in values if isinstance(v, str) and v.strip()]


def _best_first(names: tuple[str, ...], shown: str | None) -> tuple[str, ...]:
    best = next((n for n in (shown, *names) if n and n.isascii()), None) or latin(shown or names[0])
    return tuple(dict.fromkeys((best, *names)))


# CSV


def _header(path: Path) -> list[str]:
    first = next(_lines(path, skip=0), None)
    columns = next(csv.reader([first[2]])) if first else []
    columns = [c.strip().lower() for c in columns]
    if unknown := set(columns) - set(COLUMNS) or "name" not in columns or len(set(columns)) < len(columns):
        what = (
            f"unknown column {', '.join(sorted(unknown))}"
            if isinstance(unknown, set) and unknown
            else "needs a column name, each column once"
        )
        raise InputError(f"{what}; the columns are {', '.join(COLUMNS)}", where=f"{path}:1")
    return columns


def _from_csv(line: str, columns: tuple[str, ...], where: str) -> Entity | None:
    cells = next(csv.reader([line]), [])
    if len(cells) != len(columns):
        raise InputError(f"{len(cells)} cells for {len(columns)} columns ({', '.join(columns)}); quote cells that hold commas", where=where)
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    if not row["name"]:
        raise InputError("has no name", where=where)
    kind = KINDS.get(row.get("kind", "").lower() or "person")
    if kind is None:
        raise InputError(f"the kind {row['kind']!r} is none of {', '.join(KINDS)}", where=where)
    aliases = tuple(a.strip() for a in row.get("aliases", "").split(";") if a.strip())
    return Entity((row["name"], *aliases), kind, row.get("country", "").upper(), party=row.get("party", ""))
