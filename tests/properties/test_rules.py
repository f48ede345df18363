"""Whatever a reader makes of a document, the rules answer and never fail."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.report import sample
from gongkai.report.forms import FORMS
from gongkai.report.model import Extra, Figure, Heading, Origin, Unsure
from gongkai.report.rules import check
from gongkai.report.rules.context import Context

ROWS = sorted({row for form in FORMS.values() for row in form.row_keys()})
WORDS = st.text("一二三、（）“”其他公开规章2021年万元/-. \n", max_size=30)
FIGURES = st.one_of(
    st.builds(Figure, st.integers(-9, 10**9)),
    st.builds(Figure, st.floats(-1, 10**6)),
    st.builds(Figure, st.sampled_from(("251000元", "12件", "无", "1.2.3万元", ""))),
    st.builds(Figure, st.none(), st.one_of(st.none(), WORDS)),
)


def _width(row, forms):
    """How long a row is in the edition of its block; 0 when that edition has no such row."""
    if not row.startswith("table2."):
        return 7 if row.startswith("table3.") else 5
    block = next(block for form in FORMS.values() for block in form.blocks if any(f"table2.{r.key}" == row for r in block.rows))
    return FORMS[forms[block.key]].width(row)


@st.composite
def odd_reports(draw):
    """The clean report with any part of it replaced, removed or of another edition."""
    form = draw(st.sampled_from(("2019", "2021")))
    base = sample.clean(form, draw(st.integers(2017, 2026)))
    forms = draw(st.fixed_dictionaries({block: st.sampled_from(("2019", "2021")) for block in ("rules", "licences", "penalties", "fees")}))
    forms["procurement"] = "2019"
    rows = {row: figures for row, figures in base.rows.items() if not row.startswith("table2.")}
    for row in draw(st.lists(st.sampled_from(ROWS), max_size=12)):
        if width := _width(row, forms):
            rows[row] = tuple(draw(st.lists(FIGURES, min_size=width, max_size=width)))
    for row in draw(st.lists(st.sampled_from(sorted(rows)), max_size=8)):
        rows.pop(row, None)
    keys = ("overview", "problems", "other", "preamble", "elsewhere")
    return base._replace(
        form=draw(st.sampled_from((None, "2019", "2021"))),
        cited_form=draw(st.sampled_from((None, "2019", "2021"))),
        year=draw(st.one_of(st.none(), st.integers(1900, 2100))),
        title=draw(st.one_of(st.none(), WORDS)),
        organ=draw(st.one_of(st.none(), WORDS)),
        rows=draw(st.sampled_from(({}, rows, rows))),
        table2_forms=forms,
        sections=draw(st.dictionaries(st.sampled_from(keys), WORDS)),
        notes=draw(st.dictionaries(st.sampled_from(("table2", "table3", "table4")), WORDS)),
        unsure=tuple(Unsure(where, "39", "粘连") for where in draw(st.lists(st.sampled_from([*ROWS, "table3.new[3]", "table2.fees[7]"]), max_size=3))),
        split=frozenset(draw(st.lists(st.sampled_from(ROWS), max_size=3))),
        origins={row: Origin(draw(WORDS)) for row in draw(st.lists(st.sampled_from(ROWS), max_size=4))},
        headings=tuple(Heading(draw(st.sampled_from(keys)), draw(WORDS), draw(WORDS), draw(st.integers(-1, 40))) for _ in range(draw(st.integers(0, 7)))),
        column_labels={"rules": tuple(draw(st.lists(WORDS, max_size=4))), "fees": tuple(draw(st.lists(WORDS, max_size=2)))},
        extras=tuple(Extra("table2", draw(WORDS), ()) for _ in range(draw(st.integers(0, 1)))),
        text=draw(WORDS),
    )  # fmt: skip


@given(odd_reports(), st.one_of(st.none(), odd_reports()))
@settings(max_examples=60)
def test_any_report_is_checked_without_a_failure(report, previous):
    for finding in check(Context(report, previous=previous)):
        assert finding.message.strip()
        assert finding.level in {"error", "warning", "info"}
