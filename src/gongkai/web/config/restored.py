"""The second half of ``gongkai restore``, once Django is set up for the folder beside: tables, comparison, and the folder gets its name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from gongkai.lib.errors import UnusableInput
from gongkai.web.config import checks
from gongkai.web.config.backup_database import put_back, refuse_unsound
from gongkai.web.config.backup_file import DATA, sync_folder
from gongkai.web.config.commands import make_secret
from gongkai.web.config.environment import DATABASE, FILES, KEYS, OUTBOX, SECRET
from gongkai.web.config.restore import DUMP
from gongkai.web.events import heads, store

if TYPE_CHECKING:
    from gongkai.web.config.restore import Staged
    from gongkai.web.events.heads import Noted

_NOT_EMPTY = UnusableInput("数据库里已经有东西", "请建一个空的数据库，把 GONGKAI_DATABASE_URL 指向它")


class Restored(NamedTuple):
    """What is there now: the folder, files in it, when and by which version the backup was made, the ledger's head, whether tables were brought up to date, and the keys."""

    data: str
    files: int
    made_at: str
    version: str
    position: int
    digest: str
    migrated: bool
    with_keys: bool
    key_ids: tuple[str, ...]
    keys: str


def finish(staged: Staged) -> Restored:
    """Make the installation of what was unpacked. Raises :class:`UnusableInput`, and then the folder is not there."""
    manifest = staged.manifest
    try:
        _fill(staged)
        migrated = bool(checks.unready())
        if migrated:
            call_command("migrate", interactive=False, verbosity=0)
        _refuse_another_ledger(staged, heads.whole())
        if not store.protected():
            raise UnusableInput("备份的数据库里没有保护账本的触发器", "请用另一份备份", f"{staged.path}：")
    except DatabaseError as error:
        raise UnusableInput(
            f"备份里的数据库不能用（{' '.join(str(error).split())[:160]}）", "请用另一份备份", f"{staged.path}："
        ) from error
    connections.close_all()
    make_secret(os.path.join(staged.beside, SECRET))
    for name in (FILES, OUTBOX):
        os.makedirs(os.path.join(staged.beside, name), exist_ok=True)
    os.sync()  # every file of it, before the folder gets its name
    os.rename(staged.beside, staged.data)
    sync_folder(os.path.dirname(staged.data))
    return Restored(
        staged.data, sum(name.startswith(DATA) for name in manifest.members), manifest.made_at, manifest.version, manifest.position, manifest.digest,
        migrated, manifest.keys, manifest.key_ids, os.environ.get("GONGKAI_KEYS") or os.path.join(staged.data, KEYS),
    )  # fmt: skip


def _fill(staged: Staged) -> None:
    if staged.manifest.database == "sqlite":
        path = os.path.join(staged.beside, DATABASE)
        refuse_unsound(path)
        try:
            _refuse_another_ledger(staged, heads.of_file(path))
        except sqlite3.DatabaseError as error:
            raise UnusableInput("备份里的数据库没有账本", "请用另一份备份", f"{staged.path}：") from error
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode=WAL")  # a property of the file: see commands.init
        return
    dump = os.path.join(staged.beside, DUMP)
    tables = connection.introspection.table_names()
    if not tables:
        put_back(dump)
    elif "events_record" not in tables or tuple(heads.whole()) != (staged.manifest.position, staged.manifest.digest):
        raise _NOT_EMPTY
    os.unlink(dump)  # where a restore was killed after the database was filled, it goes on with the files


def _refuse_another_ledger(staged: Staged, found: Noted) -> None:
    manifest = staged.manifest
    if tuple(found) != (manifest.position, manifest.digest):
        raise UnusableInput(
            f"数据库里的账本有 {found.position} 条，和清单上的链头（{manifest.position} 条）不符", "请用另一份备份", f"{staged.path}："
        )
