"""The annual report that an address names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from gongkai.web.desk.access import need
from gongkai.web.reporting.models import AnnualReport
from gongkai.web.reporting.selectors.published import address_parts
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest


def report_of(request: HttpRequest, pk: uuid.UUID, act: str = "report.see") -> AnnualReport:
    """The report with its organ and text, when the user may do ``act`` with it; 404 and 403 as ``access.need``."""
    found = AnnualReport.objects.select_related("organ__parent", "head").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def public_page(annual: AnnualReport) -> str:
    """Where readers find it; "" while no edition is public."""
    if not annual.edition:
        return ""
    name, parts = address_parts(annual)
    return addresses.of(name, *parts)
