"""The register of problems: what was found, what is done about it, what the fifth part of the report will say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.selectors import names_of
from gongkai.web.desk.access import need, reach_of, today
from gongkai.web.desk.forms.reports.troubles import Dropping, Stepping, Writing
from gongkai.web.desk.told import filed, told
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import FIRST_YEAR, organ_named
from gongkai.web.reporting.models import AnnualReport, Scope, Trouble
from gongkai.web.reporting.selectors import troubles as selectors
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.services import troubles as services
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    import uuid

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ

LAST_YEAR = 2100
UP, DOWN = "up", "down"


@login_required
@require_safe
def troubles(request: HttpRequest, organ: str, year: int) -> HttpResponse:
    """The register of a year, last year's with what became of them, the fifth part as it will read."""
    found = organ_named(request, organ, "report.see")
    catch_up()
    before, now = selectors.lines(found, _possible(year), today(request))
    drafted, last, names = selectors.drafted(found.pk, year), selectors.last_text(found.pk, year), selectors.names_of(found)
    written = _written(found, year)
    shown = selectors.pieces(drafted if written is None else written, last, names)
    return render(request, "desk/reports/troubles.html", {
        "organ": found, "year": year, "years": [year + 1, year, year - 1], "before": before, "now": now, "pieces": shown, "written": written is not None,
        "drafted": selectors.pieces(drafted, last, names) if written is not None and written != drafted else None, "last": last,
        "kinds": {each.kind for each in shown}, "late": any(line.mark == "over" for line in before), "edits": reach_of(request).may("report.edit", found),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trouble_new(request: HttpRequest, organ: str, year: int) -> HttpResponse:
    """Enter a problem."""
    found = organ_named(request, organ, "report.edit")
    form = Writing(request.POST if request.method == "POST" else None, year=_possible(year))
    if form.is_bound and form.is_valid() and filed(form, lambda: services.add(organ=found, year=year, entry=form.entry, **who(request))):
        messages.success(request, "已登记问题。")
        return redirect("desk:reports_troubles", organ=found.slug, year=year)
    context = {"organ": found, "year": year, "form": form, "last": selectors.last_text(found.pk, year)}
    return render(request, "desk/reports/troubles_new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def trouble(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One entry with everything that was done about it and how it was changed."""
    return _page(request, _trouble(request, pk, "report.see"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trouble_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say it otherwise; what it said before is kept."""
    found = _trouble(request, pk, "report.edit")
    form = _writing(request, found)
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen"]
        if filed(form, lambda: services.edit(trouble=found, entry=form.entry, seen=seen, **who(request))):
            messages.success(request, "已改好，原来的写法保留在经过里。")
            return redirect("desk:reports_trouble", pk=found.pk)
    return _page(request, found, "edit", form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trouble_step(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write what was done about it, with evidence."""
    found = _trouble(request, pk, "report.edit")
    form = Stepping(request.POST or None, request.FILES or None, year=found.year, today=today(request))
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        step = {"on": clean["on"], "state": clean["state"], "words": clean["words"], "upload": form.upload}
        if filed(form, lambda: services.step(trouble=found, **step, **who(request))):
            messages.success(request, "已登记进展。")
            return redirect("desk:reports_trouble", pk=found.pk)
    return _page(request, found, "step", form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trouble_drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take it out of the report, with the reason."""
    found = _trouble(request, pk, "report.edit")
    form = Dropping(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        if filed(form, lambda: services.drop(trouble=found, reason=reason, moment=who(request)["moment"])):
            messages.success(request, "已从登记簿里去掉，这一条和理由都保留着。")
            return redirect("desk:reports_troubles", organ=found.organ.slug, year=found.year)
    return _page(request, found, "drop", form)


@login_required
@require_POST
def trouble_move(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One place up or down in its year."""
    found = _trouble(request, pk, "report.edit")
    order = list(Trouble.objects.filter(organ=found.organ, year=found.year, dropped_at=None).values_list("pk", flat=True))
    if found.pk in order:
        at = order.index(found.pk)
        to = min(max(at + (-1 if request.POST.get("to") == UP else 1), 0), len(order) - 1)
        order.insert(to, order.pop(at))
        with told(request, "已换位置，报告按这个次序写。"):
            services.reorder(organ=found.organ, year=found.year, order=order)
    return redirect("desk:reports_troubles", organ=found.organ.slug, year=found.year)


def _page(request: HttpRequest, found: Trouble, at: str = "", form: Form | None = None) -> HttpResponse:
    """The page of an entry; ``at`` is the form that is worked on: step, edit or drop."""
    steps, changes = selectors.steps(found), selectors.changes(found)
    names = names_of({found.created_by, *(each.created_by for each in steps), *(each.note.created_by for each in changes)})
    mark, words = selectors.standing(found, today(request))
    context: dict[str, Any] = {
        "trouble": found, "organ": found.organ, "mark": mark, "words": words, "at": at, "told": selectors.published(found),
        "steps": [(each, names.get(each.created_by, each.created_by)) for each in steps],
        "changes": [(each, names.get(each.note.created_by, each.note.created_by)) for each in changes], "by": names.get(found.created_by, found.created_by),
        "edits": reach_of(request).may("report.edit", found.organ),
        "forms": {
            "step": form if at == "step" else Stepping(year=found.year, today=today(request)), "edit": form if at == "edit" else _writing(request, found),
            "drop": form if at == "drop" else Dropping(),
        },
        "form": form,
    }  # fmt: skip
    return render(request, "desk/reports/troubles_one.html", context, status=422 if form is not None and form.errors else 200)


def _writing(request: HttpRequest, found: Trouble) -> Writing:
    posted = request.method == "POST" and request.resolver_match is not None and request.resolver_match.url_name == "reports_trouble_edit"
    initial = {name: getattr(found, name) for name in ("problem", "measure", "owner", "due_on")}
    return Writing(
        request.POST if posted else None,
        initial=initial,
        year=found.year,
        changed=len(selectors.changes(found)),
        fixed=selectors.published(found),
    )


def _written(organ: Organ, year: int) -> str | None:
    """The fifth part as the report of that year has it now; None where nobody began one."""
    annual = AnnualReport.objects.select_related("organ", "head").filter(organ=organ, year=year, scope=Scope.OWN).first()
    return content_of(annual).report.sections.get("problems", "") if annual else None


def _possible(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _trouble(request: HttpRequest, pk: uuid.UUID, act: str) -> Trouble:
    found = Trouble.objects.select_related("organ").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found
