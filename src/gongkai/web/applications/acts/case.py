"""A case as acts see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.web.applications.models import Application
    from gongkai.web.organs.models import Organ


class Case(NamedTuple):
    """An application as an act sees it: its row, its state, its working days, and the legal day of the act."""

    application: Application
    state: ApplicationState
    calendar: Calendar
    on: date

    @property
    def organ(self) -> Organ:
        """The organ that handles it."""
        return self.application.organ
