import numpy as np
import pytest

from bukti.network import Meaning

TEXTS = (
    "Ardovia sent three thousand rockets to Kessara",
    "Kapal itu tidak pernah singgah di Varnok",
    "Судно вышло из порта ночью",
    "no",
    "kapal barang itu berlayar malam hari",
)


@pytest.mark.parametrize("exact", [True, False])
def test_a_text_means_the_same_whatever_it_is_computed_with(exact: bool) -> None:
    meaning = Meaning.load(exact=exact)
    together = meaning.vectors(TEXTS)
    alone = np.concatenate([meaning.vectors([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-6, "int8 texts of like length, computed in one batch, were 0.02 apart"
