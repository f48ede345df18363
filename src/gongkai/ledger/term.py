"""Until when an application has to be answered: by the statutory clock, or by the decision that ordered another answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.deadlines import Clock, ClockEvent, Waiting, explain, written
from gongkai.ledger.vocabulary.codes import OrderedBy, Unit

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.ledger.states.parts import Round

_CITES = {OrderedBy.REVIEW: ("复议法:77",), OrderedBy.JUDGMENT: ("诉讼法:94",), OrderedBy.SELF: ("条例:33.2",)}


class Due(NamedTuple):
    """The last day, its clauses, and whether a year without a notice of rest days was crossed."""

    day: date
    cites: tuple[str, ...]
    provisional: bool


class Term(NamedTuple):
    """Where the period of the running round stands. ``due`` None while someone is waited for."""

    due: date | None
    waiting: Waiting | None
    provisional: bool
    cites: tuple[str, ...]


def clock(state: ApplicationState, calendar: Calendar, as_of: date | None = None) -> Clock:
    """The statutory clock of the round, day by day. Raises what ``law.deadlines.explain`` raises (of imported histories)."""
    return explain(state.round.received_on, state.round.events, calendar, as_of=as_of)


def term(state: ApplicationState, calendar: Calendar, as_of: date | None = None) -> Term:
    """The period of the round: that of the order when it names one, else the statutory one."""
    ordered = _by_order(state.round, calendar)
    if ordered:
        return Term(ordered.day, None, ordered.provisional, ordered.cites)
    now = clock(state, calendar, as_of)
    return Term(now.due, now.waiting, now.provisional, ("条例:33.2",))


def lateness(state: ApplicationState, calendar: Calendar, on: date) -> tuple[str, tuple[str, ...]] | None:
    """What to say of an answer given ``on`` when it is late, with its clauses; None when it is in time."""
    ordered = _by_order(state.round, calendar)
    if ordered:
        return (f"超过{written(ordered.day)}，逾期重新答复", ordered.cites) if on > ordered.day else None
    answered = explain(state.round.received_on, (*state.round.events, ClockEvent("answered", on)), calendar)
    step = next(step for step in answered.steps if step.event == "answered")
    return None if answered.on_time else (step.effect, ("条例:33.2",))


def _by_order(current: Round, calendar: Calendar) -> Due | None:
    """The period that a decision gave; its last day moves on to a working day."""
    if current.order is None or current.order.period is None:
        return None
    cites = _CITES[current.order.ordered_by]
    if current.order.unit is Unit.WORKING_DAY:
        reached = calendar.add(current.received_on, current.order.period)
    else:
        reached = calendar.next_working(current.received_on + timedelta(days=current.order.period))
    return Due(reached.day, cites, reached.provisional)
