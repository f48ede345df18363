"""What an organ reported for earlier years: its editions in the system, else what was brought in from files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report import codec
from gongkai.web.reporting.models import Edition, PastReport, Scope

if TYPE_CHECKING:
    import uuid

    from gongkai.report.model import Report
    from gongkai.web.reporting.models import AnnualReport


def report_from(document: object) -> Report:
    """A report out of what a row keeps (``gongkai.report/1``)."""
    return codec.from_dict(document)


def reported(organ: uuid.UUID, year: int, scope: str = Scope.OWN) -> Report | None:
    """What the organ published for that year, newest edition; else the file of it that was brought in; None where there is neither."""
    edition = Edition.objects.filter(report__organ=organ, report__year=year, report__scope=scope).order_by("-number").first()
    if edition is not None:
        return report_from(edition.document)
    past = PastReport.objects.filter(organ=organ, year=year, replaced_at=None).first()
    return report_from(past.document) if past is not None else None


def previous(annual: AnnualReport) -> Report | None:
    """The report of the year before."""
    return reported(annual.organ_id, annual.year - 1, annual.scope)


def years(organ: uuid.UUID) -> list[int]:
    """The years of which there is a report, newest first."""
    published = Edition.objects.filter(report__organ=organ).values_list("report__year", flat=True)
    past = PastReport.objects.filter(organ=organ, replaced_at=None).values_list("year", flat=True)
    return sorted({*published, *past}, reverse=True)
