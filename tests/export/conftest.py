"""An invented case about the ferry Amber Tern, in three articles and three scripts, and what tests need to look into a dossier."""

import hashlib
from dataclasses import dataclass, replace

import pytest

from bukti.export import Act, Case, Made, Removal, Taken
from bukti.records import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Derivation,
    DerivationKind,
    Origin,
    Position,
    Said,
    Span,
    Stance,
    Standing,
    Statement,
    StatementType,
    Status,
    Voice,
    actor_id,
    article_id,
    claim_id,
    statement_id,
)

CLAIM = Claim(claim_id("The ferry Amber Tern carried mines to Velmora."), "The ferry Amber Tern carried mines to Velmora.")
MADE = Made("2032-05-06T07:08:09Z", "bukti 0.0", ("weights 1",), ("rules 1",), (("articles", 3), ("statements", 3)))


def article(text: str, outlet: str, date: str = "2032-05-01", *, lang: str = "en", title: str = "", url: str | None = None) -> Article:
    url = f"https://example.com/{len(text)}" if url is None else url
    raw = text.encode("utf-8", "surrogatepass")
    ident = article_id(text, url=url, outlet=outlet, date=date, title=title)
    return Article(
        ident, text, title or f"From {outlet}", url, outlet, date, lang, "", "2032-05-02T00:00:00Z", hashlib.sha256(raw).hexdigest()
    )


def said(report: Article, speaker: str, cue: str, *content: str, actor: str | None = None, relay: tuple[str, ...] = ()) -> Said:
    """The statement with these words, each of which stands in the text once."""

    def spans(*words: str) -> tuple[Span, ...]:
        return tuple(Span(report.text.index(w), report.text.index(w) + len(w)) for w in words if w)

    roles = spans(speaker), spans(cue), spans(*content)
    ident = statement_id(report.id, *roles)
    name = speaker if actor is None else actor
    found = Statement(ident, report.id, *roles, StatementType.INDIRECT, name, relay, False, 0.9)
    actors = (Actor(actor_id(name, ActorKind.PERSON), name, ActorKind.PERSON),) if name else ()
    return Said(found, report, Voice(ident, actors, reason="named in full"))


def taken(one: Said, stance: Stance, reason: str = "same parties, same goods", flag: str = "machine") -> Taken:
    return Taken(Position(one.statement.id, CLAIM.id, stance, 0.8, reason, "rules 1"), flag)


def case_of(*given: tuple[Said, Stance], claim: Claim = CLAIM, **more: object) -> Case:
    """A case in which each statement is an origin of its own, unless `more` says otherwise."""
    taken_, by_id = [], {}
    for one, stance in given:
        taken_.append(taken(one, stance))
        by_id[one.statement.id] = one
    origins = tuple(Origin(f"origin{n}", (one.statement.id,), one.voice.actors, one.article.date) for n, (one, _) in enumerate(given))
    sides = {s: tuple(o.id for o, (_, stance) in zip(origins, given, strict=True) if stance is s) for s in Stance}
    asserting, denying = sides[Stance.ASSERTS], sides[Stance.DENIES]
    status = Status.CONTESTED if asserting and denying else Status.ASSERTED if asserting else Status.DENIED if denying else Status.NEITHER
    standing = Standing(claim.id, status, asserting, denying, sides[Stance.DOUBTS], len(asserting), len(denying))
    made = Case(claim, MADE, tuple(taken_), by_id, {s.article.id: s.article for s in by_id.values()}, origins, (), standing)
    return replace(made, **more)  # type: ignore[arg-type]


FIRST = article(
    'Ministress Ola Brandt said the ferry Amber Tern "carried 40 mines" to Velmora.', "The Selden Echo", title="Ferry carried mines"
)
SECOND = article(
    "Министр Рен Ольт заявил, что паром ничего не перевозил. Он не сказал больше.", "Вельмора-Инфо", "2032-05-02", lang="ru", title="Ольт"
)
THIRD = article("قال رن أولت إن العبارة لم تنقل ألغاما.", "صوت فلمورا", "2032-05-03", lang="ar", title="أولت ينفي")


def ferry() -> Case:
    """Ola Brandt asserts it; Ren Olt denies it, in Russian and, translated from there, in Arabic."""
    brandt = said(FIRST, "Ola Brandt", "said", "the ferry Amber Tern", '"carried 40 mines" to Velmora')
    olt = said(SECOND, "Рен Ольт", "заявил", "паром ничего не перевозил", actor="Ren Olt", relay=("Velm",))
    copy = said(THIRD, "رن أولت", "قال", "العبارة لم تنقل ألغاما", actor="Ren Olt")
    origins = (
        Origin("aaaa", (brandt.statement.id,), brandt.voice.actors, "2032-05-01", reason="briefing in Selden"),
        Origin("bbbb", (olt.statement.id, copy.statement.id), olt.voice.actors, "2032-05-02"),
    )
    standing = Standing(
        CLAIM.id,
        Status.CONTESTED,
        ("aaaa",),
        ("bbbb",),
        (),
        1,
        1,
        ("Ola Brandt asserts it: counts as one", "Ren Olt denies it: counts as one"),
    )
    alone = replace(standing, status=Status.ASSERTED, denying=(), independent_deny=0, reasons=())
    return case_of(
        (brandt, Stance.ASSERTS),
        (olt, Stance.DENIES),
        (copy, Stance.DENIES),
        origins=origins,
        standing=standing,
        derivations=(Derivation(THIRD.id, SECOND.id, DerivationKind.TRANSLATION, False, 0.93, ("all sentences in the same order",)),),
        removals=(
            Removal(SECOND.id, standing),
            Removal(SECOND.id, alone, (THIRD.id,)),
            Removal(THIRD.id, standing),
        ),
        occasions={brandt.statement.id: "briefing, 2032-05-01"},
        history=(
            Act("2032-05-05T10:00:00Z", "bukti 0.0", "found", CLAIM.text),
            Act("2032-05-05T11:00:00Z", "R. Tamsin", "confirm", "asserts", "j1", brandt.statement.id),
            Act(
                "2032-05-05T12:00:00Z",
                "R. Tamsin",
                "note",
                "Ask the port.",
                "n1",
                withdrawn_at="2032-05-05T13:00:00Z",
                withdrawn_by="A. Vey",
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a ledger with the statements of a case would answer; `lacks` are ids that it has not."""

    case: Case
    lacks: frozenset[str] = frozenset()

    def article(self, id: str) -> Article | None:
        found = {s.article.id: s.article for s in self.case.said.values()} | dict(self.case.articles)
        return None if id in self.lacks else found.get(id)

    def statement(self, id: str) -> Statement | None:
        return self.case.said[id].statement if id in self.case.said and id not in self.lacks else None


class Kit:
    """The functions above, for tests."""

    article = staticmethod(article)
    said = staticmethod(said)
    taken = staticmethod(taken)
    case_of = staticmethod(case_of)
    ferry = staticmethod(ferry)
    shelf = Shelf


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Kit()


@pytest.fixture(scope="session")
def story() -> Case:
    return ferry()
