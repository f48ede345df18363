"""What runs by itself, each once a Chinese day, caught up once after a pause. A job that stops says so and is tried again an hour later."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

from gongkai.ledger.guards import BEIJING
from gongkai.lib.errors import UnusableInput
from gongkai.web import clock
from gongkai.web.accounts import throttle
from gongkai.web.applications import tasks
from gongkai.web.config import ledger_check
from gongkai.web.events import heads, heartbeats
from gongkai.web.export.tasks import follow
from gongkai.web.publication import tasks as publication
from gongkai.web.reporting import tasks as reporting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from threading import Event

logger = logging.getLogger(__name__)
PAUSE = 60.0  # seconds between two looks at the clock
AGAIN = timedelta(hours=1)


class Job(NamedTuple):
    """Its name in the table of heartbeats, what people call it, the hour in China from which it runs, what it does for a day."""

    name: str
    label: str
    hour: int
    run: Callable[[date], object]


def verify(day: date) -> None:
    """Verify the whole ledger, and only then note its head. Raises :class:`UnusableInput` naming the first bad row."""
    found = ledger_check.run()
    if found.problem:
        raise UnusableInput(found.problem, "请运行 gongkai check-ledger")
    heads.note(day)


def tidy(day: date) -> None:
    """Sessions that have ended, counts that tell nothing any more and results of tasks long done are not kept."""
    throttle.forget(clock.now())
    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)


JOBS = (
    Job("daily", "到期提醒、重算期限、保存期限", 6, tasks.daily),
    Job("documents", "规范性文件到期、生效", 0, publication.daily),
    Job("items", "主动公开到期提醒", 6, publication.mails),
    Job("reports", "年度报告到期提醒", 6, reporting.mails),
    Job("ledger", "核对账本并记下链头", 1, verify),
    Job("tidy", "清理过期的会话和任务记录", 2, tidy),
)


def run_due(moment: datetime, tried: dict[str, datetime]) -> list[str]:
    """Run the jobs that are due at ``moment`` and say which; ``tried`` remembers when each stopped, so that it is not tried every minute."""
    day, hour = clock.day_of(moment), moment.astimezone(BEIJING).hour
    ran = []
    for job in JOBS:
        done = heartbeats.done_on(job.name)
        # A job that never ran starts at once: a new installation does not wait for the night.
        due = done is None or (done < day and (hour >= job.hour or (day - done).days > 1))
        if due and moment - tried.get(job.name, moment - AGAIN) >= AGAIN:
            ran.append(job.name)
            tried.pop(job.name, None)
            if not _run(job, day, moment):
                tried[job.name] = moment
    return ran


def loop(stop: Event) -> None:
    """Look every minute until ``stop``."""
    tried: dict[str, datetime] = {}
    exported: datetime | None = None
    while not stop.is_set():
        close_old_connections()
        try:
            run_due(clock.now(), tried)
            publication.minutely()
            exported = follow(clock.now(), exported)
        except DatabaseError:  # the database is away for a while: the absence shows in the heartbeats
            logger.exception("定时任务不能读写数据库")
        close_old_connections()
        stop.wait(PAUSE)


def _run(job: Job, day: date, moment: datetime) -> bool:
    try:
        job.run(day)
    except Exception as error:
        problem = error.problem if isinstance(error, UnusableInput) else type(error).__name__
        logger.exception("定时任务“%s”没有办成", job.label)
        heartbeats.failed(name=job.name, moment=moment, problem=problem)
        return False
    heartbeats.went_well(name=job.name, day=day, moment=clock.now())
    return True
