"""The tariff against the cases that an officer wrote down, and against what must hold for every number."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law import fees
from gongkai.law.citation import printed
from gongkai.law.fees import Line, Receipt
from gongkai.law.parameters import NoValueInForce
from gongkai.lib.errors import UnusableInput

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/law/fees.toml").read_text("utf-8"))["case"]
DAY = date(2026, 3, 2)
numbers = st.integers(1, 400)


def charge(item_no=None, items=None, pages=None, date=DAY):
    if item_no is not None:
        return fees.by_item(item_no, date)
    return fees.month_total(items, date) if items is not None else fees.by_pages(pages, date)


@pytest.mark.parametrize("case", [case for case in CASES if "expect" in case], ids=lambda case: case["name"])
def test_a_case_comes_to_its_amount(case):
    fee = charge(**case["given"])
    assert str(fee.amount) == case["expect"], case["why"]
    assert fee.amount == sum(line.amount for line in fee.lines)


@pytest.mark.parametrize("case", [case for case in CASES if "refuses" in case], ids=lambda case: case["name"])
def test_a_case_that_cannot_be_charged_is_refused(case):
    with pytest.raises((UnusableInput, NoValueInForce)) as refused:
        charge(**case["given"])
    assert case["refuses"] in str(refused.value), case["why"]


def test_a_refusal_says_which_numbers_are_possible():
    with pytest.raises(UnusableInput) as refused:
        fees.by_pages(0, DAY)
    assert refused.value.sentence() == "不能按 0 页计算信息处理费，请写 1 至 1000000 之间的整数"


def test_before_the_tariff_the_file_to_add_one_is_named():
    with pytest.raises(NoValueInForce, match=r"从 2021-01-01 起施行；需要时请补在 law/data/fees\.toml"):
        fees.by_pages(31, date(2020, 12, 31))


def test_the_lines_show_every_slice():
    fee = fees.month_total(41, DAY)
    assert [tuple(line) for line in fee.lines] == [
        (1, 10, 10, Decimal(0), Decimal(0)),
        (11, 30, 20, Decimal(100), Decimal(2000)),
        (31, 40, 10, Decimal(200), Decimal(2000)),
        (41, 41, 1, Decimal(300), Decimal(300)),
    ]
    assert printed(fee.cite) == "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）（按件计收）"


def test_pages_are_charged_by_their_own_clause():
    assert printed(fees.by_pages(31, DAY).cite).endswith("（按量计收）")


def test_the_last_slice_of_pages_has_no_end():
    assert fees.by_pages(250, DAY).lines[-1] == Line(201, 250, 50, Decimal(40), Decimal(2000))


def test_one_application_shows_only_its_own_line():
    assert fees.by_item(11, DAY).lines == (Line(11, 11, 1, Decimal(100), Decimal(100)),)


def test_an_application_split_in_three_takes_three_places():
    fee = fees.by_item(30, DAY, units=3)
    assert [(line.first, line.last, line.amount) for line in fee.lines] == [(30, 30, 100), (31, 32, 400)]


def test_an_application_split_in_none_is_refused():
    with pytest.raises(UnusableInput, match="一件申请不能拆分为 0 件"):
        fees.by_item(30, DAY, units=0)


def test_the_reading_taken_for_items_31_to_40_is_said_only_where_it_matters():
    assert fees.month_total(30, DAY).note == ""
    assert fees.month_total(31, DAY).note == "第31件起首档200元是按“每增加一档提高100元”推算的，本机关另有口径的请改设置"
    assert fees.by_pages(1000, DAY).note == ""


def test_an_office_may_set_its_own_rate_for_items_31_to_40():
    fee = fees.month_total(41, DAY, beyond=Decimal(100))
    assert [line.rate for line in fee.lines] == [0, 100, 100, 200]
    assert fee.note == "第31件起首档按本机关设置的100元计"
    assert fees.by_item(41, DAY, beyond=Decimal(100)).amount == 200


@given(numbers)
def test_the_fees_of_all_applications_add_up_to_the_total_of_the_month(items):
    assert sum(fees.by_item(number, DAY).amount for number in range(1, items + 1)) == fees.month_total(items, DAY).amount


@given(numbers, numbers)
def test_more_is_never_cheaper(first, second):
    low, high = sorted((first, second))
    assert fees.month_total(low, DAY).amount <= fees.month_total(high, DAY).amount
    assert fees.by_item(low, DAY).amount <= fees.by_item(high, DAY).amount
    assert fees.by_pages(low, DAY).amount <= fees.by_pages(high, DAY).amount


@given(numbers)
def test_the_lines_touch_and_cover_every_item(items):
    lines = fees.month_total(items, DAY).lines
    assert lines[0].first == 1
    assert lines[-1].last == items
    assert all(before.last + 1 == after.first for before, after in zip(lines, lines[1:], strict=False))
    assert all(line.quantity == line.last - line.first + 1 and line.amount == line.rate * line.quantity for line in lines)


def receipt(number, received, organ="示例镇人民政府", applicant="申请人甲", units=1):
    return Receipt(number, received, organ, applicant, units)


def test_the_ordinal_counts_the_same_applicant_at_the_same_organ():
    receipts = [
        receipt("一", DAY),
        receipt("二", DAY, applicant="申请人乙"),
        receipt("三", DAY, organ="示例区人民政府"),
        receipt("四", DAY),
    ]
    assert [fees.ordinal(receipts, number) for number in "一二三四"] == [1, 1, 1, 2]


def test_the_ordinal_begins_anew_with_the_calendar_month():
    receipts = [receipt("月末", date(2026, 3, 31)), receipt("月初", date(2026, 4, 1)), receipt("去年", date(2025, 4, 1))]
    assert [fees.ordinal(receipts, entry.number) for entry in receipts] == [1, 1, 1]


def test_the_ordinal_follows_the_day_of_receipt_and_not_of_registration():
    receipts = [receipt("后到", date(2026, 3, 9)), receipt("先到", date(2026, 3, 2)), receipt("同日", date(2026, 3, 9))]
    assert [fees.ordinal(receipts, number) for number in ("先到", "后到", "同日")] == [1, 2, 3]


def test_a_split_application_takes_as_many_places_as_it_has_parts():
    receipts = [receipt("拆分", DAY, units=4), receipt("其后", DAY)]
    assert [fees.ordinal(receipts, number) for number in ("拆分", "其后")] == [1, 5]


def test_an_application_is_one_unit_unless_split():
    receipts = [Receipt(number, DAY, "示例镇人民政府", "申请人甲") for number in "一二"]
    assert fees.ordinal(receipts, "二") == 2


def test_an_application_that_is_not_in_the_list_has_no_ordinal():
    with pytest.raises(KeyError):
        fees.ordinal([receipt("一", DAY)], "二")
