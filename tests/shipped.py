"""The network that tests read with, loaded once for all of them: the shipped weights, or those that BUKTI_WEIGHTS names."""

import os
from functools import cache
from pathlib import Path

from bukti.network import Network
from bukti.network.archive import default_path


def weights() -> Path:
    return Path(os.environ.get("BUKTI_WEIGHTS") or default_path())


@cache
def network() -> Network:
    return Network.load(weights())
