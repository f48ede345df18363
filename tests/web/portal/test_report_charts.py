"""What the charts of a report say: only what its figures say, and nothing where they are not known."""

from __future__ import annotations

import pytest
from lxml import etree

from gongkai.report import sample
from gongkai.report.model import TO_FILL, Figure
from gongkai.web.portal.public.report_charts import charts

NONE = (0,) * 7


def report(**rows):
    """The clean report with other rows: ``table3_new`` and the like."""
    made = sample.clean("2021", 2025)
    changed = {key.replace("_", ".", 1): tuple(Figure(value) for value in values) for key, values in rows.items()}
    return made._replace(rows={**made.rows, **changed})


def nothing():
    """A year in which nobody asked."""
    made = sample.clean("2021", 2025)
    return made._replace(rows={key: tuple(Figure(0) for _ in row) for key, row in made.rows.items()})


def of(name, made, counts=None):
    return next((each for each in charts(made, counts or {}) if each.name == name), None)


def test_groups_of_results_are_sums_of_their_rows_the_largest_first():
    made = report(
        **{
            "table3_denied.state_secret": (1, 0, 0, 0, 0, 0, 1),
            "table3_denied.third_party": (2, 0, 0, 0, 0, 0, 2),
            "table3_total": (9, 1, 0, 0, 0, 0, 10),
        }
    )
    drawn = of("results", made)
    assert drawn.table == [["办理结果", "件数（件）"], ["予以公开", "3"], ["不予公开", "3"], ["部分公开", "1"], ["无法提供", "1"]]
    assert drawn.title == "办结的10件申请中，予以公开、不予公开并列最多，各3件"


def test_who_asked_is_told_with_its_share():
    assert of("applicants", report(table3_new=(2, 1, 0, 0, 0, 0, 3))).title == "新收的3件申请中，自然人提出的有2件，占66.7%"


def test_a_year_without_anything_is_said_in_words_and_not_drawn():
    found = charts(nothing(), {2024: 3, 2025: 0})
    assert [(each.title, bool(each.svg)) for each in found] == [
        ("2025年没有办结的政府信息公开申请", False), ("2025年没有新收政府信息公开申请", False), ("2024年至2025年，新收申请由3件减少到0件", True),
        ("2025年没有因政府信息公开被申请行政复议、提起行政诉讼", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("row", "name"), [("table3.new", "applicants"), ("table3.total", "results"), ("table4.review", "reviews")])
def test_what_is_not_known_is_neither_said_nor_drawn(row, name):
    made = sample.clean("2021", 2025)
    unknown = made._replace(rows={**made.rows, row: tuple(Figure(None, TO_FILL) for _ in made.rows[row])})
    assert of(name, made) is not None
    assert of(name, unknown) is None


def test_a_group_with_an_unknown_row_is_left_out_and_the_others_stay():
    made = report(**{"table3_denied.state_secret": (None,) * 7})
    assert [row[0] for row in of("results", made).table] == ["办理结果", "予以公开", "部分公开", "无法提供"]


def test_a_year_between_of_which_nothing_is_known_stays_a_gap():
    drawn = of("years", report(), {2022: 4, 2025: 5})
    assert [row for row in drawn.table if row[1] == "未知"] == [["2023年", "未知"], ["2024年", "未知"]]


@pytest.mark.parametrize("counts", [{}, {2025: 5}, {2025: 5, 2026: 9}, {2024: None, 2025: 5}])
def test_one_year_alone_is_no_line(counts):
    assert of("years", report(), counts) is None


def test_of_many_years_the_last_ten_are_drawn():
    drawn = of("years", report(), {year: year - 2000 for year in range(2008, 2027)})
    assert [row[0] for row in drawn.table[1:]] == [f"{year}年" for year in range(2016, 2026)]


def test_reviews_and_lawsuits_are_told_apart():
    made = report(table4_review=(1, 2, 0, 0, 3), table4_litigation_direct=(0, 0, 1, 0, 1))
    assert of("reviews", made).title == "被申请行政复议3件，被提起行政诉讼1件，结果纠正的有2件"
    assert of("reviews", report(table4_litigation_direct=(1, 0, 0, 0, 1))).title == "被提起行政诉讼1件，没有结果纠正的"


def test_every_picture_is_well_formed_and_no_id_of_one_is_in_another():
    found = charts(report(table4_review=(1, 0, 0, 0, 1)), {2024: 3, 2025: 5})
    ids = [each.get("id") for drawn in found for each in etree.fromstring(drawn.svg).iter() if each.get("id")]
    assert len(found) == 4
    assert len(set(ids)) == len(ids)
