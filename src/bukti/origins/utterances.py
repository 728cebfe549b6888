"""Statements as utterances: who, when, on what kind of occasion; and those of one article that belong together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from bukti import lang as packs
from bukti.origins.moments import Mention, Moment, moments
from bukti.origins.trace import day_of
from bukti.records import ActorKind, Article, Said, Span
from bukti.text.sentences import sentences

FRONT = 12  # characters before a date that opens a sentence: "Pada hari Kamis", "В воскресенье"
BEFORE = 2  # days: a report without a date for a statement tells what was said on its day or so many days before


@dataclass(frozen=True, slots=True)
class Utterance:
    said: Said
    row: int  # of the vector of its content
    who: frozenset[str]  # actor ids
    when: Moment | None  # as the sentence says, None where it does not
    fronted: bool  # the date opens the sentence: the report turns to another occasion ("On Thursday she had denied ...")
    kind: str  # of occasion, "" unknown
    place: float  # 0 to 1, where in the article

    @property
    def id(self) -> str:
        return self.said.statement.id

    @property
    def article(self) -> str:
        return self.said.article.id

    @property
    def unnamed(self) -> bool:
        return any(a.kind is ActorKind.ANONYMOUS for a in self.said.voice.actors)

    @property
    def collective(self) -> bool:
        """A body or state speaks, so a person may be its mouth."""
        kinds = {a.kind for a in self.said.voice.actors}
        return bool(kinds) and kinds <= {ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.GROUP}

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(a.party or a.id for a in self.said.voice.actors)


@dataclass(slots=True)
class Run:
    """Utterances of one speaker in one article on one occasion."""

    members: list[Utterance]
    when: Moment | None = None
    kind: str = ""
    published: date | None = None
    children: list[Utterance] = field(default_factory=list)

    @property
    def who(self) -> frozenset[str]:
        return self.members[0].who

    @property
    def article(self) -> str:
        return self.members[0].article

    @property
    def nested(self) -> bool:
        return all(u.said.statement.nested for u in self.members)

    @property
    def told(self) -> Moment | None:
        """When it was said: as the text tells, or the days before the report."""
        if self.when or self.published is None:
            return self.when
        return Moment(date.fromordinal(self.published.toordinal() - BEFORE), self.published)


def utterances(said: Sequence[Said], first_row: int) -> list[Utterance]:
    """Of one article, in order of the text."""
    article = said[0].article
    bounds = sentences(article.text, article.lang)
    mentions = moments(article.text, article.lang, day_of(article))
    size = max(len(article.text), 1)
    out = []
    for row, one in enumerate(said, first_row):
        around = _around(one, bounds)
        mention = _nearest([m for m in mentions if around.start <= m.start < around.end and not _inside(m, one)], one)
        if one.statement.nested:  # the date in its sentence is of the words around it
            mention = None
        fronted = mention is not None and mention.start - around.start <= FRONT
        place = (one.statement.content[0].start if one.statement.content else 0) / size
        who = frozenset(a.id for a in one.voice.actors)
        out.append(Utterance(one, row, who, mention and mention.moment, fronted, _kind(article, around, one), place))
    return sorted(out, key=lambda u: u.place)


def _around(said: Said, bounds: Sequence[Span]) -> Span:
    """The sentences of cue and speaker; of the content where there is neither."""
    s = said.statement
    spans = [*s.cue, *s.speaker] or list(s.content)
    touched = [b for b in bounds if any(x.start < b.end and b.start < x.end for x in spans)]
    return Span(touched[0].start, touched[-1].end) if touched else Span(0, 0)


def _inside(mention: Mention, said: Said) -> bool:
    return any(c.start <= mention.start < c.end for c in said.statement.content)


def _nearest(mentions: Sequence[Mention], said: Said) -> Mention | None:
    """The date that stands next to the cue, or the speaker."""
    spans = said.statement.cue or said.statement.speaker
    if not mentions or not spans:
        return None
    at = spans[0].start
    return min(mentions, key=lambda m: (not m.moment.exact, abs(m.start - at)))


def _kind(article: Article, around: Span, said: Said) -> str:
    text = list(article.text[around.start : around.end])
    for c in said.statement.content:
        begin, end = max(c.start - around.start, 0), max(c.end - around.start, 0)
        text[begin:end] = " " * len(text[begin:end])
    match = _kinds(article.lang)[0].search("".join(text))
    return _kinds(article.lang)[1][match.lastgroup or ""] if match else ""


@cache
def _kinds(lang: str) -> tuple[re.Pattern[str], dict[str, str]]:
    rows = packs.load(lang).table("occasions.tsv")
    named = {f"k{i}": row["kind"] for i, row in enumerate(rows)}
    forms = [re.escape(row["form"]).replace(re.escape("*"), r"\w*") for row in rows]
    # One \b before them all: with one in each, every form is tried at every character.
    parts = "|".join(rf"(?P<k{i}>{form}\b)" for i, form in enumerate(forms))
    return re.compile(rf"\b(?:{parts})" if parts else r"(?!)", re.IGNORECASE), named


def runs(spoken: Sequence[Utterance]) -> list[Run]:
    """The utterances of one article, parted by speaker, date and kind of occasion. What is nested in another's words stays by itself."""
    found: list[Run] = []
    current: dict[frozenset[str], Run] = {}
    for u in spoken:
        run = None if u.said.statement.nested else current.get(u.who)
        if run is None or _parts(run, u):
            run = Run([], published=day_of(u.said.article))
            found.append(run)
            if not u.said.statement.nested:
                current[u.who] = run
        run.members.append(u)
        run.when = run.when or u.when
        run.kind = run.kind or u.kind
    return found


def _parts(run: Run, u: Utterance) -> bool:
    """Whether the report turns to another occasion."""
    if run.kind and u.kind and run.kind != u.kind:
        return True
    if u.when is None:
        return False
    return bool(run.when.apart(u.when)) if run.when else u.fronted
