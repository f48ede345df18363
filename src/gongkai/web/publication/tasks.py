"""What the worker does by itself for publication: releases at their time, deliveries, the life of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.clock import now
from gongkai.web.publication.services import delivering, lifecycle, looking, releasing, reminding

if TYPE_CHECKING:
    from datetime import date


def daily(day: date) -> None:
    """Documents that expire, end or come into force on that day."""
    lifecycle.follow_days(today=day, moment=now())


def mails(day: date) -> None:
    """Tell people what is due."""
    reminding.remind(day=day, moment=now())


def minutely() -> int:
    """Release what is scheduled, try what is to be delivered, open the links of what waits for review; how much was done."""
    moment = now()
    looking.look_due(moment=moment)
    return len(releasing.release_due(moment=moment)) + delivering.run_due(moment=moment)
