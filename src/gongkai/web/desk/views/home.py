"""The work list: what is due, what waits, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gongkai.law.tally import ROW_LABELS
from gongkai.ledger.states.parts import Phase
from gongkai.web.accounts.models import User
from gongkai.web.applications.selectors import figures, worklist
from gongkai.web.applications.services.assigning import officers
from gongkai.web.desk.access import need_anywhere, reach_of, today
from gongkai.web.desk.listing import WHOSE, Listing, counts_of, marks_of
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.reporting.selectors.due import owed
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.sheets import Cell

PAGE = 50
DUE_LISTS = ("all", "overdue", "today")  # lists above which other things with a day are shown
MOST = 20_000  # rows of a download: more are asked for year by year
HEADER = (
    "登记编号", "机关", "申请内容", "申请人", "提交方式", "收到日期", "答复期限", "期限说明", "状态", "等谁", "经办人", "办结日期", "办理结果",
)  # fmt: skip


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My work. Who handles no cases is led to the pages of his own role."""
    reach = reach_of(request)
    if not reach.any("case.see"):
        return _elsewhere(request)
    listing = Listing(request)
    paginator, counts = Paginator(listing.cases.values_list("pk", flat=True), PAGE), counts_of(request)
    if not listing.narrowed and listing.bucket.key in counts:
        paginator.count = counts[listing.bucket.key]  # counted for the list on the left already
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "listing": listing, "page": page, "lines": worklist.lines_of(page.object_list, today(request)), "counts": counts,
        "whose": WHOSE, "query": listing.wanted.words, "many_organs": len(listing.organs) > 1, "today": today(request), "handles": reach.any("case.handle"),
        "most": MOST,
    }  # fmt: skip
    if typed(request).htmx and not typed(request).htmx.history_restore_request:
        return render(request, "desk/parts/lines.html", context)
    organs = reach.organs("case.see")
    context |= {
        "remedies": list(figures.remedies_due(organs, marks_of(request).soon)[:20]) if listing.bucket.key in DUE_LISTS else [],
        "reports": owed(reach.organs("report.see"), today(request))[:20] if listing.bucket.key in DUE_LISTS else [],
        "officers": list(officers(listing.organs[0], today(request))) if reach.any("case.assign") and len(listing.organs) == 1 else [],
        "stands_in": _stands_in(request),
    }  # fmt: skip
    return render(request, "desk/home.html", context)


@login_required
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list that is shown, with all its pages, as CSV or Excel."""
    if kind not in TYPES:
        raise Http404
    need_anywhere(request, "case.see")
    listing = Listing(request)
    return download(kind, f"依申请公开{listing.bucket.label}", HEADER, _rows(listing))


def _rows(listing: Listing) -> Iterator[tuple[Cell, ...]]:
    for line in worklist.lines(worklist.with_words(listing.cases)[:MOST], today(listing.request)):
        case = line.case
        yield (
            case.register_number, case.organ.name, line.item, line.applicant, case.get_channel_display(), case.received_on, case.due_on,
            line.reminder.words, Phase.of(case.phase).label, line.waits_for, case.handler.name if case.handler else "", case.ended_on,
            ROW_LABELS.get(case.row, ""),
        )  # fmt: skip


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """The first page of who has no cases of his own."""
    reach = reach_of(request)
    if reach.any("oversight.see"):
        return redirect("desk:oversight")
    if any(reach.any(act) for act in ("organs.manage", "accounts.manage", "audit.see")):
        return redirect("accounts:home")
    return render(request, "desk/nothing.html")


def _stands_in(request: HttpRequest) -> list[str]:
    """Whose work the user does during leave."""
    others = {each.user_id for each in reach_of(request).held} - {request.user.pk}
    return list(User.objects.filter(pk__in=others).values_list("name", flat=True)) if others else []
