"""Parent = own + Σ children, exactly, cell by cell; unknown is never zero; nothing is removed."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.report import codec, sample
from gongkai.report.forms import FORMS
from gongkai.report.merge import MergeRefused, Submitted, contained, merge, to_dict
from gongkai.report.merged.organs import makes_no_rules, same_organ
from gongkai.report.merged.parts import NO_POWER, cells_of, unit_of
from gongkai.report.merged.words import in_words, open_words, table_words
from gongkai.report.model import TO_FILL, Figure, Unsure
from gongkai.report.rules import chosen

DISTRICT = "示例市示例区人民政府"
ORGANS = ("示例区甲镇人民政府", "示例区乙镇人民政府", "示例区丙街道办事处", "示例区司法局", "示例区教育局")
SUMS = chosen(select=("S",))
YEARS = {"2019": 2020, "2021": 2023}
FEES = "table2.fees"


def submitted(organ, rows=None, *, form="2021", **fields):
    report = sample.clean(form, YEARS[form], organ)
    cells = {key: tuple(value if isinstance(value, Figure) else Figure(value) for value in row) for key, row in (rows or {}).items()}
    return Submitted(f"{organ}.json", report._replace(rows={**report.rows, **cells}, **fields))


def merged(*children, own=None, organ=DISTRICT, rules=(), year=None):
    return merge(own, children, organ=organ, year=year, rules=rules)


def reasons(*children, own=None, organ=DISTRICT, year=None):
    with pytest.raises(MergeRefused) as refused:
        merged(*children, own=own, organ=organ, year=year)
    return refused.value.reasons


def values(found):
    return {f"{row}[{index}]": figure.value for row, figures in found.report.rows.items() for index, figure in enumerate(figures)}


def handed_on(found, organ):
    """A merged report as the child of the next merge, through its JSON."""
    data = to_dict(found)
    report = codec.loads(codec.pretty(data))
    return Submitted(f"{organ}.json", report._replace(organ=organ), contained(data))


# --- laws --------------------------------------------------------------------------------------------

BLANK = (Figure(None), Figure(None, ""), Figure(None, "/"), Figure(None, "待填"))


def any_figure(chance, unit, blanks):
    """A count or an amount of up to four decimals; with ``blanks`` one in thirty is unknown."""
    if blanks and chance.random() < 1 / 30:
        return chance.choice(BLANK)
    if unit is None:
        return Figure(chance.choice((0, 1, chance.randrange(10_000))))
    ten_thousandths = chance.randrange(10**9)
    return Figure(ten_thousandths / 10**4 if ten_thousandths % 10**4 else ten_thousandths // 10**4)


@st.composite
def reports(draw, count, *, form=None, blanks=False):
    """Reports of one form and of different organs, with any figures (made from a seed: drawing thousands one by one is slow)."""
    name = form or draw(st.sampled_from(sorted(FORMS)))
    edition = FORMS[name]
    chance = Random(draw(st.integers(0, 2**32)))
    units = {row: [unit_of(edition, row, index) for index in range(edition.width(row))] for row in edition.row_keys()}
    return [
        submitted(organ, {row: [any_figure(chance, unit, blanks) for unit in kinds] for row, kinds in units.items()}, form=name)
        for organ in ORGANS[:count]
    ]


laws = settings(max_examples=25)


@given(reports(4))
@laws
def test_every_cell_is_own_plus_the_sum_of_the_children(parts):
    own, *children = parts
    found = values(merged(*children, own=own))
    edition = FORMS[parts[0].report.form]
    for cell, row, index in cells_of(edition):
        assert Decimal(repr(found[cell])) == sum(Decimal(repr(part.report.rows[row][index].value)) for part in parts)
    assert len(found) == sum(edition.width(row) for row in edition.row_keys())


@given(reports(4, blanks=True), st.randoms(use_true_random=False))
@laws
def test_the_order_of_the_children_does_not_matter(parts, random):
    shuffled = random.sample(parts, len(parts))
    one, other = merged(*parts), merged(*shuffled)
    assert one.report.rows == other.report.rows
    assert {cell: sorted(map(repr, found)) for cell, found in one.cells.items()} == {
        cell: sorted(map(repr, found)) for cell, found in other.cells.items()
    }


@given(reports(3, blanks=True))
@laws
def test_merging_in_two_steps_gives_the_same_figures(parts):
    first, second, third = parts
    pair = handed_on(merged(first, second, organ="示例区农业和水务局"), "示例区农业和水务局")
    assert values(merged(pair, third)) == values(merged(first, second, third))


@given(reports(2))
@laws
def test_a_report_of_nothing_but_zero_changes_nothing(parts):
    first, second = parts
    nothing = second._replace(report=second.report._replace(rows={key: (Figure(0),) * len(row) for key, row in second.report.rows.items()}))
    assert values(merged(first, nothing)) == values(merged(first))
    assert values(merged(first)) == {
        f"{row}[{i}]": figure.value for row, cells in first.report.rows.items() for i, figure in enumerate(cells)
    }


@st.composite
def balanced(draw, organ):
    """A report whose tables three and four add up in every direction."""
    edition = FORMS["2021"]
    small = st.integers(0, 50)
    results = {key: draw(st.lists(small, min_size=6, max_size=6)) for key in edition.results}
    total = [sum(column) for column in zip(*results.values(), strict=True)]
    left = draw(st.lists(small, min_size=6, max_size=6))
    carried = [draw(st.integers(0, done + out)) for done, out in zip(total, left, strict=True)]
    new = [done + out - old for done, out, old in zip(total, left, carried, strict=True)]
    rows = {**results, "total": total, "carried_out": left, "carried_in": carried, "new": new}
    figures = {f"table3.{key}": [*row, sum(row)] for key, row in rows.items()}
    for row in edition.table4:
        parts = draw(st.lists(small, min_size=4, max_size=4))
        figures[f"table4.{row.key}"] = [*parts, sum(parts)]
    return submitted(organ, figures)


@given(st.tuples(*(balanced(organ) for organ in ORGANS[:3])))
@laws
def test_what_adds_up_in_all_parts_adds_up_in_the_sum(parts):
    found = merged(*parts, rules=SUMS)
    assert found.problems == ()
    again = merge(None, [Submitted("sum.json", found.report)], organ="示例市人民政府", rules=SUMS)
    assert again.problems == ()


@given(reports(3, form="2021"), st.data())
@laws
def test_what_one_part_does_not_know_nobody_knows(parts, data):
    cell, row, index = data.draw(st.sampled_from(list(cells_of(FORMS["2021"]))))
    which = data.draw(st.integers(0, 2))
    printed = data.draw(st.sampled_from((None, "", "待填", "很多")))
    figures = list(parts[which].report.rows[row])
    figures[index] = Figure(None, printed)
    parts[which] = submitted(ORGANS[which], {**parts[which].report.rows, row: figures})
    found = merged(*parts)
    assert found.unknown == (cell,)
    assert found.report.rows[row][index] == Figure(None, TO_FILL)
    assert [item.where for item in found.report.unsure] == [cell]
    (sentence,) = open_words(found)
    assert sentence.startswith(f"{ORGANS[which]}（{ORGANS[which]}.json）")
    assert sentence.endswith(f"写的是“{printed}”" if printed else "空白")


@given(reports(3, blanks=True))
@laws
def test_the_merged_report_is_a_report_of_the_contract(parts):
    found = merged(*parts)
    data = to_dict(found)
    assert codec.loads(codec.pretty(data)) == found.report
    assert set(data["sources"]) == set(values(found))
    assert contained(data) == {part.organ for part in parts}


# --- exactness ---------------------------------------------------------------------------------------


def test_fees_have_no_noise_of_binary_fractions():
    found = merged(
        submitted(ORGANS[0], {FEES: (0.1,)}), submitted(ORGANS[1], {FEES: (0.2,)}), submitted(ORGANS[2], {FEES: (24252.311082,)})
    )
    assert found.report.value(FEES, 0) == 24252.611082


def test_fees_that_no_binary_fraction_can_say_stay_exact_as_text():
    found = merged(submitted(ORGANS[0], {FEES: (123456789012.5,)}), submitted(ORGANS[1], {FEES: (0.000001,)}))
    assert found.report.value(FEES, 0) == "123456789012.500001万元"
    again = merged(handed_on(found, "示例区税务局"), submitted(ORGANS[2], {FEES: (0.5,)}))
    assert again.report.value(FEES, 0) == "123456789013.000001万元"


def test_fees_written_with_their_unit_are_brought_to_that_of_the_column():
    found = merged(submitted(ORGANS[0], {FEES: ("8500元",)}), submitted(ORGANS[1], {FEES: ("1.5万元",)}))
    assert found.report.value(FEES, 0) == 2.35
    assert in_words(found, f"{FEES}[0]") == f"2.35 ＝ {ORGANS[0]} 0.85（写的是“8500元”） ＋ {ORGANS[1]} 1.5（写的是“1.5万元”）"


PROCUREMENT = "table2.procurement"


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("251000元", "70,487元"), "321487元"),
        (("12.6万元", "1.4万元"), "14万元"),
        (("12.6万元", "4000元"), "130000元"),
        (("12.6万元", 0), "12.6万元"),
        (("0元", 0), 0),
        ((8040, 477.35), 8517.35),
        ((8040, "477.35万元"), None),
        (("约三万元", 5), None),
    ],
)
def test_amounts_of_purchases_are_added_only_where_their_units_are_known(amounts, expected):
    parts = [submitted(organ, {PROCUREMENT: (1, amount)}, form="2019") for organ, amount in zip(ORGANS, amounts, strict=False)]
    found = merged(*parts)
    assert found.report.rows[PROCUREMENT][0].value == 2
    assert found.report.rows[PROCUREMENT][1].value == expected


def test_amounts_without_a_unit_are_added_and_pointed_out():
    parts = [submitted(organ, {PROCUREMENT: (1, 8040)}, form="2019") for organ in ORGANS[:2]]
    assert any("没有写单位" in note for note in merged(*parts).notes)


def test_an_amount_in_a_cell_for_counts_is_not_added():
    found = merged(submitted(ORGANS[0], {"table2.licences": ("31元",)}), submitted(ORGANS[1]))
    assert found.unknown == ("table2.licences[0]",)
    assert "写的是“31元”，这一格应当是数" in open_words(found)[0]


# --- what is open ------------------------------------------------------------------------------------


def test_a_stroke_for_rules_of_a_town_adds_nothing_and_is_explained():
    found = merged(submitted(ORGANS[0], {"table2.rules": (Figure(None, "/"),) * 3}), submitted(ORGANS[3]))
    assert [figure.value for figure in found.report.rows["table2.rules"]] == [0, 0, 0]
    assert found.cells["table2.rules[0]"][0].why == NO_POWER
    assert in_words(found, "table2.rules[0]") == f"0 ＝ {ORGANS[0]} “/”（没有这项职权，没有可加的） ＋ {ORGANS[3]} 0"
    assert any("没有规章制定权" in note and ORGANS[0] in note for note in found.notes)


def test_a_stroke_for_rules_of_a_city_is_unknown():
    city = submitted("示例市人民政府", {"table2.rules": (Figure(None, "/"),) * 3})
    assert merged(city, organ="示例省人民政府").unknown == tuple(f"table2.rules[{index}]" for index in range(3))


def test_a_stroke_in_any_other_row_is_unknown():
    found = merged(submitted(ORGANS[0], {"table2.licences": (Figure(None, "/"),)}), submitted(ORGANS[1]))
    assert found.unknown == ("table2.licences[0]",)


def test_a_blank_for_rules_of_a_town_is_unknown():
    assert merged(submitted(ORGANS[0], {"table2.rules": (Figure(None, ""),) * 3})).unknown == tuple(f"table2.rules[{i}]" for i in range(3))


def test_a_figure_that_was_doubted_is_not_added_even_where_a_value_stands():
    part = submitted(
        ORGANS[0], unsure=(Unsure("table2.licences[0]", "3 1", "数字中间有空格"), Unsure("table3.partial", "1000001", "分不开"))
    )
    found = merged(part, submitted(ORGANS[1]))
    assert found.unknown == ("table2.licences[0]", *(f"table3.partial[{index}]" for index in range(7)))
    assert "数字中间有空格" in found.report.unsure[0].why


def test_a_missing_row_is_told_in_one_sentence():
    part = submitted(ORGANS[0])
    short = part._replace(report=part.report._replace(rows={k: row for k, row in part.report.rows.items() if not k.startswith("table4")}))
    found = merged(short, submitted(ORGANS[1]))
    assert len(found.unknown) == 15
    (sentence,) = open_words(found)
    assert sentence.endswith("“行政复议”、“行政诉讼 未经复议直接起诉”、“行政诉讼 复议后起诉”：缺这一行")


def test_one_row_of_nothing_for_other_handling_is_three_of_nothing_and_anything_else_is_unknown():
    def with_one_row(organ, row):
        part = submitted(organ, {"table3.other": row})
        kept = {key: figures for key, figures in part.report.rows.items() if not key.startswith("table3.other.")}
        return part._replace(report=part.report._replace(rows=kept))

    nothing = merged(with_one_row(ORGANS[0], (0,) * 7), submitted(ORGANS[1]))
    assert nothing.unknown == ()
    assert any("（六）其他处理" in note and ORGANS[0] in note for note in nothing.notes)
    something = merged(with_one_row(ORGANS[0], (1, 0, 0, 0, 0, 0, 1)), submitted(ORGANS[1]))
    assert len(something.unknown) == 21


def test_three_rows_for_other_handling_are_added_to_the_one_of_2019():
    part = submitted(ORGANS[0], form="2019")
    thirds = {f"table3.other.{key}": (Figure(1),) * 6 + (Figure(6),) for key in ("no_correction", "fee_unpaid", "rest")}
    kept = {key: row for key, row in part.report.rows.items() if key != "table3.other"}
    found = merged(part._replace(report=part.report._replace(rows={**kept, **thirds})))
    assert [figure.value for figure in found.report.rows["table3.other"]] == [3, 3, 3, 3, 3, 3, 18]


# --- refusals ----------------------------------------------------------------------------------------


def test_another_year_is_refused_for_every_file_that_has_it():
    late = submitted(ORGANS[2], year=2024)
    unknown = submitted(ORGANS[3], year=None)
    found = reasons(submitted(ORGANS[0]), submitted(ORGANS[1]), late, unknown)
    assert [(reason.file, reason.unusable) for reason in found] == [(late.file, True), (unknown.file, True)]
    assert found[0].sentence() == "是2024年的报告，其余是2023年的，请换成2023年的报告"


def test_two_years_that_are_equally_many_are_both_named():
    found = reasons(submitted(ORGANS[0]), submitted(ORGANS[1], year=2024))
    assert [reason.file for reason in found] == [f"{ORGANS[0]}.json", f"{ORGANS[1]}.json"]


def test_the_year_that_is_asked_for_decides():
    (reason,) = reasons(submitted(ORGANS[0]), year=2022)
    assert "请换成2022年的报告" in reason.sentence()


def test_years_before_the_forms_are_refused():
    assert any("2018年的报告没有全国统一的表格" in reason.problem for reason in reasons(submitted(ORGANS[0], year=2018)))


def test_tables_of_another_form_are_refused_with_what_to_do():
    old = submitted(ORGANS[0], form="2019", year=2023)
    (reason,) = reasons(old, submitted(ORGANS[1]))
    assert (reason.file, reason.unusable) == (old.file, True)
    assert "第二部分“第二十条第（一）项”是2019年格式的表格" in reason.problem
    assert "gongkai report fix" in reason.remedy


def test_one_block_of_another_form_is_enough_to_refuse():
    part = submitted(ORGANS[0], {"table2.licences": (1, 2, 3)}, table2_forms={**sample.clean().table2_forms, "licences": "2019"})
    (reason,) = reasons(part)
    assert "第二部分“第二十条第（五）项”是2019年格式的表格" in reason.problem


def test_a_report_without_tables_is_refused():
    (reason,) = reasons(submitted(ORGANS[0]), submitted(ORGANS[1])._replace(report=sample.clean()._replace(rows={})))
    assert "没有认出第二至四部分的表格" in reason.problem


def test_an_organ_twice_is_refused_under_either_of_its_names():
    again = submitted("示例市示例区甲镇")._replace(file="again.docx")
    (reason,) = reasons(submitted(ORGANS[0]), again)
    assert (reason.file, reason.unusable) == ("again.docx", False)
    assert ORGANS[0] in reason.problem


def test_own_among_the_children_is_refused():
    office = submitted("示例区人民政府办公室")
    (reason,) = reasons(submitted(ORGANS[0]), office._replace(file="copy.docx"), own=office)
    assert (reason.file, reason.unusable) == ("copy.docx", False)


def test_the_parent_among_its_children_is_refused():
    (reason,) = reasons(submitted(ORGANS[0]), submitted(DISTRICT))
    assert "--own" in reason.remedy


def test_the_parents_own_report_is_not_a_child():
    found = merged(submitted(ORGANS[0]), own=submitted(DISTRICT))
    assert [part.organ for part in found.cells[f"{FEES}[0]"]] == [DISTRICT, ORGANS[0]]


def test_an_organ_that_is_already_in_another_report_is_refused():
    inner = handed_on(merged(submitted(ORGANS[0]), submitted(ORGANS[1]), organ="示例区农业局"), "示例区农业局")
    (reason,) = reasons(submitted(ORGANS[1]), inner)
    assert ORGANS[1] in reason.problem
    assert "加两遍" in reason.remedy


def test_all_reasons_come_at_once():
    found = reasons(submitted(ORGANS[0]), submitted(ORGANS[0])._replace(file="b"), submitted(ORGANS[1], year=2020), submitted(DISTRICT))
    assert len(found) == 3
    assert {reason.unusable for reason in found} == {True, False}


def test_nothing_to_merge_is_refused():
    assert reasons()[0].unusable


# --- what is told ------------------------------------------------------------------------------------


def test_errors_of_a_part_are_listed_and_its_figures_added_as_they_stand():
    wrong = submitted(ORGANS[0], {"table3.granted": (2, 1, 0, 0, 0, 0, 4)})
    found = merged(wrong, submitted(ORGANS[1]), rules=SUMS)
    assert found.report.value("table3.granted", 6) == 7
    assert {(problem.file, problem.finding.code) for problem in found.problems} == {(wrong.file, "S001"), (wrong.file, "S003")}


def test_cases_that_two_organs_may_both_show_are_pointed_out_and_not_removed():
    sued = {"table4.litigation_after_review": (1, 0, 0, 0, 1)}
    found = merged(submitted(ORGANS[0], sued), own=submitted("示例区人民政府办公室", sued))
    assert found.report.value("table4.litigation_after_review", 4) == 2
    assert any("共同被告" in note for note in found.notes)
    assert not any("共同被告" in note for note in merged(submitted(ORGANS[0], sued), submitted(ORGANS[1])).notes)


def test_rows_whose_digits_were_told_apart_are_pointed_out():
    found = merged(submitted(ORGANS[0], split=frozenset({"table3.new"})))
    assert any("按合计断开" in note for note in found.notes)


def test_a_report_without_a_name_goes_by_its_file():
    part = submitted(ORGANS[0])
    nameless = part._replace(report=part.report._replace(organ=None))
    found = merged(nameless, submitted(ORGANS[1]))
    assert found.cells[f"{FEES}[0]"][0].organ == f"{ORGANS[0]}.json"
    assert any("没有认出机关名称" in note for note in found.notes)


def test_the_merged_report_has_its_title_and_no_prose():
    report = merged(submitted(ORGANS[0])).report
    assert report.title == f"{DISTRICT}2023年政府信息公开工作年度报告"
    assert (report.organ, report.year, report.form, report.cited_form, report.sections) == (DISTRICT, 2023, "2021", "2021", {})


def test_the_tables_in_short_have_every_total():
    lines = dict(table_words(merged(submitted(ORGANS[0]), submitted(ORGANS[1]))))
    two, three, four = lines.values()
    assert "行政规范性文件：本年制发件数 4，本年废止件数 2，现行有效件数 12" in two
    assert three == [
        "一、本年新收政府信息公开申请数量 10",
        "二、上年结转政府信息公开申请数量 2",
        "（一）予以公开 6",
        "（二）部分公开 2",
        "（四）无法提供 1.本机关不掌握相关政府信息 2",
        "（七）总计 10",
        "四、结转下年度继续办理 2",
    ]
    assert "行政复议：都是 0" in four


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("示例市示例区甲镇人民政府", "甲镇", True),
        ("示例街道办事处", "示例区示例街道", True),
        ("示例区人民政府（本级）", "示例市示例区", True),
        ("示例新区管委会", "示例新区管理委员会", True),
        ("示例区人民政府办公室", "示例区人民政府", False),
        ("小甲镇", "甲镇", False),
        ("甲区城关镇人民政府", "乙区城关镇人民政府", False),
        ("", "甲镇", False),
    ],
)
def test_names_of_one_organ_are_told_from_names_that_only_look_alike(one, other, same):
    assert same_organ(one, other) is same_organ(other, one) is same


@pytest.mark.parametrize(
    ("organ", "none"),
    [
        ("示例镇", True), ("示例街道办事处", True), ("示例区人民政府", True), ("示例县人民政府办公室", True), ("示例高新区管委会", True),
        ("示例区司法局", True), ("示例自治县人民政府", True), ("示例自治区人民政府", False), ("示例省人民政府", False), ("示例市人民政府", False),
        ("国家示例局", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_only_an_organ_that_surely_makes_no_rules_is_taken_to_make_none(organ, none):
    assert makes_no_rules(organ) is none
