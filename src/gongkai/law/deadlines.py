"""The statutory clock of an application, as a fold over what happened.

``explain(received, events, calendar)`` gives the answer of the contract: the due day, who is
waited for, what was irregular, every step with its clause, and the ledger of every day from
receipt to the due day. What each event does, and what was decided where the texts are silent,
stands in :mod:`gongkai.law.clock_effects`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.citation import printed
from gongkai.law.clock_effects import Before, apply
from gongkai.law.clock_ledger import ledger
from gongkai.law.clock_model import (
    CO_MAKER,
    KIND_WORDS,
    KINDS,
    RECEIVED,
    Clock,
    ClockEvent,
    ClockSettings,
    LedgerDay,
    Refused,
    Step,
    Waiting,
    written,
)
from gongkai.law.clock_state import State, due_day, waiting
from gongkai.law.parameters import parameter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gongkai.law.calendar import Calendar

__all__ = [
    "CO_MAKER",
    "KINDS",
    "KIND_WORDS",
    "RECEIVED",
    "Clock",
    "ClockEvent",
    "ClockSettings",
    "LedgerDay",
    "Refused",
    "Step",
    "Waiting",
    "explain",
    "written",
]
DEFAULTS = ClockSettings()


def explain(
    received: date,
    events: Sequence[ClockEvent],
    calendar: Calendar,
    *,
    settings: ClockSettings = DEFAULTS,
    as_of: date | None = None,
) -> Clock:
    """The clock after ``events``, taken in order of their days; those of one day in the order given.

    The day after receipt is day 1; only working days of ``calendar`` count, and not those on which
    the clock stands still. The length of the period is that in force on the day of receipt.
    With ``as_of`` the answer is that of this day: later events have not happened yet, and while
    there is no due day the ledger runs to it (without ``as_of``: to the last event).

    Raises :class:`Refused` for an event that the law gives no effect, and
    :class:`~gongkai.law.parameters.NoValueInForce` for a receipt before 2008-05-01.
    """
    allowed = parameter("answer_period").at(received)  # 条例 Art. 33(2); before 2019-05-15 条例2007 Art. 24: 15
    state = State(received, allowed.value, (received,))
    steps = [Step(received, RECEIVED, f"自次日起计算{allowed.words}{_standing(state, calendar, received)}", printed(allowed.cite))]
    irregular = []
    last = received
    for event in sorted(events, key=lambda each: each.day):
        if as_of is not None and event.day > as_of:
            break
        effect = apply(Before(state, event, calendar, settings))
        state, last = effect.state, event.day
        steps.append(Step(event.day, event.kind, effect.words + _standing(state, calendar, last), printed(effect.cite)))
        irregular += [effect.irregular] if effect.irregular else []
    due = None if state.open else due_day(state, calendar, last)
    days = ledger(state, calendar, due or max(last, as_of or last))
    awaited = waiting(state)
    reach = [day.day for day in days] + ([awaited.until] if awaited and awaited.until else [])
    provisional = any(calendar.of(day).provisional for day in reach)
    return Clock(received, due, awaited, provisional, state.on_time, tuple(irregular), tuple(steps), days)


def _standing(state: State, calendar: Calendar, day: date) -> str:
    """What holds after a step: the due day, or for whom the clock waits."""
    if state.answered is not None:
        return ""
    awaited = waiting(state)
    if awaited is not None:
        return f"；现在等{awaited.who}{awaited.what}"
    return f"；最迟{written(due_day(state, calendar, day))}答复"
