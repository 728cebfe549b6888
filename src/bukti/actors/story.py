"""A batch of articles, read as one story: every call of a speaker becomes an actor, with the sentence that says why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bukti.actors.book import ActorBook, name_key
from bukti.actors.calls import UNNAMED, Call, agencies, calls, is_name, is_paper, words_beside
from bukti.actors.canonical import GENERIC, PLACED, SOVEREIGN, SPEAKS_FOR, canonical, government, kind, main
from bukti.actors.cast import Cast, Office
from bukti.actors.nations import UNIONS, nations, state
from bukti.actors.owners import Owners
from bukti.actors.people import Person, Spelling, given_names
from bukti.actors.phrases import Phrase, definite, phrase
from bukti.actors.realms import Realms
from bukti.actors.senses import fold, meanings
from bukti.actors.spelling import bare, english, latin
from bukti.actors.vocabulary import Vocabulary, in_other_script
from bukti.records import Actor, ActorKind, Article, Statement, Voice, actor_id

TOPICAL = frozenset({"ministry", "department"})  # of what, the text said before
Batch = Sequence[tuple[Article, Sequence[Statement]]]


@dataclass(frozen=True, slots=True)
class Found:
    """An actor, and why it is this one."""

    actor: Actor
    reason: str = ""


class Story:
    """Filled with the whole batch once, then asked statement by statement."""

    def __init__(self, batch: Batch, book: ActorBook) -> None:
        articles = [article for article, _ in batch]
        self.book, self.owners, self.vocabulary = book, Owners(articles), Vocabulary(articles)
        self.calls = [[calls(article, s) for s in statements] for article, statements in batch]
        every = [call for article in self.calls for found in article for call in found]
        self.realms = Realms(_phrases(every), self.vocabulary)
        self._join_realms()
        self.cast = Cast(every)
        self._actors: dict[Person, Actor] = {}
        self._aliases: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._owner_of: dict[str, str] = {}  # by id of a state
        self._sources: dict[tuple[str, str], str] = {}  # by article and name: what it called the first such source
        self._looked_up: dict[Spelling, Actor | None] = {}
        self._last_state: dict[str, Actor] = {}  # by article: what "the country" means where the state is none that a list has
        self._unnamed: dict[tuple[str, str], Phrase] = {}  # by article and noun: "the worker" is one of the dock workers

    def _join_realms(self) -> None:
        """Who speaks jointly with a state is a state: the others of "Brennia, Skerrow and Kelmar"."""
        for joint in (found for article in self.calls for found in article if len(found) > 1):
            names = [call for call in joint if is_name(call.text, call.lang) and " " not in call.text]
            if len(names) == len(joint) and any(self.realms.named(c.text, c.lang) for c in names):
                for call in names:
                    self.realms.note(call.text, call.lang)

    def find(self, call: Call) -> Found:
        """The actor of a call."""
        found = self._listed(call) or (self._named(call) if is_name(call.text, call.lang) else self._described(call))
        actor = self.book.settled(found.actor)
        self._aliases[actor.id].setdefault(call.text)
        if actor.kind is ActorKind.STATE:
            self._last_state[call.article.id] = actor
        reason = found.reason or (
            f'"{call.text}" is {actor.name} in English' if call.lang != "en" and name_key(call.text) != name_key(actor.name) else ""
        )
        return Found(actor, reason)

    def aliases(self, actor: Actor) -> tuple[str, ...]:
        """What the story calls an actor besides its name."""
        return tuple(dict.fromkeys(a for a in (*actor.aliases, *self._aliases[actor.id]) if a != actor.name))

    # Names

    def _in_book(self, spelling: Spelling) -> Actor | None:
        """The book's answer, asked once for each name."""
        if spelling not in self._looked_up:
            self._looked_up[spelling] = self.book.find(spelling.text, spelling.lang)
        return self._looked_up[spelling]

    def _listed(self, call: Call) -> Found | None:
        """In a file or the ledger, or an agency or outlet."""
        known = self._in_book(Spelling(call.text, call.lang))
        if known is not None:
            return Found(known, f"listed in {known.source}" if known.source else "known in the ledger")
        name = agencies(call.lang).get(fold(call.text))
        if name is not None and name in agencies(call.lang).values() and not phrase(call.text, call.lang).heads:
            return Found(organisation(name), "an agency or outlet")
        return None

    def _named(self, call: Call) -> Found:
        person, reason = self.cast.person(call)
        if person is not None:
            return Found(self._actor(person), reason)
        if realm := self.realms.named(call.text, call.lang):
            return Found(self.state(realm), "the story names its government")
        spelling = Spelling(call.text, call.lang)
        if " " not in call.text and not self.cast.body(spelling) and (full := self.vocabulary.with_surname(spelling)):
            actor = Actor(actor_id(full, ActorKind.PERSON), full, ActorKind.PERSON)
            return Found(replace(actor, party=actor.id), f"part of the name of {full}, which the story gives in full")
        name = self.vocabulary.word(Spelling(call.text, call.lang)) if in_other_script(call.text) else ""
        name = name or english(call.text, call.lang)
        if self.cast.evidence(Spelling(call.text, call.lang)) and not self.cast.body(Spelling(call.text, call.lang)):
            actor = Actor(actor_id(name, ActorKind.PERSON, call.article.id), name, ActorKind.PERSON)
            return Found(replace(actor, party=actor.id), "a name that no article of the story gives in full")
        return Found(organisation(name))

    def _actor(self, person: Person) -> Actor:
        if person not in self._actors:
            spellings = sorted(person.spellings, key=lambda s: -person.spellings[s])
            known = next((a for s in spellings if (a := self._in_book(s)) is not None), None)
            name = person.name()
            if known is None and not person.latin:
                name = next((n for s in spellings if (n := self.vocabulary.full_name(s))), name)
            actor = known or Actor(actor_id(name, ActorKind.PERSON), name, ActorKind.PERSON)
            self._actors[person] = actor if actor.party and known else replace(actor, party=self._party(person) or actor.id)
            for spelling in spellings:
                self._aliases[actor.id].setdefault(spelling.text)
        return self._actors[person]

    def _party(self, person: Person) -> str:
        """The state whose office the person holds; the offices that name their state decide."""
        held = [(office, code) for office in self.cast.offices[person] if (code := self._government(office))]
        against = sum(1 for office in self.cast.offices[person] if government(office.phrase, "?") == "" and len(office.phrase.heads) > 0)
        if not held or against > len(held):
            return self._body_of(person)
        named = [code for office, code in held if office.phrase.owner or office.phrase.bodies]
        codes = named or [code for _, code in held]
        return self.state(max(codes, key=lambda c: (codes.count(c), c))).id

    def _body_of(self, person: Person) -> str:
        """The organisation with a name of its own for which the person speaks: NATO, the UN."""
        for p in (office.phrase for office in self.cast.offices[person]):
            if p.offices and p.owner in UNIONS:
                return state(p.owner).id
            if p.offices and p.bodies and meanings()[p.bodies[0]].sort == "label" and not p.qualities:
                return organisation(meanings()[p.bodies[0]].english).id
        return ""

    def _government(self, office: Office) -> str:
        realm = self.realms.of(office.phrase)
        code = government(office.phrase, realm)
        if code != "state":
            return code
        return self.owners.of(office.phrase, office.article, office.at).code or self.realms.home(office.article.id)

    # Descriptions

    def _described(self, call: Call) -> Found:
        p = call.phrase
        if not p.heads and not p.proper and (found := self._one_of_them(call)) is not None:
            return found
        if call.text != UNNAMED and not p.heads and is_paper(call.text, call.lang):
            return Found(organisation(written(call)))
        if call.text == UNNAMED or not (p.heads or p.owner or p.country or p.proper):
            return Found(
                self._anonymous(call, call.text if call.text.startswith(UNNAMED) else f"{UNNAMED} {english(call.text, call.lang)}")
            )
        if not p.heads:
            return self._place(call, p)
        if not p.one and p.offices and (holder := self._holder(call)) is not None:
            return holder
        if p.proper and (own := self._own_name(call, p)) is not None:
            return own
        return self._institution(call, p)

    def _place(self, call: Call, p: Phrase) -> Found:
        """A state, its seat, "the country"; or a name with words of business: "Pelorin Shipping"."""
        if p.proper:
            return Found(organisation(english(call.text, call.lang)))  # "Greenpeace Rusia" is not Russia
        if p.owner:
            return Found(state(p.owner), "a seat stands for its state" if p.seat else "")
        if call.article.id in self._last_state:
            return Found(self._last_state[call.article.id], "the state that spoke last in this article")
        code = self.owners.landscape(call.article).state_before(call.at)
        return Found(state(code), "the state named last") if code else Found(self._anonymous(call, UNNAMED))

    def _holder(self, call: Call) -> Found | None:
        """The one person of the story who bears the office."""
        held = dict.fromkeys(person for person, _ in self.cast.holders(call))
        if len(held) != 1:
            return None
        actor = self._actor(next(iter(held)))
        return Found(actor, f'the story gives the office "{call.text}" to {actor.name}')

    def _own_name(self, call: Call, p: Phrase) -> Found | None:
        """ "The tracking site HarbourEye" goes by its name; "the Skerrow Institute of Cartography" by all its words."""
        if self.realms.of(p) or p.people or government(p, p.owner):
            return None
        name = self.realms.spelt(" ".join(unit.text for unit in p.proper), call.lang)
        if p.bodies and set(p.bodies) <= GENERIC and not p.offices:
            return Found(organisation(name))
        return None

    def _institution(self, call: Call, p: Phrase) -> Found:
        if p.bodies and p.bodies[0] in TOPICAL and not p.topics:
            p = self.owners.landscape(call.article).fuller(p, call.at)
        p, owner, reason = self._owned(call, p)
        if kind(p) is ActorKind.ANONYMOUS:
            return self._source(call, p, owner, reason)
        name, sort = self._words(call, p, owner), kind(p)
        actor = Actor(actor_id(name, sort), name, sort)
        spoken = p.offices and set(p.offices) <= SPEAKS_FOR
        reason = " · ".join(filter(None, (f"an unnamed spokesperson of {name}" if spoken else "", reason)))
        return Found(replace(actor, party=self._mouth(p, owner) or actor.id), reason)

    def _words(self, call: Call, p: Phrase, owner: str) -> str:
        """In English, where the lists have all of it; else as written, for half a name would be the name of many."""
        name = canonical(p, owner, p.plural)
        if not p.proper or self.realms.of(p):
            return name if not p.unknown or main(p) in SOVEREIGN or p.bodies and meanings()[p.bodies[0]].sort == "label" else written(call)
        if main(p) in PLACED and call.lang != "en" and not p.unknown:
            return f"{self.realms.spelt(' '.join(unit.text for unit in p.proper), call.lang)} {name}"
        if main(p) in SOVEREIGN and (p.topics or p.owner or bare(p.proper[0].text) in given_names()):
            return name
        return written(call)

    def _owned(self, call: Call, p: Phrase) -> tuple[Phrase, str, str]:
        """With the state whose it is, and why."""
        if owner := self.realms.of(p):
            return p, owner, ""
        if not self._asks_owner(p):
            return p, p.owner, ""
        if served := self._served(call, p):
            return p, *served
        owner, reason, host = self.owners.of(p, call.article, call.at)
        if not owner and (home := self.realms.home(call.article.id)):
            owner, reason = home, f"the article names the government of {home}; less sure"
        return replace(p, host=p.host or host), owner, reason

    def _served(self, call: Call, p: Phrase) -> tuple[str, str] | None:
        """The state of a person in this article who bears an office of the institution: "the ministry" is his."""
        if self.owners.landscape(call.article).like(p, call.at).code:
            return None
        for person in self.cast.serving(call.article, p):
            actor = self._actor(person)
            if owner := self._owner_of.get(actor.party):
                return owner, f"the state of {actor.name}, who serves there"
        return None

    def _source(self, call: Call, p: Phrase, owner: str, reason: str) -> Found:
        """Somebody without a name: as the article described him before, if it did."""
        noun = (call.article.id, p.people[0] if p.people else "")
        if p.people and not (owner or p.topics or p.bodies or p.qualities) and noun in self._unnamed:
            before = self._unnamed[noun]
            p, owner, reason = (
                replace(before, plural=p.plural),
                self.realms.of(before) or before.owner,
                "as the article described the source before",
            )
        one = definite(call.span, call.lang) and call.lang in ("id", "ms")
        self._unnamed[noun] = self._unnamed[(call.article.id, "")] = p
        return Found(self._anonymous(call, canonical(p, owner, p.plural and not one), government(p, owner)), reason)

    def _one_of_them(self, call: Call) -> Found | None:
        """ "One of them": of those without a name who spoke before."""
        before = self._unnamed.get((call.article.id, ""))
        if before is None or not call.phrase.one:
            return None
        owner = self.realms.of(before) or before.owner
        actor = self._anonymous(call, canonical(replace(before, plural=False), owner, False), government(before, owner))
        return Found(actor, "one of the sources that the article described before")

    def _asks_owner(self, p: Phrase) -> bool:
        """Whether a phrase without a state is some state's: a ministry is, "officials" may be anybody's."""
        if p.owner or government(p, "") != "state":
            return not p.owner and p.country
        return not p.people or bool(p.bodies)

    def _mouth(self, p: Phrase, owner: str) -> str:
        code = government(p, owner)
        return self.state(code).id if code and code != "state" else ""

    def _anonymous(self, call: Call, name: str, code: str = "") -> Actor:
        first = self._sources.setdefault((call.article.id, name), fold(call.text))
        another = (fold(call.text),) if call.phrase.one and fold(call.text) != first else ()  # "another U.S. official"
        ident = actor_id(name, ActorKind.ANONYMOUS, call.article.id, *another)
        party = self.state(code).id if code and code != "state" else ident
        return Actor(ident, name, ActorKind.ANONYMOUS, party)

    def state(self, owner: str) -> Actor:
        ident = actor_id(owner, ActorKind.STATE)
        actor = state(owner) if owner in nations() else Actor(ident, owner, ActorKind.STATE, ident)
        self._owner_of[actor.id] = owner
        return actor

    # Voices

    def voice(self, statement: Statement, found: Sequence[tuple[Call, Found]]) -> Voice:
        actors = dict.fromkeys(replace(f.actor, aliases=self.aliases(f.actor)) for _, f in found)
        reasons = dict.fromkeys(f.reason for _, f in found if f.reason)
        return Voice(statement.id, tuple(actors), self._office(found), "; ".join(reasons))

    def _office(self, found: Sequence[tuple[Call, Found]]) -> str:
        """What the article calls the speaker, at this place or else where it first does."""
        if len(found) != 1:
            return ""
        call, actor = found[0][0], found[0][1].actor
        person, _ = self.cast.person(call) if is_name(call.text, call.lang) else (None, "")
        offices = [o for o in self.cast.offices.get(person, ()) if o.article.id == call.article.id] if person else []
        if offices:
            return min(offices, key=lambda o: (o.at != call.at, o.at)).phrase.text
        return call.text if actor.kind is ActorKind.PERSON and call.phrase.offices else ""


def written(call: Call) -> str:
    """As the article has it, in Latin letters."""
    return latin(call.text)


def organisation(name: str) -> Actor:
    ident = actor_id(name, ActorKind.ORGANISATION)
    return Actor(ident, name, ActorKind.ORGANISATION, ident)


def _phrases(every: Sequence[Call]) -> list[tuple[str, Phrase]]:
    """All descriptions with their articles, and what stands beside a name in the speaker's words."""
    found: dict[tuple[str, str, str], None] = {}
    for call in every:
        if not is_name(call.text, call.lang):
            found.setdefault((call.article.id, call.text, call.lang))
        elif call.span != call.text and (beside := words_beside(call.span, call.text, call.lang)):
            found.setdefault((call.article.id, beside, call.lang))
    return [(article, phrase(text, lang)) for article, text, lang in found]


def told(story: Story, batch: Batch) -> list[Voice]:
    """The voices of a batch, in its order. All actors are found before any voice is made, so that each has all its aliases."""
    found = [[[(call, story.find(call)) for call in calls_] for calls_ in article] for article in story.calls]
    pairs = zip(batch, found, strict=True)
    return [story.voice(s, f) for (_, statements), voices in pairs for s, f in zip(statements, voices, strict=True)]
