"""The one door to onnxruntime: texts in, numbers of the networks out."""

from bukti.network.archive import MATCH, READ, read_archive, weights_version
from bukti.network.meaning import JUDGES, Judged, Meaning
from bukti.network.pieces import Pieces
from bukti.network.sessions import Network, Signals
from bukti.network.tags import NLI, STANCES

__all__ = [
    "JUDGES",
    "MATCH",
    "NLI",
    "READ",
    "STANCES",
    "Judged",
    "Meaning",
    "Network",
    "Pieces",
    "Signals",
    "read_archive",
    "weights_version",
]
