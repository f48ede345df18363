"""Workbooks, with xlsxwriter as the pen and calamine as the second pair of eyes."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import python_calamine
import xlsxwriter

from gongkai.lib.document import Grid
from gongkai.lib.errors import UnusableInput
from gongkai.report.readers import xlsx
from tests.support import hostile

if TYPE_CHECKING:
    from collections.abc import Callable


def made(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    write(book)
    book.close()
    return buffer.getvalue()


def grid(write: Callable[[xlsxwriter.Workbook], None]) -> Grid:
    block = xlsx.read(made(write)).blocks[0]
    assert isinstance(block, Grid)
    return block


def texts(found: Grid) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in found.cells}


def test_numbers_dates_and_truth_are_text_as_shown() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("年报")
        sheet.write_row(0, 0, [5.0, 0.85, 0.1 + 0.2, 24252.311082, -11, "/", True])
        sheet.write_datetime(1, 0, datetime(2024, 1, 31, tzinfo=UTC).replace(tzinfo=None), book.add_format({"num_format": "yyyy年m月d日"}))
        sheet.write_formula(1, 1, "=1+1", None, 2)

    found = texts(grid(write))
    assert [found[0, column] for column in range(7)] == ["5", "0.85", "0.3", "24252.311082", "-11", "/", "TRUE"]
    assert found[1, 0] == "2024-01-31"
    assert found[1, 1] == "2"


def test_merged_headers_stand_once_with_their_extent() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 1, 1, "（本列数据）")
        sheet.merge_range(0, 2, 0, 4, "申请人情况")
        sheet.write_row(1, 2, ["自然人", "商业", "总计"])

    found = grid(write)
    assert [(c.text, c.row, c.column, c.rows, c.columns) for c in found.cells] == [
        ("（本列数据）", 0, 0, 2, 2),
        ("申请人情况", 0, 2, 1, 3),
        ("自然人", 1, 2, 1, 1),
        ("商业", 1, 3, 1, 1),
        ("总计", 1, 4, 1, 1),
    ]


def test_a_cell_never_touched_is_a_blank_cell_of_its_row() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["规章", 0, 1, 2])
        sheet.write(1, 0, "行政规范性文件")
        sheet.write(1, 3, 6)

    assert texts(grid(write)) == {(0, 0): "规章", (0, 1): "0", (0, 2): "1", (0, 3): "2",
                                  (1, 0): "行政规范性文件", (1, 1): "", (1, 2): "", (1, 3): "6"}  # fmt: skip


def test_hidden_and_empty_sheets_are_left_out_and_names_are_places() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("一").write(0, 0, "甲")
        hidden = book.add_worksheet("二")
        hidden.write(0, 0, "密")
        hidden.hide()
        book.add_worksheet("三")

    assert [block.source for block in xlsx.read(made(write)).blocks] == ["工作表“一”"]


def test_rich_text_is_joined_and_pinyin_is_not_text() -> None:
    shared = '<si><r><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si>'
    document = xlsx.read(hostile.workbook('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>', shared))
    assert texts(document.blocks[0]) == {(0, 0): "甲乙"}  # type: ignore[arg-type]


def test_a_lone_cell_in_the_far_corner_costs_nothing() -> None:
    found = grid(lambda book: (sheet := book.add_worksheet()).write(0, 0, "甲") or sheet.write(1048575, 16383, "乙"))
    assert texts(found) == {(0, 0): "甲", (1048575, 16383): "乙"}


def test_styled_blanks_around_the_table_are_dropped() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "甲")
        sheet.write_blank(50, 50, None, book.add_format({"bold": True}))

    assert texts(grid(write)) == {(0, 0): "甲"}


def test_calamine_reads_the_same_values() -> None:
    rows = [["信息内容", "件数", "金额"], ["规章", 3, 0.5], ["文件", 12, 7.25]]

    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    data = made(write)
    theirs = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    ours = texts(xlsx.read(data).blocks[0])  # type: ignore[arg-type]
    assert {place: str(int(v)) if isinstance(v, float) and v == int(v) else str(v) for place, v in
            (((r, c), theirs[r][c]) for r in range(3) for c in range(3))} == ours  # fmt: skip


def test_own_properties_are_kept() -> None:
    data = made(lambda book: book.set_custom_property("gongkai.report", "值") or book.add_worksheet().write(0, 0, "甲"))
    assert xlsx.read(data).properties == {"gongkai.report": "值"}


@pytest.mark.parametrize(
    "sheet", ['<sheetData><row><c r="??"><v>1</v></c></row></sheetData>', '<sheetData><row><c t="s"><v>9</v></c></row></sheetData>']
)
def test_a_damaged_sheet_gives_one_clear_sentence(sheet: str) -> None:
    with pytest.raises(UnusableInput, match="表格文件已损坏"):
        xlsx.read(hostile.workbook(sheet))
