"""Reports written with marks, and a stand-in for the network that knows a few words in three languages."""

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np

from bukti.records import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Position,
    Said,
    Span,
    Stance,
    Statement,
    StatementType,
    Voice,
    article_id,
    statement_id,
)

TAG = re.compile(r"\[(?P<role>[SCQ])(?P<number>\d?)\|(?P<words>[^\]]*)\]")
SAME = """
ship kapal судно; weapons senjata оружие; ambassador dubes посол; said kata заявил; port pelabuhan порт; night malam ночью;
containers kontainer контейнеров; loaded dimuat погрузили; ministry kementerian министерство; denied membantah отрицает; twelve
dua-belas двенадцать; crane derek кран; residents warga жители; evidence bukti доказательств; no tidak нет; minister menteri
министр; question pertanyaan вопрос; harbour dermaga гавань; trucks truk грузовики; left berangkat ушло; oil minyak нефть; sold
dijual продана; police polisi полиция; rain hujan дождь; morning pagi утром; answered menjawab ответил; papers dokumen документы;
shut tertutup закрыты; guards penjaga охрана; north utara север
"""
MEANING = {word: concept for concept, group in enumerate(SAME.split(";")) for word in group.split()}


class Glossary:
    """Vectors of texts are the sums of those of their words; words between two semicolons of SAME have the same one."""

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        out = np.stack([self._one(text) for text in texts]) if texts else np.zeros((0, 96))
        return (out / np.linalg.norm(out, axis=1, keepdims=True)).astype(np.float32)

    def _one(self, text: str) -> np.ndarray:
        words = re.findall(r"[\w-]+", text.casefold()) or ["nothing"]
        return sum((_vector(f"concept {MEANING[w]}" if w in MEANING else w) for w in words), start=np.zeros(96))


def _vector(key: str) -> np.ndarray:
    return np.random.default_rng(crc32(key.encode())).standard_normal(96)


def person(name: str, party: str = "") -> Actor:
    return Actor(name, name, ActorKind.PERSON, party or name)


def body(name: str, party: str = "", kind: ActorKind = ActorKind.ORGANISATION) -> Actor:
    return Actor(name, name, kind, party or name)


def unnamed(name: str, party: str = "") -> Actor:
    return Actor(name, name, ActorKind.ANONYMOUS, party)


def report(
    marked: str, *, outlet: str = "", date: str = "", lang: str = "en", actors: Iterable[Actor] = (), relay: tuple[str, ...] = ()
) -> tuple[Article, list[Said]]:
    """`[S|Mira Tolan] [C|said] [Q|no ship came].`: speaker, cue, content; `[Q2|…]` belongs to a second statement of the same line.

    Actors are found by the name that the speaker's words begin or end with; others are persons of their own.
    """
    text, tagged = _unmarked(marked)
    article = Article(article_id(text, outlet=outlet, date=date), text, outlet=outlet, date=date, lang=lang)
    known = tuple(actors)
    return article, [_said(article, roles, known, relay) for roles in tagged]


def _unmarked(marked: str) -> tuple[str, list[dict[str, list[Span]]]]:
    text = ""
    statements: dict[tuple[int, str], dict[str, list[Span]]] = {}
    for number, line in enumerate(marked.strip().splitlines()):
        last = 0
        for tag in TAG.finditer(line.strip()):
            text += line.strip()[last : tag.start()]
            span = Span(len(text), len(text) + len(tag["words"]))
            statements.setdefault((number, tag["number"]), {}).setdefault(tag["role"], []).append(span)
            text, last = text + tag["words"], tag.end()
        text += line.strip()[last:] + "\n"
    return text, [roles for roles in statements.values() if "Q" in roles]


def _said(article: Article, roles: dict[str, list[Span]], known: Sequence[Actor], relay: tuple[str, ...]) -> Said:
    speaker, cue, content = (tuple(roles.get(role, ())) for role in "SCQ")
    words = " ".join(article.text[a:b] for a, b in speaker)
    actor = next((a for a in known if a.name in words or words in a.aliases), person(words) if words else None)
    ident = statement_id(article.id, speaker, cue, content)
    nested = any(s.start > c.start and s.end <= c.end for other in [roles] for s in other.get("S", []) for c in other["Q"])
    statement = Statement(ident, article.id, speaker, cue, content, StatementType.INDIRECT, words, relay, nested)
    return Said(statement, article, Voice(ident, (actor,) if actor else ()))


CLAIM = Claim("c", "Weapons were loaded onto the ship.")


def positions(said: Iterable[Said], stance: Stance = Stance.ASSERTS) -> list[Position]:
    return [Position(s.statement.id, CLAIM.id, stance) for s in said]
