"""Everything that the tests of the web say holds on PostgreSQL too."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from support.served import plain_environment

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]


# What looks the same whatever the database is: every page opened by everybody, styles, the check-up that keeps nothing, the demonstration,
# channels and files that are made of what the pages say.
ELSEWHERE = (
    "tests/web/test_access.py", "tests/web/test_get_changes_nothing.py", "tests/web/desk/reports/test_typed_over.py", "tests/web/ui", "tests/web/checkup",
    "tests/web/demo", "tests/web/channels", "tests/web/export", "tests/web/portal/test_same_time.py",
    "tests/web/config/test_backup.py",  # archives of SQLite: those of PostgreSQL have tests of their own beside this file
)  # fmt: skip


# Whether anything was written is asked of the whole server: beside others that write, the answer is yes.
ALONE = ("tests/web/config/test_keeping.py",)


@pytest.mark.parametrize(
    "words",
    [("-n", "auto", "--dist", "loadfile", "tests/web", *(f"--ignore={each}" for each in (*ELSEWHERE, *ALONE))), ALONE],
    ids=["together", "alone"],
)
def test_the_tests_of_the_web_pass_on_postgresql(postgresql, words):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not slow", *words],
        cwd=ROOT, env=plain_environment(GONGKAI_TEST_DATABASE_URL=postgresql), capture_output=True, text=True, timeout=2300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.fixture(scope="module")
def installed(postgresql, tmp_path_factory):
    """An installation on the empty database: ``run(command)`` in its data folder."""
    folder = tmp_path_factory.mktemp("postgres") / "data"

    def run(command: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", command, "--data", str(folder)], env=plain_environment(GONGKAI_DATABASE_URL=postgresql),
            capture_output=True, text=True, timeout=100,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    run("init")
    return run


@pytest.mark.parametrize("command", ["init", "check-system", "check-ledger"])
def test_the_commands_work_on_postgresql(installed, command):
    installed(command)


def test_the_database_itself_refuses_every_change_of_the_ledger(postgresql, installed):
    with closing(psycopg.connect(postgresql, autocommit=True)) as database:
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            database.execute("TRUNCATE events_record")
        found = database.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'events_record'::regclass AND NOT tgisinternal").fetchall()
    assert {name for (name,) in found} == {"ledger_record_no_update", "ledger_record_no_delete", "ledger_record_no_truncate"}
