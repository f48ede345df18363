"""Reading 投诉举报: who hears about an organ, what is due when, what the organ may see, what the complainant is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, Count, DateField, F, Q, Value, When

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import written
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.selectors import calendar_of, existing
from gongkai.web.oversight.models import Accountability, Grievance, GrievanceStep

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.law.calendar import Calendar

NEAR_DAYS = 3  # working days, as on the other lists
_HEARS = (
    Level.PROVINCE,
    Level.CITY,
    Level.COUNTY,
)  # 条例 Art. 3: the competent department is the office of a government from the county up
State = Grievance.State
OVER = (State.ANSWERED, State.REFERRED)
_RUNNING = ~Q(state__in=OVER)


class Due(NamedTuple):
    """How long there still is, for the badge of lists: None days where nothing is due."""

    days_left: int | None
    words: str


class Bucket(NamedTuple):
    """A list: its key, its name, what an empty one says."""

    key: str
    label: str
    empty: str


BUCKETS = (
    Bucket("open", "没有办完的", "网上提交的、电话和来信登记的投诉举报列在这里，先到期的排在前面。"),
    Bucket("late", "已超期", "没有超期的。"),
    Bucket("near", "3 个工作日内到期", "没有快到期的。"),
    Bucket("new", "待受理", "没有等着决定是否受理的。"),
    Bucket("replied", "机关已说明", "没有等着查证的。"),
    Bucket("over", "办完的", "答复了的、告知其他途径的列在这里。"),
)
KEYS = {each.key: each for each in BUCKETS}


def hearing(organ: Organ) -> Organ:
    """The competent department that hears about an organ: the nearest government above it from the county up, the organ itself at the top."""
    above = list(Organ.objects.filter(slug__in=[part for part in organ.path.split("/") if part]).exclude(pk=organ.pk).order_by("-path"))
    return next((each for each in above if each.level in _HEARS), above[-1] if above else organ)


def concerned(organ: Organ, today: date) -> QuerySet[Organ]:
    """About which organs one can complain where the column of ``organ`` is: itself and those below that exist and have somebody above them."""
    return existing(today).filter(path__startswith=organ.path, parent__isnull=False).exclude(level=Level.DEPARTMENT).order_by("path")


def due_day(grievance: Grievance) -> date | None:
    """The day that is next due to the body that hears it; None when it is over."""
    if grievance.state in OVER:
        return None
    return grievance.accept_by if grievance.state == State.RECEIVED else grievance.answer_by


def due_of(day: date | None, today: date, calendar: Calendar) -> Due:
    """The badge of a due day; that day itself is in time."""
    if day is None:
        return Due(None, "")
    if today > day:
        late = max(calendar.between(day, today), 1)
        return Due(-late, f"已超期 {late} 个工作日（应当在{written(day)}前）")
    left = calendar.between(today, day)
    return Due(left, f"剩 {left} 个工作日（{written(day)}前）" if left else "今天到期")


class Line(NamedTuple):
    """A row of a list."""

    grievance: Grievance
    due: Due


def heard(bodies: Iterable[Organ]) -> QuerySet[Grievance]:
    """All that these bodies hear, each with ``due``, the next day due first. Contacts are never read for a list."""
    next_due = Case(
        When(state__in=OVER, then=Value(None)), When(state=State.RECEIVED, then=F("accept_by")), default=F("answer_by"), output_field=DateField(),
    )  # fmt: skip
    return Grievance.objects.filter(body__in=bodies).annotate(due=next_due).select_related("organ", "body").defer("contact")


def near_day(today: date, calendar: Calendar) -> date:
    """The last day of those that are near."""
    try:
        return calendar.add(today, NEAR_DAYS).day
    except OutsideCalendar:
        return today


def bucket(key: str, today: date, near: date) -> Q:
    """What belongs to a list. KeyError for a key that is none."""
    return {
        "open": _RUNNING, "late": _RUNNING & Q(due__lt=today), "near": _RUNNING & Q(due__range=(today, near)), "new": Q(state=State.RECEIVED),
        "replied": Q(state=State.REPLIED), "over": Q(state__in=OVER),
    }[key]  # fmt: skip


def sorted_for(key: str, rows: QuerySet[Grievance]) -> QuerySet[Grievance]:
    """What is due first, first; what is over, the newest first."""
    return rows.order_by("-ended_on", "-created_at") if key == "over" else rows.order_by(F("due").asc(nulls_last=True), "created_at")


def counts(rows: QuerySet[Grievance], today: date, near: date) -> dict[str, int]:
    """How many each list has, in one query."""
    wanted = {each.key: Count("pk", filter=bucket(each.key, today, near)) for each in BUCKETS}
    found: dict[str, int] = rows.order_by().aggregate(**wanted)
    return found


def asked_of(organs: Iterable[Organ]) -> QuerySet[Grievance]:
    """What these organs were asked about: what waits for them first. Neither contact nor the first wording is read."""
    found = Grievance.objects.filter(organ__in=organs).exclude(reply_by=None).select_related("organ", "body", "order")
    waits = Case(When(state=State.ASKED, then=Value(0)), default=Value(1))
    return found.defer("contact", "text").order_by(waits, "reply_by", "-received_on")


def lines(rows: Iterable[Grievance], today: date, *, replying: bool = False) -> list[Line]:
    """Rows with their badge: of the body, or with ``replying`` of the organ."""
    found = []
    for each in rows:
        day = (each.reply_by if each.state == State.ASKED else None) if replying else due_day(each)
        found.append(Line(each, due_of(day, today, calendar_of(each.body))))
    return found


def steps_of(grievance: Grievance, *, inside: bool) -> list[GrievanceStep]:
    """Everything that was done, the first first; for the organ without ``inside`` steps."""
    found = grievance.steps.select_related("by")
    return list(found if inside else found.filter(inside=False))


def numbered(number: str) -> list[uuid.UUID]:
    """Those of a number as it is printed: one at each body that gives its numbers alike."""
    return list(Grievance.objects.filter(number=number).order_by().values_list("pk", flat=True)[:3])


# --- 责任追究 and 通报 -----------------------------------------------------------------------------------------


def accountabilities(organs: Iterable[Organ], year: int) -> list[Accountability]:
    """What was decided about these organs in a year, the newest first, at most two hundred; with what was taken out again."""
    found = Accountability.objects.filter(organ__in=organs, on__year=year).select_related("organ", "created_by")
    return list(found[:200])


def criticised(organs: Iterable[Organ], year: int) -> list[Grievance]:
    """Grievances of the year that ended with 通报批评 of one of these organs; at most two hundred."""
    measures = (Grievance.Measure.CRITICISE, Grievance.Measure.BOTH)
    found = Grievance.objects.filter(
        organ__in=organs, measure__in=measures, steps__kind=GrievanceStep.Kind.CRITICISED, steps__on__year=year
    )
    return list(found.select_related("organ", "body").defer("contact", "text").distinct()[:200])
