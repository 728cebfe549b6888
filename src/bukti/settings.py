"""What the environment says, read once at the edge and passed down. No room reads the environment itself."""

from collections.abc import Mapping
from dataclasses import dataclass

LEDGER = "bukti.ledger"
NO = ("", "0", "no", "false", "off")


@dataclass(frozen=True, slots=True)
class Settings:
    """`ledger`: the file that commands use when not told. `weights`: a file to use in place of the package's own. `author`: who signs
    judgements, "" for the login name. `fast`: the small network judges stances. `colour`: True and False are the user's word, None means on
    a terminal only."""

    ledger: str = LEDGER
    weights: str = ""
    author: str = ""
    fast: bool = False
    colour: bool | None = None


def from_environment(environ: Mapping[str, str]) -> Settings:
    """BUKTI_LEDGER, BUKTI_WEIGHTS, BUKTI_AUTHOR, BUKTI_FAST; NO_COLOR (no-color.org) wins over FORCE_COLOR, and as there any text in them
    counts as yes. BUKTI_FAST is no where it says so (NO)."""
    colour = False if environ.get("NO_COLOR") or environ.get("TERM") == "dumb" else True if environ.get("FORCE_COLOR") else None
    return Settings(
        ledger=environ.get("BUKTI_LEDGER") or LEDGER,
        weights=environ.get("BUKTI_WEIGHTS", ""),
        author=environ.get("BUKTI_AUTHOR", ""),
        fast=environ.get("BUKTI_FAST", "").casefold() not in NO,
        colour=colour,
    )
