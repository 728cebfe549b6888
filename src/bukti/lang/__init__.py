"""The words of one language as data: `load("id")` gives its pack, a folder of text files beside this one.

A pack holds no Python. `pack.toml` names the language; word lists (`*.txt`) hold one entry a line, tables (`*.tsv`) start with a header. In
both, blank lines and lines starting with `#` are skipped. A file that a pack does not have reads as empty: rooms then do without its words.
How to write one: docs/guides/add-a-language.md.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bukti.errors import PackError

Row = dict[str, str]
ROOT = files(__name__)
MANIFEST = "pack.toml"


@dataclass(frozen=True, slots=True)
class Pack:
    """One language. `trained` is false where no statements of it were in training; readings then say so."""

    code: str  # ISO 639-1
    name: str  # in English; the code itself where there is no pack
    trained: bool = False

    def words(self, file: str) -> tuple[str, ...]:
        """The entries of a word list, `words("titles.txt")`; () where the pack has no such file."""
        return _words(self.code, file)

    def table(self, file: str) -> tuple[Row, ...]:
        """The rows of a table by header, `table("cues.tsv")`; () where the pack has no such file. PackError names file and line."""
        return _table(self.code, file)


def any_of(forms: Iterable[str]) -> str:
    """A pattern for each of the forms where it stands as whole words; a * in one stands for any ending. Of no forms one that never fits."""
    parts = "|".join(re.escape(form).replace(r"\*", r"\w*") for form in forms)
    return rf"(?<!\w)(?:{parts})(?!\w)" if parts else r"(?!)"


@cache
def codes() -> tuple[str, ...]:
    """Every language that has a pack, found by folder name."""
    return tuple(sorted(folder.name for folder in ROOT.iterdir() if folder.is_dir() and folder.joinpath(MANIFEST).is_file()))


@cache
def load(code: str) -> Pack:
    """The pack of a language. A language without one is no error: its pack is empty, and not trained."""
    if code not in codes():
        return Pack(code, code)
    where = f"lang/{code}/{MANIFEST}"
    try:
        manifest = tomllib.loads(_text(code, MANIFEST))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"is no TOML: {error}", where=where) from error
    if unknown := manifest.keys() - {"name", "trained"}:
        raise PackError(f"unknown key {', '.join(sorted(unknown))}; a pack has name and trained", where=where)
    name, trained = manifest.get("name"), manifest.get("trained")
    if not isinstance(name, str) or not name or not isinstance(trained, bool):
        raise PackError('needs name = "…" (in English) and trained = true or false', where=where)
    return Pack(code, name, trained)


@cache
def _words(code: str, file: str) -> tuple[str, ...]:
    return tuple(line for _, line in _lines(code, file))


@cache
def _table(code: str, file: str) -> tuple[Row, ...]:
    return tuple(parse_table(_lines(code, file), f"lang/{code}/{file}"))


def parse_table(lines: list[tuple[int, str]], where: str) -> list[Row]:
    """Numbered lines, the first of them the header, to rows. Every row has as many cells as the header, and a first cell."""
    if not lines:
        return []
    header = _cells(lines[0][1])
    if len(set(header)) < len(header) or not all(header):
        raise PackError("the header line has an empty or repeated column; name each once", where=f"{where}:{lines[0][0]}")
    rows = []
    for number, line in lines[1:]:
        cells = _cells(line)
        if len(cells) != len(header) or not cells[0]:
            message = f"{len(cells)} cells for {len(header)} columns ({', '.join(header)}) or an empty first one; tabs divide cells"
            raise PackError(message, where=f"{where}:{number}")
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _lines(code: str, file: str) -> list[tuple[int, str]]:
    """The lines that count, with their numbers. Only a known code reaches the file system: codes may come from a stranger's file."""
    if code not in codes() or not _folder(code).joinpath(file).is_file():
        return []
    numbered = enumerate(_text(code, file).split("\n"), start=1)
    kept = ((number, line.rstrip("\r")) for number, line in numbered)
    return [(n, line.strip(" ")) for n, line in kept if line.strip() and not line.lstrip().startswith("#")]


def _text(code: str, file: str) -> str:
    try:
        return _folder(code).joinpath(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PackError(f"is not UTF-8: {error}; save it as UTF-8", where=f"lang/{code}/{file}") from error


def _folder(code: str) -> Traversable:
    return ROOT.joinpath(code)
