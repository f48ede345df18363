"""The figures of a year as readers see them: counted sentence, charts with their tables, lists behind every number."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Value
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import mark_safe

from gongkai.charts.figures import draw
from gongkai.charts.finding import suggest_title
from gongkai.charts.table import Series, Table
from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.lib.errors import UnusableInput
from gongkai.web.portal.public import lists
from gongkai.web.portal.public.pictures import ON_PAGE
from gongkai.web.portal.public.where import IN_FORCE, VALIDITY, Where
from gongkai.web.publication.models import Item
from gongkai.web.publication.models.item import DOCUMENTS
from gongkai.web.publication.selectors import figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from gongkai.charts.figures import Chart, Kind
    from gongkai.web.organs.models import Organ
    from gongkai.web.portal.public.frame import Frame
    from gongkai.web.publication.selectors.figures import Figure, Year

_REST = "其余栏目"
_COLUMNS = 12  # columns of the catalogue in the chart; the rest is one bar
_ROWS_SHOWN = (figures.SENT_UP, figures.TAKEN_UP)  # figures of what never was public have no list here


class Number(NamedTuple):
    """One of the four numbers of the first page: what it counts and the list that it opens."""

    value: int
    label: str
    url: str


class Piece(NamedTuple):
    """A piece of the sentence: words, or a number with the list behind it."""

    text: str
    url: str


def newest_year(organ: Organ) -> int | None:
    """The last year in which something became public; None before the first."""
    last = (
        Item.objects.filter(organ=organ, first_published_on__isnull=False)
        .order_by("-first_published_on")
        .values_list("first_published_on", flat=True)
    )
    day = last.first()
    return day.year if day else None


def four_numbers(frame: Frame, year: int) -> list[Number]:
    """The numbers of the first page: each is the length of the list that it opens."""
    organ = frame.organ
    counted = (
        (figures.TOTAL, f"{year}年主动公开（条）"),
        (Outlet.WEBSITE.value, f"{year}年在政府网站公开（条）"),
        (figures.NEW_MEDIA, f"{year}年在政务新媒体公开（条）"),
    )
    in_force = lists.published(organ).filter(genre__in=DOCUMENTS, validity__in=lists.HOLDING)
    values = _lengths(organ, year, [key for key, _ in counted], **{IN_FORCE: in_force})
    found = [Number(values.get(key, 0), label, list_url(organ, year, key)) for key, label in counted]
    return [
        *found,
        Number(
            values.get(IN_FORCE, 0),
            "现行有效的规范性文件（件）",
            reverse("portal:items_list", args=[organ.slug, Where(VALIDITY, IN_FORCE)]),
        ),
    ]


def _lengths(organ: Organ, year: int, keys: Sequence[str], **more: QuerySet[Any]) -> dict[str, int]:
    """How long the lists behind figures are, and ``more`` by name, all in one query; an empty one is not in it."""
    behind: dict[str, QuerySet[Any]] = {key: figures.listed(organ, year, key) for key in keys}
    one, *others = (
        rows.order_by().annotate(figure=Value(key)).values("figure").annotate(length=Count("pk")).values_list("figure", "length")
        for key, rows in {**behind, **more}.items()
    )
    return dict(one.union(*others, all=True))


def list_url(organ: Organ, year: int, key: str) -> str:
    """The list behind a figure; "" for what is not public."""
    return "" if key in _ROWS_SHOWN else reverse("portal:figure", args=[organ.slug, year, key])


def sentence(organ: Organ, found: Year) -> list[Piece]:
    """The counted sentence, every number with its list."""
    return [
        Piece(each, "") if isinstance(each, str) else Piece(str(each.value), list_url(organ, found.year, each.key) if each.value else "")
        for each in found.pieces()
    ]


def keys(found: Year) -> list[Figure]:
    """The figures of a year that have a list."""
    every = (found.total, *found.outlets, found.new_media, found.elsewhere, *found.only)
    return [each for each in dict.fromkeys(every) if each.value]


def tables(frame: Frame, found: Year) -> dict[str, tuple[Kind, str, Table]]:
    """What is drawn, by name: kind of chart, heading, table. What has nothing to show is left out."""
    organ, year = frame.organ, found.year
    made: dict[str, tuple[Kind, str, Table]] = {
        "months": ("bar", "各月主动公开", _table("月份", [(f"{month}月", count) for month, count in _months(organ, year)])),
        "channels": ("bar", "公开渠道", _table("渠道", [(each.label, each.value) for each in found.outlets])),
        "columns": ("bar", "公开内容", _table("栏目", _columns(frame, year))),
        "years": ("bar", "历年主动公开", _table("年份", [(f"{each}年", count) for each, count in _years(organ, year)])),
    }
    return {name: held for name, held in made.items() if held[2].labels and any(held[2].series[0].values)}


def charts(made: dict[str, tuple[Kind, str, Table]]) -> list[tuple[str, str, Chart, SafeString]]:
    """Each drawn: name, heading, chart, and its picture for a page. What cannot be drawn is left out; its table stands in the data."""
    found = []
    for name, (kind, heading, table) in made.items():
        try:
            chart = draw(kind, table, title=_title(table), prefix=f"gk-{name}", width=ON_PAGE)
        except UnusableInput:
            continue
        found.append((name, heading, chart, mark_safe(chart.svg)))  # noqa: S308 - every word in it is escaped
    return found


def _title(table: Table) -> str | None:
    """The finding; a bar for all the rest is never what it is about."""
    if _REST not in table.labels:
        return None
    parts = [(label, value) for label, value in zip(table.labels, table.series[0].values, strict=True) if label != _REST]
    series = table.series[0]._replace(values=tuple(value for _, value in parts))
    return suggest_title(table._replace(labels=tuple(label for label, _ in parts), series=(series,)))


def data(frame: Frame, found: Year, made: dict[str, tuple[Kind, str, Table]]) -> dict[str, Any]:
    """The year as JSON."""
    return {
        "organ": frame.organ.name, "year": found.year, "sentence": found.sentence,
        "figures": [{"key": each.key, "label": each.label, "value": each.value} for each in (*keys(found), found.sent_up, found.taken_up)],
        "tables": {name: _rows(table) for name, (_, _, table) in made.items()},
    }  # fmt: skip


def rows(found: Year, made: dict[str, tuple[Kind, str, Table]]) -> list[Sequence[str | int]]:
    """The year as lines of a table: 类别, 项目, 数量."""
    lines: list[Sequence[str | int]] = [("合计", each.label, each.value) for each in (*keys(found), found.sent_up, found.taken_up)]
    for _, heading, table in made.values():
        lines += [(heading, label, int(value or 0)) for label, value in zip(table.labels, table.series[0].values, strict=True)]
    return lines


def listed(organ: Organ, year: int, key: str) -> QuerySet[Item]:
    """The items behind a figure, also those taken down since. Raises ``Http404`` for a figure that there is not."""
    if key in _ROWS_SHOWN:
        raise Http404
    try:
        found = figures.listed(organ, year, key)
    except KeyError as unknown:
        raise Http404 from unknown
    return Item.objects.filter(pk__in=found.values("pk")).select_related("shown")


def _months(organ: Organ, year: int) -> list[tuple[int, int]]:
    counted: Counter[int] = Counter()
    for day, count in _by_day(_of_year(organ, year)):
        counted[day.month] += count
    last = max(counted, default=0)
    return [(month, counted[month]) for month in range(1, last + 1)]


def _years(organ: Organ, last: int) -> list[tuple[int, int]]:
    counted: Counter[int] = Counter()
    for day, count in _by_day(Item.objects.filter(organ=organ, first_published_on__lte=date(last, 12, 31))):
        counted[day.year] += count
    return sorted(counted.items())[-10:] if len(counted) > 1 else []


def _by_day(found: QuerySet[Item]) -> Iterator[tuple[date, int]]:
    """How many became public on each day; months and years are added up here, for SQLite asks Python about every row otherwise."""
    return found.order_by().values_list("first_published_on").annotate(Count("pk")).iterator()


def _columns(frame: Frame, year: int) -> list[tuple[str, int]]:
    """By the column of what readers see; the largest first."""
    counted: Counter[str] = Counter()
    for key, count in _of_year(frame.organ, year).values_list("shown__fields__column").annotate(Count("pk")).order_by():
        counted[frame.label(key) if key else "其他"] += count
    most = counted.most_common()
    rest = sum(count for _, count in most[_COLUMNS:])
    return most[:_COLUMNS] + ([(_REST, rest)] if rest else [])


def _of_year(organ: Organ, year: int) -> QuerySet[Item]:
    return Item.objects.filter(organ=organ, first_published_on__range=(date(year, 1, 1), date(year, 12, 31)))


def _table(corner: str, lines: Sequence[tuple[str, int]]) -> Table:
    return Table(tuple(label for label, _ in lines), (Series("主动公开", tuple(Decimal(count) for _, count in lines), "条"),), corner)


def _rows(table: Table) -> list[dict[str, Any]]:
    return [{"label": label, "value": int(value or 0)} for label, value in zip(table.labels, table.series[0].values, strict=True)]
