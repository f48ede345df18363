"""The workbook: numbers are numbers, text is text, headers are merged."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

from gongkai.report import sample, writers
from gongkai.report.model import Figure, Report

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def sheet(report: Report) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(writers.render(report, ".xlsx")))["年度报告"]


def values(found: Worksheet, label: str) -> list[Any]:
    for row in found.iter_rows():
        cells = [cell.value for cell in row]
        if label in cells:
            return [value for value in cells[cells.index(label) + 1 :] if value is not None]
    raise AssertionError(label)


def test_figures_are_numbers() -> None:
    found = sheet(sample.clean())
    assert values(found, "一、本年新收政府信息公开申请数量") == [4, 1, 0, 0, 0, 0, 5]
    assert values(found, "行政事业性收费") == [0.85]


def test_text_is_never_a_formula() -> None:
    report = sample.clean()
    rows = {**report.rows, "table2.rules": (Figure(None, "=1+1"), Figure(None, "/"), Figure("=2元"))}
    found = sheet(report._replace(rows=rows, title="=HYPERLINK(1)", sections={"overview": "@SUM(1)\n+1\nhttp://x"}))
    assert values(found, "规章") == ["=1+1", "/", "=2元"]
    assert not [cell for row in found.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_a_number_that_a_sheet_would_round_stays_text() -> None:
    report = sample.clean()
    rows = {**report.rows, "table2.rules": (Figure(10**18 + 1), Figure(0.1 + 0.2), Figure(7))}
    assert values(sheet(report._replace(rows=rows)), "规章") == ["1000000000000000001", "0.30000000000000004", 7]


def test_headers_are_merged_as_in_the_form() -> None:
    found = sheet(sample.clean())
    spans = {found[str(area).split(":")[0]].value: (area.size["rows"], area.size["columns"]) for area in found.merged_cells.ranges}
    assert spans["三、本年度办理结果"] == (22, 1)
    assert spans["申请人情况"] == (1, 7)
    assert spans["行政诉讼"] == (1, 10)
    assert spans["第二十条第（一）项"] == (1, 15)


def test_a_long_paragraph_is_seen_to_its_end() -> None:
    found = sheet(sample.clean()._replace(sections={"overview": "字" * 3000}))
    area = next(area for area in found.merged_cells.ranges if str(found[str(area).split(":")[0]].value).startswith("字字"))
    height = sum(found.row_dimensions[row].height or 0 for row in range(area.min_row, area.max_row + 1))
    assert height > 3000 / 48 * 16
    assert all((found.row_dimensions[row].height or 0) <= 409 for row in range(area.min_row, area.max_row + 1))


def test_a_paragraph_longer_than_a_cell_holds_is_split() -> None:
    found = sheet(sample.clean()._replace(sections={"overview": "字" * 40_000}))
    assert sum(str(cell.value).count("字") for row in found.iter_rows() for cell in row if str(cell.value).startswith("字字")) == 40_000


def test_it_prints_on_a4_one_page_wide() -> None:
    found = sheet(sample.clean())
    assert found.page_setup.paperSize == 9
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert (found.page_setup.fitToWidth or 1, found.page_setup.fitToHeight) == (1, 0)  # 1 is the default and not written


def test_the_properties_say_organ_and_year() -> None:
    book = openpyxl.load_workbook(io.BytesIO(writers.render(sample.clean(), ".xlsx")))
    found = {each.name: each.value for each in book.custom_doc_props.props}
    assert (found["gongkai.organ"], found["gongkai.year"]) == (sample.ORGAN, "2023")
