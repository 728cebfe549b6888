"""Who stands out at a place of the article: whom "he" means there.

Each mention has a weight: most for somebody who has just spoken, less for the subject of a narrative sentence, little for a name inside a
quotation; it fades with every sentence. Of parties that agree with the pronoun the heaviest is meant, of equals the last.
"""

from collections import deque
from itertools import islice
from typing import NamedTuple

from bukti.records import Spans
from bukti.statements.speaker_parties import Party
from bukti.statements.speaker_words import Gender, Pronoun

SPOKE, SUBJECT, NAMED, OBLIQUE, QUOTED = 3.0, 2.2, 1.0, 0.5, 0.0  # set on the dev articles of id-attributions and by eye on PolNeAR dev
FADES = 1.0  # a sentence
IN_VIEW = 40  # mentions that are kept
OUT_OF_SIGHT = 12.0  # sentences after which a pronoun no longer reaches back


class _Seen(NamedTuple):
    place: int
    unit: int
    party: Party
    weight: float


class Here(NamedTuple):
    """The place of a pronoun. What stands in the statement's own content is not meant, nor, inside a quotation, its speaker."""

    place: int
    unit: int
    content: Spans = ()
    without: Party | None = None


class Focus:
    """The last mentions before the place that has been reached."""

    def __init__(self) -> None:
        self._seen: deque[_Seen] = deque(maxlen=IN_VIEW)
        self.spoken = 0  # statements so far

    def see(self, place: int, unit: int, party: Party, weight: float, speaks: bool = False) -> None:
        """Take in a mention; `speaks` also for statements inside others, which do not bring their speaker to the front."""
        party.seen = max(party.seen, unit + (0.5 if weight == SPOKE else 0.0))
        party.spoke = unit if speaks else party.spoke
        self.spoken += weight == SPOKE
        self._seen.append(_Seen(place, unit, party, weight))

    def meant(self, pronouns: tuple[Pronoun, ...], here: Here) -> Party | None:
        """The party that one of these readings of a pronoun means."""
        best, most = None, -OUT_OF_SIGHT
        for seen in self._seen:
            if seen.place >= here.place or seen.party is here.without or any(s.start <= seen.place < s.end for s in here.content):
                continue
            fit = max(fits(pronoun, seen.party) for pronoun in pronouns)
            weight = seen.weight + fit - FADES * max(0, here.unit - seen.unit)
            if fit > IMPOSSIBLE and weight >= most:
                best, most = seen.party, weight
        return best

    def speaking(self, pronoun: Pronoun, unit: int, in_person: bool = False) -> Party | None:
        """The one whose talk goes on: of those who spoke, not of those who were named.

        `in_person`: of a quotation, so hardly a thing; it may be the first words of somebody whom the sentence before was about.
        """
        spoke = [seen for seen in self._seen if seen.weight == SPOKE or (in_person and _has_just_acted(seen, unit))]
        weighed = [(_speaks_on(seen, pronoun, unit, in_person), seen.unit, n) for n, seen in enumerate(spoke)]
        best = max(weighed, default=None)
        return spoke[best[2]].party if best and best[0] > IMPOSSIBLE / 2 else None

    def last_body(self, place: int) -> Party | None:
        """The institution named last before a place: "lembaga itu"."""
        return next((seen.party for seen in reversed(self._seen) if seen.place < place and seen.party.kind == "body"), None)

    def last_people(self, place: int, count: int) -> list[Party]:
        """So many different persons that were named last, in the order of the text; fewer where there are not so many."""
        people = (seen.party for seen in reversed(self._seen) if seen.place < place and seen.party.kind == "person")
        return list(islice(dict.fromkeys(people), count))[::-1]

    def last(self, place: int) -> Party | None:
        """The mention nearest before a place: what "who" and "which" follow."""
        return next((seen.party for seen in reversed(self._seen) if seen.place < place), None)


UNHEARD = 1.2  # has said nothing yet: from the sentence before, heavier than a speaker of three sentences ago only; set by judgement
UNPROVEN = 1.5  # a capitalised word that opens one speaker ("Manifes kapal") and that nothing else shows to be a person


def _has_just_acted(seen: _Seen, unit: int) -> bool:
    """ "Kapten Orr menaiki kapal. 'Kosong,' ujarnya": a person, and the subject of the sentence before."""
    return seen.weight == SUBJECT and seen.party.kind == "person" and unit - seen.unit <= 1


def _speaks_on(seen: _Seen, pronoun: Pronoun, unit: int, in_person: bool) -> float:
    less = in_person * _perhaps_thing(seen.party) + UNHEARD * (seen.weight != SPOKE) + FADES * (unit - seen.unit)
    return fits(pronoun, seen.party) - less


def _perhaps_thing(party: Party) -> float:
    return UNPROVEN * (party.kind == "bare" and len(party.keys) == 1)


IMPOSSIBLE = -100.0
GRAMMATICAL = -1.5  # "sie", "он" may be an institution, sooner a person
NEVER_SPOKE = 1.0  # capitalised words that nothing shows to be a person
# How well a kind of party goes with a pronoun for one person, for several, for a thing.
PERSON = {"person": 0.0, "bare": -0.3, "epithet": 0.0, "plain": -6.0, "people": IMPOSSIBLE, "body": IMPOSSIBLE, "paper": IMPOSSIBLE}
SEVERAL = {"person": IMPOSSIBLE, "bare": -0.5, "epithet": IMPOSSIBLE, "plain": 0.0, "people": 1.0, "body": 0.3, "paper": -2.0}
THING = {"person": IMPOSSIBLE, "bare": 0.0, "epithet": IMPOSSIBLE, "plain": 0.0, "people": -1.0, "body": 1.0, "paper": 1.0}


def fits(pronoun: Pronoun, party: Party) -> float:
    """How well a party agrees with a pronoun; IMPOSSIBLE where the gender is another."""
    stranger = NEVER_SPOKE * (party.kind == "bare" and party.spoke < 0)
    if pronoun.number == "p":
        return SEVERAL[party.kind] - stranger
    if pronoun.gender == "n":
        return THING[party.kind]
    if disagree(pronoun.gender, party.gender):
        return IMPOSSIBLE
    if pronoun.kind == "any" and party.kind == "body":
        return GRAMMATICAL if party.spoke >= 0 else IMPOSSIBLE
    return PERSON[party.kind] - stranger


def disagree(one: Gender, other: Gender) -> bool:
    return bool(one and other and one != other)
