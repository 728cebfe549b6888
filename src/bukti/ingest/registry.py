"""What is loaded only when named: readers, and the libraries that are slow to import."""

from importlib import import_module
from typing import Any

READERS: dict[str, str] = {
    "text": "bukti.ingest.text:TextReader",
    "html": "bukti.ingest.html:HtmlReader",
    "jsonl": "bukti.ingest.jsonl:JsonlReader",
}

FETCH = "bukti.ingest.fetch:fetch"  # brings httpx
PAGE = "bukti.ingest.html:page_of"  # brings trafilatura
WORD_DATE = "bukti.ingest.worddates:date_in_words"  # brings dateparser


def load(target: str) -> Any:
    """The object behind "module:name"."""
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
