"""今年的活动: all of a year by kind with what stands behind it and what is missing; planning an open day and telling readers of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.desk.access import need, reach_of, today
from gongkai.web.desk.forms.oversight.days import Planning, Reasoning, Standings
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named, year_asked, years_offered
from gongkai.web.oversight.models import OpenDay
from gongkai.web.oversight.selectors import days as selectors
from gongkai.web.oversight.selectors import days_year
from gongkai.web.oversight.services import days as services
from gongkai.web.oversight.services import days_holding, days_particulars
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

Made = TypeVar("Made")
SEES, RUNS = "activities.see", "activities.run"
# What is done with one button: its words, what is said when it is done, whether a reason is asked, what happens.
_ACTS = {
    "announce": ("发布到公开栏目", "已发布，读者看得到了。", False, "发布以后在机关首页能看到，开通报名的可以报名，公告和二维码可以打印张贴。"),
    "cancel": ("取消这次活动", "已取消。报了名的人请打电话告知。", True, "已经发布的，公开页上写明已取消和原因；报了名的人请打电话告知。"),
    "reopen": ("撤回登记", "已撤回，年度报告不再计入。改好以后请重新登记。", True, "撤回以后年度报告不再计入；改好人数、份数以后重新登记。"),
}  # fmt: skip


@login_required
@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """All of a year: open days, every kind of activity, what is missing, who answers for the work."""
    chosen, year = organ_asked(request, SEES), year_asked(request)
    found = days_year.year(chosen.organ, year, today(request))
    return render(request, "desk/oversight/days.html", {
        "chosen": chosen, "year": year, "years": years_offered(request, [year, today(request).year - 1]), "found": found,
        "standing": days_year.standing(chosen.organ), "waiting": list(selectors.questions_waiting(chosen.organ)[:50]),
        "today": today(request), "runs": reach_of(request).may(RUNS, chosen.organ), "registers": reach_of(request).may("report.edit", chosen.organ),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, organ: str) -> HttpResponse:
    """Plan a day; readers see nothing of it yet."""
    found = organ_named(request, organ, RUNS)
    first = {"organisers": found.office or found.name, "place": found.address}
    form = Planning(request.POST if request.method == "POST" else None, initial=first, earliest=date(today(request).year, 1, 1))
    if form.is_bound and form.is_valid():
        made = tried(form, lambda: services.plan(organ=found, plan=form.plan, **who(request)))
        if made:
            messages.success(request, "已保存。请核对以后发布。")
            return redirect("desk:day", pk=made.pk)
    context = {"form": form, "organ": found, "back": _shelf(found.slug, today(request).year)}
    return render(request, "desk/oversight/day_plan.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Plan it otherwise."""
    found = day_of(request, pk, RUNS)
    initial = Planning.of(found)
    form = Planning(request.POST if request.method == "POST" else None, initial=initial, earliest=date(found.day.year, 1, 1))
    if form.is_bound and form.is_valid():
        moment = typed(request).moment
        if tried(form, lambda: services.change(day=found, plan=form.plan, moment=moment)):
            messages.success(request, "已保存。")
            return redirect("desk:day", pk=pk)
    context = {"form": form, "organ": found.organ, "day": found, "back": reverse("desk:day", args=[pk])}
    return render(request, "desk/oversight/day_plan.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def day(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One day: the plan, who signed up, what was counted, questions, pictures, the press, and what is next."""
    found = day_of(request, pk, SEES)
    records = selectors.records(found)
    held = records.taken
    over = found.state in (OpenDay.State.HELD, OpenDay.State.CANCELLED)
    return render(request, "desk/oversight/day.html", {
        "day": found, "counted": records.counted, "taken": held, "left": found.places - held if found.places is not None else None, "over": over,
        "come": found.day <= today(request), "today": today(request), "groups": records.groups, "materials": records.materials,
        "questions": records.questions, "photos": list(found.photos.select_related("file")), "notes": list(found.notes.all()),
        "voided": found.state == OpenDay.State.HELD and not selectors.registered(found), "runs": reach_of(request).may(RUNS, found.organ),
        "back": _shelf(found.organ.slug, found.day.year),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: uuid.UUID, key: str) -> HttpResponse:
    """Announce, call off, open again: a page that says what it means, with a reason where one is asked."""
    if key not in _ACTS:
        raise Http404
    found = day_of(request, pk, RUNS)
    words, done, asks, means = _ACTS[key]
    form = Reasoning(request.POST if request.method == "POST" else None)
    form.fields["reason"].required = asks
    if form.is_bound and form.is_valid() and tried(form, lambda: _acted(request, found, key, form.cleaned_data["reason"])) is not None:
        messages.success(request, done)
        return redirect("desk:day", pk=pk)
    context = {"form": form, "day": found, "words": words, "asks": asks, "means": means, "danger": asks}
    return render(request, "desk/oversight/day_act.html", context, status=422 if form.errors else 200)


def _acted(request: HttpRequest, found: OpenDay, key: str, reason: str) -> OpenDay:
    if key == "announce":
        return services.announce(day=found, moment=typed(request).moment)
    if key == "cancel":
        return services.cancel(day=found, reason=reason, moment=typed(request).moment)
    return days_holding.reopen(day=found, reason=reason, **who(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: HttpRequest, organ: str) -> HttpResponse:
    """Who answers for the work from a day on; what it was before is kept."""
    found = organ_named(request, organ, RUNS)
    form = Standings(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = {"organ": found, "post": form.post, "from_day": form.cleaned_data["from_day"]}
        if tried(form, lambda: days_particulars.stand(**given, **who(request))):
            messages.success(request, "已登记，以前的留着。")
            return redirect(f"{_shelf(found.slug, today(request).year)}#standing")
    context = {"form": form, "organ": found, "back": _shelf(found.slug, today(request).year)}
    return render(request, "desk/oversight/day_standing.html", context, status=422 if form.errors else 200)


def day_of(request: HttpRequest, pk: uuid.UUID, act: str) -> OpenDay:
    """The day with its organ, when the user may do ``act`` with it; 404 and 403 as ``access.need``."""
    found = OpenDay.objects.select_related("organ").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def tried(form: Form, act: Callable[[], Made]) -> Made | None:
    """What the act made; None when it was refused: all reasons stand in the form, beside what was typed."""
    try:
        return act()
    except NotAllowed as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return None


def _shelf(slug: str, year: int) -> str:
    return f"{reverse('desk:days')}?organ={slug}&year={year}"
