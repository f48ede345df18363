"""What the worker does by itself for the register of platforms: the weekly visits, one site after the other, each its own task.

So that nothing else has to wait for a night of visits, each task visits one site and queues the next, for :data:`BUDGET` after the first; what
is left then is visited the next night. ``GONGKAI_INSPECT=0`` switches it off.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django_tasks import task

from gongkai.web.clock import now
from gongkai.web.oversight.services import visiting

if TYPE_CHECKING:
    from datetime import date

BUDGET = timedelta(minutes=90)


def nightly(day: date) -> bool:
    """Queue the first visit of the night; whether any is due."""
    due = visiting.is_due(day)
    if due:
        visit_next.enqueue(now().isoformat())
    return due


@task()
def visit_next(since: str) -> bool:
    """Visit the site that waits longest and queue the next, until :data:`BUDGET` after ``since`` (ISO); whether there was one."""
    moment = now()
    found = visiting.next_due(moment=moment)
    if found is None:
        return False
    visiting.visit(pk=found.pk, moment=moment)
    if now() - datetime.fromisoformat(since) < BUDGET:
        visit_next.enqueue(since)
    return True


@task()
def visit_now(identity: str) -> None:
    """Visit the site of one visit that somebody asked for."""
    visiting.visit(pk=identity, moment=now())
