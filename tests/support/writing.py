"""One writer: ``python -m support.writing DATA SECONDS`` takes in applications for so long and prints how it went as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.config.boot import boot
from support.served import plain_environment

if TYPE_CHECKING:
    from pathlib import Path


class Written(NamedTuple):
    """What writers did together: applications, errors in their words, median and 99th percentile of one in seconds."""

    done: int
    errors: list[str]
    p50: float
    p99: float


def together(folder: Path, writers: int, seconds: float) -> Written:
    """So many processes at once, each for so many seconds."""
    command = [sys.executable, "-m", "support.writing", str(folder), str(seconds)]
    processes = [subprocess.Popen(command, env=plain_environment(), stdout=subprocess.PIPE, text=True) for _ in range(writers)]
    told = [json.loads(process.communicate(timeout=seconds + 120)[0]) for process in processes]
    times = sorted(each for one in told for each in one["times"])
    errors = [each for one in told for each in one["errors"]]
    return Written(len(times), errors, times[len(times) // 2], times[len(times) * 99 // 100])


def write(folder: str, seconds: float) -> dict[str, list[object]]:
    """Take applications in, one after the other."""
    boot(folder)
    taken_in = import_module("faults.app").taken_in  # needs Django, which is there only now
    times: list[object] = []
    errors: list[object] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.monotonic()
        try:
            taken_in(uuid.uuid4().hex)
            times.append(round(time.monotonic() - start, 4))
        except Exception as error:  # whatever it is, it is counted
            errors.append(f"{type(error).__name__}: {error}"[:100])
    return {"times": times, "errors": errors}


if __name__ == "__main__":
    print(json.dumps(write(sys.argv[1], float(sys.argv[2]))))
