"""Plain text, with an optional head of metadata lines."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.parser import HeaderParser

from bukti.ingest.articles import build
from bukti.ingest.decode import decode
from bukti.ingest.documents import Details, Document
from bukti.ingest.options import ReadOptions
from bukti.records import Article, Rejection

# Every line must have one of these names: a report that begins with "Note: ..." or "Jakarta: ..." is no head.
FIELDS = {"title": "title", "date": "date", "outlet": "outlet", "url": "url", "language": "lang"}
_HEAD = re.compile(rf"(?:(?:{'|'.join(FIELDS)}):[ \t]*\S[^\n]*\n){{1,{len(FIELDS)}}}(?=[ \t]*\n)", re.IGNORECASE)


class TextReader:
    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Rejection]:
        raw = document.read(options.limits.max_bytes, "max_bytes")
        decoded = decode(raw, document.charset, document.source)
        details, text = split_head(decoded.text)
        details = replace(details, url=details.url or document.origin.url)
        yield from build(text, details, document.origin, options, raw=raw, notices=list(decoded.notices))


def split_head(text: str) -> tuple[Details, str]:
    """Metadata and the text after its blank line; no name may occur twice. The title is not guessed from a text without a head."""
    match = _HEAD.match(text)
    if match is None:
        return Details(), text
    found = [(name.lower(), str(value).strip()) for name, value in HeaderParser().parsestr(match[0]).items()]
    values = {FIELDS[name]: value for name, value in found}
    if len(values) < len(found):
        return Details(), text
    return Details(**values), text[match.end() :].lstrip(" \t\n")
