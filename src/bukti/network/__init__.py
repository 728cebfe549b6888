"""The one door to onnxruntime: texts in, numbers of the networks out."""

from bukti.network.archive import FAST, MATCH, READ, meaning_version, read_archive, weights_version
from bukti.network.meaning import JUDGES, Fast, Judged, Meaning
from bukti.network.pieces import Pieces
from bukti.network.sessions import Network, Signals
from bukti.network.tags import NLI, STANCES

__all__ = [
    "FAST",
    "JUDGES",
    "MATCH",
    "NLI",
    "READ",
    "STANCES",
    "Fast",
    "Judged",
    "Meaning",
    "Network",
    "Pieces",
    "Signals",
    "meaning_version",
    "read_archive",
    "weights_version",
]
