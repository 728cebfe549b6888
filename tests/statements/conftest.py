import pytest
from shipped import network

from bukti.statements import StatementReader


@pytest.fixture(scope="session")
def reader() -> StatementReader:
    """With the shipped weights, or those that BUKTI_WEIGHTS names; see tests/shipped.py."""
    return StatementReader(network())
