"""The guided start: a town that begins in July is complete in ten minutes; and the comparison of 上年结转 with the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gongkai.web.desk.access import reach_of, today
from gongkai.web.desk.starting import guide_of, year_to_report
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named
from gongkai.web.reporting.selectors.reconciling import reconcile
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


MOST = 200  # cases on the page


@login_required
@require_safe
def reports_start(request: HttpRequest) -> HttpResponse:
    """To the start of the organ, or of the first that the user works for."""
    return redirect("desk:reports_start_organ", organ=organ_asked(request, "report.edit").organ.slug)


@login_required
@require_safe
def reports_start_organ(request: HttpRequest, organ: str) -> HttpResponse:
    """The steps, done or not done as the record says, each with one button."""
    found = organ_named(request, organ, "report.edit")
    catch_up()
    reach, day = reach_of(request), today(request)
    guide = guide_of(found, _year(request), reach)
    organs = list(reach.organs("report.edit").order_by("path"))
    return render(request, "desk/reports/start.html", {"guide": guide, "organs": organs, "years": (day.year - 1, day.year)})


@login_required
@require_safe
def report_carried(request: HttpRequest, organ: str, year: int) -> HttpResponse:
    """Column by column: what last year's report carried out, what the record carries in, and the cases."""
    found = organ_named(request, organ, "report.see")
    if not 2019 <= year <= today(request).year:  # no tables before (格式2019)
        raise Http404
    catch_up()
    compared = reconcile(found, year)
    *columns, total = compared.columns
    cases = [(each.label, case) for each in columns for case in each.cases]
    context = {"organ": found, "found": compared, "cases": total.cases, "shown": cases[:MOST]}
    return render(request, "desk/reports/start_carried.html", context)


def _year(request: HttpRequest) -> int:
    """The year of ``?year``: the last or this one; what is due now when there is none or it cannot be right."""
    day, text = today(request), request.GET.get("year", "")
    return int(text) if text in (str(day.year - 1), str(day.year)) else year_to_report(day)
