"""``gongkai serve`` as it is started and ended: one line when it answers, everything gone when it goes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest

from support.served import plain_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]


@pytest.fixture
def served(site):
    """The command in a group of its own, after it said that it can be opened."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai", "serve", "--data", str(site.folder), "--port", str(site.port)],
        env=plain_environment(), stdout=subprocess.PIPE, stderr=site.log, text=True, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert f"http://127.0.0.1:{site.port}/" in process.stdout.readline()
    yield process
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def processes(folder) -> list[str]:
    """What still runs for that data folder."""
    listed = subprocess.run(["ps", "-wweo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(folder) in line]


def gone_within(folder, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while processes(folder):
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def worker_runs(folder) -> bool:
    for _ in range(100):
        if any("gongkai worker" in line for line in processes(folder)):
            return True
        time.sleep(0.1)
    return False


def test_ctrl_c_ends_server_and_worker(site, served):
    assert site.get("/healthz") == {"database": True, "ledger": True, "queue": True}
    assert worker_runs(site.folder)
    os.killpg(served.pid, signal.SIGINT)
    assert served.wait(40) in (0, 130)
    assert gone_within(site.folder, 20), processes(site.folder)


def test_the_worker_does_not_outlive_a_server_that_was_killed(site, served):
    assert worker_runs(site.folder)
    os.kill(served.pid, signal.SIGKILL)
    until = time.monotonic() + 30
    while any("gongkai worker" in line for line in processes(site.folder)):
        assert time.monotonic() < until
        time.sleep(0.2)


def test_a_taken_port_is_one_line(site, served):
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "serve", "--data", str(site.folder), "--port", str(site.port), "--no-worker"],
        env=plain_environment(), capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n"), "请用 --port 换一个端口" in done.stderr) == (2, 1, True)
