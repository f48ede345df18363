"""A progress line on a terminal: done of all, rate, rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from types import TracebackType


class Bar:
    """Shown while it is entered; ``step`` after each file. ``total`` is the number of files."""

    def __init__(self, total: int) -> None:
        self._progress = Progress(
            TextColumn("检查"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("剩余"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=total, rate="")

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._progress.stop()

    def step(self) -> None:
        """One file more is done."""
        task = self._progress.tasks[0]
        speed = task.finished_speed or task.speed
        self._progress.update(self._task, advance=1, rate=f"每秒 {speed:.0f} 份" if speed else "")
