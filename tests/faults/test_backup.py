"""A backup taken while everybody writes is whole, and a backup or a restore that is killed leaves nothing half."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from support.served import Clients, plain_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def gongkai(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        env=plain_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )


def killed(seconds: float, *arguments: str) -> bool:
    """Whether the command was still at it after ``seconds``, when it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai", *arguments], env=plain_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def test_backups_taken_while_everybody_writes_are_whole(site, tmp_path):
    site.start()
    load = Clients(site, 4)
    for number in range(3):
        time.sleep(1)
        done = gongkai("backup", str(tmp_path / f"{number}.zip"), "--data", str(site.folder), "--with-keys")
        assert done.returncode == 0, done.stderr
    load.finish()
    site.kill()
    counts = []
    for number in range(3):
        folder = tmp_path / f"new-{number}"
        assert gongkai("restore", str(tmp_path / f"{number}.zip"), "--data", str(folder)).returncode == 0
        checked = gongkai("check-ledger", "--data", str(folder))
        assert checked.returncode == 0, checked.stdout
        before, site.folder = site.folder, folder
        ledger, site.folder = site.ledger(), before
        assert ledger.wrong == []
        counts.append(len(ledger.numbers))
    assert 0 < counts[0] < counts[1] < counts[2] <= len(site.ledger().numbers)


def filled(folder) -> None:
    """Enough files that a kill comes in the middle of them."""
    for number in range(4000):
        path = folder / "files" / f"{number % 256:02x}" / f"{number:05}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(os.urandom(4000))


def test_a_killed_backup_or_restore_leaves_nothing_half(site, tmp_path):
    filled(site.folder)
    chance = random.Random(3)
    target, old = tmp_path / "b.zip", tmp_path / "old"
    assert gongkai("backup", str(target), "--data", str(site.folder), "--with-keys").returncode == 0
    whole, hits = target.read_bytes(), 0
    for _ in range(6):
        if killed(chance.uniform(0.5, 3), "backup", str(target), "--data", str(site.folder), "--with-keys"):
            hits += 1
            now = target.read_bytes()
            # Killed after the new one took its place it is the new one, and whole: the last 64 bytes are the digest of all before.
            assert now == whole or hashlib.sha256(now[:-64]).hexdigest().encode() == now[-64:], "neither the old one nor a whole new one"
        whole = target.read_bytes()
    assert hits
    assert gongkai("backup", str(target), "--data", str(site.folder), "--with-keys").returncode == 0
    hits = 0
    for _ in range(8):
        if killed(chance.uniform(0.5, 4), "restore", str(target), "--data", str(old)) and not old.exists():
            hits += 1
        elif old.exists():
            assert gongkai("check-ledger", "--data", str(old)).returncode == 0
            assert sum(len(files) for _, _, files in os.walk(old / "files")) == 4000
            old.rename(tmp_path / f"whole-{time.monotonic_ns()}")
    assert hits
    if not old.exists():
        assert gongkai("restore", str(target), "--data", str(old)).returncode == 0
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_worker_makes_the_backup_of_the_night_by_itself(site, tmp_path):
    (tmp_path / "b").mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "gongkai", "worker", "--data", str(site.folder)],
        env=plain_environment(GONGKAI_BACKUP_DIR=str(tmp_path / "b")),
    ) as worker:
        try:
            until = time.monotonic() + 60
            while not (made := list((tmp_path / "b").glob("gongkai-*.zip"))):
                assert time.monotonic() < until
                time.sleep(0.2)
        finally:
            worker.terminate()
    assert gongkai("restore", str(made[0]), "--data", str(tmp_path / "r")).returncode == 0
    assert not (tmp_path / "r" / "keys.json").exists()
