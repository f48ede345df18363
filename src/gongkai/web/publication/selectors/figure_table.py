"""The year's figures in detail: channel by column by month. A cell opens its list as every figure does."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.publication.models import Item, Reach
from gongkai.web.publication.selectors.columns import labels_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

MONTHS = range(1, 13)


class Row(NamedTuple):
    """A column of the catalogue on one channel: how many each month, and together."""

    column: str
    label: str
    months: tuple[int, ...]
    total: int


class Block(NamedTuple):
    """One channel: its columns and its sums."""

    outlet: Outlet
    rows: tuple[Row, ...]
    months: tuple[int, ...]
    total: int


def table(organ: Organ, year: int) -> list[Block]:
    """Items by the first day on which they stood on each channel. Two queries."""
    found: dict[str, dict[str, list[int]]] = {}
    rows = (
        Reach.objects.filter(item__organ=organ, on__range=(date(year, 1, 1), date(year, 12, 31)))
        .order_by()
        .annotate(month=ExtractMonth("on"))
        .values_list("outlet", "item__column", "month")
        .annotate(count=Count("pk"))
    )
    for outlet, column, month, count in rows:
        found.setdefault(outlet, {}).setdefault(column, [0] * 12)[month - 1] += count
    label = labels_of([organ])
    blocks = []
    for outlet in Outlet:
        columns = found.get(outlet.value, {})
        if not columns:
            continue
        made = tuple(Row(key, label(organ.pk, key), tuple(months), sum(months)) for key, months in columns.items())
        made = tuple(sorted(made, key=lambda row: (-row.total, row.label)))
        months = tuple(sum(row.months[place] for row in made) for place in range(12))
        blocks.append(Block(outlet, made, months, sum(months)))
    return blocks


def cell(organ: Organ, year: int, outlet: str, column: str = "", month: int | None = None) -> QuerySet[Item]:
    """The items behind a cell: of a channel, narrowed to a column and a month."""
    first, last = date(year, month or 1, 1), date(year, month or 12, monthrange(year, month or 12)[1])
    found = Item.objects.filter(organ=organ, reached__outlet=outlet, reached__on__range=(first, last))
    return found.filter(column=column) if column else found


def brought_later(organ: Organ, year: int) -> int:
    """Items that became public before the year and stood on the website in it for the first time: why that figure may be larger than the total."""
    reached = Reach.objects.filter(outlet=Outlet.WEBSITE.value, on__range=(date(year, 1, 1), date(year, 12, 31)), item__organ=organ)
    return reached.filter(item__first_published_on__lt=date(year, 1, 1)).count()
