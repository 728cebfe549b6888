"""From the utterances of a claim to the articles that report them, and from article to article: a picture in columns.

Utterances stand on the left, relays they came through next to them, then articles, and further right the articles that were taken from
those. An article that took an utterance over from another one hangs on that other one, and not on the utterance.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bukti.records import Article, Derivation, Origin, Said, Stance
from bukti.web.figures.layout import Box, column, edge_path

ORIGINS, ARTICLES = 24, 36  # that are drawn: more would be no picture
X_ORIGIN, X_RELAY, X_ARTICLE = 0, 268, 430
W_ORIGIN, W_RELAY, W_ARTICLE, STEP = 218, 104, 204, 372
HEIGHT, PILL = 44, 24


@dataclass(frozen=True, slots=True)
class Node:
    kind: str  # "utterance", "relay" or "article"
    title: str
    sub: str  # a date as ISO, or ""
    href: str
    box: Box
    stances: tuple[str, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    kind: str  # "reports", or a DerivationKind
    credited: bool
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Branch:
    """The same in words."""

    title: str
    date: str
    href: str
    kind: str = ""  # how it hangs on the branch above: "reports" or a DerivationKind
    credited: bool = True
    relay: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    reason: str = ""
    children: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    roots: tuple[Branch, ...] = ()
    width: float = 0
    height: float = 0
    left_out: int = 0  # utterances


@dataclass(slots=True)
class _Story:
    """What is drawn, by id."""

    origins: dict[str, Origin]
    stances: Mapping[str, tuple[Stance, ...]]  # of origins
    articles: dict[str, Article] = field(default_factory=dict)
    reports: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)  # (origin, article) -> relays
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)  # (origin, article) -> statement
    parents: dict[str, list[Derivation]] = field(default_factory=lambda: defaultdict(list))

    def taken(self, origin: str) -> tuple[str, ...]:
        return tuple(stance.value for stance in self.stances.get(origin, ()))

    def inherits(self, origin: str, article: str) -> bool:
        """Does the article have it from another one that is drawn?"""
        return any((origin, d.parent) in self.reports for d in self.parents.get(article, ()))


def tree(
    origins: Sequence[Origin], stances: Mapping[str, tuple[Stance, ...]], said: Mapping[str, Said], derived: Iterable[Derivation]
) -> Tree:
    """`said`: the statements with a position on the claim; others of the same origins are not drawn."""
    story = _story(origins, stances, said, derived)
    if not story.origins:
        return Tree()
    boxes = _layout(story)
    nodes, edges = tuple(_nodes(story, boxes)), tuple(_edges(story, boxes))
    width = max(box.x + box.width for box in boxes.values())
    height = max(box.y + box.height for box in boxes.values())
    return Tree(nodes, edges, _words(story), width, height, len(origins) - len(story.origins))


def _story(
    origins: Sequence[Origin], stances: Mapping[str, tuple[Stance, ...]], said: Mapping[str, Said], derived: Iterable[Derivation]
) -> _Story:
    story = _Story({o.id: o for o in origins[:ORIGINS]}, stances)
    for origin in story.origins.values():
        for one in (said[s] for s in origin.statements if s in said):
            if one.article.id not in story.articles and len(story.articles) >= ARTICLES:
                continue
            story.articles[one.article.id] = one.article
            key = (origin.id, one.article.id)
            story.anchors.setdefault(key, one.statement.id)
            relays = tuple(name for name in one.statement.relay if name != one.article.outlet)
            story.reports[key] = story.reports.get(key) or relays
    for d in derived:
        if d.child in story.articles and d.parent in story.articles and d.child != d.parent:
            story.parents[d.child].append(d)
    return story


def _depths(story: _Story) -> dict[str, int]:
    """How far each article is from one that comes from no other."""
    found: dict[str, int] = {}

    def depth(article: str, above: frozenset[str]) -> int:
        if article not in found:
            parents = [d.parent for d in story.parents.get(article, ()) if d.parent not in above]
            found[article] = 1 + max(depth(p, above | {article}) for p in parents) if parents else 0
        return found[article]

    for article in story.articles:
        depth(article, frozenset({article}))
    return found


def _layout(story: _Story) -> dict[tuple[str, str], Box]:
    """A place for each thing, column by column; each near to what it hangs on."""
    by_date = sorted(story.origins.values(), key=lambda o: (o.date or "9999", o.id))
    boxes = {("utterance", o.id): box for o, box in zip(by_date, column([0.0] * len(by_date), X_ORIGIN, W_ORIGIN, HEIGHT), strict=True)}
    relays: dict[str, list[float]] = defaultdict(list)
    for (origin, article), names in story.reports.items():
        if names and not story.inherits(origin, article):
            relays[names[0]].append(boxes["utterance", origin].middle)
    _place(boxes, "relay", relays, (X_RELAY, W_RELAY, PILL))
    depths = _depths(story)
    for deep in range(max(depths.values(), default=0) + 1):
        wanted = {a: _above(story, boxes, a) for a in story.articles if depths[a] == deep}
        _place(boxes, "article", wanted, (X_ARTICLE + deep * STEP, W_ARTICLE, HEIGHT))
    return boxes


def _place(boxes: dict[tuple[str, str], Box], kind: str, wanted: Mapping[str, Sequence[float]], size: tuple[int, int, int]) -> None:
    """One column: each as near as can be to the middle of what it hangs on."""
    middles = {key: sum(of) / len(of) if of else 0.0 for key, of in wanted.items()}
    order = sorted(middles, key=lambda key: (middles[key], key))
    for key, box in zip(order, column([middles[key] for key in order], *size), strict=True):
        boxes[kind, key] = box


def _above(story: _Story, boxes: Mapping[tuple[str, str], Box], article: str) -> list[float]:
    over = [boxes["article", d.parent].middle for d in story.parents.get(article, ()) if ("article", d.parent) in boxes]
    mine = [o for o, a in story.reports if a == article and not story.inherits(o, a)]
    return over + [boxes["utterance", o].middle for o in mine]


def _nodes(story: _Story, boxes: Mapping[tuple[str, str], Box]) -> Iterator[Node]:
    first = {origin: (article, statement) for (origin, article), statement in reversed(story.anchors.items())}
    for (kind, id), box in boxes.items():
        if kind == "utterance":
            origin = story.origins[id]
            article, statement = first.get(id, ("", ""))
            yield Node(kind, who(origin), origin.date, _at(article, statement), box, story.taken(id), origin.counted)
        elif kind == "relay":
            yield Node(kind, id, "", "", box)
        else:
            a = story.articles[id]
            yield Node(kind, a.outlet or a.title, a.date, f"/articles/{a.id}", box)


def who(origin: Origin) -> str:
    return ", ".join(a.name for a in origin.actors)


def _at(article: str, statement: str) -> str:
    return f"/articles/{article}#s-{statement}" if article else ""


def _edges(story: _Story, boxes: Mapping[tuple[str, str], Box]) -> Iterator[Edge]:
    drawn: set[tuple[str, str]] = set()
    for (origin, article), names in story.reports.items():
        if story.inherits(origin, article):
            continue
        stops = [("utterance", origin), *((("relay", names[0]),) if names else ()), ("article", article)]
        for one, other in zip(stops, stops[1:], strict=False):
            key = ("/".join(one), "/".join(other))
            if key not in drawn:
                drawn.add(key)
                yield Edge("reports", True, edge_path(boxes[one], boxes[other]), 0, 0)
    for child, over in story.parents.items():
        box = boxes["article", child]
        for n, d in enumerate(over):
            y = box.y + box.height * (n + 1) / (len(over) + 1)
            yield Edge(d.kind.value, d.credited, edge_path(boxes["article", d.parent], box, y), box.x - 10, y - 5)


def _words(story: _Story) -> tuple[Branch, ...]:
    children: dict[str, list[Derivation]] = defaultdict(list)
    for over in story.parents.values():
        for d in over:
            children[d.parent].append(d)

    def below(origin: str, article: str, seen: frozenset[str]) -> tuple[Branch, ...]:
        taken = [d for d in children[article] if (origin, d.child) in story.reports and d.child not in seen]
        return tuple(branch(origin, d.child, seen, d.kind.value, d.credited) for d in taken)

    def branch(origin: str, article: str, seen: frozenset[str], kind: str, credited: bool) -> Branch:
        a, href = story.articles[article], _at(article, story.anchors[origin, article])
        relay = story.reports[origin, article] if kind == "reports" else ()
        return Branch(a.outlet or a.title, a.date, href, kind, credited, relay, children=below(origin, article, seen | {article}))

    out = []
    for o in sorted(story.origins.values(), key=lambda o: (o.date or "9999", o.id)):
        own = [a for origin, a in story.reports if origin == o.id and not story.inherits(o.id, a)]
        under = tuple(branch(o.id, a, frozenset({a}), "reports", True) for a in own)
        out.append(Branch(who(o), o.date, "", stances=story.taken(o.id), reason=o.reason, children=under))
    return tuple(out)
