"""What the office owes in a review or lawsuit, until when: read off the state and what stands beside it.

Days of the review law are working days up to ten (复议法 Art. 88(2)); those of lawsuits are calendar days, and a
last day that is a rest day gives way to the next working day (诉讼法 Art. 101 with 民事诉讼法 Art. 85).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.parameters import NoValueInForce
from gongkai.law.remedies import period
from gongkai.ledger.vocabulary.codes import Procedure, Sort

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.parameters import Dated
    from gongkai.ledger.states.remedy import RemedyState
    from gongkai.web.applications.models import Remedy

ANSWER, DEFEND, APPEAL, FINAL, PERFORM = (
    "提交书面答复和证据",
    "提交答辩状和证据",
    "上诉，或者登记裁判生效",
    "登记裁判生效",
    "履行决定或者裁判",
)
_LAST_INSTANCE = 2  # 诉讼法 Art. 7: two instances
_REST = "诉讼法:101"


class Owed(NamedTuple):
    """One duty of the office: what, its last day (None: the law names none), the clauses."""

    what: str
    until: date | None
    cites: tuple[str, ...]


class Until(NamedTuple):
    """A last day and the clauses that make it."""

    day: date
    cites: tuple[str, ...]


def reply_until(state: RemedyState, calendar: Calendar) -> Until | None:
    """The last day for the written answer: as the notice says, or by law from the day the copy came. None before that and where no law can say."""
    if state.case is None or state.received_on is None:
        return None
    review = state.case.sort is Sort.REVIEW
    simplified = review and state.case.procedure is Procedure.SIMPLIFIED
    name = "review_answer_simplified" if simplified else "review_answer" if review else "suit_answer"  # 复议法 Art. 48, 54; 诉讼法 Art. 67
    found = _until(name, state.received_on, calendar)
    return Until(state.reply_due, found.cites if found else ()) if state.reply_due else found


def appeal_until(state: RemedyState, calendar: Calendar, *, by_ruling: bool) -> Until | None:
    """The last day to appeal against the last decision of a court (诉讼法 Art. 85); None where none can be brought."""
    if state.case is None or state.case.sort is Sort.REVIEW or state.awaiting_decision or len(state.instances) >= _LAST_INSTANCE:
        return None
    return _until("appeal_ruling" if by_ruling else "appeal_judgment", state.instances[-1].decided_on, calendar)


def owed(remedy: Remedy, state: RemedyState, calendar: Calendar) -> tuple[Owed, ...]:
    """All that the office owes now, the nearest first."""
    found: list[Owed] = []
    if state.case and not state.replied_on and not state.instances:
        until = reply_until(state, calendar)
        what = ANSWER if state.case.sort is Sort.REVIEW else DEFEND
        found.append(Owed(what, until.day if until else None, until.cites if until else ()))
    if state.instances and not state.awaiting_decision and not state.final_on:
        appeal = appeal_until(state, calendar, by_ruling=remedy.by_ruling)
        found.append(Owed(APPEAL, appeal.day, appeal.cites) if appeal else Owed(FINAL, state.instances[-1].decided_on, ()))
    if remedy.performance_due and not remedy.performed_on:
        review = state.case is not None and state.case.sort is Sort.REVIEW
        found.append(Owed(PERFORM, remedy.performance_due, ("复议法:77" if review else "诉讼法:94",)))  # 复议法 Art. 77(1); 诉讼法 Art. 94
    return tuple(sorted(found, key=lambda each: (each.until is None, each.until)))


def _until(name: str, start: date, calendar: Calendar) -> Until | None:
    try:
        length: Dated = period(name, start)
        cites = (length.cite, *((length.unit_cite,) if length.unit_cite else ()))
        if length.unit == "working_day":
            return Until(calendar.add(start, length.value).day, cites)
        last = start.fromordinal(start.toordinal() + length.value)
        moved = calendar.next_working(last).day
    except (NoValueInForce, OutsideCalendar):  # an imported history may be older than the data
        return None
    return Until(moved, (*cites, _REST) if moved != last else cites)
