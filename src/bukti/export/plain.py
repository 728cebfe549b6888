"""A dossier as plain JSON values, and back. The form follows the records in parts.py field by field."""

import json
import re
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import GenericAlias
from typing import Any, get_args, get_type_hints

from bukti.errors import UnreadableError
from bukti.export.parts import Dossier

FORMAT = "bukti dossier 1"
# Inside of a page, "<" could end the data block; the others break lines, turn directions or have no UTF-8.
UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def to_text(dossier: Dossier, indent: int | None = None) -> str:
    """JSON that survives inside of HTML and in any encoding: what is unsafe is escaped, nothing is lost."""
    plain = {"format": FORMAT, **to_plain(dossier)}
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=indent))


def to_plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def from_text(text: str, where: str) -> Dossier:
    """UnreadableError for anything that `to_text` did not write."""
    try:
        plain = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"no dossier: its data is no JSON ({error})", where=where, reason="no-dossier") from error
    if not isinstance(plain, dict) or plain.pop("format", None) != FORMAT:
        raise UnreadableError(f"no dossier that this version reads: it does not say {FORMAT!r}", where=where, reason="no-dossier")
    made = from_plain(Dossier, plain, where)
    assert isinstance(made, Dossier)
    return made


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def from_plain(kind: Any, value: Any, where: str, path: str = "dossier") -> Any:
    """A value of this type; `path` says where in the data an error lies."""
    if is_dataclass(kind):
        return _record(kind, value, where, path)
    if isinstance(kind, GenericAlias):
        (item, *_) = get_args(kind)
        if isinstance(value, list):
            return tuple(from_plain(item, each, where, f"{path}[{n}]") for n, each in enumerate(value))
    elif issubclass(kind, Enum):
        if value in [member.value for member in kind]:
            return kind(value)
    elif isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    elif kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    raise UnreadableError(f"no dossier: {path} is {str(value)[:60]!r}", where=where, reason="no-dossier")


def _record(kind: Any, value: Any, where: str, path: str) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or set(value) != set(hints):
        raise UnreadableError(f"no dossier: {path} has not the fields of a {kind.__name__}", where=where, reason="no-dossier")
    made = {name: from_plain(hint, value[name], where, f"{path}.{name}") for name, hint in hints.items()}
    try:
        return kind(**made)
    except ValueError as error:  # a sentence without a citation
        raise UnreadableError(f"no dossier: {path}: {error}", where=where, reason="no-dossier") from error


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
