"""The year's figures of an organ: one function for the desk, the portal, the report; every number opens its list.

An item counts in the year in which it first became public, once; on a channel in the year in which it first stood there.
报送 is counted apart and never among what is public.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.publication.models import Item, Reach, Upward

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

TOTAL, ELSEWHERE, SENT_UP, TAKEN_UP = "total", "elsewhere", "sent_up", "taken_up"
MEDIA = (Outlet.WECHAT, Outlet.WEIBO, Outlet.OTHER_MEDIA)  # 政务新媒体
NEW_MEDIA = "new_media"
_LABELS = {TOTAL: "主动公开", ELSEWHERE: "没有在政府网站公开", SENT_UP: "报送上级", TAKEN_UP: "报送被采用", NEW_MEDIA: "政务新媒体"}


class Figure(NamedTuple):
    """A number with the key that opens its list (:func:`listed`)."""

    key: str
    label: str
    value: int


class Year(NamedTuple):
    """The figures of a year. ``outlets`` may add up to more than ``total``: one item stands on several.

    ``only`` explains the rest: what is not on the website, by the first channel on which it stood; these add up to ``elsewhere``.
    """

    year: int
    total: Figure
    outlets: tuple[Figure, ...]
    new_media: Figure
    elsewhere: Figure
    only: tuple[Figure, ...]
    sent_up: Figure
    taken_up: Figure

    @property
    def sentence(self) -> str:
        """The sentence of the annual report, counted."""
        return "".join(piece if isinstance(piece, str) else str(piece.value) for piece in self.pieces())

    def pieces(self) -> list[str | Figure]:
        """The same sentence in pieces: its numbers as figures, so that a page can link each to its list."""
        said: list[str | Figure] = [f"{self.year}年，主动公开政府信息", self.total, "条"]
        if not self.total.value:
            return [*said, "。", *self._upward()]
        for number, each in enumerate(self.outlets):
            said += ["，其中通过" if not number else "，", each.label, each, "条"]
        said.append("（同一条信息可以在几个渠道公开）。" if sum(each.value for each in self.outlets) > self.total.value else "。")
        if self.elsewhere.value:
            said += ["没有在政府网站公开的", self.elsewhere, "条"]
            for number, each in enumerate(self.only):
                said += [
                    "，是" if not number else "，",
                    "只在" if not number else "",
                    each.label,
                    "公开的" if not number else "",
                    each,
                    "条",
                ]
            said.append("。")
        return [*said, *self._upward()]

    def _upward(self) -> list[str | Figure]:
        if not self.sent_up.value:
            return []
        return ["另向上级报送", self.sent_up, "条，被采用", self.taken_up, "条，报送不计入公开。"]


def year_of(organ: Organ, year: int) -> Year:
    """All figures of the year; at most five queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    reached = dict(
        Reach.objects.filter(item__organ=organ, on__range=(first, last))
        .values_list("outlet")
        .annotate(Count("item"))
        .values_list("outlet", "item__count")
    )
    total = _new(organ, year).count()
    media = Reach.objects.filter(item__organ=organ, on__range=(first, last), outlet__in=MEDIA).values("item").distinct().count()
    only: dict[str, int] = {}
    for outlet in _first_outlets(organ, year).values():
        only[outlet] = only.get(outlet, 0) + 1
    upward = Upward.objects.filter(item__organ=organ, on__range=(first, last)).aggregate(
        sent=Count("item", filter=Q(taken=False), distinct=True), taken=Count("item", filter=Q(taken=True), distinct=True)
    )
    return Year(
        year, _figure(TOTAL, total), tuple(_figure(each.value, reached[each.value]) for each in Outlet if reached.get(each.value)),
        _figure(NEW_MEDIA, media), _figure(ELSEWHERE, sum(only.values())),
        tuple(_figure(f"only.{each.value}", only[each.value]) for each in Outlet if only.get(each.value)),
        _figure(SENT_UP, upward["sent"]), _figure(TAKEN_UP, upward["taken"]),
    )  # fmt: skip


def years(organ: Organ) -> list[int]:
    """The years in which something became public, newest first."""
    days = (
        Item.objects.filter(organ=organ, first_published_on__isnull=False)
        .order_by()
        .values_list("first_published_on", flat=True)
        .distinct()
    )
    return sorted({day.year for day in days if day}, reverse=True)


def listed(organ: Organ, year: int, key: str) -> QuerySet[Item]:
    """The items behind a figure of :func:`year_of`. KeyError for a key that is none."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    items = Item.objects.filter(organ=organ)
    if key == TOTAL:
        return _new(organ, year)
    if key == NEW_MEDIA:
        return items.filter(pk__in=Reach.objects.filter(on__range=(first, last), outlet__in=MEDIA).values("item"))
    if key in (SENT_UP, TAKEN_UP):
        return items.filter(pk__in=Upward.objects.filter(on__range=(first, last), taken=key == TAKEN_UP).values("item"))
    if key == ELSEWHERE:
        return items.filter(pk__in=list(_first_outlets(organ, year)))
    outlet = key.removeprefix("only.")
    if outlet not in {each.value for each in Outlet}:
        raise KeyError(key)
    if key != outlet:
        return items.filter(pk__in=[item for item, first_outlet in _first_outlets(organ, year).items() if first_outlet == outlet])
    return items.filter(reached__outlet=outlet, reached__on__range=(first, last))


def label_of(key: str) -> str:
    """What a figure is called. KeyError for a key that is none."""
    if key in _LABELS:
        return _LABELS[key]
    only = key.startswith("only.")
    outlet = next((each for each in Outlet if each.value == key.removeprefix("only.")), None)
    if outlet is None:
        raise KeyError(key)
    return f"只在{outlet.label}公开" if only else outlet.label


def _figure(key: str, value: int) -> Figure:
    label = Outlet.of(key.removeprefix("only.")).label if key.removeprefix("only.") in {each.value for each in Outlet} else _LABELS[key]
    return Figure(key, label, value)


def _new(organ: Organ, year: int) -> QuerySet[Item]:
    return Item.objects.filter(organ=organ, first_published_on__range=(date(year, 1, 1), date(year, 12, 31)))


def _first_outlets(organ: Organ, year: int) -> dict[object, str]:
    """Items of the year that did not stand on the website in it, each with the first channel on which it stood."""
    last = date(year, 12, 31)
    on_site = Reach.objects.filter(outlet=Outlet.WEBSITE.value, on__lte=last).values("item")
    found: dict[object, str] = {}
    rows = Reach.objects.filter(item__in=_new(organ, year), on__lte=last).exclude(item__in=on_site).order_by("on", "pk")
    for item, outlet in rows.values_list("item", "outlet"):
        found.setdefault(item, outlet)
    return found
