"""What a pack must look like: `problems("id")` says what is wrong with one, in words its author can act on. tests/lang runs it for all.

Speaker words (titles, pronouns, roles …) have a schema of their own, in statements/speaker_words.py; here they are only read as tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bukti.errors import PackError
from bukti.lang import ROOT, Pack, Row, load

FORCES = ("says", "asks", "denies", "doubts", "alleges", "promises", "believes", "admits", "warns", "no-comment")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in order, and the values a column may have; no entry: any text."""

    columns: tuple[str, ...]
    values: dict[str, tuple[str, ...]]


TABLES = {
    "cues.tsv": Table(("form", "force"), {"force": FORCES}),
    "relays.tsv": Table(
        ("pattern", "takes", "place", "scope"),
        {"takes": ("any", "known"), "place": ("1", "2", "3"), "scope": ("sentence", "article")},
    ),
    "agencies.tsv": Table(("form", "name", "kind"), {"kind": ("agency", "outlet")}),
    "institutions.tsv": Table(("form", "means"), {}),
    "meanings.tsv": Table(
        ("key", "sort", "english", "plural", "mouth"),
        {"sort": ("body", "label", "office", "class", "topic", "quality", "group", "link", "country", "paper")},
    ),
    "nations.tsv": Table(("form", "code", "use"), {"use": ("name", "adjective", "both", "seat")}),
    "english_names.tsv": Table(("form", "english"), {}),
    "moments.tsv": Table(
        ("form", "unit", "steps", "from"),
        {"unit": ("day", "week", "month", "year", "weekday"), "from": ("report", "told", "calendar")},
    ),
    "occasions.tsv": Table(("form", "kind"), {"kind": ("post", "interview", "parliament", "address", "briefing", "letter", "call")}),
    "dependence.tsv": Table(("form", "kind"), {"kind": ("named", "before")}),
    "label_words.tsv": Table(("word", "B-ROLE", "I-ROLE", "B-AFFILIATION", "I-AFFILIATION"), {}),
    "directions.tsv": Table(("form", "kind"), {"kind": ("to", "from", "gives", "gets", "given", "passive", "reversed")}),
    "headlines.tsv": Table(("form", "force"), {"force": ("refutes", "hedges")}),
    "furniture.tsv": Table(("text", "match"), {"match": ("only", "line", "start", "caption")}),
}
LISTS = (
    "abbreviations.txt",
    "belonging.txt",
    "calendar.txt",
    "calls.txt",
    "distinctive.txt",
    "name_cases.txt",
    "neutral.txt",
    "outlet_words.txt",
    "stubs.txt",
    "told.txt",
)
LOWER = ("cues.tsv", "directions.tsv", "headlines.tsv")
NEEDED = ("cues.tsv", "relays.tsv", "furniture.tsv", "abbreviations.txt", "calendar.txt")  # by every pack


def problems(code: str) -> list[str]:
    """What is wrong with a pack, one sentence each; [] for a sound one."""
    pack = load(code)
    found = [f"lang/{code}/{file} is missing; every pack has one" for file in NEEDED if not ROOT.joinpath(code, file).is_file()]
    for entry in ROOT.joinpath(code).iterdir():
        try:
            found.extend(_in_table(pack, entry.name) if entry.name.endswith(".tsv") else _in_list(pack, entry.name))
        except PackError as error:
            found.append(str(error))
    return found


def _in_table(pack: Pack, file: str) -> Iterator[str]:
    rows, table, where = pack.table(file), TABLES.get(file), f"lang/{pack.code}/{file}"
    if table is None or not rows:
        return
    if tuple(rows[0]) != table.columns:
        yield f"{where}: the columns are {', '.join(rows[0])}; they must be {', '.join(table.columns)}"
        return
    first = [row[table.columns[0]] for row in rows]
    for repeated in sorted({form for form in first if first.count(form) > 1}):
        yield f"{where}: {repeated!r} stands there twice; one line decides"
    for row in rows:
        for column, allowed in table.values.items():
            if row[column] not in allowed:
                yield f"{where}: {row[table.columns[0]]!r} has {column} {row[column]!r}; it must be one of {', '.join(allowed)}"
        yield from _in_row(row, file, where)


def _in_row(row: Row, file: str, where: str) -> Iterator[str]:
    if file == "relays.tsv":
        literal = row["pattern"].replace("{outlet}", "").replace("{via}", "")
        if row["pattern"].count("{outlet}") != 1 or not literal.strip() or "{" in literal:
            yield f"{where}: {row['pattern']!r} needs {{outlet}} once and words beside it; the only other slot is {{via}}"
    if file in LOWER and row["form"] != row["form"].lower():
        yield f"{where}: {row['form']!r} has capitals; its forms are compared in lower case"


def _in_list(pack: Pack, file: str) -> Iterator[str]:
    where = f"lang/{pack.code}/{file}"
    if file not in LISTS:
        return
    entries = pack.words(file)
    for repeated in sorted({entry for entry in entries if entries.count(entry) > 1}):
        yield f"{where}: {repeated!r} stands there twice"
    if file == "abbreviations.txt":
        yield from (f"{where}: {entry!r} does not end with a full stop" for entry in entries if not entry.endswith("."))
