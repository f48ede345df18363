"""The survey itself: files in, a bounded number of them at work, rows out in the order of the files."""

from __future__ import annotations

import json
import multiprocessing
import os
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gongkai.lib.errors import UnusableInput
from gongkai.report.audit import work
from gongkai.report.audit.cache import Cache, version_of_rules
from gongkai.report.audit.crew import Crew
from gongkai.report.audit.files import SUFFIXES, files
from gongkai.report.audit.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import TextIO

    from gongkai.report.audit.work import Outcome

    OpenPool = Callable[[int], Executor]


class Settings(NamedTuple):
    """What to survey and how. ``convert(part, target)`` makes the result from streamed lines; ``cache`` is a folder or None."""

    paths: tuple[str, ...]
    output: str
    convert: Callable[[str, str], None]
    jobs: int = 1
    cache: str | None = None
    seconds: float = 60
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Steps(Protocol):
    """Progress while it is entered."""

    def step(self) -> None:
        """One file more is done."""


def summary_path(output: str) -> str:
    """Where the summary lies: beside the result, ``.summary.json`` for its suffix."""
    return os.path.splitext(output)[0] + ".summary.json"


def processes(jobs: int) -> Executor:
    """Worker processes of this machine, started fresh so that neither threads nor locks are inherited."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=work.begin)


def run(
    settings: Settings, *, open_pool: OpenPool | None = None, progress: Callable[[int], AbstractContextManager[Steps]] | None = None
) -> Tally:
    """Survey all files, write result and summary, return the counts.

    Ctrl-C leaves the cache as far as it came: the same call goes on from there. The result
    file appears only when the survey is complete. Raises :class:`UnusableInput` when there is
    no file at all or nothing can be written.
    """
    own = (settings.output, summary_path(settings.output), _part(settings.output))
    leave_out = tuple(os.path.realpath(path) for path in own)
    if any(os.path.isfile(path) and os.path.realpath(path) in leave_out for path in settings.paths):
        raise UnusableInput("结果文件就是要检查的文件", "请用 -o 另起一个文件名")
    first = next(files(settings.paths, leave_out), None)
    if first is None:
        raise UnusableInput("给出的位置没有年度报告文件", f"请确认里面有 {' '.join(SUFFIXES)} 文件")
    total = sum(1 for _ in files(settings.paths, leave_out)) if progress else 0
    tally = Tally()
    part = _part(settings.output)
    try:
        with progress(total) if progress else nullcontext() as bar:
            _stream(settings, open_pool or processes, leave_out, tally, bar)
        settings.convert(part, settings.output)
    finally:
        if os.path.exists(part):
            os.unlink(part)
    _write_summary(settings.output, tally)
    return tally


def _part(output: str) -> str:
    return f"{output}.part"


def _write_summary(output: str, tally: Tally) -> None:
    beside = summary_path(output) + ".tmp"
    with open(beside, "w", encoding="utf-8") as out:
        out.write(tally.dumps())
    os.replace(beside, summary_path(output))


def _stream(settings: Settings, open_pool: OpenPool, leave_out: tuple[str, ...], tally: Tally, bar: Steps | None) -> None:
    cache = Cache(settings.cache, version_of_rules(settings.select, settings.ignore)) if settings.cache else None
    try:
        try:
            part = open(_part(settings.output), "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115 - closed below
        except OSError as error:
            raise UnusableInput(f"{settings.output} 写不进去（{error.strerror}）", "请核对文件夹并换一个位置") from error
        with part:
            for file, outcome, cached in Crew(settings, open_pool, cache).outcomes(files(settings.paths, leave_out)):
                if cache and not cached:
                    cache.put(outcome)
                _write(part, file, outcome)
                tally.add(outcome, cached=cached)
                if bar is not None:
                    bar.step()
    finally:
        if cache:
            cache.close()


def _write(part: TextIO, file: str, outcome: Outcome) -> None:
    for row in work.rows(file, outcome):
        part.write(json.dumps(row, ensure_ascii=False) + "\n")
