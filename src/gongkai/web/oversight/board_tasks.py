"""What the worker does for the board: mails of 催办, looks at public pages, the comparison of reports. The network is asked outside of transactions."""

from __future__ import annotations

import logging
from datetime import timedelta

from django_tasks import task

from gongkai.web.clock import now
from gongkai.web.oversight.models import FilingLook, Likeness, Urging
from gongkai.web.oversight.services import board, filing, likeness

AGAIN = timedelta(minutes=10)  # after the first attempt; then 40, 90, 160 minutes
logger = logging.getLogger(__name__)


@task()
def mail(identity: str) -> bool:
    """Send the mail of one letter; one that failed is queued again, later each time."""
    row = Urging.objects.select_related("organ", "district").filter(pk=identity).first()
    if row is None:
        return False
    sent = board.mail(urging=row, moment=now())
    if not sent:
        logger.warning("催办函没有发出（第 %s 次）：%s", row.attempts, row.problem)
        if row.attempts < board.MOST_ATTEMPTS:
            mail.using(run_after=now() + row.attempts**2 * AGAIN).enqueue(identity)
    return sent


@task()
def look(identity: str) -> None:
    """Look at the public page of a report."""
    row = FilingLook.objects.select_related("organ").filter(pk=identity, looked_at=None).first()
    if row is not None:
        filing.look(row=row, moment=now())


@task()
def compare(identity: int) -> None:
    """Compare the reports of a year with each other."""
    row = Likeness.objects.select_related("district").filter(pk=identity, made_at=None).first()
    if row is not None:
        likeness.make(row=row, moment=now())
