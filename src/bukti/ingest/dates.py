"""Dates as reports write them, into ISO 8601, no more exact than given: "2023", "2023-10", "2023-10-17", with time and zone."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from bukti.ingest.registry import WORD_DATE, load

LONGEST = 100  # characters; a longer "date" is none

_PARTIAL = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")  # digits of other scripts are read as words
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}.*))?")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\b")
_RFC_822 = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}.*")
_NUMERIC = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{2,4}\b")


def iso_date(text: str) -> str:
    """Empty when the date does not exist ("31 February"), has no year, is relative, or can be read two ways ("03/04/2023")."""
    text = " ".join(text.split()) if len(text) <= LONGEST else ""
    if not text or _two_ways(text) or (_ISO_DAY.match(text) and not _iso(text[:10])):
        return ""  # an ISO date with a 13th month must not be tried as something else
    return text if _PARTIAL.fullmatch(text) else _iso(text) or _rfc_822(text) or str(load(WORD_DATE)(text))


def _iso(text: str) -> str:
    """As written, so that neither zone nor seconds are invented."""
    match = _ISO.fullmatch(text)
    try:
        return "T".join(filter(None, match.groups())) if match and datetime.fromisoformat(text) else ""
    except ValueError:
        return ""


def _rfc_822(text: str) -> str:
    try:
        return parsedate_to_datetime(text).isoformat() if _RFC_822.fullmatch(text) else ""
    except (ValueError, OverflowError):  # a zone of many digits
        return ""


def _two_ways(text: str) -> bool:
    """Day and month cannot be told apart: part of the world writes the one first, part the other."""
    match = _NUMERIC.search(text)
    return match is not None and match[1] != match[2] and int(match[1]) <= 12 and int(match[2]) <= 12
