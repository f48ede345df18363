"""An installation made and served by the commands, to be killed: for ``tests/faults`` and ``benchmarks``."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_SERVE = (
    "import sys; from gongkai.web.config.boot import boot; boot(sys.argv[1]); from gongkai.web.config.serving import serve; "
    "serve(port=int(sys.argv[2]), workers=2, with_worker=False, application='faults.app:application')"
)


class Ledger(NamedTuple):
    """What the database has after all: register number of each key, and what is wrong in it."""

    numbers: dict[str, str]
    wrong: list[str]


class Site:
    """One data folder, and the group of processes that serves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.group: subprocess.Popen[bytes] | None = None
        self.log = open(folder.parent / "server.log", "ab")  # noqa: SIM115 - open as long as the site
        run([sys.executable, "-m", "gongkai", "init", "--data", str(folder), "--organ", "示例镇人民政府"])

    def start(self, **environment: str) -> None:
        """Start the group and wait until it answers."""
        command = [sys.executable, "-c", _SERVE, str(self.folder), str(self.port)]
        self.group = subprocess.Popen(
            command, env=plain_environment(**environment), stdout=self.log, stderr=self.log, start_new_session=True
        )
        until = time.monotonic() + 30
        while self.get("/healthz") is None:
            assert time.monotonic() < until, (self.folder.parent / "server.log").read_text("utf-8", "replace")[-3000:]
            time.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL for the whole group at once: nothing of it can tidy up."""
        if self.group is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.group.pid, signal.SIGKILL)
            self.group.wait()
            self.group = None

    def get(self, path: str, method: str = "GET") -> dict[str, str] | None:
        """The JSON of an answer 200; None when there is none, for whatever reason."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            asked.request(method, path)
            answer = asked.getresponse()
            return json.loads(answer.read()) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            asked.close()

    def submit(self, key: str) -> str | None:
        """The acknowledged register number."""
        found = self.get(f"/faults/submit?key={key}", "POST")
        return found["number"] if found else None

    def ledger(self) -> Ledger:
        """Read the file itself: no row without its stream, entry, item and person, no number or key twice."""
        with contextlib.closing(sqlite3.connect(self.folder / "gongkai.sqlite3")) as database:
            rows = database.execute("SELECT id, submission_key, register_number, step FROM applications_application").fetchall()
            streams = {each for (each,) in database.execute("SELECT id FROM events_stream")}
            entries = Counter(each for (each,) in database.execute("SELECT stream_id FROM events_record"))
            items = Counter(each for (each,) in database.execute("SELECT application_id FROM applications_item"))
            people = Counter(each for (each,) in database.execute("SELECT application_id FROM applications_person"))
            whole = database.execute("PRAGMA integrity_check").fetchone()[0]
            last = database.execute("SELECT COALESCE(SUM(last), 0) FROM organs_serial").fetchone()[0]
        ids = {row[0] for row in rows}
        wrong = [f"half written {row[2]}" for row in rows if {row[3], entries[row[0]], items[row[0]], people[row[0]]} != {1}]
        wrong += [f"stream without a row {each}" for each in streams ^ ids] + [f"entries of nothing {each}" for each in set(entries) - ids]
        if len({row[2] for row in rows}) != len(rows) or last != len(rows):
            wrong.append(f"numbers: {len(rows)} rows, last serial {last}")
        if whole != "ok":
            wrong.append(whole)
        return Ledger({row[1]: row[2] for row in rows}, wrong)

    def close(self) -> None:
        self.kill()
        self.log.close()


class Clients:
    """Threads that submit one application after the other, trying again with the same key until it is acknowledged."""

    def __init__(self, site: Site, count: int) -> None:
        self.site, self.stop = site, threading.Event()
        self.acknowledged: dict[str, str] = {}
        self.changed: list[str] = []
        self.retries = 0
        self.threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def _run(self) -> None:
        while not self.stop.is_set():
            key = uuid.uuid4().hex
            while (number := self.site.submit(key)) is None:
                self.retries += 1
                if self.stop.wait(0.05):
                    return
            self.acknowledged[key] = number

    def finish(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(20)


class Killed(NamedTuple):
    """How it went: kills, what was acknowledged, lost, answered with another number, wrong in the database, seconds until it answered again."""

    kills: int
    acknowledged: int
    retries: int
    lost: list[str]
    wrong: list[str]
    recovery: list[float]


def kill_again_and_again(site: Site, kills: int, clients: int = 8, seed: int = 1) -> Killed:
    """Kill the whole group at random under load, ``kills`` times, and compare what was acknowledged with what is there."""
    chance = random.Random(seed)
    site.start()
    load = Clients(site, clients)
    recovery = []
    for _ in range(kills):
        time.sleep(chance.uniform(0.15, 0.6))
        site.kill()
        start = time.monotonic()
        site.start()
        recovery.append(time.monotonic() - start)
    load.finish()
    site.kill()
    ledger = site.ledger()
    lost = [number for key, number in load.acknowledged.items() if ledger.numbers.get(key) != number]
    return Killed(kills, len(load.acknowledged), load.retries, lost, ledger.wrong, sorted(recovery))


def run(command: list[str]) -> None:
    """Run a command to its end."""
    done = subprocess.run(command, env=plain_environment(), capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr


def plain_environment(**more: str) -> dict[str, str]:
    """The environment without the settings of the tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_") and name != "DJANGO_SETTINGS_MODULE"}
    return {**inherited, "PYTHONPATH": os.path.join(ROOT, "tests"), **more}


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
