"""A module run in a bounded process of its own (``lib.confine``) whose only folder is in memory: what it reads never touches a disk.

The bytes go through a pipe; the process gets a private folder on a tmpfs for readers that need one. The folder is gone with the process;
one of a server that was killed goes with a later call.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib import confine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

IN_MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made in it
PREFIX = "gongkai-apart-"
STALE = 15 * 60  # seconds; no call takes that long


class Bounds(NamedTuple):
    """What the process may use: seconds of processor and of wall time, bytes of data."""

    cpu_seconds: float
    wall_seconds: float
    memory: int


def call(module: str, given: bytes, bounds: Bounds, *, moment: datetime) -> confine.Finished:
    """Run ``main()`` of the module with ``given`` on its standard input. ``TMPDIR`` is set only where a folder in memory could be made.

    It may start programs that set themselves bounds of their own (``report.readers.office``).
    """
    with _folder(moment) as folder:
        surroundings = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", **({"TMPDIR": folder} if folder else {})}
        return confine.call(
            module, given, cpu_seconds=bounds.cpu_seconds, wall_seconds=bounds.wall_seconds, memory=bounds.memory, environment=surroundings, last=False
        )  # fmt: skip


@contextmanager
def _folder(moment: datetime) -> Iterator[str | None]:
    """A private folder in memory; None where the system has no such place."""
    if not os.path.ismount(IN_MEMORY) or not os.access(IN_MEMORY, os.W_OK | os.X_OK):
        yield None
        return
    sweep(moment)
    path = tempfile.mkdtemp(prefix=PREFIX, dir=IN_MEMORY)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep(moment: datetime) -> None:
    """Take away what a killed server left behind."""
    oldest = moment.timestamp() - STALE
    with os.scandir(IN_MEMORY) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False) and entry.stat().st_mtime < oldest:
                    shutil.rmtree(entry.path, ignore_errors=True)
