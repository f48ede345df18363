"""What runs by itself says that it ran: absence is what raises the alarm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.events.models import Heartbeat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

PATIENCE = timedelta(hours=25)  # a nightly job may be an hour late
_LONGEST = 500


class Silent(NamedTuple):
    """A job that should have run: its name, when it last went well (None: never), and what went wrong the last time, if anything."""

    name: str
    last: datetime | None
    problem: str


def done_on(name: str) -> date | None:
    """The last day for which the job went well."""
    return Heartbeat.objects.filter(name=name).values_list("day", flat=True).first()


def went_well(*, name: str, day: date, moment: datetime) -> None:
    """The job of ``day`` is done."""
    Heartbeat.objects.update_or_create(name=name, defaults={"day": day, "at": moment, "problem": ""})


def failed(*, name: str, moment: datetime, problem: str) -> None:
    """The job stopped; what is kept is the kind of the error, never its data."""
    Heartbeat.objects.update_or_create(name=name, defaults={"problem": problem[:_LONGEST], "failed_at": moment})


def silent(names: Sequence[str], moment: datetime) -> tuple[Silent, ...]:
    """The jobs of ``names`` that have not gone well for longer than :data:`PATIENCE`."""
    known = {beat.name: beat for beat in Heartbeat.objects.filter(name__in=names)}
    found = (Silent(name, known[name].at, known[name].problem) if name in known else Silent(name, None, "") for name in names)
    return tuple(each for each in found if each.last is None or moment - each.last > PATIENCE)
