"""Inspections of a platform: asked for now, every finding with its evidence, what is new and what is gone, what is made of a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts.selectors import names_of
from gongkai.web.desk.access import need, reach_of
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.oversight.platforms import platform_of
from gongkai.web.oversight import inspecting
from gongkai.web.oversight.models.platforms import Visit
from gongkai.web.oversight.selectors import platforms as selectors
from gongkai.web.oversight.selectors.visits import before
from gongkai.web.oversight.services import following, visiting

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

_SEE, _MANAGE = "platform.see", "platform.manage"
# What a finding may become: the act that it needs, and the words when it is done.
_WHAT = {following.TASK: ("task.handle", "已转为任务。"), following.TROUBLE: ("report.edit", "已记入问题登记簿。")}


@login_required
@require_POST
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Inspect it now, in the background."""
    found = platform_of(request, pk, _MANAGE)
    try:
        made = visiting.ask(platform=found, **who(request))
    except NotAllowed as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
        return redirect("desk:platform", pk=found.pk)
    inspecting.visit_now.enqueue(str(made.pk))
    return redirect("desk:visit", pk=made.pk)


@login_required
@require_safe
def visit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What one inspection found."""
    found = _visit(request, pk)
    over = found.state == Visit.State.DONE
    reach = reach_of(request)
    return render(request, "desk/oversight/visit.html", {
        "visit": found, "platform": found.platform, "organ": found.platform.organ, "groups": selectors.groups(found, everything=request.GET.get("all", "")) if over else [],
        "gone": selectors.gone(found) if over else [], "before": before(found) if over else None, "waiting": found.state in ("waiting", "running"),
        "by": names_of({found.asked_by}).get(found.asked_by, ""), "may": {what: reach.may(act, found.platform.organ) for what, (act, _) in _WHAT.items()},
        "shown": selectors.SHOWN, "orders": found.platform.organ.parent is not None and reach.may("order.issue", found.platform.organ.parent),
    })  # fmt: skip


@login_required
@require_POST
def follow(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a task or a problem of one finding."""
    found = _visit(request, pk)
    what = request.POST.get("what", "")
    if what not in _WHAT:
        raise Http404
    act, words = _WHAT[what]
    need(request, act, found.platform.organ)
    try:
        made = following.follow(visit=found, key=request.POST.get("key", ""), what=what, **who(request))
    except NotAllowed as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
        return redirect("desk:visit", pk=found.pk)
    messages.success(request, words)
    return redirect("desk:task" if what == following.TASK else "desk:reports_trouble", pk=made.pk)


def _visit(request: HttpRequest, pk: uuid.UUID) -> Visit:
    found = Visit.objects.select_related("platform__organ__parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, _SEE, found.platform.organ)
    return found
