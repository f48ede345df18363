"""Rules explain themselves, their numbers have a clause, and whatever a page holds is read without harm."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.inspection.bounds import USUAL
from gongkai.inspection.dates import months_after
from gongkai.inspection.messages import messages_in
from gongkai.inspection.model import Message
from gongkai.inspection.numbers import numbers_at
from gongkai.inspection.pages import Row, read
from gongkai.inspection.rules import RULES
from gongkai.inspection.rules.base import HEADINGS
from gongkai.inspection.rules.freshness import last_day
from gongkai.law.citation import printed
from gongkai.law.parameters import load
from gongkai.lib.errors import UnusableInput
from support.faulty_site import HOME, TODAY


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_explains_itself_and_cites(rule):
    assert re.fullmatch(r"W\d{3}", rule.code)
    assert re.search(r"[\u4e00-\u9fff]", rule.title)
    assert all(rule.paragraph(heading).endswith("。") for heading in HEADINGS)
    assert all(printed(cite) for cite in rule.cites)


def test_codes_and_names_are_their_own():
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_the_numbers_are_those_of_the_indicators():
    numbers = numbers_at(TODAY)
    assert (numbers.home_stale.words, numbers.news_stale.words, numbers.notices_stale.words) == ("14日", "14日", "6个月")
    assert (numbers.stale_columns.value, numbers.long_stale_columns.value, numbers.blank_columns.value) == (5, 10, 5)
    assert (numbers.message_wait.words, numbers.page_seconds.words) == ("3个月", "15秒")
    assert all(printed(value.cite) for parameter in load("inspection.toml").values() for value in parameter.values)


def test_what_the_indicators_leave_open_is_marked():
    assert [name for name, found in load("inspection.toml").items() if any(value.setting for value in found.values)] == ["long_stale"]


def test_before_the_indicators_nothing_is_judged():
    with pytest.raises(UnusableInput, match="还没有"):
        numbers_at(date(2019, 3, 31))


def test_the_fourteenth_day_is_kept_up_and_the_fifteenth_is_not():
    limit = numbers_at(TODAY).home_stale
    assert last_day(TODAY - timedelta(days=14), limit) == TODAY
    assert last_day(TODAY - timedelta(days=15), limit) < TODAY


def test_six_months_end_on_the_same_day_of_the_month():
    limit = numbers_at(TODAY).notices_stale
    assert last_day(date(2025, 9, 30), limit) == date(2026, 3, 30)
    assert last_day(date(2025, 8, 31), limit) == date(2026, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_later_is_so_many_months_later(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("2026-01-05 已答复", True), ("2026-01-05 未答复", False), ("2026-01-05 办结", True), ("2026-01-05 未办结", False), ("2026-01-05 待回复", False),
        ("2026-01-05 处理中", False), ("2026-01-05 已受理", False), ("2026-01-05 答复时间：2026-01-08", True), ("2026-01-05 已受理 已回复", True), ("2026-01-05", None),
    ],
)  # fmt: skip
def test_the_words_say_whether_a_message_was_answered(words, answered):
    found = messages_in([Row((), words, words, ())])
    assert found == (() if answered is None else (Message(words, date(2026, 1, 5), answered),))


@given(st.text(), st.sampled_from(["<li>{}<a href='{}'>{}</a></li>", "<table><tr><td>{}<td>{}<td>{}", "<meta name={} content='{}'>{}"]))
def test_whatever_a_page_holds_is_read(text, frame):
    page = read(frame.format(text, text, text).encode("utf-8", "replace"), HOME, depth=0, words="", today=TODAY, bounds=USUAL)
    assert page is None or all(link.url.startswith("http") for link in page.links)


@given(st.binary(max_size=400))
def test_whatever_bytes_come_are_read_or_refused(data):
    read(data, HOME, depth=0, words="", today=TODAY, bounds=USUAL)
