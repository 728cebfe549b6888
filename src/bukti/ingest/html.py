"""Pages. The one door to trafilatura."""

import logging
import re
from collections.abc import Iterator

from courlan import extract_domain
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document as Extracted

from bukti.errors import TooLargeError, UnreadableError
from bukti.ingest.articles import build, storable
from bukti.ingest.decode import decode, unix_lines
from bukti.ingest.documents import Details, Document, Origin, over
from bukti.ingest.options import ReadOptions
from bukti.ingest.urls import clean_url
from bukti.records import Article, Rejection

# What they would log reaches the reader as a Rejection; without a handler Python prints it to standard error.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_DECLARED = re.compile(rb"""<(?:meta[^>]{1,200}?charset|\?xml[^>]{1,100}?encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_PUBLISHED = "//meta[@property='article:published_time' or @itemprop='datePublished']/@content|//time[@itemprop='datePublished']/@datetime"
_JSON_LD = "//script[@type='application/ld+json']/text()"
_JSON_LD_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"\\]{4,60})"')

_SHORTEST = 30  # characters of the longest paragraph; what is below is a menu, a form or an error page
_HINT = "no article found in the page (is it a front page, a login or a page filled in by scripts? save the article as text)"


class HtmlReader:
    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Rejection]:
        limits = options.limits
        name = "max_html_bytes" if limits.max_html_bytes < limits.max_bytes else "max_bytes"
        raw = document.read(min(limits.max_html_bytes, limits.max_bytes), name)
        declared = document.charset or declared_charset(raw)
        decoded = decode(raw, declared, document.source)
        text, details = page_of(decoded.text, document.origin, options)
        yield from build(text, details, document.origin, options, raw=raw, notices=list(decoded.notices))


def declared_charset(raw: bytes) -> str:
    match = _DECLARED.search(raw[:4096])
    return match[1].decode("ascii") if match else ""


def page_of(html: str, origin: Origin, options: ReadOptions) -> tuple[str, Details]:
    """Text, one paragraph a line, and what the page says of itself. UnreadableError (reason "no-article") when there is none."""
    limit = options.limits.max_html_bytes
    if len(html) > limit:
        raise TooLargeError(over(limit, "bytes of HTML", "max_html_bytes"), where=origin.source)
    try:
        tree = load_html(storable(html))
        language, published = (_language(tree), _published(tree)) if tree is not None else ("", "")
        page = _extract(tree, origin.url)
    # Pages are hostile and these libraries are large: one that trips them must not end the reading of a thousand others.
    except (LxmlError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise UnreadableError(f"{_HINT}: {type(error).__name__}", where=origin.source, reason="no-article") from error
    text = unix_lines(_string(page and page.text)).strip()
    if page is None or max(map(len, text.split("\n"))) < _SHORTEST:
        raise UnreadableError(_HINT, where=origin.source, reason="no-article")
    url = canonical(_string(page.url), origin.url)
    lang = language if options.page_language else ""
    return text, Details(_string(page.title), published or _string(page.date), _string(page.sitename), url, lang)


def _string(value: object) -> str:
    """Metadata in JSON may be of any type."""
    return value if isinstance(value, str) else ""


def _extract(tree: HtmlElement | None, url: str) -> Extracted | None:
    # Only what the page states as its date: the extensive search would also take a year from the footer.
    dates = {"extensive_search": False, "original_date": True, "url": url or None}
    if tree is None:
        return None
    page = bare_extraction(tree, url=url or None, with_metadata=True, include_comments=False, date_extraction_params=dates)
    return page if isinstance(page, Extracted) else None


def _language(tree: HtmlElement) -> str:
    return str(tree.get("lang") or "") if tree.tag == "html" else ""


def _published(tree: HtmlElement) -> str:
    """With time and zone, which tell who wrote first and which the library drops."""
    stated = [str(value) for value in tree.xpath(_PUBLISHED)]
    in_json = (match[1] for script in tree.xpath(_JSON_LD) if (match := _JSON_LD_PUBLISHED.search(str(script)[:100_000])))
    return next(iter([*stated, *in_json]), "")


def canonical(stated: str, fetched: str) -> str:
    """What the page calls itself, unless it was fetched from another site: else any page could pose as a new version of another's."""
    stated = clean_url(stated)
    if not fetched or (stated and extract_domain(stated) == extract_domain(fetched) is not None):
        return stated
    return fetched
