"""How sure is a stance? Finds the threshold and the confidence of bukti.claims.judge on dev stories, and the centres of the languages.

Dev stories are lady-r of ../shared, examples/grey-heron and written/stances-dev, none of which the judges learned from. The threshold is
the best one over the two that are annotated as news; two more numbers make the confidence (Platt 1999). The gate measures on lady-r, so
three numbers are fitted on what it measures; what lady-r gets with the threshold of grey-heron alone is printed too.

    python training/calibrate_match.py build/training/match ../shared/data --match WEIGHTS.zip
    python training/calibrate_match.py build/training/match ../shared/data --fast WEIGHTS.zip

write calibration-match.json and calibration-fast.json into the folder; export_match.py and export_student.py then put it into the manifest.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bukti.claims.block import centred
from bukti.claims.direction import towards
from bukti.claims.evidence import challenges
from bukti.claims.judge import FAINT, Wanted, chances, confidence, fits
from bukti.claims.match import SPACES, wanted
from bukti.claims.pool import neighbours, pooled
from bukti.claims.quantities import quantities
from bukti.claims.reading import Put, force, put
from bukti.claims.rivals import Field, against_rivals
from bukti.claims.wording import worded
from bukti.network import FAST, MATCH, STANCES, Fast, Meaning, read_archive
from bukti.network.meaning import centres as centres_of
from bukti.records import Actor, ActorKind, Article, Claim, Said, Span, Statement, StatementType, Voice

ROOT = Path(__file__).resolve().parents[1]
BINS = 10
NEWS = ("lady-r", "grey-heron")
THRESHOLDS = tuple(np.arange(0.05, 0.95, 0.05).round(2).tolist())


@dataclass(frozen=True, slots=True)
class Bed:
    """All pairs of a story: its statements as the judge reads them, and what gold says of each pair."""

    puts: list[Put]
    at: list[tuple[int, Wanted]]
    gold: np.ndarray

    @property
    def fits(self) -> np.ndarray:
        """Where no rule forbids a stance."""
        return np.array([fits(self.puts[i], w) for i, w in self.at])


def story(gold: Path, claims: dict[str, str]) -> Bed:
    """A story with annotated articles, read as they are."""
    asked = [wanted(Claim(k, text)) for k, text in claims.items()]
    found, stances = [], []
    for d in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        article = Article(str(d["id"]), d["text"], title=d.get("title", ""), lang=d["lang"])
        for s in d["statements"]:
            found.append(said(s, article))
            stances.append(dict(s["stance"]))
    return bed(put(found), asked, stances)


def bed(puts: list[Put], asked: list[Wanted], stances: list[dict[str, str]]) -> Bed:
    at = [(n, w) for n in range(len(puts)) for w in asked]
    return Bed(puts, at, np.array([STANCES.index(stances[n].get(w.id, "none")) for n, w in at]))


def said(s: dict[str, Any], article: Article) -> Said:
    speaker, cue, content = (tuple(Span(*x) for x in s[role]) for role in ("speaker", "cue", "content"))
    statement = Statement(f"{article.id}/{s['id']}", article.id, speaker, cue, content, StatementType(s["type"]))
    return Said(statement, article, Voice(statement.id, (Actor(s["actor"], s["actor"], ActorKind.PERSON),)))


def written(path: Path) -> Bed:
    d = json.loads(path.read_text(encoding="utf-8"))
    puts = []
    for n, s in enumerate(d["statements"]):
        parts = (s.get("speaker", ""), s.get("cue", ""), s["content"])
        one = Said(
            Statement(str(n), str(n), (), (), (), StatementType.INDIRECT), Article(str(n), s["content"], lang=s["lang"]), Voice(str(n))
        )
        before = s.get("before", "")
        amounts, goes_to = tuple(quantities(s["content"], s["lang"])), towards(s["content"], s["lang"])
        unproven = challenges(s["content"], force(s.get("cue", ""), s["lang"]), s["lang"])
        put_so = Put(one, worded(*parts), worded(*parts, before), bool(before), amounts, "", towards=goes_to, challenges=unproven)
        puts.append(put_so)
    return bed(puts, [wanted(Claim(k, text)) for k, text in d["claims"].items()], [s["stance"] for s in d["statements"]])


def dev(data: Path) -> dict[str, Bed]:
    lady = {k: v["text"] for k, v in json.loads((data / "stories/lady-r/claims.json").read_text(encoding="utf-8")).items()}
    heron = json.loads((ROOT / "examples/grey-heron/truth.json").read_text(encoding="utf-8"))["claims"]
    beds = {
        "lady-r": story(data / "stories/lady-r/gold.jsonl", lady),
        "grey-heron": story(ROOT / "examples/grey-heron/gold.jsonl", {k: v["text"] for k, v in heron.items()}),
    }
    return beds | {path.stem: written(path) for path in sorted((ROOT / "training/written/stances-dev").glob("*.json"))}


def in_other_words(b: Bed, wordings: dict[str, list[str]], number: int) -> Bed:
    """The same story asked with other sentences for its claims, which mean the same."""
    asked = {key: wanted(Claim(key, texts[number])) for key, texts in wordings.items()}
    return Bed(b.puts, [(n, asked[w.id]) for n, w in b.at], b.gold)


def wordings() -> dict[str, dict[str, list[str]]]:
    """Two of each claim of each dev story."""
    folder = ROOT / "training/written"
    told: dict[str, dict[str, list[str]]] = json.loads((folder / "wordings-dev.json").read_text(encoding="utf-8"))
    stories = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "stances-dev").glob("*.json")))
    return told | {story["story"]: story["wordings"] for story in stories}


def found_in(b: Bed, meaning: Meaning) -> np.ndarray:
    """Probabilities of the stances of all pairs, as ClaimMatcher has them."""
    found = chances([(b.puts[n], w) for n, w in b.at], meaning)
    space = centred(meaning.near([p.alone for p in b.puts]), [p.said.article.lang for p in b.puts], meaning.near_centres)
    near = neighbours(b.puts, space, SPACES[meaning.mode].report)
    places = [(n, w.id) for n, w in b.at]
    return against_rivals(pooled(found, places, near), places, Field(b.fits, np.ones(len(places), bool), {}))


def f1(p: np.ndarray, b: Bed, threshold: float, only: tuple[str, ...] = STANCES[1:4]) -> float:
    best = 1 + p[:, 1:].argmax(1)
    found = np.where((1 - p[:, 0] >= threshold) & b.fits, best, 0)
    kept = [STANCES.index(s) for s in only]
    right = ((found == b.gold) & np.isin(b.gold, kept)).sum()
    return float(2 * right / max(1, np.isin(found, kept).sum() + np.isin(b.gold, kept).sum()))


def best_threshold(beds: dict[str, Bed], found: dict[str, np.ndarray]) -> float:
    scores = {t: sum(f1(found[name], b, t) for name, b in beds.items()) for t in THRESHOLDS}
    return max(scores, key=lambda t: scores[t])


def shown(beds: dict[str, Bed], found: dict[str, np.ndarray], threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """The chances of all stances that are shown, and which of them are right."""
    chances, right = [], []
    for name, b in beds.items():
        p = found[name]
        best = 1 + p[:, 1:].argmax(1)
        kept = (1 - p[:, 0] >= threshold) & b.fits
        chances.append(p[np.arange(len(p)), best][kept])
        right.append((best == b.gold)[kept])
    return np.concatenate(chances), np.concatenate(right).astype(float)


def platt(chance: np.ndarray, right: np.ndarray) -> list[float]:
    """Slope and shift on the log odds, by Newton's method with a small ridge."""
    odds = np.log(np.clip(chance, FAINT, 1 - FAINT) / (1 - np.clip(chance, FAINT, 1 - FAINT)))
    x, w = np.c_[odds, np.ones(len(odds))], np.array([1.0, 0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x.T * (p * (1 - p))) @ x + 0.1 * np.eye(2), x.T @ (right - p) - 0.1 * (w - [1.0, 0.0]))
    return [round(float(v), 4) for v in w]


def reliability(sure: np.ndarray, right: np.ndarray) -> list[list[float]]:
    """Per tenth of confidence: mean confidence, share right, count."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        [round(float(sure[bins == b].mean()), 3), round(float(right[bins == b].mean()), 3), int((bins == b).sum())]
        for b in range(BINS)
        if (bins == b).any()
    ]


def centres(meaning: Meaning, data: Path) -> dict[str, list[float]]:
    """Mean vectors of up to 200 sentences of each language of NTREX: where the language lies, and nothing of what is said in it."""
    texts: dict[str, list[str]] = {}
    for d in map(json.loads, (data / "ntrex/docs.jsonl").read_text(encoding="utf-8").splitlines()):
        texts.setdefault(d["lang"], []).extend(line for line in d["text"].split("\n") if line)
    return {lang: meaning.vectors(lines[:: max(1, len(lines) // 200)]).mean(0).round(4).tolist() for lang, lines in texts.items()}


def show(what: str, b: Bed, found: np.ndarray, threshold: float) -> None:
    both, denial = (f1(found, b, threshold, only) for only in (STANCES[1:4], ("denies", "doubts")))
    print(f"{what:52} {len(b.gold):5} pairs  stance {both:.3f}  denies and doubts {denial:.3f}  threshold {threshold}", flush=True)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("data", type=Path)
    p.add_argument("--match", type=Path, help="archive of the networks")
    p.add_argument("--fast", type=Path, help="archive of the small network, which is then what is measured")
    a = p.parse_args()
    data = a.data
    match, read = read_archive(a.match, MATCH), read_archive()
    means = {}
    if a.fast:
        meaning: Meaning = Fast(match, read, threads=2, fast=read_archive(a.fast, FAST))
    else:
        meaning = Meaning(match, read, threads=2)
        means = centres(meaning, data)
        meaning.centres = meaning.near_centres = centres_of(means)
    beds = dev(data)
    found = {name: found_in(b, meaning) for name, b in beds.items()}
    news = {name: b for name, b in beds.items() if name in NEWS}
    of_heron = best_threshold({"grey-heron": beds["grey-heron"]}, found)
    show("lady-r, threshold of grey-heron", beds["lady-r"], found["lady-r"], of_heron)
    # What is best for the small network on two stories is not on the others, so it takes that of the large one.
    threshold = match.manifest["calibration"]["stance"]["threshold"] if meaning.mode else best_threshold(news, found)
    for name, b in beds.items():
        show(name, b, found[name], threshold)
        for number in range(2):
            other = in_other_words(b, wordings()[name], number)
            show(f"{name}, claims in other words ({number + 1})", other, found_in(other, meaning), threshold)
    chance, right = shown(news, found, threshold)
    stance: dict[str, Any] = {"threshold": threshold, "confidence": platt(chance, right)}
    stance["reliability"] = reliability(np.array([confidence(float(c), stance) for c in chance]), right)
    print(json.dumps(stance))
    (a.folder / f"calibration-{meaning.mode or 'match'}.json").write_text(
        json.dumps({"stance": stance} | ({"centres": means} if means else {}))
    )


if __name__ == "__main__":
    main()
