"""What the office did in the year: meetings, training, open days, results. Registered one by one; the first part of the report counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.desk.access import reach_of, today
from gongkai.web.desk.forms.reports.activities import Registering, Voiding
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named, years_offered
from gongkai.web.desk.views.reports.declared import FIRST_YEAR, year_due
from gongkai.web.oversight.selectors.days_year import with_particulars
from gongkai.web.oversight.services.days_particulars import register
from gongkai.web.reporting.selectors import activities as selectors
from gongkai.web.reporting.selectors.activities import BY_KEY, CLAIMED, SORTS
from gongkai.web.reporting.services import activities as services
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ


@login_required
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """All of a year, the newest first, and of which sorts there is none."""
    chosen, year = organ_asked(request, "report.see"), year_due(request)
    catch_up()
    held = selectors.activities(chosen.organ.pk, year)
    known = {each.sort for each in held}
    return render(request, "desk/reports/activities.html", {
        "chosen": chosen, "year": year, "years": [each for each in years_offered(request, [year, today(request).year - 1]) if each >= FIRST_YEAR],
        "sorts": SORTS, "held": with_particulars(chosen.organ, year, held), "none": [sort for sort in SORTS if sort.key in CLAIMED and sort not in known], "edits": reach_of(request).may("report.edit", chosen.organ),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: HttpRequest, organ: str, year: int, key: str) -> HttpResponse:
    """Register one. What was typed stays on the page when it is refused."""
    found, sort = organ_named(request, organ, "report.edit"), BY_KEY.get(key)
    if sort is None or not FIRST_YEAR <= year <= today(request).year:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = Registering(*posted, sort=sort, year=year, today=today(request))
    if form.is_bound and form.is_valid() and _registered(request, found, year, form):
        messages.success(request, f"已登记{sort.label}。")
        return redirect(_back(found, year))
    context = {"organ": found, "year": year, "sort": sort, "form": form, "back": _back(found, year)}
    return render(request, "desk/reports/activities_new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_void(request: HttpRequest, organ: str, year: int, number: int) -> HttpResponse:
    """Take one out of the count, with the reason; it stays in the ledger."""
    found = organ_named(request, organ, "report.edit")
    activity = next((each for each in selectors.activities(found.pk, year) if each.step == number), None)
    if activity is None:
        raise Http404
    form = Voiding(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason, day = form.cleaned_data["reason"], today(request)
        if filed(form, lambda: services.void(organ=found, year=year, step=number, reason=reason, on=day, **who(request))):
            messages.success(request, "已作废，记录和原因都留着，报告不再计入。")
            return redirect(_back(found, year))
    context = {"organ": found, "year": year, "activity": activity, "form": form, "back": _back(found, year)}
    return render(request, "desk/reports/activities_void.html", context, status=422 if form.errors else 200)


def _registered(request: HttpRequest, organ: Organ, year: int, form: Registering) -> bool:
    deed, said = form.deed, form.said
    return filed(form, lambda: register(organ=organ, year=year, deed=deed, said=said, **who(request)))


def _back(organ: Organ, year: int) -> str:
    return f"{reverse('desk:reports_activities')}?organ={organ.slug}&year={year}"
