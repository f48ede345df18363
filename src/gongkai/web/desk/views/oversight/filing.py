"""年报备案: where the annual report of each organ stands, and whether it is at its public address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.desk.access import need, need_anywhere, reach_of, today, user_of
from gongkai.web.organs.models import Organ
from gongkai.web.oversight import board_tasks
from gongkai.web.oversight.selectors import filing as selectors
from gongkai.web.oversight.services import filing as services
from gongkai.web.reporting.selectors.due import newest_year
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.oversight.selectors.filing import Line

PAGE = 100
READS = "report.read"
FIRST_YEAR, _YEARS = 2021, 5


@login_required
@require_safe
def filing(request: HttpRequest) -> HttpResponse:
    """Every report that is owed: sent up, returned with what, published, late, seen at its address."""
    need_anywhere(request, READS)
    day = today(request)
    year = year_asked(request, day)
    lines = lines_of(request, year)
    counts = selectors.counted(lines)
    chosen = request.GET.get("state", "") if request.GET.get("state", "") in selectors.STATES else ""
    shown = [line for line in lines if not chosen or chosen in line.states]
    context = {
        "year": year, "years": years(day), "page": Paginator(shown, PAGE).get_page(request.GET.get("page")), "chosen": chosen, "all": len(lines),
        "counts": [(key, label, counts[key]) for key, label in selectors.STATES.items()], "labels": selectors.STATES,
    }  # fmt: skip
    return render(request, "desk/oversight/filing.html", context)


@login_required
@require_POST
def look(request: HttpRequest, organ: str, year: int) -> HttpResponse:
    """Have the public page looked at, in the worker: the network is asked outside of any transaction."""
    found = Organ.objects.filter(slug=organ).first()
    if found is None:
        raise Http404
    need(request, READS, found)
    try:
        row = services.ask(
            organ=found, year=year, address=request.POST.get("address", ""), by=user_of(request), moment=typed(request).moment
        )
    except UnusableInput as problem:
        messages.error(request, f"{found.name}：{problem.sentence()}。")
    else:
        board_tasks.look.enqueue(str(row.pk))
        messages.success(request, f"正在核对{found.name}{year}年度报告的网页，一两分钟以后刷新这一页看结果。")
    return redirect(f"{reverse('desk:filing')}?year={year}#{found.slug}")


def lines_of(request: HttpRequest, year: int) -> list[Line]:
    """The reports of the user's organs on that year; those of organs that ended in it too."""
    return selectors.filing_of(list(reach_of(request).organs(READS).order_by("path")), year, today(request))


def years(day: date) -> range:
    """The years that may be chosen."""
    return range(newest_year(day), max(newest_year(day) - _YEARS, FIRST_YEAR - 1), -1)


def year_asked(request: HttpRequest, day: date) -> int:
    """The year that the address names; the newest one for which reports are made."""
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= newest_year(day) else newest_year(day)
