"""What is to be done, by days left: lists of the desk, the digest, the heads of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, F, Q

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import written
from gongkai.web.organs import settings
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.clock import interpretation_term, said
from gongkai.web.publication.models import Complaint, Delivery, Item, Phase, Validity
from gongkai.web.publication.models.item import POLICIES, STANDING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

NEAR_DAYS = 3  # working days, as on the list of cases


class Bucket(NamedTuple):
    """A list of the desk: its key, its name, what an empty one says."""

    key: str
    label: str
    empty: str


BUCKETS = (
    Bucket("all", "全部", "还没有登记主动公开的信息。点“起草”开始，或者从 Excel 导入一年的清单。"),
    Bucket("overdue", "已超过公开期限", "没有超期的。"),
    Bucket("near", "3 个工作日内到期", "没有快到期的。"),
    Bucket("drafts", "草稿", "没有草稿。"),
    Bucket("review", "待审查", "没有等着审查的。"),
    Bucket("approval", "待签发", "没有等着签发的。"),
    Bucket("ready", "待发布", "没有签发了还没发布的。"),
    Bucket("deliveries", "投送没有完成", "所有渠道都送到了。"),
    Bucket("unexplained", "待解读的政策", "政策都有解读了。"),
    Bucket("reassess", "待评估的不公开信息", "没有到了评估时间的。"),
    Bucket("cleanup", "规范性文件清理", "没有快到期或者要清理的文件。"),
    Bucket("published", "已公开", "还没有公开的信息。"),
    Bucket("withdrawn", "已撤下", "没有撤下的。"),
)
KEYS = {each.key: each for each in BUCKETS}
_OPEN = (Phase.DRAFT, Phase.REVIEW, Phase.APPROVED, Phase.SCHEDULED, Phase.CHANGING)
# Brought in with a year's list that says 报送 and no channel: history, nobody is going to publish it.
_SENT_UP_ONCE = Q(imported=True, draft__number=1, first_published_on__isnull=True)
_STUCK = (Delivery.State.FAILED, Delivery.State.REFUSED, Delivery.State.WAITING, Delivery.State.QUEUED, Delivery.State.WITHDRAWING)


class Marks(NamedTuple):
    """Days that lists are cut at, computed once a page."""

    today: date
    near: date
    assessed_before: date
    issued_before: date


def marks(organ: Organ, today: date) -> Marks:
    """The days for that organ."""
    try:
        near = calendar_of(organ).add(today, NEAR_DAYS).day
    except OutsideCalendar:
        near = today
    return Marks(
        today,
        near,
        _months_before(today, settings.of(organ, "reassess_months")),
        _months_before(today, 12 * settings.of(organ, "document_years")),
    )


def bucket(items: QuerySet[Item], key: str, at: Marks) -> QuerySet[Item]:
    """The items of a list. KeyError for a key that is none."""
    return items.filter(_conditions(at)[key]).distinct()


def counts(items: QuerySet[Item], at: Marks) -> dict[str, int]:
    """How many each list has, in one query."""
    wanted = {key: Count("pk", filter=condition, distinct=True) for key, condition in _conditions(at).items()}
    found: dict[str, int] = items.aggregate(**wanted)
    return found


def _conditions(at: Marks) -> dict[str, Q]:
    stuck = Q(deliveries__state__in=_STUCK)
    living = Q(validity__in=(Validity.VALID, Validity.AMENDED))
    return {
        "all": Q(),
        "overdue": Q(due_on__lt=at.today, phase__in=_OPEN),
        "near": Q(due_on__range=(at.today, at.near), phase__in=_OPEN),
        "drafts": Q(submitted_at__isnull=True, phase__in=(Phase.DRAFT, Phase.CHANGING)),
        "review": Q(submitted_at__isnull=False, approved_on__isnull=True) & ~Q(next_stage=""),
        "approval": Q(submitted_at__isnull=False, approved_on__isnull=True, next_stage=""),
        "ready": Q(phase__in=(Phase.APPROVED, Phase.SCHEDULED)) & ~_SENT_UP_ONCE
        | Q(phase=Phase.PUBLISHED, imported=False) & ~Q(shown=F("draft")),
        "deliveries": stuck,
        "unexplained": Q(genre__in=POLICIES, phase__in=STANDING, explained=0),
        "reassess": Q(attribute__in=("on_request", "withheld"), approved_on__isnull=False) & Q(assessed_on__lte=at.assessed_before),
        "cleanup": living & (Q(expires_on__lte=at.near) | Q(expires_on__isnull=True, formed_on__lte=at.issued_before)),
        "published": Q(phase__in=STANDING),
        "withdrawn": Q(phase=Phase.WITHDRAWN),
    }


class Line(NamedTuple):
    """A thing of the digest: its heading, its name, how it stands, whose it is (None: nobody's)."""

    heading: str
    name: str
    words: str
    owner: object


def due_lines(organ: Organ, today: date) -> Iterable[Line]:
    """What is late or nearly, for the mail of the day: items, interpretations, deliveries, complaints. No content, no personal data."""
    at, calendar = marks(organ, today), calendar_of(organ)
    items = Item.objects.filter(organ=organ)
    for key in ("overdue", "near"):
        for item in bucket(items, key, at):
            yield Line(KEYS[key].label, item.index_number, said(item.due_on, today, calendar), item.drafter_id)
    for item in bucket(items, "unexplained", at).filter(genre__in=POLICIES, first_published_on__isnull=False):
        assert item.first_published_on is not None
        term = interpretation_term(item.first_published_on, calendar)
        if term and term.due and term.due <= at.near:
            yield Line("政策解读", item.index_number, f"解读期限{written(term.due)}", item.drafter_id)
    for delivery in Delivery.objects.filter(item__organ=organ, state=Delivery.State.REFUSED).select_related("item"):
        yield Line("投送被退回", delivery.item.index_number, delivery.words[:60], delivery.item.drafter_id)
    for complaint in Complaint.objects.filter(organ=organ, state=Complaint.State.NEW, due_on__lte=at.near):
        yield Line("网页纠错", complaint.kind, said(complaint.due_on, today, calendar), None)


def _months_before(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=years, month=month + 1, day=min(day.day, 28))
