"""文号: how they look, how the next one is found, that none is used twice."""

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.notices.number import Number, following, gaps, parse, take

USED = ["示政公开补〔2026〕1号", "示政公开补〔2026〕2号", "示政公开补〔2026〕4号", "示政公开补〔2025〕9号", "示政公开告〔2026〕7号"]


def test_a_number_has_code_year_and_serial():
    assert parse("示政公开补〔2026〕3号") == Number("示政公开补", 2026, 3)
    assert parse("示政公开补〔2026〕3号").printed == "示政公开补〔2026〕3号"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("示政公开补〔2026〕第3号", "不加“第”"),
        ("示政公开补〔2026〕03号", "不编虚位"),
        ("示政公开补[2026]3号", "六角括号"),
        ("示政公开补（2026）3号", "六角括号"),
        ("示政公开补〔26〕3号", "写全四位"),
        ("示政公开补〔2026〕3", "“号”字"),
        ("〔2026〕3号", "写法不对"),
        ("示政公开补〔2026〕0号", "不编虚位"),
    ],
)
def test_a_wrong_number_is_refused_with_the_rule_it_breaks(text, fault):
    with pytest.raises(UnusableInput, match=fault):
        parse(text)


def test_the_next_number_follows_the_highest_of_its_series_and_year():
    assert following("示政公开补", 2026, USED).printed == "示政公开补〔2026〕5号"
    assert following("示政公开补", 2025, USED).printed == "示政公开补〔2025〕10号"


def test_a_new_year_and_a_new_series_begin_with_one():
    assert following("示政公开补", 2027, USED).serial == 1
    assert following("示政公开延", 2026, USED).serial == 1


def test_a_void_number_is_not_given_out_again():
    assert following("示政公开补", 2026, USED, {"示政公开补〔2026〕5号": "作废"}).serial == 6


def test_a_gap_is_named_until_it_is_explained():
    assert gaps("示政公开补", 2026, USED) == ("示政公开补〔2026〕3号没有使用，也没有说明原因，请补记",)
    assert gaps("示政公开补", 2026, USED, {"示政公开补〔2026〕3号": "印错作废"}) == ("示政公开补〔2026〕3号没有使用：印错作废",)
    assert gaps("示政公开告", 2025, USED) == ()


def test_a_used_number_is_refused_and_the_next_one_offered():
    with pytest.raises(UnusableInput) as caught:
        take("示政公开补〔2026〕2号", USED)
    assert caught.value.sentence() == "文号示政公开补〔2026〕2号已经用过，请改用示政公开补〔2026〕5号"


def test_a_void_number_is_refused():
    with pytest.raises(UnusableInput, match="已经作废"):
        take("示政公开补〔2026〕3号", USED, {"示政公开补〔2026〕3号": "印错作废"})


def test_a_number_that_leaves_a_gap_is_refused_until_the_gap_is_explained():
    with pytest.raises(UnusableInput, match="会空出示政公开补〔2026〕3号"):
        take("示政公开补〔2026〕5号", USED)
    assert take("示政公开补〔2026〕5号", USED, {"示政公开补〔2026〕3号": "印错作废"}).serial == 5


def test_the_gap_itself_may_be_filled():
    assert take("示政公开补〔2026〕3号", USED).serial == 3
