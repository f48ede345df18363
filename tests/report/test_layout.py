"""The official tables with their merged cells, made from what the report has."""

from __future__ import annotations

import pytest

from gongkai.report import layout, sample
from gongkai.report.forms import FORMS
from gongkai.report.layout import FIGURE, ITEM, Heading, Paragraph, Table, Title
from gongkai.report.model import Figure, Report


def words(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def table(report: Report, part: str) -> Table:
    return next(block for block in layout.blocks(report) if isinstance(block, Table) and block.part == part)


@pytest.mark.parametrize(("form", "year"), [("2021", 2023), ("2019", 2020)])
def test_every_table_is_full_and_every_figure_stands_once(form: str, year: int) -> None:
    report = sample.clean(form, year)
    tables = [block for block in layout.blocks(report) if isinstance(block, Table)]
    assert [each.part for each in tables] == ["table2", "table3", "table4"]
    for each in tables:
        assert (
            sum(cell.rows * cell.columns for row in each.rows for cell in row)
            == len(each.rows) * each.width
            == len(each.rows) * len(each.weights)
        )
        assert [len(row) for row in layout.placed(each)] == [len(row) for row in each.rows]
    figures = [(cell.row, cell.place) for each in tables for row in each.rows for cell in row if cell.role == FIGURE]
    assert sorted(figures) == sorted((name, place) for name, row in report.rows.items() for place in range(len(row)))


def test_parts_stand_in_the_official_order_with_their_numbers() -> None:
    headings = [block.printed for block in layout.blocks(sample.clean()) if isinstance(block, Heading)]
    assert headings == [f"{section.number}、{section.heading}" for section in FORMS["2021"].sections]


def test_a_single_column_of_the_2021_form_spans_three() -> None:
    rows = table(sample.clean(), "table2").rows
    assert [cell.columns for cell in rows[6]] == [1, 3]


def test_each_block_of_table_two_has_the_columns_of_its_own_form() -> None:
    report = sample.clean()
    rows = {**report.rows, "table2.licences": (Figure(1), Figure(0), Figure(2))}
    mixed = report._replace(rows=rows, table2_forms={**report.table2_forms, "licences": "2019"})
    found = words(table(mixed, "table2"))
    assert ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"] in found
    assert ["信息内容", "本年处理决定数量"] in found


def test_the_item_row_covers_the_whole_width() -> None:
    items = [row for row in table(sample.clean("2019", 2020), "table2").rows if row[0].role == ITEM]
    assert [row[0].text[-4:] for row in items] == ["（一）项", "（五）项", "（六）项", "（八）项", "（九）项"]
    assert all(len(row) == 1 and row[0].columns == 4 for row in items)


@pytest.mark.parametrize(("form", "year", "results"), [("2021", 2023, 22), ("2019", 2020, 20)])
def test_the_label_of_results_covers_all_result_rows(form: str, year: int, results: int) -> None:
    cells = [cell for row in table(sample.clean(form, year), "table3").rows for cell in row]
    assert next(cell.rows for cell in cells if cell.text == "三、本年度办理结果") == results


def test_labels_of_groups_cover_only_rows_that_are_there() -> None:
    report = sample.clean()
    rows = {
        name: row
        for name, row in report.rows.items()
        if not name.startswith("table3.not_processed") and name != "table3.denied.state_secret"
    }
    cells = {cell.text: cell.rows for row in table(report._replace(rows=rows), "table3").rows for cell in row}
    assert cells["（三）不予公开"] == 7
    assert "（五）不予处理" not in cells
    assert cells["三、本年度办理结果"] == 16


def test_other_outcomes_are_one_row_when_the_report_has_one() -> None:
    single = words(table(sample.clean("2019", 2020), "table3"))
    assert [row for row in single if "（六）其他处理" in row] == [["（六）其他处理", *["0"] * 7]]


def test_a_block_of_table_four_that_is_absent_has_no_columns() -> None:
    report = sample.clean()
    rows = {name: row for name, row in report.rows.items() if name != "table4.litigation_direct"}
    found = table(report._replace(rows=rows), "table4")
    assert found.width == 10
    assert words(found)[1] == ["复议后起诉"]


def test_reviews_alone_need_no_second_row_of_headers() -> None:
    report = sample.clean()
    rows = {name: row for name, row in report.rows.items() if not name.startswith("table4.litigation")}
    assert [len(row) for row in table(report._replace(rows=rows), "table4").rows] == [1, 5, 5]


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (Figure(None), ""),
        (Figure(None, "/"), "/"),
        (Figure(None, "待填"), "待填"),
        (Figure(0), "0"),
        (Figure(0.00001), "0.00001"),
        (Figure(24252.311082), "24252.311082"),
        (Figure("251000元"), "251000元"),
        (Figure(12, "１２"), "１２"),
    ],
)
def test_a_cell_shows_what_was_printed_and_never_zero_for_unknown(figure: Figure, printed: str) -> None:
    assert layout.shown(figure) == printed


def test_a_line_of_its_own_is_a_sub_heading_and_an_opening_is_not() -> None:
    found = list(layout.paragraphs("overview", "（一）主动公开\n\n（二）依申请公开。办结5件。\n全年（一）稳定。"))
    assert [(each.level, each.lead) for each in found] == [(layout.SUB, 7), (layout.BODY, 9), (layout.BODY, 0)]


def test_a_report_without_anything_prints_nothing() -> None:
    assert layout.blocks(Report(None, None, None, None, None, {}, {}, {})) == []


def test_notes_around_a_table_stay_in_their_part() -> None:
    report = sample.clean()._replace(notes={"table2": "规章数为0。"})
    found = layout.blocks(report)
    note = next(block for block in found if isinstance(block, Paragraph) and block.section == "table2")
    assert note.text == "规章数为0。"


def test_a_title_breaks_where_its_sense_breaks() -> None:
    assert Title("示例镇2023年政府信息公开年报").lines == ("示例镇2023年政府信息公开年报",)
    assert len(Title(f"{sample.ORGAN}2023年政府信息公开工作年度报告").lines) == 2


def test_every_figure_finds_the_label_over_it() -> None:
    report = sample.clean("2019", 2020)
    for part in ("table2", "table3", "table4"):
        found = table(report, part)
        for row in found.rows:
            for cell in row:
                if cell.role == FIGURE:
                    assert layout.header_of(found, cell) == FORMS["2019"].column_label(cell.row, cell.place)


def test_characters_that_no_format_holds_are_left_out() -> None:
    assert layout.clean("甲\x00乙\ud800\r\n丙\x0b") == "甲乙\n丙"
