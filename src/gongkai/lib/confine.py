"""Programs and parsers that are not trusted, run in a process of their own with bounds on time and memory."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Before the module's own imports: a hostile file must not find the process unbounded.
_START = (
    "import sys, resource, signal\n"
    "cpu, memory, last = float(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == 'last'\n"
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    "for bound in (resource.RLIMIT_DATA, resource.RLIMIT_FSIZE):\n"
    "    resource.setrlimit(bound, (memory, memory if last else resource.getrlimit(bound)[1]))\n"
    "signal.setitimer(signal.ITIMER_PROF, cpu)\n"
    "sys.path[:] = sys.argv[5:]\n"
    "import importlib\n"
    "importlib.import_module(sys.argv[1]).main()\n"
)


class Finished(NamedTuple):
    """How a bounded process ended. ``status`` None: it ran out of wall time and was killed."""

    status: int | None
    output: bytes


def run(
    command: Sequence[str],
    *,
    given: bytes = b"",
    seconds: float,
    memory: int | None = None,
    environment: Mapping[str, str] | None = None,
    folder: str | None = None,
) -> Finished:
    """Run a command in its own process group; everything in the group is killed when ``seconds`` of wall time are over.

    ``given`` is its standard input, through a pipe and never on a disk; ``memory`` the bytes of address space it may have (where the
    system can bound another process). What it says on standard error is thrown away. OSError
    when it cannot be started.
    """
    process = subprocess.Popen(  # noqa: S603 - the callers' commands are fixed, the file's name is no part of them
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(environment) if environment is not None else None,
        cwd=folder,
        start_new_session=True,
    )
    _bound(process.pid, memory)
    try:
        output, _ = process.communicate(given, timeout=seconds)
        return Finished(process.returncode, output)
    except subprocess.TimeoutExpired:
        return Finished(None, b"")
    finally:
        _end(process)


def call(
    module: str,
    given: bytes,
    *,
    cpu_seconds: float,
    wall_seconds: float,
    memory: int,
    environment: Mapping[str, str] | None = None,
    last: bool = True,
) -> Finished:
    """Run ``main()`` of a Python module in a fresh interpreter that bounds itself before it imports anything.

    The module reads ``given`` from standard input and writes its answer to standard output. ``memory`` bounds its data, in bytes.
    ``last``: it starts no process that needs more; otherwise such a process may set itself bounds of its own.
    """
    bounds = (str(cpu_seconds), str(memory), "last" if last else "first")
    command = [sys.executable, "-I", "-S", "-c", _START, module, *bounds, *sys.path]
    return run(command, given=given, seconds=wall_seconds, environment=environment)


def _bound(process_id: int, memory: int | None) -> None:
    if memory is None or not hasattr(resource, "prlimit"):
        return
    with suppress(ProcessLookupError, PermissionError):
        resource.prlimit(process_id, resource.RLIMIT_AS, (memory, memory))
        resource.prlimit(process_id, resource.RLIMIT_CORE, (0, 0))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the group: a converter leaves children behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not read yet is lost with the process
                pipe.close()
