"""What one worker does with one file: read, check, and answer in plain values. Runs in another process."""

from __future__ import annotations

import faulthandler
import hashlib
import os
import signal
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.report.readers import read_report
from gongkai.report.rules import check, chosen
from gongkai.report.rules.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

# Columns of a finding in the outcome; file and sha256 come before, organ, year and form stand with the file.
FINDING_COLUMNS = ("code", "name", "level", "certain", "part", "row", "column", "text", "message")
UNUSABLE_CODE = "ERROR"
_QUOTE_LIMIT = 500  # characters of the document kept per finding


class Outcome(NamedTuple):
    """A file after reading and checking. ``findings`` have ``FINDING_COLUMNS``; ``error`` is "" for a readable file.

    ``lasting`` is False for a failure that another run might not have (time, memory): it is not kept.
    """

    sha256: str
    organ: str | None
    year: int | None
    form: str | None
    findings: tuple[tuple[Any, ...], ...]
    error: str = ""
    lasting: bool = True


class TooSlow(Exception):
    """The time limit of one file has passed."""


_guarded = False  # set in worker processes of our own only: there the clock may interrupt, even end, the process


def begin() -> None:
    """Initialise a worker process: Ctrl-C belongs to the parent, and time limits may be kept by force."""
    global _guarded
    _guarded = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def examine_all(paths: list[str], seconds: float, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[Outcome]:
    """Each file by :func:`examine`, in order; ``seconds`` is for each."""
    return [examine(path, seconds, select, ignore) for path in paths]


def examine(path: str, seconds: float, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Outcome:
    """Read and check one file. Never raises: what goes wrong is the outcome's ``error``.

    After ``seconds`` the work is broken off; when it hangs inside a library that cannot be
    broken off, the process ends after twice that time and the parent goes on without it.
    """
    sha256 = fingerprint(path)
    clock = _Clock(seconds)
    try:
        clock.start()
        report = read_report(path)
        found = check(Context(report), chosen(select, ignore))
        clock.stop()
    except UnusableInput as error:
        return _failed(sha256, error.sentence())
    except OSError as error:
        return _failed(sha256, f"系统不让读这个文件（{error.strerror}），请检查权限", lasting=False)
    except TooSlow:
        return _failed(sha256, f"超过 {seconds:g} 秒还没有读完，请单独检查这份文件", lasting=False)
    except MemoryError:
        return _failed(sha256, "内存不够，没有读完，请单独检查这份文件", lasting=False)
    except Exception as error:  # noqa: BLE001 - one strange file must not end a survey of thousands
        return _failed(sha256, f"程序遇到没有预料到的情况（{type(error).__name__}），请把文件和这句话反馈给我们", lasting=False)
    finally:
        clock.stop()
    rows = tuple(
        (f.code, f.name, f.level, f.certain, f.place.part, f.place.row, f.place.column, f.place.text[:_QUOTE_LIMIT], f.message)
        for f in found
    )
    return Outcome(sha256, report.organ, report.year, report.form, rows)


def _failed(sha256: str, sentence: str, *, lasting: bool = True) -> Outcome:
    return Outcome(sha256, None, None, None, (), sentence, lasting)


def fingerprint(path: str) -> str:
    """SHA-256 of the file's bytes in hex; "" for a file that cannot be read or is beyond the size limit."""
    try:
        if os.path.getsize(path) > limits.RAW_BYTES:
            return ""
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


class _Clock:
    """The time limit of one file. Keeps still where it cannot interrupt: in a thread, or in a process that is not ours."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._works = _guarded and hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()

    def start(self) -> None:
        if self._works:
            signal.signal(signal.SIGALRM, _too_slow)
            signal.setitimer(signal.ITIMER_REAL, self._seconds)
            faulthandler.dump_traceback_later(2 * self._seconds, exit=True, file=_nowhere())

    def stop(self) -> None:
        if self._works:
            signal.setitimer(signal.ITIMER_REAL, 0)
            faulthandler.cancel_dump_traceback_later()


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlow


_sink: list[int] = []


def _nowhere() -> int:
    """A descriptor that swallows the interpreter's report; one per process."""
    if not _sink:
        _sink.append(os.open(os.devnull, os.O_WRONLY))
    return _sink[0]


def rows(file: str, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """The lines of the result table for one file: one per finding; one with an empty code for a clean
    file; one with code ERROR and the sentence for a file that could not be used.
    """
    head = {"file": file, "sha256": outcome.sha256, "organ": outcome.organ, "year": outcome.year, "form": outcome.form}
    findings = outcome.findings
    if outcome.error:
        findings = ((UNUSABLE_CODE, "unusable", "error", True, None, None, None, "", outcome.error),)
    elif not findings:
        findings = (("", "", "", None, None, None, None, "", ""),)
    for finding in findings:
        yield {**head, **dict(zip(FINDING_COLUMNS, finding, strict=True))}
