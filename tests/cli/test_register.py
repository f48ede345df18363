"""``gongkai applications import`` and ``export`` as a shell sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from support.register import csv_of, row, xlsx_of


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A data folder of its own, and the way to call the command in it."""
    folder = tmp_path_factory.mktemp("register")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI_", "DJANGO_"))}

    def run(*words):
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", "applications", *words, "--data", str(folder / "var")],
            capture_output=True, text=True, env=environment, timeout=120, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    run.folder = folder
    return run


def _file(office, name, data):
    path = office.folder / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.slow
def test_the_whole_way_on_a_fresh_folder(office):
    good = _file(office, "good.xlsx", xlsx_of(row(), row(number="b", closed="", row="")))
    code, out, err = office("import", good, "--organ", "示例镇人民政府", "--dry-run")
    assert (code, err) == (0, "")
    assert "导入时会新建" in out

    code, out, err = office("import", good, "--organ", "示例镇人民政府", "--json")
    told = json.loads(out)
    assert (code, told["imported"], told["organ_created"], told["open"], told["errors"]) == (0, 2, True, 1, [])

    code, out, err = office("import", good, "--organ", "示例镇人民政府")
    assert code == 1
    assert "系统里已经有这个编号" in out
    assert err.count("\n") == 1

    target = str(office.folder / "out.xlsx")
    code, out, err = office("export", "--organ", "示例镇人民政府", "--year", "2024", "-o", target)
    assert (code, err) == (0, "")
    code, out, err = office("import", target, "--organ", "别处镇人民政府")
    assert (code, err) == (0, "")
    assert "已导入 2 件" in out


def test_errors_are_told_all_at_once_and_exit_with_one(office):
    bad = _file(office, "bad.csv", csv_of(row(number="x", received="2024-02-30"), row(number="y", column="外星人"), encoding="gb18030"))
    code, out, err = office("import", bad, "--organ", "示例镇人民政府")
    assert code == 1
    assert "第 2 行“收到日期”写的是 2024-02-30，没有这一天。请改正后重新上传。" in out
    assert "第 3 行“申请人类型”" in out
    assert "2 处错误" in err


@pytest.mark.parametrize(
    "words",
    [
        ("import", "没有.xlsx", "--organ", "示例镇人民政府"),
        ("export", "--organ", "没有的机关", "--year", "2024", "-o", "x.xlsx"),
        ("export", "--organ", "示例镇人民政府", "--year", "2024", "-o", "x.txt"),
    ],
)
def test_what_cannot_be_used_exits_with_two_and_one_line(office, words):
    code, out, err = office(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "Traceback" not in err
