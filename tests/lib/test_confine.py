"""Processes with bounds."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from gongkai.lib import confine

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MEGABYTE = 1024 * 1024


def python(code: str, given: bytes = b"", seconds: float = 10.0) -> confine.Finished:
    return confine.run([sys.executable, "-I", "-S", "-c", code], given=given, seconds=seconds)


def test_standard_input_goes_in_and_standard_output_comes_out() -> None:
    done = python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])", b"abc")
    assert done == confine.Finished(0, b"cba")


def test_what_takes_too_long_is_ended_with_its_children() -> None:
    begun = time.monotonic()
    done = python("import subprocess; subprocess.run(['sleep', '60'])", seconds=0.5)
    assert done.status is None
    assert time.monotonic() - begun < 5


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "greedy.py").write_text("def main():\n    print(len(bytearray(500 * 1024 * 1024)))\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    done = confine.call("greedy", b"", cpu_seconds=5, wall_seconds=20, memory=100 * MEGABYTE)
    assert done.status != 0
    assert done.output == b""


def test_processor_time_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "endless.py").write_text("def main():\n    while True:\n        pass\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    done = confine.call("endless", b"", cpu_seconds=0.3, wall_seconds=30, memory=100 * MEGABYTE)
    assert done.status not in {0, None}
