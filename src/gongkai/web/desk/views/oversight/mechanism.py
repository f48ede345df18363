"""长效机制: what the system watches by itself, what it found and what was done, month by month; the list behind every number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from gongkai.charts.figures import draw
from gongkai.charts.table import Series, Table
from gongkai.web.desk.access import reach_of, today
from gongkai.web.oversight.selectors.mechanism import BY_KEY, DONE, FOUND, Measure, Months, months_of, months_to, rows_of, shown
from gongkai.web.oversight.selectors.mechanism_checks import checks
from gongkai.web.oversight.selectors.mechanism_words import paragraph
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from gongkai.web.organs.models import Organ

PAGE = 50
OWN, BELOW = "report.see", "oversight.see"


class Scope(NamedTuple):
    """Whose figures a page shows: one organ, or all that the user oversees (``organ`` None). ``own``: the user works there."""

    organ: Organ | None
    organs: QuerySet[Organ]
    own: bool

    @property
    def pks(self) -> Collection[uuid.UUID]:
        """The ids, asked for inside the queries that need them."""
        return cast("Collection[uuid.UUID]", self.organs.order_by().values("pk"))


def scope_of(request: HttpRequest) -> Scope:
    """The organ that the address names, else all that the user oversees, else his own. 403 for who may see none, 404 for another's."""
    reach = reach_of(request)
    if not reach.any(OWN) and not reach.any(BELOW):
        raise PermissionDenied
    slug = request.GET.get("organ", "")
    if not slug and reach.any(BELOW):
        return Scope(None, reach.organs(BELOW), own=False)
    organs = reach.organs(OWN) | reach.organs(BELOW)
    organ = (organs.filter(slug=slug) if slug else organs.order_by("path")).first()
    if organ is None:
        raise Http404
    return Scope(organ, organs.filter(pk=organ.pk), own=reach.may(OWN, organ))


@login_required
@require_safe
def mechanism(request: HttpRequest) -> HttpResponse:
    """The page."""
    scope, day = scope_of(request), today(request)
    months = months_of(scope.pks, day)
    years = sorted({month.year for month in months.months}, reverse=True)
    context = {
        "scope": scope, "months": months, "checks": checks(scope.pks, typed(request).moment), "chart": _chart(months), "now": months.months[-1],
        "parts": [(label, months.of(sort), _rows(months, sort)) for sort, label in _PARTS],
        "paragraphs": [(year, paragraph(months, year=year, district=scope.organ is None)) for year in years],
    }  # fmt: skip
    return render(request, "desk/oversight/mechanism.html", context)


@login_required
@require_safe
def behind(request: HttpRequest, key: str, year: int, month: int) -> HttpResponse:
    """The things that a number counts. Who oversees sees what is no content of anybody's."""
    scope = scope_of(request)
    measure, first = BY_KEY.get(key), _month(year, month)
    if measure is None or first is None or first not in months_to(today(request)):
        raise Http404
    page = Paginator(rows_of(measure, scope.pks, first), PAGE).get_page(request.GET.get("page"))
    rows = [shown(measure, each) for each in page.object_list]
    return render(
        request, "desk/oversight/mechanism_list.html", {"scope": scope, "measure": measure, "first": first, "page": page, "rows": rows}
    )


_PARTS = ((FOUND, "发现了什么"), (DONE, "做了什么"))


def _rows(months: Months, sort: str) -> list[tuple[date, list[tuple[Measure, int]]]]:
    """The table of one sort: a row a month, the newest first."""
    lines = months.of(sort)
    found = [(month, [(line.measure, line.numbers[place]) for line in lines]) for place, month in enumerate(months.months)]
    return found[::-1]


def _month(year: int, month: int) -> date | None:
    try:
        return date(year, month, 1)
    except ValueError:
        return None


def _chart(months: Months) -> SafeString:
    """Both together over the year; "" when there is nothing to draw. Its figures stand in the table below."""
    series = tuple(Series(label, tuple(map(Decimal, months.together(sort))), "件次") for sort, label in ((FOUND, "发现"), (DONE, "处理")))
    if not any(value for one in series for value in one.values):
        return mark_safe("")
    table = Table(tuple(f"{month.year}年{month.month}月" for month in months.months), series, "月份")
    return mark_safe(draw("line", table, title="各月发现和处理", prefix="gk-mechanism").svg)  # noqa: S308 - every word in it is escaped
