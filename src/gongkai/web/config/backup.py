"""``gongkai backup``: one file with everything that cannot be made again, taken while the site runs.

The database first, then the files: a row never names a file that was stored after the copy. What retention erases in between is not
in the backup, as it should not be. The keys are not in it unless asked for: backup and keys in one place protect nobody.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection

from gongkai import __version__
from gongkai.lib.errors import UnusableInput
from gongkai.web.config.alone import FOLDER as LOCKS
from gongkai.web.config.backup_database import snapshot
from gongkai.web.config.backup_file import DATA, DATABASES, KEYS, PART, Manifest, is_backup, packing
from gongkai.web.config.commands import ensure_ready, unusable_database
from gongkai.web.config.environment import DATABASE, FILES, SECRET
from gongkai.web.vault import keyring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from gongkai.web.config.backup_file import Packing

DERIVED = frozenset({"checkup", "progress", LOCKS})  # folders that only the running processes need
_DATABASE = frozenset({DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal"})


class Made(NamedTuple):
    """A backup: where it is, files in it beside the database, its bytes, the ledger's head, whether the keys are in it, and where they lie."""

    path: str
    files: int
    size: int
    position: int
    digest: str
    with_keys: bool
    keys: str


def backup(path: str, *, moment: datetime, with_keys: bool = False, tell: Callable[[int], None] | None = None) -> Made:
    """Write the backup at ``path``; ``tell`` is told how many files are in it so far. Raises :class:`UnusableInput`, and then there is none."""
    path = os.path.abspath(path)
    ensure_ready()
    environment = settings.ENVIRONMENT
    try:
        with packing(path, tell) as (pack, folder):
            with snapshot(folder) as (stream, head):
                pack.add(DATABASES[connection.vendor], stream, packed=connection.vendor == "postgresql")
            for name, source in _files(environment.data, path):
                _add(pack, DATA + name, source, packed=name.startswith(f"{FILES}/"))
            if with_keys:
                _add(pack, f"{KEYS}keys.json", environment.keys)
                _add(pack, f"{KEYS}{SECRET}", os.path.join(environment.data, SECRET))
            ids = tuple(sorted(keyring.keyring().keys))
            made_at = moment.isoformat(timespec="seconds")
            pack.finish(Manifest(__version__, made_at, connection.vendor, head.position, head.digest, with_keys, ids, {}))
            files = sum(name.startswith(DATA) for name in pack.members)
    except DatabaseError as error:
        raise unusable_database(error) from error
    return Made(path, files, os.path.getsize(path), head.position, head.digest, with_keys, environment.keys)


def _add(pack: Packing, name: str, source: str, packed: bool = False) -> None:
    try:
        with open(source, "rb") as stream:
            pack.add(name, stream, packed)
    except FileNotFoundError:
        pass  # erased since it was listed


def _files(data: str, path: str) -> Iterator[tuple[str, str]]:
    """Every file of the data folder that is neither the database, a key, a lock, nor a backup; its name there and its path."""
    environment = settings.ENVIRONMENT
    if not os.path.isdir(environment.files):
        raise UnusableInput("附件的文件夹不在", "请先接好那块磁盘，或者运行 gongkai init", f"{environment.files}：")
    away = {os.path.realpath(each) for each in (environment.keys, path, environment.backup, environment.export) if each}
    own = _DATABASE | DERIVED | {SECRET}
    for entry in sorted(os.scandir(data), key=lambda each: each.name):
        if entry.name not in own:
            yield from _below(entry.path, entry.name, away, set())


def _below(path: str, name: str, away: set[str], above: set[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """Links are followed, as the site follows them, but never round in a circle; never into a backup that is being written."""
    _refuse_unwritable(name)
    last = os.path.basename(name)
    if os.path.realpath(path) in away or (last.startswith(".") and last.endswith(PART)):
        return
    if os.path.isdir(path):
        own = os.stat(path)
        key = (own.st_dev, own.st_ino)
        if key not in above:
            for entry in sorted(os.scandir(path), key=lambda each: each.name):
                yield from _below(entry.path, f"{name}/{entry.name}", away, above | {key})
    elif os.path.isfile(path) and not is_backup(path):
        yield name, path


def _refuse_unwritable(name: str) -> None:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnusableInput(f"文件名 {os.fsencode(name)!r} 不是 UTF-8", "请先改名") from error
    if "\\" in name:
        raise UnusableInput(f"文件名 {name} 里有反斜杠", "请先改名")
