"""``gongkai restore``: a backup becomes an installation where there is none. All of it, or nothing at all.

First the file is read to its end, then everything is unpacked beside the data folder, brought to the tables of this version and
compared with the ledger's head in the manifest; only then does the folder get its name. :func:`prepared` needs no Django: the settings are
those of the folder beside, which the caller sets up before :func:`finish`.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from gongkai import __version__
from gongkai.lib.errors import UnusableInput
from gongkai.web.config import backup_file
from gongkai.web.config.backup_file import DATABASES
from gongkai.web.config.environment import DATABASE, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.web.config.backup_file import Manifest

DUMP = ".database.pgdump"
_ROOM = 64 * 1024 * 1024  # bytes that stay free on the disk


class Staged(NamedTuple):
    """What was unpacked: the file, what it says it is, the folder beside, the folder that it becomes."""

    path: str
    manifest: Manifest
    beside: str
    data: str


@contextmanager
def prepared(path: str, data: str, tell: Callable[[int], None] | None = None) -> Iterator[Staged]:
    """The backup unpacked beside ``data``; what is still there at the end goes. Raises :class:`UnusableInput`, and nothing was changed."""
    data = os.path.abspath(data)
    _refuse_occupied(data)
    with backup_file.opened(path) as (archive, manifest):
        _refuse_other(manifest)
        parent, name = os.path.split(data)
        os.makedirs(parent, exist_ok=True)
        _refuse_full(parent, sum(each.size for each in manifest.members.values()))
        with backup_file.workplace(os.path.join(parent, f".{name}.restoring")) as beside:
            backup_file.unpack(archive, manifest, lambda member: os.path.join(beside, *_place(member)), tell)
            yield Staged(path, manifest, beside, data)


def _place(member: str) -> list[str]:
    if member in DATABASES.values():
        return [DATABASE if member == DATABASES["sqlite"] else DUMP]
    return member.partition("/")[2].split("/")  # both data/… and keys/… lie in the folder itself


def _refuse_occupied(data: str) -> None:
    if os.path.lexists(data) and (not os.path.isdir(data) or os.path.islink(data) or os.listdir(data)):
        raise UnusableInput("数据文件夹里已经有东西", "请写一个新的或者空的文件夹，原来的不会改动", f"{data}：")


def _refuse_other(manifest: Manifest) -> None:
    if _numbers(manifest.version) > _numbers(__version__):
        raise UnusableInput(f"备份是 {manifest.version} 版做的，这里是 {__version__}", "请先升级程序")
    url = environment().database_url
    if manifest.database == "postgresql" and not url:
        raise UnusableInput("这是 PostgreSQL 的备份", "请设置 GONGKAI_DATABASE_URL，指向一个空的数据库")
    if manifest.database == "sqlite" and url:
        raise UnusableInput("这是 SQLite 的备份", "请去掉 GONGKAI_DATABASE_URL 再恢复")


def _numbers(version: str) -> tuple[int, ...]:
    """``0.6.0`` as numbers; a part that is none counts as nought."""
    return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in version.split(".")[:4])


def _refuse_full(parent: str, needed: int) -> None:
    free = shutil.disk_usage(parent).free
    if needed > free - _ROOM:
        raise UnusableInput(f"磁盘只剩 {free // 1024 // 1024} MB，恢复要 {needed // 1024 // 1024} MB", "请腾出空间", f"{parent}：")
