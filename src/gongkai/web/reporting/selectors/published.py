"""The reports that an organ has published: every edition of every year, whom it counts, under which of two addresses of the year it stands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.web.organs.models import Level
from gongkai.web.reporting.models import Edition, EditionFile, PastReport, Scope

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable
    from datetime import date, datetime

    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import AnnualReport

# Governments whose report on a year is that of their region (条例 Art. 49(2)); what their own office did is told apart from it.
_OF_A_REGION = (Level.PROVINCE, Level.CITY, Level.COUNTY)
SUFFIXES = (".docx", ".pdf", ".html", ".xlsx", ".json")  # of the sealed set, as ``services.publishing`` makes it
_FIELDS = ("pk", "number", "published_on", "created_at", "note", "digest", "report_id", "report__year", "report__scope", "report__form")
_ALL = 6  # the place of 总计 in a row of table three


class Sealed(NamedTuple):
    """One edition: its row, number, day, moment, what it changed, the digest of its files."""

    pk: int
    number: int
    published_on: date
    created_at: datetime
    note: str
    digest: str


class Published(NamedTuple):
    """A report with its editions, the first one first. ``apart`` is the report of an office that leaves the address of the year to its region's."""

    pk: uuid.UUID
    year: int
    scope: str
    form: str
    apart: bool
    editions: tuple[Sealed, ...]

    @property
    def newest(self) -> Sealed:
        """The edition that is public now."""
        return self.editions[-1]

    def edition(self, number: int) -> Sealed | None:
        """The edition of that number."""
        return next((each for each in self.editions if each.number == number), None)


def published(organ: Organ) -> list[Published]:
    """All of an organ, newest year first, within a year the region before the office. One query; no text is read."""
    rows: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in Edition.objects.filter(report__organ=organ).order_by("number").values(*_FIELDS):
        rows[row["report_id"]].append(row)
    regions = {held[0]["report__year"] for held in rows.values() if held[0]["report__scope"] == Scope.REGION}
    made = [_published(organ, report, held, regions) for report, held in rows.items()]
    return sorted(made, key=lambda each: (-each.year, each.scope != Scope.REGION))


def stands_apart(organ: Organ, scope: str, *, region: bool) -> bool:
    """Whether a report has the second address of its year: that of an office beside its region's. ``region``: there is one of that year."""
    return scope == Scope.OWN and (region or organ.level in _OF_A_REGION)


def _published(organ: Organ, report: uuid.UUID, held: list[dict[str, Any]], regions: set[int]) -> Published:
    first = held[0]
    year, scope = first["report__year"], first["report__scope"]
    editions = tuple(Sealed(*(row[name] for name in Sealed._fields)) for row in held)
    return Published(report, year, scope, first["report__form"], stands_apart(organ, scope, region=year in regions), editions)


def document_of(edition: int) -> Any:
    """The sealed report as ``gongkai.report/1``."""
    return Edition.objects.values_list("document", flat=True).get(pk=edition)


def files_of(edition: int) -> list[EditionFile]:
    """The sealed files of an edition in the order of :data:`SUFFIXES`, with what the vault knows of each."""
    return sorted(EditionFile.objects.filter(edition=edition).select_related("file"), key=lambda each: SUFFIXES.index(each.suffix))


def new_applications(organ: Organ, reports: Iterable[Published], scope: str, *, apart: bool) -> dict[int, int | None]:
    """How many applications came in each year, as its report says; None where it does not say. Two queries.

    A year of which the organ published nothing here is told by the report that was brought in; that is never one of an office ``apart``.
    """
    past = PastReport.objects.filter(organ=organ, replaced_at=None).values_list("year", "document__table3__new") if not apart else ()
    found = {year: _sum(row) for year, row in past}
    newest = [each.newest.pk for each in reports if each.scope == scope]
    told = Edition.objects.filter(pk__in=newest).values_list("report__year", "document__table3__new")
    return found | {year: _sum(row) for year, row in told}


def _sum(row: Any) -> int | None:
    total = row[_ALL] if isinstance(row, list) and len(row) > _ALL else None
    return total if isinstance(total, int) else None


def address_parts(annual: AnnualReport) -> tuple[str, tuple[object, ...]]:
    """The name of the address at which readers find a report, and its parts."""
    regions = Edition.objects.filter(report__organ=annual.organ_id, report__year=annual.year, report__scope=Scope.REGION)
    apart = stands_apart(annual.organ, annual.scope, region=regions.exists())
    return "portal:report_own" if apart else "portal:report", (annual.organ.slug, annual.year)
