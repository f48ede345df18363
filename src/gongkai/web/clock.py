"""The one place of the web that reads the clock. Views and commands take the moment here and pass it down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gongkai.ledger.guards import BEIJING

if TYPE_CHECKING:
    from datetime import date


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - here and nowhere else


def day_of(moment: datetime) -> date:
    """The calendar day in China at that moment: legal days are Chinese days wherever the server stands."""
    return moment.astimezone(BEIJING).date()
