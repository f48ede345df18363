"""What a row of a list says about its days, from the columns of the projection alone: no event is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.clock_model import Clock, Refused, Waiting, written
from gongkai.law.reminders import OFFICER, Reminder, remind
from gongkai.ledger.states.parts import Phase
from gongkai.web.applications.services.submitting import receipt_of
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.web.applications.models import Application

RUNNING = (Phase.OPEN.value, Phase.REANSWERING.value)
UNFINISHED = (Phase.UNREGISTERED.value, *RUNNING)
NEAR, SOON = 3, 5  # working days: the two warnings of the work list; a habit of the house, not law


class Marks(NamedTuple):
    """Today, and the last days of the two warnings."""

    today: date
    near: date
    soon: date


def marks(day: date, calendar: Calendar) -> Marks:
    """The marks of a work list on that day."""
    return Marks(day, calendar.add(day, NEAR).day, calendar.add(day, SOON).day)


def reminder(case: Application, day: date) -> Reminder:
    """Days left, what comes next, and the words for it. ``case`` with its organ."""
    if case.phase == Phase.UNREGISTERED:
        return _unconfirmed(case, day)
    if case.phase not in RUNNING:
        return Reminder(None, "", "", None, _ended(case))
    try:
        return remind(_clock(case), calendar_of(case.organ), day)
    except (AssertionError, OutsideCalendar):  # an imported history may be beyond the clock
        return Reminder(None, "核对各个日子", OFFICER, None, "期限算不出，请核对登记的日子")


def _clock(case: Application) -> Clock:
    """The clock as far as the columns know it."""
    waiting = Waiting(case.waiting_who, case.waiting_what, case.waiting_until) if case.waiting_who else None
    assert case.received_on is not None
    assert waiting or case.due_on
    return Clock(case.received_on, case.due_on, waiting, case.provisional, None, (), (), ())


def _unconfirmed(case: Application, day: date) -> Reminder:
    """Mail, fax and ordinary letters are confirmed on the day they come (条例 Art. 31(2), (3))."""
    try:
        found = receipt_of(case)
    except (Refused, OutsideCalendar):
        return Reminder(None, "补上提交和到达的日子", OFFICER, None, "收到的日子没有写全")
    if found.by is None or found.by == day:
        return Reminder(0, "与申请人确认收到", OFFICER, found.by, "今天必须确认")
    calendar = calendar_of(case.organ)
    left = calendar.between(day, found.by)
    words = f"最迟{written(found.by)}确认" if found.by > day else f"确认已晚（{written(found.by)}应当确认）"
    return Reminder(left if found.by > day else min(left, -1), "与申请人确认收到", OFFICER, found.by, words)


def _ended(case: Application) -> str:
    phase = Phase.of(case.phase)
    if phase is not Phase.ANSWERED or case.on_time is None:
        return phase.label
    return "已在期限内答复" if case.on_time else "已答复，答复逾期"
