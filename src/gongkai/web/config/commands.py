"""What the commands do once Django is set up (``config.boot``): make an installation, serve it, work in the background, check it.

``cli.site`` and the demonstration load these by dotted name. What cannot go on raises :class:`UnusableInput`.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection

from gongkai.lib.errors import UnusableInput
from gongkai.web.config import checks, ledger_check
from gongkai.web.config.environment import DATABASE, OUTBOX, SECRET
from gongkai.web.config.first_organ import first_organ
from gongkai.web.events.heads import Noted
from gongkai.web.vault import keyring

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.checks import CheckMessage

    from gongkai.web.config.ledger_check import Found


class Said(NamedTuple):
    """One thing that ``check-system`` found: its id, whether it cannot wait, what is wrong, what to do."""

    id: str
    error: bool
    problem: str
    remedy: str


def init(organ: str = "") -> list[str]:
    """Make what is not there yet and say what was made, in sentences. Nothing that is there is changed."""
    environment = settings.ENVIRONMENT
    made = [] if os.path.isdir(environment.data) else [f"数据文件夹 {environment.data}"]
    os.makedirs(environment.data, mode=0o700, exist_ok=True)
    os.makedirs(environment.files, exist_ok=True)
    os.makedirs(os.path.join(environment.data, OUTBOX), exist_ok=True)
    _refuse_lost_keys()
    if keyring.make(environment.keys):
        made.append(f"钥匙文件 {environment.keys}（请和数据库分开备份）")
    if make_secret(os.path.join(environment.data, SECRET)):
        made.append("会话密钥")
    try:
        made += _make_tables()
        made += first_organ(organ)
    except DatabaseError as error:
        raise unusable_database(error) from error
    return made


def _refuse_lost_keys() -> None:
    """A new key file beside an old database would hide that the old one is lost."""
    environment = settings.ENVIRONMENT
    if os.path.exists(environment.keys) or not _has_tables():
        return
    raise UnusableInput("数据库已经在用，钥匙文件却不在", "请先恢复备份里的钥匙文件，否则个人信息打不开", f"{environment.keys}：")


def _has_tables() -> bool:
    if connection.vendor == "sqlite" and not os.path.exists(_sqlite_path()):
        return False  # asking would make an empty file
    try:
        return "events_record" in connection.introspection.table_names()
    except DatabaseError:
        return False


def _sqlite_path() -> str:
    return os.path.join(settings.ENVIRONMENT.data, DATABASE)


def make_secret(path: str) -> bool:
    """The secret of sessions, unless there is one; whether it was made."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
    return True


def _make_tables() -> list[str]:
    """The tables of this version. WAL is a property of the file, set here once: asked for on every connection it would lock out others."""
    said = []
    if connection.vendor == "sqlite":
        path = _sqlite_path()
        new = not os.path.exists(path)
        database = sqlite3.connect(path, timeout=30)
        database.execute("PRAGMA journal_mode=WAL")
        database.close()
        if new:
            os.chmod(path, 0o600)
            said.append(f"数据库 {path}")
    if checks.unready():
        call_command("migrate", interactive=False, verbosity=0)
        said.append("数据表")
    return said


def check_system() -> list[Said]:
    """Django's own checks and ours, errors first."""
    try:
        messages: list[CheckMessage] = run_checks(include_deployment_checks=settings.ENVIRONMENT.https, databases=["default"])
    except DatabaseError as error:
        raise unusable_database(error) from error
    said = [Said(each.id or "", each.level >= ERROR, str(each.msg), str(each.hint or "")) for each in messages if not each.is_silenced()]
    return sorted(said, key=lambda each: (not each.error, each.id))


def check_ledger(head: str = "", progress: Callable[[int], None] | None = None) -> Found:
    """The verdict over the ledger; ``head`` is one that was kept elsewhere, as ``position:hash``. No key is needed: what is sealed is hashed as it is."""
    _ensure_tables()
    try:
        return ledger_check.run(_noted(head), progress)
    except DatabaseError as error:
        raise unusable_database(error) from error


def _noted(head: str) -> Noted | None:
    if not head:
        return None
    position, _, digest = head.partition(":")
    if not position.isdecimal() or len(digest) != 64:
        raise UnusableInput(f"链头“{head}”写得不对", "请照 gongkai check-ledger 打印的样子写：条数:64位哈希", "--head ")
    return Noted(int(position), digest.lower())


def ensure_ready() -> None:
    """Raises :class:`UnusableInput` unless the tables and keys of this version are there."""
    _ensure_tables()
    keyring.keyring()


def _ensure_tables() -> None:
    try:
        problem = checks.unready()
    except DatabaseError as error:
        raise unusable_database(error) from error
    if problem:
        raise UnusableInput(problem, "请先运行 gongkai init", f"{settings.ENVIRONMENT.data}：")


def unusable_database(error: DatabaseError) -> UnusableInput:
    """The one sentence for a database that does not answer."""
    words = " ".join(str(error).split())[:160]
    return UnusableInput(f"数据库不能用（{words}）", "请核对数据文件夹或者 GONGKAI_DATABASE_URL")
