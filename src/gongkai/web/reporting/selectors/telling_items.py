"""What the year says of what was made public: an item counts once, in the year in which it first became public; on a channel in the year
in which it first stood there. 报送 is told apart.

The figures are those of the pages of publication, made from the ledger alone; a test holds both against one another.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q

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
        new_media=_items(_which("new_media", last)),
        elsewhere=_items(_which("elsewhere", last)),
        unreviewed=_items(Q(what=facts.PUBLIC) & Q(~_by(last, facts.REVIEWED))),
    )
    unreviewed = beside.pop("unreviewed")
    values = {
        "published": counts.get(facts.PUBLIC, 0), "outlets": {each.value: counts[each.value] for each in Outlet if each.value in counts},
        **{name: counts.get(name, 0) for name in (facts.SENT_UP, facts.TAKEN_UP, facts.REASSESSED)}, **beside, **_policies(this, organ, last),
        **_explanations(organ, year),
    }  # fmt: skip
    if unreviewed:  # a list of a year before the system does not say who reviewed what
        return Known(values, dict.fromkeys((facts.REVIEWED, facts.RETURNED), f"有{unreviewed}条公开的信息是导入的，没有审查的记录"))
    return Known(values | {name: counts.get(name, 0) for name in (facts.REVIEWED, facts.RETURNED)}, {})


def items_of(organ: uuid.UUID, year: int, key: str) -> QuerySet[Any, Any]:
    """The things behind a count of the year, by its key in the catalogue of the narrative: ``stream`` and the first ``day`` of it, each once."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    this = ItemDay.objects.filter(organ=organ, on__range=(first, last))
    if key in ("to_explain", "documents_explained"):
        this = _standing(this, organ, last).filter(Q(_explained_by(last)) if key == "documents_explained" else Q())
    else:
        this = this.filter(_which(key, last))
    return this.order_by().values("stream").annotate(day=Min("on")).order_by("day", "stream")


def _which(key: str, last: date) -> Q:
    """The days that put an item behind the count: 报送 and reviews are called as the facts call them."""
    if key == "new_media":
        return Q(what__in=NEW_MEDIA)
    if key == "elsewhere":
        return Q(what=facts.PUBLIC) & Q(~_by(last, Outlet.WEBSITE.value))
    return Q(what=facts.PUBLIC if key == "published" else key.removeprefix("outlets."))


def _policies(this: QuerySet[ItemDay], organ: uuid.UUID, last: date) -> dict[str, Any]:
    """How many there were to be explained, and how many of them were."""
    return _standing(this, organ, last).aggregate(to_explain=_items(Q()), documents_explained=_items(Q(_explained_by(last))))


def _standing(this: QuerySet[ItemDay], organ: uuid.UUID, last: date) -> QuerySet[ItemDay]:
    """规章、行政规范性文件 that became public in the year and still stood at its end (国办发〔2016〕19号)."""
    papers = DocumentFact.objects.filter(organ=organ, publication__isnull=False).values("publication")
    return this.filter(~_by(last, facts.GONE), what=facts.PUBLIC, stream__in=papers)


def _explained_by(last: date) -> Exists:
    return Exists(ExplanationFact.objects.filter(stream=OuterRef("stream"), on__lte=last))


class Explained(NamedTuple):
    """解读 that became public on a day, by the name of its stream: how it explains, and whether the head does."""

    item: str
    form: str
    by_leader: bool
    on: date


def explanations(organ: uuid.UUID, year: int, key: str = "explained") -> list[Explained]:
    """解读 that became public in the year, or those of a form or by the head, as the key of the count says, the first day first.

    One that explains several policies counts once, in the form in which it was recorded first.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = ExplanationFact.objects.filter(organ=organ)
    new = held.filter(on__range=(first, last)).exclude(item__in=held.filter(on__lt=first).values("item")).order_by("on", "stream", "pk")
    found: dict[str, Explained] = {}
    for item, form, leader, on in new.values_list("item", "form", "by_leader", "on"):
        known = found.get(item, Explained(item, form, leader, on))
        found[item] = known._replace(by_leader=known.by_leader or leader)
    if key == "explained_by_leader":
        return [each for each in found.values() if each.by_leader]
    return [each for each in found.values() if key == "explained" or each.form == key.removeprefix("explained_forms.")]


def _explanations(organ: uuid.UUID, year: int) -> dict[str, Any]:
    found = explanations(organ, year)
    forms = dict(Counter(each.form for each in found))
    return {"explained": len(found), "explained_forms": forms, "explained_by_leader": sum(each.by_leader for each in found)}


def _items(which: Q) -> Count:
    return Count("stream", distinct=True, filter=which) if which else Count("stream", distinct=True)


def _by(last: date, what: str) -> Exists:
    """It happened to the item by that day."""
    return Exists(ItemDay.objects.filter(stream=OuterRef("stream"), what=what, on__lte=last))
