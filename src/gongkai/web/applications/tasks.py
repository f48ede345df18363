"""What the worker does by itself: columns made again, mails of what is due, content past its years erased.

``daily(day)`` may be called any number of times a day: what is done stays done, what failed is tried again.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django_tasks import task

from gongkai.web.applications.models import DigestSent
from gongkai.web.applications.services import digest as mails
from gongkai.web.applications.services.recompute import recompute_open
from gongkai.web.applications.services.retention import erase_due
from gongkai.web.clock import now

if TYPE_CHECKING:
    from datetime import date

AGAIN = timedelta(minutes=10)  # after the first attempt; then 40, 90, 160 minutes
logger = logging.getLogger(__name__)


def daily(day: date) -> None:
    """Columns first, so that the mails tell the right days; then mails of ``day``; then retention."""
    recompute_open(moment=now())
    digest(day)
    erase_due(moment=now())


def digest(day: date) -> int:
    """Queue the mails of that day, and those that could not be delivered before; how many were queued."""
    mails.plan(day=day)
    waiting = mails.unsent(day)
    for each in waiting:
        deliver.enqueue(each.pk)
    return len(waiting)


@task()
def deliver(digest_id: int) -> bool:
    """Send one mail, in the worker. Whether it is sent; one that failed is queued again, later each time, :data:`~mails.MOST_ATTEMPTS` times."""
    row = DigestSent.objects.select_related("user", "organ").filter(pk=digest_id).first()
    if row is None:
        return False
    sent = mails.deliver(digest=row, moment=now())
    if not sent:
        logger.warning("到期提醒没有发出（第 %s 次）：%s", row.attempts, row.problem)
        if row.attempts < mails.MOST_ATTEMPTS:
            deliver.using(run_after=now() + row.attempts**2 * AGAIN).enqueue(row.pk)
    return sent
