"""Reading open days: what is coming, how many places are left, what was counted, and what a registration still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import Reason
from gongkai.web.oversight.models import DayPhoto, DayQuestion, DayVisitor, OpenDay
from gongkai.web.reporting.selectors.activities import activities

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time
    from uuid import UUID

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.models import DayGroup, DayMaterial

_CITE = ("条例:50",)


class Counted(NamedTuple):
    """What the records of a day count; None is what nobody has counted."""

    participants: int | None
    materials: int | None
    questions: int | None


class Records(NamedTuple):
    """What was written down of a day; ``visitors`` are how many signed up together and how many of them came."""

    day: OpenDay
    visitors: list[tuple[int, int | None]]
    groups: list[DayGroup]
    materials: list[DayMaterial]
    questions: list[DayQuestion]

    @property
    def taken(self) -> int:
        """How many people have a place."""
        return sum(people for people, _ in self.visitors)

    @property
    def counted(self) -> Counted:
        """People who signed up and were ticked off, those of the invited groups, the others; copies; questions answered on the spot."""
        there = sum(each.answered_on == self.day.day and each.due_on is None for each in self.questions)
        return Counted(
            _sum([*(came for _, came in self.visitors), *(each.came for each in self.groups), self.day.others]),
            _sum([each.handed for each in self.materials]) if self.materials else None,
            there if self.questions else None,
        )


class Row(NamedTuple):
    """A line of the year: how many people signed up, how many questions and pictures stand behind it."""

    day: OpenDay
    signed: int
    evidence: int


class Coming(NamedTuple):
    """An open day as the first page tells it."""

    sort: str
    theme: str
    day: date
    begins: time
    ends: time
    place: str


def of_year(organ: UUID, year: int) -> list[Row]:
    """The open days of a year, the newest first: one query."""
    signed = Sum("visitors__people", filter=Q(visitors__cancelled_at=None))
    rows = OpenDay.objects.filter(organ=organ, day__year=year).annotate(
        signed=signed, asked=Subquery(_behind(DayQuestion)), shown=Subquery(_behind(DayPhoto))
    )
    return [Row(each, each.signed or 0, (each.asked or 0) + (each.shown or 0)) for each in rows]


def _behind(model: type[DayQuestion] | type[DayPhoto]) -> QuerySet[Any, Any]:
    return model.objects.filter(day=OuterRef("pk")).order_by().values("day").annotate(count=Count("pk")).values("count")


def front(organ: Organ) -> list[Coming]:
    """The days to which the first page leads, the next one first: one query."""
    rows = OpenDay.objects.filter(organ=organ, on_front=True).order_by("day", "begins")[:3]
    return [Coming(each.get_sort_display(), each.theme, each.day, each.begins, each.ends, each.place) for each in rows]


def public(organ: Organ) -> QuerySet[OpenDay]:
    """What readers may see."""
    return OpenDay.objects.filter(organ=organ).exclude(announced_at=None).order_by("-day", "-begins")


def coming(organ: Organ, today: date) -> list[tuple[OpenDay, int]]:
    """What readers may still go to, the next one first, with how many places are taken."""
    held = Sum("visitors__people", filter=Q(visitors__cancelled_at=None))
    rows = public(organ).filter(day__gte=today).order_by("day", "begins").annotate(held=held)
    return [(each, each.held or 0) for each in rows]


def taken(day: OpenDay) -> int:
    """How many people have a place."""
    found: int | None = DayVisitor.objects.filter(day=day, cancelled_at=None).aggregate(held=Sum("people"))["held"]
    return found or 0


def why_closed(day: OpenDay, held: int, today: date) -> str:
    """Why nobody can sign up now, as a sentence for readers; "" when one can."""
    if day.state == OpenDay.State.CANCELLED:
        return f"这次活动已经取消：{day.why_cancelled}"
    if day.day < today or day.state == OpenDay.State.HELD:
        return "这次活动已经结束。"
    if not day.sign_up or day.places is None:
        return "这次活动不用报名，请按时间直接到场。"
    if day.closes_on is not None and today > day.closes_on:
        return f"报名已于{written(day.closes_on)}截止。"
    if held >= day.places:
        return f"{day.places}个名额已经报满。"
    return ""


def records(day: OpenDay) -> Records:
    """What was written down of a day: four queries."""
    coming = DayVisitor.objects.filter(day=day, cancelled_at=None).values_list("people", "came")
    return Records(day, list(coming), list(day.groups.all()), list(day.materials.all()), list(day.questions.all()))


def counted(day: OpenDay) -> Counted:
    """What the records of a day count."""
    return records(day).counted


def why_not_close(day: OpenDay, found: Counted, words: str, today: date) -> Iterator[Reason]:
    """All that is still missing before the day is told as held."""
    if day.state == OpenDay.State.CANCELLED:
        yield Reason("这次活动已经取消", _CITE)
    if day.state == OpenDay.State.HELD:
        yield Reason("已经登记过", _CITE)
    if day.day > today:
        yield Reason(f"{written(day.day)}还没有到", _CITE)
    if found.participants is None:
        yield Reason("没有数完到场的人：报了名的逐个勾，邀请的和其他到场的各填一个数，没有的填0", _CITE)
    elif not found.participants:
        yield Reason("到场的是0人；没有办成的请取消，不要登记", _CITE)
    for each in day.materials.filter(handed=None):
        yield Reason(f"没有数“{each.name}”发了多少份，没有发的填0", _CITE)
    if not words.strip():
        yield Reason("没有写活动情况", _CITE)


def words_of(day: OpenDay, found: Counted) -> str:
    """A first draft of what the record says, from the record itself."""
    groups = [each.name for each in day.groups.all() if each.came]
    came = f"{'、'.join(groups)}等参加" if groups else ""
    parts = [f"{day.get_sort_display()}“{day.theme}”", day.place, came]
    parts += [f"到场{found.participants}人次" if found.participants is not None else ""]
    parts += [f"发放资料{found.materials}份" if found.materials else "", f"现场解答咨询{found.questions}件" if found.questions else ""]
    return "，".join(part for part in parts if part) + "。"


def twice(day: OpenDay) -> bool:
    """Whether an open day is registered on that date already, from here or by hand."""
    return any(each.sort.key == "open-day" and each.on == day.day for each in activities(day.organ_id, day.day.year))


def registered(day: OpenDay) -> bool:
    """Whether its event still counts: it may have been voided on the page of activities."""
    return day.step is not None and day.step in {each.step for each in activities(day.organ_id, day.day.year)}


def questions_waiting(organ: Organ) -> QuerySet[DayQuestion]:
    """Questions of any open day whose answer was promised and was not given, the earliest last day first."""
    return (
        DayQuestion.objects.filter(day__organ=organ, answered_on=None, due_on__isnull=False).select_related("day").order_by("due_on", "pk")
    )


def _sum(numbers: list[int | None]) -> int | None:
    """None as soon as one of them is not known."""
    known = [each for each in numbers if each is not None]
    return sum(known) if len(known) == len(numbers) else None
