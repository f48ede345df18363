"""The published annual reports of an organ as readers reach them: permanent addresses by year and edition, and which report stands where.

Under the address of a year stands the newest edition of its report: that of the region, where a government published one (条例 Art. 49(2)),
else that of the organ. The report of a government's own office has a second address, ``…/own/``, so that no address ever changes
whose report it shows but that of the year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.urls import reverse

from gongkai.web.portal.public.frame import digest
from gongkai.web.reporting.selectors import published as sealed
from gongkai.web.unchanged import once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.published import Published, Sealed

_TITLES = (
    "{name}{year}年政府信息公开工作年度报告",
    "{name}{year}年度政府信息公开工作年度报告",
    "{name}{year}年政府信息公开年度报告",
    "{name}{year}年度政府信息公开年度报告",
)


class Place(NamedTuple):
    """The addresses of one report: of its newest edition, or of edition ``number`` for ever."""

    slug: str
    year: int
    own: bool = False
    number: int | None = None

    def page(self) -> str:
        """The page."""
        return reverse(f"portal:{self._name}", args=[*self._parts])

    def file(self, suffix: str) -> str:
        """A file of the sealed set; ``suffix`` with its dot."""
        return reverse(f"portal:{self._name}_file", args=[*self._parts, suffix.removeprefix(".")])

    @property
    def _name(self) -> str:
        return f"report{'_own' if self.own else ''}{'_edition' if self.number else ''}"

    @property
    def _parts(self) -> tuple[object, ...]:
        return (self.slug, self.year, self.number) if self.number else (self.slug, self.year)


class Found(NamedTuple):
    """What an address shows: the report, which of its editions, where the report stands, and all reports of the organ."""

    report: Published
    edition: Sealed
    place: Place
    every: tuple[Published, ...]

    @property
    def of_year(self) -> list[Published]:
        """The reports of the same year: at most two."""
        return [each for each in self.every if each.year == self.report.year]


class Address(NamedTuple):
    """One address for the catalogue: path, what its bytes are made from, last change."""

    path: str
    made_from: object
    changed_at: datetime


def every(organ: Organ) -> tuple[Published, ...]:
    """All published reports of an organ, newest year first: one query, none while nothing was written."""
    return once(("reports", organ.pk), lambda: tuple(sealed.published(organ)))


def place_of(organ: Organ, report: Published, number: int | None = None) -> Place:
    """Where a report stands, or one of its editions."""
    return Place(organ.slug, report.year, report.apart, number)


def find(organ: Organ, year: int, *, own: bool = False, number: int | None = None) -> Found:
    """The report of an address. Raises ``Http404`` for a year, an edition, a second address that there is not."""
    held = every(organ)
    named = [each for each in held if each.year == year and (each.apart if own else number is None or not each.apart)]
    edition = (named[0].newest if number is None else named[0].edition(number)) if named else None
    if edition is None:
        raise Http404
    return Found(named[0], edition, place_of(organ, named[0]), held)


def doubled(organ: Organ) -> list[str]:
    """Titles under which a report that stands here was also published as an item: one of the two is enough in a list of reports."""
    names = {organ.name, organ.short_name, ""}
    years = {each.year for each in every(organ) if not each.apart}
    return sorted(title.format(name=name, year=year) for year in years for name in names for title in _TITLES)


def addresses(organ: Organ) -> Iterator[Address]:
    """Every address of every report. A page says what all reports of its year are, and how many applications came in which year."""
    held = every(organ)
    counted = {kind: counts(organ, held, next(each for each in held if _kind(each) == kind)) for kind in {_kind(each) for each in held}}
    for report in held:
        of_year = [each for each in held if each.year == report.year]
        told = digest([of_year, counted[_kind(report)], sorted({each.year for each in held})])
        yield from _addresses(place_of(organ, report), report, report.newest, told)
        for edition in report.editions:
            yield from _addresses(place_of(organ, report, edition.number), report, edition, told)
        if report.apart and of_year[0] == report:
            yield from _addresses(Place(organ.slug, report.year), report, report.newest, told)


def _addresses(place: Place, report: Published, edition: Sealed, told: str) -> Iterator[Address]:
    at = report.newest.created_at
    yield Address(place.page(), (told, edition.number), at)
    for suffix in sealed.SUFFIXES:
        yield Address(place.file(suffix), (edition.digest, suffix), edition.created_at)


def _kind(report: Published) -> tuple[str, bool]:
    return report.scope, report.apart


def counts(organ: Organ, held: tuple[Published, ...], report: Published) -> dict[int, int | None]:
    """How many applications came in each year, for reports of that kind. Two queries."""
    return sealed.new_applications(organ, held, report.scope, apart=report.apart)


def pages(organ: Organ) -> list[tuple[str, date]]:
    """The pages for the sitemap with the day of their last change, oldest year first."""
    found = []
    for report in reversed(every(organ)):
        found.append((place_of(organ, report).page(), report.newest.published_on))
        found += [(place_of(organ, report, each.number).page(), each.published_on) for each in report.editions]
    return found


def newest(organ: Organ) -> dict[str, Any] | None:
    """The newest report for the first page: year, address, four numbers each with its place in the report; None before the first."""
    held = every(organ)
    if not held:
        return None
    report, url = held[0], Place(organ.slug, held[0].year).page()
    document = sealed.document_of(report.newest.pk)
    return {"year": report.year, "url": url, "numbers": [(value, label, f"{url}#{part}") for value, label, part in _numbers(document)]}


def _numbers(document: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Value, what it counts, the part of the report; what the report does not know is left out."""
    three, four = document["table3"], document["table4"]
    suits = [_last(four.get(row)) for row in ("litigation_direct", "litigation_after_review")]
    counted = (
        (_last(three.get("new")), "新收申请（件）", "table3"), (_last(three.get("total")), "办结申请（件）", "table3"),
        (_last(four.get("review")), "行政复议（件）", "table4"), (None if None in suits else sum(filter(None, suits)), "行政诉讼（件）", "table4"),
    )  # fmt: skip
    for value, label, part in counted:
        if value is not None:
            yield value, label, part


def _last(row: list[Any] | None) -> int | None:
    """The total at the end of a row."""
    return row[-1] if row and isinstance(row[-1], int) else None
