import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.output.columns import indented, pad, table, width_of, wrap


def test_a_chinese_character_is_two_columns_wide():
    assert width_of("总计 3") == 6
    assert width_of("e\u0301") == 1


@given(st.text(alphabet="公开，。（）ab1 ", max_size=80), st.integers(10, 40))
def test_wrapping_loses_nothing_but_blanks_and_keeps_the_width(text, width):
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= max(width, 20) for line in lines)


def test_no_line_begins_with_a_comma():
    assert not any(line.startswith("，") for line in wrap("公开公开，公开公开，公开公开，公开", 8))


def test_an_address_longer_than_a_line_is_cut():
    assert all(width_of(line) <= 20 for line in wrap("见" + "a" * 100, 20))


def test_a_hanging_indent_is_as_wide_as_what_stands_first():
    first, second, *_ = indented("公开" * 20, 30, "依据：")
    assert first.startswith("依据：公开")
    assert second.startswith("      公开")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_figures_of_a_table_stand_in_one_column_under_their_label(width):
    lines = table(
        ("", "自然人", "社会公益组织", "总计"),
        [("（一）予以公开", "1", "20", "300"), ("二、上年结转政府信息公开申请数量", "", "0", "7")],
        width,
    )
    ends = {width_of(line) for line in lines if line.endswith(("300", "7", "总计", "─"))}
    assert len(ends) == 1


def test_padding_counts_columns():
    assert pad("总计", 6) == "总计  "
    assert pad("总计", 6, right=True) == "  总计"
