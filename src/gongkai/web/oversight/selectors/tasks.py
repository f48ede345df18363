"""The in-tray: what waits, how long there still is, the figures of a year; of an issued task, who answered, who is late, who is silent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q

from gongkai.law.deadlines import written
from gongkai.ledger.guards import BEIJING
from gongkai.web.clock import day_of
from gongkai.web.oversight.models.tasks import Issue, Task, TaskStep

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

State = Task.State
WAITING = (State.OPEN, State.RETURNED)
LISTS = {"waiting": "待办", "overdue": "已超期", "soon": "三天内", "returned": "退回重报", "done": "已办", "all": "全部"}
COUNTS = {"received": "收到", "in_time": "按期办结", "late": "超期", "going": "在办"}
_SOON = 3


class Due(NamedTuple):
    """How long there still is, in days of the calendar, and the words; nothing for what is over."""

    days_left: int | None
    words: str


class Counted(NamedTuple):
    """A figure of a year: the key that opens its list, its label, its value."""

    key: str
    label: str
    value: int


class FromWhom(NamedTuple):
    """What came from one superior in a year, and what became of it."""

    issuer: str
    received: int
    in_time: int
    late: int


class Answered(NamedTuple):
    """One organ of an issued task: its task, the mark (done, late, silent, going) and the words."""

    task: Task
    mark: str
    words: str


def tasks_of(organs: QuerySet[Organ]) -> QuerySet[Task]:
    """The tasks of these organs, what is due first on top; what has no day behind it."""
    rows = Task.objects.filter(organ__in=organs.order_by().values("pk")).select_related("organ", "handler")
    return rows.order_by(F("due_on").asc(nulls_last=True), F("due_time").asc(nulls_last=True), "received_on", "pk")


def listed(rows: QuerySet[Task], key: str, moment: datetime) -> QuerySet[Task]:
    """Those of one list. KeyError for a key that is none of :data:`LISTS`."""
    if key not in LISTS:
        raise KeyError(key)
    if key in ("done", "all"):
        chosen = rows.filter(state__in=(State.ANSWERED, State.DROPPED)) if key == "done" else rows
        return chosen.order_by("-received_on", "-created_at")
    return rows.filter(_of_list(key, moment))


def counts_of(rows: QuerySet[Task], moment: datetime) -> dict[str, int]:
    """How many stand on each list that has a number, in one query."""
    keys = ("waiting", "overdue", "soon", "returned")
    return rows.order_by().aggregate(**{key: Count("pk", filter=_of_list(key, moment)) for key in keys})


def left(task: Task, moment: datetime) -> Due:
    """How long there still is to answer."""
    if task.state not in WAITING:
        return Due(None, "")
    if task.due_on is None:
        return Due(None, "没有写期限")
    today, days = day_of(moment), (task.due_on - day_of(moment)).days
    hour = f" {task.due_time:%H:%M}" if task.due_time else ""
    if days < 0:
        return Due(days, f"已超期 {-days} 天")
    if days == 0:
        gone = task.due_time is not None and task.due_time < moment.astimezone(BEIJING).time()
        return Due(-1 if gone else 0, f"今天{hour}已经过了" if gone else f"今天{hour or '到期'}{'以前' if hour else ''}")
    where = "明天" if days == 1 else written(task.due_on) if task.due_on.year != today.year else f"{task.due_on.month}月{task.due_on.day}日"
    return Due(days, f"剩 {days} 天（{where}{hour}前）")


def figures(rows: QuerySet[Task], year: int, moment: datetime) -> list[Counted]:
    """What was received in the year and how it stands; received is the sum of the others. One query."""
    of_year = _of_year(rows, year)
    found = of_year.aggregate(**{key: Count("pk", filter=_of_count(key, moment)) for key in COUNTS})
    return [Counted(key, label, found[key]) for key, label in COUNTS.items()]


def by_issuer(rows: QuerySet[Task], year: int, moment: datetime, most: int = 50) -> list[FromWhom]:
    """The same by superior, who asked most first."""
    counts = {key: Count("pk", filter=_of_count(key, moment)) for key in ("received", "in_time", "late")}
    grouped: Any = _of_year(rows, year).values("issuer")
    found = grouped.annotate(**counts).order_by("-received", "issuer")[:most]
    return [FromWhom(each["issuer"], each["received"], each["in_time"], each["late"]) for each in found]


def behind(rows: QuerySet[Task], year: int, key: str, moment: datetime, issuer: str = "") -> QuerySet[Task]:
    """The tasks behind a figure of the year, of one superior where ``issuer`` names him. KeyError for a key that is none of :data:`COUNTS`."""
    if key not in COUNTS:
        raise KeyError(key)
    found = _of_year(rows, year).filter(_of_count(key, moment)).order_by("received_on", "created_at")
    return found.filter(issuer=issuer) if issuer else found


def years_of(rows: QuerySet[Task]) -> list[int]:
    """The years in which something was received."""
    return [each.year for each in rows.order_by().dates("received_on", "year")]


# --- issued ------------------------------------------------------------------------------------------------


def issued(organs: QuerySet[Organ]) -> QuerySet[Issue]:
    """What these organs gave to others, the newest first, with how many have it, answered, and are late."""
    rows = Issue.objects.filter(organ__in=organs.order_by().values("pk")).select_related("organ", "created_by").order_by("-created_at")
    return rows.annotate(
        organs=Count("tasks"), answered=Count("tasks", filter=Q(tasks__state=State.ANSWERED)),
        late=Count("tasks", filter=Q(tasks__on_time=False)), waiting=Count("tasks", filter=Q(tasks__state__in=WAITING)),
    )  # fmt: skip


def answers(issue: Issue) -> QuerySet[Task]:
    """The task of each organ, with ``touched``: somebody there did something about it."""
    there = TaskStep.objects.filter(task=OuterRef("pk")).exclude(kind=TaskStep.Kind.REMINDED)
    rows = Task.objects.filter(issue=issue).select_related("organ", "handler").annotate(touched=Exists(there))
    return rows.order_by("state", F("answered_on").asc(nulls_first=True), "organ__path")


def standing(task: Task, moment: datetime) -> Answered:
    """How one organ stands with an issued task; ``touched`` as :func:`answers` gives it."""
    if task.state == State.ANSWERED:
        on = written(task.answered_on) if task.answered_on else ""
        return Answered(task, "done" if task.on_time else "late", f"{on}报送" if task.on_time else f"{on}报送，超过期限")
    due = left(task, moment)
    silent = not getattr(task, "touched", True)
    if due.days_left is not None and due.days_left < 0:
        return Answered(task, "silent" if silent else "late", f"{due.words}，{'没有任何动静' if silent else '在办'}")
    words = "退回重报" if task.state == State.RETURNED else "还没有动" if silent else "在办"
    return Answered(task, "silent" if silent else "going", f"{words}，{due.words}" if due.words else words)


# --- conditions --------------------------------------------------------------------------------------------


def _overdue(moment: datetime) -> Q:
    day, hour = day_of(moment), moment.astimezone(BEIJING).time()
    return Q(state__in=WAITING) & (Q(due_on__lt=day) | Q(due_on=day, due_time__lt=hour))


def _of_list(key: str, moment: datetime) -> Q:
    day = day_of(moment)
    if key == "overdue":
        return _overdue(moment)
    if key == "soon":
        return Q(state__in=WAITING, due_on__gte=day, due_on__lte=date.fromordinal(day.toordinal() + _SOON)) & ~_overdue(moment)
    return Q(state=State.RETURNED) if key == "returned" else Q(state__in=WAITING)


def _of_count(key: str, moment: datetime) -> Q:
    if key == "in_time":
        return Q(on_time=True)
    if key == "late":
        return Q(on_time=False) | _overdue(moment)
    return Q(state__in=WAITING) & ~_overdue(moment) if key == "going" else Q()


def _of_year(rows: QuerySet[Task], year: int) -> QuerySet[Task]:
    """Received in the year; what was noted by mistake or taken back counts nowhere."""
    return rows.order_by().filter(received_on__range=(date(year, 1, 1), date(year, 12, 31))).exclude(state=State.DROPPED)
