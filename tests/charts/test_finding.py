"""A title says what the figures say, and nothing that they do not."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.charts.figures import KINDS, draw
from gongkai.charts.finding import KIND_NAMES, percent, sentence, suggest_title
from gongkai.charts.table import Series, Table, parse
from tests.charts.tables import SHORT, SMALL, tables

FIGURE = r"(-?[\d,]+(?:\.\d+)?)"
SIGNED = st.integers(-50, 50).map(Decimal)


def number(text):
    return Decimal(text.replace(",", ""))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("年份\t主动公开（条）\n2021年\t103\n2025年\t164", "2021年至2025年，主动公开由103条增加到164条"),
        ("年份\t主动公开（条）\n2021年\t103\n2023年\t\n2025年\t64", "2021年至2025年，主动公开由103条减少到64条"),
        ("年份\t按时率（%）\n2021年\t93.5\n2025年\t99", "2021年至2025年，按时率由93.5%上升到99%"),
        ("年份\t收到（件）\n2021年\t7\n2022年\t9\n2023年\t7", "2021年至2023年，收到首末都是7件"),
        ("年份\t收到（件）\n2021年\t\n2022年\t9", "2022年收到为9件，其他各期未知"),
        ("年份\t甲\t乙\n2021年\t1\t5\n2022年\t3\t2", "2021年至2022年，甲由1增加到3，乙由5减少到2"),
        ("年份\t甲\t乙\n2021年\t1\t\n2022年\t3\t2", "2021年至2022年，甲由1增加到3；2022年乙为2，其他各期未知"),
        ("年份\t甲\t乙\t丙\n2021年\t1\t5\t9\n2022年\t3\t50\t9", "2021年至2022年，乙由5增加到50"),
        ("渠道\t条数（条）\n网站\t45\n新媒体\t6", "条数：网站最多，45条"),
        ("渠道\t条数（条）\n网站\t45\n新媒体\t6\n合计\t51", "条数：网站最多，45条"),
        ("渠道\t条数（条）\n网站\t45\n新媒体\t/", "条数：网站为45条，其他各项未知"),
        ("渠道\t条数\n网站\t45\n新媒体\t45\n公示栏\t3", "条数：网站、新媒体并列最多，都是45"),
        ("渠道\t条数\n网站\t0\n新媒体\t0", "条数：各项都是0"),
        ("渠道\t条数\n网站\t5\n新媒体\t/\n公示栏\t3", "条数：已知各项中，网站最多，5"),
        ("部门\t增减（%）\n甲\t-5\n乙\t-3", "增减：乙最高，-3%"),
        ("类别\t2024年（件）\t2025年（件）\n予以公开\t12\t18", "2024年至2025年，予以公开由12件增加到18件"),
    ],
)
def test_the_title_says_the_finding(text, title):
    assert suggest_title(parse(text)) == title


@given(st.lists(SHORT, min_size=1, max_size=8, unique=True), st.data())
def test_who_is_called_the_largest_is_the_largest_and_alone(labels, data):
    values = data.draw(st.lists(st.none() | SIGNED, min_size=len(labels), max_size=len(labels)).filter(any))
    title = suggest_title(Table(tuple(labels), (Series("", tuple(values), "件"),)))
    known = {label: value for label, value in zip(labels, values, strict=True) if value is not None}
    if found := re.fullmatch(rf"(已知各项中，)?(\w+)最[多高]，{FIGURE}件", title):
        assert known[found[2]] == number(found[3]) == max(known.values())
        assert list(known.values()).count(max(known.values())) == 1
        assert bool(found[1]) == (len(known) < len(labels))
    elif found := re.fullmatch(rf"(已知各项中，)?(.+?)(?:等(\d+)项)?并列最[多高]，都是{FIGURE}件", title):
        best = {label for label, value in known.items() if value == max(known.values())}
        assert set(found[2].split("、")) <= best
        assert int(found[3] or len(found[2].split("、"))) == len(best)
        assert number(found[4]) == max(known.values())
    elif found := re.fullmatch(rf"(已知各项中，)?各项都是{FIGURE}件", title):
        assert set(known.values()) == {number(found[2])}
        assert bool(found[1]) == (len(known) < len(labels))
    else:
        found = re.fullmatch(rf"(\w+)为{FIGURE}件(，其他各项未知)?", title)
        assert known == {found[1]: number(found[2])}
        assert bool(found[3]) == (len(labels) > 1)


@given(tables(figures=SIGNED, most_labels=6, over_time=True))
def test_what_is_said_to_have_grown_has_grown(table):
    title = suggest_title(table)
    claims = 0
    for one in table.series:
        known = [(label, value) for label, value in zip(table.labels, one.values, strict=True) if value is not None]
        told = re.search(rf"{re.escape(one.name)}由{FIGURE}\D*?(增加|减少|上升|下降)到{FIGURE}", title) if len(known) > 1 else None
        if told and len(table.series) <= 1:
            claims += 1
            assert (number(told[1]), number(told[3])) == (known[0][1], known[-1][1])
            assert (told[2] in {"增加", "上升"}) == (known[-1][1] > known[0][1])
            assert title.startswith(f"{known[0][0]}至{known[-1][0]}，")
    if len(table.series) == 1 and not claims:
        assert re.search(r"首末都是|其他各期未知", title)


@given(SMALL, SMALL)
def test_a_share_is_never_nothing_of_something_nor_all_of_less(part, more):
    whole = part + more
    if whole:
        said = percent(part, whole)
        assert (said == "0%") == (part == 0)
        assert (said == "100%") == (part == whole)
        if re.fullmatch(r"[\d.]+%", said):
            assert abs(Decimal(said[:-1]) - part * 100 / whole) <= Decimal("0.05")


@given(tables(most_labels=8))
def test_every_sentence_names_its_kind_and_every_gap(table):
    spoken = sentence("line", table)
    assert spoken.startswith("折线图：")
    assert ("未知" in spoken) == any(value is None for one in table.series for value in one.values)


def test_every_kind_has_a_name_in_words():
    assert set(KIND_NAMES) == set(KINDS)


def test_a_share_is_told_part_by_part():
    spoken = draw("share", parse("渠道\t条数（条）\n网站\t45\n新媒体\t5")).sentence
    assert spoken == "占比图：网站45条（90%），新媒体5条（10%）。"
