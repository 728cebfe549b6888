import sys
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import click

from bukti.cli.bench import Bench
from bukti.cli.extract import LONGEST_TEXT, Line, lines
from bukti.cli.reading import load_meaning
from bukti.cli.records import Json
from bukti.cli.text import to_json
from bukti.network import NLI, STANCES
from bukti.pipeline import Meaning

BATCH = 256  # pairs that are judged at once
ROLES = ("premise", "hypothesis")


@click.command
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--threads", type=click.IntRange(1, 256), default=1, show_default=True, help="Processor cores that may be used.")
@click.pass_context
def compare(ctx: click.Context, file: BinaryIO, threads: int) -> None:
    """Say what the judge of claims makes of pairs of texts, so that anybody can measure it: JSON lines in, JSON lines out.

    In: {"id", "premise", "hypothesis"}. Out: {"id", "nli", "stance"}, each with the probability of every label. These are the network's own
    answers, before calibration and rules. A bad line becomes {"id", "error"}, and the exit status at the end is 1.

    \b
    Examples:
      bukti compare pairs.jsonl > judged.jsonl
      echo '{"id": 1, "premise": "No ship came.", "hypothesis": "A ship came."}' | bukti compare
    """
    bench: Bench = ctx.obj
    meaning = load_meaning(bench, threads)
    failed = False
    found = lines(file, pair)
    while some := list(islice(found, BATCH)):
        for answer in judged(some, meaning):
            failed |= "error" in answer
            sys.stdout.buffer.write(to_json(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
    if failed:
        ctx.exit(1)


def pair(document: object) -> None:
    """ValueError for a line that is no pair of texts."""
    if not isinstance(document, dict):
        raise ValueError('not a JSON object such as {"id": 1, "premise": "...", "hypothesis": "..."}')
    if document.get("id") is None:
        raise ValueError('"id" is missing')
    for role in ROLES:
        text = document.get(role)
        if not isinstance(text, str):
            raise ValueError(f'"{role}" is missing' if text is None else f'"{role}" is not a string')
        if len(text) > LONGEST_TEXT:
            raise ValueError(f'"{role}" is over the limit of {LONGEST_TEXT:,} characters')


def judged(some: list[Line], meaning: Meaning) -> Iterator[Json]:
    """One answer for each, in order."""
    good = [(str(x.document["premise"]), str(x.document["hypothesis"])) for x in some if not x.error]
    found = meaning.compare(good)
    rows = iter(zip(found.nli.tolist(), found.stance.tolist(), strict=True))
    for line in some:
        if line.error:
            yield {"id": line.document.get("id"), "error": line.error}
        else:
            nli, stance = next(rows)
            yield {"id": line.document["id"], "nli": chances(NLI, nli), "stance": chances(STANCES, stance)}


def chances(labels: tuple[str, ...], row: list[float]) -> Json:
    return {label: round(chance, 4) for label, chance in zip(labels, row, strict=True)}
