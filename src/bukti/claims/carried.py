"""A statement that is nothing but a back-reference takes over what the statement before it says.

"Kremlin menolak tuduhan … Hal tersebut ditegaskan juru bicara Kremlin": the spokesman says what the Kremlin says. The judge cannot know.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bukti import lang as packs
from bukti.claims.reading import Put
from bukti.records import Position

LESS = 0.9  # share of its forerunner's confidence; set by judgement, not measured


def carried(puts: Sequence[Put], positions: Sequence[Position]) -> list[Position]:
    """The positions, those of back-references replaced; one without a statement before it keeps its own."""
    by_statement: dict[str, list[Position]] = defaultdict(list)
    for p in positions:
        by_statement[p.statement].append(p)
    for put in puts:
        if points_only_back(put) and (before := forerunner(put, puts)) is not None:
            why = f"“{put.said.content}” points to the statement before it (“{before.said.cue}”), and takes over its stance"
            by_statement[put.said.statement.id] = [
                replace(p, statement=put.said.statement.id, confidence=round(LESS * p.confidence, 4), reason=why)
                for p in by_statement.get(before.said.statement.id, ())
            ]
    return [p for put in puts for p in by_statement.get(put.said.statement.id, ())]


def points_only_back(put: Put) -> bool:
    return put.said.content.strip(" ,.;:").casefold() in _references(put.said.article.lang)


@cache
def _references(lang: str) -> frozenset[str]:
    return frozenset(w.casefold() for w in packs.load(lang).words("back_references.txt"))


def forerunner(put: Put, puts: Sequence[Put]) -> Put | None:
    """The statement of the same article that ends last before this one begins; of several with one content the outermost."""
    start = beginning(put)
    before = [p for p in puts if p.said.article.id == put.said.article.id and p is not put and p.said.statement.content]
    before = [p for p in before if p.said.statement.content[-1].end <= start]
    return max(before, key=lambda p: (p.said.statement.content[-1].end, -beginning(p)), default=None)


def beginning(put: Put) -> int:
    s = put.said.statement
    return min((span.start for span in (*s.speaker, *s.cue, *s.content)), default=0)
