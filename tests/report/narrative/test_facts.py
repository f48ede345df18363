"""Every field with its value, its key and, where it has none, the reason."""

from __future__ import annotations

import re
from dataclasses import fields as attributes
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.ledger.vocabulary.codes import Explanation, Outlet
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure
from gongkai.report.narrative.catalogue import GROUPS
from gongkai.report.narrative.facts import Year, cells_of, facts_of
from gongkai.report.narrative.template import fields
from tests.report.narrative.years import FULL, TABLES, unknown, years

ENTRIES = [entry for group in GROUPS.values() for entry in group]
KEYS = [key for entry in ENTRIES for key in entry.key.split("+")]
CELL = re.compile(r"(table\d\.[\w.]+)\[(\d)\]")


def test_names_are_unique_and_can_stand_in_braces():
    names = [entry.name for entry in ENTRIES]
    assert len(names) == len(set(names))
    assert all(fields(f"{{{name}}}")[0].name == name for name in names)


def test_every_cell_named_is_one_of_the_form():
    cells = [CELL.fullmatch(key) for key in KEYS if key.startswith("table")]
    assert all(cell and int(cell[2]) < FORMS["2021"].width(cell[1]) for cell in cells)


def test_every_row_of_the_tables_has_a_field():
    assert {CELL.fullmatch(key)[1] for key in KEYS if key.startswith("table")} == set(FORMS["2021"].row_keys())


def test_every_value_of_a_year_has_a_field_and_every_outlet_and_form_of_interpretation():
    named = {key.partition(".")[0] for key in KEYS if not key.startswith("table")}
    assert named - {"explained_share"} == {each.name for each in attributes(Year)} - {"cells", "why"}
    assert {key for key in KEYS if key.startswith("outlets.")} == {f"outlets.{each.value}" for each in Outlet}
    assert {key for key in KEYS if key.startswith("explained_forms.")} == {f"explained_forms.{each.value}" for each in Explanation}


def test_the_facts_are_a_mapping_of_all_fields():
    facts = facts_of(FULL)
    assert list(facts) == [entry.name for entry in ENTRIES]
    assert len(facts) == len(ENTRIES)
    assert facts["新收申请数"].value == 5
    assert facts["新收申请数"].keys == ("table3.new[6]",)
    assert facts["新收申请数"].unit == "件"
    assert facts.year == 2025


def test_a_known_value_needs_no_reason_and_an_unknown_one_has_one():
    for year in (FULL, unknown()):
        for fact in facts_of(year).values():
            assert bool(fact.why_unknown) is (fact.value is None), fact


def test_the_record_may_say_why_a_value_is_unknown():
    facts = facts_of(replace(unknown(), why={"培训次数": "培训台账还没有导入"}))
    assert facts["培训次数"].why_unknown == "培训台账还没有导入"
    assert "登记" in facts["会议次数"].why_unknown


def test_a_sum_of_cells_is_unknown_as_soon_as_one_is():
    cells = {**FULL.cells, "table3.denied.third_party[6]": 2, "table3.denied.state_secret[6]": 1}
    assert facts_of(replace(FULL, cells=cells))["不予公开数"].value == 3
    assert facts_of(replace(FULL, cells={**cells, "table3.denied.law_forbids[6]": None}))["不予公开数"].value is None
    del cells["table3.denied.law_forbids[6]"]
    assert not facts_of(replace(FULL, cells=cells)).known("不予公开数")


def test_an_outlet_that_is_not_in_the_list_was_not_used_and_without_a_list_all_are_unknown():
    facts = facts_of(replace(FULL, outlets={"website": 4}))
    assert facts["网站公开数"].value == 4
    assert facts.zero("微博公开数")
    facts = facts_of(replace(FULL, outlets=None))
    assert not facts.zero("微博公开数")
    assert not facts.some("微博公开数")
    assert not facts.known("微博公开数")


def test_the_share_explained_is_counted_and_unknown_without_documents():
    assert facts_of(replace(FULL, to_explain=3, documents_explained=2))["解读率"].value == Decimal("66.7")
    assert facts_of(replace(FULL, to_explain=4, documents_explained=4))["解读率"].value == 100
    assert facts_of(replace(FULL, to_explain=0, documents_explained=0))["解读率"].value is None
    assert facts_of(replace(FULL, to_explain=4, documents_explained=None))["解读率"].value is None


def test_the_cells_of_a_report_are_its_numbers_and_what_is_blank_or_has_a_unit_is_no_number():
    rows = {
        "table2.fees": (Figure(0.85),),
        "table2.rules": (Figure(None, "/"), Figure(0), Figure(3)),
        "table2.procurement": (Figure(2), Figure("251000元")),
    }
    cells = cells_of(TABLES._replace(rows=rows))
    assert cells == {
        "table2.fees[0]": Decimal("0.85"),
        "table2.rules[0]": None,
        "table2.rules[1]": 0,
        "table2.rules[2]": 3,
        "table2.procurement[0]": 2,
    }


@given(years(), st.data())
@settings(max_examples=30)
def test_the_groups_of_results_make_the_total(year, data):
    facts = facts_of(year)
    groups = ("予以公开数", "部分公开数", "不予公开数", "无法提供数", "不予处理数", "其他处理数")
    assert sum(facts[name].value for name in groups) == facts["办结申请数"].value
    assert facts["自然人申请数"].value + facts["法人或其他组织申请数"].value == facts["新收申请数"].value
