"""The promises of the house. Who breaks one is told which and where."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bukti.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "bukti"
FILES = sorted(SOURCE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
COMMANDS_PAGE = ROOT / "docs" / "reference" / "commands.md"

LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 400, 60, 6

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, Function))


def place(path: Path, node: ast.stmt | ast.ExceptHandler) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def section(name: str) -> str:
    """What the reference says of a command."""
    found = re.search(rf"^## `bukti {name}`$(.*?)(?=^## |\Z)", COMMANDS_PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert found, f"docs/reference/commands.md has no section '## `bukti {name}`'"
    return found[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_reference_with_an_example(name: str) -> None:
    text = section(name)
    assert f"$ bukti {name}" in text, f"docs/reference/commands.md shows no example of `bukti {name}`"
    command = cli.get_command(click.Context(cli), name)
    assert command
    options = [option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts]
    missing = [option for option in options if f"`{option}" not in text]
    assert not missing, f"docs/reference/commands.md, `bukti {name}`: nothing is said of {', '.join(missing)}"


def test_the_reference_names_no_command_that_is_gone() -> None:
    assert set(re.findall(r"^## `bukti (\w+)`$", COMMANDS_PAGE.read_text(), re.MULTILINE)) == set(COMMANDS)


def test_every_room_has_its_place_in_the_layers() -> None:
    """That no room imports another is for `lint-imports`; it can only know of the rooms that it was told of."""
    (layers,) = (c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    named = set(re.findall(r"\w+", " ".join(layers["layers"])))
    rooms = {path.stem for path in SOURCE.glob("*.py")} | {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms - {"__init__"} == named


NAMES = {"python_multipart": "multipart", "markdown_it_py": "markdown_it"}  # where a library is imported under another name
SILENT = {"lxml_html_clean", "multipart"}  # wanted by trafilatura and FastAPI, which do not ask for them themselves


def needed() -> set[str]:
    """What a base install and the desk bring."""
    lines = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["desk"]]
    names = {re.split(r"[^\w-]", line)[0].replace("-", "_") for line in lines}
    return {NAMES.get(name, name) for name in names}


def test_every_library_has_one_door() -> None:
    doors = [c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "protected"]
    protected = {library for door in doors for library in door["protected_modules"]}
    # Names of countries, months and languages are wanted by several rooms; uvicorn is started where the command is.
    everywhere = {"babel", "numpy", "uvicorn"} | SILENT
    assert needed() - protected == everywhere, "any other library belongs behind one door"


def test_what_is_imported_is_what_the_project_asks_for() -> None:
    imported = {name for path in FILES for name in imports(path)} - set(sys.stdlib_module_names) - {"bukti"}
    assert imported == needed() - SILENT


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        yield from (name.partition(".")[0] for name in names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_and_functions_are_short(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert len(lines) <= LONGEST_FILE, f"{path.relative_to(ROOT)} has {len(lines)} lines"
    for node in functions(path):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{place(path, node)}: {node.name} has {length} lines"
        named = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs) if a.arg not in ("self", "cls")]
        assert len(named) <= MOST_PARAMETERS, f"{place(path, node)}: {node.name} has {len(named)} parameters"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_errors_are_swallowed_only_in_runs(path: Path) -> None:
    """Elsewhere a broad `except` must raise what it caught, as what it means."""
    if path.parent.name == "runs":
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")):
            assert any(isinstance(part, ast.Raise) for part in ast.walk(node)), f"{place(path, node)}: a broad except"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_edge_reads_the_environment(path: Path) -> None:
    if path.parent.name == "cli":
        return
    names = {ast.unparse(node) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    assert not names & {"os.environ", "os.getenv"}, f"{path.relative_to(ROOT)} reads the environment"


def test_the_package_carries_its_weights() -> None:
    found = {path.name: path.stat().st_size for path in (SOURCE / "network" / "weights").glob("*.zip")}
    assert set(found) == {"bukti-read.zip", "bukti-match.zip", "bukti-fast.zip"} and max(found.values()) <= 45_000_000, f"not {found}"
