"""Lists of what an organ published: 法定主动公开内容, 公开制度, 公开年报, 公开目录; each as page, JSON, CSV and feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.web.clock import day_of
from gongkai.web.portal import organs
from gongkai.web.portal.public import answer, feeds, listing, lists, sheets
from gongkai.web.portal.public.frame import Frame, frame_of
from gongkai.web.portal.public.listing import DOORS, EMPTY
from gongkai.web.portal.public.where import COLUMN, Where
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
def show(request: HttpRequest, slug: str, door: str, where: Where = EMPTY) -> HttpResponseBase:
    """The page."""
    frame, bound = _frame(request, slug), listing.bound_to(DOORS[door], where)
    cut = listing.cut_of(frame, DOORS[door], bound)
    context = listing.context(frame, DOORS[door], where, cut, listing.years_of(frame, DOORS[door], bound))
    return answer.page(request, f"portal/public/{'catalogue' if door == 'catalogue' else 'list'}.html", context)


@require_safe
def data(request: HttpRequest, slug: str, door: str, suffix: str, where: Where = EMPTY) -> HttpResponseBase:
    """The rows of the page, as JSON or as a table."""
    if suffix not in ("json", "csv"):
        raise Http404
    frame = _frame(request, slug)
    cut = listing.cut_of(frame, DOORS[door], listing.bound_to(DOORS[door], where))
    name = f"{frame.organ.name}{DOORS[door].title}"
    if suffix == "csv":
        body = sheets.as_csv(sheets.HEADER, sheets.catalogue_rows(cut.rows, frame.base))
        return answer.data(request, body, sheets.CSV, name=f"{name}.csv")
    return answer.as_json(request, listing.data(frame, DOORS[door], where, cut))


@require_safe
def year(request: HttpRequest, slug: str, year: int, suffix: str) -> HttpResponseBase:
    """The whole catalogue of a year as one file: a table or JSON."""
    if suffix not in ("json", "csv", "xlsx"):
        raise Http404
    frame = _frame(request, slug)
    rows = lists.rows_of(slug, list(lists.only_shown(lists.narrowed(frame.organ, Where(year=year))).order_by("-place")))
    if not rows:
        raise Http404
    name = f"{frame.organ.name}{year}年政府信息公开目录"
    if suffix == "json":
        return answer.as_json(request, {"organ": frame.organ.name, "year": year, "total": len(rows), "items": [row.data() for row in rows]})
    lines = sheets.catalogue_rows(rows, frame.base)
    if suffix == "csv":
        return answer.data(request, sheets.as_csv(sheets.HEADER, lines), sheets.CSV, name=f"{name}.csv")
    return answer.data(request, sheets.as_xlsx(name, sheets.HEADER, lines), sheets.XLSX, name=f"{name}.xlsx")


@require_safe
def feed(request: HttpRequest, slug: str, key: str = "") -> HttpResponseBase:
    """The newest of the organ, or of one of its columns, as Atom."""
    frame = _frame(request, slug)
    where = Where(COLUMN, key) if key else EMPTY
    name = lists.name_of(frame, where) if key else "最近公开"
    rows = lists.rows_of(slug, list(lists.only_shown(lists.narrowed(frame.organ, where)).order_by("-place")[: feeds.NEWEST]))
    page = reverse("portal:items_list", args=[slug, where]) if key else reverse("portal:organ", args=[slug])
    own = reverse("portal:column_feed", args=[slug, key]) if key else reverse("portal:feed", args=[slug])
    told = feeds.Feed(f"{frame.organ.name}：{name}", f"{frame.base}{own}", f"{frame.base}{page}")
    return answer.data(request, feeds.atom(frame, told, rows), answer.ATOM)


def _frame(request: HttpRequest, slug: str) -> Frame:
    return frame_of(organs.readable(slug, day_of(typed(request).moment)))
