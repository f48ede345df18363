"""Lines end where they may: no wider than their room, nothing lost, no punctuation at a beginning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.charts.measure import width, wrapped

TEXT = st.text(alphabet="政府信息公开条例，。、（）《》“”0123456789.%年月日至 abcXYZ-/:", max_size=120)


@given(TEXT, st.floats(3, 60), st.booleans(), st.booleans())
def test_lines_are_no_wider_than_their_room_and_lose_nothing(text, room, bold, even):
    lines = wrapped(text, 1, room, bold=bold, even=even)
    assert all(width(line, 1, bold=bold) <= room + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(
    st.text(alphabet="政府信息公开条例，。、）》”；（《“", max_size=80).filter(lambda text: not set("，。、）》”；（《“") & set(text[:1]))
)
def test_no_line_begins_with_a_mark_that_closes_or_ends_with_one_that_opens(text):
    runs = max([1, *(len(run) for run in "".join(" " if sign in "政府信息公开条例" else sign for sign in text).split())])
    lines = wrapped(text, 1, max(8, runs * 2 + 2))
    assert not [line for line in lines[1:] if line[0] in "，。、）》”；"]
    assert not [line for line in lines[:-1] if line[-1] in "（《“"]


@pytest.mark.parametrize("whole", ["2026年3月10日", "9:00至17:00", "1,234.5万", "GB/T", "35%"])
def test_figures_and_words_are_not_parted(whole):
    for before in range(1, 12):
        lines = wrapped("公" * before + whole + "开公开", 1, 12)
        assert any(whole in line for line in lines)


def test_few_characters_do_not_stand_alone_on_the_last_line():
    lines = wrapped("同一住房只能享受一次补助弄虚作假的要追回", 1, 18)
    assert len(lines) == 2
    assert len(lines[-1]) > 3


def test_a_title_is_parted_at_its_comma_or_in_the_middle():
    assert wrapped("2021年至2025年，主动公开由103条增加到164条", 20, 400, bold=True, even=True) == [
        "2021年至2025年，",
        "主动公开由103条增加到164条",
    ]
    assert wrapped("示例镇农村危房改造补助办法", 1, 12, even=True) == ["示例镇农村危房", "改造补助办法"]


@given(st.text(max_size=60))
def test_any_text_is_set_within_its_room(text):
    assert all(width(line, 10) <= 100 + 1e-6 for line in wrapped(text, 10, 100))
