"""What the worker does by itself for annual reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.clock import now
from gongkai.web.reporting.services import reminding

if TYPE_CHECKING:
    from datetime import date


def mails(day: date) -> None:
    """Tell people what is due."""
    reminding.remind(day=day, moment=now())
