"""Web pages as content systems and Word really write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.lib.document import Grid, Paragraph
from gongkai.lib.errors import UnusableInput
from gongkai.report import sample
from gongkai.report.extract import extract
from gongkai.report.readers import html
from tests.support import dialects

if TYPE_CHECKING:
    from gongkai.report.model import Report


def table(rows: list[list[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


def page(report: Report) -> str:
    """A plain page: headings and paragraphs, tables without a single span."""
    return dialects.printed(report, lambda rows: table(list(rows))).replace("\n", "<p>")


def read(source: str, encoding: str = "utf-8") -> Report:
    return extract(html.read(source.encode(encoding)))


def values(report: Report) -> dict[str, list[object]]:
    return {key: [figure.value for figure in row] for key, row in report.rows.items()}


def test_a_plain_page_is_read_whole() -> None:
    report = read(page(sample.clean()))
    assert values(report) == values(sample.clean())
    assert report.sections["other"] == sample.clean().sections["other"]
    assert report.unsure == ()


def test_numbers_wrapped_in_word_paragraphs_and_spans_are_read() -> None:
    source = re.sub(
        r"<td>(\d+)</td>", r'<td style="mso-x:y"><p class=MsoNormal><span lang=EN-US>\1<o:p></o:p></span></p></td>', page(sample.clean())
    )
    assert "MsoNormal" in source
    assert values(read(source)) == values(sample.clean())


def test_a_number_and_its_unit_in_two_spans_are_one_amount() -> None:
    source = page(sample.clean("2019", 2020)).replace("<td>126000元</td>", "<td><span>126000</span><span>元</span></td>")
    assert read(source).value("table2.procurement", 1) == "126000元"


def test_blank_cells_stay_blank_and_never_become_nought() -> None:
    source = page(sample.clean()).replace("<td>规章</td><td>0</td><td>0</td><td>0</td>", "<td>规章</td><td>&nbsp;</td><td></td><td>/</td>")
    report = read(source)
    assert [figure.value for figure in report.rows["table2.rules"]] == [None, None, None]
    assert [figure.printed for figure in report.rows["table2.rules"]] == ["", "", "/"]


def test_empty_cells_in_place_of_row_spans_do_not_shift_figures() -> None:
    source = page(sample.clean()).replace("<tr><td>一、本年新收", "<tr><td>一、本年新收", 1)
    source = re.sub(r"(<td>(?:一、本年新收|二、上年结转|四、结转下年)[^<]*</td>)", r"\1<td></td><td></td>", source)
    assert values(read(source)) == values(sample.clean())


def test_a_layout_table_around_everything_is_opened() -> None:
    source = f"<table><tr><td>导航</td></tr><tr><td><div>{page(sample.clean())}</div></td></tr></table>"
    report = read(source)
    assert values(report) == values(sample.clean())
    assert "导航" not in report.sections["preamble"]


def test_unclosed_cells_end_where_a_browser_ends_them() -> None:
    source = page(sample.clean()).replace("</td>", "").replace("</tr>", "")
    assert values(read(source)) == values(sample.clean())


def test_a_page_in_gb18030_is_read() -> None:
    assert values(read(page(sample.clean()), "gb18030")) == values(sample.clean())


def test_a_line_break_in_a_label_does_not_hide_it() -> None:
    source = page(sample.clean()).replace("行政规范性文件", "行政<br>规范性\n 文件")
    assert "table2.normative_documents" in read(source).rows


def test_tables_split_over_pages_are_one_table() -> None:
    source = page(sample.clean()).replace(
        "<tr><td>（四）无法提供</td>", "</table><p>- 3 -</p><table><tr><td>三、本年度办理结果</td><td>（四）无法提供</td>"
    )
    assert values(read(source)) == values(sample.clean())


def test_script_and_style_are_not_text() -> None:
    report = read("<script>var a='一、总体情况'</script><style>p{}</style>" + page(sample.clean()))
    assert report.sections == read(page(sample.clean())).sections


def test_the_page_title_stands_in_for_a_title_that_is_missing() -> None:
    source = "<title>示例镇2023年政府信息公开工作年度报告</title><body><p>一、总体情况</p><p>正文。</p>"
    assert (read(source).title, read(source).organ, read(source).year) == ("示例镇2023年政府信息公开工作年度报告", "示例镇", 2023)


def test_every_piece_says_where_it_came_from() -> None:
    document = html.read("<p>甲</p><table><tr><td>乙<td>丙</table>".encode())
    paragraph, grid = document.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(grid, Grid)
    assert paragraph.source == "第 1 段"
    assert grid.place(grid.cells[1]) == "表格 1 第 1 行第 2 列"


def test_a_hostile_span_is_refused_in_one_sentence() -> None:
    rows = "<tr>" + "<td rowspan=999 colspan=999>a</td>" * 3 + "</tr>"
    with pytest.raises(UnusableInput, match="合并单元格"):
        html.read(f"<table>{rows}</table>".encode())


def test_nesting_beyond_sense_is_refused() -> None:
    with pytest.raises(UnusableInput, match="256 层"):
        html.read(b"<div>" * 5000 + b"x")
