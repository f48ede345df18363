"""What is done every night for oversight, of a day that is passed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.oversight.services import days, grievances

if TYPE_CHECKING:
    from datetime import date


def tidy(day: date) -> None:
    """First pages lead to no open day that is over; who signed up or complained long ago is forgotten."""
    days.tidy(day)
    grievances.forget(day)
