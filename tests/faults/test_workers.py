"""Four workers on one queue are killed without warning: every task is done, and done once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import psycopg
import pytest

from postgres.conftest import postgresql
from support.databases import fresh
from support.served import plain_environment

__all__ = ["postgresql"]  # the server of tests/postgres, as a fixture here

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
COUNT, WORKERS = 200, 4
_BOOT = "import sys; from gongkai.web.config.boot import boot; boot(sys.argv[1]); from django.db import connection as c; from faults import tasks; "
_ENQUEUE = _BOOT + "k = c.cursor(); [k.execute(each) for each in tasks.TABLES]; [tasks.note.enqueue(n) for n in range(int(sys.argv[2]))]"


class Office:
    """An installation whose queue is worked off by processes that come and go."""

    def __init__(self, folder, **environment: str) -> None:
        self.folder, self.environment = folder, plain_environment(**environment)
        self.workers: list[subprocess.Popen[bytes]] = []
        self.call([sys.executable, "-m", "gongkai", "init", "--data", str(folder), "--organ", "示例镇人民政府"])
        self.log = open(folder.parent / "workers.log", "ab")  # noqa: SIM115 - open as long as the office

    def call(self, command: list[str]) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=100)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "gongkai", "worker", "--data", str(self.folder)]
        self.workers.append(subprocess.Popen(command, env=self.environment, stdout=self.log, stderr=self.log))

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        worker.kill()
        worker.wait()
        self.workers.remove(worker)

    def query(self, statement: str) -> list[tuple]:
        url = self.environment["GONGKAI_DATABASE_URL"]
        with closing(psycopg.connect(url) if url else sqlite3.connect(self.folder / "gongkai.sqlite3", timeout=30)) as database:
            return database.execute(statement).fetchall()

    def states(self) -> dict[str, int]:
        """How many tasks are how far."""
        return dict(self.query("SELECT status, COUNT(*) FROM django_tasks_database_dbtaskresult GROUP BY status"))

    def effects(self) -> list[int]:
        """The numbers of the work that was done."""
        return [number for (number,) in self.query("SELECT number FROM faults_effect ORDER BY number")]

    def attempts(self) -> list[int]:
        """The process of each task that was begun."""
        return [worker for (worker,) in self.query("SELECT worker FROM faults_attempt")]

    def close(self) -> None:
        for worker in list(self.workers):
            self.kill(worker)
        self.log.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request, tmp_path):
    url = fresh(request.getfixturevalue("postgresql")) if request.param == "postgresql" else ""
    made = Office(tmp_path / "data", GONGKAI_DATABASE_URL=url)
    yield made
    made.close()


def test_a_task_is_done_once_with_four_workers_killed_at_random(office):
    chance = random.Random(7)
    office.call([sys.executable, "-c", _ENQUEUE, str(office.folder), str(COUNT)])
    for _ in range(WORKERS):
        office.start()
    killed, until = 0, time.monotonic() + 300
    while (states := office.states()) != {"SUCCESSFUL": COUNT}:
        assert "FAILED" not in states, states
        assert time.monotonic() < until, states
        time.sleep(chance.uniform(0.05, 0.3))
        if {worker.pid for worker in office.workers} <= set(office.attempts()):  # all of them are at work
            for worker in chance.sample(office.workers, 2):
                office.kill(worker)
                office.start()
                killed += 1
    assert office.effects() == list(range(COUNT)), "each once, none lost"
    assert killed >= 4
    assert len(office.attempts()) > COUNT, "some were killed in the middle, and begun again"
    log = (office.folder.parent / "workers.log").read_text("utf-8", "replace")
    assert "Traceback" not in log, log[-3000:]


def test_a_task_whose_worker_was_killed_is_taken_up_within_seconds(office):
    office.call([sys.executable, "-c", _ENQUEUE.replace("tasks.note.enqueue(n)", "tasks.slow.enqueue(n)"), str(office.folder), "1"])
    office.start()
    until = time.monotonic() + 60
    while not office.attempts():
        assert time.monotonic() < until
        time.sleep(0.1)
    office.kill(office.workers[0])
    assert office.states() == {"RUNNING": 1}
    office.start()
    while office.states() != {"SUCCESSFUL": 1}:
        assert time.monotonic() < until, office.states()
        time.sleep(0.2)
    assert (office.effects(), len(office.attempts())) == ([0], 2)
