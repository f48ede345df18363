"""``gongkai backup`` and ``gongkai restore``: what was there is there again, and nothing else becomes an installation."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.web.config import backup_file, restore
from support.archives import plain, resealed, sealed


def gongkai(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_") and name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments], env={**inherited, **environment}, capture_output=True, text=True, encoding="utf-8", timeout=100,
    )  # fmt: skip


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, ""), done
    return done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """An installation with some files of every kind."""
    folder = tmp_path_factory.mktemp("site") / "数据"
    assert gongkai("init", "--data", str(folder), "--organ", "示例镇人民政府").returncode == 0
    for name, content in {
        "files/ab/cd/abcd": os.urandom(3000), "mail/1.log": b"mail", "calendars/2027.toml": "放假".encode(), "checkup/1": b"", "locks/worker-1": b"",
        "progress/1": b"1", "演示/年报.txt": b"demo",
    }.items():  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def made(site):
    """A backup of it, and what the command said."""
    path = site.parent / "备份.zip"
    done = gongkai("backup", str(path), "--data", str(site))
    assert done.returncode == 0, done.stderr
    return path, done.stdout


def tree(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def test_what_was_backed_up_is_there_again_but_for_keys_and_locks(site, made, tmp_path):
    done = gongkai("restore", str(made[0]), "--data", str(tmp_path / "neu" / "site"))
    assert done.returncode == 0, done.stderr
    new = tmp_path / "neu" / "site"
    own = {
        "gongkai.sqlite3",
        "secret.txt",
        "keys.json",
        "checkup/1",
        "locks/worker-1",
        "progress/1",
        "gongkai.sqlite3-wal",
        "gongkai.sqlite3-shm",
    }
    before, after = tree(site), tree(new)
    assert {name: before[name] for name in before.keys() - own} == {name: after[name] for name in after.keys() - own}
    assert after.keys() & own == {"gongkai.sqlite3", "secret.txt"}
    assert rows(site / "gongkai.sqlite3") == rows(new / "gongkai.sqlite3")
    assert "另外保管的密钥文件（编号 k1）" in done.stdout
    assert os.listdir(tmp_path / "neu") == ["site"]
    shutil.copy(site / "keys.json", new)
    assert gongkai("check-ledger", "--data", str(new)).returncode == 0


def test_the_command_says_why_the_keys_are_not_in_it(made):
    path, said = made
    assert "密钥不在里面" in said
    assert "另外保管" in said
    assert not any(name.startswith("keys/") for name in zipfile.ZipFile(path).namelist())


@pytest.mark.slow
def test_with_keys_the_restored_site_is_ready(site, tmp_path):
    done = gongkai("backup", str(tmp_path / "b"), "--data", str(site), "--with-keys", "--json")
    assert json.loads(done.stdout)["with_keys"] is True
    assert gongkai("restore", str(tmp_path / "b"), "--data", str(tmp_path / "r")).returncode == 0
    assert {name: (tmp_path / "r" / name).read_bytes() for name in ("keys.json", "secret.txt")} == {
        name: (site / name).read_bytes() for name in ("keys.json", "secret.txt")
    }
    private = {name: stat.S_IMODE((tmp_path / "r" / name).stat().st_mode) for name in ("keys.json", "secret.txt", "gongkai.sqlite3")}
    assert set(private.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o600


@pytest.mark.slow
def test_backups_within_the_data_folder_are_not_backed_up_again(site, tmp_path):
    folder = tmp_path / "d"
    shutil.copytree(site, folder)
    for name in ("a.zip", "b.zip"):
        assert gongkai("backup", str(folder / name), "--data", str(folder)).returncode == 0
    assert not [name for name in zipfile.ZipFile(folder / "b.zip").namelist() if name.endswith(".zip")]


def test_a_missing_folder_of_files_is_no_empty_one(site, tmp_path):
    folder = tmp_path / "d"
    shutil.copytree(site, folder)
    shutil.rmtree(folder / "files")
    assert "附件的文件夹不在" in one_line(gongkai("backup", str(tmp_path / "b.zip"), "--data", str(folder)))
    assert os.listdir(tmp_path) == ["d"]


def test_without_an_installation_there_is_nothing_to_back_up(tmp_path):
    assert "gongkai init" in one_line(gongkai("backup", str(tmp_path / "b.zip"), "--data", str(tmp_path / "none")))


@pytest.mark.slow
def test_an_empty_folder_is_filled(made, tmp_path):
    assert gongkai("restore", str(made[0]), "--data", str(tmp_path)).returncode == 0
    assert (tmp_path / "gongkai.sqlite3").exists()


def test_a_ledger_that_is_not_that_of_the_manifest_is_refused(made, tmp_path):
    other = resealed(made[0], tmp_path / "b", lambda told: told | {"position": 7})
    assert "和清单上的链头（7 条）不符" in one_line(gongkai("restore", str(other), "--data", str(tmp_path / "r")))
    assert os.listdir(tmp_path) == ["b"]


def test_a_backup_takes_the_place_of_a_backup_and_of_nothing_else(made, tmp_path):
    backup_file.refuse_taken(str(shutil.copy(made[0], tmp_path / "old.zip")))
    (tmp_path / "report.docx").write_bytes(b"PK")
    for name, words in {"report.docx": "已经有一个别的文件", "nowhere/b.zip": "没有这个文件夹"}.items():
        with pytest.raises(UnusableInput) as error:
            backup_file.refuse_taken(str(tmp_path / name))
        assert words in error.value.problem


def test_a_folder_with_anything_in_it_is_left_as_it_is(made, site, tmp_path):
    before = tree(site)
    assert "已经有东西" in one_line(gongkai("restore", str(made[0]), "--data", str(site)))
    assert tree(site) == before
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "note.txt").write_text("mine")
    assert "已经有东西" in refused(made[0], tmp_path)


def test_a_backup_of_a_newer_version_is_refused(made, tmp_path):
    assert "请先升级程序" in refused(resealed(made[0], tmp_path / "b", lambda told: told | {"version": "99.0"}), tmp_path)


def test_a_backup_goes_back_to_the_kind_of_database_that_it_came_from(made, tmp_path, monkeypatch):
    other = sealed(tmp_path / "b", {"database.pgdump": b"x"}, lambda told: told | {"database": "postgresql"})
    monkeypatch.delenv("GONGKAI_DATABASE_URL", raising=False)
    assert "请设置 GONGKAI_DATABASE_URL" in refused(other, tmp_path)
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "postgresql://localhost/x")
    assert "请去掉 GONGKAI_DATABASE_URL" in refused(made[0], tmp_path)


def test_while_one_restores_another_does_not(tmp_path):
    path = sealed(tmp_path / "b", {"database.sqlite3": b"x", "data/a": b"1"})
    with (
        restore.prepared(str(path), str(tmp_path / "new")),
        pytest.raises(UnusableInput, match="另一个"),
        restore.prepared(str(path), str(tmp_path / "new")),
    ):
        pass
    assert os.listdir(tmp_path) == ["b"]


def test_what_a_killed_restore_left_is_swept_away(tmp_path):
    path = sealed(tmp_path / "b", {"database.sqlite3": b"x"})
    (tmp_path / ".new.restoring" / "data").mkdir(parents=True)
    (tmp_path / ".new.restoring" / "gongkai.sqlite3").write_bytes(b"half")
    with restore.prepared(str(path), str(tmp_path / "new")) as staged:
        assert os.listdir(staged.beside) == ["gongkai.sqlite3"]
    assert os.listdir(tmp_path) == ["b"]


def refused(path, tmp_path) -> str:
    """What is said about a file that is no good; nothing is left of it."""
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(UnusableInput) as error, restore.prepared(str(path), str(tmp_path / "new")):
        pass
    assert sorted(os.listdir(tmp_path)) == before
    return error.value.sentence()


def test_one_bit_anywhere_is_noticed(made, tmp_path):
    whole = made[0].read_bytes()
    path = tmp_path / "b.zip"
    for step in range(200):
        place = step * (len(whole) - 1) // 199
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << step % 8]) + whole[place + 1 :])
        assert "请" in refused(path, tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_truncated_file_is_noticed(made, tmp_path, share):
    whole = made[0].read_bytes()
    path = tmp_path / "b.zip"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "不是完整的备份文件" in refused(path, tmp_path)


def test_what_is_no_file_is_refused(tmp_path):
    assert "没有这个文件" in refused(tmp_path / "none", tmp_path)
    (tmp_path / "folder").mkdir()
    assert "不是完整的备份文件" in refused(tmp_path / "folder", tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert "不是完整的备份文件" in refused(tmp_path / "pipe", tmp_path)
    assert "没有这个文件" in one_line(gongkai("restore", str(tmp_path / "none"), "--data", str(tmp_path / "r")))


@pytest.mark.parametrize(
    "name",
    [
        "data/../evil", "data//evil", "data/a/../../evil", "data/./evil", "/evil", "../evil", "evil", "data/a//b", "data/a\\..\\b", "keys/other", "data/keys.json",
        "data/gongkai.sqlite3", "data/gongkai.sqlite3-wal", "data/secret.txt", "keys/../data/x",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    assert "文件名" in refused(sealed(tmp_path / "b", {"database.sqlite3": b"x", name: b"y"}), tmp_path)


def test_links_encrypted_and_oddly_packed_members_are_refused(tmp_path):
    link = zipfile.ZipInfo("data/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    for info, packing in ((link, zipfile.ZIP_STORED), (plain("data/x"), zipfile.ZIP_BZIP2), (plain("data/x"), zipfile.ZIP_LZMA)):
        info.compress_type = packing
        assert "不合规矩" in refused(sealed(tmp_path / "b", {"database.sqlite3": b"x", info: b"/etc"}), tmp_path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(backup_file, "_SMALL", 1_000_000)
    assert "不合规矩" in refused(sealed(tmp_path / "b", {"database.sqlite3": bytes(20_000_000)}), tmp_path)


def test_more_than_the_disk_takes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(restore, "_ROOM", 1 << 60)
    assert "磁盘只剩" in refused(sealed(tmp_path / "b", {"database.sqlite3": b"x"}), tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told | {"members": {}},
        lambda told: told | {"members": {**told["members"], "data/more": {"size": 1, "sha256": ""}}},
        lambda told: told | {"members": [1]},
        lambda told: told | {"members": {"database.sqlite3": {"size": "much", "sha256": ""}, "data/x": {}}},
        lambda told: told | {"schema": "gongkai.backup/2"},
        lambda told: told | {"database": "other"},
        lambda told: told | {"database": "postgresql"},
        lambda told: [told],
        lambda told: {},
        lambda told: None,
    ],
)
def test_a_manifest_that_is_not_of_these_files_is_refused(tmp_path, change):
    assert "备份" in refused(sealed(tmp_path / "b", {"database.sqlite3": b"x", "data/x": b"y"}, change), tmp_path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice_and_a_wrong_hash_are_refused(tmp_path):
    twice = sealed(tmp_path / "b", {"database.sqlite3": b"x", plain("data/x"): b"1", plain("data/x"): b"2"})
    assert "对不上" in refused(twice, tmp_path)
    wrong = sealed(
        tmp_path / "b", {"database.sqlite3": b"x"}, lambda told: told | {"members": {"database.sqlite3": {"size": 1, "sha256": "0" * 64}}}
    )
    assert "哈希不符" in refused(wrong, tmp_path)


def test_a_file_in_the_place_of_a_folder_leaves_nothing(tmp_path):
    path = sealed(tmp_path / "b", {"database.sqlite3": b"x", "data/a": b"1", "data/a/b": b"2"})
    with pytest.raises(OSError, match="a"), restore.prepared(str(path), str(tmp_path / "new")):
        pass
    assert os.listdir(tmp_path) == ["b"]


@pytest.mark.parametrize(
    "content", [b"no database", *(pytest.param(each, marks=pytest.mark.slow) for each in (b"", b"SQLite format 3\0" + bytes(2000)))]
)
def test_what_is_no_database_leaves_nothing(tmp_path, content):
    path = sealed(tmp_path / "b", {"database.sqlite3": content})
    assert "备份" in one_line(gongkai("restore", str(path), "--data", str(tmp_path / "new")))
    assert os.listdir(tmp_path) == ["b"]
