"""Whatever the figures: a table that adds up gives no finding of family S, one wrong cell gives at least one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.report import sample
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure
from gongkai.report.rules import RULES, check
from gongkai.report.rules.context import Context

SUMS = tuple(rule for rule in RULES if rule.code.startswith("S"))
COUNT = st.integers(0, 5000)


def row_with_total(parts):
    """Figures of a row with their sum behind them."""
    return [*parts, sum(parts)]


@st.composite
def consistent(draw):
    """A report of either form whose tables three and four add up in every direction."""
    form = draw(st.sampled_from(("2021", "2019")))
    edition = FORMS[form]
    base = sample.clean(form, 2023 if form == "2021" else 2020)
    results = {key: draw(st.lists(COUNT, min_size=6, max_size=6)) for key in edition.results}
    total = [sum(column) for column in zip(*results.values(), strict=True)]
    left = draw(st.lists(COUNT, min_size=6, max_size=6))
    carried = [draw(st.integers(0, t + out)) for t, out in zip(total, left, strict=True)]
    new = [t + out - old for t, out, old in zip(total, left, carried, strict=True)]
    rows = {**results, "total": total, "carried_out": left, "carried_in": carried, "new": new}
    figures = {f"table3.{key}": row_with_total(parts) for key, parts in rows.items()}
    for row in edition.table4:
        figures[f"table4.{row.key}"] = row_with_total(draw(st.lists(COUNT, min_size=4, max_size=4)))
    return base._replace(rows={**base.rows, **{key: tuple(Figure(value) for value in row) for key, row in figures.items()}})


def changed(report, row, column, figure):
    """The report with another figure in one cell."""
    cells = list(report.rows[row])
    cells[column] = figure
    return report._replace(rows={**report.rows, row: tuple(cells)})


@given(consistent())
@settings(max_examples=40)
def test_tables_that_add_up_give_no_finding(report):
    assert check(Context(report), SUMS) == []


@given(consistent(), st.data())
@settings(max_examples=60)
def test_one_wrong_cell_gives_a_certain_error(report, data):
    row = data.draw(st.sampled_from([key for key in report.rows if not key.startswith("table2.")]))
    column = data.draw(st.integers(0, len(report.rows[row]) - 1))
    right = report.rows[row][column].value
    wrong = data.draw(COUNT.filter(lambda value: value != right))
    found = check(Context(changed(report, row, column, Figure(wrong))), SUMS)
    assert any(finding.certain and finding.level == "error" for finding in found)


@given(consistent(), st.data())
@settings(max_examples=40)
def test_the_cell_that_is_proposed_was_the_wrong_one(report, data):
    row = data.draw(st.sampled_from([key for key in report.rows if key.startswith("table3.")]))
    column = data.draw(st.integers(0, 5))
    right = report.rows[row][column].value
    wrong = data.draw(COUNT.filter(lambda value: value != right))
    found = check(Context(changed(report, row, column, Figure(wrong))), SUMS)
    assert any(f"的 {wrong} 改为 {right} 后全表相符" in finding.message for finding in found)


@given(consistent(), st.data())
@settings(max_examples=40)
def test_a_blank_cell_is_uncertain_and_never_an_error(report, data):
    row = data.draw(st.sampled_from([key for key in report.rows if not key.startswith("table2.")]))
    column = data.draw(st.integers(0, len(report.rows[row]) - 1))
    found = check(Context(changed(report, row, column, Figure(None, ""))), SUMS)
    assert found
    assert not any(finding.certain for finding in found)
