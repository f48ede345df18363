"""The figures of a year: page, data, and the list behind every number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from gongkai.web.clock import day_of
from gongkai.web.portal import organs
from gongkai.web.portal.public import answer, figure_pages, sheets, statistics
from gongkai.web.portal.public.frame import frame_of
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from gongkai.web.portal.public.frame import Frame


@require_safe
def show(request: HttpRequest, slug: str, year: int | None = None) -> HttpResponseBase:
    """The page of a year; of the last one in which something became public when none is named."""
    frame = _frame(request, slug)
    return answer.page(request, "portal/public/statistics.html", figure_pages.context(frame, _year(frame, year), year))


@require_safe
def data(request: HttpRequest, slug: str, year: int, suffix: str) -> HttpResponseBase:
    """The same as JSON or as a table."""
    frame = _frame(request, slug)
    if suffix not in ("json", "csv") or year not in figure_pages.years(frame.organ):
        raise Http404
    found = figure_pages.figures_of(frame.organ, year)
    made = statistics.tables(frame, found)
    if suffix == "json":
        return answer.as_json(request, statistics.data(frame, found, made))
    body = sheets.as_csv(("类别", "项目", "数量"), statistics.rows(found, made))
    return answer.data(request, body, sheets.CSV, name=f"{frame.organ.name}{year}年主动公开统计.csv")


@require_safe
def figure(request: HttpRequest, slug: str, year: int, key: str, page: int | None = None) -> HttpResponseBase:
    """What a number counts, one by one."""
    frame = _frame(request, slug)
    return answer.page(request, "portal/public/figure.html", figure_pages.listed(frame, year, key, page))


def _frame(request: HttpRequest, slug: str) -> Frame:
    return frame_of(organs.readable(slug, day_of(typed(request).moment)))


def _year(frame: Frame, year: int | None) -> int | None:
    """The year asked for. Raises ``Http404`` for one of which nothing is known."""
    known = figure_pages.years(frame.organ)
    if year is not None and year not in known:
        raise Http404
    return year or next(iter(known), None)
