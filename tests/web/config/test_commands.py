"""``gongkai init``, ``check-system``, ``check-ledger`` and ``serve`` as a person runs them: in processes of their own."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest


def gongkai(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command; PostgreSQL of this run is left alone."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_") and name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one Chinese line of a refusal."""
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, ""), done
    return done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """An installation made by the command."""
    folder = tmp_path_factory.mktemp("site") / "数据"
    done = gongkai("init", "--data", str(folder), "--organ", "示例镇人民政府")
    assert done.returncode == 0, done.stderr
    assert all(word in done.stdout for word in ("钥匙文件", "会话密钥", "数据表", "机关 示例镇人民政府（乡镇人民政府"))
    return folder


def test_what_init_made_is_private_and_the_database_durable(site):
    private = {name: stat.S_IMODE((site / name).stat().st_mode) for name in ("keys.json", "secret.txt", "gongkai.sqlite3")}
    assert set(private.values()) == {0o600}
    with closing(sqlite3.connect(site / "gongkai.sqlite3")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_init_twice_changes_nothing(site):
    before = {path.name: path.read_bytes() for path in site.glob("*.[jt]*") if path.is_file()}
    done = gongkai("init", "--data", str(site), "--organ", "示例镇人民政府")
    assert (done.returncode, "没有改动" in done.stdout) == (0, True)
    assert {path.name: path.read_bytes() for path in site.glob("*.[jt]*") if path.is_file()} == before


@pytest.mark.slow
def test_init_is_content_with_a_folder_that_holds_other_files(tmp_path):
    (tmp_path / "别的.docx").write_bytes(b"other")
    assert gongkai("init", "--data", str(tmp_path)).returncode == 0
    assert (tmp_path / "别的.docx").read_bytes() == b"other"


@pytest.mark.slow
def test_a_lost_key_file_is_not_replaced_in_silence(tmp_path):
    gongkai("init", "--data", str(tmp_path))
    (tmp_path / "keys.json").unlink()
    assert "恢复备份里的钥匙文件" in one_line(gongkai("init", "--data", str(tmp_path)))
    assert not (tmp_path / "keys.json").exists()


@pytest.mark.parametrize("command", ["serve", "worker", "check-ledger"])
def test_without_init_a_command_says_what_to_do(tmp_path, command):
    assert "请先运行 gongkai init" in one_line(gongkai(command, "--data", str(tmp_path / "none")))
    assert not (tmp_path / "none").exists()


def test_a_wrong_database_address_is_one_line(tmp_path):
    assert "postgresql://" in one_line(gongkai("init", "--data", str(tmp_path), GONGKAI_DATABASE_URL="mysql://x/y"))


def test_a_database_that_does_not_answer_is_one_line(tmp_path):
    done = gongkai("init", "--data", str(tmp_path), GONGKAI_DATABASE_URL=f"postgresql:///nothing?host={tmp_path}")
    assert "数据库不能用" in one_line(done)


def test_check_ledger_prints_a_head_that_it_takes_again(site):
    found = json.loads(gongkai("check-ledger", "--data", str(site), "--json").stdout)
    assert (found["ok"], found["entries"], found["first_bad"]) == (True, 0, None)
    head = f"{found['head']['position']}:{found['head']['digest']}"
    assert gongkai("check-ledger", "--data", str(site), "--head", head).returncode == 0
    longer = gongkai("check-ledger", "--data", str(site), "--head", f"3:{'0' * 64}", "--json")
    assert (longer.returncode, json.loads(longer.stdout)["first_bad"]["position"]) == (1, 1)
    assert "链头" in one_line(gongkai("check-ledger", "--data", str(site), "--head", "x"))


def test_check_system_names_what_can_wait_and_what_cannot(site):
    done = gongkai("check-system", "--data", str(site), "--json")
    found = {each["id"]: each for each in json.loads(done.stdout)["checks"]}
    assert done.returncode == 0
    assert {"gongkai.W006", "gongkai.W007"} <= set(found)
    assert not any(each["error"] for each in found.values())


def test_check_system_finds_dropped_triggers_open_keys_and_a_weak_journal(tmp_path):
    gongkai("init", "--data", str(tmp_path), "--organ", "示例区教育局")
    (tmp_path / "keys.json").chmod(0o644)
    with closing(sqlite3.connect(tmp_path / "gongkai.sqlite3", isolation_level=None)) as database:
        database.execute("DROP TRIGGER ledger_record_no_delete")
        database.execute("PRAGMA journal_mode=DELETE")
    done = gongkai("check-system", "--data", str(tmp_path), "--json")
    found = {each["id"]: each["error"] for each in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    assert (found["gongkai.E002"], found["gongkai.E003"], found["gongkai.W001"]) == (True, True, False)
    assert "gongkai.W008" not in found


def test_django_finds_nothing_to_say_of_a_deployment_behind_tls(site):
    settings = {
        "GONGKAI_DATA": str(site), "GONGKAI_HTTPS": "1", "GONGKAI_HOSTS": "gongkai.example", "DJANGO_SETTINGS_MODULE": "gongkai.web.config.settings",
    }  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"], env={**environment, **settings}, capture_output=True, text=True,
        timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_help_of_every_command_is_chinese():
    for command in ("init", "serve", "worker", "check-ledger", "check-system"):
        done = gongkai(command, "--help")
        assert (done.returncode, "--data DIR" in done.stdout, "用法：" in done.stdout) == (0, True, True)
