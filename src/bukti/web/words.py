"""The words of the interface in its languages, and dates and numbers as readers of those write them.

Catalogues are `locale/<code>/LC_MESSAGES/desk.po`, read as they are: there is nothing to compile. English is what the templates say.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.core import negotiate_locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations, Translations

from bukti.records import DerivationKind, Stance, Status
from bukti.store import Deed, Flag, Outcome, Verdict
from bukti.web.contexts import JobPage

LOCALES = Path(__file__).with_name("locale")
LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}


def N_(text: str) -> str:  # noqa: N802  # the name by which catalogues are extracted
    """Marks a text for the catalogues where it is not yet known in which language it will be shown."""
    return text


LABELS: dict[str, str] = {
    Stance.ASSERTS: N_("asserts"),
    Stance.DENIES: N_("denies"),
    Stance.DOUBTS: N_("doubts"),
    Stance.NO_COMMENT: N_("no comment"),
    Status.ASSERTED: N_("asserted only"),
    Status.DENIED: N_("denied only"),
    Status.CONTESTED: N_("contested"),
    Status.NEITHER: N_("neither"),
    DerivationKind.REPRINT: N_("reprint"),
    DerivationKind.TRANSLATION: N_("translation"),
    DerivationKind.REWRITE: N_("rewrite"),
    DerivationKind.RELAY: N_("relay"),
    "reports": N_("reports"),
    Flag.MACHINE: N_("found by the machine"),
    Flag.CONFIRMED: N_("confirmed"),
    Flag.SET: N_("set by hand"),
    Flag.REJECTED: N_("rejected"),
    Deed.ADD: N_("added"),
    Deed.EDIT: N_("reworded"),
    Deed.MERGE: N_("merged"),
    Deed.SPLIT: N_("split"),
    Deed.WITHDRAW: N_("withdrawn"),
    Deed.NOTE: N_("note"),
    "found": N_("found"),
    f"did {Verdict.CONFIRM}": N_("confirmed"),
    f"did {Verdict.REJECT}": N_("rejected"),
    f"did {Verdict.SET}": N_("stance set"),
    Outcome.NEW: N_("new"),
    Outcome.VERSION: N_("new version"),
    Outcome.UNCHANGED: N_("known already"),
    "person": N_("person"),
    "organisation": N_("organisation"),
    "state": N_("state"),
    "group": N_("group"),
    "anonymous": N_("unnamed source"),
    "direct": N_("direct"),
    "indirect": N_("indirect"),
    "mixed": N_("mixed"),
    "waiting": N_("waiting"),
    "reading": N_("reading"),
    "linking": N_("linking"),
    "voices": N_("who speaks"),
    "positions": N_("who takes which position"),
    "claims": N_("which claims there are"),
    "derivations": N_("which article comes from which"),
    "origins": N_("what was said once"),
    "standings": N_("what each claim rests on"),
    "done": N_("done"),
    "failed": N_("failed"),
}

# What a page says when it comes back after something was done: addresses name the key, never the words.
DONE: dict[str, str] = {
    "confirmed": N_("Confirmed. It stays so whatever the machine finds later."),
    "rejected": N_("Rejected: this statement no longer counts for the claim."),
    "set": N_("The stance is set."),
    "undone": N_("Undone. What held before holds again; the history keeps both."),
    "added": N_("The claim is on the board. bukti is looking for it in what was read, and this page says when something has changed."),
    "there": N_("This claim was there already."),
    "edited": N_("Reworded. The claim keeps its address."),
    "merged": N_("Merged: everything said on the other claim counts here now."),
    "split": N_("Split: the chosen statements count here now."),
    "noted": N_("The note is in the history."),
    "withdrawn": N_("Withdrawn. Nothing is erased: it can be brought back."),
    "saved": N_("Saved."),
}


@cache
def translations(lang: str) -> NullTranslations:
    path = LOCALES / lang / "LC_MESSAGES" / "desk.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    return Translations(compiled, "desk")


def language(wanted: str, accepted: str) -> str:
    """The one that was chosen, else the first that the browser asks for, else English."""
    if wanted in LANGUAGES:
        return wanted
    asked = [part.partition(";")[0].strip().replace("-", "_") for part in accepted[:200].split(",")]
    return (negotiate_locale([code for code in asked if code.replace("_", "").isalpha()], list(LANGUAGES)) or "en")[:2]


@lru_cache(maxsize=10_000)  # a page names the same days over and over, and to write one takes as long as to look up a statement
def _day(iso: str, locale: Locale) -> str:
    """Nothing where it is no date."""
    parts = iso.split("-")
    try:
        known = date(*(*map(int, parts), *[1] * (3 - len(parts))))
    except (ValueError, TypeError):
        return ""
    if len(parts) == 3:
        return str(format_date(known, "d MMM yyyy", locale=locale))
    return str(format_skeleton("yMMM", known, locale=locale)) if len(parts) == 2 else parts[0]


class Words:
    """How one language writes; templates get its methods as filters."""

    def __init__(self, lang: str) -> None:
        self.english = lang == "en"
        self._locale = Locale.parse({"en": "en_GB"}.get(lang, lang))
        self._gettext = translations(lang).gettext

    def say(self, message: str) -> str:
        """What the catalogue has for it, "" where it has nothing."""
        found = self._gettext(message)
        return found if self.english or found != message else ""

    def label(self, key: str) -> str:
        return self._gettext(LABELS[key]) if key in LABELS else key

    def did(self, key: str) -> str:
        """What was done, for a line of history."""
        return self.label(f"did {key}" if f"did {key}" in LABELS else key)

    def done(self, key: str) -> str:
        return self._gettext(DONE[key]) if key in DONE else ""

    def day(self, iso: str) -> str:
        """As exact as the date is; what is no date stays as it is."""
        return _day(iso[:10], self._locale) or iso

    def moment(self, iso: str) -> str:
        """Day and time of an act, in UTC as the ledger keeps it."""
        return f"{self.day(iso)} {iso[11:16]}".strip()

    def number(self, value: int) -> str:
        return format_decimal(value, locale=self._locale)

    def decimal(self, written: str) -> str:
        """A number that may have digits behind the point; ValueError where it is none."""
        return format_decimal(float(written), locale=self._locale)

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self._locale)

    def progress(self, job: JobPage) -> str:
        """How far a reading is."""
        steps = [self.label(job.state), *([self.label(job.step)] if job.state == "linking" and job.step else [])]
        return " · ".join([*steps, f"{self.number(job.done)} / {self.number(job.total)}"])

    def filters(self) -> dict[str, Callable[..., str]]:
        return {name: getattr(self, name) for name in ("label", "did", "done", "day", "moment", "number", "percent", "progress")}
