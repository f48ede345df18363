"""Backup and restore on PostgreSQL: by the client's own programs, whole, and with a sentence when they are missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from support.databases import fresh
from support.served import plain_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def gongkai(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments], env=plain_environment(**environment), capture_output=True, text=True, encoding="utf-8", timeout=100,
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(postgresql, tmp_path_factory):
    """An installation on a database of its own, and a backup of it."""
    folder, url = tmp_path_factory.mktemp("pg"), fresh(postgresql)
    for command in (("init", "--organ", "示例镇人民政府"), ("backup", str(folder / "b.zip"), "--with-keys")):
        done = gongkai(*command, "--data", str(folder / "data"), GONGKAI_DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
    return folder, url


def test_what_was_backed_up_is_there_again(made, postgresql, tmp_path):
    url = fresh(postgresql)
    done = gongkai("restore", str(made[0] / "b.zip"), "--data", str(tmp_path / "r"), GONGKAI_DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert sorted(os.listdir(tmp_path / "r")) == ["files", "keys.json", "mail", "secret.txt"]
    for command in ("check-ledger", "check-system"):
        done = gongkai(command, "--data", str(tmp_path / "r"), GONGKAI_DATABASE_URL=url)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "GONGKAI_DATABASE_URL" in gongkai("restore", str(made[0] / "b.zip"), "--data", str(tmp_path / "s")).stderr


def test_a_restore_that_was_killed_before_the_folder_got_its_name_goes_on(made, tmp_path):
    """The database is filled already, as it is after such a kill: only the files are put back."""
    done = gongkai("restore", str(made[0] / "b.zip"), "--data", str(tmp_path / "r"), GONGKAI_DATABASE_URL=made[1])
    assert done.returncode == 0, done.stderr


def test_a_database_with_something_else_in_it_is_left_alone(made, postgresql, tmp_path):
    done = gongkai("restore", str(made[0] / "b.zip"), "--data", str(tmp_path / "r"), GONGKAI_DATABASE_URL=_occupied(postgresql))
    assert (done.returncode, done.stderr.count("\n"), "已经有东西" in done.stderr) == (2, 1, True)
    assert os.listdir(tmp_path) == []


def _occupied(server: str) -> str:
    url = fresh(server)
    subprocess.run(["psql", "-q", "-c", "CREATE TABLE mine (n integer)", url], check=True)
    return url


def test_without_the_client_there_is_one_sentence_and_no_file(made, tmp_path):
    (tmp_path / "bin").mkdir()
    done = gongkai(
        "backup", str(tmp_path / "b.zip"), "--data", str(made[0] / "data"), GONGKAI_DATABASE_URL=made[1], PATH=str(tmp_path / "bin")
    )
    assert (done.returncode, done.stderr.count("\n"), "没有 pg_dump" in done.stderr) == (2, 1, True), done.stderr
    assert os.listdir(tmp_path) == ["bin"]


def test_a_dump_that_fails_is_said_and_leaves_no_file(made, tmp_path):
    program = tmp_path / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho half of it\necho 'pg_dump: error: server version mismatch' >&2\nexit 1\n")
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    done = gongkai("backup", str(tmp_path / "b.zip"), "--data", str(made[0] / "data"), GONGKAI_DATABASE_URL=made[1], PATH=path)
    assert (done.returncode, "server version mismatch" in done.stderr) == (2, True), done.stderr
    assert os.listdir(tmp_path) == ["bin"]
