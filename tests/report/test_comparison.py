"""填报对照表: the official order, or that of the superior's Excel, with last year beside."""

from __future__ import annotations

from gongkai.report import sample
from gongkai.report.comparison import comparison
from gongkai.report.model import Figure


def by_cell(rows):
    return {row.cell: row for row in rows}


def test_cells_come_in_the_order_of_the_official_tables():
    rows = comparison(sample.clean())
    assert len(rows) == 10 + 25 * 7 + 15
    assert [row.cell for row in rows[:3]] == ["table2.rules[0]", "table2.rules[1]", "table2.rules[2]"]
    assert [row.table for row in rows] == sorted(row.table for row in rows)
    assert rows[-1].cell == "table4.litigation_after_review[4]"


def test_every_cell_has_the_official_labels_around_it():
    rows = by_cell(comparison(sample.clean()))
    assert rows["table2.fees[0]"][:4] == ("table2", "第二十条第（八）项", "行政事业性收费", "本年收费金额（单位：万元）")
    assert rows["table3.denied.third_party[6]"][:4] == ("table3", "（三）不予公开", "4.保护第三方合法权益", "总计")
    assert rows["table4.litigation_direct[1]"][:4] == ("table4", "行政诉讼", "未经复议直接起诉", "结果纠正")


def test_last_years_figure_stands_beside_this_years():
    last = sample.clean("2021", 2022)
    last = last._replace(rows={**last.rows, "table3.new": tuple(map(Figure, (9, 0, 0, 0, 0, 0, 9)))})
    row = by_cell(comparison(sample.clean("2021", 2023), last))["table3.new[0]"]
    assert (row.figure, row.previous) == (Figure(4), Figure(9))


def test_figures_of_another_form_are_not_set_beside_those_of_this():
    rows = by_cell(comparison(sample.clean("2021", 2021), sample.clean("2019", 2020)))
    assert rows["table2.rules[0]"].previous is None
    assert rows["table2.licences[0]"].previous is None
    assert rows["table3.new[6]"].previous == Figure(5)
    # One row of nothing for （六）其他处理 is three of nothing.
    assert rows["table3.other.rest[6]"].previous == Figure(0)


def test_without_last_year_there_is_nothing_beside():
    assert {row.previous for row in comparison(sample.clean())} == {None}


def test_a_row_that_the_report_lacks_is_there_without_a_figure():
    report = sample.clean()
    short = report._replace(rows={key: row for key, row in report.rows.items() if key != "table3.new"})
    row = by_cell(comparison(short))["table3.new[0]"]
    assert (row.label, row.figure) == ("一、本年新收政府信息公开申请数量", Figure(None))


def test_the_order_of_a_template_is_followed_and_names_of_no_cell_are_left_out():
    order = (
        "table4.review[4]",
        "table3.new[6]",
        "table3.other[6]",
        "table3.nonsense[0]",
        "table3.new[7]",
        "table2.licences[0]",
        "table3.new",
    )
    rows = comparison(sample.clean(), order=order)
    assert [row.cell for row in rows] == ["table4.review[4]", "table3.new[6]", "table3.other[6]", "table2.licences[0]"]
    assert [row.figure.value for row in rows] == [0, 5, 0, 31]
