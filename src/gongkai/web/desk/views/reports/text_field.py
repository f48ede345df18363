"""What is behind a number of the text: the things that it counts, each with its page, or who declared it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.report.narrative.template import show
from gongkai.web.desk.views.reports.overview import page_of
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.desk.views.reports.records import PAGE, listed
from gongkai.web.desk.views.reports.text_page import entered_at
from gongkai.web.reporting.selectors.behind import ACTIVITY, CELL, behind, opens
from gongkai.web.reporting.selectors.content import counted_of
from gongkai.web.reporting.selectors.writing import group_of
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.behind import Row


@login_required
@require_safe
def report_text_field(request: HttpRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """A field of the narrative: its number, how it counts, all that it counts page by page. A cell of the tables has its own page."""
    annual = report_of(request, pk)
    catch_up()
    compiled, told = counted_of(annual)
    fact = told.get(name)
    if fact is None or not opens(fact.key):
        raise Http404
    if fact.key.startswith("table") and len(fact.keys) == 1:
        return redirect("desk:report_cell", pk=annual.pk, cell=fact.key)
    found = behind(annual, fact, compiled.report)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    held = list(page.object_list)
    words, address = entered_at(annual, group_of(name))
    context = {
        "annual": annual, "fact": fact, "value": "" if fact.value in (None, "") else f"{show(fact.value)}{fact.unit}", "how": found.how, "adds": found.adds,
        "said": found.said, "source": found.source(), "declare_url": page_of("desk:reports_declared", annual), "place_words": words, "place": address,
        "page": page, "rows": listed(request, annual.organ, held, _addresses(annual, held)), "kind": held[0].kind if held else "",
    }  # fmt: skip
    return render(request, "desk/reports/text_field.html", context)


def _addresses(annual: AnnualReport, rows: Sequence[Row]) -> dict[str, str]:
    """Of cells their page, of what was done the register of the year."""
    register = page_of("desk:reports_activities", annual)
    places = {CELL: lambda key: reverse("desk:report_cell", args=[annual.pk, key]), ACTIVITY: lambda key: register}
    return {each.key: places[each.kind](each.key) for each in rows if each.kind in places}
