"""What is due next, on which day and by whom. The application of 2 March 2026 is due on Monday, 30 March."""

from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import ClockEvent, explain
from gongkai.law.reminders import remind

CALENDAR = Calendar.standard()
RECEIVED = date(2026, 3, 2)


def reminder(today, *events, received=RECEIVED):
    day = date.fromisoformat(today)
    made = [ClockEvent(kind, date.fromisoformat(when), **more) for kind, when, more in events]
    return remind(explain(received, made, CALENDAR, as_of=day), CALENDAR, day)


ASKED = ("correction_requested", "2026-03-04", {})
CORRECTED = ("correction_received", "2026-03-05", {})


def test_until_the_seventh_working_day_unclear_contents_come_first():
    found = reminder("2026-03-11")
    assert found == (13, "内容不明确的，一次性告知补正", "经办人", date(2026, 3, 11), "剩 13 个工作日（2026年3月30日到期）")


def test_from_the_eighth_on_the_officer_has_to_answer():
    assert reminder("2026-03-12")[:4] == (12, "答复", "经办人", date(2026, 3, 30))


def test_once_a_correction_was_asked_for_it_is_not_asked_for_again():
    assert reminder("2026-03-06", ASKED, CORRECTED).next_duty == "答复"


def test_the_regulation_of_2007_had_no_such_duty():
    assert reminder("2018-03-06", received=date(2018, 3, 5)).next_duty == "答复"


@pytest.mark.parametrize(("today", "left", "who"), [("2026-03-20", 6, "经办人"), ("2026-03-23", 5, "负责人")])
def test_five_working_days_before_the_end_the_head_decides_on_an_extension(today, left, who):
    found = reminder(today)
    assert (found.days_left, found.who) == (left, who)
    assert ("延长" in found.next_duty) is (who == "负责人")


def test_after_an_extension_there_is_nothing_left_to_decide():
    found = reminder("2026-04-13", ("extended", "2026-03-30", {"days": 10}))
    assert (found.days_left, found.next_duty, found.who) == (1, "答复", "经办人")


def test_on_the_last_day_it_says_today():
    found = reminder("2026-03-30")
    assert (found.days_left, found.words, found.by) == (0, "今天到期", date(2026, 3, 30))


def test_behind_the_last_day_the_head_has_to_see_to_it():
    found = reminder("2026-04-01")
    assert found == (-2, "立即答复", "负责人", date(2026, 3, 30), "已超期 2 个工作日（2026年3月30日到期）")


def test_late_by_a_weekend_only_is_late_all_the_same():
    found = reminder("2026-03-28", received=date(2026, 3, 1))  # due on Friday, 27 March
    assert (found.days_left, found.words) == (0, "已超期，不满 1 个工作日（2026年3月27日到期）")
    assert found.next_duty == "立即答复"


def test_while_another_is_awaited_the_duty_is_theirs():
    found = reminder("2026-03-23", ("consultation_sent", "2026-03-04", {"label": "甲公司"}))
    assert found == (
        None,
        "提出意见",
        "第三方（甲公司）",
        date(2026, 3, 25),
        "等第三方（甲公司）提出意见，剩 2 个工作日（2026年3月25日止）",
    )
    assert "今天是最后一天" in reminder("2026-03-25", ("consultation_sent", "2026-03-04", {})).words


def test_without_a_known_period_that_is_said():
    assert reminder("2026-03-23", ASKED) == (None, "补正", "申请人", None, "等申请人补正，没有登记期限")


def test_when_the_third_party_stayed_silent_the_officer_goes_on():
    found = reminder("2026-03-26", ("consultation_sent", "2026-03-04", {}))
    assert (found.who, found.next_duty) == ("经办人", "登记逾期未答复，由本机关继续办理")
    assert found.words == "第三方提出意见的期限2026年3月25日已满"


def test_when_the_applicant_stayed_silent_the_case_is_looked_at_for_closing():
    found = reminder("2026-04-21", ("fee_notified", "2026-03-20", {}))
    assert (found.who, found.next_duty) == ("经办人", "查明有无正当理由，没有的不再处理并结案")
    assert reminder("2026-04-20", ("fee_notified", "2026-03-20", {})).who == "申请人"


@pytest.mark.parametrize(("day", "words"), [("2026-03-30", "已在期限内答复"), ("2026-03-31", "已答复，答复逾期")])
def test_after_the_answer_nothing_is_left(day, words):
    assert reminder("2026-04-01", ("answered", day, {})) == (None, "", "", None, words)
