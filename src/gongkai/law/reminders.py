"""What is to be done next about an application, by whom and by when: read off the clock on a given day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.clock_model import Clock, Waiting, written
from gongkai.law.clock_state import period

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar

OFFICER, HEAD = "经办人", "负责人"
APPLICANT = "申请人"
# From so many working days before the due day on, the head has to decide whether to extend. Not law: a habit of the house.
DECIDE_DAYS = 5


class Reminder(NamedTuple):
    """``days_left``: working days to the due day, 0 on it, negative behind it; None while there is none.

    ``who`` must do ``next_duty`` until ``by`` (None: no day is known, or nothing is left to do).
    """

    days_left: int | None
    next_duty: str
    who: str
    by: date | None
    words: str


def remind(clock: Clock, calendar: Calendar, today: date) -> Reminder:
    """The reminder of ``today``. The clock should hold what had happened by then (``explain(…, as_of=today)``)."""
    if clock.on_time is not None:
        return Reminder(None, "", "", None, "已在期限内答复" if clock.on_time else "已答复，答复逾期")
    if clock.waiting is not None:
        return _waiting(clock.waiting, calendar, today)
    assert clock.due is not None  # a clock without a due day waits for someone
    if today > clock.due:
        return _overdue(clock.due, calendar, today)
    left = calendar.between(today, clock.due)
    words = f"剩 {left} 个工作日（{written(clock.due)}到期）" if left else "今天到期"
    duty, who, by = _duty(clock, clock.due, left, calendar, today)
    return Reminder(left, duty, who, by, words)


def _overdue(due: date, calendar: Calendar, today: date) -> Reminder:
    over = calendar.between(due, today)
    words = f"已超期 {over} 个工作日" if over else "已超期，不满 1 个工作日"
    return Reminder(-over, "立即答复", HEAD, due, f"{words}（{written(due)}到期）")


def _duty(clock: Clock, due: date, left: int, calendar: Calendar, today: date) -> tuple[str, str, date]:
    """What comes next: ask for a correction while there is time, decide on an extension, answer."""
    happened = {step.event for step in clock.steps}
    limit = period("correction_request", clock.received)  # 条例 Art. 30
    if limit is not None and "correction_requested" not in happened:
        last = calendar.add(clock.received, limit.value).day
        if today <= last:
            return "内容不明确的，一次性告知补正", OFFICER, last
    if left <= DECIDE_DAYS and "extended" not in happened:
        return "答复；来不及的，届满前批准延长并告知申请人", HEAD, due  # 条例 Art. 33(2)
    return "答复", OFFICER, due


def _waiting(awaited: Waiting, calendar: Calendar, today: date) -> Reminder:
    """While another party is awaited its duty is next; when its time is over, ours."""
    until = awaited.until
    if until is not None and today > until:
        over = f"{awaited.who}{awaited.what}的期限{written(until)}已满"
        if awaited.who == APPLICANT:
            return Reminder(None, "查明有无正当理由，没有的不再处理并结案", OFFICER, None, over)  # 条例 Art. 30
        return Reminder(None, "登记逾期未答复，由本机关继续办理", OFFICER, None, over)  # 条例 Art. 32, 34
    if until is None:
        return Reminder(None, awaited.what, awaited.who, None, f"等{awaited.who}{awaited.what}，没有登记期限")
    left = calendar.between(today, until)
    end = f"剩 {left} 个工作日（{written(until)}止）" if left else f"今天是最后一天（{written(until)}止）"
    return Reminder(None, awaited.what, awaited.who, until, f"等{awaited.who}{awaited.what}，{end}")
