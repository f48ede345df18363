"""Everything that an office can do with a case: ``ACTS`` by key, and ``offers``, what is possible on a day and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused
from gongkai.ledger.acts.base import GUARDS
from gongkai.ledger.reasons import Reason
from gongkai.web.applications.acts import answering, asking, deciding, intake, periods, records
from gongkai.web.applications.acts.base import Act, Offer, Sending
from gongkai.web.applications.acts.case import Case
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.states.application import ApplicationState
    from gongkai.web.applications.models import Application

__all__ = ["ACTS", "Act", "Case", "Offer", "Sending", "case_of", "offer", "offers"]

_ROOMS = (intake, asking, periods, deciding, answering, records)
ACTS: dict[str, Act] = {act.key: act for room in _ROOMS for act in room.ACTS}


def case_of(application: Application, state: ApplicationState, on: date) -> Case:
    """The case as acts see it."""
    return Case(application, state, calendar_of(application.organ), on)


def offers(application: Application, state: ApplicationState, on: date) -> tuple[Offer, ...]:
    """Every act, each with all reasons why it is not possible on that day; the guards are asked without content. Few queries."""
    case = case_of(application, state, on)
    return tuple(offer(act, case) for act in ACTS.values())


def offer(act: Act, case: Case) -> Offer:
    """One act for a case."""
    reasons: tuple[Reason, ...] = ()
    if act.event is not None:
        reasons = tuple(GUARDS[act.event](case.state, case.on, case.calendar))
    elif not case.state.rounds:
        reasons = (Reason("这件申请还没有登记", ("条例:45",)),)
    try:
        return Offer(act, reasons or tuple(act.possible(case)))
    except (Refused, OutsideCalendar) as refused:  # an imported history may be beyond the clock
        return Offer(act, (Reason(str(refused)),))
