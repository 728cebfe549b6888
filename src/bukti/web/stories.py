"""Claims put together into stories by the articles that tell them: a claim belongs where at least half of its articles are told already.

What an article tells of is what it takes most positions on: one that a single stray sentence was matched to is not about that.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bukti.records import Claim

SHARE = 0.5  # of a claim's articles that tell of a story, from which it belongs to it
MAIN = 0.25  # of the positions that an article takes on its main claim, from which it tells of another one too


@dataclass(frozen=True, slots=True)
class Story:
    """`head` is the claim whose words stand over it: one that somebody wrote, else the one that most articles speak of."""

    head: str
    claims: tuple[str, ...]
    articles: int


Told = Mapping[str, Collection[str]]  # the articles that tell of a claim, by claim


def stories(claims: Iterable[Claim], taken: Mapping[str, Mapping[str, int]]) -> dict[str, Story]:
    """The story of each claim that any article tells of, by claim. `taken`: how many positions, by claim and article.

    Widest claims first, each is put to the story that has most of its articles, or begins one. A round-up that tells of everything joins
    nothing: a claim comes to one story, and two stories are never made one.
    """
    known = {c.id: c for c in claims if taken.get(c.id)}
    told = _told(known, taken)
    members: list[list[str]] = []
    at: defaultdict[str, set[int]] = defaultdict(set)  # of an article: numbers of the stories it tells of
    for claim in sorted(known, key=lambda c: (-len(told[c]), c)):
        number = _home(told[claim], at)
        if number is None:
            number = len(members)
            members.append([])
        members[number].append(claim)
        for article in told[claim]:
            at[article].add(number)
    articles = Counter(number for numbers in at.values() for number in numbers)
    made = [Story(_head(its, known, told), tuple(its), articles[number]) for number, its in enumerate(members)]
    return {claim: story for story in made for claim in story.claims}


def _told(claims: Iterable[str], taken: Mapping[str, Mapping[str, int]]) -> dict[str, Collection[str]]:
    """Without the articles that are mainly about something else, where any are left."""
    main: Counter[str] = Counter()
    for claim in claims:
        for article, number in taken[claim].items():
            main[article] = max(main[article], number)
    return {c: [a for a, number in taken[c].items() if number >= MAIN * main[a]] or list(taken[c]) for c in claims}


def _home(articles: Collection[str], at: Mapping[str, set[int]]) -> int | None:
    """Of stories with as many of the articles, the one that began first."""
    shared = Counter(number for a in articles for number in at.get(a, ()))
    best = min(shared, key=lambda number: (-shared[number], number), default=None)
    return best if best is not None and shared[best] >= SHARE * len(articles) else None


def _head(its: Sequence[str], known: Mapping[str, Claim], told: Told) -> str:
    return min(its, key=lambda c: (not known[c].author, -len(told[c]), len(known[c].text), c))
