"""The one door to onnxruntime: an article's text in, numbers of the network out."""

from bukti.network.archive import read_archive, weights_version
from bukti.network.pieces import Pieces
from bukti.network.sessions import Network, Signals

__all__ = ["Network", "Pieces", "Signals", "read_archive", "weights_version"]
