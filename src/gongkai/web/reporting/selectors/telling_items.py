"""What the year says of what was made public: an item counts once, in the year in which it first became public; on a channel in the year
in which it first stood there. 报送 is told apart.

The figures are those of the pages of publication, made from the ledger alone; a test holds both against one another.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.report import facts
from gongkai.web.reporting.models import DocumentFact, ExplanationFact, ItemDay

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet

NEW_MEDIA = (Outlet.WECHAT.value, Outlet.WEIBO.value, Outlet.OTHER_MEDIA.value)  # 政务新媒体
NAMES = (
    "published", "outlets", "new_media", "elsewhere", "sent_up", "taken_up", "explained", "explained_forms", "explained_by_leader",
    "to_explain", "documents_explained", "reviewed", "returned", "reassessed",
)  # fmt: skip


class Known(NamedTuple):
    """Values by the names of ``report.narrative.facts.Year``, and of those that are unknown why."""

    values: dict[str, Any]
    why: dict[str, str]


def known(organ: uuid.UUID, year: int) -> Known:
    """What was made public, explained, reviewed in the year. Nothing is known of an organ whose ledger has no item by then. Four queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = ItemDay.objects.filter(organ=organ).order_by()
    this = days.filter(on__range=(first, last))
    counts = dict(this.values_list("what").annotate(items=Count("stream", distinct=True)))
    if not counts and not days.filter(on__lt=first).exists():
        return Known({}, dict.fromkeys(NAMES, f"账本里没有{year}年底以前公开的信息，请登记，或者导入这一年的清单"))
    beside = this.aggregate(
        new_media=_items(Q(what__in=NEW_MEDIA)),
        elsewhere=_items(Q(what=facts.PUBLIC) & Q(~_by(last, Outlet.WEBSITE.value))),
        unreviewed=_items(Q(what=facts.PUBLIC) & Q(~_by(last, facts.REVIEWED))),
    )
    unreviewed = beside.pop("unreviewed")
    values = {
        "published": counts.get(facts.PUBLIC, 0), "outlets": {each.value: counts[each.value] for each in Outlet if each.value in counts},
        **{name: counts.get(name, 0) for name in (facts.SENT_UP, facts.TAKEN_UP, facts.REASSESSED)}, **beside, **_policies(this, organ, last),
        **_explanations(organ, first, last),
    }  # fmt: skip
    if unreviewed:  # a list of a year before the system does not say who reviewed what
        return Known(values, dict.fromkeys((facts.REVIEWED, facts.RETURNED), f"有{unreviewed}条公开的信息是导入的，没有审查的记录"))
    return Known(values | {name: counts.get(name, 0) for name in (facts.REVIEWED, facts.RETURNED)}, {})


def _policies(this: QuerySet[ItemDay], organ: uuid.UUID, last: date) -> dict[str, Any]:
    """规章、行政规范性文件 that became public in the year and still stood at its end, and how many of them were explained by then (国办发〔2016〕19号)."""
    papers = DocumentFact.objects.filter(organ=organ, publication__isnull=False).values("publication")
    standing = this.filter(~_by(last, facts.GONE), what=facts.PUBLIC, stream__in=papers)
    explained = Exists(ExplanationFact.objects.filter(stream=OuterRef("stream"), on__lte=last))
    return standing.aggregate(to_explain=_items(Q()), documents_explained=_items(Q(explained)))


def _explanations(organ: uuid.UUID, first: date, last: date) -> dict[str, Any]:
    """解读 that became public in the year. One that explains several policies counts once, in the form in which it was recorded first."""
    held = ExplanationFact.objects.filter(organ=organ)
    new = held.filter(on__range=(first, last)).exclude(item__in=held.filter(on__lt=first).values("item")).order_by("on", "stream", "pk")
    forms: dict[str, str] = {}
    by_leader: dict[str, bool] = {}
    for item, form, leader in new.values_list("item", "form", "by_leader"):
        forms.setdefault(item, form)
        by_leader[item] = by_leader.get(item, False) or leader
    return {"explained": len(forms), "explained_forms": dict(Counter(forms.values())), "explained_by_leader": sum(by_leader.values())}


def _items(which: Q) -> Count:
    return Count("stream", distinct=True, filter=which) if which else Count("stream", distinct=True)


def _by(last: date, what: str) -> Exists:
    """It happened to the item by that day."""
    return Exists(ItemDay.objects.filter(stream=OuterRef("stream"), what=what, on__lte=last))
