"""A PostgreSQL server of this run only: on a Unix socket in a folder of its own, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

SERVER = "/usr/lib/postgresql"


def binaries() -> Path | None:
    """The programs of the newest PostgreSQL here."""
    found = sorted(Path(SERVER).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    return found[-1].parent if found else None


def unprivileged() -> list[str]:
    """PostgreSQL refuses to run as root: in front of its commands then stands who runs them."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = next((each for each in ("postgres", "nobody") if each in names), None)
    if name is None or not shutil.which("setpriv"):
        pytest.skip("root cannot run PostgreSQL, and there is nobody else who could")
    entry = pwd.getpwnam(name)
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


@pytest.fixture(scope="session")
def postgresql():
    """The address of an empty database, as ``GONGKAI_DATABASE_URL`` has it."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: run scripts/system.sh postgresql")
    who = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    if who:
        entry = pwd.getpwuid(int(who[1].partition("=")[2]))
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    cluster = str(folder / "data")

    def call(program: str, *arguments: str) -> None:
        done = subprocess.run([*who, str(programs / program), *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr

    call("initdb", "-D", cluster, "-U", "gongkai", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=60"
    call("pg_ctl", "-D", cluster, "-w", "-l", str(folder / "log"), "-o", options, "start")
    call("createdb", "-h", str(folder), "-U", "gongkai", "gongkai")
    yield f"postgresql://gongkai@/gongkai?host={folder}"
    call("pg_ctl", "-D", cluster, "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)
