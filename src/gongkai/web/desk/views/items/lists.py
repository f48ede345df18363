"""The list of items with what is due first, as a page and as a file; and what waits for the user's review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.web.desk.access import need_anywhere, reach_of, today, user_of
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.desk.views.items.listing import ItemListing, Line, due_of
from gongkai.web.publication.models import Genre, Phase, Validity
from gongkai.web.publication.selectors import reviews as waiting
from gongkai.web.publication.selectors.columns import labels_of
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.sheets import Cell
    from gongkai.web.publication.models import Item

PAGE = 50
MOST = 20_000  # rows of a download
_ASKED = 200  # rows of the list of reviews
# Read from tables of their own: ``get_…_display`` of ten thousand rows takes seconds.
_GENRES, _PHASES, _VALIDITIES = (
    dict(Genre.choices),
    dict(Phase.choices),
    {"": "", **{each.value: each.label for each in Validity if each.value}},
)
_ATTRIBUTES = {"": "", **{each.value: each.label for each in Attribute}}
HEADER = (
    "索引号", "标题", "发文字号", "机关", "栏目", "体裁", "公开属性", "成文日期", "公开期限", "期限说明", "状态", "发布日期", "有效性", "责任部门", "起草人",
)  # fmt: skip


@login_required
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """What is written, reviewed, public; what is due stands first."""
    need_anywhere(request, "item.see")
    listing = ItemListing(request)
    page = Paginator(listing.items.values_list("pk", flat=True), PAGE).get_page(request.GET.get("page"))
    context = {
        "listing": listing, "page": page, "lines": listing.lines(list(page.object_list)), "query": "", "most": MOST, "drafts": reach_of(request).any("item.draft"),
    }  # fmt: skip
    if typed(request).htmx and not typed(request).htmx.history_restore_request:
        return render(request, "desk/items/parts/lines.html", context)
    return render(request, "desk/items/list.html", context | {"tabs": listing.tabs()})


@login_required
@require_safe
def items_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list that is shown, with all its pages, as CSV or Excel."""
    if kind not in TYPES:
        raise Http404
    need_anywhere(request, "item.see")
    listing = ItemListing(request)
    return download(kind, f"主动公开{listing.bucket.label}", HEADER, _cells(listing))


@login_required
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """待我审、待我签: the items on which the user is asked now."""
    reach = reach_of(request)
    if not (reach.any("item.review") or reach.any("item.approve")):
        raise PermissionDenied
    to_review = waiting.to_review(user_of(request), reach.organs("item.review"))
    to_approve = waiting.to_approve(reach.organs("item.approve"))
    return render(request, "desk/items/reviews.html", {"parts": [
        ("待我审", _lines(to_review, request)), ("待我签", _lines(to_approve, request)),
    ]})  # fmt: skip


def _lines(found: QuerySet[Item], request: HttpRequest) -> list[Line]:
    chosen = list(found.select_related("organ", "drafter").order_by("due_on", "submitted_at")[:_ASKED])
    label = labels_of({each.organ for each in chosen})
    return [Line(each, label(each.organ_id, each.column), due_of(each, today(request))) for each in chosen]


def _cells(listing: ItemListing) -> Iterator[tuple[Cell, ...]]:
    for item, column, due in listing.rows(listing.items.select_related("organ", "drafter")[:MOST]):
        yield (
            item.index_number, item.title, item.number, item.organ.name, column, _GENRES[item.genre], _ATTRIBUTES[item.attribute], item.formed_on,
            item.due_on, due.words, _PHASES[item.phase], item.published_on, _VALIDITIES[item.validity], item.department,
            item.drafter.name if item.drafter else "",
        )  # fmt: skip
