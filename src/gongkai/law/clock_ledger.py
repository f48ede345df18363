"""The ledger of days: every day with its number in the running period, or why it does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.calendar import plain
from gongkai.law.clock_model import LedgerDay
from gongkai.law.clock_state import ONE_DAY

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar, DayOf
    from gongkai.law.clock_state import State


def ledger(state: State, calendar: Calendar, end: date) -> tuple[LedgerDay, ...]:
    """Every day from receipt to ``end``. The numbers begin anew on the day after each restart."""
    days = [LedgerDay(state.received, False, None, "收到当日不计算")]  # 条例 Art. 33(2): the day after receipt is day 1
    number = 0
    day = state.received
    while day < end:
        if day in state.starts:
            number = 0
        day += ONE_DAY
        kind = calendar.of(day)
        tentative = "（暂定）" if kind.provisional else ""
        why = _why_not(state, kind)
        number += not why
        counted = LedgerDay(day, True, number, f"{plain(kind)} 第 {number} 日{tentative}")
        days.append(LedgerDay(day, False, None, why + tentative) if why else counted)
    return tuple(days)


def _why_not(state: State, kind: DayOf) -> str:
    """Why a day does not count; empty when it does."""
    if not kind.working:
        return plain(kind)
    reasons = dict.fromkeys(each.why for each in state.standstills if each.covers(kind.day))
    return "；".join(reasons)
