"""Who speaks, across articles and languages: how often the actor is the right one, and how fast a large batch goes.

    python benchmarks/actors.py              accuracy on the stories that are here, with gold statements given
    python benchmarks/actors.py --errors     and each statement whose actor is another one
    python benchmarks/actors.py --speed      20,000 made-up articles with 100,000 statements, and half of that

The measure is `actor` of ../shared/tools/score_story.py: word sets of the names overlap by 0.6 or more. Statements come with spans, and
`Statement.actor` as the reader of the one article fills it; so the errors of that reader count here too. Each file is one batch, except
the unrelated articles of id-attributions, which are one batch each.
"""

import argparse
import json
import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from beds import SHARED, tool

from bukti.actors import ActorBook, voices
from bukti.records import Article, Span, Spans, Statement, StatementType, statement_id
from bukti.statements import StatementReader

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
STORIES = {
    "lady-r": (SHARED / "data/stories/lady-r/gold.jsonl", True),
    "grey-heron": (EXAMPLES / "grey-heron/gold.jsonl", True),
    "id-attributions": (SHARED / "data/id-attributions/dev.jsonl", False),
}
ARTICLES, PER_ARTICLE = 20_000, 5


@dataclass(frozen=True, slots=True)
class Read:
    """An article with its statements, and who speaks according to the annotators."""

    article: Article
    statements: tuple[Statement, ...]
    gold: tuple[str, ...]


def spans(raw: Any) -> Spans:
    """Some files give a cue as one pair, others as a list of them."""
    pairs = raw if raw and isinstance(raw[0], list) else [raw] if raw else []
    return tuple(Span(*pair) for pair in pairs)


def read(document: dict[str, Any], reader: StatementReader) -> Read:
    text, name = document["text"], document["id"]
    outlet, date = document.get("outlet", ""), document.get("date", "")
    article = Article(name, text, lang=document.get("lang", ""), outlet=outlet, date=date)
    given = []
    for s in document["statements"]:
        parts = spans(s["speaker"]), spans(s["cue"]), spans(s["content"])
        given.append(Statement(statement_id(name, *parts), name, *parts, StatementType(s["type"]), nested=s.get("nested", False)))
    reading = reader.read(article, given=given)
    return Read(reading.article, reading.statements, tuple(s.get("actor") or "" for s in document["statements"]))


def batches(path: Path, one_story: bool, reader: StatementReader) -> Iterator[list[Read]]:
    with path.open(encoding="utf-8") as lines:
        everything = [read(json.loads(line), reader) for line in lines]
    yield from [everything] if one_story else ([item] for item in everything)


def accuracy(path: Path, one_story: bool, reader: StatementReader, errors: bool = False) -> tuple[int, int]:
    """How many statements have the right actor, and how many have a gold one."""
    same = tool("score_story").same_actor
    right = asked = 0
    for batch in batches(path, one_story, reader):
        found = iter(voices([(r.article, r.statements) for r in batch], ActorBook.standard()))
        for item, statement, gold in ((r, s, g) for r in batch for s, g in zip(r.statements, r.gold, strict=True)):
            voice = next(found)
            if not gold:
                continue
            asked += 1
            right += same(gold, voice.name)
            if errors and not same(gold, voice.name):
                speaker = " … ".join(item.article.text[a:b] for a, b in statement.speaker)
                print(f"  {item.article.id}: {speaker!r}, in the article {statement.actor!r}: {voice.name!r} for {gold!r}  {voice.reason}")
    return right, asked


NAMES = ("Anna", "Boris", "Clara", "David", "Elena", "Farid", "Gita", "Hugo", "Irina", "Jonas")
FIRST, SECOND = (
    ("Var", "Mel", "Tor", "San", "Kor", "Lin", "Bar", "Dov", "Rez", "Pol"),
    ("enko", "ova", "inger", "oto", "adi", "etti", "son", "ura"),
)
SPEAKERS = (
    "the {} foreign ministry",
    "a senior {} official",
    "{} Defence Minister {}",
    "the ministry",
    "Kremlin spokesman {}",
    "residents",
    "{}",
)
STATES = ("South African", "Russian", "Japanese", "Indonesian", "German")
WORDS = "the ship left at night and trucks were seen on the pier while cranes worked until dawn near the harbour of the town "


def made_up(articles: int) -> Iterable[tuple[Article, list[Statement]]]:
    """Always the same: articles of about 300 words with five statements each."""
    for n in range(articles):
        text, made = "", list[Statement]()
        for k in range(PER_ARTICLE):
            i = n * PER_ARTICLE + k
            name = f"{NAMES[i % 10]} {FIRST[i // 7 % 10]}{SECOND[i // 3 % 8]}{FIRST[i // 1000 % 10].lower()}"
            pattern = SPEAKERS[i % len(SPEAKERS)]
            speaker = pattern.format(
                *([STATES[n % 5], name] if pattern.count("{}") == 2 else [name if pattern[-2:] == "{}" else STATES[n % 5]])
            )
            start = len(text)
            text += f"{speaker} said {WORDS * 3}. "
            actor = name if pattern.endswith("{}") else speaker
            span = (Span(start, start + len(speaker)),)
            made.append(Statement(f"{n}-{k}", str(n), span, (), (), StatementType.INDIRECT, actor=actor))
        yield Article(str(n), text, lang="en"), made


def speed(articles: int) -> None:
    batch = list(made_up(articles))
    start = time.perf_counter()
    found = voices(batch, ActorBook.standard())
    took = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{articles:,} articles, {len(found):,} statements: {took:.1f} s, {len(found) / took:,.0f} a second, peak {memory:,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if options.speed:
        speed(ARTICLES // 2)
        speed(ARTICLES)
        return
    reader = StatementReader.load()
    for name, (path, one_story) in STORIES.items():
        if path.is_file():
            right, asked = accuracy(path, one_story, reader, options.errors)
            print(f"{name:16} actor {right / asked:.4f} of {asked}")


if __name__ == "__main__":
    main()
