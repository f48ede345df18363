"""Runs a check-up in a process of its own, bounded in time and memory, so that the files never touch a disk.

``lib.confine`` hands a file over in a temporary file; here it goes through a pipe, and the process gets a private folder in memory
(a tmpfs) for the readers that need one. The folder is gone with the check; one of a server that was killed goes with a later check.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gongkai.lib import limits
from gongkai.web.checkup.examining import Answer, Order, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

# Before the module's own imports: a hostile file must not find the process unbounded. The hard limits stay as they are:
# LibreOffice has bounds of its own (readers.office).
_START = (
    "import sys, resource, signal\n"
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    "resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[2]), resource.getrlimit(resource.RLIMIT_DATA)[1]))\n"
    "signal.setitimer(signal.ITIMER_PROF, float(sys.argv[1]))\n"
    "sys.path[:] = sys.argv[3:]\n"
    "import importlib\n"
    "importlib.import_module('gongkai.web.checkup.examining').main()\n"
)
CPU_SECONDS = 10.0  # an honest report takes 0.1
WALL_SECONDS = 2.0 * limits.OFFICE_SECONDS + 20  # both files may be of an old format
MEMORY = 768 * 1024 * 1024  # bytes of data; what the readers take from any file stays far below
IN_MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made in it
_PREFIX = "gongkai-checkup-"
_STALE = 15 * 60  # seconds; no check takes that long
_TOO_MUCH = "没有在限定的时间和内存里检查完，请确认这是一份年度报告；文件特别大的，去掉图片和附件后再试"


def examine(order: Order, given: bytes, previous: bytes = b"", *, moment: datetime) -> Answer:
    """The answer about a report; a process that did not end well is a file that cannot be used."""
    with _folder(moment) as folder:
        output = _run(json.dumps(order).encode("ascii") + b"\n" + given + previous, folder)
    if output is None:
        return refused(order.name, _TOO_MUCH)
    return Answer(*json.loads(output))


def _run(given: bytes, folder: str | None) -> bytes | None:
    """What the process wrote; None when it was stopped or failed."""
    command = [sys.executable, "-I", "-S", "-c", _START, str(CPU_SECONDS), str(MEMORY), *sys.path]
    process = subprocess.Popen(  # noqa: S603 - a fixed command; nothing of the file is part of it
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", **({"TMPDIR": folder} if folder else {})},
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(given, timeout=WALL_SECONDS)
        return output if process.returncode == 0 else None
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the group, and take leave of it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


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
