"""The register in the browser: a file is looked at whole before anything is kept, and nothing is kept unless there is no error."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.services.recording import record
from gongkai.web.applications.models import RegisterImport
from gongkai.web.applications.register import jobs, tasks
from gongkai.web.applications.register.export import template as empty_register
from gongkai.web.applications.register.export import workbook, year_of
from gongkai.web.desk.access import need, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.register import Bring, Give
from gongkai.web.desk.sheets import TYPES
from gongkai.web.ui import progress
from gongkai.web.ui.http import typed
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

State = RegisterImport.State
_RECENT = 20
_GIVE = "give_%s"  # two forms of one page: no id twice


@login_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Import, export, the template, and the last imports."""
    need_anywhere(request, "register.import")
    return _page(request)


def _page(request: HttpRequest, bring: Bring | None = None, give: Give | None = None, status: int = 200) -> HttpResponse:
    organs = list(reach_of(request).organs("register.import"))
    context = {
        "bring": bring or Bring(organs=organs), "give": give or Give(organs=organs, initial={"year": today(request).year}, auto_id=_GIVE),
        "jobs": RegisterImport.objects.filter(organ__in=organs).select_related("organ", "by")[:_RECENT],
    }  # fmt: skip
    return render(request, "desk/register/register.html", context, status=status)


@login_required
@require_POST
def register_upload(request: HttpRequest) -> HttpResponse:
    """Take a file in and look at it, a large one in the worker."""
    need_anywhere(request, "register.import")
    organs = list(reach_of(request).organs("register.import"))
    form = Bring(request.POST, request.FILES, organs=organs)
    if not form.is_valid():
        return _page(request, bring=form, status=422)
    organ = next(each for each in organs if each.slug == form.cleaned_data["organ"])
    given, moment = form.cleaned_data["file"], typed(request).moment
    try:
        job = jobs.upload(organ=organ, paper=Upload(given.name, given.read()), by=user_of(request), moment=moment)
    except UnusableInput as error:
        form.add_error("file", error.sentence())
        return _page(request, bring=form, status=422)
    if given.size <= jobs.AT_ONCE_BYTES:
        jobs.look(job=job, moment=moment)
    else:
        tasks.look.enqueue(str(job.pk))
    return redirect("desk:register_job", pk=job.pk)


@login_required
@require_safe
def register_job(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where an import stands: how far, all errors, what would come in, or what came of it."""
    job = _job(request, pk)
    running = job.state in (State.CHECKING, State.IMPORTING)
    pace = progress.pace(job.pk, typed(request).moment) if running else None
    context = {"job": job, "found": jobs.found_of(job), "running": running, "pace": pace}
    return render(request, "desk/register/job.html", context)


@login_required
@require_POST
def register_confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring it in; a second click does nothing more."""
    job, moment = _job(request, pk), typed(request).moment
    if jobs.confirm(job=job, moment=moment):
        if job.rows <= jobs.AT_ONCE_ROWS:
            jobs.run(job=job, moment=moment)
        else:
            tasks.run.enqueue(str(job.pk))
    return redirect("desk:register_job", pk=job.pk)


@login_required
@require_POST
def register_drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give it up: the file is erased."""
    job = _job(request, pk)
    jobs.drop(job=job, moment=typed(request).moment)
    messages.success(request, "已放弃，上传的文件已经删除，什么都没有导入。")
    return redirect("desk:register")


@login_required
@require_POST
def register_export(request: HttpRequest) -> HttpResponse:
    """The register of a year as .xlsx, with the names of applicants: who took it is recorded."""
    need_anywhere(request, "register.export")
    organs = list(reach_of(request).organs("register.export"))
    form = Give(request.POST, organs=organs, auto_id=_GIVE)
    if not form.is_valid():
        return _page(request, give=form, status=422)
    organ, year = next(each for each in organs if each.slug == form.cleaned_data["organ"]), form.cleaned_data["year"]
    chosen = year_of(organ, year)
    data = workbook(chosen)
    record(
        what="register.export",
        about=organ.name,
        by=user_of(request),
        moment=typed(request).moment,
        detail={"year": year, "cases": chosen.cases.count()},
    )
    return _xlsx(data, f"{organ.name}{year}年依申请公开登记台账")


@login_required
@require_safe
def register_template(request: HttpRequest) -> HttpResponse:
    """An empty register with an example and what may be written where."""
    need_anywhere(request, "register.import")
    return _xlsx(empty_register(), "依申请公开登记台账模板")


def _xlsx(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=TYPES["xlsx"])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.xlsx')}"
    return response


def _job(request: HttpRequest, pk: uuid.UUID) -> RegisterImport:
    job = RegisterImport.objects.select_related("organ", "file", "by").filter(pk=pk).first()
    if job is None:
        raise Http404
    need(request, "register.import", job.organ)
    return job
