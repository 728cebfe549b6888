"""How many independent sources a claim really has: which article comes from which, which statements report one utterance, who counts.

`derivations` (or a `Traces`, which grows) finds what was taken from where; `find_origins` puts statements together that report one
utterance; `standing` (or `Grounds`, for many claims) counts. All are pure functions on records; `Vectors` is what they ask of a network.
"""

from bukti.origins.chain import Chain, chain
from bukti.origins.find import counterparts, find_origins
from bukti.origins.meaning import Vectors
from bukti.origins.standing import Grounds, standing
from bukti.origins.traces import Traces, derivations

__all__ = ["Chain", "Grounds", "Traces", "Vectors", "chain", "counterparts", "derivations", "find_origins", "standing"]
