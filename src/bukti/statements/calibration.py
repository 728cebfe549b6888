"""The numbers by which the reader judges what the network says: fitted with the weights, or later and kept beside them."""

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from bukti.errors import ModelError
from bukti.network import Network
from bukti.statements.confidence import UNCALIBRATED

BESIDE = "weights/calibration.json"


def calibration_of(network: Network) -> dict[str, Any]:
    """The later calibration where it names this network's weights, else the one in their manifest, else one that is better than none."""
    later = shipped()
    if later.get("weights") == network.version:
        found: dict[str, Any] = later["calibration"]
        return found
    return network.manifest.get("calibration") or dict(UNCALIBRATED)


def mark(calibration: dict[str, Any], network: Network) -> str:
    """What a reader's version says of a calibration that did not come with the weights: "" or four digits that change with it."""
    if calibration == network.manifest.get("calibration") or calibration == UNCALIBRATED:
        return ""
    return "." + hashlib.sha256(json.dumps(calibration, sort_keys=True).encode()).hexdigest()[:4]


@cache
def shipped() -> dict[str, Any]:
    """What is kept beside the shipped weights; nothing where there is no such file."""
    place = files("bukti.network").joinpath(BESIDE)
    try:
        read: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ModelError(f"not JSON ({error}); reinstall bukti", where=str(place)) from error
    return read
