"""A copy of the database while the site runs, and the way back: SQLite by its own backup, PostgreSQL by the programs of its client."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

from gongkai.lib.errors import UnusableInput
from gongkai.web.config.backup_file import private
from gongkai.web.events import heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.web.events.heads import Noted

_CLIENT = "请安装 PostgreSQL 的客户端程序（Debian：apt install postgresql-client）"


@contextmanager
def snapshot(folder: str) -> Iterator[tuple[IO[bytes], Noted]]:
    """The database as it is at one moment, as a stream, with the ledger's head at that very moment. ``folder`` is for what is needed meanwhile."""
    with _dump(os.path.join(folder, "said")) if connection.vendor == "postgresql" else _copy(os.path.join(folder, "copy.sqlite3")) as found:
        yield found


@contextmanager
def _copy(path: str) -> Iterator[tuple[IO[bytes], Noted]]:
    """In one step: writers go on meanwhile (WAL), and none of what they write is in it by half."""
    os.close(private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=60)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    refuse_unsound(path)
    head = heads.of_file(path)
    with open(path, "rb") as stream:
        yield stream, head
    os.unlink(path)


def refuse_unsound(path: str) -> None:
    """Raises :class:`UnusableInput` for a file that is no whole SQLite database."""
    try:
        with closing(sqlite3.connect(path)) as database:
            found = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise UnusableInput("备份里的数据库不是 SQLite 数据库", "请用另一份备份") from error
    if found != "ok":
        raise UnusableInput(f"数据库文件有损坏（{' '.join(found.split())[:120]}）", "请用另一份备份")


@contextmanager
def _dump(said: str) -> Iterator[tuple[IO[bytes], Noted]]:
    program = _program("pg_dump")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            exported = cursor.fetchone()[0]
        head = heads.whole()
        with open(said, "xb") as errors, subprocess.Popen(  # noqa: S603 - the client's own program
            [program, "--format=custom", "--no-owner", "--no-privileges", "--no-password", f"--snapshot={exported}"],
            env=_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            try:
                yield process.stdout, head
                process.wait()
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            with open(said, encoding="utf-8", errors="replace") as text:
                raise UnusableInput(f"pg_dump 没有成功（{_last_line(text.read())}）", "请核对它的版本不低于服务器的版本")


def put_back(path: str) -> None:
    """Fill the empty PostgreSQL database from a dump, in one transaction. Raises :class:`UnusableInput`."""
    done = subprocess.run(  # noqa: S603 - the client's own program
        [
            _program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password",
            f"--dbname={connection.settings_dict['NAME']}", path,
        ],
        env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise UnusableInput(
            f"pg_restore 没有成功（{_last_line(done.stderr.decode('utf-8', 'replace'))}）", "数据库没有改动，请处理以后再恢复"
        )


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise UnusableInput(f"没有 {name}", _CLIENT)
    return found


def _environment() -> dict[str, str]:
    """How the client reaches the database: by variables, for arguments can be read by everybody on the machine."""
    wanted = settings.ENVIRONMENT.database
    known = {
        "PGHOST": wanted["HOST"],
        "PGPORT": wanted["PORT"],
        "PGUSER": wanted["USER"],
        "PGPASSWORD": wanted["PASSWORD"],
        "PGDATABASE": wanted["NAME"],
    }
    known |= {f"PG{name.upper()}": str(value) for name, value in wanted["OPTIONS"].items() if name.startswith("ssl")}
    return {**os.environ, **{name: value for name, value in known.items() if value}}


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1][:160] if lines else "没有说明原因"
