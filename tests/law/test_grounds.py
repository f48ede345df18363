"""Every kind of decision walks through article, facts, letter, row of both forms, remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law import grounds
from gongkai.law.citation import printed
from gongkai.law.facts import BASIC_FACTS, FACTS
from gongkai.law.grounds import CLOSED, FAMILIES, KINDS, REMEDIES, UnknownKind, by_code
from gongkai.law.remedies import OrganFacts, remedy
from gongkai.report.forms import y2019, y2021

TOWN = OrganFacts("示例镇人民政府", "town", "示例县人民政府")
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


def test_there_are_23_kinds_in_order():
    assert [kind.code for kind in KINDS] == [f"D{number:02}" for number in range(1, 24)]
    assert len({kind.key for kind in KINDS}) == len({kind.label for kind in KINDS}) == len(KINDS)


@every_kind
def test_a_kind_counts_in_a_result_row_of_both_forms(kind):
    assert kind.row("2019") == kind.row_2019
    assert kind.row("2021") == kind.row_2021
    assert kind.row_2019 in y2019.FORM.results
    assert kind.row_2021 in y2021.FORM.results


def test_all_result_rows_of_both_forms_are_reached():
    assert {kind.row_2019 for kind in KINDS} == set(y2019.FORM.results)
    assert {kind.row_2021 for kind in KINDS} == set(y2021.FORM.results)
    assert (len(y2019.FORM.results), len(y2021.FORM.results)) == (19, 21)


@every_kind
def test_a_kind_stands_in_the_group_of_its_family(kind):
    row = y2021.FORM.row_of(f"table3.{kind.row_2021}")
    assert row is not None
    assert FAMILIES[kind.family] in row.group + row.label


@every_kind
def test_the_articles_of_a_kind_are_printed(kind):
    assert kind.articles
    assert all(printed(article).startswith("《中华人民共和国政府信息公开") or "信息处理费" in printed(article) for article in kind.articles)


@every_kind
def test_the_facts_of_a_kind_have_labels(kind):
    assert kind.facts
    assert kind.all_facts == BASIC_FACTS + kind.facts
    names = (*kind.all_facts, *kind.optional)
    assert len(set(names)) == len(names)
    assert all(FACTS[name].label for name in names)


def test_every_fact_is_stated_by_some_kind():
    assert {name for kind in KINDS for name in (*kind.all_facts, *kind.optional)} == set(FACTS)


@every_kind
def test_a_kind_has_conditions_a_letter_and_a_remedy(kind):
    assert kind.conditions.endswith("。")
    assert kind.notice == ("P13" if kind.code in ("D21", "D22") else kind.code)
    assert kind.remedy in REMEDIES
    assert remedy(kind, TOWN, served_on=date(2026, 3, 2)).clause


def test_the_closed_choices_are_those_of_the_regulation():
    assert FACTS["endangered_interest"].choices == ("国家安全", "公共安全", "经济安全", "社会稳定")
    assert FACTS["internal_kind"].choices == ("人事管理", "后勤管理", "内部工作流程")
    assert FACTS["process_kind"].choices == ("讨论记录", "过程稿", "磋商信函", "请示报告")
    assert FACTS["content"].choices == ()


def test_a_kind_exists_since_its_instrument_is_in_force():
    assert by_code("D04").since == date(2019, 5, 15)
    assert by_code("D22").since == date(2021, 1, 1)
    assert by_code("D04").until is None
    assert by_code("D04")._replace(rests_on="条例2007").until == date(2019, 5, 15)


def test_what_is_not_settled_is_a_setting():
    assert {kind.code for kind in KINDS if kind.setting} == {"D11", "D16", "D17", "D18", "D20", "D23"}
    assert [kind.code for kind in KINDS if kind.remedy == grounds.UNSETTLED] == ["D11"]


def test_the_three_ways_of_closing_share_a_row_in_2019_only():
    closed = [kind for kind in KINDS if kind.family == CLOSED]
    assert {kind.row_2019 for kind in closed} == {"other"}
    assert len({kind.row_2021 for kind in closed}) == 3


def test_a_kind_is_found_by_code_and_by_key():
    assert by_code("D04") is by_code("state_secret")


def test_a_kind_that_is_not_there_is_refused():
    with pytest.raises(UnknownKind, match="没有答复种类“D24”，请用 gongkai grounds 查看 D01 至 D23"):
        by_code("D24")


@every_kind
def test_a_kind_stands_in_the_glossary(kind):
    page = (Path(__file__).parents[2] / "docs/glossary.md").read_text("utf-8")
    assert f"| `{kind.code}` | `{kind.key}` | {kind.label} | `{kind.row_2021}` | {REMEDIES[kind.remedy]} |" in page
