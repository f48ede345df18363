"""One row for each application, in both forms."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path

import pytest

from gongkai.law import tally
from gongkai.law.grounds import GRANTED, KINDS, PARTIAL, by_code
from gongkai.law.tally import Item, NeedsChoice, Row, UnknownRow, by_row_label, row_of_application
from gongkai.report.forms import common, y2019, y2021

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/law/rows.toml").read_text("utf-8"))["case"]
FORMS = {"2019": y2019.FORM, "2021": y2021.FORM}
REASON = "申请主要问的是这一项"


def items_of(codes):
    return [Item(code.strip("*"), main=code.startswith("*"), reason=REASON if code.startswith("*") else "") for code in codes]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_counts_in_its_row(case, form):
    found = row_of_application(items_of(case["items"]), form)
    assert ("?" if isinstance(found, NeedsChoice) else found.key) == case["expect"][form], case["why"]


def expected_row(kinds, form):
    """The rule of practice said once more, in its own words."""
    rows = {kind.row(form) for kind in kinds}
    gave = [kind.family == GRANTED for kind in kinds]
    if all(gave):
        return "granted"
    if any(gave) or any(kind.family == PARTIAL for kind in kinds):
        return "partial"
    return rows.pop() if len(rows) == 1 else None


@pytest.mark.parametrize("form", FORMS)
def test_every_combination_of_up_to_three_items_follows_the_rule(form):
    for count in (1, 2, 3):
        for kinds in product(KINDS, repeat=count):
            found = row_of_application([Item(kind.code) for kind in kinds], form)
            want = expected_row(kinds, form)
            assert (found.key if isinstance(found, Row) else None) == want, [kind.code for kind in kinds]


@pytest.mark.parametrize("form", FORMS)
def test_the_row_does_not_depend_on_the_order_of_the_items(form):
    for one, other in product(KINDS, repeat=2):
        first, second = (row_of_application([Item(a.code), Item(b.code)], form) for a, b in ((one, other), (other, one)))
        assert type(first) is type(second)
        if isinstance(first, Row):
            assert first == second


def test_the_choice_left_to_the_officer_names_the_rows():
    found = row_of_application(items_of(["D09", "D10"]))
    assert isinstance(found, NeedsChoice)
    assert found.rows == ("denied.process_information", "denied.enforcement_file")
    assert "6.属于四类过程性信息；7.属于行政执法案卷" in found.why


def test_the_reason_of_the_officer_stays_with_the_row():
    found = row_of_application(items_of(["D09", "*D10"]))
    assert isinstance(found, Row)
    assert found.why == f"经办人指定的主要事项：{REASON}"
    assert found.kinds == ("D10",)


def test_why_a_row_was_chosen_is_said():
    assert row_of_application(items_of(["D12", "D13"])).why == "各项的办理结果同属一行"
    assert row_of_application(items_of(["D02", "D13"])).why == "有的内容给了，有的没有给，只计部分公开"


def test_an_office_may_count_the_first_item():
    found = row_of_application(items_of(["D16", "D12"]), mixed=tally.FIRST_ITEM)
    assert isinstance(found, Row)
    assert (found.key, found.why) == ("not_processed.petition", "各项分属几行，按本机关口径计第一项")


def test_a_main_item_changes_nothing_where_something_was_given():
    assert row_of_application(items_of(["D02", "*D12"])).key == "partial"


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ([], "至少要有一项答复"),
        (items_of(["*D09", "*D10"]), "只能指定一项"),
        ([Item("D09", main=True, reason=" "), Item("D10")], "要写明理由"),
    ],
    ids=["no item", "two main items", "no reason"],
)
def test_items_that_decide_nothing_are_refused(items, says):
    with pytest.raises(ValueError, match=says):
        row_of_application(items)


def test_a_form_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="没有 2018 年格式的年度报告，可以是：2019、2021"):
        row_of_application(items_of(["D02"]), "2018")


def test_the_labels_are_those_of_the_forms():
    results = {row.key: row.label for form in FORMS.values() for row in form.rows if row.key in form.results}
    assert results == tally.ROW_LABELS


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_register_may_name_a_row_with_or_without_number_and_group(form):
    for row in form.rows:
        if row.key not in form.results:
            continue
        bare = row.label.partition("）" if row.label.startswith("（") else ".")[2]
        grouped = (row.group + row.label, f"{row.group} {bare}", f"{row.group[3:]}—{row.label}") if row.group else ()
        for label in (row.label, bare, f" {bare} ", *grouped):
            assert by_row_label(label).key == row.key, label


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("部分公开", "partial"),
        ("(一)予以公开", "granted"),
        ("其他法律、行政法规禁止公开", "denied.law_forbids"),
        ("其它法律行政法规禁止公开", "denied.law_forbids"),
        ('危及"三安全一稳定"', "denied.security_stability"),
        ("其它处理", "other"),
        ("（六）其他处理：3.其他", "other.rest"),
        ("逾期不补正", "other.no_correction"),
        ("逾期未缴费", "other.fee_unpaid"),
    ],
)
def test_a_register_may_write_the_label_loosely(label, key):
    assert by_row_label(label).key == key


def test_the_kind_behind_a_row_may_stay_unknown():
    assert by_row_label("本机关不掌握相关政府信息").kinds == ("D12", "D13")
    assert by_row_label("重复申请").kinds == ("D17",)
    assert by_row_label("其他处理").kinds == ("D21", "D22", "D23")


@pytest.mark.parametrize("label", ["", "不予公开", "（四）无法提供", "同意公开", "总计"])
def test_a_label_of_no_row_is_refused(label):
    with pytest.raises(UnknownRow, match="不是年度报告表三办理结果的任何一行"):
        by_row_label(label)


def test_every_row_of_both_forms_has_a_kind():
    for form in FORMS.values():
        for key in form.results:
            assert tally.row(key).kinds, key
    assert {by_code(code).label for code in tally.row("granted").kinds} == {"予以公开（已主动公开）", "予以公开（提供信息）"}


def test_a_row_that_counts_no_result_is_refused():
    assert common.CLOSING[0].key == "total"
    with pytest.raises(UnknownRow, match="没有“total”这一行"):
        tally.row("total")
