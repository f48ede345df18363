"""Papers of a report to print: the draft as it is now in every format, marked as a draft, and the 呈批单 on which it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.notices.writers import docx, pdf
from gongkai.web.desk.access import today
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.reporting.approval_sheet import TITLE, sheet
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.present import code_of, standing_of
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.reporting.services.publishing import SUFFIXES, file_name, rendered

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".pdf": "application/pdf", ".html": "text/html; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".json": "application/json",
}  # fmt: skip
_SHEETS = {"docx": docx.render, "pdf": pdf.render}


@login_required
@require_safe
def report_draft_file(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The content as it is now; its file name says that it is a draft, and which content."""
    suffix = f".{kind}"
    if suffix not in SUFFIXES:
        raise Http404
    found = report_of(request, pk)
    catch_up()
    content = content_of(found)
    try:
        data = rendered(content.report, suffix)
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect("desk:report_life", pk=found.pk)
    name = file_name(found, "")
    return given(data, TYPES[suffix], f"{name}（草稿 {code_of(content.digest)}）{suffix}")


@login_required
@require_safe
def report_sheet(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The 呈批单 of the content as it is now."""
    if kind not in _SHEETS:
        raise Http404
    found = report_of(request, pk)
    catch_up()
    now = standing_of(found, today(request))
    try:
        data = _SHEETS[kind](sheet(now))
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect("desk:report_life", pk=found.pk)
    return given(data, TYPES[f".{kind}"], f"{found.organ.name}{found.year}年{TITLE}（{code_of(now.digest)}）.{kind}")


def given(data: bytes, content_type: str, name: str) -> HttpResponse:
    """A file of our own making, to keep: nothing in it runs here."""
    answer = HttpResponse(data, content_type=content_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
