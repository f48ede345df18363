"""``gongkai worker``: the queue of tasks in this thread, what runs by itself in another."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import threading

from django.db import OperationalError
from django_tasks_db.management.commands.db_worker import Worker

from gongkai.web.config import jobs
from gongkai.web.config.commands import ensure_ready

UNDER = "GONGKAI_UNDER"  # the process that keeps this one: when it is gone, so are we
INTERVAL = 1.0  # seconds between two looks at an empty queue


def worker() -> None:
    """Work until Ctrl-C or SIGTERM; a task that runs is finished first."""
    ensure_ready()
    stop = threading.Event()
    threading.Thread(target=jobs.loop, args=(stop,), daemon=True).start()
    if os.environ.get(UNDER, "").isdecimal():
        threading.Thread(target=_watch, args=(int(os.environ[UNDER]), stop), daemon=True).start()
    queue = Worker(
        queue_names=["*"], excluded_queue_names=[], interval=INTERVAL, batch=False, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=secrets.token_hex(16),
    )  # fmt: skip
    queue.configure_signals()
    try:
        with contextlib.suppress(SystemExit):
            _run(queue, stop)
    finally:
        stop.set()


def _run(queue: Worker, stop: threading.Event) -> None:
    """The loop of the queue; a database that is away for a moment does not end it."""
    while queue.running:
        try:
            queue.run()
        except OperationalError:
            stop.wait(INTERVAL)


def _watch(parent: int, stop: threading.Event) -> None:
    """End when the keeper was killed: nobody else would end us."""
    while not stop.wait(1.0):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
