"""Every text of a report that was saved: who, when, what changed between two, and an older one taken again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.desk.access import reach_of, user_of
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.reporting.selectors import revisions
from gongkai.web.reporting.services import drafting
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui import http

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.reporting.models import AnnualReport, Revision

PAGE = 50


@login_required
@require_safe
def report_revisions(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The list, newest first; with ``?old=n&new=m`` what changed from one to the other, by words."""
    annual = report_of(request, pk)
    page = Paginator(revisions.of(annual), PAGE).get_page(request.GET.get("page"))
    old, new = _asked(request, annual, "old"), _asked(request, annual, "new")
    context = {
        "annual": annual, "page": page, "savings": revisions.savings(page.object_list), "old": old, "new": new,
        "changes": revisions.differences(old.sections, new.sections, whole=True) if old and new else [],
        "edits": reach_of(request).may("report.edit", annual.organ),
    }  # fmt: skip
    return render(request, "desk/reports/revisions.html", context)


@login_required
@require_POST
def report_revision_restore(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """Take the text of an earlier revision again. What others saved since the page was made is joined like with every save."""
    annual = report_of(request, pk, "report.edit")
    catch_up()
    seen = request.POST.get("based_on", "")
    try:
        saved = drafting.restore(
            annual=annual, number=number, based_on=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0, by=user_of(request),
            moment=http.typed(request).moment,
        )  # fmt: skip
    except NotAllowed as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
        return redirect("desk:report_revisions", pk=annual.pk)
    if saved.clashes:
        messages.warning(request, "您打开页面以后别人又改了文字，取回的和新改的有冲突，请看过两边再决定用哪一种。")
        return redirect("desk:report_text_aside", pk=annual.pk, number=saved.revision.number)
    messages.success(request, f"已取回第 {number} 次保存的文字。" if saved.changed else "现在的文字和这一次的一样，没有另存。")
    return redirect("desk:report_text", pk=annual.pk)


def _asked(request: HttpRequest, annual: AnnualReport, name: str) -> Revision | None:
    """The revision that the address names; 404 for a number that there is not, None where it names none."""
    number = request.GET.get(name, "")
    found = revisions.numbered(annual, number) if number else None
    if number and found is None:
        raise Http404
    return found
