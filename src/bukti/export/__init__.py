"""What leaves the ledger for other eyes: `dossier` puts everything on one claim into sentences, an exporter writes them.

`verify` checks a written dossier against the articles that it cites.
"""

from importlib import import_module
from typing import Protocol

from bukti.errors import InputError
from bukti.export.build import dossier
from bukti.export.case import Act, Case, Made, Removal, Taken
from bukti.export.parts import Dossier
from bukti.export.verify import Archive, Flaw, read_dossier, verify

# Format, which is the ending of the file's name too -> class.
EXPORTERS: dict[str, str] = {
    "html": "bukti.export.html:HtmlExporter",
    "md": "bukti.export.markdown:MarkdownExporter",
    "json": "bukti.export.data:JsonExporter",
}

__all__ = [
    "EXPORTERS",
    "Act",
    "Archive",
    "Case",
    "Dossier",
    "Exporter",
    "Flaw",
    "Made",
    "Removal",
    "Taken",
    "dossier",
    "exporter",
    "read_dossier",
    "verify",
]


class Exporter(Protocol):
    """One format. The same dossier gives the same text, whenever and wherever it is written."""

    def write(self, dossier: Dossier) -> str: ...


def exporter(format: str) -> Exporter:
    """InputError for a format that is not in EXPORTERS."""
    if format not in EXPORTERS:
        raise InputError(f"there is no format {format!r}; there are: {', '.join(EXPORTERS)}", reason="bad-format")
    module, _, cls = EXPORTERS[format].partition(":")
    made: Exporter = getattr(import_module(module), cls)()
    return made
