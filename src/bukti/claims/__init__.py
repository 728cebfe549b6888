"""Statement -> Claim and stance: finding claims, and who asserts, denies or doubts them."""

from bukti.claims.find import find_claims
from bukti.claims.match import ClaimMatcher, texts

__all__ = ["ClaimMatcher", "find_claims", "texts"]
