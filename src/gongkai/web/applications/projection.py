"""Columns of an application made from its state: what lists sort and filter by. Can be made again at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law import tally
from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused, explain
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.term import term

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.web.applications.models import Application

FIELDS = (
    "phase", "step", "received_on", "due_on", "provisional", "waiting_who", "waiting_what", "waiting_until", "ended_on", "row", "on_time", "unserved",
)  # fmt: skip
_RUNNING = (Phase.OPEN, Phase.REANSWERING)


def project(application: Application, state: ApplicationState, calendar: Calendar) -> None:
    """Write the columns on the object; saving is the caller's."""
    application.phase = state.phase.value
    application.step = len(state.log)
    application.received_on = state.received_on
    application.unserved = sum(1 for letter in state.letters if state.served_on(letter.step) is None)
    _period(application, state, calendar)
    outcome = state.rounds[0].outcome if state.rounds else None
    last = state.rounds[-1].outcome if state.rounds else None
    application.ended_on = last.day if last and state.phase not in _RUNNING else None
    row = state.row() if outcome else None
    application.row = row.key if isinstance(row, tally.Row) else ""
    application.on_time = _on_time(state, calendar)


def _period(application: Application, state: ApplicationState, calendar: Calendar) -> None:
    application.due_on = application.waiting_until = None
    application.waiting_who = application.waiting_what = ""
    application.provisional = False
    if state.phase not in _RUNNING:
        return
    try:
        now = term(state, calendar)
    except (Refused, OutsideCalendar):  # an imported history may be beyond the clock
        return
    application.due_on, application.provisional = now.due, now.provisional
    if now.waiting:
        application.waiting_who, application.waiting_what, application.waiting_until = now.waiting


def _on_time(state: ApplicationState, calendar: Calendar) -> bool | None:
    """Whether the first answer came in time; None while there is none, and where the clock cannot say (不再处理, histories without days)."""
    if not state.rounds:
        return None
    first = state.rounds[0]
    try:
        return explain(first.received_on, first.events, calendar).on_time
    except (Refused, OutsideCalendar):
        return None
