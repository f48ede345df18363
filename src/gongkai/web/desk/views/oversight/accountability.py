"""责任追究 and 通报: what was decided in a year, with its paper and the number of persons; never who."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.desk.access import need, reach_of, today
from gongkai.web.desk.forms.oversight.grievances import Deciding, Voiding
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named, year_asked, years_offered
from gongkai.web.desk.views.oversight.grievances import tabs
from gongkai.web.desk.views.oversight.surveys import EDITS, SEES
from gongkai.web.oversight.models import Accountability
from gongkai.web.oversight.selectors import grievances as selectors
from gongkai.web.oversight.services import grievances_measures as services
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ


@login_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """All of a year, and circulars that grievances ended with."""
    chosen, year = organ_asked(request, SEES), year_asked(request)
    return render(request, "desk/oversight/accountabilities.html", {
        "chosen": chosen, "year": year, "years": years_offered(request, [year, today(request).year - 1]), "held": selectors.accountabilities([chosen.organ], year),
        "criticised": selectors.criticised([chosen.organ], year), "edits": reach_of(request).may(EDITS, chosen.organ), **tabs(request),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, organ: str) -> HttpResponse:
    """Write a decision down."""
    found = organ_named(request, organ, EDITS)
    form = Deciding(request.POST or None, today=today(request), initial={"key": secrets.token_urlsafe(16)})
    if form.is_bound and form.is_valid():
        catch_up()
        key = form.cleaned_data["key"]
        if filed(form, lambda: services.decide(organ=found, decision=form.decision, key=key, **who(request))):
            messages.success(request, "已登记。" if form.decision.persons else "已登记。没有追究个人，年度报告不计入。")
            return redirect(_back(found, form.decision.on.year))
    context = {"organ": found, "form": form, "back": _back(found, today(request).year)}
    return render(request, "desk/oversight/accountability_new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take one out of the count, with the reason; it stays in the record."""
    found = Accountability.objects.select_related("organ").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, EDITS, found.organ)
    form = Voiding(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        catch_up()
        if filed(form, lambda: services.take_back(decision=found, **form.cleaned_data, **who(request))):
            messages.success(request, "已作废，记录和原因都留着。")
            return redirect(_back(found.organ, found.on.year))
    context = {"decision": found, "form": form, "back": _back(found.organ, found.on.year)}
    return render(request, "desk/oversight/accountability_void.html", context, status=422 if form.errors else 200)


def _back(organ: Organ, year: int) -> str:
    return f"{reverse('desk:accountabilities')}?organ={organ.slug}&year={year}"
