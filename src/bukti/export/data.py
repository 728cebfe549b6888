"""The dossier as JSON, for other programs: the records of parts.py, field by field."""

from bukti.export.parts import Dossier
from bukti.export.plain import to_text


class JsonExporter:
    """Choose it to check, count or import; it holds all that the others show."""

    def write(self, dossier: Dossier) -> str:
        return to_text(dossier, indent=1) + "\n"
