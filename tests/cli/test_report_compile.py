"""``report compile``: from a register made elsewhere to the tables of a year, every cell with the numbers of its cases."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from gongkai.report.codec import loads
from gongkai.report.readers import read_report
from support.served import plain_environment

REGISTER = """登记编号,收到日期,提交方式,申请人类型,办结日期,办理结果,申请人,申请内容,复议收到日期,复议结案日期,复议结果
甲-1,2024-12-20,网络,自然人,2025-01-10,予以公开,申请人甲,决算,,,
甲-2,2025-03-04,邮寄,商业企业,2025-03-20,1.属于国家秘密,申请人乙,批复,2025-04-01,2025-05-10,结果维持
甲-3,2025-06-04,当面,自然人,2025-06-20,部分公开,申请人丙,名单,,,
甲-4,2025-12-30,网络,法律服务机构,2026-01-05,予以公开,申请人丁,规划,2026-01-20,,
"""
TOWN = "示例镇人民政府"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder into which the register was brought."""
    folder = tmp_path_factory.mktemp("compile")
    (folder / "台账.csv").write_text(REGISTER, "utf-8")
    done = run("applications", "import", str(folder / "台账.csv"), "--organ", TOWN, data=folder / "data")
    assert done.returncode == 0, done.stderr
    return folder / "data"


def run(*arguments, data):
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments, "--data", str(data)], env=plain_environment(), capture_output=True, text=True, timeout=100
    )  # fmt: skip


@pytest.fixture(scope="module")
def compiled(data):
    """The year 2025 as JSON, and what was said beside it."""
    done = run("report", "compile", "--organ", TOWN, "--year", "2025", "--json", data=data)
    assert done.returncode == 0, done.stderr
    return done


def test_the_tables_are_counted_on_the_legal_day_and_name_their_cases(compiled):
    told = json.loads(compiled.stdout)
    three = told["table3"]
    assert (three["new"], three["carried_in"]) == ([1, 1, 0, 0, 1, 0, 3], [1, 0, 0, 0, 0, 0, 1])
    assert (three["granted"], three["partial"], three["denied.state_secret"]) == (
        [1] + [0] * 5 + [1],
        [1] + [0] * 5 + [1],
        [0, 1, 0, 0, 0, 0, 1],
    )
    assert (three["total"], three["carried_out"]) == ([2, 1, 0, 0, 0, 0, 3], [0, 0, 0, 0, 1, 0, 1])
    assert told["table4"]["review"] == [1, 0, 0, 0, 1]
    assert told["sources"]["table3.new[6]"] == ["甲-2", "甲-3", "甲-4"]
    assert told["sources"]["table3.carried_out[4]"] == ["甲-4"]
    assert "table3.denied.law_forbids[0]" not in told["sources"]


def test_what_no_record_tells_is_empty_and_said_beside(compiled):
    assert json.loads(compiled.stdout)["table2"]["licences"] == [None]
    assert "表二“行政许可”的“本年处理决定数量”：没有记录可数" in compiled.stderr


def test_the_next_year_carries_in_what_this_one_carried_out(data):
    told = json.loads(run("report", "compile", "--organ", TOWN, "--year", "2026", "--json", data=data).stdout)
    assert told["table3"]["carried_in"] == [0, 0, 0, 0, 1, 0, 1]
    assert told["table4"]["review"] == [0, 0, 0, 1, 1]


def test_it_is_written_in_the_format_of_the_suffix_and_read_back_the_same(data, compiled, tmp_path):
    out = tmp_path / "年报.docx"
    assert run("report", "compile", "--organ", TOWN, "--year", "2025", "-o", str(out), data=data).returncode == 0
    told = loads(compiled.stdout)
    assert {key: [each.value for each in row] for key, row in read_report(str(out)).rows.items()} == {
        key: [each.value for each in row] for key, row in told.rows.items()
    }


@pytest.mark.parametrize(
    ("organ", "year", "words"), [("没有的镇人民政府", "2025", "没有“没有的镇人民政府”这个机关"), (TOWN, "2018", "只能从2019年起编制")]
)
def test_what_cannot_be_compiled_is_one_sentence(data, organ, year, words):
    done = run("report", "compile", "--organ", organ, "--year", year, data=data)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
