"""From what a person names to what is opened: folders and globs become files. Nothing that stands inside an input is ever opened."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import has_magic
from itertools import accumulate, islice
from pathlib import Path
from typing import Literal

from bukti.ingest.urls import clean_url, looks_like_url
from bukti.records import Rejection

STDIN = "-"

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Place:
    kind: Literal["file", "url", "stdin"]
    target: str

    @property
    def source(self) -> str:
        """As it is shown and stored: no control characters or undecodable bytes of a file name, no password of a URL."""
        return shown_url(self.target) if self.kind == "url" else shown_path(self.target)


def shown_path(path: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", path)


def shown_url(url: str) -> str:
    return clean_url(url) or _UNPRINTABLE.sub("\ufffd", re.sub(r"//[^/]*@", "//", url))


def expand(sources: Iterable[str]) -> Iterator[Place | Rejection]:
    """In the order given, folders and globs sorted. A Rejection for what does not exist and for links inside folders."""
    for source in sources:
        if source == STDIN:
            yield Place("stdin", source)
        elif looks_like_url(source):
            yield Place("url", source)
        else:
            yield from _files(source)


def _files(source: str) -> Iterator[Place | Rejection]:
    if "\0" in source:
        yield Rejection(shown_path(source), "not-found", "no file name can contain a zero byte")
    elif os.path.isdir(source):
        yield from _walk(source)
    elif os.path.lexists(source):
        yield Place("file", source)
    elif has_magic(source):
        yield from _matches(source)
    else:
        yield Rejection(shown_path(source), "not-found", "no such file or folder")


def _walk(folder: str) -> Iterator[Place | Rejection]:
    """Links are not followed: they can run in circles or out of the folder, and the folder may be somebody else's."""
    failed: list[OSError] = []
    found = False
    for parent, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*files, *folders]):
            path = os.path.join(parent, name)
            if name.startswith("."):
                continue
            found = True
            if name not in folders or os.path.islink(path):
                yield _file(Path(path), Path(parent))
    yield from (Rejection(shown_path(str(error.filename)), "unreadable", str(error.strerror)) for error in failed)
    if not found and not failed:
        yield Rejection(shown_path(folder), "empty", "no files in this folder; hidden ones are skipped")


def _file(path: Path, base: Path) -> Place | Rejection:
    """Refuses what lies behind a link below `base`, and pipes and devices, which would wait for ever or never end."""
    if _behind_link(path, base):
        return Rejection(shown_path(str(path)), "link", "links inside a folder are not followed; name the file itself")
    if not path.is_file():
        return Rejection(shown_path(str(path)), "unreadable", "neither a file nor a folder")
    return Place("file", str(path))


def _behind_link(path: Path, base: Path) -> bool:
    steps = accumulate(path.relative_to(base).parts, lambda parent, name: parent / name, initial=base)
    return any(step.is_symlink() for step in islice(steps, 1, None))


def _matches(pattern: str) -> Iterator[Place | Rejection]:
    """With "**" only files, for their folders have been walked already. `Path.glob` does not follow links in "**"."""
    parts = Path(pattern).parts
    first = next(number for number, part in enumerate(parts) if has_magic(part))
    base, rest = Path(*parts[:first]), [*parts[first:]]
    deep = "**" in rest
    if rest[-1] == "**":
        rest.append("*")
    found = False
    for path in sorted(base.glob(os.path.join(*rest))):
        folder = path.is_dir() and not _behind_link(path, base)
        if _hidden(path.relative_to(base).parts, rest) or (folder and deep):
            continue
        found = True
        yield from _walk(str(path)) if folder else [_file(path, base)]
    if not found:
        yield Rejection(shown_path(pattern), "not-found", "no file matches this pattern")


def _hidden(parts: tuple[str, ...], pattern: list[str]) -> bool:
    return any(part.startswith(".") for part in parts) and not any(part.startswith(".") for part in pattern)


def count_sources(sources: Iterable[str]) -> int:
    """How many times `read_sources` will call `done`: for a progress bar. Walks folders, opens nothing; a JSON-lines file is one."""
    return sum(1 for _ in expand(sources))
