"""What is known beforehand: states in every language and their seats, actors of a ledger, and people and organisations from files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bukti.actors.canonical import government
from bukti.actors.entities import Entity, EntityFile, sound_key
from bukti.actors.nations import nations, state
from bukti.actors.people import Spelling, name_words, same_person
from bukti.actors.phrases import phrase
from bukti.actors.spelling import bare, sound
from bukti.records import Actor, ActorKind, actor_id

NAMED = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.GROUP})


@dataclass(frozen=True, slots=True)
class ActorBook:
    """Start with `ActorBook.standard()`, add with `with_file` and `with_actors`; each gives a new book.

    Actors of a ledger come first, so that ids stay as a story grows; then files, the last one added first; then what is built in.
    """

    files: tuple[EntityFile, ...] = ()
    known: "KnownActors | None" = None

    @classmethod
    def standard(cls) -> "ActorBook":
        """States in every language (CLDR), with their seats."""
        return cls()

    def with_file(self, path: str | Path) -> "ActorBook":
        """With people and organisations from FollowTheMoney JSON lines or a CSV file. InputError names file and line of a bad row.

        The file is read once now, and row by row when one is needed: a million rows cost about 50 MB.
        """
        return replace(self, files=(EntityFile.index(Path(path)), *self.files))

    def with_actors(self, known: Iterable[Actor]) -> "ActorBook":
        """With actors that a ledger has already. Unnamed ones belong to one article each and are left out."""
        return replace(self, known=KnownActors((*(self.known.actors if self.known else ()), *(a for a in known if a.kind in NAMED))))

    def find(self, name: str, lang: str) -> Actor | None:
        """The actor of a full name in any script; None for one that the book does not have, or has twice."""
        spelling = Spelling(name, lang)
        found = self.known.find(spelling) if self.known else None
        return found or next((a for file in self.files if (a := _from(file, spelling)) is not None), None)

    def settled(self, actor: Actor) -> Actor:
        """The ledger's own record of an actor that the story found, which keeps its id."""
        if self.known is None or actor.kind not in NAMED:
            return actor
        found = self.known.find(Spelling(actor.name, "en"))
        return replace(actor, id=found.id, name=found.name) if found and found.kind is actor.kind else actor


class KnownActors:
    """Actors by name and by sound."""

    def __init__(self, actors: tuple[Actor, ...]) -> None:
        self.actors = actors
        self._by_name: dict[str, Actor] = {}
        self._by_sound: defaultdict[str, list[Actor]] = defaultdict(list)
        for actor in actors:
            for name in (actor.name, *actor.aliases):
                self._note(actor, name)

    def _note(self, actor: Actor, name: str) -> None:
        words = name_words(Spelling(name, ""))
        if actor.kind is ActorKind.PERSON and len(words) < 2 and name != actor.name:
            return  # never a surname alone: in another story it is somebody else
        self._by_name.setdefault(name_key(name), actor)
        if actor.kind is ActorKind.PERSON:
            pool = self._by_sound[sound(words[-1])]
            if actor not in pool[-1:]:
                pool.append(actor)

    def find(self, spelling: Spelling) -> Actor | None:
        exact = self._by_name.get(name_key(spelling.text))
        if exact is not None and not (exact.kind is ActorKind.PERSON and len(spelling.text.split()) < 2):
            return exact
        words = name_words(spelling)
        pool = self._by_sound.get(sound(words[-1], spelling.lang), []) if len(words) > 1 else []
        return next((a for a in pool if same_person(words, name_words(Spelling(a.name, "en")), (spelling.lang, "en"))), None)


def name_key(name: str) -> str:
    """Names are the same where their words are, whatever the case, accents and script."""
    return " ".join(filter(None, map(bare, name.split())))


def _from(file: EntityFile, spelling: Spelling) -> Actor | None:
    entities = file.find(name_key(spelling.text)) or file.find(sound_key(name_words(spelling), spelling.lang))
    fitting = [e for e in entities if _fits(e, spelling)]
    if not fitting or len({(e.kind, e.country) for e in fitting}) > 1:
        return None  # namesakes of two countries: the name alone does not tell which one
    return actor_of(fitting[0], file)


def _fits(entity: Entity, spelling: Spelling) -> bool:
    if any(name_key(n) == name_key(spelling.text) for n in entity.names):
        return True
    words = name_words(spelling)
    return entity.kind is ActorKind.PERSON and any(
        same_person(words, name_words(Spelling(n, "")), (spelling.lang, "")) for n in entity.names
    )


def actor_of(entity: Entity, file: EntityFile) -> Actor:
    name = entity.names[0]
    ident = actor_id(name, entity.kind)
    if entity.kind is ActorKind.STATE and (code := state_code(name)):
        return state(code)
    return Actor(ident, name, entity.kind, _party(entity) or ident, entity.names[1:], file.path.name)


def _party(entity: Entity) -> str:
    """Whose mouth it is: as the file says, else the state whose body it is or whose office the person holds."""
    if entity.party:
        code = state_code(entity.party)
        return state(code).id if code else actor_id(entity.party, ActorKind.ORGANISATION)
    if entity.country not in nations():
        return ""
    held = any(government(p, entity.country) for position in entity.positions if (p := phrase(position, "en")).offices)
    return state(entity.country).id if entity.public or held else ""


def state_code(name: str) -> str:
    """The code of a state by its English name; "" for what is none."""
    p = phrase(name, "en")
    return p.owner if p.owner and not p.heads and not p.proper else ""
