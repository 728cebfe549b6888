"""What the heads say: label sets in the order of the network's outputs, shared by training and reading."""

# PFSA-ID, Purnomo et al.; O first, then B and I of each.
ENTITY_LABELS = ("AFFILIATION", "CUE", "CUECOREF", "DATETIME", "EVENT", "ISSUE", "LOCATION", "PERSON", "PERSONCOREF", "ROLE", "STATEMENT")
ENTITY_TAGS = ("O", *(f"{p}-{label}" for label in ENTITY_LABELS for p in "BI"))

# Every statement hangs on one piece, its anchor: the first of its cue, or of its content where there is no cue.
ANCHORS = ("none", "cue", "content")

# Two sequences per anchor, since a speaker can stand inside the content ("Die Medien sprechen von ...").
ROLE_TAGS = ("O", "B-speaker", "I-speaker", "B-cue", "I-cue")
CONTENT_TAGS = ("O", "B-content", "I-content")
PAIR_TAGS = len(ROLE_TAGS) + len(CONTENT_TAGS)
REACH = 256  # pieces on either side of the anchor that training shows
NEAR = 160  # and that reading looks at: 99.7 of 100 speakers and contents of the train sets lie within, and it is a third cheaper

# What the judges of pairs say of a text and a hypothesis: natural language inference (Bowman et al. 2015), and the stance of a statement on
# a claim.
NLI = ("entailment", "neutral", "contradiction")
STANCES = ("none", "asserts", "denies", "doubts", "no-comment")
