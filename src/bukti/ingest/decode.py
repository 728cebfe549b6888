"""Bytes into text, and honestly: what was guessed or lost is said.

Order of belief: byte order mark, zero bytes of UTF-16 and UTF-32, valid UTF-8, what the server or page declares, and last a guess.
UTF-8 comes before the declaration because other encodings hardly ever make valid UTF-8, while declarations are often wrong.
"""

import codecs
import io
import re
from typing import NamedTuple

from charset_normalizer import CharsetMatch, from_bytes

from bukti.ingest.sniff import BOMS, looks_binary, refuse_binary, wide_encoding

Notice = tuple[str, str]

# Encodings worth guessing, the commonest first; where several read the bytes alike, the first is named.
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "mac_roman", "iso8859_2", "iso8859_15")
_CYRILLIC = ("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic")
_OTHER = ("cp1253", "cp1255", "cp1256", "cp874", "gb18030", "big5", "shift_jis", "euc_jp", "cp949")
_ALL = _LATIN + _CYRILLIC + _OTHER

# Labels that mean their Windows relation on the web, and everything else by its own name.
_DECLARED = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}

_SAMPLE = 64 * 1024  # bytes given to the guess
_TIE = 0.06  # differences of charset-normalizer's "chaos" below this are noise on a paragraph (tests/ingest/test_decode.py)


class Decoded(NamedTuple):
    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(data: bytes, declared: str = "", where: str = "") -> Decoded:
    """Text with "\\n" as line end and no byte order mark. UnreadableError (reason "not-text") for bytes that are no text."""
    if looks_binary(data):
        refuse_binary(data, where)
    decoded = _marked(data) or _utf8(data) or _as_declared(data, declared) or _line_by_line(data)
    return decoded._replace(text=unix_lines(decoded.text))


def unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding)
    encoding = wide_encoding(data)
    return _tolerant(data, encoding) if encoding else None


def _tolerant(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, _mixed(f"{lost} characters are broken {encoding}") if lost else ())


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _as_declared(data: bytes, label: str) -> Decoded | None:
    try:
        name = codecs.lookup(label).name
        encoding = _DECLARED.get(name, name)
        if encoding.replace("-", "_") in _ALL:
            return Decoded(data.decode(encoding), encoding)
    except (LookupError, ValueError):  # an unknown label, or bytes that do not follow it
        pass
    return None


def _line_by_line(data: bytes) -> Decoded:
    """Neither UTF-8 throughout nor declared: one other encoding, or several mixed, as when files were pasted together."""
    sample, good = _survey(data)
    encoding = _guess(bytes(sample)) if sample else "utf-8"
    if not good:
        return Decoded(data.decode(encoding, "replace"), encoding, (("encoding-guessed", f"read as {encoding}, which is a guess"),))
    lines = io.StringIO()
    for line in io.BytesIO(data):
        lines.write(line.decode("utf-8" if _is_utf8(line) else encoding, "replace"))
    text = lines.getvalue()
    lost = text.count("\ufffd")
    others = f", other lines as {encoding}, which is a guess" if sample else ""
    return Decoded(text, "utf-8", _mixed(f"read as utf-8{others}; {lost} characters could not be read"))


def _mixed(what: str) -> tuple[Notice, ...]:
    return (("encoding-mixed", what),)


def _survey(data: bytes) -> tuple[bytearray, bool]:
    """Lines that are no UTF-8, as far as a guess needs them, and whether there are lines that are."""
    sample, good = bytearray(), False
    for line in io.BytesIO(data):
        if line.isascii():
            continue
        if _is_utf8(line):
            good = True
        elif len(sample) < _SAMPLE:
            sample += line[:_SAMPLE]
    return sample, good


def _is_utf8(line: bytes) -> bool:
    """Also a line in which a few characters are damaged or cut off: most of what is not ASCII in it follows UTF-8."""
    if _utf8(line):
        return True
    loose = line.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    return len(loose) - len(loose.encode("ascii", "ignore")) - broken >= broken


def _guess(sample: bytes) -> str:
    """A tie goes to what is common: Cyrillic fills whole words with high bytes, Latin scripts scatter them."""
    high = re.findall(rb"[\x80-\xff]+", sample)
    runs = sum(len(run) for run in high if len(run) > 1)
    common = _CYRILLIC if 2 * runs > sum(map(len, high)) else _LATIN[:1]
    matches = list(from_bytes(sample, cp_isolation=list(_ALL)))
    if not matches:
        return common[0]
    close = {name for match in matches if _almost(match, matches[0]) for name in _names(match)}
    alike = [name for name in _ALL if name in _names(matches[0])]
    return next((name for name in (*common, *alike) if name in close), common[0])


def _almost(match: CharsetMatch, best: CharsetMatch) -> bool:
    return match.chaos - best.chaos < _TIE and best.coherence - match.coherence < _TIE


def _names(match: CharsetMatch) -> list[str]:
    """Every encoding that reads these bytes alike."""
    return [str(match.encoding), *map(str, match.could_be_from_charset)]
