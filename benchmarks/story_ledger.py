"""A ledger of the invented story as a perfect reader would leave it, from its gold annotation: for screenshots and demonstrations.

python benchmarks/story_ledger.py FILE          examples/grey-heron into FILE, which must not be there yet
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from bukti.records import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Derivation,
    DerivationKind,
    Origin,
    Position,
    Reading,
    Span,
    Spans,
    Stance,
    Statement,
    StatementType,
    Voice,
    actor_id,
    article_id,
    claim_id,
    content_id,
    statement_id,
)
from bukti.store import ClaimAct, Deed, Ledger, Verdict, open_ledger

STORY = Path(__file__).parents[1] / "examples" / "grey-heron"
MODEL = "gold"
Json = dict[str, Any]


def article(row: Json) -> Article:
    url, raw = f"https://example.com/{row['id']}", row["text"].encode()
    id = article_id(row["text"], url=url)
    return Article(id, row["text"], row["title"], url, row["outlet"], row["date"], row["lang"], row["id"], "2031-04-06T08:00:00Z",
                   hashlib.sha256(raw).hexdigest(), raw)  # fmt: skip


def statement(article: Article, row: Json) -> Statement:
    speaker, cue, content = (_spans(row[role]) for role in ("speaker", "cue", "content"))
    id = statement_id(article.id, speaker, cue, content)
    kind = StatementType(row["type"])
    return Statement(id, article.id, speaker, cue, content, kind, row["actor"], tuple(row["relay"]), row["nested"], 1.0)


def _spans(given: list[list[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in given)


def voice(statement: Statement, row: Json, parties: dict[str, str]) -> Voice:
    party = parties.get(row["origin"], "")
    scope = () if row["actor"] else (statement.id,)
    of = actor_id(party, ActorKind.STATE) if party else ""
    actors = [Actor(actor_id(name, ActorKind.PERSON, *scope), name, ActorKind.PERSON, of) for name in row["actor"].split("; ") if name]
    return Voice(statement.id, tuple(actors), reason="as annotated")


class Story:
    """The annotation as records."""

    def __init__(self, folder: Path = STORY) -> None:
        truth = json.loads((folder / "truth.json").read_text())
        rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text().splitlines()]
        self.articles = {row["id"]: article(row) for row in rows}
        self.claims = {key: Claim(claim_id(c["text"]), c["text"]) for key, c in truth["claims"].items()}
        parties = {key: o["party"] for key, o in truth["origins"].items()}
        self.statements: dict[str, list[Statement]] = {}
        self.voices: list[Voice] = []
        self.positions: list[Position] = []
        told: dict[str, list[int]] = {}
        for row in rows:
            found = [statement(self.articles[row["id"]], s) for s in row["statements"]]
            self.statements[row["id"]] = found
            for one, given in zip(found, row["statements"], strict=True):
                told.setdefault(given["origin"], []).append(len(self.voices))
                self.voices.append(voice(one, given, parties))
                self.positions += [self._position(one, *stance) for stance in given["stance"]]
        self.origins = [self._origin(truth["origins"][key], [self.voices[n] for n in places]) for key, places in told.items()]
        self.derivations = [self._derivation(d) for d in truth["derivations"]]

    def _position(self, statement: Statement, claim: str, stance: str) -> Position:
        return Position(statement.id, self.claims[claim].id, Stance(stance), 0.9, f"annotated by hand: it {stance} {claim}", MODEL)

    def _origin(self, row: Json, voices: list[Voice]) -> Origin:
        ids = tuple(v.statement for v in voices)
        return Origin(content_id("origin", ids[0]), ids, voices[0].actors, row["date"], bool(row["party"]), row["occasion"])

    def _derivation(self, row: Json) -> Derivation:
        ends = (self.articles[row["child"]].id, self.articles[row["parent"]].id)
        return Derivation(*ends, DerivationKind(row["kind"]), row["credited"], 1.0, (row["note"],))

    def file(self, ledger: Ledger) -> None:
        for name, article in self.articles.items():
            ledger.add(Reading(article, tuple(self.statements[name]), model=MODEL))
        ledger.add_voices(self.voices, MODEL)
        ledger.add_claims(self.claims.values(), MODEL)
        ledger.file_positions(self.positions, MODEL)
        ledger.file_origins(self.origins, MODEL)
        ledger.file_derivations(self.derivations, MODEL)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("ledger", type=Path)
    path = options.parse_args().ledger
    if path.exists():
        options.error(f"{path} is there already")
    story = Story()
    with open_ledger(path, author="R. Tamsin") as ledger:
        story.file(ledger)
        claim = story.claims["C1"]
        first, second = [p for p in story.positions if p.claim == claim.id][:2]
        ledger.judge(first.statement, claim.id, Verdict.CONFIRM, note="Heard the recording of the briefing.")
        ledger.judge(second.statement, claim.id, Verdict.REJECT, note="Does not name the goods.")
        ledger.act(ClaimAct(Deed.NOTE, claim.id, "Ask the harbour office of Varnok for its log of March."))
        for key, each in story.claims.items():
            print(key, each.id, each.text)


if __name__ == "__main__":
    main()
