"""What ran for a worker that is gone goes back to the queue, once; what runs for one that lives does not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.web.applications.tasks import deliver
from gongkai.web.config import reaping
from gongkai.web.config.alone import Lock, alone, is_free
from gongkai.web.config.working import Queue

RUNNING, READY, FAILED = TaskResultStatus.RUNNING, TaskResultStatus.READY, TaskResultStatus.FAILED


@pytest.fixture
def task(db):
    """A task that some workers took, the last of them still or not."""

    def running(*workers: str) -> DBTaskResult:
        deliver.enqueue(0)
        row = DBTaskResult.objects.latest("enqueued_at")
        for worker in workers:
            row.claim(worker)
        return row

    return running


@pytest.fixture
def living():
    lock = Lock(reaping.lock_of("living"))
    assert lock.take()
    yield "living"
    lock.release(forget=True)


def test_a_task_of_a_dead_worker_is_ready_again(task):
    row = task("dead")
    assert reaping.reap("mine") == 1
    row.refresh_from_db()
    assert (row.status, row.started_at, row.worker_ids) == (READY, None, ["dead"])
    assert reaping.reap("mine") == 0


def test_a_task_of_a_living_worker_is_left_alone(task, living):
    row = task("dead", living)
    assert (reaping.reap("mine"), reaping.reap(living)) == (0, 0)
    row.refresh_from_db()
    assert row.status == RUNNING


def test_a_worker_does_not_take_its_own_task_for_that_of_a_dead_one(task):
    task("mine")
    assert reaping.reap("mine") == 0
    assert reaping.give_back_own("mine") == 1


def test_a_task_that_somebody_gave_back_meanwhile_is_left_alone(task):
    row = task("dead")
    row.claim("other")
    assert not reaping.give_back(row.pk, ["dead"])


def test_a_task_that_ends_every_worker_is_given_up(task, caplog):
    row = task(*(f"w{number}" for number in range(reaping.MOST)))
    assert reaping.reap("mine") == 0
    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == (FAILED, "gongkai.web.config.reaping.WorkerGone")
    assert "不再重试" in caplog.text


def test_what_the_second_interrupt_ends_is_taken_up_again(task, monkeypatch):
    row = task("mine")
    queue = Queue(
        queue_names=["*"], excluded_queue_names=[], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None, worker_id="mine"
    )  # fmt: skip
    monkeypatch.setattr("gongkai.web.applications.tasks.mails.MOST_ATTEMPTS", 0)

    def ended(*given, **more):
        raise SystemExit(1)

    monkeypatch.setattr("gongkai.web.applications.tasks.DigestSent.objects.select_related", ended)
    queue.run_task(row)
    row.refresh_from_db()
    assert (row.status, row.finished_at) == (READY, None)


def test_one_lock_is_held_once_and_free_afterwards(db):
    with alone("a") as first, alone("a") as second, alone("b") as other:
        assert (first, second, other) == (True, False, True)
    with alone("a") as again:
        assert again


def test_a_lock_that_is_held_is_kept_and_a_lock_that_nobody_knows_is_free(db, living):
    lock = Lock("kept")
    assert (lock.keep(), lock.take(), lock.keep()) == (False, True, True)
    lock.release()
    assert is_free(reaping.lock_of("never"))
    assert not is_free(reaping.lock_of(living))


@pytest.mark.skipif(bool(settings.ENVIRONMENT.database_url), reason="on PostgreSQL the session is the lock")
def test_a_lock_ends_with_a_process_that_was_killed(db):
    held = (
        "import os, sys, time; from gongkai.web.config.boot import boot; boot(sys.argv[1]); from gongkai.web.config.alone import Lock; "
        "print(Lock('worker-killed').take(), flush=True); time.sleep(60)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}  # those of the product
    with subprocess.Popen([sys.executable, "-c", held, settings.ENVIRONMENT.data], stdout=subprocess.PIPE, env=environment) as process:
        try:
            assert process.stdout.readline() == b"True\n"
            assert not is_free("worker-killed")
        finally:
            process.kill()
    assert is_free("worker-killed")
