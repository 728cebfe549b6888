"""What people see: the console, tables, and an article with its statements."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bukti.cli.marks import STYLES, bracketed, coloured
from bukti.cli.text import one_line
from bukti.records import Article, Reading, Spans, Statement

PAPER = 120  # columns where there is no terminal to ask
COLUMN_STYLES = {"who": STYLES["S"], "cue": STYLES["C"], "content": STYLES["Q"], "id": "dim"}
LONGEST_CELL = 400  # characters of a content in a table; the whole of it is in the text, in --json and in --csv
STATEMENT_COLUMNS = ("who", "cue", "type", "relay", "conf.", "content")


def console(colour: bool | None, stream: TextIO | None = None) -> Console:
    """On standard output unless told otherwise. `colour` as in Settings: None is on a terminal only."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    painted = terminal if colour is None else colour
    width = shutil.get_terminal_size().columns if terminal or "COLUMNS" in os.environ else PAPER
    return Console(
        file=stream, width=width, force_terminal=terminal or painted, color_system="standard" if painted else None,
        no_color=not painted, markup=False, highlight=False, emoji=False,
    )  # fmt: skip


def table(columns: Iterable[str], rows: Iterable[Sequence[str]], widths: Mapping[str, int], *, head: bool = True) -> Table:
    """The last column takes the room that the others leave; `widths` are those that must not follow from what is in them."""
    columns = list(columns)
    made = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, show_header=head, header_style="bold")
    made.expand = bool(widths)
    for column in columns:
        ratio = 1 if column == columns[-1] else None
        made.add_column(column, style=COLUMN_STYLES.get(column, ""), width=widths.get(column), ratio=ratio, overflow="fold")
    for row in rows:
        made.add_row(*(Text(one_line(cell)) for cell in row))
    return made


def print_reading(reading: Reading, to: Console) -> None:
    """The article with its marks, then its statements as a table."""
    painted = to.color_system is not None
    to.print(heading(reading.article))
    to.print(legend(painted), end="\n\n")
    if painted:
        to.print(coloured(reading), end="\n\n")
    else:
        to.out(bracketed(reading), highlight=False, end="\n\n")
    if reading.statements:
        rows = [(str(number), *statement_row(s, reading.article)) for number, s in enumerate(reading.statements, 1)]
        to.print(table(("#", *STATEMENT_COLUMNS), rows, statement_widths(to)))
    else:
        to.print("No statements found.")
    for notice in reading.notices:
        to.print(Text(f"note: {one_line(notice)}", "yellow"))


def heading(article: Article) -> Text:
    facts = [one_line(fact) for fact in (article.id, article.outlet, article.date, article.lang, article.url or article.source) if fact]
    title = Text(one_line(article.title) + "\n", "bold") if article.title else Text()
    return title.append(" · ".join(facts), "dim")


def legend(painted: bool) -> Text:
    if painted:
        return Text.assemble("marked: ", ("speaker", STYLES["S"]), " ", ("cue", STYLES["C"]), " ", ("content", STYLES["Q"]))
    return Text("marked: [1S speaker] [1C cue] [1Q content] of statement 1")


def statement_widths(to: Console) -> dict[str, int]:
    """The same for every table on this console, so that those of several articles stand under one head."""
    return {"#": 3, "who": to.width // 5, "cue": to.width // 8, "type": 8, "relay": max(9, to.width // 9), "conf.": 5}


def statement_row(statement: Statement, article: Article) -> tuple[str, ...]:
    kind = statement.type.value + (", nested" if statement.nested else "")
    facts = (who(statement, article), said(statement.cue, article), kind, ", ".join(statement.relay), f"{statement.confidence:.2f}")
    return (*facts, shortened(said(statement.content, article)))


def who(statement: Statement, article: Article) -> str:
    return statement.actor or said(statement.speaker, article) or "?"


def said(spans: Spans, article: Article) -> str:
    return " … ".join(one_line(article.text[start:end]) for start, end in spans)


def shortened(text: str, limit: int = LONGEST_CELL) -> str:
    return text if len(text) <= limit else text[: limit - 2].rstrip() + " …"
