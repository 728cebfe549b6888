from collections.abc import Collection, Sequence

import numpy as np
import pytest
from claims.judging import WordMeaning
from claims.told import told

from bukti.claims import ClaimMatcher
from bukti.claims.evidence import about_evidence, challenges, doubted
from bukti.network import JUDGES, Judged
from bukti.records import Claim, Stance


@pytest.mark.parametrize(
    ("content", "force", "lang", "expected"),
    [
        ("Mereka terus melaporkan hal ini, namun tidak memberikan bukti apapun", "says", "id", True),
        ("there’s no shred of credible evidence for it", "says", "en", True),
        ("that it had found no evidence", "denies", "en", False),
        ("it isn't proven", "says", "en", True),
        ("the evidence is plain, not hidden", "says", "en", False),
        ("Доказательств этому никто не предъявил", "says", "ru", False),  # the other order is left to the network
        ("никаких доказательств предъявлено не было", "says", "ru", True),
        ("für die Verladung fehle es an allem, man habe keinerlei Belege", "says", "de", True),
        ("no rockets were loaded", "says", "en", False),
        ("pas de preuve", "says", "fr", False),
    ],
)
def test_evidence_that_is_missing(content: str, force: str, lang: str, expected: bool) -> None:
    assert challenges(content, force, lang) is expected


def test_a_claim_about_evidence() -> None:
    assert about_evidence("The panel found no evidence of a sale", "en") and about_evidence("No proof was shown", "und")
    assert not about_evidence("Ardal sold rockets to Kessa", "en")


def test_what_is_not_surely_asserted_is_doubted() -> None:
    moved = doubted(np.array([[0.3, 0.4, 0.1, 0.2, 0.0], [0.05, 0.9, 0.0, 0.05, 0.0]]))
    assert moved.round(6).tolist() == [[0.3, 0.0, 0.1, 0.6, 0.0], [0.05, 0.9, 0.0, 0.05, 0.0]]


class Hesitant(WordMeaning):
    """Takes everything for an assertion, not quite surely."""

    def compare(self, pairs: Sequence[tuple[str, str]], judges: Collection[str] = JUDGES) -> Judged:
        judged = super().compare(pairs, judges)
        judged.stance[:] = [0.25, 0.7, 0.0, 0.05, 0.0]
        return judged


def test_who_misses_evidence_does_not_assert() -> None:
    said = told("Brenn said: they tell everybody that Ardal sold rockets to Kessa and give no proof of it")
    sold, found = Claim("sold", "Ardal sold rockets to Kessa"), Claim("found", "There is no proof that Ardal sold rockets to Kessa")
    stances = {p.claim: p.stance for p in ClaimMatcher([sold, found], Hesitant()).positions([said])}
    assert stances == {"sold": Stance.DOUBTS, "found": Stance.ASSERTS}
