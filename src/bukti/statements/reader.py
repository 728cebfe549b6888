"""Article -> Reading: the whole way from a text to its statements."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from bukti import lang as packs
from bukti.network import Network
from bukti.records import Article, Entity, Reading, Span, Statement, StatementType, statement_id
from bukti.statements.calibration import calibration_of, mark
from bukti.statements.confidence import confidence, run_together, strongest
from bukti.statements.drafts import Heard, hear
from bukti.statements.labels import labelled, leaning
from bukti.statements.near import Near
from bukti.statements.parties import UNCALIBRATED, judged, together, unnamed
from bukti.statements.quoted import follow_on_quotations
from bukti.statements.relays import find_relays, relay_chains
from bukti.statements.sequence import NO_STEPS
from bukti.statements.shape import CARRIED_ON, Shaped, carried_on, shape
from bukti.statements.speakers import resolve_actors
from bukti.statements.within import with_inner
from bukti.text.furniture import furniture
from bukti.text.language import identify
from bukti.text.quotes import Quotation, quotations
from bukti.text.sentences import sentences

# The end of a line before a blank one. A single break may stand inside a sentence, so after it nothing is done.
BLANK_LINE = re.compile(r"(?<=\w)(?:\n(?=\s*\n)|[^\S\n](?=[^\S\n]*\n\s*\n))")
NOT_BLANK = re.compile(r"\S")
FOLLOWS = 0.7  # share of its forerunner's confidence that a quotation without a cue gets; set by judgement, not measured
RULES = "4"  # raised with every change of the rules around the network, so that a ledger knows who read an article


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """`threads`: articles read at the same time, one core each. `batch`: how many wait in line for them. `weights`: a path, "" for the
    shipped ones."""

    threads: int = 1
    batch: int = 8
    weights: str = ""
    floor: float | None = None  # least confidence of a statement; None for the one that the weights were calibrated to in each language


class StatementReader:
    """Finds statements in articles. `load` once, then `read`; safe to use from several threads (runs.local does)."""

    def __init__(self, network: Network, options: ReaderOptions = ReaderOptions()) -> None:
        self.network, self.options = network, options
        self.calibration = calibration_of(network)

    @classmethod
    def load(cls, options: ReaderOptions = ReaderOptions()) -> Self:
        return cls(Network.load(Path(options.weights) if options.weights else None), options)

    @property
    def version(self) -> str:
        return f"{self.network.version}+rules-{RULES}{mark(self.calibration, self.network)}"

    def read(self, article: Article, *, entities: bool = False, given: Sequence[Statement] | None = None) -> Reading:
        """`given` statements keep their spans; only actor and relay are filled in where they are empty."""
        article = self.prepared(article)
        marks = quotations(article.text, article.lang)
        heard = self.heard(article) if given is None or entities else None
        statements = tuple(given) if given is not None else self.found(article, heard, marks) if heard else ()
        statements = self.attributed(article, statements, marks)
        labels = self.labels(article, heard, marks, statements) if heard and entities else ()
        return Reading(article, statements, labels, self.version, notices(article))

    def labels(self, article: Article, heard: Heard, marks: Sequence[Quotation], statements: Sequence[Statement]) -> tuple[Entity, ...]:
        """The spans that PFSA-ID labels."""
        table = self.calibration.get("steps", NO_STEPS)
        found = labelled(heard, marks, table, article.lang)
        parties = judged(found, statements, marks, heard, self.calibration.get("parties", UNCALIBRATED))
        if names := unnamed(parties.kept, found, heard):
            found = labelled(heard, marks, table, article.lang, names)
        return tuple(together(found, parties, article.text))

    def prepared(self, article: Article) -> Article:
        """With language and furniture, where they are not known yet."""
        code = article.lang or identify(article.text).code
        return replace(article, lang=code, furniture=article.furniture or tuple(furniture(article.text, code)))

    def floor(self, lang: str) -> float:
        if self.options.floor is not None:
            return self.options.floor
        least: float = self.calibration.get("thresholds", {}).get(lang, self.calibration["threshold"])
        return least

    def heard(self, article: Article) -> Heard:
        text = stopped(article.text)
        heard = hear(self.network, text, self.network.read(text), self.calibration.get("eager", 0.0))
        heard = replace(heard, pieces=replace(heard.pieces, text=article.text))
        return leaning(heard, self.calibration.get("labels", {}))

    def candidates(self, article: Article, heard: Heard, marks: Sequence[Quotation]) -> list[Shaped]:
        quoted = Near(marks, lambda q: q.span)
        furniture = Near(article.furniture, lambda f: f)
        found: list[Shaped] = []
        for draft in heard.drafts:
            ranges = (*draft.speaker, *draft.cue, *draft.content)
            window = int(heard.pieces.starts[min(a for a, _ in ranges)]), int(heard.pieces.ends[max(b for _, b in ranges) - 1])
            found.extend(shape(draft, heard.pieces, quoted.over(*window), tuple(furniture.over(*window)), article.lang))
        return carried_on(found) if article.lang in CARRIED_ON else found

    def found(self, article: Article, heard: Heard, marks: Sequence[Quotation]) -> tuple[Statement, ...]:
        scored = [(s, confidence(s, self.calibration)) for s in self.candidates(article, heard, marks)]
        floor = self.floor(article.lang)
        kept = settled([x for x in scored if x[1] >= floor], article)
        kept = with_inner(going_on(kept, article, marks), article, marks)
        contents = Near(((span, s) for s, _ in kept for span in s.content), lambda item: item[0])
        return tuple(statement(article.id, s, p, [other for _, other in contents.over(*extent(s))]) for s, p in kept)

    def attributed(self, article: Article, statements: tuple[Statement, ...], marks: Sequence[Quotation]) -> tuple[Statement, ...]:
        """With actors and relays, which need the article as a whole; what is there already stays."""
        text, bounds = article.text, sentences(article.text, article.lang, marks)
        resolved = resolve_actors(text, article.lang, statements, bounds)
        resolved = tuple(replace(r, actor=s.actor or r.actor) for s, r in zip(statements, resolved, strict=True))
        chains = relay_chains(resolved, find_relays(text, article.lang, article.outlet, marks), bounds)
        return tuple(replace(r, relay=r.relay or c) for r, c in zip(resolved, chains, strict=True))


def stopped(text: str) -> str:
    """The text as the network reads it, of the same length: a headline has no full stop, and would run on into the report.

    So have a byline, a crosshead, the items of a list: a stop ends them as the blank line does. What goes on in lower case is one sentence.
    """
    return BLANK_LINE.sub(lambda end: end[0] if runs_on(text, end.end()) else ".", text)


def runs_on(text: str, blank: int) -> bool:
    following = NOT_BLANK.search(text, blank)
    return following is not None and following[0].islower()


def settled(scored: Sequence[tuple[Shaped, float]], article: Article) -> list[tuple[Shaped, float]]:
    """The statements of an article, out of what is sure enough."""
    kept = strongest(scored)
    return run_together(kept, article.text) if article.lang in CARRIED_ON else kept


def going_on(kept: list[tuple[Shaped, float]], article: Article, marks: Sequence[Quotation]) -> list[tuple[Shaped, float]]:
    """With quotations that carry the last speaker on in a paragraph of their own. A rule, not the network: so a good deal less sure."""
    taken = [span for s, _ in kept for span in s.content]
    direct = [span for s, _ in kept if s.type is not StatementType.INDIRECT for span in s.content]
    whole = [Span(extent(s).start, max(span.end for span in (*s.speaker, *s.cue, *s.content))) for s, _ in kept]
    behind = whole if article.lang in CARRIED_ON else []
    found = follow_on_quotations(article.text, [*taken, *article.furniture], direct, marks, behind)
    ordered = sorted(kept, key=first)
    starts = [first(k)[0] for k in ordered]
    goes_on: list[tuple[Shaped, float]] = []
    for span in found:
        s, p = max([ordered[bisect_left(starts, span.start) - 1], *goes_on[-1:]], key=first)
        speaker = s.speaker if article.lang in CARRIED_ON else ()
        goes_on.append((Shaped(s.draft, speaker, (), (span,), StatementType.DIRECT), FOLLOWS * p))
    return sorted([*ordered, *goes_on], key=first) if found else kept


def first(found: tuple[Shaped, float]) -> tuple[int, int]:
    """Where it begins, for the order of the text."""
    return found[0].content[0].start, found[0].content[-1].end


def statement(article: str, s: Shaped, p: float, others: Sequence[Shaped]) -> Statement:
    return Statement(
        statement_id(article, s.speaker, s.cue, s.content), article, s.speaker, s.cue, s.content, s.type,
        nested=any(inside(s, o) for o in others), confidence=round(p, 4),
    )  # fmt: skip


def extent(s: Shaped) -> Span:
    """From the first to the last character of content and cue."""
    return Span(min(span.start for span in (*s.content, *s.cue)), max(span.end for span in (*s.content, *s.cue)))


def inside(inner: Shaped, outer: Shaped) -> bool:
    """All of the inner one (cue too, if it has one) stands in one segment of the outer one's content."""
    if inner is outer:
        return False
    whole = extent(inner)
    return any(o.start <= whole.start and whole.end <= o.end and o != whole for o in outer.content)


def notices(article: Article) -> tuple[str, ...]:
    if article.lang in ("", "und"):
        return ("the language of this text could not be told; statements may be missed",)
    pack = packs.load(article.lang)
    if pack.trained:
        return ()
    return (f"no statements in {pack.name} were in training: read through the multilingual encoder alone, expect more misses and errors",)
