"""``gongkai worker``: the queue of tasks in this thread, what runs by itself in another. As many workers as one likes, on any machine."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import signal
import threading
from typing import Any

from django.db import DatabaseError, OperationalError, close_old_connections
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from gongkai.web.config import jobs, reaping
from gongkai.web.config.alone import Lock
from gongkai.web.config.commands import ensure_ready

UNDER = "GONGKAI_UNDER"  # the process that keeps this one: when it is gone, so are we
INTERVAL = 1.0  # seconds between two looks at an empty queue
LOOK = 5.0  # seconds between two looks for tasks of workers that are gone
_ENDED = ("builtins.SystemExit", "builtins.KeyboardInterrupt")  # the second Ctrl-C ends a task in its middle
logger = logging.getLogger(__name__)


class Queue(Worker):
    """The queue's own worker, but what was ended in its middle is not failed: somebody takes it up again."""

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Run it and write down how it ended."""
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED and db_task_result.exception_class_path in _ENDED:
            DBTaskResult.objects.filter(pk=db_task_result.pk).update(status=TaskResultStatus.READY, started_at=None, finished_at=None)


def worker() -> None:
    """Work until Ctrl-C or SIGTERM; a task that runs is finished first."""
    ensure_ready()
    own = secrets.token_hex(16)
    alive, stop = Lock(reaping.lock_of(own)), threading.Event()
    alive.take()  # before the first task is: whoever finds a task of ours asks whether we live
    threading.Thread(target=jobs.loop, args=(stop,), daemon=True).start()
    threading.Thread(target=_reap, args=(own, alive, stop), daemon=True).start()
    if os.environ.get(UNDER, "").isdecimal():
        threading.Thread(target=_watch, args=(int(os.environ[UNDER]), stop), daemon=True).start()
    queue = Queue(
        queue_names=["*"], excluded_queue_names=[], interval=INTERVAL, batch=False, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=own,
    )  # fmt: skip
    queue.configure_signals()
    try:
        with contextlib.suppress(SystemExit):
            _run(queue, stop)
    finally:
        stop.set()
        alive.release(forget=True)


def _run(queue: Worker, stop: threading.Event) -> None:
    """The loop of the queue; a database that is away for a moment does not end it, nor leave a task that seems to run for ever."""
    away = False
    while queue.running:
        try:
            if away:
                close_old_connections()
                reaping.give_back_own(queue.worker_id)
                away = False
            queue.run()
        except OperationalError:
            away = True
            stop.wait(INTERVAL)


def _reap(own: str, alive: Lock, stop: threading.Event) -> None:
    """Stay known as alive, and give back what the dead held."""
    while not stop.is_set():
        close_old_connections()
        try:
            if alive.keep():
                reaping.reap(own)
        except DatabaseError:
            logger.exception("任务队列暂时不能读写")
        close_old_connections()
        stop.wait(LOOK)


def _watch(parent: int, stop: threading.Event) -> None:
    """End when the keeper was killed: nobody else would end us."""
    while not stop.wait(1.0):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
