"""The shelf of an organ: which report of which year is there, what it counted, which years are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike, squeeze
from gongkai.report.merged.organs import same_organ
from gongkai.report.tally import CARRIED_IN, CARRIED_OUT, NEW, TOTAL
from gongkai.web.organs.models import Level
from gongkai.web.reporting.models import Edition, PastReport, Scope
from gongkai.web.reporting.selectors.history import report_from

if TYPE_CHECKING:
    from gongkai.report.model import Report
    from gongkai.web.organs.models import Organ

FIRST_YEAR = 2008  # 条例2007 came into force; its Art. 31 asked for the first annual reports
_GOVERNMENTS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWN)
SUM = 6  # the last column of table three, in every form


class Held(NamedTuple):
    """The report of a year as the organ gave it: an edition of the system, else a file that was brought in."""

    year: int
    report: Report
    edition: Edition | None
    past: PastReport | None


class Line(NamedTuple):
    """A year on the shelf: the sums of table three, None where the report does not surely say them.

    ``gap``: what the report of the year before carried out, where this one says that it took over another number.
    """

    held: Held
    new: int | None
    carried_in: int | None
    total: int | None
    carried_out: int | None
    gap: int | None


class Shelf(NamedTuple):
    """Years newest first, and those between the first known and the last one over of which there is none."""

    lines: tuple[Line, ...]
    missing: tuple[int, ...]


def held_of(organ: Organ, year: int) -> Held | None:
    """The report of that year; None where there is neither."""
    return _all(organ, year).get(year)


def shelf_of(organ: Organ, last: int) -> Shelf:
    """Everything that the organ reported. ``last`` is the last year that is over: the newest that can be missing."""
    found = _all(organ)
    lines = [_line(found[year], found.get(year - 1)) for year in sorted(found, reverse=True)]
    first = max(FIRST_YEAR, organ.valid_from.year, min(found, default=last))
    return Shelf(tuple(lines), tuple(year for year in range(last, first - 1, -1) if year not in found))


def surely(report: Report, row: str, index: int) -> int | None:
    """A figure that the report surely says; None for one that is unknown, unsure or no whole number. Never zero for an unknown one."""
    value = report.number(row, index)
    unsure = any(each.where in (row, f"{row}[{index}]") for each in report.unsure)
    return None if value is None or unsure or value != int(value) else int(value)


def names_it(organ: Organ, name: str | None) -> bool | None:
    """Whether that is the name of the organ, with or without the places above it; None where there is no name.

    A name that has other places above it than the tree of organs is that of another one.
    """
    if not name or not name.strip():
        return None
    return any(same_organ(name, own) for own in _own_names(organ)) and _same_places(organ, name)


def _own_names(organ: Organ) -> list[str]:
    return [own for own in (organ.name, organ.short_name) if own]


def _same_places(organ: Organ, name: str) -> bool:
    above = organ.parent
    if above is None or above.level not in _GOVERNMENTS:
        return True
    place = squeeze(alike(above.name)).removesuffix("人民政府")
    return any(same_organ(name, own if own.startswith(place) else place + own) for own in _own_names(organ))


def _all(organ: Organ, year: int | None = None) -> dict[int, Held]:
    only = {} if year is None else {"year": year}
    past = PastReport.objects.filter(organ=organ, replaced_at=None, **only).select_related("file")
    found = {each.year: Held(each.year, report_from(each.document), None, each) for each in past}
    editions = Edition.objects.filter(report__organ=organ, report__scope=Scope.OWN).select_related("report").order_by("number")
    for each in editions if year is None else editions.filter(report__year=year):
        found[each.report.year] = Held(each.report.year, report_from(each.document), each, None)
    return found


def _line(held: Held, before: Held | None) -> Line:
    new, carried_in, total, carried_out = (surely(held.report, f"table3.{row}", SUM) for row in (NEW, CARRIED_IN, TOTAL, CARRIED_OUT))
    left = surely(before.report, f"table3.{CARRIED_OUT}", SUM) if before else None
    differs = left is not None and carried_in is not None and left != carried_in
    return Line(held, new, carried_in, total, carried_out, left if differs else None)
