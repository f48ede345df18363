"""问题台账 across years: an organ's problems with what became of them; for the district what is still open below, by age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.desk.access import reach_of, today
from gongkai.web.desk.views.oversight.mechanism import BELOW, scope_of
from gongkai.web.oversight.selectors import problems as selectors

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 50


@login_required
@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """An organ's problems over the years; for who oversees many and names none, the open ones of all."""
    scope = scope_of(request)
    if scope.organ is None:
        return open_problems(request)
    entries = selectors.over_years(scope.organ, today(request))
    context = {"scope": scope, "entries": entries, "years": selectors.years_of(entries)}
    return render(request, "desk/oversight/problems.html", context)


@login_required
@require_safe
def open_problems(request: HttpRequest) -> HttpResponse:
    """What is open in the organs that the user oversees, the longest open first; ``?late=1`` only what is past its day."""
    reach, day = reach_of(request), today(request)
    if not reach.any(BELOW):
        raise PermissionDenied
    organs, late, slug = reach.organs(BELOW), request.GET.get("late") == "1", request.GET.get("organ", "")
    page = Paginator(selectors.open_of(organs, day, overdue=late, slug=slug), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": [selectors.standing(each, day) for each in page.object_list], "late": late, "slug": slug,
        "by_organ": selectors.by_organ(organs, day), "issues": reach.any("order.issue"),
    }  # fmt: skip
    return render(request, "desk/oversight/problems_open.html", context)
