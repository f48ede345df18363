"""Applications of the same text at two organs of a region: shown to who merges, never removed (practice 17)."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.applications.models import Application
from gongkai.web.desk.views.reports.merge import region_of
from gongkai.web.reporting.models import ApplicationFact
from gongkai.web.reporting.selectors.subordinates import below

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.reporting.models import AnnualReport

PAGE = 50


class Case(NamedTuple):
    """An application as the merge may see it: whose it is, its number, the day it came. Nothing of the applicant, nothing of the text."""

    organ: str
    number: str
    received_on: date


@login_required
@require_safe
def report_merge_alike(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Groups of applications with one text that several organs received in the year; each counts at its organ."""
    annual = region_of(request, pk)
    page = Paginator(texts_at_several_organs(annual), PAGE).get_page(request.GET.get("page"))
    context = {"annual": annual, "page": page, "groups": _groups(annual, list(page.object_list))}
    return render(request, "desk/reports/merge_alike.html", context)


def texts_at_several_organs(annual: AnnualReport) -> list[str]:
    """The marks of texts that more than one organ of the region received in the year.

    The ledger knows no applicants, so nothing says who asked twice; the register keeps a hash of each text, which says that two are equal.
    """
    found = _of_year(annual).exclude(content_hash="").values("content_hash").annotate(organs=Count("organ", distinct=True))
    return list(found.filter(organs__gt=1).order_by("content_hash").values_list("content_hash", flat=True))


def _groups(annual: AnnualReport, marks: list[str]) -> list[list[Case]]:
    cases = _of_year(annual).filter(content_hash__in=marks).select_related("organ").order_by("content_hash", "received_on", "organ__path")
    return [
        [Case(each.organ.name, each.register_number, each.received_on) for each in held if each.received_on is not None]
        for _, held in groupby(cases, key=lambda each: each.content_hash)
    ]


def _of_year(annual: AnnualReport) -> QuerySet[Application]:
    """The applications that the organs of the region received in the year and count."""
    organs = [annual.organ_id, *(each.pk for each in below(annual.organ, annual.year))]
    first, last = date(annual.year, 1, 1), date(annual.year, 12, 31)
    counted = ApplicationFact.objects.filter(organ__in=organs, received_on__range=(first, last)).values("stream")
    return Application.objects.filter(organ__in=organs, pk__in=counted)
