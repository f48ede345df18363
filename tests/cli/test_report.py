import io
import json
import sys

import pytest

from gongkai.cli import main
from gongkai.report import codec, sample
from gongkai.report.model import Figure


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*argv):
        code = main.main(["report", *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def changed(**rows):
    base = sample.clean("2021", 2023)
    return base._replace(rows={**base.rows, **{key.replace("__", "."): tuple(Figure(v) for v in row) for key, row in rows.items()}})


WRONG_SUM = changed(table3__granted=(2, 1, 0, 0, 0, 0, 4))


@pytest.fixture
def files(tmp_path):
    (tmp_path / "good.json").write_text(codec.dumps(sample.clean()), "utf-8")
    (tmp_path / "bad.json").write_text(codec.dumps(WRONG_SUM), "utf-8")
    (tmp_path / "odd.json").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return tmp_path


def test_a_clean_report_has_no_finding_and_exit_code_zero(run, files):
    code, out, err = run("check", "good.json", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["files"][0]["findings"] == []


def test_a_certain_error_gives_one_and_its_place(run, files):
    code, out, _ = run("check", "bad.json", "--format", "json", "--select", "S001")
    (finding,) = json.loads(out)["files"][0]["findings"]
    assert code == 1
    assert finding["where"]["row"] == "granted"
    assert finding["where"]["column"] == "总计"


def test_an_unusable_file_among_others_stands_with_them_and_sets_the_exit_code(run, files):
    code, out, err = run("check", "good.json", "odd.json", "missing.json", "bad.json", "--json")
    listed = json.loads(out)["files"]
    assert code == 2
    assert [("findings" in item, "error" in item) for item in listed] == [(True, False), (False, True), (False, True), (True, False)]
    assert err.count("\n") == 2
    assert err.startswith("gongkai: odd.json：")
    assert "找不到这个文件" in listed[2]["error"]


def test_one_unusable_file_is_one_line_on_stderr(run, files):
    code, out, err = run("check", "odd.json")
    assert (code, out) == (2, "")
    assert err.startswith("gongkai: odd.json：")
    assert err.count("\n") == 1


def test_a_fault_of_ours_in_one_file_does_not_stop_the_others(run, files, monkeypatch):
    report_module = main.load("gongkai.cli.report")
    read = report_module.read_report
    monkeypatch.setattr(report_module, "read_report", lambda file: 1 / 0 if file == "bad.json" else read(file))
    code, out, _ = run("check", "bad.json", "good.json", "--json")
    first, second = json.loads(out)["files"]
    assert code == 2
    assert "ZeroDivisionError" in first["error"]
    assert second["findings"] == []


def test_codes_choose_rules(run, files):
    assert run("check", "bad.json", "--select", "F,l")[0] == 0
    assert run("check", "bad.json", "--ignore", "S")[0] == 0
    code, _, err = run("check", "bad.json", "--select", "ZZ")
    assert code == 2
    assert "没有以“ZZ”开头的规则" in err


def test_a_report_comes_from_standard_input(run, files, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((files / "bad.json").read_bytes())))
    code, out, _ = run("check", "-", "--json")
    assert code == 1
    assert json.loads(out)["files"][0]["file"] == "标准输入"


def test_standard_input_twice_is_refused(run):
    code, _, err = run("check", "-", "-")
    assert code == 2
    assert "标准输入（-）写了不止一次" in err


def test_last_years_report_is_compared(run, files):
    last = sample.clean("2021", 2022)
    rows = {**last.rows, "table3.carried_out": tuple(Figure(v) for v in (3, 0, 0, 0, 0, 0, 3))}
    (files / "last.json").write_text(codec.dumps(last._replace(rows=rows)), "utf-8")
    _, out, _ = run("check", "good.json", "--previous", "last.json", "--json", "--select", "C")
    assert json.loads(out)["files"][0]["findings"]


def test_an_unusable_previous_report_is_named(run, files):
    code, out, err = run("check", "good.json", "--previous", "odd.json")
    assert (code, out) == (2, "")
    assert err.startswith("gongkai: odd.json：")


def test_two_reports_of_one_call_are_neighbours(run, files):
    other = sample.clean("2021", 2023, "示例市示例区另一镇人民政府")
    (files / "other.json").write_text(codec.dumps(other), "utf-8")
    _, out, _ = run("check", "good.json", "other.json", "--json", "--select", "D")
    assert json.loads(out)["files"][0]["findings"]


@pytest.mark.parametrize(("form", "begins"), [("sarif", "{"), ("html", "<!DOCTYPE html>"), ("text", "bad.json")])
def test_every_format_is_written(run, files, form, begins):
    code, out, err = run("check", "bad.json", "--format", form)
    assert (code, err) == (1, "")
    assert out.startswith(begins)


def test_what_is_read_is_printed_as_the_contracts_json(run, files):
    code, out, err = run("read", "bad.json", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == codec.to_dict(WRONG_SUM)


def test_what_is_read_is_shown_to_people(run, files):
    code, out, _ = run("read", "good.json")
    assert code == 0
    assert "机关：示例市示例区示例镇人民政府" in out


def test_readable_text_that_is_no_report_is_a_finding_and_no_refusal(run, tmp_path):
    (tmp_path / "x.txt").write_text("今天天气很好，大家去爬山。\n" * 5, "utf-8")
    code, out, err = run("check", "x.txt", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["files"][0]["findings"][0]["code"] == "F001"


def test_a_report_is_written_in_another_format_and_never_over_its_source(run, files):
    assert run("write", "good.json", "-o", "out.txt")[0] == 0
    assert "示例镇" in (files / "out.txt").read_text("utf-8")
    before = (files / "good.json").read_bytes()
    code, _, err = run("write", "good.json", "-o", "good.json")
    assert code == 2
    assert "不能覆盖" in err
    assert (files / "good.json").read_bytes() == before


def test_an_unknown_suffix_is_refused_before_anything_is_read(run, files):
    code, _, err = run("write", "missing.json", "-o", "out.pages")
    assert code == 2
    assert "后缀" in err


def test_a_mended_report_is_written_and_what_is_owed_is_said(run, files):
    old = sample.clean("2019", 2023)._replace(cited_form="2021")
    (files / "old.json").write_text(codec.dumps(old), "utf-8")
    code, out, err = run("fix", "old.json", "-o", "mended.docx")
    assert (code, err) == (0, "")
    assert (files / "mended.docx").read_bytes().startswith(b"PK")
    assert "改了" in out
    assert "待填" in out


def test_a_mended_report_is_a_word_file_only(run, files):
    code, _, err = run("fix", "bad.json", "-o", "mended.pdf")
    assert code == 2
    assert ".docx" in err


def test_rules_are_listed_by_family(run):
    code, out, _ = run("rules")
    assert code == 0
    assert out.index("F  表式") < out.index("S  勾稽") < out.index("N  名称与用语")
    assert "S001  错误" in out


def test_a_rule_is_explained_in_any_letter_case_with_its_citations_in_full(run):
    code, out, _ = run("explain", "s001")
    assert code == 0
    assert "查什么：" in out
    assert "《中华人民共和国政府信息公开工作年度报告格式》" in out


def test_an_unknown_code_is_answered_with_the_nearest(run):
    code, out, err = run("explain", "S999")
    assert (code, out) == (2, "")
    assert "没有规则 S999，相近的有 S0" in err
