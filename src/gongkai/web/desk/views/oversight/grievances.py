"""投诉举报 at the competent department: lists by days left, one with its steps, and what is done next. Lists never read a contact."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.law.calendar import OutsideCalendar
from gongkai.web.accounts.services.recording import record
from gongkai.web.applications.codes import code_of
from gongkai.web.desk.access import need, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.oversight.grievances import (
    Answering,
    Asking,
    Criticising,
    Finding,
    Noting,
    Ordering,
    Referring,
    Registering,
    Revealing,
)
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.items.reach import who
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.selectors import calendar_of, existing
from gongkai.web.oversight.models import Grievance
from gongkai.web.oversight.selectors import grievances as selectors
from gongkai.web.oversight.services import grievances as services
from gongkai.web.oversight.services import grievances_measures as measures
from gongkai.web.ui.forms import GkForm
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.db.models import QuerySet
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

HANDLES, ANSWERS, SEES = "grievance.handle", "grievance.answer", "report.see"
_A_PAGE, _REPLY_DAYS, _ORDER_DAYS = 40, 10, 15  # working days that are proposed
State, Measure = Grievance.State, Grievance.Measure
_FORMS: dict[str, type[Form]] = {
    "refer": Referring, "ask": Asking, "find": Finding, "order": Ordering, "criticise": Criticising, "answer": Answering, "note": Noting,
}  # fmt: skip
_DONE = {
    "accept": "已受理。", "refer": "已告知其他途径。", "ask": "已请机关说明。", "find": "已登记查证结果。", "order": "已发出整改通知。", "criticise": "已登记通报批评。",
    "answer": "已答复，凭编号和查询码看得到。", "note": "已记下。",
}  # fmt: skip
_ACTS: dict[str, Any] = {
    "accept": services.accept, "refer": services.refer, "ask": services.ask, "find": services.find, "answer": services.answer, "note": services.write_down,
    "order": measures.order, "criticise": measures.criticise,
}  # fmt: skip


@login_required
@require_safe
def grievances(request: HttpRequest) -> HttpResponse:
    """What is heard here, by days left; who only answers or reads is led to his own list."""
    reach = reach_of(request)
    if not reach.any(HANDLES):
        if reach.any(ANSWERS):
            return redirect("desk:grievances_asked")
        need_anywhere(request, SEES)
        return redirect("desk:accountabilities")
    day = today(request)
    key = request.GET.get("list", "") if request.GET.get("list", "") in selectors.KEYS else selectors.BUCKETS[0].key
    near = selectors.near_day(day, calendar_of(reach.held[0].organ))
    rows = selectors.heard(reach.organs(HANDLES))
    page = Paginator(selectors.sorted_for(key, rows.filter(selectors.bucket(key, day, near))), _A_PAGE).get_page(request.GET.get("page"))
    counts = selectors.counts(rows, day, near)
    return render(request, "desk/oversight/grievances.html", {
        "bucket": selectors.KEYS[key], "lists": [(each, counts[each.key]) for each in selectors.BUCKETS], "lines": selectors.lines(page.object_list, day), "page": page,
        **tabs(request),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register one that came by telephone, by letter or in person."""
    need_anywhere(request, HANDLES)
    day = today(request)
    first = {"received_on": day, "key": secrets.token_urlsafe(16)}
    form = Registering(request.POST or None, organs=_about(request, day), today=day, initial=first)
    made: list[Grievance] = []
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        given = {"organ": clean["organ"], "source": clean["source"], "received_on": clean["received_on"], "key": clean["key"]}
        if filed(form, lambda: made.append(services.take_in(said=form.said, **given, **who(request)))):
            messages.success(request, f"已登记，编号{made[0].number}，查询码 {code_of(made[0].pk)}。请告诉投诉举报人。")
            return redirect("desk:grievance", pk=made[0].pk)
    return render(request, "desk/oversight/grievance_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def grievance(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One with everything that was done."""
    return _page(request, _heard(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """Do the next thing. What was typed stays on the page when it is refused."""
    found = _heard(request, pk)
    if act not in _ACTS:
        raise Http404
    if request.method != "POST":
        return redirect("desk:grievance", pk=pk)
    form = _FORMS.get(act, GkForm)(request.POST, auto_id=_ids(act))
    if form.is_valid() and filed(form, lambda: _ACTS[act](grievance=found, **form.cleaned_data, **who(request))):
        messages.success(request, _DONE[act])
        return redirect("desk:grievance", pk=pk)
    return _page(request, found, act, form)


@login_required
@require_POST
def reveal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how to reach the complainant, once, to who says why; it is recorded who looked."""
    found = _heard(request, pk)
    form = Revealing(request.POST, auto_id=_ids("reveal"))
    if not form.is_valid():
        return _page(request, found, "reveal", form)
    record(
        what="grievance.reveal", about=found.number, by=user_of(request), moment=typed(request).moment,
        detail={"grievance": str(found.pk), "why": form.cleaned_data["why"]},
    )  # fmt: skip
    return _page(request, found, contact=found.contact.reveal())


def tabs(request: HttpRequest) -> dict[str, bool]:
    """Which of the three lists the user's roles open."""
    reach = reach_of(request)
    return {"handles": reach.any(HANDLES), "answers": reach.any(ANSWERS), "sees": reach.any(SEES)}


# --- parts ---------------------------------------------------------------------------------------------------


def _about(request: HttpRequest, day: date) -> QuerySet[Organ]:
    """About which organs the user hears."""
    return (reach_of(request).organs(HANDLES) & existing(day)).filter(parent__isnull=False).exclude(level=Level.DEPARTMENT).order_by("path")


def _heard(request: HttpRequest, pk: uuid.UUID) -> Grievance:
    """The grievance, when the user hears for its body; 404 and 403 as ``access.need``."""
    found = Grievance.objects.select_related("organ", "body", "order").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, HANDLES, found.body)
    return found


def _page(request: HttpRequest, found: Grievance, at: str = "", form: Form | None = None, contact: str = "") -> HttpResponse:
    forms = {name: made(initial=_first(found, name, today(request)), auto_id=_ids(name)) for name, made in _FORMS.items()}
    forms["reveal"] = Revealing(auto_id=_ids("reveal"))
    if form is not None and at in forms:
        forms[at] = form
    acts = _open(found, today(request))
    if form is not None and at not in (*acts, "note", "reveal"):  # refused from a page that was out of date: what was typed is not lost
        acts.append(at)
    return render(request, "desk/oversight/grievance.html", {
        "grievance": found, "steps": selectors.steps_of(found, inside=True), "due": selectors.due_of(selectors.due_day(found), today(request), calendar_of(found.body)),
        "forms": forms, "at": at, "form": form, "contact": contact, "code": code_of(found.pk), "open": acts, "running": found.state not in selectors.OVER,
    }, status=422 if form is not None and form.errors else 200)  # fmt: skip


def _ids(name: str) -> str:
    """Several forms stand on one page: each has ids of its own."""
    return f"id_{name}_%s"


def _open(found: Grievance, day: date) -> list[str]:
    """What can be done now, the usual next thing first; what else is possible behind it."""
    waited = found.state == State.ASKED and found.reply_by is not None and day > found.reply_by
    match found.state:
        case State.RECEIVED:
            return ["accept", "refer"]
        case State.ACCEPTED:
            return ["ask", "refer"]
        case State.ASKED:
            return ["find", "ask"] if waited else ["ask"]
        case State.REPLIED:
            return ["find", "ask"]
        case State.FOUND:
            return _after_finding(found)
    return []


def _after_finding(found: Grievance) -> list[str]:
    if found.finding == Grievance.Finding.UNTRUE:
        return ["answer"]
    left = [name for name, done in (("order", found.order_id is not None), ("criticise", bool(found.document))) if not done]
    return ["answer", *left] if found.measure else left


def _first(found: Grievance, name: str, day: date) -> dict[str, Any]:
    """What a form proposes."""
    if name == "ask":
        by = _working(found, day, _REPLY_DAYS)
        return {"passed": found.passed or found.text, "reply_by": min(by, found.answer_by or by)}
    return {"due_on": _working(found, day, _ORDER_DAYS)} if name == "order" else {}


def _working(found: Grievance, day: date, count: int) -> date:
    try:
        return calendar_of(found.body).add(day, count).day
    except OutsideCalendar:
        return day
