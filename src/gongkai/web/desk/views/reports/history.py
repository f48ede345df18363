"""Reports of earlier years: the shelf of an organ, a file read and confirmed, a report with what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.report.output.sheet import sheet_of
from gongkai.report.rules import check
from gongkai.report.rules.context import Context
from gongkai.web.accounts.selectors import names_of
from gongkai.web.desk.access import need, reach_of, today, user_of
from gongkai.web.desk.forms.reports.history import PastConfirm, PastUpload
from gongkai.web.desk.views.files import kept
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named
from gongkai.web.reporting.models import PastReport
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.reporting.selectors.past import FIRST_YEAR, names_it, shelf_of
from gongkai.web.reporting.selectors.words import cell_words
from gongkai.web.reporting.services import importing
from gongkai.web.ui import addresses
from gongkai.web.ui.http import typed
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from gongkai.report.model import Report
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.services.importing import Waiting


@login_required
@require_safe
def reports_history(request: HttpRequest) -> HttpResponse:
    """The years of an organ: where each report came from, what it counted, which are missing."""
    chosen = organ_asked(request, "report.see")
    context = {
        "chosen": chosen, "shelf": shelf_of(chosen.organ, today(request).year - 1), "imports": reach_of(request).may("report.edit", chosen.organ),
    }  # fmt: skip
    return render(request, "desk/reports/history.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_past_upload(request: HttpRequest, organ: str) -> HttpResponse:
    """Take a file in, read it in a bounded process, lead to what was read."""
    found = organ_named(request, organ, "report.edit")
    form = PastUpload(request.POST, request.FILES) if request.method == "POST" else PastUpload()
    if form.is_bound and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            waits = importing.upload(organ=found, paper=Upload(given.name, given.read()), by=user_of(request), moment=typed(request).moment)
        except UnusableInput as error:
            form.add_error("file", f"“{files.safe_name(given.name)}”{error.sentence()}。")
        else:
            where = addresses.of("desk:report_past_confirm", found.slug, waits.file.pk)
            return redirect(f"{where}?year={_asked(request)}" if _asked(request) else where)
    context = {"organ": found, "form": form, "asked": _asked(request)}
    return render(request, "desk/reports/history_upload.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_past_confirm(request: HttpRequest, organ: str, waiting: uuid.UUID) -> HttpResponse:
    """What was read, with everything that is unsure; the clerk says whose it is and of which year."""
    found = organ_named(request, organ, "report.edit")
    waits = _waiting(found, waiting)
    if waits is None:
        messages.info(request, "这个文件已经导入或者放弃了。需要的请重新上传。")
        return redirect("desk:report_past_upload", organ=found.slug)
    guess = _asked(request) or waits.report.year or today(request).year - 1
    data = request.POST if request.method == "POST" else None
    form = PastConfirm(data, organ=found, report=waits.report, initial={"year": guess})
    if form.is_bound and form.is_valid():
        try:
            made = importing.confirm(organ=found, pk=waiting, by=user_of(request), moment=typed(request).moment, **form.cleaned_data)
        except NotAllowed as error:
            for reason in error.reasons:
                form.add_error(None, f"{reason.sentence}。")
        else:
            messages.success(request, f"{made.year}年度报告已经导入，{found.name}以后编制年度报告时自动和它核对。")
            return redirect("desk:report_past", pk=made.pk)
    context = {**_read(waits.report), **_compared(found, waits, form), "organ": found, "waits": waits, "form": form}
    return render(request, "desk/reports/history_confirm.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def report_past_drop(request: HttpRequest, organ: str, waiting: uuid.UUID) -> HttpResponse:
    """Give a file up: it is erased."""
    found = organ_named(request, organ, "report.edit")
    if importing.drop(organ=found, pk=waiting, moment=typed(request).moment):
        messages.success(request, "已放弃，上传的文件已经删除，什么都没有导入。")
    return redirect("desk:report_past_upload", organ=found.slug)


@login_required
@require_safe
def report_past(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A report as it was read, as the official form with what is wrong in it; older files of the same year."""
    past = _past(request, pk)
    others = list(PastReport.objects.filter(organ=past.organ, year=past.year).exclude(pk=past.pk).select_related("file"))
    names = names_of({each.created_by for each in (past, *others)})
    context = {
        **_read(report_from(past.document)), "past": past, "by": names.get(past.created_by, past.created_by),
        "others": [(each, names.get(each.created_by, each.created_by)) for each in others], "imports": reach_of(request).may("report.edit", past.organ),
    }  # fmt: skip
    return render(request, "desk/reports/history_report.html", context)


@login_required
@require_safe
def report_past_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The file as it was brought in."""
    past = _past(request, pk)
    return kept(past.file, show=False)


def _past(request: HttpRequest, pk: uuid.UUID) -> PastReport:
    past = PastReport.objects.select_related("organ__parent", "file").filter(pk=pk).first()
    if past is None:
        raise Http404
    need(request, "report.see", past.organ)
    return past


def _waiting(organ: Organ, pk: uuid.UUID) -> Waiting | None:
    try:
        return importing.waiting(organ, pk)
    except UnusableInput as error:
        raise Http404(error.sentence()) from error


def _asked(request: HttpRequest) -> int | None:
    """The year that the page before asked for."""
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text) <= today(request).year else None


def _read(report: Report) -> dict[str, Any]:
    """The report on its sheet, and what is unsure in it."""
    unsure = [(cell_words(report, [each.where]), each.printed, each.why) for each in report.unsure]
    return {"report": report, "sheet": sheet_of(report, check(Context(report))), "unsure": unsure}


def _compared(organ: Organ, waits: Waiting, form: PastConfirm) -> dict[str, Any]:
    """Whether the file names this organ and year, and what it would replace."""
    text = str(form["year"].value() or "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    older = PastReport.objects.filter(organ=organ, year=year, replaced_at=None).select_related("file").first()
    return {"named": names_it(organ, waits.report.organ), "year": year, "older": older}
