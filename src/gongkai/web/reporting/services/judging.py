"""By which working days it was judged whether answers were late, and which cases are to be judged again when these days change.

A notice of rest days comes in November, or the office's region gets days of its own: cases that ended long before stand as they are.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q

from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.swift import swift
from gongkai.web.reporting.models import ApplicationFact, CalendarRead

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Mapping

    from gongkai.law.calendar import Calendar

# A notice of a year reaches into the days around New Year (``law.holidays``).
_AROUND = timedelta(days=10)


def calendars(organs: Iterable[uuid.UUID]) -> dict[uuid.UUID, Calendar]:
    """The working days of these organs and of all whose applications were judged before. Two queries."""
    wanted = {*organs, *CalendarRead.objects.values_list("organ", flat=True)}
    known = {organ.pk: organ for organ in Organ.objects.filter(pk__in=wanted).only("pk", "region")}
    days: dict[str, Calendar] = {}  # one a region: thousands of applications ask for the same few days
    for organ in (*known.values(), Organ(region="")):
        days.setdefault(organ.region, swift(calendar_of(organ)))
    return {each: days[known[each].region if each in known else ""] for each in wanted}


def judged_by_others(now: Mapping[uuid.UUID, Calendar]) -> dict[uuid.UUID, uuid.UUID]:
    """The applications that were judged by days which are others now, with their organs."""
    found: dict[uuid.UUID, uuid.UUID] = {}
    for read in CalendarRead.objects.filter(organ__in=now):
        changed = _changed(read.years, _marks(now[read.organ]))
        if changed:
            first, last = date(min(changed), 1, 1) - _AROUND, date(max(changed), 12, 31) + _AROUND
            touched = Q(received_on__lte=last) & (Q(ended_on=None) | Q(ended_on__gte=first)) | Q(late=None)
            found |= dict(ApplicationFact.objects.filter(touched, organ=read.organ).values_list("stream", "organ"))
    return found


def note(now: Mapping[uuid.UUID, Calendar]) -> None:
    """Keep by which days these organs were judged."""
    kept = {read.organ: read.years for read in CalendarRead.objects.all()}
    marks = {organ: _marks(calendar) for organ, calendar in now.items()}
    for organ, years in marks.items():
        if kept.get(organ) != years:
            CalendarRead.objects.update_or_create(organ=organ, defaults={"years": years})


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[int]:
    return [int(year) for year in {*before, *now} if before.get(year) != now.get(year)]


@lru_cache(maxsize=64)
def _marks(calendar: Calendar) -> dict[str, str]:
    """A mark of the rest days of each year: another one as soon as one of the days is another."""
    own = calendar.region.years if calendar.region else ()
    told: dict[str, list[str]] = {}
    for each in (*calendar.years.values(), *own):
        told.setdefault(str(each.year), []).append(repr(each._replace(source="")))
    return {year: hashlib.sha256("".join(words).encode()).hexdigest()[:16] for year, words in sorted(told.items())}
