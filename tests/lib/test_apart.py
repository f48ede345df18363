"""A module in a process of its own: what it is given comes through a pipe, its folder is in memory and gone afterwards."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongkai.lib import apart

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
BOUNDS = apart.Bounds(cpu_seconds=5, wall_seconds=20, memory=256 * 1024 * 1024)
needs_memory = pytest.mark.skipif(not os.path.ismount(apart.IN_MEMORY), reason="this system has no folder in memory")
_TELLS = "import os, sys, tempfile\ndef main():\n    sys.stdout.write(sys.stdin.read() + '|' + os.environ.get('TMPDIR', 'none'))\n"


@pytest.fixture
def tells(monkeypatch, tmp_path):
    """A module that answers with what it was given and with its folder."""
    (tmp_path / "tells_its_folder.py").write_text(_TELLS)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(apart, "PREFIX", f"{apart.PREFIX}{os.getpid()}-")
    return "tells_its_folder"


@needs_memory
def test_the_folder_is_in_memory_and_gone_afterwards(tells):
    done = apart.call(tells, "年报".encode(), BOUNDS, moment=NOW)
    given, _, folder = done.output.decode().partition("|")
    assert (done.status, given) == (0, "年报")
    assert folder.startswith(f"{apart.IN_MEMORY}/{apart.PREFIX}")
    assert not Path(folder).exists()


def test_a_system_without_such_a_place_gives_no_folder_rather_than_one_on_a_disk(tells, monkeypatch, tmp_path):
    monkeypatch.setattr(apart, "IN_MEMORY", str(tmp_path))
    assert apart.call(tells, b"x", BOUNDS, moment=NOW).output == b"x|none"


@needs_memory
def test_what_a_killed_server_left_behind_goes_with_a_later_call(tells):
    left = Path(apart.IN_MEMORY) / f"{apart.PREFIX}left-by-a-test"
    left.mkdir(exist_ok=True)
    (left / "input.doc").write_bytes(b"x")
    begun = left.stat().st_mtime
    old, young = datetime.fromtimestamp(begun + apart.STALE + 1, UTC), datetime.fromtimestamp(begun + 1, UTC)
    apart.sweep(young)
    assert left.exists()
    apart.sweep(old + timedelta(seconds=1))
    assert not left.exists()
