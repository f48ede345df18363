"""A year's list in the browser: looked at whole before anything is kept, and nothing is kept unless there is no error."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.desk.access import need, need_anywhere, reach_of, user_of
from gongkai.web.desk.forms.outlets.importing import Bring
from gongkai.web.desk.sheets import TYPES
from gongkai.web.desk.views.outlets.choosing import organ_asked
from gongkai.web.publication.models import ListImport
from gongkai.web.publication.register import jobs, tasks
from gongkai.web.publication.register.template import template
from gongkai.web.publication.selectors.columns import columns_of
from gongkai.web.ui import progress
from gongkai.web.ui.http import typed
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

State = ListImport.State
_RECENT = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_import(request: HttpRequest) -> HttpResponse:
    """Upload, the template, and the last imports."""
    need_anywhere(request, "item.import")
    organs = list(reach_of(request).organs("item.import").order_by("path"))
    posted = request.method == "POST"
    form = Bring(request.POST if posted else None, request.FILES if posted else None, organs=organs)
    if posted and form.is_valid():
        organ = next(each for each in organs if each.slug == form.cleaned_data["organ"])
        given, moment = form.cleaned_data["file"], typed(request).moment
        try:
            job = jobs.upload(organ=organ, paper=Upload(given.name, given.read()), by=user_of(request), moment=moment)
        except UnusableInput as error:
            form.add_error("file", f"{error.sentence()}。")
        else:
            if given.size <= jobs.AT_ONCE_BYTES:
                jobs.look(job=job, moment=moment)
            else:
                tasks.look.enqueue(str(job.pk))
            return redirect("desk:item_import_job", pk=job.pk)
    recent = ListImport.objects.filter(organ__in=organs).select_related("organ", "by")[:_RECENT]
    return render(request, "desk/outlets/import.html", {"form": form, "jobs": recent}, status=422 if form.errors else 200)


@login_required
@require_safe
def item_import_template(request: HttpRequest) -> HttpResponse:
    """An empty list with an example, what may be written where, and the organ's columns."""
    chosen = organ_asked(request, "item.import")
    response = HttpResponse(template([each.label for each in columns_of(chosen.organ)]), content_type=TYPES["xlsx"])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('主动公开清单模板.xlsx')}"
    return response


@login_required
@require_safe
def item_import_job(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where an import stands: how far, all errors, what would come in, or what came of it."""
    job = _job(request, pk)
    running = job.state in (State.CHECKING, State.IMPORTING)
    context = {
        "job": job,
        "found": job.result,
        "running": running,
        "pace": progress.pace(job.pk, typed(request).moment) if running else None,
    }
    return render(request, "desk/outlets/import_job.html", context)


@login_required
@require_POST
def item_import_confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring it in; a second click does nothing more."""
    job, moment = _job(request, pk), typed(request).moment
    if jobs.confirm(job=job, moment=moment):
        if job.rows <= jobs.AT_ONCE_ROWS:
            jobs.run(job=job, moment=moment)
        else:
            tasks.run.enqueue(str(job.pk))
    return redirect("desk:item_import_job", pk=job.pk)


@login_required
@require_POST
def item_import_drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give it up: the file is erased."""
    job = _job(request, pk)
    jobs.drop(job=job, moment=typed(request).moment)
    messages.success(request, "已放弃，上传的文件已经删除，什么都没有导入。")
    return redirect("desk:item_import")


def _job(request: HttpRequest, pk: uuid.UUID) -> ListImport:
    job = ListImport.objects.select_related("organ", "file", "by").filter(pk=pk).first()
    if job is None:
        raise Http404
    need(request, "item.import", job.organ)
    return job
