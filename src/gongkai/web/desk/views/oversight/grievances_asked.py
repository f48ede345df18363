"""投诉举报 at the organ that it is about: what it was asked, and its explanation. Neither who wrote nor the first wording is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.desk.access import need, need_anywhere, reach_of, today
from gongkai.web.desk.forms.oversight.grievances import Replying
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.oversight.grievances import ANSWERS, tabs
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.selectors import grievances as selectors
from gongkai.web.oversight.services import grievances as services

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

_A_PAGE = 40


@login_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What the user's organs were asked, what waits for them first."""
    need_anywhere(request, ANSWERS)
    page = Paginator(selectors.asked_of(reach_of(request).organs(ANSWERS)), _A_PAGE).get_page(request.GET.get("page"))
    lines = selectors.lines(page.object_list, today(request), replying=True)
    return render(request, "desk/oversight/grievances_asked.html", {"lines": lines, "page": page, **tabs(request)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What is asked, what was explained, what came of it."""
    found = selectors.asked_of(Organ.objects.all()).filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, ANSWERS, found.organ)
    form = Replying(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and filed(form, lambda: services.reply(grievance=found, **form.cleaned_data, **who(request))):
        messages.success(request, "已说明。")
        return redirect("desk:grievance_asked", pk=pk)
    (line,) = selectors.lines([found], today(request), replying=True)
    context = {"grievance": found, "due": line.due, "steps": selectors.steps_of(found, inside=False), "form": form}
    return render(request, "desk/oversight/grievance_asked.html", context, status=422 if form.errors else 200)
