"""Whatever the table, the chart is valid, readable, true to zero, and no label lies on another."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.charts.figures import KINDS, draw
from gongkai.charts.palette import SERIES, contrast, text_on
from gongkai.charts.shapes import Box, Dot, Stroke
from gongkai.charts.table import Series, Table, parse
from gongkai.lib.errors import UnusableInput
from tests.charts.pictures import NO_FLAWS, check_svg, flaws, said, texts_of
from tests.charts.tables import SHORT, SMALL, tables

WIDTHS = st.sampled_from([320, 390, 480, 640, 1000])
MANY = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
YEARS = "年份\t主动公开（条）\n2021年\t103\n2022年\t121\n2023年\t/\n2024年\t158\n2025年\t164"
CHANNELS = "渠道\t条数（条）\n网站\t45\n新媒体\t6\n公示栏\t70\n查阅点\t28"
PARTS = "年份\t网站\t新媒体\n2024年\t79\t66\n2025年\t88\t9"
EXAMPLES = {"bar": CHANNELS, "stacked": PARTS, "line": YEARS, "share": CHANNELS, "multiples": PARTS}


def refused(kind, text):
    with pytest.raises(UnusableInput) as caught:
        draw(kind, parse(text))
    return caught.value.sentence()


def bars_of(chart):
    return [shape for shape in chart.picture.shapes if isinstance(shape, Box) and shape.fill in SERIES]


@MANY
@given(st.sampled_from(["bar", "line", "multiples"]), tables(), WIDTHS)
def test_no_label_lies_on_another_in_any_chart(kind, table, width):
    assert flaws(draw(kind, table, width=width, source="示例镇人民政府").picture) == NO_FLAWS


@MANY
@given(tables(figures=SMALL, most_labels=20).filter(lambda table: len(table.series) > 1), WIDTHS)
def test_no_label_lies_on_another_in_stacked_bars(table, width):
    assert flaws(draw("stacked", table, width=width).picture) == NO_FLAWS


@MANY
@given(st.lists(SHORT, min_size=1, max_size=40, unique=True), st.data(), WIDTHS)
def test_a_strip_fills_its_width_whatever_the_parts(labels, data, width):
    values = data.draw(st.lists(SMALL, min_size=len(labels), max_size=len(labels)).filter(any))
    chart = draw("share", Table(tuple(labels), (Series("条数", tuple(values), "条"),)), width=width)
    assert flaws(chart.picture) == NO_FLAWS
    strip = [box for box in bars_of(chart) if box.height == 44]
    assert sum(box.width for box in strip) == pytest.approx(width - 8)
    assert len(chart.table) == len(labels) + 1


@given(tables(figures=SMALL, most_labels=12, most_series=1, over_time=False))
def test_bars_are_as_long_as_their_figures_and_unknown_ones_have_none(table):
    chart = draw("bar", table)
    known = [value for value in table.series[0].values if value is not None]
    boxes = bars_of(chart)
    assert len(boxes) == len(known)
    longest = max(known)
    for box, value in zip(boxes, known, strict=True):
        assert box.width == pytest.approx(float(value / longest) * max(other.width for other in boxes) if longest else 0)
    assert said(chart.picture).count("未知") >= len(table.labels) - len(known)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_valid_svg_with_a_sentence_and_a_table(kind):
    table = parse(EXAMPLES[kind])
    chart = draw(kind, table, title='一<二 & "三"\'', source="</svg><script>", prefix=f"one-{kind}")
    root = check_svg(chart.svg, f"one-{kind}")
    assert "<script" not in chart.svg
    assert root.findtext("{*}title") == '一<二 & "三"\''
    assert root.findtext("{*}desc") == chart.sentence
    assert chart.table == table.rows()
    assert "单位" in said(chart.picture) or not table.unit


@pytest.mark.parametrize("kind", KINDS)
def test_two_charts_of_a_page_share_no_id(kind):
    one, other = (check_svg(draw(kind, parse(EXAMPLES[kind]), prefix=prefix).svg, prefix) for prefix in ("a", "b"))
    assert not {element.get("id") for element in one.iter() if element.get("id")} & {element.get("id") for element in other.iter()}


def test_hatching_waits_for_print_unless_asked_for():
    screen, paper = (draw("stacked", parse(PARTS), patterns=patterns).svg for patterns in (False, True))
    assert screen.count('class="gk-chart-pattern"') == paper.count('class="gk-chart-pattern"') > 0
    assert screen.count('class="gk-chart-pattern" display="none"') == screen.count('class="gk-chart-pattern"')
    assert "display" not in paper


def test_the_line_has_a_gap_and_the_word_where_a_figure_is_unknown():
    chart = draw("line", parse(YEARS))
    lines = [shape for shape in chart.picture.shapes if isinstance(shape, Stroke) and shape.stroke == SERIES[0]]
    assert [len(line.points) for line in lines] == [2, 2]
    assert sum(isinstance(shape, Dot) for shape in chart.picture.shapes) == 4
    assert "未知" in said(chart.picture)


def test_long_names_under_a_line_are_wrapped_into_the_picture():
    chart = draw(
        "line", Table(("县人民政府门户网站政务公开专栏第一个观察期的名称", "第二期"), (Series("数", (Decimal(1), Decimal(2))),)), width=320
    )
    assert flaws(chart.picture) == NO_FLAWS
    assert "县人民政府门户网站" in said(chart.picture)


def test_the_lowest_tick_of_a_line_is_zero():
    texts = {shape.text for shape in texts_of(draw("line", parse("年\t数\n2021\t1001\n2022\t1002")).picture)}
    assert "0" in texts


def test_the_title_is_computed_given_or_left_out():
    table = parse(CHANNELS)
    assert draw("bar", table).title == "条数：公示栏最多，70条"
    assert draw("bar", table, title="公示栏占四成多").title == "公示栏占四成多"
    without = draw("bar", table, title="", subtitle="")
    assert without.title == ""
    assert check_svg(without.svg, "gk-chart").findtext("{*}title") == without.sentence


def test_beyond_six_parts_the_smallest_are_one_and_the_table_has_all():
    text = "名称\t数\n" + "\n".join(f"{name}\t{value}" for value, name in enumerate("甲乙丙丁戊己庚辛", 1))
    chart = draw("share", parse(text))
    assert "其他3项" in said(chart.picture)
    assert len(chart.table) == 9


def test_a_line_takes_years_from_the_head_as_time():
    chart = draw("line", parse("类别\t2024年\t2025年\n甲\t1\t2\n乙\t3\t4"))
    assert chart.table[0] == ["类别", "甲", "乙"]


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        ("pie", CHANNELS, "没有“pie”这种图"),
        ("share", YEARS, "有未知的数，算不出占比"),
        ("share", "名\t数\n甲\t0", "合计是 0"),
        ("share", "名\t数\n甲\t-1\n乙\t3", "有负数"),
        ("share", PARTS, "占比图只画一列"),
        ("share", "名\t数\n甲\t1\n乙\t3\n合计\t5", "合计写的是 5，各项加起来是 4"),
        ("stacked", CHANNELS, "没有可以堆积的"),
        ("bar", "名\t甲（件）\t乙（元）\n一\t1\t2", "单位不同"),
        ("bar", "名\t数\n" + "\n".join(f"{n}号\t1" for n in range(41)), "有 41 行，一张图最多 40 行"),
        ("line", "年\t1项\t2项\t3项\t4项\t5项\t6项\t甲\n2021\t1\t1\t1\t1\t1\t1\t1", "有 7 列数"),
        ("bar", "名\t数（万元）\n甲\t100000000", "换成更大的单位"),
    ],
)
def test_what_cannot_be_drawn_says_why(kind, text, part):
    assert part in refused(kind, text)


def test_all_reasons_are_told_together():
    sentence = refused("stacked", "名\t数（件）\n" + "\n".join(f"{n}号\t-1" for n in range(41)))
    assert "41 行" in sentence
    assert "负数" in sentence
    assert "堆积" in sentence


@pytest.mark.parametrize(("option", "value"), [("width", 100), ("width", 5000), ("prefix", "1a"), ("prefix", 'a"b'), ("prefix", "")])
def test_what_no_chart_can_be_drawn_with_is_refused(option, value):
    with pytest.raises(UnusableInput):
        draw("bar", parse(CHANNELS), **{option: value})


def test_text_on_every_colour_can_be_read():
    assert all(contrast(text_on(colour), colour) >= 4.5 for colour in SERIES)


def test_series_of_different_units_are_drawn_apart():
    chart = draw("multiples", parse("年\t收到（件）\t收费（元）\n2024\t5\t100\n2025\t7\t50"))
    assert "收费（元）" in said(chart.picture)
    assert flaws(chart.picture) == NO_FLAWS


def test_a_huge_figure_is_short_on_the_bar_and_whole_in_the_table():
    chart = draw("bar", Table(("甲",), (Series("数", (Decimal(123_456_789_012),)),)))
    assert "1234.57亿" in said(chart.picture)
    assert chart.table[1] == ["甲", "123,456,789,012"]
