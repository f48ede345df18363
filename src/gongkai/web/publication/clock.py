"""By when an item is owed, and how that is said. The day is passed in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law import catalogue
from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import written
from gongkai.law.parameters import CALENDAR_DAY, NoValueInForce
from gongkai.law.publication_periods import publication_period
from gongkai.web.organs.models import Level

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.publication_periods import PublicationPeriod

# Which row of the catalogue an organ of that level reads (条例 Art. 20, 21).
CATALOGUE_LEVELS = {
    Level.PROVINCE: catalogue.COUNTY, Level.CITY: catalogue.COUNTY, Level.COUNTY: catalogue.COUNTY, Level.TOWN: catalogue.TOWN,
    Level.STREET: catalogue.TOWN,
}  # fmt: skip
INTERPRETATION = "interpretation"


class Term(NamedTuple):
    """A period that runs: from which day, its last day (None beyond the calendars), whether that is provisional, the rule with its clause."""

    start: date
    due: date | None
    provisional: bool
    period: PublicationPeriod


def level_of(level: str) -> str:
    """The level of the catalogue for an organ's level."""
    return CATALOGUE_LEVELS.get(Level(level), catalogue.DEPARTMENT)


def term(*, column: str, level: str, start: date, calendar: Calendar) -> Term | None:
    """The period of an item of that column that was formed on ``start`` (条例 Art. 26); None where no rule was in force."""
    try:
        period = catalogue.by_key(column).period_for(level_of(level), start)
    except NoValueInForce:
        return None
    return ends(start, period, calendar)


def interpretation_term(published_on: date, calendar: Calendar) -> Term | None:
    """The period for an interpretation of a policy that became public on that day (国办发〔2016〕19号)."""
    try:
        return ends(published_on, publication_period(INTERPRETATION, published_on), calendar)
    except NoValueInForce:
        return None


def ends(start: date, period: PublicationPeriod, calendar: Calendar) -> Term:
    """The term of a period that begins on ``start``: that day itself does not count."""
    if period.rule.unit == CALENDAR_DAY:
        return Term(start, start + timedelta(days=period.rule.value), False, period)
    try:
        found = calendar.add(start, period.rule.value)
    except OutsideCalendar:
        return Term(start, None, True, period)
    return Term(start, found.day, found.provisional, period)


def said(due: date | None, today: date, calendar: Calendar) -> str:
    """How long there is still: 「剩 5 个工作日（2026年3月30日前）」; "" without a day."""
    if due is None:
        return ""
    if today > due:
        return f"已超期 {calendar.between(due, today)} 个工作日（应当在{written(due)}前公开）"
    left = calendar.between(today, due)
    return f"剩 {left} 个工作日（{written(due)}前）" if left else "今天到期"
