"""``gongkai items import`` as a shell sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from web.publication.register.lists import csv_of, row, xlsx_of


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A data folder of its own, and the way to call the command in it."""
    folder = tmp_path_factory.mktemp("items")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI_", "DJANGO_"))}

    def run(*words):
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", "items", *words, "--data", str(folder / "var")],
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
    good = _file(office, "good.xlsx", xlsx_of(row(index_number="a"), row(title="另一条", channels="微信；报送", index_number="b")))
    code, out, err = office("import", good, "--organ", "示例镇人民政府", "--dry-run")
    assert (code, err) == (0, "")
    assert "共 2 条（2021 年发布 2 条），没有错误，可以导入；没有“示例镇人民政府”这个机关，导入时会新建。" in out

    code, out, err = office("import", good, "--organ", "示例镇人民政府", "--json")
    told = json.loads(out)
    assert (code, told["imported"], told["organ_created"], told["errors"]) == (0, 2, True, [])
    assert told["channels"] == {"政府网站": 1, "政务微信公众号": 1, "报送": 1}

    code, out, err = office("import", good, "--organ", "示例镇人民政府")
    assert code == 1
    assert "系统里已经有这个索引号" in out
    assert err.count("\n") == 1


def test_errors_are_told_all_at_once_and_exit_with_one(office):
    bad = _file(office, "bad.csv", csv_of(row(formed="2021-02-30"), row(published="2020-01-01"), row(channels="飞鸽"), encoding="gb18030"))
    code, out, err = office("import", bad, "--organ", "示例镇人民政府")
    assert code == 1
    assert "第 2 行“成文日期”写的是 2021-02-30，没有这一天。请改正后重新上传。" in out
    assert "第 3 行“发布日期”" in out
    assert "第 4 行“公开渠道”" in out
    assert "3 处错误" in err


@pytest.mark.parametrize("name", ["没有.xlsx", "空.xlsx"])
def test_what_cannot_be_used_exits_with_two_and_one_line(office, name):
    path = _file(office, name, b"PK\x03\x04") if name.startswith("空") else name
    code, out, err = office("import", path, "--organ", "示例镇人民政府")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "Traceback" not in err


@pytest.mark.slow
def test_a_year_takes_seconds_and_ten_thousand_rows_less_than_three_minutes(office):
    rows = [row(title=f"第{number}条", text="各村：请按时报送。" * 40) for number in range(10_000)]
    for count, most in ((164, 20), (10_000, 180)):  # seconds of a processor that other tests share
        path = _file(office, f"{count}.xlsx", xlsx_of(*rows[:count]))
        used = os.times().children_user + os.times().children_system
        code, out, _ = office("import", path, "--organ", f"示例{count}镇人民政府")
        assert code == 0
        assert f"已导入 {count} 条" in out
        assert os.times().children_user + os.times().children_system - used < most
