"""The last step of every reader: text and details as found become an Article, and what had to be given up becomes a notice.

What is stored, and what offsets therefore point into: files and pages have line ends "\\n" and no byte order mark; the text of a JSON
line keeps its length exactly. In all of them NUL and unpaired surrogates are U+FFFD, one for one, because neither can be stored.
"""

import hashlib
import re
from collections.abc import Iterator

from bukti.errors import TooLargeError, UnreadableError
from bukti.ingest.dates import iso_date
from bukti.ingest.documents import Details, Origin, over
from bukti.ingest.options import ReadOptions
from bukti.ingest.urls import clean_url
from bukti.records import Article, Rejection, article_id

# Rejections with these reasons stand beside an article that was read: something about it was lost or guessed.
NOTICES: dict[str, str] = {
    "bad-date": "the date cannot be read or does not exist; the article has none",
    "bad-url": "the address is not http or https; the article has none",
    "bad-language": "the language is not an ISO 639 code; it is told from the text",
    "encoding-guessed": "the encoding is not declared and was guessed from the bytes",
    "encoding-mixed": "some bytes do not fit the rest; what could not be read is U+FFFD",
}

Notice = tuple[str, str]  # a reason of NOTICES, and what was found

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # also keeps terminal escapes out of titles and names
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_LONGEST_DETAIL = 500


def storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)


def one_line(text: str, limit: int = _LONGEST_DETAIL) -> str:
    return " ".join(_INVISIBLE.sub(" ", storable(text[: 4 * limit])).split())[:limit]


def build(
    text: str, details: Details, origin: Origin, options: ReadOptions, *, raw: bytes, notices: list[Notice]
) -> Iterator[Article | Rejection]:
    """The article, then one Rejection per notice. Raises UnreadableError (reason "empty") or TooLargeError."""
    text = storable(text)
    limit = options.limits.max_characters
    if len(text) > limit:
        raise TooLargeError(over(limit, "characters for one article", "max_characters"), where=origin.source)
    if not any(character.isalnum() for character in text):
        raise UnreadableError("holds no words", where=origin.source, reason="empty")
    kept = _cleaned(details, notices := list(notices))
    identity = article_id(text, url=kept.url, outlet=kept.outlet, date=kept.date, title=kept.title)
    yield Article(
        id=identity, text=text, title=kept.title, url=kept.url, outlet=kept.outlet, date=kept.date, lang=kept.lang,
        source=origin.source, fetched=origin.fetched, sha256=hashlib.sha256(raw).hexdigest(), raw=raw,
    )  # fmt: skip
    for reason, message in notices:
        yield Rejection(origin.source, reason, message)


def _cleaned(details: Details, notices: list[Notice]) -> Details:
    """Adds to `notices` what it has to drop."""
    date, url, lang = iso_date(details.date), clean_url(storable(details.url)), _language(details.lang)
    for reason, given, kept in (("bad-date", details.date, date), ("bad-url", details.url, url), ("bad-language", details.lang, lang)):
        if given.strip() and not kept:
            notices.append((reason, f"{NOTICES[reason]}: {one_line(given, 80)!r}"))
    return Details(one_line(details.title), date, one_line(details.outlet, 200), url, lang)


def _language(tag: str) -> str:
    match = _LANGUAGE.fullmatch(tag.strip())
    return match[1].lower() if match else ""
