"""Who speaks: the fullest name that an article gives for the speaker of each of its statements.

`resolve_actors` goes through the article once. It knows all names before it starts, and keeps the last few mentions in view as it goes: a
pronoun, "-nya" or an empty speaker goes to the party that stands out most there, a surname or an office to the one that bears it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bukti.records import Span, Statement, StatementType
from bukti.statements.speaker_focus import NAMED, OBLIQUE, QUOTED, SPOKE, SUBJECT, Focus, Here
from bukti.statements.speaker_groups import STATEMENT, Listing, find_listings, last_listing, noun_before, owner_of_paper, split_joint
from bukti.statements.speaker_marks import BREAK, tokenise
from bukti.statements.speaker_mentions import Mention, find_abbreviations, find_mentions, gather_evidence
from bukti.statements.speaker_names import Reference, clean, read_reference
from bukti.statements.speaker_parties import Party, Register
from bukti.statements.speaker_units import Units, anchor, merged, outer_statements
from bukti.statements.speaker_words import Pronoun, Words, fold, words_of

NOBODY = Party("unnamed", "plain", ())  # the sentence names no source and none is implied
ARTICLES = frozenset({"en", "de", "es"})  # here "the" stands before everything, and says less than "tersebut" or "этот"
ANY_BODY = "body"  # key of words for whatever body was named last: "lembaga itu", "the organisation"
LONGEST_COUNTED = 4  # words of "the four countries"
ANTECEDENT_REACH = 80  # characters before a relative pronoun
LONGEST_BETWEEN = 2  # words between an office and the name behind it: "от оппозиции"
LEAD = 3  # statements at the start of an article that may describe somebody before the name comes


def resolve_actors(text: str, lang: str, statements: Sequence[Statement], sentences: Sequence[Span]) -> tuple[Statement, ...]:
    """The same statements in the same order, each with its `actor`: a name, the description of an unnamed source, several joined by "; ".

    `sentences` are those of the text in order. "" stays where nothing can be told; "unnamed" is a passive that names nobody.
    """
    if not statements:
        return ()
    parties = _Resolver(text, words_of(lang), statements, sentences).parties()
    return tuple(replace(s, actor=p.label if p else "") for s, p in zip(statements, parties, strict=True))


class _Resolver:
    def __init__(self, text: str, words: Words, statements: Sequence[Statement], sentences: Sequence[Span]) -> None:
        self._text, self._words, self._statements = text, words, statements
        self._units = Units(statements, sentences)
        self._focus, self._register = Focus(), Register(words)
        self._phrases = [clean(" ".join(text[s.start : s.end] for s in statement.speaker)) for statement in statements]
        tokens = tokenise(text, words)
        self._evidence = gather_evidence(tokens, self._phrases, words)
        self._parts = [self._read(phrase) for phrase in self._phrases]
        speakers = merged([span for statement in statements for span in statement.speaker])
        self._names = list(find_mentions(text, tokens, sentences, words, self._evidence))
        self._mentions = list(_outside(iter(self._names), speakers))
        self._fill_register(list(find_abbreviations(text, tokens, words)))
        self._found: list[Party | None] = [None] * len(statements)
        self._listings: list[Listing] | None = None  # made when first asked for
        self._last: Party | None = None  # who spoke last, outside other statements
        self._last_unit = 0
        self._after: dict[int, int] = {}  # the next statement in the order of the text

    def _read(self, phrase: str) -> list[Reference]:
        """The references of a speaker span: none for a pronoun or an empty one, several for joint speakers."""
        if not phrase or self._pronoun(phrase):
            return []
        return split_joint(phrase, self._words, self._evidence)

    def _pronoun(self, phrase: str) -> tuple[Pronoun, ...]:
        """The readings of a pronoun; "he himself" and "ia sendiri" too."""
        folded = fold(phrase)
        first, _, rest = folded.partition(" ")
        if known := self._words.pronouns.get(folded):
            return known
        role = self._words.roles.get(rest) if rest else None
        stressed = rest in self._words.emphasis or (role is not None and role.kind == "paper")  # "ihrer Meinung (nach)"
        readings = self._words.pronouns.get(first, ())
        return tuple(reading for reading in readings if reading.kind in ("third", "any")) if stressed else ()

    def _is_subject(self, i: int) -> bool:
        """Whether a speaker is the subject of its cue's verb, and so in the nominative."""
        statement = self._statements[i]
        return bool(statement.cue) and self._words.verb(self._text[statement.cue[-1].start : statement.cue[-1].end]) is not None

    def _is_relative(self, i: int) -> bool:
        """ "Many, who say ...": said in passing, it does not bring its speaker before the others."""
        pronouns = self._pronoun(self._phrases[i])
        return bool(pronouns) and pronouns[0].kind == "relative"

    def _fill_register(self, abbreviations: list[tuple[str, str]]) -> None:
        for mention in self._mentions:
            # A lone capitalised word says little: it is somebody if the article also has the full name, or an office with it.
            if len(mention.reference.name) > 1 or (mention.reference.name and mention.reference.kind == "person"):
                self._register.note(mention.reference, speaks=False)
        references = [(reference, self._is_subject(i)) for i, parts in enumerate(self._parts) for reference in parts]
        for reference, subject in references:
            if reference.name:
                self._register.note(reference, speaks=True, subject=subject)
        self._register.settle()
        for short, long in abbreviations:
            self._register.alias(short, long)
        for reference, subject in references:
            if not reference.name and reference.kind in ("body", "people", "plain"):
                self._register.described(reference)
                if subject:
                    self._register.retitle(reference)
        self._register.match_initials()

    def parties(self) -> list[Party | None]:
        """For each statement who made it, None where that cannot be told."""
        outer = outer_statements(self._statements)
        inner: dict[int, list[int]] = {}
        for i, holder in outer.items():
            inner.setdefault(holder, []).append(i)
        order = sorted((i for i in range(len(self._statements)) if i not in outer), key=lambda i: anchor(self._statements[i]))
        self._after = dict(zip(order, order[1:], strict=False))
        mentions = iter([*self._mentions, None])
        coming = next(mentions)
        for i in order:
            while coming and coming.start < anchor(self._statements[i]):
                self._see(coming)
                coming = next(mentions)
            self._resolve(i, None)
            self._resolve_inner(i, inner)
        self._look_ahead(order[:LEAD])
        return self._found

    def _resolve_inner(self, holder: int, inner: dict[int, list[int]]) -> None:
        waiting = [(holder, i) for i in inner.get(holder, [])]
        for holder, i in waiting:  # grows while it is gone through: statements inside those inside
            if self._statements[i].speaker == self._statements[holder].speaker:
                self._found[i] = self._found[holder]
            else:
                self._resolve(i, self._found[holder], self._retold(holder, i))
            waiting.extend((i, deeper) for deeper in inner.get(i, []))

    def _retold(self, holder: int, i: int) -> bool:
        """Several that speak of themselves in reported speech: "they condemned what they called a threat"."""
        pronouns = self._pronoun(self._phrases[i])
        party = self._found[holder]
        quoted = self._units.inside_quote(Span(anchor(self._statements[i]), anchor(self._statements[i]) + 1))
        return bool(pronouns) and pronouns[0][:2] == ("third", "p") and party is not None and party.kind == "people" and not quoted

    def _resolve(self, i: int, holder: Party | None, retold: bool = False) -> None:
        statement = self._statements[i]
        place = anchor(statement)
        unit = self._units.at(place)
        party = holder if retold else self._speaker(i, Here(place, unit, statement.content, holder))
        self._found[i] = party
        if party is None or party is NOBODY:
            return
        if statement.nested or self._is_relative(i):
            self._focus.see(place, unit, party, NAMED, speaks=True)
            return
        self._focus.see(place, unit, party, SPOKE, speaks=True)
        self._last = party
        ends = [span.end for span in (*statement.speaker, *statement.cue, *statement.content)]
        self._last_unit = self._units.at(max(ends, default=place))

    def _see(self, mention: Mention) -> None:
        found = self._register.named(mention.reference)
        party = found[0] if len(found) == 1 else _latest(found)
        if not mention.reference.name:
            known = mention.reference.unnamed or mention.reference.kind == "body"
            party = self._register.described(mention.reference) if known else self._register.in_office(mention.reference)
        if party is not None:
            quoted = self._units.inside_quote(Span(mention.start, mention.end))
            vague = mention.reference.unnamed and not mention.reference.gender  # "an officer"
            weight = QUOTED if quoted or vague else SUBJECT if mention.subject else OBLIQUE if mention.oblique else NAMED
            self._focus.see(mention.start, self._units.at(mention.start), party, weight)

    def _speaker(self, i: int, here: Here) -> Party | None:
        cue = " ".join(self._text[span.start : span.end] for span in self._statements[i].cue)
        phrase = self._phrases[i]
        if not phrase:
            return self._silent(i, cue, here)
        if pronouns := self._pronoun(phrase):
            return self._pronounced(pronouns, cue, here, self._words_are_quoted(i))
        parties = [self._party(reference, i, here) for reference in self._parts[i]]
        if len(parties) == 1:
            self._agree(parties[0], cue)
            return parties[0]
        return _joint(parties, self._register.keys(phrase))

    def _agree(self, party: Party, cue: str) -> None:
        """What the verb tells of a speaker whose name tells nothing: "заявила"."""
        verb = self._words.verb(cue)
        if verb and verb.number != "p" and not party.gender and party.kind in ("bare", "person"):
            party.gender = verb.gender

    def _silent(self, i: int, cue: str, here: Here) -> Party | None:
        """A statement whose speaker is not named at all: a quotation that goes on, "ujarnya", a passive."""
        if here.without is not None:
            return NOBODY if cue else here.without
        folded = [fold(word) for word in cue.split()]
        if not folded:
            return self._last
        if enclitic := next((e for e in self._words.enclitics if folded[-1].endswith(e)), ""):
            return self._pronounced(self._words.pronouns[enclitic], cue, here, self._words_are_quoted(i))
        reach = [found for word in folded if (found := self._words.agentless.get(word)) is not None]
        if reach:
            near = self._last is not None and here.unit - self._last_unit <= max(reach)
            return self._last if near else NOBODY
        return self._last

    def _words_are_quoted(self, i: int) -> bool:
        return self._statements[i].type is StatementType.DIRECT

    def _pronounced(self, pronouns: tuple[Pronoun, ...], cue: str, here: Here, in_person: bool = False) -> Party | None:
        """Whom a pronoun means; `in_person` where its words stand in quotation marks."""
        if pronouns[0].kind == "second":
            return None
        if pronouns[0].kind == "first":
            return here.without or (self._last if self._units.inside_quote(Span(here.place, here.place + 1)) else None)
        if pronouns[0].kind == "relative":
            return self._antecedent(here)
        if pronouns[0].kind == "same":
            return self._last
        if pronouns[0].kind == "enclitic":
            return self._focus.speaking(pronouns[0], here.unit, in_person) or self._last
        verb = self._words.verb(cue)
        agreeing = tuple(p for p in pronouns if not (verb and verb.number and p.number and verb.number != p.number)) or pronouns
        if pronouns[0].kind == "own":
            here = here._replace(content=())  # "X saved 500, by their own account": the content has the source in it
        party = self._focus.meant(agreeing, here) or here.without
        if pronouns[0].kind == "own" and party and party.seen < here.unit:
            return None
        gender = agreeing[0].gender
        if party and len(agreeing) == 1 and gender in ("m", "f") and not party.gender and party.kind in ("bare", "person", "plain"):
            party.gender = gender  # "Sava said. She said": from here on Sava is a woman
        return party

    def _antecedent(self, here: Here) -> Party | None:
        """What "who" and "which" follow: the name directly before them, or the noun."""
        tokens = tokenise(self._text[max(0, here.place - ANTECEDENT_REACH) : here.place], self._words)
        phrase = noun_before(tokens, self._words, self._evidence)
        if not phrase:
            return self._focus.last(here.place)
        reference = read_reference(phrase, self._words, self._evidence)
        return self._named(reference) if reference.name else self._register.described(reference)

    def _party(self, reference: Reference, i: int, here: Here) -> Party:
        if reference.name:
            return self._named(reference)
        if reference.kind == "paper":
            owner = owner_of_paper(reference.words, self._words, self._evidence)
            if owner is None and self._last is not None and self._is_last_statement(reference, here):
                return self._last
            return self._party(owner, i, here) if owner else self._register.described(reference)
        if (counted := self._counted(reference, here.place)) is not None:
            return counted
        if reference.unnamed:
            return self._register.described(reference)
        if reference.words.isalpha() and reference.words[0].isupper() and (bearer := self._register.surname(reference.words)):
            return bearer
        return self._in_role(reference, i, here) or self._register.described(reference)

    def _is_last_statement(self, reference: Reference, here: Here) -> bool:
        """ "Demikian bunyi pernyataan itu": the statement of whoever spoke in the sentence before. "A statement" may be another one."""
        known = reference.definite or self._words.code not in ARTICLES
        return reference.head == STATEMENT and known and here.without is None and here.unit - self._last_unit <= 1

    def _named(self, reference: Reference) -> Party:
        found = self._register.named(reference)
        if len(found) > 1:
            found = [p for p in found if p.roles & reference.keys] or found
        if len(found) == 1:
            return found[0]
        return _latest(found) or self._register.plain(reference)

    def _in_role(self, reference: Reference, i: int, here: Here) -> Party | None:
        """The person that an office, or any word for a person, points back to."""
        articled = self._words.code in ARTICLES
        anybody = (Pronoun("third", "s", reference.gender),)
        if reference.head == ANY_BODY and (reference.definite or reference.words.isalpha()):
            return self._focus.last_body(here.place)
        if reference.kind == "epithet" and (reference.definite or not articled):
            return self._focus.meant(anybody, here)
        if reference.kind != "person":
            return None
        named = self._named_behind(reference, i) or self._register.in_office(reference) or self._named_after(reference, i)
        if named is not None:
            return named
        if reference.definite and (described := self._register.recalled(reference)) is not None:
            return described
        party = self._focus.meant(anybody, here) if reference.definite else None
        # "The minister" alone may be a new one; "menteri itu" cannot, nor can an office that the one in view is known to hold.
        known = party is not None and reference.head in party.roles and not party.office
        return party if not articled or known else None

    def _named_behind(self, reference: Reference, i: int) -> Party | None:
        """A speaker span may stop too early: "Депутат" of "Депутат от оппозиции Ирма Валек"."""
        end = self._statements[i].speaker[-1].end
        at = bisect_left(self._names, end, key=lambda mention: mention.start)
        if at == len(self._names) or not self._names[at].reference.name or reference.definite:
            return None
        between = self._text[end : min(self._names[at].start, end + ANTECEDENT_REACH)]
        words = fold(between).split()
        if self._names[at].start >= end + ANTECEDENT_REACH or BREAK.search(between) or len(words) > LONGEST_BETWEEN:
            return None
        joined = not words or words[0] in self._words.prepositions
        return self._named(self._names[at].reference) if joined and len(self._names[at].reference.name) > 1 else None

    def _named_after(self, reference: Reference, i: int) -> Party | None:
        """A lead may describe ("its ambassador told ...") whom the next statement names for the first time, without an office."""
        following = self._after.get(i)
        if self._focus.spoken >= LEAD or following is None or len(self._parts[following]) != 1:
            return None
        name = self._parts[following][0]
        found = self._register.named(name) if name.name and not name.keys else []
        if len(found) != 1 or found[0].roles or found[0].seen >= 0 or found[0].kind == "body":
            return None
        self._register.appoint(found[0], reference)
        return found[0]

    def _counted(self, reference: Reference, place: int) -> Party | None:
        """ "Keempat negara tersebut": the last four that were named in a row."""
        tokens = tokenise(reference.words, self._words)
        count = self._words.numbers.get(tokens[0].folded) if tokens else None
        anybody = bool(tokens) and tokens[0].folded in self._words.anonymous and not reference.definite  # "two", not "the two"
        if count is None or anybody or len(tokens) > LONGEST_COUNTED:
            return None
        if self._listings is None:
            self._listings = list(find_listings(tokenise(self._text, self._words), self._words))
        listing = last_listing(self._listings, place, count)
        if listing is None:
            people = self._focus.last_people(place, count) if len(tokens) == 1 else []
            return _joint(people, self._register.keys(reference.words)) if len(people) == count else None
        parts = [read_reference(name, self._words, self._evidence) for name in listing.names]
        named = [self._named(part) if part.name else self._register.described(part) for part in parts]
        return _joint(named, self._register.keys(reference.words))

    def _look_ahead(self, lead: Sequence[int]) -> None:
        """A passive at the start of an article belongs to whoever speaks next: the report has only put the message first."""
        for i in lead:
            if self._found[i] is not NOBODY:
                return
            following = self._after.get(i)
            coming = self._found[following] if following is not None else None
            if following is not None and coming is not None and coming is not NOBODY:
                distance = self._units.at(anchor(self._statements[following])) - self._units.at(anchor(self._statements[i]))
                if distance <= LEAD:
                    self._found[i] = coming


def _joint(parties: Sequence[Party], keys: tuple[str, ...]) -> Party:
    return Party("; ".join(dict.fromkeys(party.label for party in parties)), "people", keys)


def _latest(found: Sequence[Party]) -> Party | None:
    """Of several that fit a name, the one that spoke last; nobody if none of them did."""
    speakers = [party for party in found if party.spoke >= 0]
    return max(speakers, key=lambda party: party.spoke, default=None)


def _outside(mentions: Iterator[Mention], spans: Sequence[Span]) -> Iterator[Mention]:
    """The mentions that are not inside one of the spans; both in order."""
    i = 0
    for mention in mentions:
        while i < len(spans) and spans[i].end <= mention.start:
            i += 1
        if i == len(spans) or mention.end <= spans[i].start:
            yield mention
