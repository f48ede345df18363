"""What runs by itself, each once a Chinese day, caught up once after a pause. A job that stops says so and is tried again an hour later.

Every worker looks; one of them at a time does what is due. When it dies in the middle, another begins that job again.
"""

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
from gongkai.web.config.alone import alone
from gongkai.web.config.nightly import nightly
from gongkai.web.events import heads, heartbeats
from gongkai.web.export.tasks import follow
from gongkai.web.oversight import inspecting
from gongkai.web.oversight import tasks as oversight
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
    """Its name in ``heartbeats.WATCHED``, the hour in China from which it runs, what it does for a day."""

    name: str
    hour: int
    run: Callable[[date], object]


def verify(day: date) -> None:
    """Verify the whole ledger, and only then note its head. Raises :class:`UnusableInput` naming the first bad row."""
    found = ledger_check.run()
    if found.problem:
        raise UnusableInput(found.problem, "请运行 gongkai check-ledger")
    heads.note(day)


def tidy(day: date) -> None:
    """Sessions that have ended, counts that tell nothing any more, results of tasks long done and contacts of visitors are not kept."""
    throttle.forget(clock.now())
    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)
    oversight.tidy(day)


JOBS = (
    Job("daily", 6, tasks.daily),
    Job("documents", 0, publication.daily),
    Job("items", 6, publication.mails),
    Job("reports", 6, reporting.mails),
    Job("ledger", 1, verify),
    Job("tidy", 2, tidy),
    Job("backup", 3, nightly),
    Job("inspection", 4, inspecting.nightly),
)
_LABELS = {each.name: each.label for each in heartbeats.WATCHED}


def run_due(moment: datetime) -> list[str]:
    """Run the jobs that are due at ``moment`` and say which. While another worker does that, nothing: of many workers one does a job."""
    wanted = {each.name for each in heartbeats.WATCHED if each.on}
    ran = []
    with alone("jobs") as mine:
        for job in JOBS if mine else ():
            if job.name in wanted and _due(job, moment):
                ran.append(job.name)
                _run(job, moment)
    return ran


def _due(job: Job, moment: datetime) -> bool:
    """A job that never ran is due at once: a new installation does not wait for the night. One that stopped is, an hour later."""
    day, hour = clock.day_of(moment), moment.astimezone(BEIJING).hour
    done, stopped = heartbeats.done_on(job.name), heartbeats.stopped_at(job.name)
    if stopped is not None and moment - stopped < AGAIN:
        return False
    return done is None or (done < day and (hour >= job.hour or (day - done).days > 1))


def loop(stop: Event) -> None:
    """Look every minute until ``stop``."""
    exported: datetime | None = None
    while not stop.is_set():
        close_old_connections()
        try:
            run_due(clock.now())
            with alone("minutely") as mine:
                if mine:
                    minutely(clock.now())
                    exported = follow(clock.now(), exported)
        except DatabaseError:  # the database is away for a while: the absence shows in the heartbeats
            logger.exception("定时任务不能读写数据库")
        except OSError:
            logger.exception("定时任务不能读写磁盘")
        close_old_connections()
        stop.wait(PAUSE)


def minutely(moment: datetime) -> None:
    """What is not done once a day. It says that it ran once an hour: each time would empty every kept page each minute."""
    try:
        publication.minutely()
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("定时任务“%s”没有办成", _LABELS["minutely"])
        heartbeats.failed(name="minutely", moment=moment, problem=type(error).__name__)
        return
    last = heartbeats.last("minutely")
    if last is None or moment - last >= AGAIN or heartbeats.stopped_at("minutely"):
        heartbeats.went_well(name="minutely", day=clock.day_of(moment), moment=moment)


def _run(job: Job, moment: datetime) -> None:
    try:
        job.run(clock.day_of(moment))
    except Exception as error:
        problem = error.problem if isinstance(error, UnusableInput) else type(error).__name__
        logger.exception("定时任务“%s”没有办成", _LABELS[job.name])
        heartbeats.failed(name=job.name, moment=moment, problem=problem)
    else:
        heartbeats.went_well(name=job.name, day=clock.day_of(moment), moment=clock.now())
