"""报送: what was sent up, for a task or without one; its receipt, whether it came back, whether it was taken; the figures of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.desk.access import reach_of, today
from gongkai.web.desk.forms.oversight.tasks import ComingBack, Settling
from gongkai.web.desk.forms.oversight.tasks import Sending as SendingForm
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named, year_asked, years_offered
from gongkai.web.desk.views.oversight.tasks import given, task_of
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.models.tasks import Sending, Task
from gongkai.web.oversight.selectors import sending as selectors
from gongkai.web.oversight.selectors import tasks as in_tray
from gongkai.web.oversight.services import sending as services
from gongkai.web.ui.http import typed
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

PAGE = 50
_SEE, _HANDLE, _ISSUE = "task.see", "task.handle", "task.issue"
_PURPOSES = {"sent": services.SENT, "receipt": services.RECEIPT, "taken": services.TAKEN}
_DONE = {"back": "已登记退回。", "settle": "已登记采用情况。"}


@login_required
@require_safe
def sendings(request: HttpRequest) -> HttpResponse:
    """What was sent up in a year: all of it, of a month, to one superior, what was taken."""
    chosen, year = organ_asked(request, _SEE), year_asked(request)
    month, to, taken = _month(request), request.GET.get("to", ""), request.GET.get("taken") == "1"
    found = selectors.chosen(selectors.things(chosen.organ, year), month=month, to=to, taken=taken)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/oversight/sendings.html", {
        "chosen": chosen, "year": year, "years": years_offered(request, selectors.years_of(chosen.organ)), "page": page, "month": month, "to": to, "taken": taken,
        "handles": reach_of(request).may(_HANDLE, chosen.organ),
    })  # fmt: skip


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The year: received and how it stands, by superior; sent up and taken, by month and superior. Every number opens its list."""
    chosen, year, moment = organ_asked(request, _SEE), year_asked(request), typed(request).moment
    rows = in_tray.tasks_of(Organ.objects.filter(pk=chosen.organ.pk))
    things = selectors.things(chosen.organ, year)
    return render(request, "desk/oversight/task_figures.html", {
        "chosen": chosen, "year": year, "years": years_offered(request, in_tray.years_of(rows)), "own": f"?organ={chosen.organ.slug}&year={year}",
        "counts": in_tray.figures(rows, year, moment), "issuers": in_tray.by_issuer(rows, year, moment),
        "sent": len(things), "taken": sum(bool(each.taken) for each in things), "months": selectors.by_month(things), "superiors": selectors.by_superior(things),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_for(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Send something up for a task: with that it is answered."""
    found = task_of(request, pk, _HANDLE)
    back = found.sendings.filter(returned_on__isnull=False, replaced_by=None).order_by("-returned_on").first()
    return _send(request, found.organ, found, back)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_new(request: HttpRequest, organ: str) -> HttpResponse:
    """Send something up that nobody asked for."""
    return _send(request, organ_named(request, organ, _HANDLE), None, _replaced(request))


@login_required
@require_safe
def sending(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One thing that was sent up."""
    return _page(request, _sending(request, pk))


@login_required
@require_POST
def act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """It came back, or it is known whether it was taken."""
    if act not in _DONE:
        raise Http404
    found = _sending(request, pk, _HANDLE)
    form = _forms(request, act)[act]
    if form.is_valid() and filed(form, lambda: _do(request, found, act, form)):
        messages.success(request, _DONE[act])
        return redirect("desk:sending", pk=found.pk)
    return _page(request, found, act, form)


@login_required
@require_safe
def file(request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """A file that was sent, a receipt, the picture of where it appeared."""
    return given(file, [_sending(request, pk).pk])


def _send(request: HttpRequest, organ: Organ, task: Task | None, back: Sending | None) -> HttpResponse:
    initial = {
        "to": back.to if back else task.issuer if task else "",
        "title": back.title if back else "",
        "item": back.item_id if back else None,
    }
    form = SendingForm(
        request.POST or None, request.FILES or None, items=selectors.sendable(organ), today=today(request), initial=initial
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        made: list[Sending] = []
        whole: dict[str, Any] = {"sent": form.sent, "papers": form.papers, "task": task, "replaces": back}
        if filed(form, lambda: made.append(services.send(organ=organ, **whole, **who(request)))):
            messages.success(request, "已登记报送。")
            return redirect("desk:task", pk=task.pk) if task else redirect("desk:sending", pk=made[0].pk)
    context = {"form": form, "organ": organ, "task": task, "replaced": back}
    return render(request, "desk/oversight/sending_new.html", context, status=422 if form.errors else 200)


def _do(request: HttpRequest, found: Sending, act: str, form: Form) -> None:
    if isinstance(form, Settling):
        clean = form.cleaned_data
        told = {
            "taken": clean["taken"] == "yes",
            "on": clean["on"],
            "where": clean["where"],
            "address": clean["address"],
            "proof": form.upload,
        }
        services.settle(sending=found, **told, **who(request))
    else:
        services.come_back(sending=found, **form.cleaned_data, **who(request))


def _forms(request: HttpRequest, act: str = "") -> dict[str, Form]:
    data = {key: request.POST if key == act else None for key in _DONE}
    day = today(request)
    return {
        "back": ComingBack(data["back"], prefix="back", today=day),
        "settle": Settling(data["settle"], request.FILES if act == "settle" else None, prefix="settle", today=day),
    }


def _page(request: HttpRequest, found: Sending, at: str = "", form: Form | None = None) -> HttpResponse:
    small = _forms(request)
    if form is not None:
        small[at] = form
    again = Sending.objects.filter(replaces=found).first()
    kept = list(StoredFile.objects.filter(stream=found.pk))
    papers = {name: [each for each in kept if each.purpose == purpose] for name, purpose in _PURPOSES.items()}
    context = {
        "sending": found, "organ": found.organ, "forms": small, "form": form, "at": at, "again": again, "papers": papers, "handles": _may_handle(request, found),
        "sees_item": reach_of(request).may("item.see", found.organ), "sends": reach_of(request).may(_HANDLE, found.organ),
    }  # fmt: skip
    return render(request, "desk/oversight/sending.html", context, status=422 if form is not None and form.errors else 200)


def _sending(request: HttpRequest, pk: uuid.UUID, act: str = _SEE) -> Sending:
    """The sending, when the user may do ``act`` for its organ; who issued its task may see it, and say what became of it."""
    found = Sending.objects.select_related("organ", "item", "task__issue__organ").filter(pk=pk).first()
    if found is None:
        raise Http404
    reach = reach_of(request)
    if reach.may(act, found.organ) or _issued(request, found):
        return found
    if not reach.knows(found.organ):
        raise Http404
    raise PermissionDenied


def _issued(request: HttpRequest, found: Sending) -> bool:
    issue = found.task.issue if found.task else None
    return issue is not None and reach_of(request).may(_ISSUE, issue.organ)


def _may_handle(request: HttpRequest, found: Sending) -> bool:
    return reach_of(request).may(_HANDLE, found.organ) or _issued(request, found)


def _replaced(request: HttpRequest) -> Sending | None:
    """What had come back, when the page was opened from there."""
    wanted = request.GET.get("again", "")
    if not wanted:
        return None
    organs = reach_of(request).organs(_HANDLE)
    try:
        return Sending.objects.select_related("item").filter(pk=wanted, organ__in=organs, task=None).first()
    except (ValueError, TypeError):
        return None


def _month(request: HttpRequest) -> int | None:
    text = request.GET.get("month", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 and 1 <= int(text) <= 12 else None
