"""A register is read whatever a clerk's spreadsheet made of it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.register.case import cases
from gongkai.web.applications.register.columns import NEEDED
from gongkai.web.applications.register.export import template
from gongkai.web.applications.register.reading import open_table
from support.register import TODAY, csv_of, row, table, xlsx_of


def only(found, today=TODAY):
    (case,) = cases(found, today)
    return case


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_of_any_office_is_read(encoding, mark):
    case = only(open_table(csv_of(row(), encoding=encoding, mark=mark)))
    assert (case["number"], case["received"], case["row"], case.problems) == ("2024-001", date(2024, 3, 4), "granted", [])


def test_a_workbook_with_a_title_above_the_head_is_read_with_the_numbers_that_excel_shows():
    case = only(open_table(xlsx_of(row(received=date(2024, 3, 4)), title="示例镇2024年台账")))
    assert (case.line, case["received"]) == (4, date(2024, 3, 4))


@pytest.mark.parametrize(
    "written", ["2024-03-04", "2024/3/4", "2024.3.4", "2024年3月4日", "20240304", "2024-03-04 00:00:00", "２０２４年３月４日", "45355"]
)
def test_a_day_is_read_however_it_is_written(written):
    value = 45355 if written == "45355" else written
    assert only(open_table(xlsx_of(row(received=value))))["received"] == date(2024, 3, 4)


def test_a_day_that_does_not_exist_is_said_with_row_and_column():
    rows = [row(number=f"{n}") for n in range(1, 11)] + [row(number="11", received="2024-02-30")]
    found = [problem.words for case in cases(table(*rows), TODAY) for problem in case.problems]
    assert found == ["第 12 行“收到日期”写的是 2024-02-30，没有这一天。请改正后重新上传。"]


def test_the_order_of_columns_is_free_and_unknown_ones_are_kept():
    mixed = dict(reversed(list(row(备注="领导批示").items())))
    assert only(table(mixed)).extra == {"备注": "领导批示"}


@pytest.mark.parametrize("missing", [field.label for field in NEEDED])
def test_a_missing_column_is_named(missing):
    rows = {label: value for label, value in row().items() if label != missing}
    with pytest.raises(UnusableInput, match=missing):
        table(rows)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("予以公开", "granted"), ("（一）予以公开", "granted"), ("（三）不予公开-1.属于国家秘密", "denied.state_secret"), ("属于国家秘密", "denied.state_secret"),
        ("1.本机关不掌握相关政府信息", "unavailable.not_held"), ("3.其他", "other.rest"),
    ],
)  # fmt: skip
def test_a_result_is_read_with_or_without_number(label, key):
    assert only(table(row(row=label)))["row"] == key


def test_all_errors_of_a_row_are_found_at_once():
    case = only(table(row(received="去年", channel="飞鸽", column="外星人", row="很好", closed="")))
    assert [problem.column for problem in case.problems] == ["收到日期", "提交方式", "申请人类型", "办理结果"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closed": "2024-03-01"}, "早于“收到日期”"),
        ({"closed": ""}, "“办结日期”没有填，“办理结果”却填了"),
        ({"row": ""}, "“办理结果”没有填，“办结日期”却填了"),
        ({"number": ""}, "“登记编号”没有填"),
        ({"correction_received": "2024-03-08"}, "却没有填“补正通知日期”"),
        ({"fee_notified": "2024-03-08", "fee_paid": "2024-03-05"}, "早于“收费通知日期”"),
        ({"suit_received": "2024-08-08"}, "“诉讼类型”没有填"),
        ({"closed": "2026-03-03"}, "还没有到"),
        ({"received": "2007-03-03"}, "还没有施行"),
        ({"fee_notified": "2024-03-08", "fee": "很多"}, "不是金额"),
        ({"extended": "很久"}, "不是工作日的数目"),
    ],
)
def test_a_contradiction_is_an_error(changes, words):
    (problem,) = only(table(row(**changes))).problems
    assert words in problem.words


def test_total_rows_and_empty_rows_are_left_out():
    total = dict.fromkeys(row(), "") | {"登记编号": "合计", "办理结果": ""}
    assert len(list(cases(table(row(), dict.fromkeys(row(), ""), total), TODAY))) == 1


def test_a_text_that_our_own_csv_guarded_comes_back_as_it_was():
    assert only(table(row(content="'=1+1")))["content"] == "=1+1"


def test_a_lone_cell_in_the_far_corner_does_not_fill_the_memory():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(row()))
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(UnusableInput, match="太大"):
        open_table(file.getvalue())


def test_what_is_no_table_is_refused_in_a_sentence():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")
    for data in (b"PK\x03\x04broken", packed.getvalue(), b"\xd0\xcf\x11\xe0old", b"", b"\x00\x01\x02" * 50, "没有表头".encode()):
        with pytest.raises(UnusableInput):
            open_table(data)


def test_the_template_is_a_register_itself():
    assert only(open_table(template()), date(2026, 12, 31)).problems == []
