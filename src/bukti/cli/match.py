"""The second stream interface of DESIGN.md: which stance each statement takes on given claims, and where it comes from."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from itertools import repeat
from pathlib import Path
from typing import Any, BinaryIO

import click

from bukti.actors import ActorBook
from bukti.cli.bench import Bench
from bukti.cli.claimsfile import read_claims
from bukti.cli.extract import Line, lines
from bukti.cli.given import Filling, statements
from bukti.cli.reading import Command, load_meaning, load_reader, speed_options
from bukti.cli.records import Json, statement_json
from bukti.cli.text import one_line, to_json
from bukti.cli.watching import Watch
from bukti.pipeline import Linked, Progress, Reader, linked, positioned
from bukti.records import Derivation, Reading, Said, Standing, Statement, content_id
from bukti.runs.local import in_order
from bukti.statements import ReaderOptions
from bukti.text.language import identify

PRESENT = ("nested", "confidence")  # of a given statement, what counts as given also where it is false or zero


@dataclass(frozen=True, slots=True)
class Document:
    """A line with what was found in it."""

    line: Line
    reading: Reading | None = None
    error: str = ""


def _file_in_a_folder(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    """Found out now, not after the run."""
    if path and not path.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {path.parent}")
    return path


@dataclass(frozen=True, slots=True)
class Quick:
    """What is left out, and what is asked, so that a run takes less time."""

    stances_only: bool
    fast: bool


def quick_options(command: Command) -> Command:
    """--stances-only and --fast, handed over as `quick: Quick`."""

    @click.option("--stances-only", is_flag=True, help="Leave out where statements come from, which takes longest: `origin` is null.")
    @click.option("--fast", is_flag=True, help="Let the small network judge stances: for very many statements; more of them are wrong.")
    @wraps(command)
    def wrapped(*args: Any, stances_only: bool, fast: bool, **rest: Any) -> object:
        return command(*args, quick=Quick(stances_only, fast), **rest)

    return wrapped


given_file = click.Path(exists=True, dir_okay=False, path_type=Path)
result_file = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--claims", "claims_file", type=given_file, required=True, help="The claims, JSON.")
@click.option("--summary", type=result_file, callback=_file_in_a_folder, help="Write here what each claim rests on.")
@click.option("--derivations", type=result_file, callback=_file_in_a_folder, help="Write here which document comes from which.")
@click.option("--actors", type=given_file, multiple=True, help="People and bodies, FtM or CSV.")
@quick_options
@speed_options
@click.pass_context
def match(
    ctx: click.Context,
    /,
    file: BinaryIO,
    claims_file: Path,
    actors: tuple[Path, ...],
    quick: Quick,
    speed: ReaderOptions,
    **to: Path | None,
) -> None:
    """Say which stance each statement takes on claims, and which statements report the same utterance: JSON lines in, JSON lines out.

    The documents are those of `bukti extract`. One that has `statements` keeps them, and only what is missing is filled in; in others
    they are found. Each statement gets `stance`, a list of [claim, stance, confidence], and `origin`. CLAIMS is {"C1": {"text": ...}, ...}
    and may be {}. All documents are read before the first is answered, since what one leaves open another may tell.

    \b
    Examples:
      bukti match --claims claims.json reports.jsonl > out.jsonl
      bukti match --claims claims.json --summary summary.json --derivations from.json reports.jsonl > out.jsonl
      bukti extract reports.jsonl | bukti match --claims claims.json --actors people.csv
      bukti match --claims claims.json --fast --stances-only --threads 2 archive.jsonl > out.jsonl
    """
    bench: Bench = ctx.obj
    if quick.stances_only and (asked := [f"--{name}" for name in to if to[name]]):
        raise click.UsageError(f"--stances-only leaves out what {' and '.join(asked)} would be made of")
    claims = read_claims(claims_file)
    book = book_with(actors)
    reader, meaning = load_reader(bench, speed), load_meaning(bench, speed.threads, quick.fast)
    with Watch(bench.settings.colour) as watch:
        documents = list(read_all(file, reader, speed, watch))
        readings = [d.reading for d in documents if d.reading]
        link = positioned if quick.stances_only else linked
        found = link([(r.article, r.statements) for r in readings], claims, meaning, book, watch)
    for answer in answers(documents, found):
        sys.stdout.buffer.write(to_json(answer).encode() + b"\n")
    sys.stdout.buffer.flush()
    write(to["summary"], {standing.claim: standing_json(standing) for standing in found.standings})
    names = {d.reading.article.id: d.line.document["id"] for d in documents if d.reading}
    write(to["derivations"], [derivation_json(d, names) for d in found.derivations])
    if any(d.error for d in documents):
        ctx.exit(1)


def book_with(files: Iterable[Path]) -> ActorBook:
    book = ActorBook.standard()
    for path in files:
        book = book.with_file(path)
    return book


def read_all(file: BinaryIO, reader: Reader, speed: ReaderOptions, progress: Progress) -> Iterator[Document]:
    """The documents in order, with the statements they bring or those that the reader finds."""
    given: dict[str, list[Statement]] = {}
    items = prepared(file, given)
    for number, (line, reading) in enumerate(in_order(((x, x.article) for x in items), Filling(reader, given), speed), 1):
        progress("reading", number, 0)
        if isinstance(reading, Reading):
            yield Document(line, reading)
        else:
            yield Document(line, error=one_line(reading.message) if reading else line.error)


def prepared(file: BinaryIO, given: dict[str, list[Statement]]) -> Iterator[Line]:
    """Lines whose articles are apart by the documents' ids: two that say the same are two. Their statements go to `given`."""
    first: dict[str | int, int] = {}  # 1 and "1" are two ids, 1 and True cannot both come
    for line in lines(file):
        if line.article is None:
            yield line
            continue
        id = line.document["id"]
        assert isinstance(id, str | int)
        known = first.setdefault(id, line.number)
        article = replace(line.article, id=content_id("document", id), lang=line.article.lang or identify(line.article.text).code)
        try:
            if known != line.number:
                raise ValueError(f"the id {to_json(id)} is that of line {known} too; give each document its own")
            if (listed := statements(line.document, article)) is not None:
                given[article.id] = listed
            yield replace(line, article=article)
        except ValueError as error:
            yield Line(line.document, error=f"line {line.number}: {one_line(str(error))}")


def answers(documents: Iterable[Document], found: Linked) -> Iterator[Json]:
    """One for each document, in order."""
    voices = {one.statement.id: one for one in found.said}
    origins = {statement: origin.id for origin in found.origins for statement in origin.statements}
    stances: defaultdict[str, list[list[object]]] = defaultdict(list)
    for p in found.positions:
        stances[p.statement].append([p.claim, p.stance.value, round(p.confidence, 4)])
    for document in documents:
        if document.reading is None:
            yield {"id": document.line.document.get("id"), "error": document.error}
            continue
        given = document.line.document.get("statements")
        said = [
            {**filled(voices[s.id], one), "stance": stances[s.id], "origin": origins.get(s.id)}
            for s, one in zip(document.reading.statements, given if isinstance(given, list) else repeat({}), strict=False)
        ]
        yield {**document.line.document, "statements": said}


def filled(said: Said, given: Json) -> Json:
    """The statement as it was given, with what was missing."""
    found = {**statement_json(said.statement), "actor": said.voice.name or said.statement.actor}
    kept = {key: given[key] for key in found if key in given and (given[key] or (key in PRESENT and given[key] is not None))}
    return {**given, **found, **kept}


def standing_json(standing: Standing) -> Json:
    return {
        "status": standing.status.value,
        "independent_assert": standing.independent_assert,
        "independent_deny": standing.independent_deny,
        "origins": list(dict.fromkeys((*standing.asserting, *standing.denying, *standing.doubting))),
    }


def derivation_json(derivation: Derivation, names: Mapping[str, object]) -> Json:
    return {
        "child": names[derivation.child],
        "parent": names[derivation.parent],
        "kind": derivation.kind.value,
        "credited": derivation.credited,
        "confidence": round(derivation.confidence, 4),
    }


def write(path: Path | None, value: object) -> None:
    if path:
        path.write_text(json.dumps(value, ensure_ascii=True, indent=1) + "\n", encoding="utf-8")
