"""A bar on standard error for work that takes a while, if somebody is watching there."""

import sys
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bukti.cli.display import console


class Watch:
    """Call it with what is being done, how many are done and of how many (0: nobody knows); a context manager."""

    def __init__(self, colour: bool | None, *, wanted: bool = True) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console(colour, sys.stderr), transient=True, disable=not (wanted and sys.stderr.isatty()))
        self._task = self._bar.add_task("", total=None)
        self._shown = False

    def __call__(self, what: str, done: int, total: int) -> None:
        if not self._bar.disable and not self._shown:  # a bar that was never shown would leave an empty line
            self._bar.start()
            self._shown = True
        self._bar.update(self._task, description=what, completed=done, total=total or None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._bar.stop()
