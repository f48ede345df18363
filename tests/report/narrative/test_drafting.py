"""What is drafted passes the house's own rules, whatever the year was like; what is unknown stays open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongkai.report import sample
from gongkai.report.narrative.aspects import ASPECTS
from gongkai.report.narrative.drafting import LIMIT, Item, length, other, overview, sentences
from gongkai.report.narrative.facts import facts_of
from gongkai.report.narrative.template import Bound, fields, fill
from gongkai.report.organ import kind_of
from tests.report.narrative.years import (
    BUREAU,
    DISTRICT,
    FULL,
    REGISTER,
    STREET,
    TOWN,
    drafted,
    findings,
    quiet,
    report_of,
    unknown,
    years,
)

ORGANS = (TOWN, STREET, BUREAU, DISTRICT)


def told(year):
    """The first part, filled."""
    return drafted(year)["overview"].text


def with_cells(year, **cells):
    """The year with other figures: ``new_6=3`` is the cell ``table3.new[6]``."""
    changed = {f"table3.{name.rpartition('_')[0]}[{name.rpartition('_')[2]}]": value for name, value in cells.items()}
    return replace(year, cells={**year.cells, **changed})


# --- the rules of the house -------------------------------------------------------------------------


@pytest.mark.parametrize("organ", ORGANS)
def test_a_year_with_everything_has_no_finding(organ):
    assert not findings(report_of(replace(FULL, organ=organ)))


@pytest.mark.parametrize("organ", ORGANS)
def test_a_year_of_zeros_has_none_but_the_reminder_that_all_is_zero(organ):
    assert [code for code, _ in findings(report_of(quiet(organ)))] == ["Q002"]  # it asks of the tables, not of the text


@pytest.mark.parametrize("organ", ORGANS)
def test_where_only_the_tables_are_known_what_lacks_is_open_and_no_rule_complains(organ):
    year = replace(unknown(organ), cells=FULL.cells)
    assert not findings(report_of(year))
    filled = drafted(year)
    assert {"主动公开总数", "网站公开数", "逾期答复数", "公开栏目数"} <= set(filled["overview"].missing)
    assert filled["other"].missing == ("信息处理费",)
    assert "0" not in filled["overview"].text.replace("2025", "")


@pytest.mark.parametrize("organ", ORGANS)
def test_where_nothing_is_known_every_number_is_open(organ):
    for name, filled in drafted(unknown(organ), register=()).items():
        numbers = [piece for piece in filled.pieces if isinstance(piece, Bound) and piece.known and piece.name not in ("年份", "机关名称")]
        assert not numbers, name
        assert filled.missing, name


ITEMS = (Item("建议提案办理", "办理人大代表建议2件，均已答复并公开。"),)


@given(years())
@settings(max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_no_year_gives_a_finding(year):
    assert not [each for each in findings(report_of(year, items=ITEMS)) if each[0] != "Q002"]


@pytest.mark.slow
@given(years())
@settings(max_examples=1000)
def test_none_of_a_thousand_years_gives_a_finding(year):
    assert not [each for each in findings(report_of(year, items=ITEMS)) if each[0] != "Q002"]


@given(years(published=st.none()))
@settings(max_examples=30)
def test_with_the_total_unknown_only_that_is_remarked(year):
    assert {code for code, _ in findings(report_of(year))} <= {"Q002", "L013"}


def test_the_rules_find_the_numbers_of_the_text_in_the_tables():
    """The same text beside other tables is contradicted: so the rules do read it."""
    report = report_of(replace(FULL, cells={**FULL.cells, "table4.review[0]": 2, "table4.review[4]": 2}))
    assert not findings(report)
    other_tables = sample.clean("2021", 2025).rows | {
        row: tuple(figure._replace(value=(figure.value or 0) + 7) for figure in sample.clean().rows[row])
        for row in ("table3.new", "table3.carried_in", "table3.total", "table3.carried_out", "table3.granted", "table4.review", "table2.normative_documents")
    }  # fmt: skip
    codes = [code for code, _ in findings(report._replace(rows=other_tables))]
    assert {"T001", "T002", "T003", "T004", "T005", "T009", "T013"} <= set(codes)


def test_a_draft_taken_over_from_last_year_with_new_numbers_only_is_called_a_copy():
    before = report_of(replace(FULL, year=2024))
    found = findings(report_of(replace(FULL, published=60)), previous=before)
    assert "D001" in [code for code, _ in found]


# --- length -----------------------------------------------------------------------------------------


def test_a_town_with_everything_stays_within_a_thousand_characters():
    assert 600 < length(told(FULL)) <= LIMIT


@given(years())
@settings(max_examples=60)
def test_every_year_stays_within_a_thousand_characters(year):
    assert length(told(year)) <= LIMIT


def test_length_counts_punctuation_and_no_blanks():
    assert length(" 公 开\n12条。\u3000") == 6


# --- what is said -----------------------------------------------------------------------------------


@pytest.mark.parametrize("organ", ORGANS)
@pytest.mark.parametrize("year", [FULL, quiet(), unknown()], ids=["everything", "zeros", "unknown"])
def test_the_five_aspects_stand_in_the_order_of_the_format_and_none_is_empty(organ, year):
    lines = told(replace(year, organ=organ)).split("\n")
    assert [line[: len(heading)] for line, (heading, _) in zip(lines, ASPECTS, strict=True)] == [heading for heading, _ in ASPECTS]
    assert all(len(line) > len(heading) for line, (heading, _) in zip(lines, ASPECTS, strict=True))


def test_no_application_is_said_only_when_it_is_known():
    assert "未收到政府信息公开申请" in told(quiet())
    assert "未收到" not in told(unknown())
    assert "{新收申请数}" in told(unknown())


def test_an_application_carried_in_is_told_although_none_came():
    text = told(with_cells(quiet(), carried_in_6=1, total_6=1, partial_6=1))
    assert "未收到新的政府信息公开申请，上年结转1件。全年办结申请1件：部分公开1件。" in text
    assert "没有结转下年度的申请" in text


def test_applicants_stand_behind_the_number_received():
    assert "新收政府信息公开申请5件（自然人4件，法人或其他组织1件），上年结转1件" in told(FULL)
    assert "（自然人5件）" in told(with_cells(FULL, new_0=5, new_1=0))
    assert "自然人" not in told(with_cells(FULL, new_3=None))


def test_one_unknown_refusal_makes_the_sum_of_refusals_unknown():
    text = told(with_cells(FULL, **{"denied.third_party_6": None}))
    assert "不予公开{不予公开数}件" in text
    assert "予以公开3件" in text


def test_late_answers_are_told_and_their_absence_only_when_known():
    assert "逾期答复2件" in told(replace(FULL, late=2))
    assert "办理均未超过法定期限" in told(FULL)
    assert "逾期答复{逾期答复数}件" in told(replace(FULL, late=None))


def test_channels_are_never_said_to_be_parts_of_the_total():
    assert "其中" not in told(FULL)
    assert "各渠道分别计数" in told(FULL)
    assert "通过政府网站公开46条。" in told(replace(FULL, outlets={"website": 46}))


def test_what_was_sent_up_is_told_apart_from_what_is_public():
    assert "另向上级报送信息12条，被采用4条，报送不计入公开。" in told(FULL)
    assert "报送" not in told(replace(FULL, sent_up=0))
    assert "报送" not in told(replace(FULL, sent_up=None))


def test_reviews_and_lawsuits_are_told_with_their_results():
    cells = {"table4.review[1]": 1, "table4.review[3]": 1, "table4.review[4]": 2}
    assert "因政府信息公开被申请行政复议2件（结果纠正1件、尚未审结1件），未被提起行政诉讼。" in told(
        replace(FULL, cells={**FULL.cells, **cells})
    )
    lawsuits = {"table4.litigation_direct[0]": 1, "table4.litigation_direct[4]": 1, "table4.litigation_after_review[0]": 2, "table4.litigation_after_review[4]": 2}  # fmt: skip
    assert "未被申请行政复议，被提起行政诉讼3件（结果维持3件）" in told(replace(FULL, cells={**FULL.cells, **lawsuits}))


@pytest.mark.parametrize("organ", [TOWN, DISTRICT])
def test_a_government_always_tells_assessment_social_review_and_accountability(organ):
    for year in (FULL, quiet(), unknown()):
        text = told(replace(year, organ=organ))
        assert all(word in text for word in ("考核", "社会评议", "追究"))
    assert "未发生因政府信息公开工作被追究责任的情形" in told(quiet(organ))
    assert "未发生" not in told(unknown(organ)).rpartition("（五）")[2]


@pytest.mark.parametrize("organ", [STREET, BUREAU])
def test_other_organs_tell_them_where_there_is_something_to_tell(organ):
    assert "社会评议" not in told(quiet(organ))
    assert "社会评议1次" in told(replace(FULL, organ=organ))


def test_what_is_not_there_is_left_out():
    text = told(quiet())
    assert not any(word in text for word in ("公报", "微博", "开放日", "培训", "会议", "规章", "更正", "退回"))


def test_the_sentences_of_a_draft_have_names_of_their_own():
    for year in (FULL, quiet(), unknown(), replace(unknown(STREET), cells=FULL.cells)):
        slots = [each.slot for each in sentences(facts_of(year), kind_of(year.organ))]
        assert len(slots) == len(set(slots))


@given(years())
@settings(max_examples=60)
def test_no_number_of_a_draft_is_typed(year):
    facts = facts_of(year)
    template = overview(facts, kind_of(year.organ))
    words = template
    for field in reversed(fields(template)):
        words = words[: field.start] + words[field.end :]
    assert not any(character.isdigit() for character in words)
    assert all(field.name in facts for field in fields(template))


# --- the other parts --------------------------------------------------------------------------------


def test_the_preamble_has_basis_period_access_and_contact():
    text = drafted(FULL)["preamble"].text
    for words in (
        "第五十条",
        "国办公开办函〔2021〕30号",
        "自2025年1月1日起至2025年12月31日止",
        "下载",
        "邮政编码：100000",
        "联系电话：010-00000000",
    ):
        assert words in text
    assert drafted(unknown())["preamble"].missing == ("下载网站", "联系部门", "联系地址", "邮政编码", "联系电话")


def test_the_fee_is_always_stated_and_none_only_when_known():
    assert drafted(FULL)["other"].text.startswith("本年度未收取信息处理费。")
    assert "收取信息处理费{信息处理费}元" in drafted(unknown())["other"].text
    charged = replace(FULL, fee_amount=Decimal("2100.50"), fee_cases=2)
    assert "对2件政府信息公开申请收取信息处理费2100.5元" in drafted(charged)["other"].text


def test_required_items_follow_the_fee_and_one_without_words_is_open():
    filled = fill(other(facts_of(FULL), (Item("建议提案办理", " 办理建议2件。"), Item("工作要点落实"))), facts_of(FULL))
    assert filled.text == "本年度未收取信息处理费。\n办理建议2件。\n工作要点落实：{工作要点落实}。"
    assert filled.missing == ("工作要点落实",)


def test_the_sample_register_is_in_the_fifth_part():
    assert all(each.problem.strip("。") in drafted(FULL)["problems"].text for each in REGISTER)
