"""The year's figures: the sentence of the annual report with every number a link, the table behind it, the lists behind that."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.desk.views.outlets.choosing import FIRST_YEAR, organ_asked, year_asked, years_offered
from gongkai.web.publication.selectors import figure_table, figures
from gongkai.web.publication.selectors.columns import labels_of
from gongkai.web.publication.selectors.figures import ELSEWHERE, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.sheets import Cell
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item

PAGE = 100
LAST_YEAR = 2100
MOST = 20_000
HEADER = ("渠道", "栏目", *(f"{month}月" for month in figure_table.MONTHS), "合计")
LISTED = ("标题", "索引号", "发文字号", "栏目", "体裁", "成文日期", "首次公开", "渠道")


@login_required
@require_safe
def item_figures(request: HttpRequest) -> HttpResponse:
    """What was published in the year, by counting: total, by channel, the rest explained, 报送 apart."""
    chosen, year = organ_asked(request, "item.see"), year_asked(request)
    found = figures.year_of(chosen.organ, year)
    website = next((each.value for each in found.outlets if each.key == Outlet.WEBSITE.value), 0)
    return render(request, "desk/outlets/figures.html", {
        "chosen": chosen, "year": year, "years": years_offered(request, figures.years(chosen.organ)), "found": found,
        "pieces": [(piece, _link(chosen.organ, year, piece)) for piece in found.pieces()], "on_site": found.total.value - found.elsewhere.value,
        "website": website, "brought_later": figure_table.brought_later(chosen.organ, year) if website else 0,
        "elsewhere": _link(chosen.organ, year, found.elsewhere), "only": [(each, _link(chosen.organ, year, each)) for each in found.only],
        "left": found.elsewhere.value - sum(each.value for each in found.only), "blocks": figure_table.table(chosen.organ, year), "months": figure_table.MONTHS,
        "ELSEWHERE": ELSEWHERE,
    })  # fmt: skip


@login_required
@require_safe
def item_figures_list(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The items behind a number; ``?column`` and ``?month`` narrow a channel as the table does; ``?as=csv`` or ``xlsx`` to keep it."""
    chosen = organ_asked(request, "item.see")
    column, month = request.GET.get("column", ""), _month(request)
    items, label = _items(chosen.organ, year, key, column, month)
    kind = request.GET.get("as", "")
    if kind in TYPES:
        return download(kind, f"{chosen.organ.name}{year}年{label}", LISTED, _cells(chosen.organ, items[:MOST]))
    page = Paginator(items.prefetch_related("reached"), PAGE).get_page(request.GET.get("page"))
    named = labels_of([chosen.organ])
    return render(request, "desk/outlets/figures_list.html", {
        "chosen": chosen, "year": year, "label": label, "page": page, "lines": [(each, named(each.organ_id, each.column), _outlets(each)) for each in page.object_list],
        "column": named(chosen.organ.pk, column) if column else "", "month": month,
    })  # fmt: skip


@login_required
@require_safe
def item_figures_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The table of channel, column and month as CSV or Excel."""
    if kind not in TYPES:
        raise Http404
    chosen, year = organ_asked(request, "item.see"), year_asked(request)
    return download(kind, f"{chosen.organ.name}{year}年公开数量", HEADER, _rows(chosen.organ, year))


def _rows(organ: Organ, year: int) -> Iterator[tuple[Cell, ...]]:
    found = figures.year_of(organ, year)
    for block in figure_table.table(organ, year):
        for row in block.rows:
            yield (block.outlet.label, row.label, *row.months, row.total)
        yield (block.outlet.label, "小计", *block.months, block.total)
    for each in (found.total, found.new_media, found.elsewhere, *found.only, found.sent_up, found.taken_up):
        label = figures.label_of(each.key)
        yield (label, "全年", *("" for _ in figure_table.MONTHS), each.value)


def _link(organ: Organ, year: int, piece: str | Figure) -> str:
    """Where a number leads; "" for words."""
    if isinstance(piece, str):
        return ""
    return f"{reverse('desk:item_figures_list', args=[year, piece.key])}?{urlencode({'organ': organ.slug})}"


def _items(organ: Organ, year: int, key: str, column: str, month: int | None) -> tuple[QuerySet[Item], str]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    try:
        label = figures.label_of(key)
        if column or month:
            Outlet.of(key)
            found = figure_table.cell(organ, year, key, column, month)
        else:
            found = figures.listed(organ, year, key)
    except (KeyError, ValueError) as error:
        raise Http404 from error
    return found.order_by("first_published_on", "created_at", "pk"), label


def _month(request: HttpRequest) -> int | None:
    text = request.GET.get("month", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 and int(text) in figure_table.MONTHS else None


def _outlets(item: Item) -> str:
    return "、".join(Outlet.of(each.outlet).label for each in item.reached.all())


def _cells(organ: Organ, items: QuerySet[Item]) -> Iterator[tuple[Cell, ...]]:
    named = labels_of([organ])
    for each in items.prefetch_related("reached"):
        yield (
            each.title, each.index_number, each.number, named(each.organ_id, each.column), each.get_genre_display(), each.formed_on,
            each.first_published_on, _outlets(each),
        )  # fmt: skip
