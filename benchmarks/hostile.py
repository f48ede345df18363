"""Claim: whatever is in a file, ``gongkai report check`` ends in exit 2 and one line within 2 s and 200 MB."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _timing import verdict

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 2.0
MEGABYTES = 200.0
# Text in a strange place is still text.
READABLE = {"corner.xlsx"}
_MAKE = "import sys; sys.path.insert(0, sys.argv[1])\nfrom tests.support import hostile\nhostile.write(sys.argv[2])"
_RUN = [sys.executable, "-m", "gongkai", "report", "check"]


def measured(file: Path) -> tuple[int, str, str, float, float]:
    """Exit code, standard output, standard error, seconds of wall time and peak megabytes of the command on one file."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.perf_counter()
        process = subprocess.Popen([*_RUN, str(file)], stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return process.returncode, out.read().decode(), err.read().decode(), seconds, usage.ru_maxrss / 1024


def clean(file: Path, code: int, out: str, err: str) -> bool:
    """Exit 2 and one line that names the file; a readable one may give its findings instead."""
    if file.name in READABLE and code in {0, 1}:
        return True
    return code == 2 and not out and err.count("\n") == 1 and file.name in err and "Traceback" not in err


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        # The bombs are built elsewhere, so that their makers' memory is not counted.
        subprocess.run([sys.executable, "-c", _MAKE, str(ROOT), folder], check=True)
        slowest = largest = 0.0
        dirty = []
        files = sorted(Path(folder).iterdir())
        for file in files:
            code, out, err, seconds, megabytes = measured(file)
            print(f"{file.name:18} exit {code}  {seconds:5.2f} s  {megabytes:6.1f} MB  {err.strip()[:120]}", flush=True)
            slowest, largest = max(slowest, seconds), max(largest, megabytes)
            if not clean(file, code, out, err):
                dirty.append(file.name)
    print(f"{len(files)} files, {len(dirty)} without a clean end {dirty}")
    results = [
        verdict("slowest hostile file against 2 s", slowest / SECONDS, 1, f"{slowest:.2f} s"),
        verdict("largest hostile file against 200 MB", largest / MEGABYTES, 1, f"{largest:.0f} MB"),
        not dirty,
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
