"""The district gives one task to many organs: the list, a new one, the table of who answered, reminding."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.desk.access import need, need_anywhere, reach_of, today
from gongkai.web.desk.forms.oversight.tasks import Issuing
from gongkai.web.desk.told import filed, told
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_named
from gongkai.web.desk.views.oversight.tasks import given
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.selectors import existing, subtree
from gongkai.web.oversight.models.tasks import Issue
from gongkai.web.oversight.selectors import tasks as selectors
from gongkai.web.oversight.services import tasks as services
from gongkai.web.ui.http import typed
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

PAGE = 100
_ISSUE = "task.issue"
_MARKS = {"late": "超期", "silent": "没有动静", "going": "在办", "done": "按期报送"}


@login_required
@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """What was given out, with how many answered."""
    need_anywhere(request, _ISSUE)
    reach = reach_of(request)
    page = Paginator(selectors.issued(reach.organs(_ISSUE)), PAGE).get_page(request.GET.get("page"))
    givers = [each.organ for each in reach.held if reach.may(_ISSUE, each.organ)]
    return render(request, "desk/oversight/issues.html", {"page": page, "organs": list(dict.fromkeys(givers)), "today": today(request)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue_new(request: HttpRequest, organ: str) -> HttpResponse:
    """Give a task to many."""
    found = organ_named(request, organ, _ISSUE)
    form = Issuing(request.POST or None, request.FILES or None, organs=_below(found, request, today(request)))
    if form.is_bound and form.is_valid():
        made: list[Issue] = []
        whole: dict[str, Any] = {"asked": form.asked, "organs": form.chosen, "uploads": form.uploads}
        if filed(form, lambda: made.append(services.issue(organ=found, **whole, **who(request)))):
            messages.success(request, f"已布置给 {len(form.chosen)} 个机关。")
            return redirect("desk:issue", pk=made[0].pk)
    return render(request, "desk/oversight/issue_new.html", {"form": form, "organ": found}, status=422 if form.errors else 200)


@login_required
@require_safe
def issue(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who answered, who is late, who is silent."""
    found = _issue(request, pk)
    moment = typed(request).moment
    rows = [selectors.standing(each, moment) for each in selectors.answers(found)]
    counts = Counter(each.mark for each in rows)
    mark = request.GET.get("mark", "")
    shown = [each for each in rows if each.mark == mark] if mark in _MARKS else rows
    return render(request, "desk/oversight/issue.html", {
        "issue": found, "page": Paginator(shown, PAGE).get_page(request.GET.get("page")), "mark": mark if mark in _MARKS else "", "all": len(rows),
        "tabs": [(key, label, counts[key]) for key, label in _MARKS.items()], "waiting": any(each.task.state in selectors.WAITING for each in rows),
        "papers": StoredFile.objects.filter(stream=found.pk),
    })  # fmt: skip


@login_required
@require_POST
def remind(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Remind who has not answered: all of them, or those that were ticked."""
    found = _issue(request, pk)
    ticked = list(Organ.objects.filter(slug__in=request.POST.getlist("organ")).values_list("pk", flat=True))
    with told(request, "已催办：还没有报送的机关在任务里看到催办。同一天只催一次。"):
        services.remind(issue=found, only=ticked, **who(request))
    return redirect("desk:issue", pk=found.pk)


@login_required
@require_safe
def file(request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """A file of what was given out."""
    return given(file, [_issue(request, pk).pk])


def _below(organ: Organ, request: HttpRequest, day: date) -> QuerySet[Organ]:
    """The organs to which the user may give tasks in the name of this one: all below it within his reach."""
    below = subtree(organ) & reach_of(request).organs(_ISSUE) & existing(day)
    return below.exclude(level=Level.DEPARTMENT).exclude(pk=organ.pk).order_by("path")


def _issue(request: HttpRequest, pk: uuid.UUID) -> Issue:
    found = Issue.objects.select_related("organ", "created_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, _ISSUE, found.organ)
    return found
