"""Statement -> Claim and stance: finding claims, and who asserts, denies or doubts them."""

from bukti.claims.find import find_claims
from bukti.claims.match import ClaimMatcher, batches, texts

__all__ = ["ClaimMatcher", "batches", "find_claims", "texts"]
