import io
import json
import sys

import pytest

from gongkai.cli import main
from gongkai.report import codec, sample, writers
from gongkai.report.model import Figure

TOWN, STREET, OFFICE = "示例区甲镇人民政府", "示例区乙街道办事处", "示例区人民政府办公室"
DISTRICT = ("--organ", "示例市示例区人民政府")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*argv):
        code = main.main(["report", "merge", *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def files(tmp_path):
    def put(name, organ, year=2023, **rows):
        base = sample.clean("2021", year, organ)
        cells = {key.replace("__", "."): tuple(map(Figure, row)) for key, row in rows.items()}
        writers.write(base._replace(rows={**base.rows, **cells}), str(tmp_path / name))

    put("town.docx", TOWN, table2__fees=(0.1,))
    put("street.xlsx", STREET, table2__fees=(0.2,))
    put("office.html", OFFICE, table2__fees=(1,))
    put("wrong.txt", "示例区教育局", table3__granted=(2, 1, 0, 0, 0, 0, 4))
    put("open.json", "示例区司法局", table2__licences=(None,))
    put("late.json", "示例区民政局", 2024)
    return tmp_path


def test_files_of_any_format_become_the_report_of_the_district(run, files):
    code, out, err = run("town.docx", "street.xlsx", *DISTRICT, "-o", "district.json", "--own", "office.html")
    assert (code, err) == (0, "")
    written = json.loads((files / "district.json").read_text("utf-8"))
    assert (written["schema"], written["organ"], written["year"]) == ("gongkai.report/1", "示例市示例区人民政府", 2023)
    assert written["table2"]["fees"] == [1.3]
    assert written["table3"]["new"] == [12, 3, 0, 0, 0, 0, 15]
    assert written["sections"] == {}
    assert written["sources"]["table2.fees[0]"] == [
        {"organ": OFFICE, "file": "office.html", "value": 1},
        {"organ": TOWN, "file": "town.docx", "value": 0.1},
        {"organ": STREET, "file": "street.xlsx", "value": 0.2},
    ]
    assert "由 3 份报告相加（本级 1 份，下级 2 份）" in out
    assert "一、本年新收政府信息公开申请数量 15" in out


def test_what_was_written_is_read_checked_and_written_like_any_report(run, files):
    run("town.docx", "street.xlsx", *DISTRICT, "-o", "district.json")
    assert main.main(["report", "check", "district.json", "--select", "S"]) == 0
    assert main.main(["report", "write", "district.json", "-o", "district.docx"]) == 0
    assert codec.loads((files / "district.json").read_text("utf-8")).value("table3.new", 6) == 10


def test_what_is_open_and_what_is_wrong_is_listed_and_is_no_refusal(run, files):
    code, out, err = run("town.docx", "wrong.txt", "open.json", *DISTRICT, "-o", "district.json")
    assert (code, err) == (0, "")
    assert "有 1 格合计不能确定，写为“待填”，缺的是：" in out
    assert "示例区司法局（open.json）第二部分表格“行政许可”：空白" in out
    assert "示例区教育局（wrong.txt）：S001（一）予以公开：六类申请人之和是3，总计写的是4" in "".join(
        out.split()
    )  # lines are cut to the width


def test_an_organ_twice_is_answered_no_and_nothing_is_written(run, files):
    code, out, err = run("town.docx", "street.xlsx", *DISTRICT, "--own", "town.docx", "-o", "district.json")
    assert (code, out) == (1, "")
    assert err == "gongkai: town.docx：写了两次，请只写一次\n"
    assert not (files / "district.json").exists()


def test_a_merged_report_is_not_merged_with_one_that_it_has(run, files):
    run("town.docx", "street.xlsx", "--organ", "示例区农业局", "-o", "inner.json")
    code, _, err = run("inner.json", "street.xlsx", *DISTRICT, "-o", "district.json")
    assert code == 1
    assert f"都含有“{STREET}”的数字" in err


def test_files_of_another_year_cannot_be_used_and_each_is_named(run, files):
    code, out, err = run("town.docx", "late.json", "street.xlsx", *DISTRICT, "-o", "district.json")
    assert (code, out) == (2, "")
    assert err == "gongkai: late.json：是2024年的报告，其余是2023年的，请换成2023年的报告\n"
    assert not (files / "district.json").exists()


def test_every_file_that_cannot_be_read_is_named_in_one_call(run, files):
    (files / "odd.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    code, out, err = run("missing.docx", "town.docx", "odd.docx", *DISTRICT, "-o", "district.json")
    assert (code, out) == (2, "")
    assert [line.partition("：")[0] for line in err.splitlines()] == ["gongkai: missing.docx", "gongkai: odd.docx"]


def test_no_file_that_was_read_is_written_over(run, files):
    before = (files / "open.json").read_bytes()
    code, _, err = run("town.docx", "open.json", *DISTRICT, "-o", "open.json")
    assert code == 2
    assert "不能覆盖" in err
    assert (files / "open.json").read_bytes() == before


def test_the_result_is_json_only(run, files):
    code, _, err = run("town.docx", *DISTRICT, "-o", "district.docx")
    assert code == 2
    assert "以 .json 结尾" in err


def test_one_of_the_reports_may_come_from_standard_input(run, files, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((files / "open.json").read_bytes())))
    code, out, _ = run("town.docx", "-", *DISTRICT, "-o", "district.json")
    assert code == 0
    assert "示例区司法局（标准输入）" in out
    code, _, err = run("-", "-", *DISTRICT, "-o", "district.json")
    assert code == 2
    assert "不止一次" in err


def test_organ_and_output_have_to_be_given(run, files):
    code, _, err = run("town.docx")
    assert code == 2
    assert "缺少参数" in err
