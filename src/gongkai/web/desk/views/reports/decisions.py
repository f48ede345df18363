"""What was published of the decisions whose number an office declares: a list to check the declaration by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.desk.views.outlets.choosing import organ_named
from gongkai.web.desk.views.reports.declared import back_to, possible
from gongkai.web.desk.views.reports.records import PAGE, listed
from gongkai.web.reporting.selectors.behind import ITEM, Row
from gongkai.web.reporting.selectors.decisions import beside, items_of
from gongkai.web.reporting.selectors.declared import cells_of
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def declared_published(request: HttpRequest, organ: str, year: int, cell: str) -> HttpResponse:
    """The items of the year under the entry of the catalogue for that figure; 404 for a figure beside which nothing is counted."""
    found = organ_named(request, organ, "report.see")
    catch_up()
    published = beside(found.pk, possible(year), cells_of(year)).get(cell)
    if published is None:
        raise Http404
    page = Paginator(items_of(found.pk, year, published.entry.key), PAGE).get_page(request.GET.get("page"))
    rows = [Row(ITEM, str(each.stream), "", each.first_on, "") for each in page.object_list]
    context = {
        "organ": found, "year": year, "published": published, "page": page, "rows": listed(request, found, rows, {}), "back": back_to(found, year),
        "labels": "、".join(dict.fromkeys(each.label for each in published.cells)),
    }  # fmt: skip
    return render(request, "desk/reports/declared_published.html", context)
