"""What runs by itself says that it ran: absence is what raises the alarm.

:data:`WATCHED` names every job, also those that an installation switches on; who runs them stands in ``config.jobs``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from gongkai.web.events.models import Heartbeat

if TYPE_CHECKING:
    from datetime import date, datetime

PATIENCE = timedelta(hours=25)  # a nightly job may be an hour late
_LONGEST = 500


class Watched(NamedTuple):
    """A job: its name in the table, what people call it, and for one that is off by default the variable and the setting that switch it on."""

    name: str
    label: str
    variable: str = ""
    setting: str = ""

    @property
    def on(self) -> bool:
        """Whether this installation wants it."""
        return not self.setting or bool(getattr(settings.ENVIRONMENT, self.setting))


WATCHED = (
    Watched("daily", "到期提醒、重算期限、保存期限"),
    Watched("documents", "规范性文件到期、生效"),
    Watched("items", "主动公开到期提醒"),
    Watched("reports", "年度报告到期提醒"),
    Watched("ledger", "核对账本并记下链头"),
    Watched("tidy", "清理过期的会话、任务记录和报名人的联系方式"),
    Watched("inspection", "每周检查登记的网站", "GONGKAI_INSPECT", "inspect"),
    Watched("minutely", "定时发布、送达"),
    Watched("backup", "每夜备份", "GONGKAI_BACKUP_DIR", "backup"),
    Watched("export", "导出静态网页", "GONGKAI_EXPORT", "export"),
)


class Beat(NamedTuple):
    """How a job stands: when it last went well (None: never) and for which day, whether it has been silent for too long, and what stopped it since."""

    job: Watched
    day: date | None
    last: datetime | None
    silent: bool
    stopped_at: datetime | None
    problem: str

    @property
    def why(self) -> str:
        """Why it is silent or stopped, in Chinese; "" when all is well."""
        if self.problem:
            return f"停在：{self.problem}"
        if not self.silent:
            return ""
        return "没有运行过" if self.last is None else "一直没有运行：后台进程可能没有开着"


def beats(moment: datetime) -> tuple[Beat, ...]:
    """Every job that is switched on, in one query."""
    wanted = [job for job in WATCHED if job.on]
    known = {row.name: row for row in Heartbeat.objects.filter(name__in=[job.name for job in wanted])}
    return tuple(_beat(job, known.get(job.name), moment) for job in wanted)


def switched_off() -> tuple[Watched, ...]:
    """The jobs that this installation did not ask for."""
    return tuple(job for job in WATCHED if not job.on)


def _beat(job: Watched, row: Heartbeat | None, moment: datetime) -> Beat:
    if row is None:
        return Beat(job, None, None, silent=True, stopped_at=None, problem="")
    stopped = row.failed_at if row.problem else None
    return Beat(job, row.day, row.at, row.at is None or moment - row.at > PATIENCE, stopped, row.problem)


def done_on(name: str) -> date | None:
    """The last day for which the job went well."""
    return Heartbeat.objects.filter(name=name).values_list("day", flat=True).first()


def stopped_at(name: str) -> datetime | None:
    """When it stopped the last time, if it did not go well since."""
    return Heartbeat.objects.filter(name=name).exclude(problem="").values_list("failed_at", flat=True).first()


def last(name: str) -> datetime | None:
    """When it last went well."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def went_well(*, name: str, day: date, moment: datetime) -> None:
    """The job of ``day`` is done."""
    Heartbeat.objects.update_or_create(name=name, defaults={"day": day, "at": moment, "problem": ""})


def failed(*, name: str, moment: datetime, problem: str) -> None:
    """The job stopped; what is kept is the kind of the error, never its data."""
    Heartbeat.objects.update_or_create(name=name, defaults={"problem": problem[:_LONGEST], "failed_at": moment})
