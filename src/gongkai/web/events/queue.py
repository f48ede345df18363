"""How the queue of tasks stands: what waits, since when, and what failed lately."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, Count, Max, Min, Q, When
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

if TYPE_CHECKING:
    from datetime import datetime

LATELY = timedelta(days=7)
SLOW = timedelta(minutes=10)  # a task that waits longer than that waits for a worker that is not there


class Queue(NamedTuple):
    """Tasks that wait and may begin, since when the oldest may, tasks that run, those that failed in the last week, and when the last did."""

    waiting: int
    since: datetime | None
    running: int
    failed: int
    failed_at: datetime | None
    stuck: bool


def queue(moment: datetime) -> Queue:
    """One query."""
    ready = Q(status=TaskResultStatus.READY, enqueued_at__lte=moment) & (Q(run_after__lte=moment) | Q(run_after=get_date_max()))
    failed = Q(status=TaskResultStatus.FAILED, finished_at__gt=moment - LATELY)
    since = Case(When(run_after=get_date_max(), then="enqueued_at"), default="run_after")
    found = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=ready), since=Min(since, filter=ready),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=failed), failed_at=Max("finished_at", filter=failed),
    )  # fmt: skip
    stuck = found["since"] is not None and moment - found["since"] > SLOW
    return Queue(found["waiting"], found["since"], found["running"], found["failed"], found["failed_at"], stuck)
