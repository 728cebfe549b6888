from types import SimpleNamespace
from typing import Any

from bukti.statements.calibration import calibration_of, mark, shipped
from bukti.statements.confidence import FEATURES, UNCALIBRATED


def network(version: str, **manifest: Any) -> Any:
    return SimpleNamespace(version=version, manifest=manifest)


def test_weights_without_any_are_judged_all_the_same() -> None:
    assert calibration_of(network("unknown")) == UNCALIBRATED
    assert mark(UNCALIBRATED, network("unknown")) == ""


def test_other_weights_keep_their_own() -> None:
    own = {"weights": [1.0], "threshold": 0.5}
    assert calibration_of(network("other", calibration=own)) == own
    assert mark(own, network("other", calibration=own)) == ""


def test_a_later_calibration_is_for_the_weights_that_it_names() -> None:
    later = shipped()
    named = network(later["weights"], calibration={"weights": [1.0], "threshold": 0.5})
    assert calibration_of(named) == later["calibration"]
    assert len(later["calibration"]["weights"]) == len(FEATURES)
    assert len(mark(later["calibration"], named)) == 5, "a dot and four digits"
