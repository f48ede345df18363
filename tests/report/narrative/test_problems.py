"""The fifth part: last year's problems and what became of them, then this year's with measure and month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.narrative.problems import Problem, State, left_blank, problems
from gongkai.report.narrative.template import fields, fill

OLD = Problem("解读形式单一", "制作图解", State.DONE, last_year=True)
NEW = Problem("更新不及时", "按月核对", due=date(2026, 6, 30))


def test_last_years_problems_come_first_with_what_became_of_them():
    lines = problems([NEW, OLD]).split("\n")
    assert lines[0] == "上年报告所列问题的改进情况：解读形式单一。改进措施是制作图解，已经完成。"
    assert lines[1] == "本年度存在的主要问题和改进措施：更新不及时。改进措施是按月核对，2026年6月底前完成。"


def test_every_place_that_is_left_open_is_known_as_one_and_no_fact_is():
    nothing_said = [OLD._replace(state=State.GOING), *(NEW._replace(due=None) for _ in range(21))]
    for register in ([], nothing_said):
        assert all(left_blank(each.name) for each in fields(problems(register)))
    assert not any(left_blank(name) for name in ("本年问题数", "上年问题数", "新收申请数"))


def test_several_points_are_numbered():
    text = problems([NEW, NEW._replace(problem="说理不够"), NEW._replace(problem="人手不够")])
    assert text.count("一是更新不及时。") == text.count("二是说理不够。") == text.count("三是人手不够。") == 1


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.DONE, "已经完成，年内制作图解6篇。"),
        (State.GOING, "正在推进，年内制作图解6篇，2026年3月底前完成。"),
        (State.NOT_BEGUN, "尚未开展，年内制作图解6篇，2026年3月底前完成。"),
    ],
)
def test_the_state_of_a_measure_is_told_with_its_outcome(state, said):
    entry = OLD._replace(state=state, outcome="年内制作图解6篇。", due=date(2026, 3, 31))
    assert problems([entry, NEW]).split("\n")[0].endswith(said)


def test_a_problem_mended_within_the_year_is_said_to_be():
    assert "改进措施是按月核对，已经完成。" in problems([NEW._replace(state=State.DONE)])


def test_a_day_that_is_not_set_stays_open():
    template = problems([OLD._replace(state=State.GOING), NEW._replace(due=None)])
    assert fill(template, {}).missing == ("上年第一项完成月份", "本年第一项完成月份")


def test_without_problems_the_part_shows_what_is_to_be_written():
    missing = fill(problems([]), {}).missing
    assert missing[:3] == ("本年第一项问题", "本年第一项措施", "本年第一项完成月份")
    assert len(missing) == 6
    assert "上年" not in problems([])
    assert problems([OLD]).startswith("上年报告所列问题")


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_clerks_words_are_words_and_never_fields(problem, measure):
    template = problems([NEW._replace(problem=problem, measure=measure)])
    assert not fields(template)
    assert "".join(problem.splitlines()).strip(" \t\u3000。，；、：") in fill(template, {}).text


def test_more_than_ten_points_have_numerals():
    text = problems([NEW] * 21)
    assert "。十是" in text
    assert "。十一是" in text
    assert "。二十是" in text
    assert "。二十一是" in text
