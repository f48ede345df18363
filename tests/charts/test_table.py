"""What a clerk pastes becomes labels and figures; what cannot be read is told all at once, with its place."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.charts.table import Series, Table, parse, told
from gongkai.lib.errors import UnusableInput

SAME = Table(
    ("2021年", "2022年"), (Series("主动公开", (Decimal(103), Decimal(1210)), "条"), Series("依申请", (Decimal(5), None), "条")), "年份"
)


def refused(text):
    with pytest.raises(UnusableInput) as caught:
        parse(text)
    return caught.value.sentence()


@pytest.mark.parametrize(
    "text",
    [
        "年份\t主动公开（条）\t依申请（条）\n2021年\t103\t5\n2022年\t1,210\t\n",
        "年份\t主动公开\t依申请\r\n2021年\t103条\t5条\r\n2022年\t１２１０条\t—",
        "单位：条\n年份,主动公开,依申请\n2021年,103,5\n2022年,1210,/",
        "| 年份 | 主动公开(条) | **依申请**(条) |\n|---|--:|:--|\n| 2021年 | 103 | 5 |\n| 2022年 | 1210 | 未知 |",
        "<table><tr><th>年份<th>主动公开（单位：条）<th>依申请【条】<tr><td>2021年<td>103<td>5<tr><td>2022年<td>1210<td>——</table>",
        "年份（条） 主动公开 依申请\n2021年 103 5\n2022年 1,210 /",
        "年份;主动公开[条];依申请[条]\n2021年;103;5\n2022年;1210;",
        '年份,主动公开（条）,依申请（条）\n2021年,"103",5\n2022年,"1,210",',
    ],
    ids=["excel", "units-in-cells", "csv", "markdown", "page", "blanks", "semicolons", "quoted"],
)
def test_one_table_is_the_same_table_in_every_form(text):
    parsed = parse(text)
    assert parsed._replace(corner="年份") == SAME


@pytest.mark.parametrize("blank", ["", "/", "—", "——", "-", "…", "N/A", "未知", "不详"])
def test_what_is_not_known_is_never_zero(blank):
    assert parse(f"名称\t数\n甲\t{blank}\n乙\t0").series[0].values == (None, Decimal(0))


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("１，２３４．５", "1234.5", ""),
        ("-3.20", "-3.20", ""),
        ("−3", "-3", ""),
        ("+4", "4", ""),
        ("35%", "35", "%"),
        ("３５％", "35", "%"),
        ("1.5亿元", "1.5", "亿元"),
        ("￥12,000", "12000", "元"),
        ("7 件", "7", "件"),
        ("123456789012345", "123456789012345", ""),
    ],
)
def test_a_figure_is_read_as_people_write_it(cell, value, unit):
    series = parse(f"名称\t数\n甲\t{cell}").series[0]
    assert (str(series.values[0]), series.unit) == (value, unit)


def test_all_faults_are_told_at_once_with_row_and_column():
    sentence = refused("年份\t甲（件）\t乙\n2021年\t若干\t1\n\t2\t3万\n2021年\t(3)\t4\n2024年\t5条\t0")
    assert "6 处" in sentence
    for part in (
        "第 2 行第 2 列（甲）写的是“若干”",
        "第 3 行在第一列里没有名称",
        "第 4 行的名称“2021年”前面已有",
        "第 4 行第 2 列（甲）写的是“(3)”",
        "第 2 列（甲）的单位是“件”，第 5 行写的却是“条”",
        "第 3 列（乙）第 2 行没有写单位“万”",
    ):
        assert part in sentence


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "没有读到表格"),
        ("一段话", "没有读到表格"),
        ("年份\t数", "只有表头"),
        ("甲\t1\t2\n乙\t3\t4", "没有各列的名称"),
        ("名称,数\n甲,1,234", "第 2 行有 3 格，表头有 2 格"),
        ("名称\t数\n甲\t/", "一个数也没有"),
        ("名称\t数\n甲\t3元\n乙\t2件", "混用了单位“元”、“件”"),
        ("名称\t数\n甲\t1234567890123456", "超过 15 位"),
        ("<table><tr><td>名称<td>数<tr><td colspan=2>1</table>", "合并的单元格"),
        ("名称\t数\n" + "\n".join(f"{n}号\t1" for n in range(1001)), "超过 1000 行"),
    ],
)
def test_what_is_no_table_says_so(text, part):
    assert part in refused(text)


def test_a_comma_between_thousands_does_not_part_cells_where_blanks_do():
    assert parse("2021年 1,234\n2022年 2,345").series[0].values == (Decimal(1234), Decimal(2345))


def test_a_list_of_names_and_figures_needs_no_head():
    assert parse("网站 45\n新媒体 6") == Table(("网站", "新媒体"), (Series("", (Decimal(45), Decimal(6))),))


def test_years_may_stand_in_the_head():
    table = parse("类别\t2024年（件）\t2025年（件）\n予以公开\t12\t18\n不予公开\t3\t2")
    assert [series.name for series in table.series] == ["2024年", "2025年"]
    assert table.turned().turned() == table
    assert table.turned().over_time


@pytest.mark.parametrize(
    ("labels", "follow"),
    [
        (("2021", "2022"), True),
        (("2021年", "2023年"), True),
        (("2025年1月", "2025年2月"), True),
        (("一季度", "二季度", "三季度"), True),
        (("上半年", "下半年"), True),
        (("2022年", "2021年"), False),
        (("2021年", "合计"), False),
        (("2021年",), False),
        (("甲", "乙"), False),
        (("2024年", "2025年1月"), False),
    ],
)
def test_time_is_told_from_names(labels, follow):
    assert Table(labels, (Series("", (Decimal(1),) * len(labels)),)).over_time is follow


def test_the_twin_has_every_figure_as_written():
    assert SAME.rows() == [["年份", "主动公开（条）", "依申请（条）"], ["2021年", "103", "5"], ["2022年", "1210", "未知"]]


NAMES = st.text(alphabet="公开申请条件甲乙丙丁东西南北", min_size=1, max_size=12)
FIGURES = st.none() | st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(st.data())
def test_what_is_written_tab_by_tab_comes_back(data):
    labels = data.draw(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    names = data.draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    columns = [data.draw(st.lists(FIGURES, min_size=len(labels), max_size=len(labels))) for _ in names]
    if all(value is None for column in columns for value in column):
        columns[0][0] = Decimal(1)
    lines = ["\t".join(["名称", *names])]
    for place, label in enumerate(labels):
        lines.append("\t".join([label, *("" if column[place] is None else told(column[place]) for column in columns)]))
    table = parse("\n".join(lines))
    assert table.labels == tuple(labels)
    assert [series.values for series in table.series] == [tuple(column) for column in columns]


@given(st.text(max_size=200) | st.text(alphabet="\t\n,|<tr>d0123456789.%年\"'-：", max_size=200))
def test_any_text_is_a_table_or_is_refused_in_one_sentence(text):
    table, sentence = read_or_refused(text)
    assert "\n" not in sentence
    assert bool(table) != bool(sentence)
    assert not table or all(len(series.values) == len(table.labels) > 0 for series in table.series)


def read_or_refused(text):
    try:
        return parse(text), ""
    except UnusableInput as error:
        return None, error.sentence()
