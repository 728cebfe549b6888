"""When something was said, as far as a report tells: "on Thursday", "pada 11 Mei", "Rabu (19/3/2031)", "накануне"."""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from bukti import lang as packs

DAY = r"(?P<day>[0-3]?\d)"
YEAR = r"(?:(?: de|,)? (?P<year>(?:19|20)\d\d))?\b"
NUMERIC = re.compile(
    r"(?<![\d/.])(?P<day>[0-3]?\d)(?P<sign>[/.])(?P<month>[01]?\d)(?:(?P=sign)(?P<year>20\d\d|\d\d)|(?<!\.\d)(?<!\.\d\d))(?![\d/])"
)
BETWEEN = re.compile(r",? ?\(?")  # a weekday and its date: "Kamis (11/5)", "Jumat, 12 Mei"
SMALL = re.compile(r"(?P<open>(?:^|\n|\S)\s*)\b(?P<word>[^\W\d_]{1,9}) $")
WEEK = timedelta(days=3)
AHEAD = timedelta(days=7)  # a date without a year lies at most so far after the report


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or the first and last day of a week, month or year."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        return self.first == self.last

    def apart(self, other: "Moment") -> int:
        """Days between the two; 0 where they overlap."""
        return max((other.first - self.last).days, (self.first - other.last).days, 0)

    def __str__(self) -> str:
        if self.exact:
            return self.first.isoformat()
        whole = (self.last - self.first).days
        return self.first.isoformat()[: 7 if whole < 31 else 4] if whole > 6 or self.first.month == self.last.month else ""


class Mention(NamedTuple):
    start: int
    end: int
    moment: Moment


class _Word(NamedTuple):
    unit: str
    steps: int
    start: str  # "report", "told", "calendar"


@dataclass(frozen=True, slots=True)
class _Words:
    months: dict[str, int]  # forms as written
    weekdays: dict[str, int]
    others: dict[str, _Word]
    patterns: tuple[re.Pattern[str], ...]  # the more exact ones first


def day(when: date) -> Moment:
    return Moment(when, when)


def moments(text: str, lang: str, published: date | None) -> list[Mention]:
    """In order of the text, none inside another. Without a date of the report only full dates can be told."""
    words = _words(lang)
    found: list[Mention] = []
    last: Moment | None = None
    matches = [m for pattern in words.patterns for m in pattern.finditer(text)]
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        if found and match.start() < found[-1].end:
            continue
        moment = _read(match, words, published, last)
        if moment:
            named = found.pop() if found and BETWEEN.fullmatch(text, found[-1].end, match.start()) else None
            found.append(Mention(named.start if named else match.start(), match.end(), moment))
            last = moment if moment.exact else last
    return found


def _read(match: re.Match[str], words: _Words, published: date | None, last: Moment | None) -> Moment | None:
    groups = match.groupdict()
    if named := groups.get("month"):
        return _dated(groups, int(named) if named.isdigit() else words.months[named], published)
    word = match.group()
    if word in words.months:
        return _month(words.months[word], published) if published and _in_a_sentence(match) else None
    if word in words.weekdays:
        return day(published - timedelta(days=(published.weekday() - words.weekdays[word]) % 7)) if published else None
    return _stepped(words.others[word], published, last)


def _in_a_sentence(match: re.Match[str]) -> bool:
    """After a small word ("in May", "Pada Mei"), not at the start of a sentence or in a name ("Theresa May", "May told")."""
    before = SMALL.search(match.string, max(0, match.start() - 16), match.start())
    return before is not None and (before["word"].islower() or not before["open"].strip() or before["open"].strip()[-1] in ".!?")


def _dated(groups: dict[str, str | None], month: int, published: date | None) -> Moment | None:
    number, year = int(groups["day"] or 0), groups.get("year")
    if not 1 <= month <= 12:
        return None
    try:
        if year:
            return day(date(int(year) + (2000 if len(year) == 2 else 0), month, number))
        if published is None:
            return None
        when = date(published.year, month, number)
        return day(when if when - published <= AHEAD else date(published.year - 1, month, number))
    except ValueError:
        return None


def _month(month: int, published: date) -> Moment:
    year = published.year - (month > published.month)
    return Moment(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _stepped(word: _Word, published: date | None, last: Moment | None) -> Moment | None:
    start = last.first if word.start == "told" and last else published
    if start is None:
        return None
    if word.unit == "day":
        return day(start + timedelta(days=word.steps))
    if word.unit == "week":
        middle = start + timedelta(weeks=word.steps)
        return Moment(middle - WEEK, middle + WEEK)
    if word.unit == "year":
        return Moment(date(start.year + word.steps, 1, 1), date(start.year + word.steps, 12, 31))
    return _month((start.month - 1 + word.steps) % 12 + 1, start)


@cache
def _words(lang: str) -> _Words:
    months, weekdays = _named(lang)
    others: dict[str, _Word] = {}
    for row in packs.load(lang).table("moments.tsv"):
        word = _Word(row["unit"], int(row["steps"]), row["from"])
        kind = {"month": months, "weekday": weekdays}.get(word.unit, {})
        for form in (row["form"], row["form"][:1].upper() + row["form"][1:]):
            if word.start == "calendar":
                kind[form] = word.steps
            else:
                others[form] = word
    return _Words(months, weekdays, others, (*_dated_patterns(months), NUMERIC, _either([*months, *weekdays, *others])))


def _dated_patterns(months: dict[str, int]) -> list[re.Pattern[str]]:
    if not months:
        return []
    month = rf"(?P<month>{_alternatives(months)})\b\.?"
    return [re.compile(rf"\b{DAY}\.?(?: de)? {month}{YEAR}"), re.compile(rf"\b{_first(months)}{month} {DAY}{YEAR}(?! ?%)")]


def _either(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{_first(forms)}(?:{_alternatives(forms)})\b" if forms else r"(?!)")


def _first(forms: Iterable[str]) -> str:
    """Looks at one letter before the forms are tried, which are many."""
    return f"(?=[{re.escape(''.join(sorted({form[:1] for form in forms})))}])"


def _alternatives(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))


def _named(lang: str) -> tuple[dict[str, int], dict[str, int]]:
    """Months from January 1 and weekdays from Monday 0, in all forms of CLDR; small letters also as a sentence begins with them."""
    try:
        locale = Locale.parse(lang or "und")
    except (UnknownLocaleError, ValueError):
        return {}, {}
    months = {
        form: n for use in ("format", "stand-alone") for width in ("wide", "abbreviated") for n, form in locale.months[use][width].items()
    }
    weekdays = {form: n for use in ("format", "stand-alone") for n, form in locale.days[use]["wide"].items()}
    return _as_written(months), _as_written(weekdays)


def _as_written(names: dict[str, int]) -> dict[str, int]:
    bare = {form.rstrip("."): n for form, n in names.items() if len(form) > 2 and not form.isdigit()}
    return bare | {form[:1].upper() + form[1:]: n for form, n in bare.items()}
