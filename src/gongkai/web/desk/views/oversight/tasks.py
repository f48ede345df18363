"""The in-tray of tasks from superiors: the list by days left, one page a task, its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.selectors import holding, names_of
from gongkai.web.desk.access import need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.oversight.tasks import Assigning, Dropping, Finishing, Noting, Receiving
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.files import kept
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_named, year_asked
from gongkai.web.oversight.models.tasks import Sort, Task
from gongkai.web.oversight.selectors import tasks as selectors
from gongkai.web.oversight.services import sending
from gongkai.web.oversight.services import tasks as services
from gongkai.web.ui.http import typed
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

PAGE = 50
_SEE, _HANDLE, _ISSUE = "task.see", "task.handle", "task.issue"
_DONE = {"note": "已记下。", "assign": "已交办。", "answer": "已办结。", "drop": "已记为不用办。"}


@login_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What waits, what is due first on top; who only issues is led to what he issued."""
    reach = reach_of(request)
    if not reach.any(_SEE) and reach.any(_ISSUE):
        return redirect("desk:issues")
    need_anywhere(request, _SEE)
    moment, organs = typed(request).moment, reach.organs(_SEE)
    if request.GET.get("organ"):
        organs = organs.filter(slug=request.GET["organ"])
    if request.GET.get("count", "") in selectors.COUNTS:
        return _counted(request, organs)
    mine = request.GET.get("whose") == "mine"
    rows = selectors.tasks_of(organs)
    rows = rows.filter(handler=user_of(request)) if mine else rows
    sort = request.GET.get("sort", "")
    rows = rows.filter(sort=sort) if sort in Sort.values else rows
    issuer = request.GET.get("issuer", "").strip()
    rows = rows.filter(issuer__icontains=issuer) if issuer else rows
    key = request.GET.get("list", "waiting")
    key = key if key in selectors.LISTS else "waiting"
    page = Paginator(selectors.listed(rows, key, moment), PAGE).get_page(request.GET.get("page"))
    counts = selectors.counts_of(rows, moment)
    return render(request, "desk/oversight/tasks.html", {
        "page": page, "lines": [(each, selectors.left(each, moment)) for each in page.object_list], "key": key, "mine": mine, "sort": sort, "issuer": issuer,
        "tabs": [(name, label, counts.get(name)) for name, label in selectors.LISTS.items()], "sorts": Sort.choices, "many": len(reach.list_of(_SEE)) > 1,
        "handles": reach.list_of(_HANDLE), "issues": reach.any(_ISSUE),
    })  # fmt: skip


def _counted(request: HttpRequest, organs: QuerySet[Organ]) -> HttpResponse:
    """The tasks behind a figure of a year."""
    moment, year, key, issuer = typed(request).moment, year_asked(request), request.GET["count"], request.GET.get("issuer", "")
    found = selectors.behind(selectors.tasks_of(organs), year, key, moment, issuer)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/oversight/tasks_counted.html", {
        "page": page, "lines": [(each, selectors.left(each, moment)) for each in page.object_list], "year": year, "label": selectors.COUNTS[key], "issuer": issuer,
        "wanted": request.GET.get("organ", ""),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task_new(request: HttpRequest, organ: str) -> HttpResponse:
    """Note a task that came."""
    found = organ_named(request, organ, _HANDLE)
    people = holding([_HANDLE], found, today(request))
    form = Receiving(request.POST or None, request.FILES or None, people=people, today=today(request))
    if form.is_bound and form.is_valid():
        made: list[Task] = []
        told: dict[str, Any] = {"asked": form.asked, "uploads": form.uploads, "handler": form.cleaned_data["handler"]}
        if filed(form, lambda: made.append(services.receive(organ=found, **told, **who(request)))):
            messages.success(request, "已登记。")
            return redirect("desk:task", pk=made[0].pk)
    return render(request, "desk/oversight/task_new.html", {"form": form, "organ": found}, status=422 if form.errors else 200)


@login_required
@require_safe
def task(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What is wanted, what was done, what was sent up."""
    return _page(request, task_of(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say otherwise what is wanted."""
    found = task_of(request, pk, _HANDLE)
    names = ("issuer", "title", "received_on", "way", "number", "words", "sort", "weight", "due_on", "due_time")
    initial = {name: getattr(found, name) for name in names}
    form = Receiving(request.POST or None, request.FILES or None, today=today(request), initial=initial)
    if form.is_bound and form.is_valid() and filed(
        form, lambda: services.change(task=found, asked=form.asked, uploads=form.uploads, **who(request))
    ):  # fmt: skip
        messages.success(request, "已改好，原来的写法保留在经过里。")
        return redirect("desk:task", pk=found.pk)
    context = {"form": form, "organ": found.organ, "task": found}
    return render(request, "desk/oversight/task_new.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """Note a step, give it to a colleague, say that it is done, or that it need not be."""
    if act not in _DONE:
        raise Http404
    found = task_of(request, pk, _HANDLE)
    form = _forms(request, found, act)[act]
    if form.is_valid() and filed(form, lambda: getattr(services, act)(task=found, **form.cleaned_data, **who(request))):
        messages.success(request, _DONE[act])
        return redirect("desk:task", pk=found.pk)
    return _page(request, found, act, form)


@login_required
@require_safe
def file(request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """A file of the task, or of what was sent up for it."""
    found = task_of(request, pk)
    streams = [found.pk, *([found.issue_id] if found.issue_id else []), *found.sendings.values_list("pk", flat=True)]
    return given(file, streams)


def task_of(request: HttpRequest, pk: uuid.UUID, act: str = _SEE) -> Task:
    """The task, when the user may do ``act`` for its organ; who issued it may see it too. 404 and 403 as ``access.need``."""
    found = Task.objects.select_related("organ", "handler", "issue__organ").filter(pk=pk).first()
    if found is None:
        raise Http404
    reach = reach_of(request)
    if reach.may(act, found.organ) or (act == _SEE and found.issue is not None and reach.may(_ISSUE, found.issue.organ)):
        return found
    if not reach.knows(found.organ):
        raise Http404
    raise PermissionDenied


def given(pk: uuid.UUID, streams: Sequence[uuid.UUID | None]) -> HttpResponse:
    """A file that stands under one of these ids; 404 for another, and for one that is gone."""
    found = StoredFile.objects.filter(pk=pk, stream__in=[each for each in streams if each]).first()
    if found is None:
        raise Http404
    return kept(found, show=True)


def _forms(request: HttpRequest, found: Task, act: str = "") -> dict[str, Form]:
    """The small forms of the page; that of ``act`` has what was typed."""
    data: dict[str, Any] = {key: request.POST if key == act else None for key in _DONE}
    people: QuerySet[User] = holding([_HANDLE], found.organ, today(request))
    return {
        "note": Noting(data["note"], prefix="note"), "assign": Assigning(data["assign"], prefix="assign", people=people),
        "answer": Finishing(data["answer"], prefix="answer", today=today(request)), "drop": Dropping(data["drop"], prefix="drop"),
    }  # fmt: skip


def _page(request: HttpRequest, found: Task, at: str = "", form: Form | None = None) -> HttpResponse:
    reach, moment = reach_of(request), typed(request).moment
    handles = reach.may(_HANDLE, found.organ)
    small = _forms(request, found) if handles else {}
    if form is not None:
        small[at] = form
    sendings = list(found.sendings.select_related("item").order_by("on", "created_at"))
    kept = list(StoredFile.objects.filter(stream__in=[found.pk, found.issue_id, *(each.pk for each in sendings)]))
    steps = list(found.steps.all())
    names = names_of({found.created_by, *(each.created_by for each in steps)})
    waiting = found.state in selectors.WAITING
    context: dict[str, Any] = {
        "task": found, "organ": found.organ, "due": selectors.left(found, moment), "waiting": waiting, "handles": handles, "forms": small, "at": at, "form": form,
        "papers": [each for each in kept if each.purpose == services.PAPER],
        "sendings": [(each, [file for file in kept if file.stream == each.pk]) for each in sendings],
        "steps": [(each, names.get(each.created_by, each.created_by)) for each in steps], "by": names.get(found.created_by, ""),
        "receipts": (sending.RECEIPT, sending.TAKEN), "issuing": found.issue is not None and reach.may(_ISSUE, found.issue.organ),
    }  # fmt: skip
    return render(request, "desk/oversight/task.html", context, status=422 if form is not None and form.errors else 200)
