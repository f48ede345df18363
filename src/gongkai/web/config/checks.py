"""What an installation still lacks, as Django's system checks: ``gongkai.W…`` can wait, ``gongkai.E…`` cannot.

Those that ask the database or the disk carry Django's tag ``database``: they run in ``gongkai check-system``, not before every command.
"""

from __future__ import annotations

import os
import shutil
import stat
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.law.calendar import Calendar
from gongkai.web.clock import day_of, now
from gongkai.web.config.environment import SECRET
from gongkai.web.events import heartbeats, store, verification
from gongkai.web.organs.holidays import imported
from gongkai.web.organs.models import Organ

if TYPE_CHECKING:
    from collections.abc import Callable

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FULL = 2  # PRAGMA synchronous
_LEAST, _LITTLE = 200 * 1024 * 1024, 2 * 1024 * 1024 * 1024  # bytes free on the disk
_SKEW = timedelta(minutes=2)


@register()
def secrets_are_private(app_configs: Any, **given: Any) -> list[CheckMessage]:
    """Key file and session secret can be read by their owner only."""
    found: list[CheckMessage] = []
    for number, path in (("W001", settings.ENVIRONMENT.keys), ("W002", os.path.join(settings.ENVIRONMENT.data, SECRET))):
        if os.path.exists(path) and os.stat(path).st_mode & _OTHERS:
            found.append(Warning(f"{path} 别的用户也能读", hint=f"请运行 chmod 600 {path}", id=f"gongkai.{number}"))
    return found


def _installed(check: Callable[[], list[CheckMessage]]) -> Callable[..., list[CheckMessage]]:
    """Registered to run where there is an installation; elsewhere it has nothing to say but that."""

    def run(app_configs: Any, databases: Any = None, **given: Any) -> list[CheckMessage]:
        return check() if databases and not unready() else []

    register(run, Tags.database)
    return check


@register(Tags.database)
def keys_are_there(app_configs: Any, databases: Any = None, **given: Any) -> list[CheckMessage]:
    """Without its keys nothing that is sealed can be opened."""
    path = settings.ENVIRONMENT.keys
    if not databases or os.path.exists(path):
        return []
    return [Error(f"没有钥匙文件 {path}", hint="新装请运行 gongkai init，已经在用的请恢复备份里的钥匙文件", id="gongkai.E001")]


@_installed
def triggers_are_there() -> list[CheckMessage]:
    """The database itself refuses to change the ledger."""
    if store.protected():
        return []
    return [
        Error(
            "账本的触发器不在，任何人都能改账本", hint="请先查清是谁去掉的，运行 gongkai check-ledger 核对，再从备份恢复", id="gongkai.E002"
        )
    ]


@_installed
def sqlite_is_durable() -> list[CheckMessage]:
    """An acknowledged application survives a power cut."""
    if connection.vendor != "sqlite":
        return []
    mode, level = (_pragma(name) for name in ("journal_mode", "synchronous"))
    if mode == "wal" and level == _FULL:
        return []
    return [Error(f"SQLite 现在是 {mode}、synchronous={level}，断电会丢数据", hint="请运行 gongkai init", id="gongkai.E003")]


@_installed
def disk_has_room() -> list[CheckMessage]:
    """Room for the database and the files."""
    free = shutil.disk_usage(settings.ENVIRONMENT.data).free
    if free >= _LITTLE:
        return []
    kind, number = (Error, "E004") if free < _LEAST else (Warning, "W004")
    return [
        kind(
            f"数据文件夹所在的磁盘只剩 {free // 1024 // 1024} MB", hint="请腾出空间，或者把数据文件夹搬到大一点的盘", id=f"gongkai.{number}"
        )
    ]


@_installed
def clock_is_right() -> list[CheckMessage]:
    """Legal days rest on the clock: it is not behind what was already recorded."""
    last = verification.last_moment()
    if last is None or last <= now() + _SKEW:
        return []
    return [Error(f"服务器的时钟比账本里最后一条记录（{last:%Y-%m-%d %H:%M} UTC）还早", hint="请校准时钟，打开 NTP", id="gongkai.E005")]


@_installed
def calendar_is_known() -> list[CheckMessage]:
    """The notices of rest days of this year and the next are there; without one all days that cross it are provisional."""
    calendar, year = Calendar.standard(extra=imported()), day_of(now()).year
    return [
        Warning(
            f"还没有 {each} 年的放假安排，跨到那一年的期限是暂定的",
            hint="国务院办公厅的通知发布以后，请用 gongkai calendar-import 导入，或者升级程序",
            id="gongkai.W005",
        )
        for each in (year, year + 1)
        if each not in calendar.years
    ]


@_installed
def mail_can_go_out() -> list[CheckMessage]:
    """Reminders reach people."""
    if settings.ENVIRONMENT.mail_url:
        return []
    return [Warning("没有设置发邮件的服务器，到期提醒只写成文件", hint="请设置 GONGKAI_MAIL_URL", id="gongkai.W006")]


@_installed
def jobs_run() -> list[CheckMessage]:
    """What should run every night did run."""
    return [
        Warning(_quiet(beat.job.label, beat.problem), hint="请看 gongkai serve 或者 gongkai worker 是不是在运行", id="gongkai.W007")
        for beat in heartbeats.beats(now())
        if beat.silent
    ]


def _quiet(label: str, problem: str) -> str:
    return f"定时任务“{label}”超过 25 小时没有办成" + (f"，上一次停在：{problem}" if problem else "")


@_installed
def backups_are_made() -> list[CheckMessage]:
    """A disk that breaks takes nothing with it."""
    if settings.ENVIRONMENT.backup:
        return []
    return [
        Warning("没有设置每夜备份，磁盘坏了什么都找不回来", hint="请设置 GONGKAI_BACKUP_DIR，写另一块磁盘上的文件夹", id="gongkai.W009")
    ]


@_installed
def somebody_receives() -> list[CheckMessage]:
    """There is an organ to apply to."""
    if Organ.objects.exists():
        return []
    return [Warning("还没有登记机关", hint="请运行 gongkai init --organ 机关名称", id="gongkai.W008")]


@register(Tags.database)
def tables_are_current(app_configs: Any, databases: Any = None, **given: Any) -> list[CheckMessage]:
    """The tables are those of this program."""
    return [Error(sentence, hint="请运行 gongkai init", id="gongkai.E006") for sentence in [unready() if databases else ""] if sentence]


def unready() -> str:
    """Why the database cannot be worked with yet, in Chinese; "" when it can."""
    environment = settings.ENVIRONMENT
    if not environment.database_url and connection.vendor == "sqlite" and not _exists(str(connection.settings_dict["NAME"])):
        return "数据库还没有建"
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        return "数据库还没有建"
    return "数据库还是旧版本的" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""


def _exists(name: str) -> bool:
    return name.startswith("file:") or ":memory:" in name or os.path.exists(name)


def _pragma(name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]
