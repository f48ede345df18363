"""Reading about organs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q

from gongkai.law.calendar import Calendar
from gongkai.law.holidays import UnknownRegion
from gongkai.law.remedies import OrganFacts
from gongkai.web.organs import holidays
from gongkai.web.organs.models import REMEDY_KINDS, Level, Organ

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.law.holidays import Year


def existing(on: date) -> QuerySet[Organ]:
    """The organs that exist on that day."""
    return Organ.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def receiving(on: date) -> QuerySet[Organ]:
    """Those to which one can apply: all but inner departments (条例 Art. 27)."""
    return existing(on).exclude(level=Level.DEPARTMENT)


def subtree(organ: Organ) -> QuerySet[Organ]:
    """The organ and all below it."""
    return Organ.objects.filter(path__startswith=organ.path)


def calendar_of(organ: Organ) -> Calendar:
    """The working days of the organ: the national calendar with the years imported since, and the overlay of its region, where there is one."""
    return _calendar(organ.region, holidays.imported())


def remedy_facts(organ: Organ) -> OrganFacts:
    """What a remedy clause needs of the organ."""
    return OrganFacts(organ.name, REMEDY_KINDS[Level(organ.level)], organ.review_body, organ.superior, organ.court, organ.review_online)


@lru_cache(maxsize=64)
def _calendar(region: str, years: tuple[Year, ...]) -> Calendar:
    try:
        return Calendar.standard(region=region or None, extra=years)
    except UnknownRegion:  # most regions have no days of their own
        return Calendar.standard(extra=years)
