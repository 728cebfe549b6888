"""The English of a phrase: "Kementerian Luar Negeri Afrika Selatan" is the "South African foreign ministry"."""

from collections.abc import Iterable

from bukti.actors.nations import nations
from bukti.actors.phrases import Phrase
from bukti.actors.senses import meanings
from bukti.records import ActorKind

ABROAD = frozenset({"embassy", "consulate", "mission", "ambassador", "envoy", "consul", "chargedaffaires"})
SPEAKS_FOR = frozenset({"spokesperson"})  # without a name they are the body they speak for
OF_A_BODY = frozenset({"head", "deputy", "chair", "director", "leader", "secretary", "adviser", "coordinator"})
GENERIC = frozenset({  # only say what kind of thing the name beside them is: "the tracking site HarbourEye"
    "company", "firm", "shippingcompany", "airline", "manufacturer", "website", "trackingsite", "newspaper", "broadcaster", "media",
    "newsagency", "group", "organisation", "ngo", "party", "association", "militia", "thinktank", "agency", "bank", "port",
})  # fmt: skip
SOVEREIGN = frozenset({  # what only a state has; words beside them that no list has may name one
    "government", "administration", "authorities", "presidency", "cabinet", "ministry", "embassy", "consulate", "army", "navy", "airforce",
    "military", "armedforces", "generalstaff", "borderguard", "secretservice", "intelligence", "president", "premier", "king", "minister",
    "deputyminister", "ambassador", "official", "diplomat",
})  # fmt: skip
PLACED = frozenset({  # go by the place where they are
    "airport", "port", "portauthority", "prison", "school", "police", "university", "hospital", "cityhall", "localgovernment", "regency",
    "provincialgovernment", "court", "prosecution", "mayor", "governor", "regent", "harbourmaster",
})  # fmt: skip
STARTS_FROM_BODY = frozenset({"pressoffice", "office", "administration"})
FIRST = frozenset({"senior", "former"})  # stand before the state: "senior U.S. official"
SIDES = frozenset({"western", "european"})  # not any one state


def words(key: str, plural: bool = False) -> str:
    meaning = meanings()[key]
    return (meaning.plural or meaning.english) if plural else meaning.english


def adjective(owner: str) -> str:
    """Of a state: from the list by its code, by rule for one that no list has: "Brennian" from "Brennia"."""
    if owner in nations():
        return nations()[owner].adjective
    return f"{owner}n" if owner.endswith("a") else owner


def noun(word: str, names: Iterable[str]) -> str:
    """The state behind an adjective that no list has, one of `names` if it fits: "Brennia" from "Brennian"."""
    return next((n for n in names if adjective(n) == word), word.removesuffix("n") if word.endswith("an") else word)


def canonical(p: Phrase, owner: str, plural: bool) -> str:
    """`owner` is the code of the state, or the adjective of one that no list has; "" where there is none."""
    if p.people:
        return " ".join(["unnamed", *_people(p, owner, plural)])
    if p.offices and not (set(p.offices) <= SPEAKS_FOR and p.bodies):
        return _office(p, owner)
    if p.bodies:
        return _body(p, owner)
    if p.papers:
        return " ".join([*_adjective(owner), *map(words, (*p.qualities, *p.topics, p.papers[0]))])
    if p.groups:
        return words(p.groups[0])
    return nations()[owner].name if owner in nations() else owner


def main(p: Phrase) -> str:
    """The word that says what a phrase is about: for "a spokeswoman for the ministry" the ministry."""
    spoken = p.bodies and not p.people and set(p.offices) <= SPEAKS_FOR
    return p.bodies[0] if spoken else next(iter(p.heads), "")


def _adjective(owner: str) -> list[str]:
    return [adjective(owner)] if owner else []


def _people(p: Phrase, owner: str, plural: bool) -> list[str]:
    first = [words(q) for q in p.qualities if q in FIRST]
    qualities = [words(q) for q in p.qualities if q != "anonymous" and q not in FIRST]
    around = [words(b) for b in reversed(p.bodies)]
    return [*first, *_adjective(owner), *qualities, *map(words, p.topics), *around, words(p.people[0], plural)]


def _office(p: Phrase, owner: str) -> str:
    office = next((o for o in p.offices if o not in SPEAKS_FOR), p.offices[0])
    if office == "head" and p.bodies and p.bodies[0] == "ministry":
        office = "minister"
    bodies = [words(b) for b in reversed(p.bodies) if not (office == "minister" and b == "ministry")]
    first, rest = [q for q in p.qualities if q in FIRST], [q for q in p.qualities if q not in FIRST]
    parts = [*map(words, first), *_adjective(owner), *map(words, rest), *map(words, p.topics), *bodies, words(office)]
    if office in SPEAKS_FOR and not owner:
        parts = ["unnamed", *parts]
    if office in ABROAD and p.host in nations():
        parts.append(f"to {nations()[p.host].name}")
    return " ".join(parts)


def _body(p: Phrase, owner: str) -> str:
    bodies = [b for b in p.bodies if b not in STARTS_FROM_BODY] or list(p.bodies)
    main, rest = bodies[0], bodies[1:]
    meaning = meanings()[main]
    if meaning.sort == "label" and not p.topics:
        return meaning.english
    labelled = any(meanings()[b].sort == "label" and meanings()[b].mouth not in ("", "self") for b in bodies)
    front = [] if labelled else _adjective(owner)
    parts = [*front, *map(words, p.qualities), *map(words, reversed(rest)), *map(words, p.topics), meaning.english]
    if main in ABROAD and p.host in nations():
        parts.append(f"in {nations()[p.host].name}")
    return " ".join(parts)


def kind(p: Phrase) -> ActorKind:
    if p.people:
        return ActorKind.ANONYMOUS
    if p.offices and not (set(p.offices) <= SPEAKS_FOR and p.bodies):
        return ActorKind.ANONYMOUS if set(p.offices) <= SPEAKS_FOR else ActorKind.PERSON
    if p.bodies or p.papers:
        return ActorKind.ORGANISATION
    return ActorKind.GROUP if p.groups else ActorKind.STATE


def government(p: Phrase, owner: str) -> str:
    """The code of the state whose mouth this is; "state" where it is some state's and nothing says whose; "" for nobody but itself."""
    if {"opposed", "shadow", "former"} & set(p.qualities):
        return ""
    labels = [meanings()[b].mouth for b in p.bodies if meanings()[b].sort == "label"]
    if labels:
        return labels[0] if labels[0] != "self" else ""
    if not p.heads or SIDES & set(p.qualities):
        return owner if not p.heads else ""
    mouths = {meanings()[h].mouth for h in (*p.people, *p.offices, *p.bodies)}
    serves = any(meanings()[o].mouth == "state" for o in p.offices) or "government" in p.bodies  # a minister, whatever else he heads
    if "self" in mouths and not serves:
        return ""
    held = serves or "state" in mouths or any(meanings()[q].mouth == "state" for q in p.qualities)
    return (owner or "state") if held or (owner and p.offices) else ""
