"""The one door to dateparser: dates in words of several languages."""

from datetime import datetime

from dateparser.date import DateDataParser  # type: ignore[import-untyped]

LANGUAGES = ["id", "ms", "en", "de", "ru", "uk", "es", "fr"]

# Absolute dates only ("yesterday" depends on who reads it), and no year out of the air.
_SETTINGS = {"PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "REQUIRE_PARTS": ["year"], "RETURN_TIME_AS_PERIOD": True}
_PARSER = DateDataParser(languages=LANGUAGES, settings=_SETTINGS)

_FORMATS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}


def date_in_words(text: str) -> str:
    """ISO 8601 as exact as the text: "Oktober 2023" is "2023-10"; "" when it is no date."""
    found = _PARSER.get_date_data(text)
    date: datetime | None = found.date_obj
    if date is None or date.year < 1000:
        return ""
    return date.strftime(_FORMATS[found.period]) if found.period in _FORMATS else date.isoformat(timespec="minutes")
