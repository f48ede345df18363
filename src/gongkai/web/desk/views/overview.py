"""Figures: of the office for its head, of all organs below for the supervisor, and who looked at personal data for the auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.law.tally import ROW_LABELS
from gongkai.ledger.states.parts import Phase
from gongkai.web.applications.models import Reveal
from gongkai.web.applications.selectors import figures, worklist
from gongkai.web.applications.selectors.beside import TAKEN
from gongkai.web.applications.selectors.days import reminder
from gongkai.web.applications.selectors.worklist import BUCKETS, BY_KEY, COUNTED
from gongkai.web.applications.services.intake_papers import PAPERS
from gongkai.web.applications.services.revealing import ALL, FIELDS
from gongkai.web.desk.access import need_anywhere, reach_of, today
from gongkai.web.desk.listing import base, marks_of
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.reporting.selectors.due import summary_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 50
FIRST_YEAR, LAST_YEAR = 2008, 2100
# Lists whose cases a supervisor may ask for: by the clock alone.
WATCHED = ("all", "overdue", "today", "near", "soon", "confirm", "correction", "consultation", "fee", "ended")


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The office in numbers; every number leads to its cases."""
    need_anywhere(request, "case.see")
    year = _year(request)
    found = figures.overview(base(request), marks_of(request), year)
    context = {
        "found": found,
        "lists": [(bucket, found.now[bucket.key]) for bucket in BUCKETS if bucket.key in COUNTED],
        "years": _years(request),
    }
    return render(request, "desk/overview.html", context)


@login_required
@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    """Clock and outcome of every organ below: who is due, who is late. No applicant, no content."""
    need_anywhere(request, "oversight.see")
    organs = reach_of(request).organs("oversight.see")
    marks, year = marks_of(request, "oversight.see"), _year(request)
    chosen = BY_KEY.get(request.GET.get("list", ""), BY_KEY["overdue"])
    chosen = chosen if chosen.key in WATCHED else BY_KEY["overdue"]
    slug = request.GET.get("organ", "")
    picked = organs.filter(slug=slug) if slug else organs
    cases = worklist.cases_of(picked).filter(worklist.in_bucket(chosen.key, marks))
    cases = worklist.newest_first(cases) if chosen.key == "ended" else worklist.sorted_by_due(cases)
    page = Paginator(cases.select_related("organ"), PAGE).get_page(request.GET.get("page"))
    rows = [(case, reminder(case, today(request)), Phase.of(case.phase).label, ROW_LABELS.get(case.row, "")) for case in page.object_list]
    lines = figures.by_organ(organs, marks, year)
    context = {
        "organs": lines, "together": figures.together(lines), "page": page, "rows": rows, "chosen": chosen, "slug": slug, "year": year,
        "lists": [bucket for bucket in BUCKETS if bucket.key in WATCHED], "years": _years(request), "reports": summary_of(list(organs), today(request)),
    }  # fmt: skip
    return render(request, "desk/oversight.html", context)


@login_required
@require_safe
def oversight_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The table of organs as CSV or Excel."""
    if kind not in TYPES:
        raise Http404
    need_anywhere(request, "oversight.see")
    year = _year(request)
    lines = figures.by_organ(reach_of(request).organs("oversight.see"), marks_of(request, "oversight.see"), year)
    header = ("机关", "收到", "办结", "逾期办结", "按期率", "在办", "已超期", "3个工作日内到期", "等待他人", "待确认")
    rows = (
        (each.organ.name, each.received, each.ended, each.late, each.on_time, each.open, each.overdue, each.near, each.waiting, each.unconfirmed)
        for each in lines
    )  # fmt: skip
    return download(kind, f"{year}年依申请公开办理情况", header, rows)


@login_required
@require_safe
def reveals(request: HttpRequest) -> HttpResponse:
    """Who looked at whose case's personal data, when, for what. Never the data."""
    need_anywhere(request, "audit.see")
    organs = reach_of(request).organs("audit.see")
    mine = organs.order_by().values("pk")
    seen = Reveal.objects.filter(Q(application__organ__in=mine) | Q(rectification__organ__in=mine)).select_related(
        "application__organ", "rectification__organ", "by"
    )
    page = Paginator(seen, PAGE).get_page(request.GET.get("page"))
    words = {**FIELDS, ALL: "全部个人信息", **PAPERS, **TAKEN}
    rows = [(each, words.get(each.what, "证件材料" if each.what.startswith("file:") else each.what)) for each in page.object_list]
    return render(request, "desk/reveals.html", {"page": page, "rows": rows})


@login_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Keys, words and colours of the desk."""
    return render(request, "desk/help.html", {"lists": BUCKETS})


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR else today(request).year


def _years(request: HttpRequest) -> range:
    now = today(request).year
    return range(now, now - 5, -1)
