"""Mending: what is certain is done, nothing is guessed, and both are told."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.report import sample
from gongkai.report.fix import mend
from gongkai.report.forms import FORMS
from gongkai.report.model import Extra, Figure, Heading, Origin, Unsure
from gongkai.report.rules import check
from gongkai.report.rules.base import WARNING, Finding, Fix, Place
from gongkai.report.rules.context import Context
from tests.support import generated

TO_FILL = Figure(None, "待填")


def mended(report):
    return mend(report, check(Context(report)))


def old_tables(**rows):
    """A report for 2023 whose tables are of the 2019 form."""
    right, tables = sample.clean("2021", 2023), sample.clean("2019", 2023)
    changed = {**tables.rows, **{f"table{key[1]}.{key[3:]}": tuple(map(Figure, row)) for key, row in rows.items()}}
    return tables._replace(sections=right.sections, cited_form="2021", rows=changed)


def finding(part, start, end, old, new, *, certain=True):
    return Finding(
        "N014", "doubled-word", WARNING, certain, "写了两遍", Place(part, text=old, start=start, end=end), ("通用文字",), Fix(old, new)
    )


def owed_words(result):
    return "\n".join(map(str, result.owed))


@pytest.mark.parametrize(("form", "year"), [("2021", 2021), ("2021", 2024), ("2019", 2019), ("2019", 2020)])
def test_a_clean_report_is_left_as_it_is(form, year):
    report = sample.clean(form, year)
    result = mended(report)
    assert result.report == report
    assert (result.changed, result.owed, result.notes()) == ((), (), [])


def test_the_flawed_report_has_no_certain_fix_left():
    result = mended(sample.flawed())
    assert not [found for found in check(Context(result.report)) if found.fix is not None and found.certain]


def test_mending_twice_is_mending_once():
    once = mended(sample.flawed())
    twice = mended(once.report)
    assert twice.report == once.report
    assert twice.changed == ()


def test_tables_of_2019_become_those_of_2021():
    result = mended(old_tables())
    assert result.report.form == "2021"
    assert set(result.report.table2_forms.values()) == {"2021"}
    assert tuple(result.report.rows) == FORMS["2021"].row_keys()
    assert {len(row) for key, row in result.report.rows.items() if key.startswith("table2")} == {1, 3}


def test_decisions_move_exactly_and_made_moves_to_be_confirmed():
    result = mended(old_tables())
    rows = result.report.rows
    assert [rows[f"table2.{key}"] for key in ("licences", "penalties", "coercion")] == [(Figure(31),), (Figure(4),), (Figure(1),)]
    assert rows["table2.normative_documents"][0] == Figure(2)
    assert "本年新制作数量”2 移来" in owed_words(result)


def test_repealed_in_force_and_fees_are_to_be_filled_in_and_never_zero():
    rows = mended(old_tables(t2_fees=(0, 0), t2_rules=(0, 0, 0))).report.rows
    assert rows["table2.fees"] == (TO_FILL,)
    assert rows["table2.rules"][1:] == (TO_FILL, TO_FILL)
    assert rows["table2.normative_documents"][1:] == (TO_FILL, TO_FILL)


def test_rows_that_the_new_form_lacks_are_dropped_and_told_with_their_figures():
    result = mended(old_tables())
    assert not {"table2.other_services", "table2.procurement"} & set(result.report.rows)
    assert "原填 2、126000元" in owed_words(result)
    assert any("政府集中采购" in change.where for change in result.changed)


def test_other_handling_that_is_all_zero_becomes_three_rows_of_zero():
    rows = mended(old_tables()).report.rows
    assert {rows[f"table3.other.{key}"] for key in ("no_correction", "fee_unpaid", "rest")} == {(Figure(0),) * 7}
    assert "table3.other" not in rows


def test_other_handling_with_figures_is_carried_to_the_last_row_and_the_others_stay_open():
    result = mended(old_tables(t3_other=(2, 0, 0, 0, 0, 0, 2)))
    rows = result.report.rows
    assert rows["table3.other.rest"][0] == Figure(2)
    assert rows["table3.other.no_correction"] == rows["table3.other.fee_unpaid"] == (TO_FILL,) * 7
    assert "没有细分" in owed_words(result)


def test_other_handling_as_one_row_in_the_2021_form_is_divided_too():
    clean = sample.clean()
    rows = {key: row for key, row in clean.rows.items() if not key.startswith("table3.other")}
    result = mended(clean._replace(rows={**rows, "table3.other": (Figure(0),) * 7}))
    assert result.report.rows == clean.rows


def test_a_missing_row_is_added_to_be_filled_in():
    clean = sample.clean()
    result = mended(clean._replace(rows={key: row for key, row in clean.rows.items() if key != "table3.partial"}))
    assert result.report.rows["table3.partial"] == (TO_FILL,) * 7
    assert "（二）部分公开”：整行待填" in owed_words(result)


def test_a_blank_cell_is_marked_and_a_bar_stays_for_a_person():
    clean = sample.clean()
    rows = {**clean.rows, "table2.rules": (Figure(None, "/"),) * 3, "table2.fees": (Figure(None, ""),)}
    result = mended(clean._replace(rows=rows))
    assert result.report.rows["table2.rules"] == (Figure(None, "/"),) * 3
    assert result.report.rows["table2.fees"] == (TO_FILL,)
    assert "/、/、/" in owed_words(result)


def test_glued_digits_are_not_guessed_and_what_was_printed_is_told():
    clean = sample.clean()
    report = clean._replace(
        rows={**clean.rows, "table2.normative_documents": (Figure(None),) * 3},
        unsure=(Unsure("table2.normative_documents", "693665", "数字粘连"),),
    )
    result = mended(report)
    assert result.report.rows["table2.normative_documents"] == (TO_FILL,) * 3
    assert result.report.unsure == ()
    assert "693665" in owed_words(result)


def test_tables_that_are_images_become_empty_tables_told_in_one_line_each():
    clean = sample.clean()
    result = mended(clean._replace(rows={}, form=None, table2_forms={}, column_labels={}))
    assert set(result.report.rows) == set(FORMS["2021"].row_keys())
    assert sum("整张表" in str(item) for item in result.owed) == 3


def test_misprinted_labels_get_the_official_words():
    report = sample.clean()._replace(origins={"table3.denied.security_stability": Origin("3.危机“三安全一稳定”", "表 2 第 9 行")})
    result = mended(report)
    assert result.report.origins["table3.denied.security_stability"] == Origin("3.危及“三安全一稳定”", "表 2 第 9 行")
    assert [(change.before, change.after) for change in result.changed] == [("3.危机“三安全一稳定”", "3.危及“三安全一稳定”")]


def test_half_width_brackets_in_a_label_are_no_change():
    report = sample.clean()._replace(origins={"table3.granted": Origin("(一)予以公开")})
    assert mended(report).changed == ()


def test_headings_get_official_words_numbers_and_order():
    clean = sample.clean()
    wrong = list(clean.headings)
    wrong[4] = Heading("problems", "存在问题及改进情况", "三", -1)
    wrong[0], wrong[1] = wrong[1], wrong[0]
    result = mended(clean._replace(headings=tuple(wrong)))
    assert result.report.headings == clean.headings
    assert any(change.before == "三、存在问题及改进情况" for change in result.changed)


def test_a_missing_part_is_there_to_be_written():
    clean = sample.clean()
    sections = {key: text for key, text in clean.sections.items() if key != "problems"}
    result = mended(clean._replace(sections=sections, headings=tuple(h for h in clean.headings if h.section != "problems")))
    assert result.report.sections["problems"] == "待填"
    assert "补写“五、存在的主要问题及改进情况”" in owed_words(result)


def test_two_fixes_in_one_paragraph_both_land_where_they_belong():
    report = sample.clean()._replace(
        sections={
            **sample.clean().sections,
            "problems": "问题是问题的的多。改进是是逐条办。下一步继续公开，补充图解，按月核对清单，逐月通报结果，年底评估。",
        }
    )
    text = report.sections["problems"]
    first, second = text.index("的的"), text.index("是是")
    result = mend(report, [finding("problems", first, first + 2, "的的", "的"), finding("problems", second, second + 2, "是是", "是")])
    assert result.report.sections["problems"].startswith("问题是问题的多。改进是逐条办。")
    assert [change.before for change in result.changed] == ["问题是问题的的多", "改进是是逐条办"]


def test_of_two_overlapping_fixes_only_one_is_applied():
    report = sample.clean()._replace(sections={**sample.clean().sections, "other": "未收取信息处理费费费。"})
    result = mend(report, [finding("other", 8, 10, "费费", "费"), finding("other", 9, 11, "费费", "费")])
    assert len([change for change in result.changed if change.before == "未收取信息处理费费费"]) == 1
    assert result.report.sections["other"] in ("未收取信息处理费费。", "未收取信息处理费。")


def test_an_uncertain_fix_is_not_applied():
    report = sample.clean()
    start = report.sections["other"].index("无其他")
    result = mend(report, [finding("other", start, start + 3, "无其他", "没有其他", certain=False)])
    assert result.report == report
    assert "写了两遍（请核对）" in owed_words(result)


def test_an_amount_with_its_unit_becomes_a_number_in_the_cell():
    clean = sample.clean()
    result = mended(clean._replace(rows={**clean.rows, "table2.fees": (Figure("8500元"),)}))
    assert result.report.rows["table2.fees"] == (Figure(0.85),)


def test_a_report_before_2019_keeps_its_own_shape():
    report = sample.clean("2019", 2018)._replace(form=None, rows={}, table2_forms={}, column_labels={}, headings=())
    result = mended(report)
    assert result.report.rows == {}
    assert result.report.sections == report.sections


def test_a_newer_form_in_an_older_year_is_named_and_not_turned_back():
    report = sample.clean("2021", 2020)
    result = mended(report)
    assert result.report.rows == report.rows
    assert "新格式" in owed_words(result)


def test_a_year_given_by_the_caller_decides_the_form():
    report = sample.clean("2019", 2020)
    assert mend(report, [], year=2023).report.form == "2021"


def test_rows_that_no_form_has_do_not_stop_the_mending():
    extra = Extra("table2", "其他主动公开文件", ("12",))
    result = mended(old_tables()._replace(extras=(extra,)))
    assert result.report.form == "2021"


def test_the_notes_tell_place_before_after_and_basis_line_by_line():
    (changed, lines), (owed, debts) = mended(sample.flawed()).notes()
    assert changed == f"已经改动（{len(lines)} 处）"
    assert owed == f"需要填写或核对（{len(debts)} 处）"
    assert any("危机“三安全一稳定””改为“3.危及" in line and "国办公开办函〔2021〕30号" in line for line in lines)


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_no_unknown_figure_ever_becomes_zero(seed):
    rng = random.Random(seed)
    clean = generated.consistent(rng).report
    rows = dict(clean.rows)
    for key in rng.sample(sorted(rows), 6):
        rows[key] = tuple(Figure(None, rng.choice(("", "/", None))) for _ in rows[key])
    for key in rng.sample(sorted(rows), 2):
        del rows[key]
    report = clean._replace(rows=rows, year=2024)
    after = mend(report, []).report
    for key, row in after.rows.items():
        source = "table3.other" if key.startswith("table3.other.") and "table3.other" in rows else key
        known = [figure.value for figure in rows.get(source, ())]
        for figure in row:
            assert figure.value is None or figure.value in known


@settings(max_examples=25)
@given(generated.cases(), st.integers(0, 1000))
def test_any_planted_report_mended_twice_is_mended_once(case, seed):
    faulty, _ = generated.plant(case, random.Random(seed))
    once = mended(faulty.report._replace(year=2024))
    assert mended(once.report).report == once.report
