"""The stream interface of DESIGN.md: other programs call it, so its shape is fixed."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

import click

from bukti.cli.bench import Bench
from bukti.cli.reading import load_reader, speed_options
from bukti.cli.records import Json, statement_json
from bukti.cli.text import one_line, to_json
from bukti.ingest import Limits
from bukti.records import Article, Reading, Rejection, article_id
from bukti.runs.local import in_order
from bukti.statements import ReaderOptions

LONGEST_LINE = 64_000_000  # bytes; a line beyond it is refused unread, so that one broken file cannot take the memory
LONGEST_TEXT = Limits().max_characters
FACTS = ("lang", "url", "outlet", "date", "title")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input: the document and its article, or the error."""

    document: Json
    article: Article | None = None
    error: str = ""
    number: int = 0


@click.command
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--entities", is_flag=True, help="Add the labelled spans (person, role, place, ...) as `entities`.")
@speed_options
@click.pass_context
def extract(ctx: click.Context, file: BinaryIO, entities: bool, speed: ReaderOptions) -> None:
    """Find the statements of many documents: JSON lines in, JSON lines out.

    In: {"id", "text"} and optionally lang, url, outlet, date, title. Out: the same document with `statements`, in the same order;
    offsets are characters into `text`, end exclusive. A line that cannot be read becomes {"id", "error"}, the run goes on, and the
    exit status at the end is 1. On one thread each line is answered before the next one is read.

    \b
    Examples:
      bukti extract reports.jsonl > statements.jsonl
      echo '{"id": 1, "text": "\\"No ship came\\", Mira Tolan said."}' | bukti extract
      bukti extract --entities --threads 2 --batch 16 < reports.jsonl
    """
    bench: Bench = ctx.obj
    reader = load_reader(bench, speed)
    failed = False
    items = ((line, line.article) for line in lines(file))
    for line, reading in in_order(items, reader, speed, entities=entities):
        failed |= not isinstance(reading, Reading)
        sys.stdout.buffer.write(to_json(answered(line, reading, entities)).encode() + b"\n")
        sys.stdout.buffer.flush()
    if failed:
        ctx.exit(1)


def answered(line: Line, reading: Reading | Rejection | None, entities: bool) -> Json:
    if not isinstance(reading, Reading):
        error = one_line(reading.message) if reading else line.error
        return {"id": line.document.get("id"), "error": error}
    found: Json = {**line.document, "statements": [statement_json(s) for s in reading.statements]}
    return {**found, "entities": [list(e) for e in reading.entities]} if entities else found


def lines(file: BinaryIO, check: Callable[[object], Article | None] | None = None) -> Iterator[Line]:
    """One a document; blank lines hold none and are passed over. `check` raises ValueError where a document is not as it must be; without
    one, it must be an article."""
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield Line({}, error=f"line {number}: longer than {LONGEST_LINE:,} bytes; give the text as a file to `bukti read`")
        elif line.strip():
            yield parsed(line.rstrip(b"\r\n"), number, check or article)


def parsed(line: bytes, number: int, check: Callable[[object], Article | None]) -> Line:
    document: object = None
    try:
        # The mark that some editors put before the first line is no part of it.
        document = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"), parse_constant=_no_number)
        to_json(document)  # 1e999 parses, but is no number that JSON could give back
        return Line(known(document), check(document), number=number)
    except UnicodeDecodeError as error:
        return Line({}, error=f"line {number}: not UTF-8: byte {error.start} is 0x{line[error.start]:02x}")
    except json.JSONDecodeError as error:
        fault = error.msg.removesuffix(" at")
        return Line({}, error=f"line {number}: not JSON: {fault} at character {error.pos}")
    except RecursionError:
        return Line({}, error=f"line {number}: nested too deep")
    except ValueError as error:
        return Line(known(document), error=f"line {number}: {one_line(str(error))}")


def known(document: object) -> Json:
    return document if isinstance(document, dict) else {}


def article(document: object) -> Article:
    if not isinstance(document, dict):
        raise ValueError('not a JSON object such as {"id": "1", "text": "..."}')
    if not isinstance(document.get("id"), str | int):
        raise ValueError('"id" is missing' if document.get("id") is None else '"id" is neither a string nor a whole number')
    if not isinstance(document.get("text"), str):
        raise ValueError('"text" is missing' if document.get("text") is None else '"text" is not a string')
    if len(document["text"]) > LONGEST_TEXT:
        raise ValueError(f'"text" is over the limit of {LONGEST_TEXT:,} characters')
    lang, url, outlet, date, title = (fact(document, name) for name in FACTS)
    id = article_id(document["text"], url=url, outlet=outlet, date=date, title=title)
    return Article(id, document["text"], title, url, outlet, date, lang, source=str(document["id"]))


def fact(document: Json, name: str) -> str:
    value = document.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{name}" is not a string')
    return value or ""


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
