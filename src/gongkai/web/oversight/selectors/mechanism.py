"""长效机制: what the system finds by itself and what was done about it, month by month. Every number is a queryset, and its list is the same one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, DateField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, TruncDate, TruncMonth

from gongkai.law.deadlines import written
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import OrderStep, Urging, Visit
from gongkai.web.oversight.selectors.defects import applications_late, deliveries_failed, items_late
from gongkai.web.publication.models import Answered, Complaint, Item
from gongkai.web.reporting.models import TroubleStep

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable, Collection

    Organs = Collection[uuid.UUID]

MONTHS = 12
FOUND, DONE = "found", "done"


class Shown(NamedTuple):
    """A row of the list behind a number: the organ, the day, what it is in words that the superior may read too, what only the office itself
    reads, the view that opens it there ("" for none) and its id.
    """

    organ: str
    day: date
    words: str
    more: str = ""
    view: str = ""
    pk: Any = None


class Measure(NamedTuple):
    """One thing that is counted: its key, what it is called, whether found or done, how it comes about, its rows between two days.

    ``day`` is the field by which a row belongs to a month, ``moment`` whether that is a moment; ``organ`` the way to the organ of a row.
    """

    key: str
    label: str
    sort: str
    how: str
    rows: Callable[[Organs, date, date], QuerySet[Any]]
    day: str
    moment: bool
    organ: str
    show: Callable[[Any], tuple[str, str, str, Any]]  # words, more, view, id


def _answered(organs: Organs, first: date, last: date) -> QuerySet[Any]:
    # Few remarks beside very many items: the remarks are walked, not the items.
    ours = Exists(Item.objects.filter(pk=OuterRef("item"), organ__in=organs))
    return Answered.objects.filter(ours, at__date__range=(first, last)).select_related("item__organ")


def _visits(organs: Organs, first: date, last: date) -> QuerySet[Any]:
    seen = Visit.objects.filter(platform__organ__in=organs, state=Visit.State.DONE, day__range=(first, last), fresh__gt=0)
    return seen.select_related("platform__organ").defer("result")


def _stuck(organs: Organs, first: date, last: date) -> QuerySet[Any]:
    return deliveries_failed(organs, first, last).select_related("item__organ")


def _complaints(organs: Organs, first: date, last: date) -> QuerySet[Any]:
    answered = Complaint.objects.filter(organ__in=organs, answered_at__date__range=(first, last))
    return answered.exclude(state=Complaint.State.NEW).select_related("organ")


def _urged(organs: Organs, first: date, last: date) -> QuerySet[Any]:
    return Urging.objects.filter(organ__in=organs, day__range=(first, last)).select_related("organ")


def _orders(organs: Organs, first: date, last: date) -> QuerySet[Any]:
    return OrderStep.objects.filter(order__organ__in=organs, kind=OrderStep.Kind.ACCEPTED, on__range=(first, last)).select_related(
        "order__organ"
    )


def _steps(organs: Organs, first: date, last: date) -> QuerySet[Any]:
    taken = TroubleStep.objects.filter(trouble__organ__in=organs, trouble__dropped_at=None, on__range=(first, last))
    return taken.select_related("trouble__organ")


MEASURES: tuple[Measure, ...] = (
    Measure(
        "items_late", "逾期公开的信息", FOUND, "公开以后和法定期限比对（条例第二十六条）",
        lambda organs, first, last: items_late(organs, first, last).select_related("organ"), "first_published_on", False, "organ",
        lambda row: (f"{row.title}，应当在{written(row.owed_by)}以前公开", "", "desk:item", row.pk),
    ),
    Measure(
        "applications_late", "逾期答复的申请", FOUND, "办结以后和法定期限比对（条例第三十三条）",
        lambda organs, first, last: applications_late(organs, first, last).select_related("organ").only("register_number", "ended_on", "organ__name"),
        "ended_on", False, "organ", lambda row: (row.register_number, "", "desk:case", row.pk),
    ),
    Measure("visits", "网站检查有新问题的次数", FOUND, "每周检查登记的网站", _visits, "day", False, "platform.organ",
            lambda row: (f"{row.platform.name}：新问题 {row.fresh} 个，消失 {row.gone} 个", "", "desk:visit", row.pk)),
    Measure("stuck", "没有送达的投送", FOUND, "每次发布以后核对回执", _stuck, "created_at", True, "item.organ",
            lambda row: (f"{row.item.title}：{row.get_state_display()}", "", "desk:item", row.item_id)),
    Measure("answered", "发布前核对过的提示", DONE, "每次送审前检查个人信息、用语、附件，逐条说明", _answered, "at", True, "item.organ",
            lambda row: (row.item.index_number, f"{row.message}　说明：{row.answer}", "desk:item", row.item_id)),
    Measure("complaints", "答复的网页纠错", DONE, "读者提出，到期提醒", _complaints, "answered_at", True, "organ",
            lambda row: (f"{row.kind}：{row.get_state_display()}", "", "", None)),
    Measure("urged", "催办函", DONE, "上级从督办清单发出", _urged, "day", False, "organ", lambda row: (row.number, "", "desk:urging", row.pk)),
    Measure("orders", "完成的整改", DONE, "整改通知审核通过", _orders, "on", False, "order.organ",
            lambda row: (f"{row.order.number}：{row.order.what}", "", "desk:order", row.order_id)),
    Measure("troubles", "问题台账的进展", DONE, "问题、措施、佐证逐项登记", _steps, "on", False, "trouble.organ",
            lambda row: (f"{row.trouble.problem}：{row.words}", "", "desk:reports_trouble", row.trouble_id)),
)  # fmt: skip
BY_KEY = {each.key: each for each in MEASURES}


class Line(NamedTuple):
    """A measure with its number of each month."""

    measure: Measure
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        """Of all months."""
        return sum(self.numbers)


class Months(NamedTuple):
    """The months, the oldest first, as their first days, and every measure over them."""

    months: tuple[date, ...]
    lines: tuple[Line, ...]

    def of(self, sort: str) -> list[Line]:
        """The lines of one sort."""
        return [each for each in self.lines if each.measure.sort == sort]

    def together(self, sort: str) -> tuple[int, ...]:
        """All of one sort, month by month."""
        return tuple(map(sum, zip(*(each.numbers for each in self.of(sort)), strict=True)))

    @property
    def this_month(self) -> dict[str, int]:
        """The last month's number of each measure."""
        return {each.measure.key: each.numbers[-1] for each in self.lines}


def months_to(day: date) -> tuple[date, ...]:
    """The first days of the twelve months that end with that of ``day``."""
    found = [day.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(found))


def end_of(month: date) -> date:
    """The last day of a month that begins on that day."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def months_of(organs: Organs, day: date) -> Months:
    """All measures of these organs over twelve months: one query, however many organs."""
    months = months_to(day)
    parts = [_counted(each, organs, months[0], end_of(months[-1])) for each in MEASURES]
    counts = {(key, month): number for key, month, number in parts[0].union(*parts[1:], all=True)}
    return Months(months, tuple(Line(each, tuple(counts.get((each.key, month), 0) for month in months)) for each in MEASURES))


def rows_of(measure: Measure, organs: Organs, month: date) -> QuerySet[Any]:
    """What a number counts, the newest first."""
    return measure.rows(organs, month, end_of(month)).order_by(F(measure.day).desc(), "pk")


def shown(measure: Measure, row: Any) -> Shown:
    """A row of that list."""
    organ = row
    for step in measure.organ.split("."):
        organ = getattr(organ, step)
    day = getattr(row, measure.day)
    words, more, view, pk = measure.show(row)
    return Shown(organ.name, day_of(day) if measure.moment else day, words, more, view, pk)


def _counted(measure: Measure, organs: Organs, first: date, last: date) -> QuerySet[Any, Any]:
    day = TruncDate(measure.day) if measure.moment else F(measure.day)
    month = Cast(TruncMonth(day), DateField())
    chosen = measure.rows(organs, first, last).select_related(None).order_by()
    counted = chosen.annotate(what=Value(measure.key), month=month).values_list("what", "month")
    together: QuerySet[Any, Any] = counted.annotate(number=Count("*"))
    return together
