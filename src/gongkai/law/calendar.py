"""Working days: weekends, the State Council's yearly notice of rest days and make-up days, regional overlays.

One file a year in ``law/data/holidays/`` gives the facts of that year's notice. A year without
a file is computed from weekends and the fixed statutory days and everything that rests on it
is *provisional*. The calendar is a value: files that an office has imported are handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.citation import printed
from gongkai.law.holidays import ONE_DAY, SATURDAY, Notice, Region, Span, Year, festivals, region, shipped, weekday
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "HOLIDAY",
    "MAKEUP",
    "WEEKEND",
    "WORKDAY",
    "Calendar",
    "DayOf",
    "Notice",
    "OutsideCalendar",
    "Reached",
    "Span",
    "Year",
    "doubt",
    "plain",
]

WORKDAY, WEEKEND, HOLIDAY, MAKEUP = "workday", "weekend", "holiday", "makeup"
_PROVISIONAL = "（暂定："
HORIZON = 5  # years after the last notice that are still computed, provisionally


class DayOf(NamedTuple):
    """What a day is: does it count, of which kind, why (in Chinese: 「春节假期」「周日，调休补班」「周六」), by which notice."""

    day: date
    working: bool
    kind: str
    why: str
    cite: str
    provisional: bool


def plain(day: DayOf) -> str:
    """The reason without the note that it is provisional: 「春节假期」."""
    return day.why.partition(_PROVISIONAL)[0]


def doubt(day: DayOf) -> str:
    """The note alone: which notice is missing; "" for a day that is certain."""
    return day.why.partition(_PROVISIONAL)[2].removesuffix("）")


class Reached(NamedTuple):
    """A day that was counted to, and whether a year without a notice was crossed on the way."""

    day: date
    provisional: bool


class OutsideCalendar(UnusableInput):
    """A day before the first notice, or too long after the last one to be computed; names the file to add."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Which days are working days. Immutable; made by :meth:`standard`.

    ``special`` has the days that a notice names; the others follow from the weekday. ``first`` and
    ``known`` are the first and the last year of the unbroken run of notices. ``years`` has every year
    with a notice, also one behind a gap.
    """

    special: Mapping[date, DayOf]
    years: Mapping[int, Year]
    first: int
    known: int
    region: Region | None = None

    @classmethod
    def standard(cls, *, region: str | None = None, extra: Iterable[Year] = ()) -> Calendar:
        """The shipped years, an overlay by its code, and years that an office imported.

        An imported year takes the place of the shipped one. Raises ``UnknownRegion`` for a code without a file.
        """
        return _made(region, tuple(extra))

    def of(self, day: date) -> DayOf:
        """What ``day`` is and why. Raises :class:`OutsideCalendar`."""
        self._inside(day.year)
        provisional = self._unsaid(day)
        known = self.special.get(day) or self._computed(day)
        return known._replace(why=known.why + provisional, provisional=True) if provisional else known

    def is_working(self, day: date) -> bool:
        """Does ``day`` count. Raises :class:`OutsideCalendar`."""
        return self.of(day).working

    def add(self, day: date, count: int) -> Reached:
        """The ``count``-th working day after ``day``; with 0 the day itself. Raises :class:`OutsideCalendar`, ``ValueError`` below 0."""
        return self._walk(day, count, forwards=True)

    def back(self, day: date, count: int) -> Reached:
        """The ``count``-th working day before ``day``; with 0 the day itself. Raises as :meth:`add`."""
        return self._walk(day, count, forwards=False)

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; the other way round the same with a minus."""
        self._inside(start.year)
        self._inside(end.year)
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + step * ONE_DAY) for step in range(1, (end - start).days + 1))

    def next_working(self, day: date) -> Reached:
        """``day`` itself when it works, else the next day that does."""
        here = self.of(day)
        return Reached(day, here.provisional) if here.working else self.add(day, 1)

    def known_through(self) -> date:
        """31 December of the last year with a notice, without gaps before it."""
        return date(self.known, 12, 31)

    def days(self, year: int) -> tuple[DayOf, ...]:
        """Every day of a year. Raises :class:`OutsideCalendar`."""
        self._inside(year)
        first, last = date(year, 1, 1), date(year, 12, 31)
        return tuple(self.of(first + step * ONE_DAY) for step in range((last - first).days + 1))

    def notices(self, year: int) -> tuple[str, ...]:
        """The notices of a year as they are cited, the region's own last; empty when none is known."""
        own = self.region.years if self.region else ()
        known = [each for each in (self.years.get(year), *own) if each is not None and each.year == year]
        return tuple(notice.cite for each in known for notice in each.notices)

    def _walk(self, day: date, count: int, *, forwards: bool) -> Reached:
        if count < 0:
            raise ValueError(f"a number of working days is not negative: {count}")
        here = self.of(day)
        provisional = here.provisional and count == 0
        step = ONE_DAY if forwards else -ONE_DAY
        while count:
            here = self.of(here.day + step)
            provisional = provisional or here.provisional
            count -= here.working
        return Reached(here.day, provisional)

    def _inside(self, year: int) -> None:
        if year < self.first:
            raise OutsideCalendar(
                f"日历从 {self.first} 年起，没有 {year} 年的放假安排",
                f"请核对日期，确要计算时请补上 law/data/holidays/{self.first - 1}.toml",
            )
        if year > self.known + HORIZON:
            raise OutsideCalendar(
                f"放假安排只收录到 {self.known} 年，算不到 {year} 年",
                f"请核对日期和天数，或补上 law/data/holidays/{self.known + 1}.toml（也可用 gongkai calendar-import 导入）",
            )

    def _unsaid(self, day: date) -> str:
        """Why ``day`` is provisional, to stand behind its reason; "" when it is not."""
        missing = []
        if day.year not in self.years and day not in self.special:
            lunar = "" if day.year in festivals().lunar else "，农历节日没有计入"
            missing.append(f"{day.year}年放假通知尚未收录{lunar}")
        place = self.region
        if place is not None and day.year >= place.since and all(year.year != day.year for year in place.years):
            missing.append(f"{place.name}{day.year}年的放假安排尚未收录")
        return f"{_PROVISIONAL}{'；'.join(missing)}）" if missing else ""

    def _computed(self, day: date) -> DayOf:
        """A day that no notice names: a statutory day of a year without a notice, a weekend or a working day."""
        statutory = festivals().of(day.year).get(day) if day.year not in self.years else None
        if statutory is not None:
            return DayOf(day, False, HOLIDAY, f"{statutory}假期", printed("放假办法:2"), False)  # 放假办法 Art. 2
        if day.weekday() >= SATURDAY:
            return DayOf(day, False, WEEKEND, weekday(day), printed("工时规定:7"), False)  # 工时规定 Art. 7
        return DayOf(day, True, WORKDAY, "工作日", printed("工时规定:7"), False)


@lru_cache(maxsize=16)
def _made(code: str | None, extra: tuple[Year, ...]) -> Calendar:
    years = {year.year: year for year in (*shipped(), *extra)}
    place = region(code) if code is not None else None
    first = known = shipped()[0].year
    while first - 1 in years:
        first -= 1
    while known + 1 in years:
        known += 1
    special: dict[date, DayOf] = {}
    for year in (*(years[number] for number in sorted(years)), *(place.years if place else ())):
        for notice in year.notices:
            special.update((day.day, day) for day in _named(notice))
    return Calendar(special, years, first, known, place)


def _named(notice: Notice) -> Iterator[DayOf]:
    for span in notice.rest:
        for day in span.days():
            yield DayOf(day, False, HOLIDAY, f"{span.name}假期", notice.cite, False)
    for day in notice.work:
        yield DayOf(day, True, MAKEUP, f"{weekday(day)}，调休补班", notice.cite, False)
