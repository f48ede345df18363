"""What the narrative of a year may say: plain values for ``report.narrative``, from the record and the tables alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from gongkai.report.narrative.drafting import parts
from gongkai.report.narrative.facts import Year, cells_of, facts_of
from gongkai.report.narrative.template import fill
from gongkai.report.organ import kind_of
from gongkai.web.reporting.models import ApplicationFact

if TYPE_CHECKING:
    from gongkai.report.model import Report
    from gongkai.report.narrative.facts import Facts
    from gongkai.web.organs.models import Organ

_FEN = 100  # of a yuan


def facts(organ: Organ, report: Report, year: int) -> Facts:
    """Every field of the narrative; what no record tells is unknown. One query."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    paid = ApplicationFact.objects.filter(organ=organ.pk, paid_on__range=(first, last)).aggregate(sum=Sum("fee"), cases=Count("pk"))
    return facts_of(
        Year(
            year=year, cells=cells_of(report), organ=organ.name, contact_office=organ.office or None, contact_address=organ.address or None,
            contact_postcode=organ.postcode or None, contact_phone=organ.phone or None, fee_amount=Decimal(paid["sum"] or 0) / _FEN, fee_cases=paid["cases"],
        )
    )  # fmt: skip


def drafted(organ: Organ, report: Report, year: int) -> dict[str, str]:
    """The four parts of prose as the record tells them; what is unknown stands in braces."""
    told = facts(organ, report, year)
    return {section: fill(text, told).text for section, text in parts(told, kind_of(organ.name)).items()}
