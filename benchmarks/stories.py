"""Synthetic story graphs: who took what from whom is recorded while reports are cut, reordered, paraphrased by rules, translated and mixed.

    python benchmarks/stories.py                     3,000 articles: how many derivations are found, and how fast
    python benchmarks/stories.py --articles 200000   the scale that is asked for
    python benchmarks/stories.py --more 1000         then so many more, added to what is there
    python benchmarks/stories.py --origins 10000     the newest so many are put together by what was said

Seconds are those of one core at work (process time), without the stand-in's vectors.

What such numbers are worth. Time and memory are those of real articles of the same length: the code looks at shapes, not at truth.
Precision and recall are worth less. The words are made up; the stand-in for the network knows which of them mean the same, so
translations are as plain as they can be; and the rules that paraphrase here are not what rewriters do. The numbers say that the
bookkeeping holds at scale, that copies of copies find a parent, that independent reports of one briefing stay apart, and they fall when
a change breaks something. They do not say how well derivations are found in the news: for that see lady-r in benchmarks/origins.py,
which is small, and real stories, which nobody has labelled.
"""

import argparse
import random
import resource
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from bukti.origins import Traces, find_origins
from bukti.records import (
    Actor,
    ActorKind,
    Article,
    Derivation,
    DerivationKind,
    Said,
    Span,
    Statement,
    StatementType,
    Voice,
    actor_id,
    article_id,
    statement_id,
)

LANGS = ("en", "id", "ru", "de")
SIZE = 384
CONCEPTS = 20_000
PORTION = 1_000  # articles added at once
EVERY = 10_000  # articles, after which it is said how far it is
SYLLABLES = {
    "en": ("ar", "ton", "el", "wick", "sha", "or", "min", "dle", "cro", "ve"),
    "id": ("ka", "me", "nya", "lu", "pe", "ran", "ti", "bo", "gu", "sa"),
    "ru": ("ва", "до", "ме", "ри", "сто", "ку", "не", "жи", "па", "лу"),
    "de": ("ge", "lich", "ung", "vor", "stra", "bei", "ken", "auf", "mer", "zu"),
}
SAYS = {"en": "said", "id": "kata", "ru": "сказал", "de": "sagte"}
CREDIT = {"en": "{} reported", "id": "dilansir {}", "ru": "сообщает {}", "de": "berichtete {}"}
Sentence = tuple[int, ...]  # concepts


@dataclass(slots=True)
class Line:
    """A sentence: what it means, who says it ("" for the reporter), through whom."""

    concepts: Sentence
    speaker: str = ""
    relay: str = ""
    synonyms: int = 0  # which words of several with the same meaning


@dataclass(slots=True)
class Report:
    outlet: str
    lang: str
    day: date
    lines: list[Line]
    parent: int = -1  # number of the report it was taken from
    kind: DerivationKind | None = None
    credited: bool = False
    article: Article | None = field(default=None)


def word(concept: int, lang: str, synonym: int) -> str:
    """A word of its own for each concept, language and synonym."""
    parts, rest = SYLLABLES[lang], concept * 3 + synonym
    out = ""
    for _ in range(6):
        out += parts[rest % 10]
        rest //= 10
    return out


class Dictionary:
    """The stand-in for the network: vectors of words that mean the same are the same, with something of the language in them."""

    def __init__(self) -> None:
        rng = np.random.default_rng(7)
        self._concepts = rng.standard_normal((CONCEPTS, SIZE)).astype(np.float32)
        self._langs = {lang: rng.standard_normal(SIZE).astype(np.float32) * 4 for lang in LANGS}
        self._back = {word(c, lang, s): (c, lang) for c in range(CONCEPTS) for lang in LANGS for s in range(3)}

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        out = np.zeros((len(texts), SIZE), np.float32)
        for i, text in enumerate(texts):
            known = [self._back[w] for w in text.lower().translate(MARKS).split() if w in self._back]
            rng = np.random.default_rng(len(text))
            out[i] = rng.standard_normal(SIZE) * 2
            if known:
                out[i] += self._concepts[[c for c, _ in known]].sum(0) + self._langs[known[0][1]]
        return out / np.linalg.norm(out, axis=1, keepdims=True)


MARKS = str.maketrans({m: " " for m in '.,"'})


def stories(articles: int, seed: int) -> Iterator[list[Report]]:
    """One story after the other until there are enough articles."""
    rng = random.Random(seed)
    made = number = 0
    while made < articles:
        story = _story(rng, number)
        made += len(story)
        number += 1
        yield story


def _story(rng: random.Random, number: int) -> list[Report]:
    """Two to four reports of one event by reporters who were there, and what others made of them."""
    start = date(2031, 1, 1) + timedelta(days=rng.randrange(700))
    topic = [rng.randrange(CONCEPTS) for _ in range(6)]
    said = [Line(_sentence(rng, topic), f"{number} Speaker{n % 3}") for n in range(5)]
    reports: list[Report] = []
    for _ in range(rng.randint(2, 4)):
        lines = [Line(_sentence(rng, topic)) for _ in range(rng.randint(6, 10))]
        for quoted in rng.sample(said, rng.randint(2, 4)):
            lines.insert(rng.randint(1, len(lines)), Line(quoted.concepts, quoted.speaker, "", rng.randrange(3)))
        reports.append(Report(_outlet(rng), rng.choice(LANGS), start, lines))
    for _ in range(rng.randint(2, 10)):
        parent = rng.randrange(len(reports))
        reports.append(rng.choice((_reprint, _translation, _rewrite, _relay))(rng, reports[parent], parent, topic))
    return reports


def _sentence(rng: random.Random, topic: Sequence[int]) -> Sentence:
    return (*rng.sample(topic, 2), *(rng.randrange(CONCEPTS) for _ in range(rng.randint(5, 9))))


def _outlet(rng: random.Random) -> str:
    return f"{word(rng.randrange(900), 'en', 0).title()} Post"


def _reprint(rng: random.Random, of: Report, parent: int, topic: Sequence[int]) -> Report:
    kept = [line for line in of.lines if rng.random() > 0.25] or of.lines
    return _child(rng, of, parent, DerivationKind.REPRINT, of.lang, kept)


def _translation(rng: random.Random, of: Report, parent: int, topic: Sequence[int]) -> Report:
    kept = [line for line in of.lines if rng.random() > 0.15] or of.lines
    return _child(rng, of, parent, DerivationKind.TRANSLATION, rng.choice([lang for lang in LANGS if lang != of.lang]), kept)


def _rewrite(rng: random.Random, of: Report, parent: int, topic: Sequence[int]) -> Report:
    """Other words, some meaning lost, a neighbour exchanged here and there, a sentence of its own."""
    kept = [Line(_paraphrased(rng, line), line.speaker, line.relay, (line.synonyms + 1) % 3) for line in of.lines if rng.random() > 0.2]
    for i in range(1, len(kept)):
        if rng.random() < 0.15:
            kept[i - 1], kept[i] = kept[i], kept[i - 1]
    kept.append(Line(_sentence(rng, topic)))
    return _child(rng, of, parent, DerivationKind.REWRITE, of.lang, kept)


def _paraphrased(rng: random.Random, line: Line) -> Sentence:
    return tuple(c for c in line.concepts if rng.random() > 0.15) or line.concepts


def _relay(rng: random.Random, of: Report, parent: int, topic: Sequence[int]) -> Report:
    """A report of its own with some of the parent's quotations, credited."""
    lang = rng.choice(LANGS)
    quoted = [Line(line.concepts, line.speaker, of.outlet, rng.randrange(3)) for line in of.lines if line.speaker][:3]
    own = [Line(_sentence(rng, topic)) for _ in range(rng.randint(5, 8))]
    child = _child(rng, of, parent, DerivationKind.RELAY, lang, [*own[:2], *quoted, *own[2:]])
    child.credited = True
    return child


def _child(rng: random.Random, of: Report, parent: int, kind: DerivationKind, lang: str, lines: list[Line]) -> Report:
    day = of.day + timedelta(days=rng.randint(0, 2))
    return Report(
        _outlet(rng), lang, day, [Line(x.concepts, x.speaker, x.relay, x.synonyms) for x in lines], parent, kind, rng.random() < 0.5
    )


def written(story: Sequence[Report]) -> list[tuple[Article, list[Said]]]:
    """The reports as articles with their statements, as the rooms before this one would give them."""
    return [_written(report, story[report.parent].outlet if report.parent >= 0 else "") for report in story]


def _written(report: Report, source: str) -> tuple[Article, list[Said]]:
    text, quoted = "", []
    for line in report.lines:
        words = " ".join(word(c, report.lang, line.synonyms) for c in line.concepts).capitalize()
        begin = len(text)
        if line.speaker:
            name = line.speaker.split()[-1]
            credit = ", " + CREDIT[report.lang].format(line.relay) if line.relay else ""
            text += f'"{words}," {SAYS[report.lang]} {name}{credit}.\n\n'
            quoted.append((line, Span(begin, begin + len(words) + 3), Span(text.index(name, begin), text.index(name, begin) + len(name))))
        else:
            text += words + ".\n\n"
    if report.credited and source:
        text += f"{CREDIT[report.lang].format(source)}.\n"
    day = report.day.isoformat()
    article = Article(article_id(text, outlet=report.outlet, date=day), text, outlet=report.outlet, date=day, lang=report.lang)
    report.article = article
    return article, [_said(article, line, content, speaker) for line, content, speaker in quoted]


def _said(article: Article, line: Line, content: Span, speaker: Span) -> Said:
    actor = Actor(actor_id(line.speaker, ActorKind.PERSON), line.speaker, ActorKind.PERSON)
    ident = statement_id(article.id, (speaker,), (), (content,))
    relay = (line.relay,) if line.relay else ()
    statement = Statement(ident, article.id, (speaker,), (), (content,), StatementType.DIRECT, line.speaker, relay)
    return Said(statement, article, Voice(ident, (actor,)))


@dataclass(slots=True)
class Truth:
    """What is recorded of the stories, and no more: memory is measured too."""

    derived: dict[tuple[str, str], DerivationKind] = field(default_factory=dict)
    family: dict[str, str] = field(default_factory=dict)  # of a copy, the report at its root

    def record(self, story: Sequence[Report]) -> None:
        for report in story:
            assert report.article
            root = report
            while root.parent >= 0 and root.kind is not DerivationKind.RELAY:
                root = story[root.parent]
            self.family[report.article.id] = root.article.id if root.article else ""
            if report.parent >= 0 and report.kind and (parent := story[report.parent].article):
                self.derived[report.article.id, parent.id] = report.kind


def score(truth: Truth, found: Sequence[Derivation]) -> dict[str, float]:
    """`near_p`: right too where the parent is another copy of the same report, or that report in place of its copy."""
    want, family = truth.derived, truth.family
    got = {(d.child, d.parent): d.kind for d in found}
    hits = want.keys() & got.keys()
    parents = {child: family[parent] for child, parent in want}
    near = sum(parents.get(child) == family[parent] for child, parent in got)
    p, r = len(hits) / max(len(got), 1), len(hits) / max(len(want), 1)
    kinds = sum(want[h] == got[h] for h in hits) / max(len(hits), 1)
    return {"p": p, "r": r, "f1": 2 * p * r / max(p + r, 1e-9), "kind": kinds, "near_p": near / max(len(got), 1), "derivations": len(want)}


class Untimed:
    """The stand-in, with the time it takes, which is no part of what is measured."""

    def __init__(self) -> None:
        self._meaning, self.spent = Dictionary(), 0.0

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        begin = time.process_time()
        out = self._meaning.vectors(texts)
        self.spent += time.process_time() - begin
        return out


class Bench:
    """What has been read so far; of the newest articles the statements too."""

    def __init__(self, newest: int) -> None:
        self.meaning, self.truth = Untimed(), Truth()
        self.traces = Traces(self.meaning)
        self.newest: deque[tuple[Article, list[Said]]] = deque(maxlen=newest)

    def grow(self, count: int, seed: int) -> None:
        """Adds stories in portions and says how long that took."""
        spent, portion, told = 0.0, [], len(self.traces) // EVERY
        for story in stories(count, seed):
            portion.extend(written(story))
            self.truth.record(story)
            if len(portion) >= PORTION:
                spent += self._add(portion)
                portion = []
                if len(self.traces) // EVERY > told:
                    told = len(self.traces) // EVERY
                    print(f"  {len(self.traces)} so far: {spent:.1f} s, {_resident():.2f} GiB now", flush=True)
        spent += self._add(portion)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"derivations: {count} articles more, {len(self.traces)} in all: {spent:.1f} s, peak {peak:.2f} GiB", flush=True)

    def _add(self, portion: Sequence[tuple[Article, list[Said]]]) -> float:
        begin = time.process_time() - self.meaning.spent
        self.traces.add(portion)
        self.newest.extend(portion)
        return time.process_time() - self.meaning.spent - begin

    def origins(self, found: Sequence[Derivation]) -> None:
        """Of the newest articles, as of one window of `bukti.runs.linking`."""
        begin = time.process_time() - self.meaning.spent
        articles = {article.id for article, _ in self.newest}
        inside = [d for d in found if d.child in articles]
        said = [one for _, its in self.newest for one in its]
        made = find_origins(said, inside, self.meaning)
        spent = time.process_time() - self.meaning.spent - begin
        print(f"origins: {len(said)} statements of the newest {len(self.newest)} articles in {len(made)}: {spent:.1f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--more", type=int, default=0)
    parser.add_argument("--origins", type=int, default=1_000, help="newest articles whose statements are put together")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    bench = Bench(args.origins)
    for count, seed in ((args.articles, args.seed), (args.more, args.seed + 1)):
        if count:
            bench.grow(count, seed)
    begin = time.process_time()
    found = bench.traces.derivations()
    print(f"choosing parents: {time.process_time() - begin:.1f} s", flush=True)
    print("  ".join(f"{k} {v:.3f}" if v <= 1 else f"{k} {v:.0f}" for k, v in score(bench.truth, found).items()))
    if args.origins:
        bench.origins(found)


def _resident() -> float:
    """Memory of this process in GiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() / 2**30


if __name__ == "__main__":
    main()
