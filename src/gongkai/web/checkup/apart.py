"""Runs a check-up in a process of its own, bounded in time and memory, so that the files never touch a disk.

They go through a pipe, and the process gets a private folder in memory (a tmpfs) for the readers that need one. The folder is gone with
the check; one of a server that was killed goes with a later check.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gongkai.lib import confine, limits
from gongkai.web.checkup.examining import Answer, Order, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_MODULE = "gongkai.web.checkup.examining"
CPU_SECONDS = 10.0  # an honest report takes 0.1
WALL_SECONDS = 2.0 * limits.OFFICE_SECONDS + 20  # both files may be of an old format
MEMORY = 768 * 1024 * 1024  # bytes of data; what the readers take from any file stays far below
IN_MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made in it
_PREFIX = "gongkai-checkup-"
_STALE = 15 * 60  # seconds; no check takes that long
_TOO_MUCH = "没有在限定的时间和内存里检查完，请确认这是一份年度报告；文件特别大的，去掉图片和附件后再试"


def examine(order: Order, given: bytes, previous: bytes = b"", *, moment: datetime) -> Answer:
    """The answer about a report; a process that did not end well is a file that cannot be used."""
    asked = json.dumps(order).encode("ascii") + b"\n" + given + previous
    with _folder(moment) as folder:
        surroundings = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", **({"TMPDIR": folder} if folder else {})}
        done = confine.call(  # not the last: LibreOffice has bounds of its own (readers.office)
            _MODULE, asked, cpu_seconds=CPU_SECONDS, wall_seconds=WALL_SECONDS, memory=MEMORY, environment=surroundings, last=False
        )  # fmt: skip
    if done.status != 0:
        return refused(order.name, _TOO_MUCH)
    return Answer(*json.loads(done.output))


@contextmanager
def _folder(moment: datetime) -> Iterator[str | None]:
    """A private folder in memory; None where the system has no such place."""
    if not os.path.ismount(IN_MEMORY) or not os.access(IN_MEMORY, os.W_OK | os.X_OK):
        yield None
        return
    _sweep(moment)
    path = tempfile.mkdtemp(prefix=_PREFIX, dir=IN_MEMORY)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _sweep(moment: datetime) -> None:
    """Take away what a killed server left behind."""
    oldest = moment.timestamp() - _STALE
    with os.scandir(IN_MEMORY) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False) and entry.stat().st_mtime < oldest:
                    shutil.rmtree(entry.path, ignore_errors=True)
