"""规范性文件 and 规章: what holds, what is to be looked at, and table two (一) of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.desk.access import reach_of, today
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.desk.views.outlets.choosing import organ_asked, year_asked, years_offered
from gongkai.web.publication.models import Validity
from gongkai.web.publication.selectors import documents as selectors
from gongkai.web.publication.selectors.worklist import marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.sheets import Cell
    from gongkai.web.publication.models import Item

PAGE = 50
MOST = 20_000
HEADER = ("标题", "发文字号", "种类", "成文日期", "公开日期", "生效日期", "写明的失效日", "有效性", "索引号")
_YEARS = 6  # years back that table two is offered for


@login_required
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The clean-up list, the documents by 有效性, the counts of a year."""
    chosen, year, day = organ_asked(request, "item.see"), year_asked(request), today(request)
    validity = _validity(request)
    page = Paginator(selectors.documents_of(chosen.organ, validity), PAGE).get_page(request.GET.get("page"))
    counts = selectors.groups(chosen.organ)
    return render(request, "desk/outlets/documents.html", {
        "chosen": chosen, "year": year, "years": years_offered(request, list(range(day.year, day.year - _YEARS, -1))), "page": page, "validity": validity,
        "tabs": [("", "全部", sum(counts.values())), *((each.value, each.label, counts[each.value]) for each in selectors.GROUPS)],
        "due": selectors.due(chosen.organ, marks(chosen.organ, day)), "counts": selectors.counts(chosen.organ, year, day), "over": year < day.year, "today": day,
        "publishes": reach_of(request).may("item.publish", chosen.organ),
    })  # fmt: skip


@login_required
@require_safe
def documents_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list that is shown as CSV or Excel."""
    if kind not in TYPES:
        raise Http404
    chosen = organ_asked(request, "item.see")
    found = selectors.documents_of(chosen.organ, _validity(request))
    return download(kind, f"{chosen.organ.name}规范性文件清单", HEADER, _cells(found[:MOST]))


def _validity(request: HttpRequest) -> str:
    asked = request.GET.get("validity", "")
    return asked if asked in set(selectors.GROUPS) and asked != Validity.NONE else ""


def _cells(found: Iterable[Item]) -> Iterator[tuple[Cell, ...]]:
    for each in found:
        yield (
            each.title, each.number, each.get_genre_display(), each.formed_on, each.first_published_on, each.effective_from, each.expires_on,
            each.get_validity_display(), each.index_number,
        )  # fmt: skip
