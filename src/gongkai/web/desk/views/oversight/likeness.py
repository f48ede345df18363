"""雷同: which annual reports of a year share their text, and the passages of two of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.web.accounts.permissions import ACTS
from gongkai.web.desk.access import need_anywhere, reach_of, today
from gongkai.web.desk.views.oversight.filing import READS, years
from gongkai.web.oversight import board_tasks
from gongkai.web.oversight.selectors import likeness as selectors
from gongkai.web.oversight.services import likeness as services
from gongkai.web.reporting.selectors.subordinates import below
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ

PAGE = 50


@login_required
@require_safe
def likeness(request: HttpRequest, year: int) -> HttpResponse:
    """The matrix and the pairs, the strongest first; whether the reports changed since they were compared."""
    district = _district(request, year)
    organs = below(district, year)
    row = selectors.kept(district, year)
    pairs = selectors.pairs_of(row, organs) if row else []
    alike = [pair for pair in pairs if pair.alike]
    columns, rows = selectors.matrix(alike)
    context = {
        "district": district, "year": year, "years": years(today(request)), "row": row, "page": Paginator(pairs, PAGE).get_page(request.GET.get("page")),
        "alike": len(alike), "columns": columns, "rows": rows, "fresh": row is not None and row.stamp == selectors.stamp_of(organs, year),
        "most": selectors.MOST,
    }  # fmt: skip
    return render(request, "desk/oversight/likeness.html", context)


@login_required
@require_POST
def make(request: HttpRequest, year: int) -> HttpResponse:
    """Compare them, in the worker; nothing is done while what is kept still holds."""
    row = services.ask(district=_district(request, year), year=year, moment=typed(request).moment)
    if row is None:
        messages.info(request, "各机关的报告没有变化，上次比对的结果仍然有效。")
    else:
        board_tasks.compare.enqueue(row.pk)
        messages.success(request, "正在比对，几秒钟以后刷新这一页看结果。")
    return redirect("desk:filing_likeness", year=year)


@login_required
@require_safe
def pair(request: HttpRequest, year: int, organ: str, slug: str, part: str) -> HttpResponse:
    """Two texts side by side with what they share."""
    known = {each.slug: each for each in below(_district(request, year), year)}
    if part not in selectors.PARTS or organ not in known or slug not in known or organ == slug:
        raise Http404
    found = {paper.organ.slug: paper for paper in selectors.papers([known[organ], known[slug]], year)}
    if len(found) != 2:
        raise Http404
    one, other = found[organ], found[slug]
    texts = selectors.side_by_side(one, other, part)
    context = {
        "year": year, "label": selectors.PARTS[part], "sides": [(one.organ, texts[0]), (other.organ, texts[1])],
        "parts": [(key, label) for key, label in selectors.PARTS.items() if key in one.texts and key in other.texts], "part": part,
        "one": one.organ, "other": other.organ, "least": selectors.PASSAGE,
    }  # fmt: skip
    return render(request, "desk/oversight/likeness_pair.html", context)


def _district(request: HttpRequest, year: int) -> Organ:
    """The organ for which the user reads; 404 for a year of which there are no reports."""
    need_anywhere(request, READS)
    if year not in years(today(request)):
        raise Http404
    return min((each.organ for each in reach_of(request).held if each.role in ACTS[READS]), key=lambda organ: organ.path)
