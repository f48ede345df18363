"""``gongkai demo`` as a shell sees it: everything made, told once, the same on a second run."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow
SECONDS = 90  # the whole demonstration, on two busy cores


def demo(folder):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI_", "DJANGO_"))}
    command = [sys.executable, "-m", "gongkai", "demo", "--no-serve", "--data", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)


def test_it_is_made_in_time_and_a_second_run_adds_nothing(tmp_path):
    begin = time.monotonic()
    first = demo(tmp_path / "var")
    assert (first.returncode, first.stderr) == (0, "")
    assert time.monotonic() - begin < SECONDS
    assert "示例区的网站做好了" in first.stdout
    assert "jingban" in first.stdout
    assert "yanshi-2026-demo" in first.stdout

    second = demo(tmp_path / "var")
    assert (second.returncode, second.stderr) == (0, "")
    assert "早已做好，没有改动" in second.stdout
    assert "105 件申请" in first.stdout
    assert "105 件申请" in second.stdout
