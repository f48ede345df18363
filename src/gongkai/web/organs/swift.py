"""A calendar that remembers the days it was asked for: a register asks for the same few hundred days a hundred times each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.law.calendar import Calendar

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import DayOf


@dataclass(frozen=True, slots=True, eq=False)
class _Remembering(Calendar):
    seen: dict[date, DayOf] = field(default_factory=dict)

    def of(self, day: date) -> DayOf:
        """What the day is and why; computed once."""
        found = self.seen.get(day)
        if found is None:
            found = self.seen[day] = Calendar.of(self, day)
        return found


def swift(calendar: Calendar) -> Calendar:
    """The same calendar, for one import."""
    return _Remembering(calendar.special, calendar.years, calendar.first, calendar.known, calendar.region)
