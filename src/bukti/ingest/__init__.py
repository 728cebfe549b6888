"""From files, pages, JSON lines, URLs and standard input to articles. To add a format: one file with a Reader, one line in READERS."""

from bukti.ingest.articles import NOTICES
from bukti.ingest.options import Limits, ReadOptions
from bukti.ingest.places import count_sources
from bukti.ingest.read import read_sources
from bukti.ingest.registry import READERS

__all__ = ["NOTICES", "READERS", "Limits", "ReadOptions", "count_sources", "read_sources"]
