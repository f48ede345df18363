"""Tasks of workers that are gone are given back to the queue: the queue itself never asks again for a task that it handed out.

A worker holds a lock as long as it lives (``config.alone``). What runs for a worker whose lock is free runs nowhere. A task may
therefore be begun twice; every task of ours looks first at what is done already, and does only the rest.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.web.config.alone import is_free

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence

MOST = 8  # workers that one task may take with it: then it is the task
logger = logging.getLogger(__name__)


class WorkerGone(Exception):
    """The task ended :data:`MOST` workers, one after the other."""


def lock_of(worker: str) -> str:
    """The name of the lock that the worker holds as long as it lives."""
    return f"worker-{worker}"


def reap(own: str) -> int:
    """Give back what runs for workers that are gone, ``own`` not being one of them; how many."""
    running = DBTaskResult.objects.running().values_list("pk", "worker_ids")
    gone: dict[str, bool] = {own: False}
    back = 0
    for pk, workers in list(running):
        last = str(workers[-1]) if workers else ""
        if last not in gone:
            gone[last] = is_free(lock_of(last))
        if gone[last]:
            back += give_back(pk, workers)
    return back


def give_back_own(own: str) -> int:
    """Give back what this worker, which is doing nothing now, could not bring to an end because the database went away; how many."""
    running = DBTaskResult.objects.running().values_list("pk", "worker_ids")
    return sum(give_back(pk, workers) for pk, workers in list(running) if workers and workers[-1] == own)


@transaction.atomic
def give_back(pk: uuid.UUID, workers: Sequence[str]) -> bool:
    """Whether the task, if it still runs for the last of ``workers``, went back to the queue. One that took too many workers with it fails."""
    row = DBTaskResult.objects.select_for_update(skip_locked=True).filter(pk=pk, status=TaskResultStatus.RUNNING).first()
    if row is None or list(row.worker_ids) != list(workers):
        return False
    if len(workers) >= MOST:
        logger.error("任务 %s 让 %s 个后台进程中断，不再重试", row.task_path, len(workers))
        row.set_failed(WorkerGone(f"{len(workers)} 个后台进程办这个任务时中断"))
        return False
    row.status, row.started_at = TaskResultStatus.READY, None
    row.save(update_fields=["status", "started_at"])
    return True
