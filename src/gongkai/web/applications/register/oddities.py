"""What is legally odd in a case that is brought in: said, never refused. A register is what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused, explain, written
from gongkai.lib.cells import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.web.applications.register.case import Case

# A result that the law knows only behind a letter, and the column of that letter.
_BEHIND = {
    "other.no_correction": ("correction_requested", "逾期不补正，却没有补正通知日期"),  # 条例 Art. 30
    "other.fee_unpaid": ("fee_notified", "逾期未缴费，却没有收费通知日期"),  # 收费办法
    "unavailable.still_unclear": ("correction_requested", "补正后仍不明确，却没有补正通知日期"),  # 条例 Art. 30
    "denied.third_party": ("consulted", "因第三方合法权益不予公开，却没有征求意见发出日期"),  # 条例 Art. 32
}


def oddities(case: Case, state: ApplicationState, calendar: Calendar) -> Iterator[Problem]:
    """Late, answered on a rest day, ended without the letter that it needs, an extension that the law does not know."""
    for column, words in _oddities(case, state, calendar):
        yield Problem(case.line, column, f"第 {case.line} 行：{words}。")


def _oddities(case: Case, state: ApplicationState, calendar: Calendar) -> Iterator[tuple[str, str]]:
    key, words = _BEHIND.get(case["row"] or "", ("", ""))
    if key and not case[key]:
        yield "办理结果", words
    if case["extended"] and case["extended"] > 20:  # 条例 Art. 33(2)
        yield "延期工作日", f"延期 {case['extended']} 个工作日，超过二十个工作日"
    if case["letter"] and case["closed"] and not case["served"]:
        yield "送达日期", "有答复文号，没有送达日期"
    try:
        if case["closed"] and not calendar.is_working(case["closed"]):
            yield "办结日期", f"在休息日{written(case['closed'])}办结"
        clock = explain(state.round.received_on, state.round.events, calendar)
    except Refused as error:
        yield "", str(error)
        return
    except OutsideCalendar:
        yield "收到日期", "这一年没有放假安排的数据，期限没有核对"
        return
    if clock.on_time is False and clock.due:
        yield "办结日期", f"应当在{written(clock.due)}以前答复，{written(case['closed'])}才办结，逾期"
    for sentence in clock.irregular:
        yield "", sentence
