"""主动公开: what was published late, not at all, or without what the catalogue must have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.urls import reverse

from gongkai.law.deadlines import written
from gongkai.web.clock import day_of
from gongkai.web.oversight.indicators.base import COUNTED, SHARED, Asked, Case, Found, indicator
from gongkai.web.oversight.selectors import defects
from gongkai.web.publication.models.item import STANDING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from gongkai.web.publication.models import Item


def counted(rows: QuerySet[Any]) -> dict[UUID, int]:
    """How many rows each organ has. One query."""
    return dict(rows.order_by().values_list("organ").annotate(Count("pk")))


def item_cases(items: QuerySet[Item], on: Callable[[Item], date | None], words: Callable[[Item], str]) -> list[Case]:
    """A case for each item, the oldest first, with its page: what readers see, else that of the desk. One query."""
    rows = items.select_related("organ").only(
        "organ__slug", "title", "phase", "shown", "formed_on", "owed_by", "due_on", "first_published_on"
    )
    return [_case(each, on(each), words(each)) for each in rows.order_by("due_on", "first_published_on", "pk")]


def _case(item: Item, on: date | None, words: str) -> Case:
    if item.phase in STANDING and item.shown_id:
        return Case(item.organ_id, item.title, on, reverse("portal:item", args=[item.organ.slug, item.pk]), words, inner=False)
    return Case(item.organ_id, item.title, on, reverse("desk:item", args=[item.pk]), words)


def _first(item: Item) -> date | None:
    return item.first_published_on


def _day(day: date | None) -> str:
    return written(day) if day else "没有写"


@indicator("late_publication", SHARED)
def late_publication(asked: Asked) -> Found:
    """超过期限才公开。

    查什么：考核期内首次公开的信息，公开的日子晚于应当公开的最后一日。
    怎么算：每条信息算一件；按比例的，以考核期内首次公开的全部信息为分母。
    依据：条例第二十六条。
    """
    rows = defects.items_late(asked.keys, asked.first, asked.last)
    found = item_cases(rows, _first, lambda item: f"应当在{_day(item.owed_by)}以前公开，{_day(item.first_published_on)}才公开")
    return Found(found, counted(defects.items_first_public(asked.keys, asked.first, asked.last)))


@indicator("overdue_items", COUNTED)
def overdue_items(asked: Asked) -> Found:
    """到期没有公开。

    查什么：看的那一天，已经过了公开期限、还没有公开或者没有换成新内容的信息。
    怎么算：每条信息算一件。
    依据：条例第二十六条。
    """
    rows = defects.items_overdue(asked.keys, asked.day)
    return Found(
        item_cases(rows, lambda item: item.due_on, lambda item: f"应当在{_day(item.due_on)}以前公开，到{written(asked.day)}还没有公开")
    )


@indicator("wrong_dates", SHARED)
def wrong_dates(asked: Asked) -> Found:
    """发布日期早于成文日期。

    查什么：考核期内首次公开的信息，公开的日子早于自己写明的成文日期，这样的日期不可能是真的。
    怎么算：每条信息算一件；按比例的，以考核期内首次公开的全部信息为分母。
    依据：政府网站与政务新媒体检查指标关于伪造发稿日期的单项否决指标。
    """
    rows = defects.items_dated_wrongly(asked.keys, asked.first, asked.last)
    found = item_cases(rows, _first, lambda item: f"成文日期写的是{_day(item.formed_on)}，{_day(item.first_published_on)}就公开了")
    return Found(found, counted(defects.items_first_public(asked.keys, asked.first, asked.last)))


@indicator("no_summary", SHARED)
def no_summary(asked: Asked) -> Found:
    """没有内容概述。

    查什么：考核期内首次公开的信息，目录里没有内容概述。
    怎么算：每条信息算一件；按比例的，以考核期内首次公开的全部信息为分母。
    依据：条例第十二条：目录包括索引、名称、内容概述、生成日期等内容。
    """
    rows = defects.items_without_summary(asked.keys, asked.first, asked.last)
    found = item_cases(rows, _first, lambda item: "目录里没有内容概述")
    return Found(found, counted(defects.items_first_public(asked.keys, asked.first, asked.last)))


@indicator("no_number", SHARED)
def no_number(asked: Asked) -> Found:
    """政策文件没有发文字号。

    查什么：考核期内首次公开的规章、规范性文件和其他政策文件，没有发文字号。
    怎么算：每份文件算一件；按比例的，以考核期内首次公开的全部政策文件为分母。
    依据：条例第十二条；政府信息公开平台目录的要素。
    """
    rows = defects.items_without_number(asked.keys, asked.first, asked.last)
    found = item_cases(rows, _first, lambda item: "政策文件没有发文字号")
    return Found(found, counted(defects.policies_first_public(asked.keys, asked.first, asked.last)))


@indicator("stuck_deliveries", COUNTED)
def stuck_deliveries(asked: Asked) -> Found:
    """送不到公开渠道没有处理。

    查什么：看的那一天，被公开渠道退回或者没有送达已经超过3天、还没有处理的信息。
    怎么算：每条信息的每个渠道算一件。
    依据：条例第二十三条：通过政府公报、政府网站等途径公开。
    """
    rows = defects.deliveries_stuck(asked.keys, asked.day).select_related("item", "account").order_by("created_at", "pk")
    return Found([
        Case(
            each.item.organ_id, each.item.title, day_of(each.created_at), reverse("desk:item_deliveries", args=[each.item_id]),
            f"{each.account.name if each.account else '本机关栏目'}：{each.get_state_display()}",
        ) for each in rows
    ])  # fmt: skip


INDICATORS = (late_publication, overdue_items, wrong_dates, no_summary, no_number, stuck_deliveries)
